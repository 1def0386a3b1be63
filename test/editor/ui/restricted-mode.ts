import assert from "node:assert/strict";
import path from "node:path";
import { type MailServer, startMailServer } from "../../support/mail-server.js";
import { bareNames, dotenv, writeFiles } from "../fixtures.js";
import {
  answerRecipient,
  type Editor,
  inputBoxText,
  notification,
  openFolder,
  pictureOfFailure,
  press,
  runCommand,
  squiggle,
  textOf,
  type World,
} from "./workbench.js";

export function describeRestrictedMode(world: World): void {
  describe("Restricted Mode", () => {
    const folder = path.join(world.scratch, "restricted");
    let editor: Editor;
    let mail: MailServer;

    before(async () => {
      mail = await startMailServer({ tls: "none" });
      writeFiles(folder, { "compose.yml": bareNames, ".env": dotenv({ host: mail.host, port: mail.port, ssl: "yes please" }) });
      editor = await world.startEditor({
        "security.workspace.trust.startupPrompt": "never",
        "security.workspace.trust.banner": "never",
      });
      await openFolder(editor, folder, ".env");
    });

    after(async () => {
      await editor?.stop();
      await mail?.close();
    });

    afterEach(pictureOfFailure(world, () => editor));

    it("checks files", async () => {
      await squiggle(editor.page);
    });

    it("connects to no mail server, and says so", async () => {
      await runCommand(editor.page, "Plausible Mail: Test SMTP");
      const toast = await notification(editor.page, "Restricted Mode");
      assert.match(await textOf(toast), /trust this folder to test SMTP/);
      assert.equal(mail.connections(), 0);
    });

    it("runs no command that would ask a container, and says so", async () => {
      await runCommand(editor.page, "Plausible Mail: Diagnose");
      await notification(editor.page, "trust this folder to ask its containers");
    });

    it("tests once the folder is trusted", async () => {
      await press(await notification(editor.page, "Restricted Mode"), "Manage Trust");
      await editor.page.locator(".workspace-trust-buttons-row .monaco-button", { hasText: "Trust" }).first().click();
      await editor.page.locator(".workspace-trust-header", { hasText: "You trust this folder" }).waitFor();
      await runCommand(editor.page, "Plausible Mail: Test SMTP");
      assert.match(await inputBoxText(editor.page), /plausible/);
      await answerRecipient(editor.page, "");
    });
  });
}
