import assert from "node:assert/strict";
import { existsSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { writeFiles } from "../fixtures.js";
import { until } from "../until.js";
import {
  answerBox,
  chooseMore,
  type Editor,
  editorText,
  goTo,
  notification,
  openFile,
  openFolder,
  pictureOfFailure,
  runCommand,
  textOf,
  type World,
} from "./workbench.js";

const compose = `services:
  plausible:
    image: ghcr.io/plausible/community-edition:v2.1.5
    environment:
      - BASE_URL=https://stats.zoo.example.net
      - SECRET_KEY_BASE=jMX7ZEdTjSx8kZ1OqHkG0yJEOlHd6bRJ3JHSyZx2hPcFYJ5k0fEoqQb1w0kq8VnC
`;

const log = `12:00:01.101 [info] Running PlausibleWeb.Endpoint
12:00:07.404 [error] Failed to send e-mail: ** (Mua.TransportError) nxdomain
`;

export function describeSettingUp(world: World): void {
  describe("Setting up", function () {
    this.timeout(300_000); // a busy machine may take its time to open VS Code, and for each of the questions
    const folder = path.join(world.scratch, "setting-up");
    let editor: Editor;

    before(async () => {
      writeFiles(folder, {
        "mail/compose.yml": compose,
        "typing/compose.yml": compose,
        "map/compose.yml": compose.replace(/- (\w+)=/g, "$1: ").replace("v2.1.5", "v3.2.1"),
        "bare/compose.yml": `${compose}      - SMTP_HOST_ADDR\n`,
        "bare/.env": "",
        "logs/plausible.log": log,
      });
      editor = await world.startEditor({ "security.workspace.trust.enabled": false });
      await openFolder(editor, folder, "mail/compose.yml");
    });

    after(async () => editor?.stop());

    afterEach(pictureOfFailure(world, () => editor));

    const picture = async (name: string) => await editor.page.screenshot({ path: path.join(world.pictures, `${name}.png`) });

    it("asks for provider, sender and login, shows what it writes, and writes it without showing the password", async () => {
      const { page } = editor;
      await page.locator(".codelens-decoration a", { hasText: "Set Up Mail" }).first().click();
      await answerBox(page, "Set Up Mail", "Mailgun EU");
      await answerBox(page, "emails come from", "stats@zoo.example.net");
      await answerBox(page, "User name at Mailgun EU", "postmaster@mg.zoo.example.net");
      await answerBox(page, "Password at Mailgun EU", "canary-pwd-7f3a");
      const dialog = page.locator(".monaco-dialog-box");
      await dialog.waitFor();
      const shown = await textOf(dialog);
      assert.ok(shown.includes("SMTP_HOST_ADDR=smtp.eu.mailgun.org") && !shown.includes("canary"), shown);
      await picture("set-up-mail");
      await dialog.locator(".monaco-button", { hasText: "Apply" }).click();
      await notification(page, "Mail is set up", 60_000);
      const env = path.join(folder, "mail/.env");
      await until("the file", () => existsSync(env) && readFileSync(env, "utf8").includes("SMTP_USER_PWD=canary-pwd-7f3a"));
      assert.equal(statSync(env).mode & 0o777, 0o600);
      assert.match(readFileSync(path.join(folder, "mail/compose.yml"), "utf8"), /^ {6}- SMTP_HOST_ADDR$/m);
      await runCommand(page, "Notifications: Clear All Notifications");
    });

    it("shows what Plausible gets, beside the file and following it, and an upgrade side by side", async () => {
      const { page } = editor;
      await openFile(page, "mail/compose.yml");
      await runCommand(page, "Plausible Mail: Show What Plausible Gets");
      const live = page.locator(".editor-instance", { hasText: "Bamboo.Mua" }).first();
      await live.waitFor({ timeout: 60_000 });
      await picture("what-plausible-gets");
      await runCommand(page, "Plausible Mail: Preview Upgrade…");
      await answerBox(page, "Preview Upgrade", "3.2.1");
      await page.locator(".monaco-diff-editor").first().waitFor({ timeout: 60_000 });
      await page.locator(".monaco-diff-editor .view-line", { hasText: "3.2.1" }).first().waitFor({ timeout: 60_000 });
      await picture("preview-upgrade");
      await runCommand(page, "View: Close All Editors");
    });

    it("completes a name and then its value by keyboard alone", async () => {
      const { page } = editor;
      await openFile(page, "typing/compose.yml");
      await goTo(page, 7);
      await page.keyboard.type("      - SMTP_HOST_A", { delay: 100 });
      await page
        .locator(".suggest-widget.visible .monaco-list-row", { hasText: "SMTP_HOST_ADDR" })
        .first()
        .waitFor({ timeout: 60_000 });
      await picture("completion");
      await page.keyboard.press("Enter");
      await page.locator(".suggest-widget.visible .monaco-list-row", { hasText: "smtp." }).first().waitFor({ timeout: 60_000 });
      await picture("completion-of-values");
      await page.keyboard.type("smtp.eu.mail");
      await page.keyboard.press("Enter");
      await until("the value", async () => (await editorText(page)).includes("SMTP_HOST_ADDR=smtp.eu.mailgun.org"));
      await runCommand(page, "File: Revert File");
    });

    it("offers names while they are typed into a map, and in .env those that the compose file takes from it", async () => {
      const { page } = editor;
      const offered = page.locator(".suggest-widget.visible .monaco-list-row", { hasText: "SMTP_HOST_ADDR" }).first();
      await openFile(page, "map/compose.yml");
      await goTo(page, 7);
      await page.keyboard.type("      SMTP_HO", { delay: 100 });
      await offered.waitFor({ timeout: 60_000 });
      await page.keyboard.press("Enter");
      await until("the name", async () => (await editorText(page)).includes("      SMTP_HOST_ADDR: "));
      await runCommand(page, "File: Revert File");
      await openFile(page, "bare/.env");
      await goTo(page, 1);
      await page.keyboard.type("SMTP_HO", { delay: 100 });
      await offered.waitFor({ timeout: 60_000 });
      await page.keyboard.press("Escape");
      await runCommand(page, "File: Revert File");
    });

    it("explains a line of a log file from its lens", async () => {
      const { page } = editor;
      await openFile(page, "logs/plausible.log");
      await page.locator(".codelens-decoration a", { hasText: "Explain" }).first().click({ timeout: 90_000 });
      // The folder has two services: which one wrote it?
      await page.locator(".quick-input-list .monaco-list-row", { hasText: "typing" }).first().click();
      const toast = await notification(page, /SMTP_HOST_ADDR|host/i, 60_000);
      await picture("log-lens");
      await chooseMore(page, toast, "Show Details");
      await runCommand(page, "View: Close All Editors");
    });
  });
}
