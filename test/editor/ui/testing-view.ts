import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { createServer, type Server, type Socket } from "node:net";
import path from "node:path";
import type { Locator } from "playwright-core";
import { type MailServer, startMailServer } from "../../support/mail-server.js";
import { bareNames, canary, dotenv, writeFiles } from "../fixtures.js";
import { until } from "../until.js";
import { darkChinese, type Language, light, pictureOf, type Style } from "./styles.js";
import {
  answerRecipient,
  type Editor,
  editorText,
  notification,
  openFile,
  openFolder,
  pictureOfFailure,
  runCommand,
  type World,
} from "./workbench.js";

const user = "stats@example.org";

interface Words {
  readonly test: string;
  readonly send: string;
  readonly ports: string;
  readonly works: string;
  readonly failed: string;
  readonly documentation: string;
  readonly fix: string;
  readonly recreate: string;
}

const words: Readonly<Record<Language, Words>> = {
  en: {
    test: "Test SMTP",
    send: "Test and Send One Mail…",
    ports: "Try Other Ports",
    works: "SMTP works",
    failed: "SMTP test failed",
    documentation: "Open Documentation",
    fix: "Apply Fix",
    recreate: "then run docker compose up -d",
  },
  "zh-cn": {
    test: "测试 SMTP",
    send: "测试并发送一封邮件…",
    ports: "尝试其他端口",
    works: "SMTP 可用",
    failed: "SMTP 测试失败",
    documentation: "打开文档",
    fix: "应用修复",
    recreate: "然后运行 docker compose up -d",
  },
};

/** What the Testing view can do beside the plain test. */
export function describeTestingView(world: World): void {
  for (const style of [light, darkChinese]) describeIn(world, style);
}

function describeIn(world: World, style: Style): void {
  const says = words[style.language];
  describe(`The Testing view: ${style.name}`, function () {
    this.timeout(300_000); // a busy machine may take its time to open VS Code
    const folder = path.join(world.scratch, `testing-view-${style.language}`);
    let editor: Editor;
    let mail: MailServer;
    let silent: Server;
    const connections = new Set<Socket>();

    before(async () => {
      mail = await startMailServer({ tls: "starttls", auth: { user, password: canary } });
      silent = createServer((socket) => {
        connections.add(socket);
        socket.on("error", () => {}).on("close", () => connections.delete(socket));
      });
      await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
      const address = silent.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      const ca = path.join(world.scratch, `testing-view-ca-${style.language}.pem`);
      writeFileSync(ca, mail.ca);
      writeFiles(folder, {
        "good/compose.yml": bareNames,
        "good/.env": dotenv({ host: mail.host, port: mail.port, ssl: "false", user }),
        "wrong/compose.yml": bareNames.replaceAll("plausible:", "wrong:"),
        "wrong/.env": dotenv({ host: mail.host, port: mail.port, ssl: "true", user }),
        "silent/compose.yml": bareNames.replaceAll("plausible:", "silent:"),
        "silent/.env": dotenv({ host: "127.0.0.1", port, ssl: "false", user }),
      });
      editor = await world.startEditor(
        {
          "security.workspace.trust.enabled": false,
          "plausibleMail.testCa": ca,
          "plausibleMail.testTimeout": 300,
          ...style.settings,
        },
        style.locale,
      );
      await openFolder(editor, folder, "good/compose.yml");
      await editor.page.locator(".editor-group-container.active .testing-run-glyph").first().waitFor({ timeout: 60_000 });
      await runCommand(editor.page, "Testing: Focus on Test Explorer View");
      await item("silent → ").waitFor();
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

    const item = (label: string): Locator => editor.page.locator(".test-explorer .monaco-list-row", { hasText: label }).first();

    /** Runs a profile of an item, from its menu. */
    async function runProfile(label: string, profile: string): Promise<void> {
      const { page } = editor;
      await runCommand(page, "Testing: Focus on Test Explorer View");
      const menu = page.locator(".monaco-menu .action-item", { hasText: "Execute Using Profile" }).first();
      const row = page.locator(".quick-input-list .monaco-list-row", { hasText: profile }).first();
      // A menu closes when a notification comes.
      await until(`the profile ${profile}`, async () => {
        await item(label).click();
        await page.keyboard.press("Shift+F10");
        try {
          // A click just after the menu has opened is not taken for one.
          await menu.hover({ timeout: 5000 });
          await page.keyboard.press("Enter");
          await row.click({ timeout: 5000 });
          return true;
        } catch {
          await page.keyboard.press("Escape");
          return false;
        }
      });
    }

    it("has each service with its mail server, found without opening its file", async () => {
      for (const label of [`plausible → localhost:${mail.port}`, `wrong → localhost:${mail.port}`, "silent → 127.0.0.1:"])
        await item(label).waitFor();
    });

    it("sends one mail, to an address that it asks for once", async () => {
      const { page } = editor;
      await runProfile("plausible → ", says.send);
      const input = page.locator(".quick-input-widget:visible input[type=text]");
      // The list of profiles is in the same box.
      await page.locator(".quick-input-list .monaco-list-row").first().waitFor({ state: "hidden" });
      await input.fill("someone@example.net");
      await page.keyboard.press("Enter");
      await notification(page, says.works, 60_000);
      assert.deepEqual(mail.messages.at(-1)?.to, ["someone@example.net"]);
      const sent = mail.messages.length;
      await runCommand(page, "Notifications: Clear All Notifications");
      await runProfile("plausible → ", says.send);
      await until(
        "the address again",
        async () => (await input.inputValue({ timeout: 500 }).catch(() => "")) === "someone@example.net",
      );
      await page.keyboard.press("Escape");
      assert.equal(mail.messages.length, sent, "leaving the question sends nothing");
    });

    it("ends a test when it is told to", async () => {
      const { page } = editor;
      await runProfile("silent → ", says.test);
      await until("the test is on its way", async () => connections.size > 0);
      await runCommand(page, "Test: Cancel Test Run");
      await until("it has hung up", async () => connections.size === 0);
    });

    it("runs the last test once more, also one from the palette, and keeps what each came to", async () => {
      const { page } = editor;
      await openFile(page, "good/compose.yml");
      await runCommand(page, "Test: Clear All Results");
      await runCommand(page, `Plausible Mail: ${says.test}`);
      await answerRecipient(page, "");
      await notification(page, says.works, 60_000);
      for (const times of [1, 2]) {
        await runCommand(page, "Notifications: Clear All Notifications");
        const before = mail.logins.length;
        // Rerun Last Run
        await page.keyboard.press("Control+;");
        await page.keyboard.press("l");
        await notification(page, says.works, 60_000);
        assert.equal(mail.logins.length, before + 1, `rerun ${times}`);
      }
      const rows = page.locator(".test-output-peek-tree .monaco-list-row");
      const older = rows.filter({ hasText: "2 older results" });
      // The steps of the last one are below it.
      await until("the older results", async () => {
        await rows.first().click();
        await page.keyboard.press("ArrowLeft");
        return await older.waitFor({ timeout: 5000 }).then(
          () => true,
          () => false,
        );
      });
      if ((await older.getAttribute("aria-expanded")) === "false") await older.click();
      const former = page.locator('.test-output-peek-tree .monaco-list-row[aria-level="2"][aria-setsize="2"]');
      await former.filter({ hasText: "Test run at" }).first().waitFor();
      await rows.filter({ hasText: "plausible → " }).nth(1).waitFor();
      await page.screenshot({ path: path.join(world.pictures, pictureOf(style, "testing-history")) });
    });

    it("tries other ports, and its message has the fix and the page", async () => {
      const { page } = editor;
      await openFile(page, "wrong/.env");
      await runProfile("wrong → ", says.ports);
      await notification(page, says.failed, 90_000);
      const message = page.locator('.test-output-peek-tree .monaco-list-row[aria-level="2"]', { hasText: "wrong → " }).first();
      await message.hover();
      await page.screenshot({ path: path.join(world.pictures, pictureOf(style, "testing-message")) });
      await message.locator(`.action-label[aria-label*="${says.documentation}"]`).first().waitFor();
      await message.locator(`.action-label[aria-label*="${says.fix}"]`).first().click();
      await until("the fix", async () => (await editorText(page)).includes("SMTP_HOST_SSL_ENABLED=false"));
      await notification(page, says.recreate);
    });
  });
}
