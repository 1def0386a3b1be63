import assert from "node:assert/strict";
import path from "node:path";
import { until } from "../until.js";
import { darkChinese, light, pictureOf, type Style, sayIn } from "./styles.js";
import { type Editor, inputBoxText, notification, openNothing, pictureOfFailure, runCommand, type World } from "./workbench.js";

/** What a newcomer without any file of Plausible sees first, by keyboard. */
export function describeWalkthrough(world: World): void {
  for (const style of [light, darkChinese]) describeIn(world, style);
}

function describeIn(world: World, style: Style): void {
  const say = sayIn(style.language);
  describe(`The walkthrough: ${style.name}`, () => {
    let editor: Editor;
    const title = say("Find out why Plausible doesn't send email");

    before(async () => {
      editor = await world.startEditor({ "security.workspace.trust.enabled": false, ...style.settings }, style.locale);
      await openNothing(editor);
    });

    after(async () => editor?.stop());

    afterEach(pictureOfFailure(world, () => editor));

    beforeEach(async () => {
      await editor.page.keyboard.press("Escape");
      await runCommand(editor.page, "Notifications: Clear All Notifications");
    });

    /** Opens the walkthrough, goes to a step, and presses its button. */
    async function pressIn(step: string, button: string): Promise<void> {
      const { page } = editor;
      await openWalkthrough();
      const row = page.locator(".getting-started-step", { hasText: step }).first();
      // The first step that is not done is open already.
      if (!(await row.locator(".monaco-button").first().isVisible())) await row.press("Enter");
      await page.locator(".getting-started-step.expanded .monaco-button", { hasText: button }).first().press("Enter");
    }

    async function openWalkthrough(): Promise<void> {
      const { page } = editor;
      const input = page.locator(".quick-input-widget:visible input[type=text]");
      const row = page.locator(".quick-input-list .monaco-list-row.focused", { hasText: title });
      // The box closes when something else takes the focus, as a command that goes on may.
      await until("the walkthrough is chosen", async () => {
        await runCommand(page, "Welcome: Open Walkthrough...");
        try {
          await input.fill(title, { timeout: 3000 });
          await row.waitFor({ timeout: 3000 });
          await page.keyboard.press("Enter");
          return true;
        } catch {
          return false;
        }
      });
      await page.locator(".getting-started-step").first().waitFor();
    }

    async function isDone(step: string): Promise<void> {
      const { page } = editor;
      await openWalkthrough();
      const row = page.locator(".getting-started-step", { hasText: step }).first();
      await row.locator(".codicon-getting-started-step-checked").first().waitFor();
    }

    it("opens an example with as many problems as it says", async () => {
      const { page } = editor;
      await pressIn(say("Open an example with mistakes"), say("Open the Example"));
      await page.locator(".tab", { hasText: "Untitled" }).waitFor();
      await runCommand(page, "Problems: Focus on Problems View");
      const problems = page.locator(".markers-panel .monaco-list-row", { hasText: "plausible-mail" });
      await until("two problems", async () => (await problems.count()) === 2);
      await runCommand(page, "View: Toggle Panel Visibility");
      await isDone(say("Open an example with mistakes"));
    });

    it("leads to the problems", async () => {
      const { page } = editor;
      await pressIn(say("Read the problems and fix them"), say("Show Problems"));
      await page.locator(".markers-panel .monaco-list-row", { hasText: "tls-port-mismatch" }).first().waitFor();
      await isDone(say("Read the problems and fix them"));
      await runCommand(page, "View: Toggle Panel Visibility");
    });

    it("says what is needed to set up mail, where nothing can be written yet", async () => {
      const { page } = editor;
      await pressIn(say("Set up mail"), say("Set Up Mail…"));
      await notification(page, say("Save this compose file first: the password is written to .env next to it."));
      await isDone(say("Set up mail"));
    });

    it("tests the mail server of the example, and says whom it would talk to", async () => {
      const { page } = editor;
      await pressIn(say("Test the mail server"), say("Test SMTP"));
      assert.match(await inputBoxText(page), /smtp\.mailgun\.org:587\b/);
      await page.screenshot({ path: path.join(world.pictures, pictureOf(style, "walkthrough")) });
      await page.keyboard.press("Escape");
      await isDone(say("Test the mail server"));
    });

    it("explains a line of a log that it brings along", async () => {
      const { page } = editor;
      await pressIn(say("Explain a line of the log"), say("Explain an Example"));
      await notification(page, /SMTP_USER_NAME/);
      await isDone(say("Explain a line of the log"));
    });
  });
}
