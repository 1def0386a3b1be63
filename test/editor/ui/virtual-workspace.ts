import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Page } from "playwright-core";
import { type MailServer, startMailServer } from "../../support/mail-server.js";
import { bareNames, canary, dotenv, writeFiles } from "../fixtures.js";
import { inPlace } from "../folders.js";
import { until } from "../until.js";
import { darkChinese, type Language, light, pictureOf, type Style, sayIn } from "./styles.js";
import {
  answerBox,
  answerRecipient,
  applyReviewed,
  type Editor,
  editorText,
  goTo,
  noSquiggle,
  notification,
  openWorkspace,
  pictureOfFailure,
  press,
  runCommand,
  squiggle,
  takeFix,
  textOf,
  type World,
} from "./workbench.js";

const settings = dotenv({ host: "smtp.zoo.example", port: 587, ssl: "true" });

const files = {
  "stats/mail/compose.yml": bareNames,
  "stats/mail/.env": settings,
  "stats/plain/compose.yml": inPlace.replace("- SMTP_USER_PWD", `- SMTP_USER_PWD=${canary}`),
  "stats/plain/.env": "TZ=Europe/Berlin\n",
  // What a service is made of: another compose file of the folder, and an env file that no name tells from others.
  "stats/parts/compose.yml": "include:\n  - ../common/plausible.yml\nservices: {}\n",
  "stats/common/plausible.yml": bareNames.replace(/ {4}environment:[\s\S]*/, "    env_file: plausible.conf\n"),
  "stats/common/plausible.conf": settings,
  // What nobody can look at, what is outside of the folder, and what really is not there.
  "stats/unseen/compose.yml": bareNames.replace(
    "    environment:",
    "    env_file: [away.env, ../../outside.env]\n    environment:",
  ),
  "stats/unseen/away.env": settings,
  "stats/missing/compose.yml": bareNames.replace("    environment:", "    env_file: nowhere.env\n    environment:"),
  "stats/new/compose.yml": inPlace.replace(/ {6}- (?:MAILER|SMTP)_.*\n/g, ""),
  "outside.env": settings,
};

/** What the server says. */
interface Words {
  readonly mismatch: string;
  readonly fix: string;
  readonly missing: (file: string) => string;
  readonly works: string;
  readonly elsewhere: string;
}

const words: Readonly<Record<Language, Words>> = {
  en: {
    mismatch: "must be false on port 587",
    fix: "Set SMTP_HOST_SSL_ENABLED to false",
    missing: (file) => `${file} is missing`,
    works: "SMTP works",
    elsewhere: "These files aren't on this computer",
  },
  "zh-cn": {
    mismatch: "在端口 587 上必须为 false",
    fix: "将 SMTP_HOST_SSL_ENABLED 设为 false",
    missing: (file) => `此处缺少 ${file}`,
    works: "SMTP 可用",
    elsewhere: "这些文件不在此计算机上",
  },
};

/** The extension on a desktop, for a folder that no disk has. */
export function describeVirtualWorkspace(world: World): void {
  for (const style of [light, darkChinese]) describeIn(world, style);
}

function describeIn(world: World, style: Style): void {
  const say = sayIn(style.language);
  const says = words[style.language];
  describe(`A virtual workspace on a desktop: ${style.name}`, () => {
    const place = path.join(world.scratch, `shelf-${style.language}`);
    const folder = path.join(place, "stats");
    let editor: Editor;
    let mail: MailServer;

    before(async () => {
      mail = await startMailServer({
        tls: "starttls",
        hostNames: ["smtp.zoo.example"],
        auth: { user: "stats@example.org", password: canary },
      });
      writeFiles(place, files);
      const workspace = path.join(world.scratch, `shelf-${style.language}.code-workspace`);
      writeFileSync(workspace, JSON.stringify({ folders: [{ uri: "shelf:/stats" }] }));
      const ca = path.join(world.scratch, `shelf-ca-${style.language}.pem`);
      writeFileSync(ca, mail.ca);
      editor = await world.startOnShelf(
        place,
        {
          "security.workspace.trust.enabled": false,
          "plausibleMail.testConnectTo": `127.0.0.1:${mail.port}`,
          "plausibleMail.testCa": ca,
          ...style.settings,
        },
        style.locale,
      );
      await openWorkspace(editor, workspace, "shelf:/stats/mail/compose.yml");
    });

    after(async () => {
      await editor?.stop();
      await mail?.close();
    });

    afterEach(pictureOfFailure(world, () => editor));

    beforeEach(async () => {
      await editor.page.keyboard.press("Escape");
      await runCommand(editor.page, "Notifications: Clear All Notifications");
    });

    const problem = (text: string) => editor.page.locator(".markers-panel .monaco-list-row", { hasText: text });
    const picture = async (name: string) =>
      await editor.page.screenshot({ path: path.join(world.pictures, pictureOf(style, `virtual-${name}`)) });
    const onShelf = (name: string) => readFileSync(path.join(folder, name), "utf8");

    it("shows each problem once, where it is, also in a file that is not open", async () => {
      const { page } = editor;
      await runCommand(page, "Problems: Focus on Problems View");
      await problem(says.mismatch).first().waitFor({ timeout: 60_000 });
      assert.equal(await problem(says.mismatch).count(), 1);
      await picture("problem");
      await problem(says.mismatch).first().dblclick();
      await squiggle(page);
      assert.equal(await problem(says.mismatch).count(), 1);
    });

    it("explains a value, and where it comes from", async () => {
      const { page } = editor;
      await openOnShelf(page, "mail/compose.yml");
      const name = page.locator(".editor-group-container.active .view-line span", { hasText: "SMTP_HOST_PORT" }).last();
      await until("the hover", async () => {
        await name.hover();
        const hover = page.locator(".monaco-hover:not(.hidden) .hover-row", { hasText: ".env" }).first();
        return await hover.waitFor({ timeout: 5000 }).then(
          () => true,
          () => false,
        );
      });
      const text = (await page.locator(".monaco-hover:not(.hidden) .hover-row").allInnerTexts()).join("\n");
      assert.match(text, /587/);
      assert.ok(!text.includes("/%"), text);
    });

    it("completes names", async () => {
      const { page } = editor;
      await openOnShelf(page, "mail/compose.yml");
      await goTo(page, lineOf(bareNames, "SMTP_USER_PWD") + 1);
      await page.keyboard.type("      - SMTP_R", { delay: 100 });
      await page
        .locator(".suggest-widget.visible .monaco-list-row", { hasText: "SMTP_RETRIES" })
        .first()
        .waitFor({ timeout: 60_000 });
      await page.keyboard.press("Escape");
      await runCommand(page, "File: Revert File");
    });

    it("follows a file that changes without being open", async () => {
      const { page } = editor;
      await openOnShelf(page, "mail/compose.yml");
      writeFileSync(path.join(folder, "mail/.env"), settings.replace("=true", "=false"));
      await problem(says.mismatch).first().waitFor({ state: "detached" });
      writeFileSync(path.join(folder, "mail/.env"), settings);
      await problem(says.mismatch).first().waitFor();
    });

    it("applies a fix to the file, and to a .env that is not open", async () => {
      const { page } = editor;
      await openOnShelf(page, "plain/compose.yml");
      await squiggle(page);
      await fix(page, lineOf(inPlace, "SSL_ENABLED"), says.fix);
      await until("the value", async () => (await editorText(page)).includes("SMTP_HOST_SSL_ENABLED=false"));
      await fix(page, lineOf(inPlace, "SMTP_USER_PWD"), ".env");
      await applyReviewed(page, ["- SMTP_USER_PWD=***", "+ SMTP_USER_PWD=***"], canary, say("Apply"));
      await until("the reference", async () => !(await editorText(page)).includes(canary));
      // What is changed without being open gets its tab a moment later.
      await page.locator(".tab.dirty", { hasText: ".env" }).waitFor();
      await picture("fixed");
      await runCommand(page, "File: Save All Files");
      await until("the password in .env", () => onShelf("plain/.env").includes(`SMTP_USER_PWD=${canary}`));
      assert.match(onShelf("plain/compose.yml"), /^ {6}- SMTP_USER_PWD$/m);
      assert.match(onShelf("plain/.env"), /^TZ=Europe\/Berlin$/m);
      await noSquiggle(page);
    });

    it("follows what a project includes, and env files of any name", async () => {
      const { page } = editor;
      await openOnShelf(page, "parts/compose.yml");
      await runCommand(page, "Problems: Focus on Problems View");
      const row = page.locator(".markers-panel .monaco-list-row", { hasText: "plausible.conf" });
      await row.first().waitFor();
      await openOnShelf(page, "common/plausible.conf");
      await squiggle(page);
    });

    it("takes what nobody can look at for unknown, and only what is not there for missing", async () => {
      const { page } = editor;
      // The list has in the page only the rows that there is room for.
      await runCommand(page, "Problems: Focus on Problems View");
      await page.locator(".part.panel .viewpane-filter input").first().fill(says.missing("").trim());
      await openOnShelf(page, "missing/compose.yml");
      await problem(says.missing("nowhere.env")).first().waitFor();
      await openOnShelf(page, "unseen/compose.yml");
      const hints = page.locator(".editor-group-container.active .view-line", { hasText: "SMTP_HOST_ADDR" });
      await hints.first().waitFor();
      await until(
        "an answer",
        async () => (await page.locator(".codelens-decoration a", { hasText: say("Test SMTP") }).count()) > 0,
      );
      for (const name of ["away.env", "outside.env"]) assert.equal(await problem(says.missing(name)).count(), 0);
      await picture("unseen");
    });

    it("tests from this computer, with certificates of its disk", async () => {
      const { page } = editor;
      await openOnShelf(page, "plain/compose.yml");
      await runCommand(page, `Plausible Mail: ${say("Test SMTP")}`);
      await answerRecipient(page, "");
      await notification(page, says.works, 60_000);
      assert.ok(mail.logins.some(({ accepted }) => accepted));
    });

    it("says why it can't ask the container, and offers the command", async () => {
      const { page } = editor;
      await openOnShelf(page, "plain/compose.yml");
      await runCommand(page, `Plausible Mail: ${say("Diagnose")}`);
      await press(await notification(page, says.elsewhere), say("Copy Command"));
      await page.locator(".statusbar-item", { hasText: say("Copied.") }).waitFor();
    });

    it("shows what Plausible gets, without the password", async () => {
      const { page } = editor;
      await openOnShelf(page, "plain/compose.yml");
      await runCommand(page, `Plausible Mail: ${say("Show What Plausible Gets")}`);
      const shown = page.locator(".editor-instance", { hasText: "Bamboo.Mua" }).first();
      await shown.waitFor();
      const text = await textOf(shown);
      assert.ok(text.includes("smtp.zoo.example") && !text.includes(canary) && !text.includes("/%"), text);
      await runCommand(page, "View: Close All Editors");
    });

    it("sets mail up through the workspace, and says of the password only what can be known", async () => {
      const { page } = editor;
      await openOnShelf(page, "new/compose.yml");
      await runCommand(page, `Plausible Mail: ${say("Set Up Mail…")}`);
      await answerBox(page, say("Set Up Mail"), { row: "Mailgun EU" });
      await answerBox(page, say("Which address do Plausible's emails come from?"), "stats@zoo.example.net");
      await answerBox(page, say("User name at {0}", "Mailgun EU"), "postmaster@mg.zoo.example.net");
      await answerBox(page, say("Password at {0}. It is written to your .env file.", "Mailgun EU"), canary);
      const dialog = page.locator(".monaco-dialog-box");
      await dialog.waitFor();
      const shown = await textOf(dialog);
      assert.ok(shown.includes("SMTP_HOST_ADDR=smtp.eu.mailgun.org") && !shown.includes(canary), shown);
      await dialog.locator(".monaco-button", { hasText: say("Apply") }).click();
      // Neither its mode nor Git can be asked about a file that isn't on this computer.
      await notification(page, say("{0} has your password now. Don't commit it.", ".env"), 60_000);
      await notification(page, say("Mail is set up. Test it, then run docker compose up -d on your server."), 60_000);
      await picture("set-up");
      assert.equal(await page.locator(".notification-toast", { hasText: ".gitignore" }).count(), 0);
      assert.match(onShelf("new/.env"), new RegExp(`^SMTP_USER_PWD=${canary}$`, "m"));
      assert.match(onShelf("new/compose.yml"), /^ {6}- SMTP_HOST_ADDR$/m);
      assert.equal(await page.locator(".tab.dirty").count(), 0, "both are saved");
      await noSquiggle(page);
    });

    it("finds the services of the folder when no file is open", async () => {
      const { page } = editor;
      await runCommand(page, "View: Close All Editors");
      await runCommand(page, `Plausible Mail: ${say("Test SMTP")}`);
      const rows = page.locator(".quick-input-list .monaco-list-row", { hasText: "compose.yml" });
      await until("the services", async () => (await rows.count()) >= 3);
      await page.keyboard.press("Escape");
    });
  });
}

/** Opens a file by its command: no search of the editor knows such a file system. */
async function openOnShelf(page: Page, file: string): Promise<void> {
  await runCommand(page, `Shelf: Open stats/${file}`);
  const breadcrumbs = page.locator(".editor-group-container.active .breadcrumbs-control", { hasText: path.dirname(file) });
  await breadcrumbs.filter({ hasText: path.basename(file) }).waitFor();
}

/** Takes a fix of a line by its title. */
async function fix(page: Page, line: number, title: string): Promise<void> {
  await goTo(page, line, "      - ".length + 3);
  await takeFix(page, title);
}

/** The number of the line, from 1. */
function lineOf(text: string, part: string): number {
  return text.split("\n").findIndex((line) => line.includes(part)) + 1;
}
