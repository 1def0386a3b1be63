import { l10n, Position, Range, type TextEdit, Uri, window, workspace } from "vscode";
import { type BaseLanguageClient, TextDocumentEdit, type WorkspaceEdit } from "vscode-languageclient";

/** Applies a cure and shows where; false (and said: `stale`) when the text is no longer the one that it was made for. */
export async function applyCure(client: BaseLanguageClient, cure: WorkspaceEdit, stale: string): Promise<boolean> {
  const edit = isCurrent(cure) ? await client.protocol2CodeConverter.asWorkspaceEdit(cure) : undefined;
  if (edit === undefined || !(await workspace.applyEdit(edit))) {
    await window.showWarningMessage(stale);
    return false;
  }
  const [first] = edit.entries();
  if (first !== undefined) await window.showTextDocument(first[0], { selection: changedRange(first[1]) });
  return true;
}

/** The same of a fix that nothing else follows: says what makes the container take it. */
export async function applyFix(client: BaseLanguageClient, fix: WorkspaceEdit, stale: string): Promise<void> {
  if (!(await applyCure(client, fix, stale))) return;
  const next = l10n.t("Changed. Save, then run docker compose up -d: a restart doesn't read the new values.");
  void window.showInformationMessage(next);
}

/** Where the first change stands afterwards. */
function changedRange([first]: readonly TextEdit[]): Range {
  const start = first?.range.start ?? new Position(0, 0);
  const text = first?.newText ?? "";
  return text.includes("\n") ? new Range(start, start) : new Range(start, start.translate(0, text.length));
}

/** Whether each open document still has the version that the edit was made for. */
function isCurrent({ documentChanges = [] }: WorkspaceEdit): boolean {
  return documentChanges.every((change) => {
    if (!TextDocumentEdit.is(change) || change.textDocument.version === null) return true;
    const uri = Uri.parse(change.textDocument.uri).toString();
    const open = workspace.textDocuments.find((document) => document.uri.toString() === uri);
    return open === undefined || open.version === change.textDocument.version;
  });
}
