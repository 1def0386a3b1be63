import assert from "node:assert/strict";
import path from "node:path";
import type { Page } from "playwright-core";
import { until } from "../until.js";
import {
  type Editor,
  inputBoxText,
  notification,
  openNothing,
  pictureOfFailure,
  runCommand,
  textOf,
  type World,
} from "./workbench.js";

/** What a newcomer without any file of Plausible sees first, by keyboard. */
export function describeWalkthrough(world: World): void {
  describe("The walkthrough", () => {
    let editor: Editor;

    before(async () => {
      editor = await world.startEditor({ "security.workspace.trust.enabled": false });
      await openNothing(editor);
    });

    after(async () => editor?.stop());

    afterEach(pictureOfFailure(world, () => editor));

    beforeEach(async () => {
      await editor.page.keyboard.press("Escape");
      await runCommand(editor.page, "Notifications: Clear All Notifications");
    });

    it("opens an example with as many problems as it says", async () => {
      const { page } = editor;
      await pressIn(page, "Open an example with mistakes", "Open the Example");
      await page.locator(".tab", { hasText: "Untitled" }).waitFor();
      await runCommand(page, "Problems: Focus on Problems View");
      const problems = page.locator(".markers-panel .monaco-list-row", { hasText: "plausible-mail" });
      await until("two problems", async () => (await problems.count()) === 2);
      await runCommand(page, "View: Toggle Panel Visibility");
      await isDone(page, "Open an example with mistakes");
    });

    it("leads to the problems", async () => {
      const { page } = editor;
      await pressIn(page, "Read the problems", "Show Problems");
      await page.locator(".markers-panel .monaco-list-row", { hasText: "must be false on port 587" }).first().waitFor();
      await isDone(page, "Read the problems");
      await runCommand(page, "View: Toggle Panel Visibility");
    });

    it("says what is needed to set up mail, where nothing can be written yet", async () => {
      const { page } = editor;
      await pressIn(page, "Set up mail", "Set Up Mail…");
      await notification(page, "Save this compose file first");
      await isDone(page, "Set up mail");
    });

    it("tests the mail server of the example, and says whom it would talk to", async () => {
      const { page } = editor;
      await pressIn(page, "Test the mail server", "Test SMTP");
      assert.match(await inputBoxText(page), /smtp\.mailgun\.org:587 /);
      await page.screenshot({ path: path.join(world.pictures, "walkthrough.png") });
      await page.keyboard.press("Escape");
      await isDone(page, "Test the mail server");
    });

    it("explains a line of a log that it brings along", async () => {
      const { page } = editor;
      await pressIn(page, "Explain a line of the log", "Explain an Example");
      assert.match(await textOf(await notification(page, /login/)), /SMTP_USER/);
      await isDone(page, "Explain a line of the log");
    });
  });
}

/** Opens the walkthrough, goes to a step, and presses its button. */
async function pressIn(page: Page, step: string, button: string): Promise<void> {
  await openWalkthrough(page);
  const row = page.locator(".getting-started-step", { hasText: step }).first();
  // The first step that is not done is open already.
  if (!(await row.locator(".monaco-button").first().isVisible())) await row.press("Enter");
  await page.locator(".getting-started-step.expanded .monaco-button", { hasText: button }).first().press("Enter");
}

async function openWalkthrough(page: Page): Promise<void> {
  const input = page.locator(".quick-input-widget:visible input[type=text]");
  const row = page.locator(".quick-input-list .monaco-list-row.focused", { hasText: "Find out why Plausible" });
  // The box closes when something else takes the focus, as a command that goes on may.
  await until("the walkthrough is chosen", async () => {
    await runCommand(page, "Welcome: Open Walkthrough...");
    try {
      await input.fill("Find out why Plausible", { timeout: 3000 });
      await row.waitFor({ timeout: 3000 });
      await page.keyboard.press("Enter");
      return true;
    } catch {
      return false;
    }
  });
  await page.locator(".getting-started-step").first().waitFor();
}

async function isDone(page: Page, step: string): Promise<void> {
  await openWalkthrough(page);
  const row = page.locator(".getting-started-step", { hasText: step }).first();
  await row.locator(".codicon-getting-started-step-checked").first().waitFor();
}
