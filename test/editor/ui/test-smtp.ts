import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import path from "node:path";
import { type MailServer, startMailServer } from "../../support/mail-server.js";
import { bareNames, canary, dotenv, twoServices, writeFiles } from "../fixtures.js";
import { processes } from "../processes.js";
import { until } from "../until.js";
import { darkChinese, type Language, light, pictureOf, type Style, sayIn } from "./styles.js";
import {
  answerRecipient,
  buttonsOf,
  chooseMore,
  type Editor,
  editorText,
  goTo,
  inputBoxText,
  noSquiggle,
  notification,
  openFile,
  openFolder,
  pictureOfFailure,
  press,
  runCommand,
  squiggle,
  textOf,
  type World,
} from "./workbench.js";

const user = "stats@example.org";

/** The whole of the output channel, as VS Code keeps it on disk. */
function logIn(folder: string): string {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(
    (file) => path.basename(file) === "Plausible Mail.log",
  );
  assert.ok(files.length > 0, "a log file of the output channel");
  return files.map((file) => readFileSync(path.join(folder, file), "utf8")).join("\n");
}

/** What the server says. */
interface Words {
  readonly works: string;
  readonly rejected: string;
  readonly portWorks: (port: number) => string;
  readonly failed: string;
  /** The step that fails. */
  readonly login: string;
}

const words: Readonly<Record<Language, Words>> = {
  en: {
    works: "SMTP works",
    rejected: "rejects the login",
    portWorks: (port) => `Port ${port} works`,
    failed: "SMTP test failed (login, 535)",
    login: "login",
  },
  "zh-cn": {
    works: "SMTP 可用",
    rejected: "拒绝登录",
    portWorks: (port) => `端口 ${port} 可用`,
    failed: "SMTP 测试失败（登录，535）",
    login: "登录",
  },
};

export function describeTestSmtp(world: World): void {
  for (const style of [light, darkChinese]) describeIn(world, style);
}

function describeIn(world: World, style: Style): void {
  const say = sayIn(style.language);
  const says = words[style.language];
  describe(`Test SMTP: ${style.name}`, () => {
    const folder = path.join(world.scratch, `test-smtp-${style.language}`);
    const ca = path.join(world.scratch, `ca-${style.language}.pem`);
    const crashed = say("The Plausible Mail server crashed and was restarted.");
    const again = say(
      "Changed. Test again, then save the file and run docker compose up -d: it recreates the container (a restart doesn't read the new values).",
    );
    let editor: Editor;
    let mail: MailServer;
    let silent: Server;
    let silentConnections = 0;

    before(async () => {
      mail = await startMailServer({ tls: "starttls", auth: { user, password: canary } });
      silent = createServer((socket) => {
        silentConnections += 1;
        socket.on("error", () => {});
      });
      await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
      const address = silent.address();
      const silentPort = typeof address === "object" && address !== null ? address.port : 0;
      writeFileSync(ca, mail.ca);
      writeFiles(folder, {
        "compose.yml": bareNames,
        ".env": dotenv({ host: mail.host, port: mail.port, ssl: "true", user }),
        "silent/compose.yml": bareNames,
        "silent/.env": dotenv({ host: "127.0.0.1", port: silentPort, ssl: "false", user }),
        "two/compose.yml": twoServices,
        "ports/compose.yml": bareNames,
        "ports/.env": dotenv({ host: mail.host, port: mail.port, ssl: "true", user }),
        "wrong/compose.yml": bareNames,
        // Without what a rule says of this host: here only the test finds something.
        "wrong/.env": `# plausible-mail-disable-file localhost-relay\n${dotenv({ host: mail.host, port: mail.port, ssl: "false", user, password: "Wrong-1-password" })}`,
      });
      editor = await world.startEditor(
        {
          "security.workspace.trust.enabled": false,
          "plausibleMail.testCa": ca,
          "plausibleMail.testTimeout": 30,
          ...style.settings,
        },
        style.locale,
      );
      await openFolder(editor, folder, ".env");
    });

    after(async () => {
      await editor?.stop();
      await mail?.close();
      await new Promise((resolve) => silent?.close(resolve));
    });

    afterEach(pictureOfFailure(world, () => editor));

    beforeEach(async () => {
      await editor.page.keyboard.press("Escape");
      await runCommand(editor.page, "Notifications: Clear All Notifications");
    });

    it("says whom it talks to, shows why it fails, and cures it", async () => {
      const { page } = editor;
      await runCommand(page, `Plausible Mail: ${say("Test SMTP")}`);
      const prompt = await inputBoxText(page);
      assert.ok(prompt.includes(`localhost:${mail.port}`) && prompt.includes("Plausible 3.2.1"), prompt);
      assert.equal(mail.connections(), 0, "nothing connects before it was said");
      await answerRecipient(page, "");
      const verdict = await notification(page, "SMTP_HOST_SSL_ENABLED");
      assert.deepEqual(await buttonsOf(verdict), [say("Apply Fix"), say("More…")]);
      await press(verdict, say("Apply Fix"));
      await until("the cure in .env", async () => (await editorText(page)).includes("SMTP_HOST_SSL_ENABLED=false"));
      await press(await notification(page, again), say("Test Again"));
      await answerRecipient(page, "someone@example.net");
      const success = await notification(page, says.works);
      assert.deepEqual(await buttonsOf(success), [say("Show Transcript")]);
      assert.deepEqual(mail.messages, [], "nothing was sent");
      assert.ok(mail.logins.some(({ accepted }) => accepted));
    });

    it("keeps the password out of the output", async () => {
      const { page } = editor;
      await runCommand(page, `Plausible Mail: ${say("Show Output")}`);
      const output = page.locator(".part.panel .view-lines").first();
      await until("the end of the talk in the output", async () => (await textOf(output)).includes("QUIT"));
      const log = logIn(editor.folder);
      assert.ok(log.includes("EHLO") && log.includes("AUTH PLAIN ***"));
      assert.ok(!log.includes(canary));
      assert.ok(!log.includes(Buffer.from(`\0${user}\0${canary}`).toString("base64")));
      await runCommand(page, "View: Toggle Panel Visibility");
    });

    it("shows progress, and ends at once when cancelled", async () => {
      const { page } = editor;
      await openFile(page, "silent/.env");
      await runCommand(page, `Plausible Mail: ${say("Test SMTP")}`);
      await answerRecipient(page, "");
      const progress = await notification(page, say("Test SMTP for {0} (Plausible {1})", "plausible", "3.2.1"));
      await until("a connection", () => silentConnections > 0);
      await press(progress, "Cancel");
      await page.locator(".statusbar-item", { hasText: say("Test SMTP was cancelled.") }).waitFor();
      await until("no notification", async () => (await page.locator(".notification-toast").count()) === 0);
    });

    it("shows the talk when asked, and leaves a problem on the setting until that is edited", async () => {
      const { page } = editor;
      await openFile(page, "wrong/compose.yml");
      await page.locator('.statusbar-item[id$="plausibleMail.test"] .codicon-mail').waitFor();
      await noSquiggle(page);
      await runCommand(page, `Plausible Mail: ${say("Test SMTP")}`);
      await answerRecipient(page, "");
      const verdict = await notification(page, says.rejected);
      await press(verdict, say("Show Transcript"));
      const transcript = page.locator(".editor-instance", { hasText: "AUTH PLAIN ***" });
      await transcript.first().waitFor();
      assert.ok(!(await textOf(transcript.first())).includes("Wrong-1-password"));
      await openFile(page, "wrong/compose.yml");
      await page.locator('.statusbar-item[id$="plausibleMail.test"] .codicon-error').waitFor();
      await squiggle(page);
      await openFile(page, "wrong/.env");
      await goTo(page, 11);
      await page.keyboard.press("End");
      await page.keyboard.type("x");
      await openFile(page, "wrong/compose.yml");
      await noSquiggle(page);
      await openFile(page, "wrong/.env");
      await runCommand(page, "File: Revert File");
    });

    it("tries other ports, and applies what works as one edit that one undo takes back", async () => {
      const { page } = editor;
      await openFile(page, "ports/.env");
      await runCommand(page, `Plausible Mail: ${say("Test SMTP")}`);
      await answerRecipient(page, "");
      await chooseMore(page, await notification(page, "SMTP_HOST_SSL_ENABLED"), say("Try Other Ports"), say("More…"));
      const found = await notification(page, says.portWorks(mail.port), 90_000);
      await press(found, say("Apply Fix"));
      await until("the edit", async () => (await editorText(page)).includes("SMTP_HOST_SSL_ENABLED=false"));
      await runCommand(page, "Notifications: Clear All Notifications");
      await page.locator(".editor-group-container.active .view-lines").first().click();
      await page.keyboard.press("Control+z");
      await until("the text as it was", async () => (await editorText(page)).includes("SMTP_HOST_SSL_ENABLED=true"));
    });

    it("runs in the Testing view too, step by step, with its message on the line at fault", async () => {
      const { page } = editor;
      await openFile(page, "wrong/compose.yml");
      await page.locator(".editor-group-container.active .testing-run-glyph").first().waitFor();
      await runCommand(page, "Testing: Focus on Test Explorer View");
      const tree = page.locator(".test-explorer");
      const service = tree.locator(".monaco-list-row", { hasText: `localhost:${mail.port}` }).first();
      await service.waitFor();
      await openFile(page, "wrong/compose.yml");
      await page.locator(".editor-group-container.active .testing-run-glyph").first().click();
      const toast = await notification(page, says.failed);
      await press(toast, say("Details"));
      await page
        .locator(".editor-instance", { hasText: `✖ ${says.login}` })
        .first()
        .waitFor();
      await page.screenshot({ path: path.join(world.pictures, pictureOf(style, "testing-view")) });
      await page.locator(".test-output-peek-tree .monaco-list-row", { hasText: says.login }).first().waitFor();
      await runCommand(page, "View: Close All Editors");
      await runCommand(page, "View: Toggle Panel Visibility");
      await runCommand(page, "View: Show Explorer");
    });

    it("starts from the code lens", async () => {
      const { page } = editor;
      await openFile(page, "silent/compose.yml");
      await page
        .locator(".codelens-decoration a", { hasText: say("Test SMTP") })
        .first()
        .click();
      assert.match(await inputBoxText(page), /127\.0\.0\.1/);
      await page.keyboard.press("Escape");
    });

    it("asks which service when there are several", async () => {
      const { page } = editor;
      await openFile(page, "two/compose.yml");
      await runCommand(page, `Plausible Mail: ${say("Test SMTP")}`);
      const rows = page.locator(".quick-input-list .monaco-list-row", { hasText: "compose.yml" });
      await until("two services", async () => (await rows.count()) === 2);
      const texts = await rows.allInnerTexts();
      assert.ok(
        texts.some((text) => text.includes("smtp.zoo.example:587")) && texts.some((text) => text.includes("mail.zoo.example")),
        texts.join("\n"),
      );
      await page.keyboard.press("Escape");
    });

    it("finds the services of the folder when no file is open", async () => {
      const { page } = editor;
      await runCommand(page, "View: Close All Editors");
      await runCommand(page, `Plausible Mail: ${say("Test SMTP")}`);
      const rows = page.locator(".quick-input-list .monaco-list-row", { hasText: "compose.yml" });
      await until("six services", async () => (await rows.count()) === 6);
      await page.keyboard.press("Escape");
    });

    it("says so when the server crashes", async () => {
      const own = processes().find(({ group, command }) => group === editor.pid && /plausible-mail.*server\.js/.test(command));
      assert.ok(own, "the server's process");
      process.kill(own.pid, "SIGKILL");
      await notification(editor.page, crashed);
      assert.equal(await editor.page.locator(".notification-toast", { hasText: crashed }).count(), 1, "once");
    });
  });
}
