import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import type { Page } from "playwright-core";
import { assertAccessible, assertFits, fileAt, type Look, prepared, Visit } from "./pages.js";

/** One page of each kind. */
const kinds = ["", "rules/", "zh-cn/rules/port-25.html", "log-lines.html", "cli.html"];

describe("the documentation", () => {
  let visit: Visit;

  before(async () => {
    visit = await Visit.begin();
  });
  after(() => visit.end());

  /** Opens a page and fails where it complains of itself, or asks for anything that is not of the site. */
  async function open(address: string, steps: (page: Page) => Promise<void>, look: Look = {}): Promise<void> {
    const context = await visit.look(look);
    const complaints: string[] = [];
    const page = await context.newPage();
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.on("request", (request) => request.url().startsWith(visit.url) || complaints.push(`asks for ${request.url()}`));
    await page.goto(visit.url + address, { waitUntil: "networkidle" });
    // Only the page's own script gives this switch its name: what is there before it has run, nobody uses.
    await page.locator(".VPSwitchAppearance:not([title=''])").first().waitFor({ state: "attached" });
    await steps(page);
    await context.close();
    assert.deepEqual(complaints, []);
  }

  for (const scheme of ["light", "dark"] as const) {
    for (const address of kinds) {
      test(`/${address} is accessible in ${scheme}`, () => open(address, assertAccessible, { scheme }));
    }
  }

  test("every kind of page fits a phone", async () => {
    for (const address of [...kinds, "providers.html", "replies.html"]) await open(address, assertFits, { phone: true });
  });

  test("the search finds a rule, by keyboard", () =>
    open("", async (page) => {
      await search(page, "half-credentials", "a[href*='rules/half-credentials']");
      await page.keyboard.press("Enter");
      await page.waitForURL(/half-credentials/);
    }));

  test("the search of the Chinese pages finds Chinese", () =>
    open("zh-cn/", async (page) => {
      await search(page, "端口 25", "a[href*='zh-cn/']");
    }));

  test("examples of a rule say whether they are reported", () =>
    open("rules/port-25.html", async (page) => {
      const labels = await page.locator(".example").allInnerTexts();
      assert.ok(labels.includes("compose.yml reported, with an automatic fix"), labels.join());
      assert.ok(labels.includes("compose.yml after the first fix"));
      assert.ok(labels.includes("compose.yml not reported"));
    }));

  test("the playground is one click away, in the language of the page", async () => {
    for (const [address, link, title] of [
      ["", "Try it in the browser", "Plausible Mail playground"],
      ["zh-cn/", "在浏览器中试用", "Plausible Mail 在线试用"],
    ] as const) {
      await open(address, async (page) => {
        await page.getByRole("link", { name: link }).click();
        await page.getByRole("heading", { level: 1, name: title }).waitFor();
        await page.getByRole("link", { name: address === "" ? "Documentation" : "文档", exact: true }).click();
        await page.getByRole("link", { name: link }).waitFor();
      });
    }
  });

  test("the rules that the playground links to have their pages", () => {
    const names = readdirSync(join(prepared.site.out, "rules")).filter((name) => name !== "index.html");
    assert.ok(names.length > 60, String(names.length));
    assert.deepEqual(
      names.filter((name) => fileAt(`${prepared.site.base}zh-cn/rules/${name}`) === null),
      [],
    );
  });

  test("no link of any page is dead, nor is the place in the page that it leads to", () => {
    const { out, base } = prepared.site;
    const ids = new Map<string, ReadonlySet<string>>();
    const idsIn = (file: string) => {
      const known = ids.get(file) ?? new Set([...readFileSync(file, "utf8").matchAll(/ id="([^"]+)"/g)].map(([, id = ""]) => id));
      ids.set(file, known);
      return known;
    };
    const pages = readdirSync(out, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".html"));
    const dead = pages.flatMap((name) => {
      const page = new URL(name.replaceAll("\\", "/"), `http://site${base}`);
      return [...readFileSync(join(out, name), "utf8").matchAll(/<a [^>]*href="([^"]*)"/g)].flatMap(([, href = ""]) => {
        const target = new URL(href.replaceAll("&amp;", "&"), page);
        if (target.host !== page.host) return [];
        const file = fileAt(decodeURIComponent(target.pathname));
        const anchor = decodeURIComponent(target.hash.slice(1));
        return file !== null && (anchor === "" || idsIn(file).has(anchor)) ? [] : [`${name}: ${href}`];
      });
    });
    assert.deepEqual([...new Set(dead)], []);
  });
});

/** Opens the search and asks it: again where the page, which is there before its scripts run, or the dialog missed a key. */
async function search(page: Page, words: string, result: string): Promise<void> {
  const isThere = (what: string, timeout: number) =>
    page
      .locator(what)
      .first()
      .waitFor({ timeout })
      .then(
        () => true,
        () => false,
      );
  for (let tries = 0; tries < 20; tries += 1) {
    await page.keyboard.press("ControlOrMeta+k");
    if (!(await isThere("#localsearch-input:focus", 2_000))) continue;
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.insertText(words);
    if (await isThere(`#localsearch-list ${result}`, 5_000)) return;
  }
  assert.fail(`the search finds nothing for ${words}`);
}
