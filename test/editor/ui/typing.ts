import assert from "node:assert/strict";
import path from "node:path";
import type { Page } from "playwright-core";
import { bareNames, dotenv, writeFiles } from "../fixtures.js";
import { inPlace } from "../folders.js";
import { until } from "../until.js";
import {
  type Editor,
  editorText,
  goTo,
  noSquiggle,
  openFile,
  openFolder,
  pictureOfFailure,
  runCommand,
  squiggle,
  takeFix,
  textOf,
  type World,
} from "./workbench.js";

/** After so many milliseconds without a keystroke an entry counts as finished; less what clocks may differ by. */
const pause = 1000 - 50;

/** Nothing is wrong in it: a squiggle is about what is typed. */
const good = bareNames.replace("    environment:", "    # \n    environment:");

const rules = 'rules:\n  port-25: "off"\n';

export function describeTyping(world: World): void {
  describe("Typing", () => {
    const folder = path.join(world.scratch, "typing");
    const text = inPlace.replace("SSL_ENABLED=true", "SSL_ENABLED=");
    const line = text.split("\n").findIndex((each) => each.includes("SSL_ENABLED")) + 1;
    let editor: Editor;

    before(async () => {
      writeFiles(folder, {
        "compose.yml": text,
        "list/compose.yml": good,
        "list/.env": dotenv({ host: "smtp.zoo.example", port: 587, ssl: "false" }),
        "map/compose.yml": good.replace(/- ([A-Z_]+)$/gm, "$1: $" + "{$1}"),
        "map/.env": dotenv({ host: "smtp.zoo.example", port: 587, ssl: "false" }),
        "list/.plausible-mail.yml": rules,
      });
      editor = await world.startEditor({ "security.workspace.trust.enabled": false });
      await openFolder(editor, folder, "compose.yml");
    });

    after(async () => {
      await editor?.stop();
    });

    afterEach(pictureOfFailure(world, () => editor));

    it("`true` beside port 587 is underlined, and the first quick fix makes it `false`", async () => {
      const { page } = editor;
      await squiggle(page); // an empty value is a mistake too: the extension is there
      await goTo(page, line, "      - SMTP_HOST_SSL_ENABLED=".length + 1);
      await page.keyboard.type("true");
      await until("the squiggle under four characters", async () => {
        const width = (await page.locator(".squiggly-error").first().boundingBox())?.width ?? 0;
        return width > 20 && width < 60;
      });
      // The list of values lies over the place where the fixes open.
      await page.keyboard.press("Escape");
      await page.locator(".suggest-widget.visible").waitFor({ state: "hidden" });
      await page.keyboard.press("ArrowLeft");
      const first = page.locator(".action-widget:visible .monaco-list-row.action").first();
      await takeFix(page, /SMTP_HOST_SSL_ENABLED/, async () =>
        assert.match(await textOf(first), /^Set SMTP_HOST_SSL_ENABLED to false/),
      );
      await noSquiggle(page);
      // The hint that stood behind the old value is part of the editor's text until the next ones come.
      await until("the value", async () => (await editorText(page)).includes("- SMTP_HOST_SSL_ENABLED=false"));
    });

    /** Opens one of the good files at a new entry below its last one. */
    async function begin(layout: "list" | "map"): Promise<void> {
      const { page } = editor;
      await openFile(page, `${layout}/compose.yml`);
      await runCommand(page, "File: Revert File");
      await page.locator(".editor-group-container.active .codelens-decoration a", { hasText: "Test SMTP" }).first().waitFor();
      await noSquiggle(page, "warning");
      await noSquiggle(page);
      await goTo(page, good.split("\n").length);
      // Go to Line uses keys, too.
      await watchSquiggles(page);
    }

    /** Opens a file of rules at a new one below its last one. */
    async function beginRule(): Promise<void> {
      const { page } = editor;
      await openFile(page, "list/.plausible-mail.yml");
      await runCommand(page, "File: Revert File");
      await noSquiggle(page);
      await goTo(page, rules.split("\n").length);
      await watchSquiggles(page);
    }

    for (const [what, start, written] of [
      ["an unfinished name", () => begin("list"), "      - SMTP_RETR"],
      ["an unfinished name in a map, where it is no YAML yet", () => begin("map"), "      SMTP_RETR"],
      ["an empty value", () => begin("list"), "      - MAILER_ADAPTER="],
      ["an unfinished rule in .plausible-mail.yml", beginRule, "  tls-po"],
      ["a rule there that has no level yet", beginRule, "  tls-impossible:"],
    ] as const) {
      it(`says nothing of ${what} while it is written, and does once a second has passed`, async () => {
        const { page } = editor;
        await until("an entry that is written without a halt", async () => {
          await start();
          await page.keyboard.type(written, { delay: 50 });
          await page.locator(squiggles).first().waitFor();
          const { halts, seen }: Watched = await page.evaluate("watched");
          await page.keyboard.press("Escape");
          // Where a busy machine takes a second between two keys, something may be said between them.
          if (halts.some((halt) => halt >= pause)) return false;
          assert.ok(seen >= pause, `a squiggle ${seen} ms after the last key`);
          return true;
        });
      });
    }

    it("says what is wrong with an entry as soon as the cursor has left it, also while something else is written", async () => {
      const { page } = editor;
      await begin("list");
      await page.keyboard.type("      - SMTP_RETR", { delay: 50 });
      await page.locator(".editor-group-container.active .view-line", { hasText: "#" }).first().click();
      await until("the squiggle, while a comment is written", async () => {
        await page.keyboard.type("x");
        return (await page.locator(squiggles).count()) > 0;
      });
    });
  });
}

const squiggles = ".editor-group-container.active :is(.squiggly-error, .squiggly-warning, .squiggly-info)";

/** In milliseconds of the page's own clock. */
interface Watched {
  /** Between two keys each. */
  readonly halts: readonly number[];
  /** From the last key to the first squiggle. */
  readonly seen: number;
}

/** Has the page note when a squiggle comes, from here on. */
async function watchSquiggles(page: Page): Promise<void> {
  await page.evaluate(`{
    globalThis.watching?.abort();
    globalThis.watching = new AbortController();
    const noted = globalThis.watched = { halts: [], seen: null };
    let key;
    const { signal } = watching;
    addEventListener("keydown", () => {
      const now = performance.now();
      if (key !== undefined) noted.halts.push(now - key);
      key = now;
    }, { capture: true, signal });
    const observer = new MutationObserver(() => {
      if (noted.seen === null && document.querySelector(${JSON.stringify(squiggles)}) !== null)
        noted.seen = performance.now() - key;
    });
    observer.observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ["class"] });
    signal.addEventListener("abort", () => observer.disconnect());
  }`);
}
