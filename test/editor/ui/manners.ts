import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { type MailServer, startMailServer } from "../../support/mail-server.js";
import { bareNames, canary, dotenv, writeFiles } from "../fixtures.js";
import { inPlace } from "../folders.js";
import { until } from "../until.js";
import { darkChinese, type Language, light, pictureOf, type Style, sayIn } from "./styles.js";
import {
  answerRecipient,
  applyReviewed,
  chooseMore,
  type Editor,
  editorText,
  goTo,
  inputBoxText,
  notification,
  openFile,
  openFolder,
  pictureOfFailure,
  runCommand,
  squiggle,
  textOf,
  type World,
} from "./workbench.js";

const user = "stats@example.org";
const filling = (bytes: number) => `# ${"x".repeat(98)}\n`.repeat(Math.ceil(bytes / 101));

/** What the server says. */
interface Words {
  readonly sendUnencrypted: RegExp;
  readonly send: string;
  readonly noEncryption: string;
  readonly refuses: string;
  readonly tooLarge: string;
}

const words: Readonly<Record<Language, Words>> = {
  en: {
    sendUnencrypted: /Send the password unencrypted\?/,
    send: "Send Unencrypted",
    noEncryption: "offers no encryption",
    refuses: "refuses this project",
    tooLarge: "larger than 16 MB",
  },
  "zh-cn": {
    sendUnencrypted: /要以未加密方式发送密码吗？/,
    send: "不加密发送",
    noEncryption: "不提供加密",
    refuses: "拒绝此项目",
    tooLarge: "超过 16 MB",
  },
};

/** What the extension does of itself, and what it leaves to the user. */
export function describeManners(world: World): void {
  for (const style of [light, darkChinese]) describeIn(world, style);
}

function describeIn(world: World, style: Style): void {
  const say = sayIn(style.language);
  const says = words[style.language];
  describe(`Manners: ${style.name}`, () => {
    const folder = path.join(world.scratch, `manners-${style.language}`);
    const works = style.language === "en" ? "SMTP works" : "SMTP 可用";
    const changed = say("(settings changed since)");
    const huge = say("This file isn't checked: it is larger than 50 MB, and VS Code hands such files to no extension.");
    let editor: Editor;
    let mail: MailServer;
    let plain: MailServer;

    before(async () => {
      mail = await startMailServer({ tls: "starttls", auth: { user, password: canary } });
      plain = await startMailServer({ tls: "none", auth: { user, password: canary } });
      const ca = path.join(world.scratch, `manners-ca-${style.language}.pem`);
      writeFileSync(ca, mail.ca);
      writeFiles(folder, {
        "good/compose.yml": bareNames,
        "good/.env": dotenv({ host: mail.host, port: mail.port, ssl: "false", user }),
        "plain/compose.yml": bareNames,
        "plain/.env": dotenv({ host: plain.host, port: plain.port, ssl: "false", user }),
        "secret/compose.yml": inPlace.replace("- SMTP_USER_PWD", `- SMTP_USER_PWD=${canary}`),
        "secret/.env": "TZ=Europe/Berlin\n",
        "broken/compose.yml": bareNames.replace("services:", "services: ["),
        "large/compose.yml": inPlace + filling(17e6),
        "huge/compose.yml": inPlace + filling(53e6),
        "notes/readme.txt": "nothing\n",
        "notes/long.log": `[error] Failed to send e-mail: ** (Mua.TransportError) nxdomain\n${"[info] GET /\n".repeat(90_000)}`,
      });
      editor = await world.startEditor(
        {
          "security.workspace.trust.enabled": false,
          "plausibleMail.testCa": ca,
          "workbench.editorLargeFileConfirmation": 2000,
          ...style.settings,
        },
        style.locale,
      );
      await openFolder(editor, folder, "good/compose.yml");
    });

    after(async () => {
      await editor?.stop();
      await mail?.close();
      await plain?.close();
    });

    afterEach(pictureOfFailure(world, () => editor));

    beforeEach(async () => {
      await editor.page.keyboard.press("Escape");
      await runCommand(editor.page, "Notifications: Clear All Notifications");
    });

    const status = (icon = "") => editor.page.locator(`.statusbar-item[id$="plausibleMail.test"] ${icon}`).first();
    const problem = (text: string) => editor.page.locator(".markers-panel .monaco-list-row", { hasText: text }).first();

    it("the status item keeps its place and its result, opens it, is grey once a setting changed, and starts no test", async () => {
      const { page } = editor;
      await status(".codicon-mail").waitFor();
      await runCommand(page, `Plausible Mail: ${say("Test SMTP")}`);
      await answerRecipient(page, "");
      await notification(page, works, 60_000);
      await status(".codicon-pass").waitFor();
      await openFile(page, "notes/readme.txt");
      await status(".codicon-pass").waitFor();
      const connections = mail.connections();
      await status("a").click();
      await page.locator(".editor-instance", { hasText: "AUTH PLAIN ***" }).first().waitFor();
      assert.equal(mail.connections(), connections, "it shows the last result");
      await openFile(page, "good/.env");
      await goTo(page, 5);
      await page.keyboard.press("End");
      await page.keyboard.type("x");
      await page.locator(`.statusbar-item[id$="plausibleMail.test"][aria-label*="${changed}"]`).waitFor();
      await page.screenshot({ path: path.join(world.pictures, pictureOf(style, "status-outdated")) });
      await runCommand(page, "File: Revert File");
      assert.equal(mail.connections(), connections, "nothing is tested by itself");
    });

    it("asks in a dialog before a password goes out unencrypted, and sends nothing unless told to", async () => {
      const { page } = editor;
      const dialog = page.locator(".monaco-dialog-box");
      await openFile(page, "plain/compose.yml");
      // The command tests the service that the status item names.
      await page.locator(`.statusbar-item[id$="plausibleMail.test"][aria-label*="localhost:${plain.port}"]`).waitFor();
      await runCommand(page, `Plausible Mail: ${say("Test SMTP")}`);
      await answerRecipient(page, "");
      await dialog.waitFor({ timeout: 60_000 });
      assert.match(await textOf(dialog), says.sendUnencrypted);
      await page.keyboard.press("Enter");
      await dialog.waitFor({ state: "hidden" });
      await notification(page, says.noEncryption, 60_000);
      assert.deepEqual(plain.logins, [], "Enter is no");
      await runCommand(page, "Notifications: Clear All Notifications");
      await runCommand(page, `Plausible Mail: ${say("Test SMTP")}`);
      await answerRecipient(page, "");
      await dialog.locator(".monaco-button", { hasText: says.send }).click();
      // A warning, and no green tick.
      await page
        .locator(".notification-toast:has(.codicon-warning)", { hasText: /unencrypted|未加密|明文/ })
        .first()
        .waitFor();
      await status(".codicon-warning").waitFor();
    });

    it("changes several files in one step that one undo takes back, after it has shown them without the password", async () => {
      const { page } = editor;
      await openFile(page, "secret/compose.yml");
      await goTo(
        page,
        inPlace.split("\n").findIndex((line) => line.includes("SMTP_USER_PWD")) + 1,
        "      - SMTP_USER_PWD=x".length,
      );
      const row = page.locator(".action-widget .monaco-list-row", { hasText: ".env" }).first();
      await until("the fix", async () => {
        await page.keyboard.press("Control+.");
        return await row.waitFor({ timeout: 5000 }).then(
          () => true,
          () => false,
        );
      });
      await row.click();
      await page.locator(".monaco-dialog-box").waitFor();
      await page.screenshot({ path: path.join(world.pictures, pictureOf(style, "several-files")) });
      await applyReviewed(page, ["compose.yml", "- SMTP_USER_PWD=***", ".env", "+ SMTP_USER_PWD=***"], canary, say("Apply"));
      await until("the bare name", async () => !(await editorText(page)).includes(canary));
      await page.locator(".tab.dirty", { hasText: ".env" }).waitFor();
      await page.locator(".editor-group-container.active .view-lines").first().click();
      await page.keyboard.press("Control+z");
      const everywhere = page.locator(".monaco-dialog-box .monaco-button", { hasText: "Undo in 2 Files" });
      await until("both files as they were", async () => {
        if (await everywhere.isVisible()) await everywhere.click();
        return (await editorText(page)).includes(canary) && (await page.locator(".tab.dirty").count()) === 0;
      });
      assert.equal(readFileSync(path.join(folder, "secret/.env"), "utf8"), "TZ=Europe/Berlin\n");
    });

    it("says of a broken file that checking is paused", async () => {
      const { page } = editor;
      await openFile(page, "broken/compose.yml");
      await runCommand(page, "Problems: Focus on Problems View");
      await problem(says.refuses).waitFor();
      await status(".codicon-debug-pause").waitFor();
      await openFile(page, "broken/compose.yml");
      await page.locator(".editor-group-container.active .view-lines").first().click();
      await runCommand(page, `Plausible Mail: ${say("Show What Plausible Gets")}`);
      await notification(page, say("This compose file can't be checked. See the problem in it first."));
    });

    it("says of a file of more than 16 MB that it isn't checked", async () => {
      const { page } = editor;
      await openFile(page, "large/compose.yml");
      await squiggle(page, "warning");
      await goTo(page, 3);
      await page.keyboard.press("Alt+F8");
      await page.locator(".marker-widget", { hasText: says.tooLarge }).waitFor();
      await status(".codicon-debug-pause").waitFor();
      await page.screenshot({ path: path.join(world.pictures, pictureOf(style, "too-large")) });
      await runCommand(page, "View: Close Editor");
    });

    it("says so too of a file that VS Code hands to no extension", async () => {
      const { page } = editor;
      await openFile(page, "huge/compose.yml");
      await problem(huge).waitFor({ timeout: 90_000 });
      await runCommand(page, "View: Close Editor");
      await problem(huge).waitFor({ state: "detached" });
    });

    it("says how far the lenses of a long log go", async () => {
      const { page } = editor;
      await openFile(page, "notes/long.log");
      const lens = (text: string) => page.locator(".codelens-decoration", { hasText: text }).first();
      await lens(
        say("Failures are marked up to line {0}. To explain a later one, select it.", "\n").split("\n")[0] ?? "",
      ).waitFor({ timeout: 90_000 });
      await lens(say("Explain")).waitFor();
      await runCommand(page, "View: Close Editor");
    });

    it("copies a command that runs elsewhere as it is", async () => {
      const { page } = editor;
      await openFile(page, "good/.env");
      await goTo(page, 7);
      writeFileSync(path.join(folder, "good/.env"), dotenv({ host: mail.host, port: 1, ssl: "false", user }));
      await until("the port", async () => (await editorText(page)).includes("SMTP_HOST_PORT=1"));
      await runCommand(page, `Plausible Mail: ${say("Test SMTP")}`);
      await until("the new port", async () => /localhost:1\b/.test(await inputBoxText(page)));
      await answerRecipient(page, "");
      await chooseMore(page, await notification(page, /localhost/, 60_000), say("Copy Test Command…"), say("More…"));
      const rows = page.locator(".quick-input-list .monaco-list-row", { hasText: say("Copy the command for the server") });
      await rows.first().waitFor();
      assert.match(await textOf(page.locator(".quick-input-list").first()), /node plausible-mail\.mjs test/);
      await page.keyboard.press("Escape");
    });

    it("opens a rule's page rendered, from the problem", async () => {
      const { page } = editor;
      await runCommand(page, "View: Close All Editors");
      await openFile(page, "secret/compose.yml");
      await runCommand(page, "Problems: Focus on Problems View");
      await page.locator(".markers-panel .monaco-list-row a", { hasText: "tls-port-mismatch" }).first().click();
      await page.locator(".tab", { hasText: "tls-port-mismatch" }).waitFor();
    });
  });
}
