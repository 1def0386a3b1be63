import assert from "node:assert/strict";
import path from "node:path";
import { type MailServer, startMailServer } from "../../support/mail-server.js";
import { bareNames, dotenv, writeFiles } from "../fixtures.js";
import { darkChinese, light, type Style, sayIn } from "./styles.js";
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
  type World,
} from "./workbench.js";

const toTest = "Restricted Mode: trust this folder to test SMTP. Until then, Plausible Mail only checks its files.";
const toAsk = "Restricted Mode: trust this folder to ask its containers. Until then, Plausible Mail only checks its files.";

export function describeRestrictedMode(world: World): void {
  for (const style of [light, darkChinese]) describeIn(world, style);
}

function describeIn(world: World, style: Style): void {
  const say = sayIn(style.language);
  describe(`Restricted Mode: ${style.name}`, () => {
    const folder = path.join(world.scratch, `restricted-${style.language}`);
    let editor: Editor;
    let mail: MailServer;

    before(async () => {
      mail = await startMailServer({ tls: "none" });
      writeFiles(folder, { "compose.yml": bareNames, ".env": dotenv({ host: mail.host, port: mail.port, ssl: "yes please" }) });
      editor = await world.startEditor(
        {
          "security.workspace.trust.startupPrompt": "never",
          "security.workspace.trust.banner": "never",
          ...style.settings,
        },
        style.locale,
      );
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
      await runCommand(editor.page, `Plausible Mail: ${say("Test SMTP")}`);
      await notification(editor.page, say(toTest));
      assert.equal(mail.connections(), 0);
    });

    it("runs no command that would ask a container, and says so", async () => {
      await runCommand(editor.page, `Plausible Mail: ${say("Diagnose")}`);
      await notification(editor.page, say(toAsk));
    });

    it("tests once the folder is trusted", async () => {
      await press(await notification(editor.page, say(toTest)), say("Manage Trust"));
      await editor.page.locator(".workspace-trust-buttons-row .monaco-button", { hasText: "Trust" }).first().click();
      await editor.page.locator(".workspace-trust-header", { hasText: "You trust this folder" }).waitFor();
      await runCommand(editor.page, `Plausible Mail: ${say("Test SMTP")}`);
      assert.match(await inputBoxText(editor.page), /plausible/);
      await answerRecipient(editor.page, "");
    });
  });
}
