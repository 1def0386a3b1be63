import assert from "node:assert/strict";
import * as vscode from "vscode";
import { extensionId, workspacePath } from "./editor.js";

describe("A folder without a compose file", () => {
  it("does not start the extension, not even for YAML and env files", async () => {
    for (const name of ["values.yaml", ".env"]) await vscode.window.showTextDocument(vscode.Uri.file(workspacePath(name)));
    // Activation events fire while a document opens; this is time enough for one that should not.
    await new Promise((resolve) => setTimeout(resolve, 3000));
    const extension = vscode.extensions.getExtension(extensionId);
    assert.ok(extension, "installed");
    assert.equal(extension.isActive, false);
  });

  it("offers Test SMTP in the palette all the same", async () => {
    const commands: { command: string }[] = vscode.extensions.getExtension(extensionId)?.packageJSON.contributes.commands;
    assert.ok(commands.some(({ command }) => command === "plausibleMail.testSmtp"));
  });
});
