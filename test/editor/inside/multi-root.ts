import assert from "node:assert/strict";
import path from "node:path";
import * as vscode from "vscode";
import { until } from "../until.js";
import { findingsIn, ruleOf } from "./editor.js";

describe("A workspace of several folders", () => {
  const fileIn = (name: string, file: string) => {
    const folder = vscode.workspace.workspaceFolders?.find((each) => each.name === name);
    assert.ok(folder, name);
    return vscode.Uri.file(path.join(folder.uri.fsPath, file));
  };

  it("checks each folder with its own settings", async () => {
    const strict = await vscode.window.showTextDocument(fileIn("strict", "compose.yml"));
    await until("the finding", () => findingsIn(strict.document).some((each) => ruleOf(each) === "tls-port-mismatch"));
    const { document } = await vscode.window.showTextDocument(fileIn("lenient", "compose.yml"));
    // The same file, and a second mistake that is not switched off there.
    await until("the other finding", () => findingsIn(document).some((each) => ruleOf(each) === "unknown-variable"));
    assert.deepEqual([...new Set(findingsIn(document).map(ruleOf))], ["unknown-variable"]);
  });

  it("checks all folders at once", async () => {
    const rulesIn = (uri: vscode.Uri) =>
      vscode.languages
        .getDiagnostics(uri)
        .filter(({ source }) => source === "plausible-mail")
        .map(ruleOf);
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    await vscode.commands.executeCommand("plausibleMail.lintAll");
    await until("the finding of each", () => {
      return ["strict", "lenient"].every((name) => rulesIn(fileIn(name, "compose.yml")).includes("unknown-variable"));
    });
    assert.ok(rulesIn(fileIn("strict", "compose.yml")).includes("tls-port-mismatch"));
    assert.ok(!rulesIn(fileIn("lenient", "compose.yml")).includes("tls-port-mismatch"));
  });
});
