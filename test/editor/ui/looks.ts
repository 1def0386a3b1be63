import assert from "node:assert/strict";
import path from "node:path";
import { type MailServer, startMailServer } from "../../support/mail-server.js";
import { bareNames, canary, dotenv, writeFiles } from "../fixtures.js";
import {
  answerRecipient,
  type Editor,
  goTo,
  inputBoxText,
  noSquiggle,
  notification,
  openFile,
  openFolder,
  pictureOfFailure,
  pointAtSquiggle,
  runCommand,
  squiggle,
  takeFix,
  textOf,
  type World,
} from "./workbench.js";

interface Look {
  readonly name: string;
  readonly settings: Readonly<Record<string, unknown>>;
  /** The display language of the editor. */
  readonly locale?: "zh-cn";
  /** What the finding, its fix, and a passed test say, and what the test is called in the palette. */
  readonly says: { finding: RegExp; fix: RegExp; passed: RegExp; command: string };
}

const english = {
  finding: /no email is sent/,
  fix: /^Set SMTP_HOST_SSL_ENABLED to false/,
  passed: /SMTP works/,
  command: "Test SMTP",
};
const chinese = {
  finding: /邮件无法发出/,
  fix: /将 SMTP_HOST_SSL_ENABLED 设为 false/,
  passed: /SMTP 可用/,
};

const looks: readonly Look[] = [
  { name: "dark", settings: { "workbench.colorTheme": "Default Dark Modern" }, says: english },
  { name: "high contrast", settings: { "workbench.colorTheme": "Default High Contrast" }, says: english },
  { name: "Solarized", settings: { "workbench.colorTheme": "Solarized Light" }, says: english },
  {
    name: "Chinese findings in an English editor",
    settings: { "plausibleMail.language": "zh-cn" },
    says: { ...chinese, command: "Test SMTP" },
  },
  { name: "Chinese", settings: {}, locale: "zh-cn", says: { ...chinese, command: "测试 SMTP" } },
];

/** What the page has that Node's types do not tell of. */
interface Window {
  getComputedStyle(element: unknown): { readonly color: string };
}

const compose = bareNames.replace("      - SMTP_HOST_PORT\n", "      - SMTP_HOST_PORT\n      - TZ\n");

/** From the problem to the passed test, in each look that users choose. */
export function describeLooks(world: World): void {
  for (const { name, settings, locale, says } of looks) {
    describe(`The way from a problem to a passed test: ${name}`, function () {
      this.timeout(300_000); // an editor is started for it
      const folder = path.join(world.scratch, `look-${name.replace(/\W+/g, "-")}`);
      let editor: Editor;
      let mail: MailServer;

      before(async () => {
        mail = await startMailServer({
          tls: "starttls",
          hostNames: ["smtp.zoo.example"],
          auth: { user: "stats@example.org", password: canary },
        });
        writeFiles(folder, {
          "mail/compose.yml": compose,
          "mail/.env": dotenv({ host: "smtp.zoo.example", port: 587, ssl: "true" }),
          "ca.pem": mail.ca,
        });
        editor = await world.startEditor(
          {
            "security.workspace.trust.enabled": false,
            "window.autoDetectColorScheme": false,
            "plausibleMail.testConnectTo": `127.0.0.1:${mail.port}`,
            "plausibleMail.testCa": path.join(folder, "ca.pem"),
            ...settings,
          },
          locale,
        );
        await openFolder(editor, folder, "mail/.env");
      });

      after(async () => {
        await editor?.stop();
        await mail?.close();
      });

      afterEach(pictureOfFailure(world, () => editor));

      const picture = async (what: string) =>
        await editor.page.screenshot({ path: path.join(world.pictures, `${name.replace(/\W+/g, "-")}-${what}.png`) });

      it("shows it, explains it, and fixes it", async () => {
        const { page } = editor;
        await squiggle(page);
        await pointAtSquiggle(page);
        const hover = page.locator(".monaco-hover:not(.hidden) .hover-row", { hasText: "SMTP_HOST_SSL_ENABLED" });
        await hover.first().waitFor({ timeout: 60_000 });
        assert.match((await Promise.all((await hover.all()).map(textOf))).join("\n"), says.finding);
        await picture("problem");
        await page.keyboard.press("Escape");
        await goTo(page, lineOf(dotenv({ host: "", port: 0, ssl: "" }), "SSL_ENABLED"), "SMTP_HOST_SSL_ENABLED=".length + 2);
        await takeFix(page, says.fix, () => picture("fix"));
        await noSquiggle(page);
      });

      it("completes names", async () => {
        const { page } = editor;
        await openFile(page, "mail/compose.yml");
        await goTo(page, lineOf(compose, "- SMTP_USER_PWD") + 1);
        await page.keyboard.type("      - SMTP_R", { delay: 100 });
        const row = page.locator(".suggest-widget.visible .monaco-list-row", { hasText: "SMTP_RETRIES" }).first();
        await row.waitFor({ timeout: 60_000 });
        await picture("completion");
        await page.keyboard.press("Escape");
        await runCommand(page, "File: Revert File");
      });

      it("tells names of ours from others by their colour", async () => {
        const { page } = editor;
        await openFile(page, "mail/compose.yml");
        const colourOf = async (text: string) => {
          const token = page.locator(".editor-group-container.active .view-line span[class^=mtk]", { hasText: text }).first();
          return await token.evaluate((element) => (globalThis as unknown as Window).getComputedStyle(element).color);
        };
        assert.notEqual(await colourOf("SMTP_HOST_PORT"), await colourOf("TZ"));
      });

      it("tests, and says what it comes to", async () => {
        const { page } = editor;
        await runCommand(page, `Plausible Mail: ${says.command}`);
        await inputBoxText(page);
        await answerRecipient(page, "");
        const toast = await notification(page, says.passed, 60_000);
        assert.ok(!(await textOf(toast)).includes(canary));
        await picture("test");
      });
    });
  }
}

/** The number of the line, from 1. */
function lineOf(text: string, part: string): number {
  return text.split("\n").findIndex((line) => line.includes(part)) + 1;
}
