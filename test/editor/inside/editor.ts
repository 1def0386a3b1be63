import assert from "node:assert/strict";
import path from "node:path";
import * as vscode from "vscode";
import { until } from "../until.js";

export const extensionId = "plausible-mail.plausible-mail";

/** An absolute path in the opened folder. */
export function workspacePath(name: string): string {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder, "a folder is open");
  return path.join(folder.uri.fsPath, name);
}

export async function open(name: string): Promise<vscode.TextEditor> {
  return await vscode.window.showTextDocument(vscode.Uri.file(workspacePath(name)));
}

/** Our findings in a document. */
export function findingsIn(document: vscode.TextDocument): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source === "plausible-mail");
}

export function ruleOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === "object" ? code.value : code);
}

/** Waits for a finding of a rule, on exactly this text. */
export async function findingOn(document: vscode.TextDocument, rule: string, text: string): Promise<vscode.Diagnostic> {
  return await until(`${rule} on ${JSON.stringify(text)} in ${path.basename(document.fileName)}; there: ${told(document)}`, () =>
    findingsIn(document).find((each) => ruleOf(each) === rule && document.getText(each.range) === text),
  );
}

/** Waits until no finding of a rule is left. */
export async function noFindingOf(document: vscode.TextDocument, rule: string): Promise<void> {
  await until(
    `no ${rule} in ${path.basename(document.fileName)}`,
    () => !findingsIn(document).some((each) => ruleOf(each) === rule),
  );
}

function told(document: vscode.TextDocument): string {
  return JSON.stringify(findingsIn(document).map((each) => [ruleOf(each), document.getText(each.range)]));
}

/** Replaces the first occurrence of a text, as typing over a selection would. */
export async function replace(editor: vscode.TextEditor, what: string, by: string): Promise<void> {
  const at = editor.document.getText().indexOf(what);
  assert.notEqual(at, -1, `${what} is in the document`);
  const range = new vscode.Range(editor.document.positionAt(at), editor.document.positionAt(at + what.length));
  assert.ok(await editor.edit((edit) => edit.replace(range, by)));
}

/** Throws away what a test has typed. */
export async function revertAll(): Promise<void> {
  for (const document of vscode.workspace.textDocuments) {
    if (!document.isDirty) continue;
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand("workbench.action.files.revert");
  }
  await vscode.commands.executeCommand("workbench.action.closeAllEditors");
}

export async function codeActions(document: vscode.TextDocument, range: vscode.Range): Promise<vscode.CodeAction[]> {
  return await vscode.commands.executeCommand<vscode.CodeAction[]>(
    "vscode.executeCodeActionProvider",
    document.uri,
    range,
    undefined,
    20,
  );
}
