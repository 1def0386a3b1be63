import assert from "node:assert/strict";
import { existsSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { writeFiles } from "../fixtures.js";
import { until } from "../until.js";
import { darkChinese, highContrast, type Language, light, pictureOf, type Style } from "./styles.js";
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

/** What is pressed, asked and answered. */
interface Words {
  readonly lens: RegExp;
  readonly setUp: string;
  readonly sender: string;
  readonly user: string;
  readonly password: string;
  readonly apply: string;
  readonly files: string;
  readonly done: string;
  readonly container: string;
  readonly upgrade: string;
  readonly upgradeTitle: string;
  readonly explain: string;
  readonly more: string;
  readonly details: string;
  readonly preset: string;
}

const words: Readonly<Record<Language, Words>> = {
  en: {
    lens: /^Set Up Mail…$/,
    setUp: "Set Up Mail",
    sender: "Which address do Plausible's emails come from?",
    user: "User name at Mailgun EU",
    password: "Password at Mailgun EU",
    apply: "Apply",
    files: "mail/compose.yml, mail/.env",
    done: "Mail is set up",
    container: "Show What Plausible Gets",
    upgrade: "Preview Upgrade…",
    upgradeTitle: "Preview Upgrade",
    explain: "Explain",
    more: "More…",
    details: "Show Details",
    preset: "Mail via Postmark…",
  },
  "zh-cn": {
    // Another lens says that no mail server is set: 未设置邮件服务器.
    lens: /^设置邮件…$/,
    setUp: "设置邮件",
    sender: "Plausible 的邮件使用哪个发件人地址？",
    user: "Mailgun EU 的用户名",
    password: "Mailgun EU 的密码",
    apply: "应用",
    files: "mail/compose.yml、mail/.env",
    done: "邮件已设置",
    container: "显示 Plausible 得到的设置",
    upgrade: "预览升级…",
    upgradeTitle: "预览升级",
    explain: "解释",
    more: "更多…",
    details: "显示详情",
    preset: "通过 Postmark 发送邮件…",
  },
};

export function describeSettingUp(world: World): void {
  for (const style of [light, darkChinese, highContrast]) describeIn(world, style);
}

function describeIn(world: World, style: Style): void {
  const says = words[style.language];
  describe(`Setting up: ${style.name}`, function () {
    this.timeout(300_000); // a busy machine may take its time to open VS Code, and for each of the questions
    const folder = path.join(world.scratch, `setting-up-${style.name.replace(/\W+/g, "-")}`);
    let editor: Editor;

    before(async () => {
      writeFiles(folder, {
        "mail/compose.yml": compose,
        "typing/compose.yml": compose,
        "preset/compose.yml": compose,
        "map/compose.yml": compose.replace(/- (\w+)=/g, "$1: ").replace("v2.1.5", "v3.2.1"),
        "bare/compose.yml": `${compose}      - SMTP_HOST_ADDR\n`,
        "bare/.env": "",
        "logs/plausible.log": log,
      });
      editor = await world.startEditor({ "security.workspace.trust.enabled": false, ...style.settings }, style.locale);
      await openFolder(editor, folder, "mail/compose.yml");
    });

    after(async () => editor?.stop());

    afterEach(pictureOfFailure(world, () => editor));

    const picture = async (name: string) =>
      await editor.page.screenshot({ path: path.join(world.pictures, pictureOf(style, name)) });

    it("asks for provider, sender and login, shows what it writes, and writes it without showing the password", async () => {
      const { page } = editor;
      await page.locator(".codelens-decoration a", { hasText: says.lens }).first().click();
      await answerBox(page, says.setUp, { row: "Mailgun EU" });
      await answerBox(page, says.sender, "stats@zoo.example.net");
      await answerBox(page, says.user, "postmaster@mg.zoo.example.net");
      await answerBox(page, says.password, "canary-pwd-7f3a");
      const dialog = page.locator(".monaco-dialog-box");
      await dialog.waitFor();
      const shown = await textOf(dialog);
      assert.ok(shown.includes(says.files), shown);
      assert.ok(shown.includes("SMTP_HOST_ADDR=smtp.eu.mailgun.org") && !shown.includes("canary"), shown);
      await picture("set-up-mail");
      await dialog.locator(".monaco-button", { hasText: says.apply }).click();
      await notification(page, says.done, 60_000);
      const env = path.join(folder, "mail/.env");
      await until("the file", () => existsSync(env) && readFileSync(env, "utf8").includes("SMTP_USER_PWD=canary-pwd-7f3a"));
      assert.equal(statSync(env).mode & 0o777, 0o600);
      assert.match(readFileSync(path.join(folder, "mail/compose.yml"), "utf8"), /^ {6}- SMTP_HOST_ADDR$/m);
      await runCommand(page, "Notifications: Clear All Notifications");
    });

    it("shows what Plausible gets, beside the file and following it, and an upgrade side by side", async () => {
      const { page } = editor;
      await openFile(page, "mail/compose.yml");
      await runCommand(page, `Plausible Mail: ${says.container}`);
      const live = page.locator(".editor-instance", { hasText: "Bamboo.Mua" }).first();
      await live.waitFor({ timeout: 60_000 });
      await picture("what-plausible-gets");
      await runCommand(page, `Plausible Mail: ${says.upgrade}`);
      await answerBox(page, says.upgradeTitle, { row: "3.2.1" });
      await page.locator(".monaco-diff-editor").first().waitFor({ timeout: 60_000 });
      await page.locator(".monaco-diff-editor .view-line", { hasText: "3.2.1" }).first().waitFor({ timeout: 60_000 });
      await picture("preview-upgrade");
      await runCommand(page, "View: Close All Editors");
    });

    // What is left is shown in nothing of our own.
    if (style === highContrast) return;

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

    it("completes all that a provider needs from a few letters: the sender to confirm, and a line of .env for the password", async () => {
      const { page } = editor;
      await openFile(page, "preset/compose.yml");
      await goTo(page, 7);
      await page.keyboard.type("      - postm", { delay: 100 });
      await page.locator(".suggest-widget.visible .monaco-list-row", { hasText: says.preset }).first().waitFor();
      const chosen = page.locator(".suggest-widget.visible .monaco-list-row.focused", { hasText: says.preset });
      await until("the preset is chosen", async () => {
        if (await chosen.isVisible()) return true;
        await page.keyboard.press("ArrowDown");
        return false;
      });
      await picture("completion-of-presets");
      await page.keyboard.press("Enter");
      await until("the host", async () => (await editorText(page)).includes("- SMTP_HOST_ADDR=smtp.postmarkapp.com"));
      // The sender is selected, to be confirmed or replaced.
      await page.keyboard.type("news@zoo.example.net", { delay: 20 });
      await page.keyboard.press("Escape");
      const password = "SMTP_USER_PWD";
      await until("the block", async () => {
        const text = await editorText(page);
        return text.includes("- MAILER_EMAIL=news@zoo.example.net") && text.includes(`- ${password}=$\{${password}}`);
      });
      await openFile(page, "preset/.env");
      await until("the line for the password", async () => (await editorText(page)).startsWith(`${password}=`));
      await picture("preset");
      await runCommand(page, "File: Revert File");
      await openFile(page, "preset/compose.yml");
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
      await page.locator(".codelens-decoration a", { hasText: says.explain }).first().click({ timeout: 90_000 });
      // The folder has two services: which one wrote it?
      await page.locator(".quick-input-list .monaco-list-row", { hasText: "typing" }).first().click();
      const toast = await notification(page, /SMTP_HOST_ADDR|host/i, 60_000);
      assert.doesNotMatch(await textOf(toast), /[，。；：！？）] /);
      await picture("log-lens");
      await chooseMore(page, toast, says.details, says.more);
      await runCommand(page, "View: Close All Editors");
    });
  });
}
