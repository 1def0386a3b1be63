import assert from "node:assert/strict";
import path from "node:path";
import type { Page } from "playwright-core";
import { bareNames, canary, dotenv, writeFiles } from "../fixtures.js";
import { until } from "../until.js";
import { darkChinese, type Language, light, type Style, sayIn } from "./styles.js";
import {
  buttonsOf,
  chooseMore,
  type Editor,
  editorText,
  inputBoxText,
  notification,
  openFile,
  openFolder,
  pictureOfFailure,
  press,
  runCommand,
  textOf,
  type World,
} from "./workbench.js";

const log = [
  "plausible-1  | 10:00:00.000 [error] Failed to send e-mail:",
  "plausible-1  | ",
  "plausible-1  |   ** (Mua.TransportError) TLS client: In state hello at tls_record.erl:532 generated CLIENT ALERT: Fatal - Unexpected Message",
  "plausible-1  |  {unsupported_record_type,50}",
  "",
].join("\n");

/** Opens a file and selects its text, as the status bar then says. */
async function selectAll(page: Page, file: string): Promise<void> {
  await openFile(page, file);
  await page.locator(".editor-group-container.active .view-lines").first().click();
  await page.keyboard.press("Control+a");
  await page.locator(".statusbar-item", { hasText: "selected" }).waitFor();
}

const rejected: Readonly<Record<Language, string>> = { en: "rejects the login", "zh-cn": "拒绝登录" };
const notMail: Readonly<Record<Language, string>> = { en: "No mail-related lines found", "zh-cn": "未找到与邮件有关的内容" };

export function describeExplainLogLine(world: World): void {
  for (const style of [light, darkChinese]) describeIn(world, style);
}

function describeIn(world: World, style: Style): void {
  const say = sayIn(style.language);
  describe(`Explain a Log Line: ${style.name}`, () => {
    const folder = path.join(world.scratch, `explain-log-line-${style.language}`);
    const command = `Plausible Mail: ${say("Explain a Log Line")}`;
    let editor: Editor;

    before(async () => {
      writeFiles(folder, {
        "compose.yml": bareNames,
        ".env": dotenv({ host: "smtp.zoo.example", port: 587, ssl: "true" }),
        "logs/plausible.log": log,
        "logs/two.log": `${log}plausible-1  | 10:00:01.000 [error] Failed to send e-mail:\nplausible-1  |   ** (Mua.SMTPError) 535 5.7.8 no\n`,
      });
      editor = await world.startEditor({ "security.workspace.trust.enabled": false, ...style.settings }, style.locale);
      await openFolder(editor, folder, ".env");
    });

    after(async () => {
      await editor?.stop();
    });

    afterEach(pictureOfFailure(world, () => editor));

    beforeEach(async () => {
      await editor.page.keyboard.press("Escape");
      await runCommand(editor.page, "Notifications: Clear All Notifications");
    });

    it("explains what is selected, and leads to the line", async () => {
      const { page } = editor;
      await selectAll(page, "logs/plausible.log");
      await runCommand(page, command);
      await inputBoxText(page);
      const value = await page.locator(".quick-input-widget:visible input").first().inputValue();
      assert.match(value, /Mua\.TransportError/, "the selection is offered");
      await page.keyboard.press("Enter");
      const answer = await notification(page, "SMTP_HOST_SSL_ENABLED");
      assert.ok(!(await textOf(answer)).includes(canary));
      await chooseMore(page, answer, say("Go to the Line"), say("More…"));
      await until("the line in .env", async () => (await editorText(page)).includes("SMTP_HOST_SSL_ENABLED=true"));
    });

    it("applies the fix", async () => {
      const { page } = editor;
      await selectAll(page, "logs/plausible.log");
      await runCommand(page, command);
      await inputBoxText(page);
      await page.keyboard.press("Enter");
      const answer = await notification(page, "SMTP_HOST_SSL_ENABLED");
      assert.deepEqual(await buttonsOf(answer), [say("Apply Fix"), say("More…")]);
      await press(answer, say("Apply Fix"));
      await until("the cure in .env", async () => (await editorText(page)).includes("SMTP_HOST_SSL_ENABLED=false"));
    });

    it("takes a pasted line, lets choose among several, and says so when it is none of ours", async () => {
      const { page } = editor;
      await selectAll(page, "logs/two.log");
      await runCommand(page, command);
      await inputBoxText(page);
      await page.keyboard.press("Enter");
      const rows = page.locator(".quick-input-list .monaco-list-row", { hasText: "Mua." });
      await until("two answers", async () => (await rows.count()) === 2);
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("Enter");
      await notification(page, rejected[style.language]);
      await runCommand(page, "Notifications: Clear All Notifications");
      await runCommand(page, command);
      await inputBoxText(page);
      await page.locator(".quick-input-widget:visible input").first().fill("[info] GET /sites");
      await page.keyboard.press("Enter");
      await notification(page, notMail[style.language]);
    });
  });
}
