import assert from "node:assert/strict";
import { readFileSync, statSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";

/** What scripts/test-site.mjs made before. */
interface Prepared {
  readonly chromium: string;
  /** The folder, and where it is published. */
  readonly site: { readonly out: string; readonly base: string };
  readonly playground: { readonly out: string; readonly bytes: number; readonly mostBytes: number };
}

export const prepared = JSON.parse(process.env.PLAUSIBLE_MAIL_PREPARED ?? "null") as Prepared;

/** How a page is shown. */
export interface Look {
  readonly scheme?: "light" | "dark";
  readonly language?: string;
  readonly phone?: boolean;
}

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};

/** A static server over the site and a browser, as a visitor of the published pages has them. */
export class Visit {
  readonly #server: Server;
  readonly #browser: Browser;
  /** Where the site is; ends with `/`. */
  readonly url: string;

  private constructor(server: Server, browser: Browser) {
    this.#server = server;
    this.#browser = browser;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}${prepared.site.base}`;
  }

  static async begin(): Promise<Visit> {
    const server = createServer((request, response) => {
      const file = fileAt(decodeURIComponent(new URL(request.url ?? "/", "http://localhost").pathname));
      response.writeHead(file === null ? 404 : 200, { "content-type": types[extname(file ?? "")] ?? "text/plain" });
      response.end(file === null ? "not found" : readFileSync(file));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const browser = await chromium.launch({ executablePath: prepared.chromium, args: ["--no-sandbox"] });
    return new Visit(server, browser);
  }

  /** A window of its own: nothing is remembered from another one. */
  async look({ scheme = "light", language = "en-US", phone = false }: Look = {}): Promise<BrowserContext> {
    const viewport = phone ? { width: 360, height: 740 } : { width: 1280, height: 900 };
    const context = await this.#browser.newContext({ colorScheme: scheme, locale: language, viewport });
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    return context;
  }

  async end(): Promise<void> {
    await this.#browser.close();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

/** The file of the site that is published at a path; null: there is none. As on GitHub, `/a` finds `a.html`. */
export function fileAt(path: string): string | null {
  const { out, base } = prepared.site;
  if (!path.startsWith(base)) return null;
  const below = path.slice(base.length);
  const names = below === "" || below.endsWith("/") ? [`${below}index.html`] : [below, `${below}.html`];
  return names.map((name) => join(out, name)).find((file) => file.startsWith(out) && isFile(file)) ?? null;
}

function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

const axe = readFileSync(fileURLToPath(import.meta.resolve("axe-core/axe.min.js")), "utf8");

/** That axe-core finds nothing wrong with what is shown. */
export async function assertAccessible(page: Page): Promise<void> {
  await page.evaluate(axe); // by the debugger, which no policy of the page holds back
  const violations = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run(): Promise<{ violations: Violation[] }> } };
    const { violations } = await axe.run();
    return violations.map(({ id, nodes }) => ({
      id,
      places: nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`),
    }));
  });
  assert.deepEqual(violations, []);
}

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

/** That nothing of a page lies beyond the width of the window. */
export async function assertFits(page: Page): Promise<void> {
  const wider = await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
  assert.equal(wider, 0, `${page.url()} is ${wider} pixels wider than the window`);
}
