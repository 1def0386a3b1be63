import assert from "node:assert/strict";
import path from "node:path";
import type { Locator } from "playwright-core";
import { bareNames, canary, dotenv, writeFiles } from "../fixtures.js";
import { until } from "../until.js";
import { controlClick } from "./pointing.js";
import { darkChinese, light, pictureOf, type Style } from "./styles.js";
import {
  type Editor,
  editorText,
  goTo,
  openFile,
  openFolder,
  pageOfRule,
  pictureOfFailure,
  pointAtSquiggle,
  runCommand,
  squiggle,
  textOf,
  type World,
} from "./workbench.js";

const compose = bareNames
  .replace("- SMTP_HOST_ADDR", "- SMTP_HOST_ADDR=$" + "{MAIL_HOST}")
  .replace("      - SMTP_USER_NAME\n", "")
  .replace("    environment:", "    env_file: login.env\n    environment:");

const files = {
  "stack/compose.yml": compose,
  "stack/login.env": "# Who signs in\nSMTP_USER_NAME=stats@$" + "{MAIL_HOST}\n",
  // `true` beside port 587: its squiggle tells that the extension has read the files.
  "stack/.env": dotenv({ host: "smtp.zoo.example", port: 587, ssl: "true" }).replace("SMTP_HOST_ADDR", "MAIL_HOST"),
  "missing/compose.yml": bareNames.replace("    environment:", "    env_file: nowhere.env\n    environment:"),
  "missing/.env": dotenv({ host: "smtp.zoo.example", port: 587, ssl: "true" }),
};

/** From a name to the line that gives its value, and back, as everybody goes through code. */
export function describeNavigating(world: World): void {
  for (const style of [light, darkChinese]) describeIn(world, style);
}

function describeIn(world: World, style: Style): void {
  describe(`Navigating: ${style.name}`, function () {
    this.timeout(300_000); // a busy machine takes its time to open each file
    const folder = path.join(world.scratch, `navigating-${style.language}`);
    let editor: Editor;

    before(async () => {
      writeFiles(folder, files);
      editor = await world.startEditor({ "security.workspace.trust.enabled": false, ...style.settings }, style.locale);
      await openFolder(editor, folder, "stack/.env");
      const squiggles = editor.page.locator(".editor-group-container.active .squiggly-error");
      // A busy machine takes its time until the extension is there.
      await squiggles.first().waitFor({ timeout: 200_000 });
    });

    after(async () => editor?.stop());

    afterEach(pictureOfFailure(world, () => editor));

    beforeEach(async () => {
      await editor.page.keyboard.press("Escape");
    });

    const picture = async (name: string) =>
      await editor.page.screenshot({ path: path.join(world.pictures, pictureOf(style, name)) });

    /** As the hints have it in each language. */
    const inBrackets = (text: string) => (style.language === "en" ? `(${text})` : `（${text}）`);

    /** Whether the caret is on the line of a file that begins so. */
    async function isAt(file: keyof typeof files, text: string): Promise<boolean> {
      const { page } = editor;
      const opened = await textOf(page.locator(".editor-group-container.active .breadcrumbs-control")).catch(() => "");
      const caret = await textOf(page.locator('.statusbar-item[id="status.editor.selection"]')).catch(() => "");
      return opened.replace(/\s+/g, "/").endsWith(file) && caret.startsWith(`Ln ${lineOf(files[file], text)}, `);
    }

    async function arrives(file: keyof typeof files, text: string): Promise<void> {
      await until(`${file}, at ${text}`, () => isAt(file, text));
    }

    /** Does something at the caret that leads elsewhere. */
    async function by(key: string, from: keyof typeof files, text: string, within: string): Promise<void> {
      await openFile(editor.page, from);
      const line = lineOf(files[from], text);
      await goTo(editor.page, line, (files[from].split("\n")[line - 1] ?? "").indexOf(within) + 3);
      await editor.page.keyboard.press(key);
    }

    it("a hint leads to the line that it names, and from .env to who takes the line; a password stays dots", async () => {
      const { page } = editor;
      await openFile(page, "stack/compose.yml");
      for (const [hint, line] of [
        [inBrackets(".env:6"), "MAIL_HOST="],
        [inBrackets(".env:7"), "SMTP_HOST_PORT="],
        [inBrackets(".env:10"), "SMTP_USER_PWD="],
      ] as const) {
        await openFile(page, "stack/compose.yml");
        await controlClick(page, hint);
        await arrives("stack/.env", line);
      }
      await controlClick(page, `→ plausible${style.language === "en" ? " " : ""}${inBrackets("SMTP_HOST_ADDR")}`);
      await page.locator(".reference-zone-widget .head", { hasText: "Definitions (2)" }).waitFor();
      await page.keyboard.press("Escape");
      await openFile(page, "stack/compose.yml");
      const text = await editorText(page);
      assert.match(text, /- SMTP_USER_PWD\s*•••••• ?[(（]\.env:10[)）]/);
      assert.ok(!text.includes(canary));
    });

    it("the rule's name in the hover of a problem opens its page, rendered", async () => {
      const { page } = editor;
      await openFile(page, "stack/.env");
      await squiggle(page);
      await pointAtSquiggle(page);
      const link = page.locator(".monaco-hover:not(.hidden) a", { hasText: "tls-port-mismatch" }).first();
      await link.click({ timeout: 30_000 });
      await pageOfRule(page, "tls-port-mismatch");
      await runCommand(page, "View: Close Editor");
    });

    // What is left is shown in the words of VS Code.
    if (style !== light) return;

    it("F12 goes from a bare name and from `${…}` to their lines of .env, from an env file too, and back", async () => {
      await by("F12", "stack/compose.yml", "- SMTP_HOST_PORT", "SMTP");
      await arrives("stack/.env", "SMTP_HOST_PORT=");
      await by("F12", "stack/compose.yml", "MAIL_HOST", "MAIL_HOST");
      await arrives("stack/.env", "MAIL_HOST=");
      await by("F12", "stack/login.env", "MAIL_HOST", "MAIL_HOST");
      await arrives("stack/.env", "MAIL_HOST=");
      await by("F12", "stack/.env", "SMTP_HOST_PORT=", "SMTP");
      await arrives("stack/compose.yml", "- SMTP_HOST_PORT");
      await editor.page.keyboard.press("Control+Alt+Minus");
      await arrives("stack/.env", "SMTP_HOST_PORT=");
    });

    it("F12 on an item of env_file opens that file", async () => {
      await by("F12", "stack/compose.yml", "env_file", "login.env");
      await arrives("stack/login.env", "# Who signs in");
    });

    it("Ctrl+click does the same, on what it underlines", async () => {
      const { page } = editor;
      await openFile(page, "stack/compose.yml");
      await controlClick(page, "SMTP_HOST_PORT", ".goto-definition-link");
      await arrives("stack/.env", "SMTP_HOST_PORT=");
      await openFile(page, "stack/compose.yml");
      await controlClick(page, "MAIL_HOST", ".goto-definition-link");
      await arrives("stack/.env", "MAIL_HOST=");
      await controlClick(page, "SMTP_HOST_PORT", ".goto-definition-link");
      await arrives("stack/compose.yml", "- SMTP_HOST_PORT");
      await page.locator(".editor-group-container.active .detected-link").first().waitFor();
      await controlClick(page, "login.env");
      await arrives("stack/login.env", "# Who signs in");
    });

    const rows = (list: string, text: string): Locator =>
      editor.page.locator(`${list} .monaco-list-row`, { hasText: text }).first();

    it("Shift+F12 shows each place of a name with its file, and leads there", async () => {
      const { page } = editor;
      await by("Shift+F12", "stack/.env", "MAIL_HOST=", "MAIL_HOST");
      const peek = ".reference-zone-widget";
      for (const file of [".env", "login.env", "compose.yml"]) {
        const row = page.locator(`${peek} .ref-tree .monaco-list-row[aria-level="1"]`, {
          has: page.getByText(file, { exact: true }),
        });
        await row.waitFor();
        assert.match(await textOf(row), /\b1$/, "one place");
      }
      assert.match(await textOf(page.locator(`${peek} .head`)), /References \(3\)/);
      await picture("references-peek");
      await rows(`${peek} .ref-tree`, "login.env").click();
      await rows(`${peek} .ref-tree`, "stats@").dblclick();
      await arrives("stack/login.env", "MAIL_HOST");
    });

    it("Find All References lists them in a view that stays", async () => {
      const { page } = editor;
      await by("Shift+Alt+F12", "stack/compose.yml", "MAIL_HOST", "MAIL_HOST");
      const view = ".customview-tree";
      await page
        .locator(".customview-tree", { hasText: "3 results in 3 files" })
        .or(page.locator(".composite", { hasText: "3 results in 3 files" }))
        .first()
        .waitFor();
      for (const file of ["login.env", "compose.yml", ".env"]) await rows(view, file).waitFor();
      await picture("references-view");
      await rows(view, "login.env").click();
      await rows(view, "stats@").click();
      await arrives("stack/login.env", "MAIL_HOST");
      await runCommand(page, "View: Show Explorer");
    });

    it("several uses of a name are shown beside its line", async () => {
      const { page } = editor;
      await by("F12", "stack/.env", "MAIL_HOST=", "MAIL_HOST");
      const peek = page.locator(".reference-zone-widget");
      await peek.locator(".head", { hasText: "Definitions (2)" }).waitFor();
      await page.keyboard.press("Escape");
      await peek.waitFor({ state: "detached" });
    });

    it("a missing env file has no link, and VS Code says that it leads nowhere; everything else goes on", async () => {
      const { page } = editor;
      await by("F12", "missing/compose.yml", "nowhere.env", "nowhere.env");
      await page.locator(".monaco-editor-overlaymessage", { hasText: "No definition found" }).waitFor();
      assert.equal(await page.locator(".editor-group-container.active .detected-link").count(), 0);
      await by("F12", "missing/compose.yml", "- SMTP_HOST_PORT", "SMTP");
      await arrives("missing/.env", "SMTP_HOST_PORT=");
    });
  });
}

/** The number of the line, from 1. */
function lineOf(text: string, part: string): number {
  return text.split("\n").findIndex((line) => line.includes(part)) + 1;
}
