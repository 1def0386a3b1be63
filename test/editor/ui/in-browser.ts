import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { bareNames, canary, dotenv, writeFiles } from "../fixtures.js";
import { processes } from "../processes.js";
import { until } from "../until.js";
import { darkChinese, type Language, light, pictureOf, type Style, sayIn } from "./styles.js";
import {
  type Editor,
  editorText,
  goTo,
  noSquiggle,
  notification,
  openFile,
  openFolder,
  pictureOfFailure,
  press,
  runCommand,
  takeFix,
  textOf,
  type World,
} from "./workbench.js";

const log = "12:00:07.404 [error] Failed to send e-mail: ** (Mua.TransportError) nxdomain\n";

/** What the server says. */
interface Words {
  readonly mismatch: string;
  readonly fix: string;
  readonly missing: string;
  readonly cannotConnect: string;
  readonly cannotRun: string;
}

const words: Readonly<Record<Language, Words>> = {
  en: {
    mismatch: "must be false on port 587",
    fix: "Set SMTP_HOST_SSL_ENABLED to false",
    missing: "more.conf is missing",
    cannotConnect: "A browser can't connect to mail servers",
    cannotRun: "A browser can't run Docker",
  },
  "zh-cn": {
    mismatch: "在端口 587 上必须为 false",
    fix: "将 SMTP_HOST_SSL_ENABLED 设为 false",
    missing: "此处缺少 more.conf",
    cannotConnect: "浏览器无法连接邮件服务器",
    cannotRun: "浏览器无法运行 Docker",
  },
};

/** The extension in the worker of a page: no process, no disk, no network of its own. */
export function describeInBrowser(world: World): void {
  for (const style of [light, darkChinese]) describeIn(world, style);
}

function describeIn(world: World, style: Style): void {
  const say = sayIn(style.language);
  const says = words[style.language];
  describe(`In a browser: ${style.name}`, function () {
    this.timeout(300_000); // an extension is packed, and an editor started for it
    const folder = path.join(world.scratch, `in browser ${style.language}`);
    let editor: Editor;

    before(async () => {
      writeFiles(folder, {
        "mail/compose.yml": bareNames,
        "late/compose.yml": bareNames.replace("    environment:", "    env_file: more.conf\n    environment:"),
        "mail/.env": dotenv({ host: "smtp.zoo.example", port: 587, ssl: "true" }),
        "mail/plausible.log": log,
      });
      editor = await world.startInBrowser({ "security.workspace.trust.enabled": false, ...style.settings }, style.locale);
      await openFolder(editor, folder, "mail/.env");
    });

    after(async () => editor?.stop());

    afterEach(pictureOfFailure(world, () => editor));

    beforeEach(async () => {
      await editor.page.keyboard.press("Escape");
      await runCommand(editor.page, "Notifications: Clear All Notifications");
    });

    it("underlines what is wrong in files of a machine that only the editor reads, without a process of its own", async () => {
      // A busy machine takes its time until the page has loaded all of it.
      await editor.page.locator(".editor-group-container.active .squiggly-error").first().waitFor({ timeout: 200_000 });
      const own = processes().filter(({ group, command }) => group === editor.pid && /plausible-mail.*server\.js/.test(command));
      assert.deepEqual(own, [], "no language server outside of the page");
    });

    it("shows each problem once, and applies its fix", async () => {
      const { page } = editor;
      await runCommand(page, "Problems: Focus on Problems View");
      const problem = page.locator(".markers-panel .monaco-list-row", { hasText: says.mismatch });
      await problem.first().waitFor();
      assert.equal(await problem.count(), 1);
      await openFile(page, "mail/.env");
      await goTo(page, 8, "SMTP_HOST_SSL_ENABLED=t".length);
      const picture = () => page.screenshot({ path: path.join(world.pictures, pictureOf(style, "in-browser")) });
      await takeFix(page, says.fix, picture);
      await until("the value", async () => (await editorText(page)).includes("SMTP_HOST_SSL_ENABLED=false"));
      await noSquiggle(page);
      await page.keyboard.press("Control+s");
      await until("the file", () => readFileSync(path.join(folder, "mail/.env"), "utf8").includes("SSL_ENABLED=false"));
    });

    it("says that an env file is missing until it is there, wherever it is made", async () => {
      const { page } = editor;
      await openFile(page, "late/compose.yml");
      const problem = page.locator(".markers-panel .monaco-list-row", { hasText: says.missing }).first();
      await problem.waitFor();
      writeFileSync(path.join(folder, "late/more.conf"), "TZ=Europe/Berlin\n");
      await problem.waitFor({ state: "detached" });
    });

    it("shows what Plausible gets, without the password", async () => {
      const { page } = editor;
      await openFile(page, "mail/compose.yml");
      await runCommand(page, `Plausible Mail: ${say("Show What Plausible Gets")}`);
      const shown = page.locator(".editor-instance", { hasText: "Bamboo.Mua" }).first();
      await shown.waitFor();
      const text = await textOf(shown);
      assert.ok(text.includes("smtp.zoo.example") && !text.includes(canary) && !text.includes("/%"), text);
      await runCommand(page, "View: Close All Editors");
    });

    it("explains a line of a log", async () => {
      const { page } = editor;
      await openFile(page, "mail/plausible.log");
      await page
        .locator(".codelens-decoration a", { hasText: say("Explain") })
        .first()
        .click({ timeout: 90_000 });
      await page.locator(".quick-input-list .monaco-list-row", { hasText: "mail/compose.yml" }).first().click();
      await notification(page, /smtp\.zoo\.example|SMTP_HOST_ADDR/);
    });

    it("says why it can't test or diagnose, and offers the command", async () => {
      const { page } = editor;
      await openFile(page, "mail/compose.yml");
      await page
        .locator(".codelens-decoration a", { hasText: say("Test SMTP") })
        .first()
        .click();
      await press(await notification(page, says.cannotConnect), say("Copy Command"));
      await page.locator(".statusbar-item", { hasText: say("Copied.") }).waitFor();
      await runCommand(page, `Plausible Mail: ${say("Diagnose")}`);
      await notification(page, says.cannotRun);
    });
  });
}
