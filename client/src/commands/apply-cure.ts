import { l10n, Position, Range, type TextEdit, Uri, WorkspaceEdit, window, workspace } from "vscode";
import {
  type BaseLanguageClient,
  CreateFile,
  type WorkspaceEdit as LspWorkspaceEdit,
  TextDocumentEdit,
} from "vscode-languageclient";

/** Applies a cure and shows where; false (and said: `stale`) when the text is no longer the one that it was made for. */
export async function applyCure(client: BaseLanguageClient, cure: LspWorkspaceEdit, stale: string): Promise<boolean> {
  const edit = isCurrent(cure) ? await asEdit(client, cure) : undefined;
  if (edit === undefined || !(await workspace.applyEdit(edit))) {
    await window.showWarningMessage(stale);
    return false;
  }
  const first = cure.documentChanges?.find((change) => TextDocumentEdit.is(change));
  if (first !== undefined) {
    const uri = Uri.parse(first.textDocument.uri);
    await window.showTextDocument(uri, { selection: changedRange(edit.get(uri)) });
  }
  return true;
}

/** The same of a fix that nothing else follows: says what makes the container take it. */
export async function applyFix(client: BaseLanguageClient, fix: LspWorkspaceEdit, stale: string): Promise<void> {
  if (!(await applyCure(client, fix, stale))) return;
  const next = l10n.t("Changed. Save, then run docker compose up -d: a restart doesn't read the new values.");
  void window.showInformationMessage(next);
}

/**
 * As VS Code has it. A new file has its text from the start: as an edit that is not saved it would stand empty on the disk,
 * where the server reads what it is sent no document of.
 */
async function asEdit(client: BaseLanguageClient, { documentChanges = [] }: LspWorkspaceEdit): Promise<WorkspaceEdit> {
  const fresh = new Set(documentChanges.filter((change) => CreateFile.is(change)).map(({ uri }) => uri));
  const edit = new WorkspaceEdit();
  const others: TextDocumentEdit[] = [];
  for (const change of documentChanges.filter((each) => TextDocumentEdit.is(each))) {
    const { uri } = change.textDocument;
    if (!fresh.has(uri)) others.push(change);
    else {
      const text = change.edits.map((each) => ("newText" in each ? each.newText : "")).join("");
      edit.createFile(Uri.parse(uri), { contents: new TextEncoder().encode(text) });
    }
  }
  const changes = await client.protocol2CodeConverter.asWorkspaceEdit({ documentChanges: others });
  for (const [uri, edits] of changes.entries()) edit.set(uri, edits);
  return edit;
}

/** Where the first change stands afterwards. */
function changedRange([first]: readonly TextEdit[]): Range {
  const start = first?.range.start ?? new Position(0, 0);
  const text = first?.newText ?? "";
  return text.includes("\n") ? new Range(start, start) : new Range(start, start.translate(0, text.length));
}

/** Whether each open document still has the version that the edit was made for. */
function isCurrent({ documentChanges = [] }: LspWorkspaceEdit): boolean {
  return documentChanges.every((change) => {
    if (!TextDocumentEdit.is(change) || change.textDocument.version === null) return true;
    const uri = Uri.parse(change.textDocument.uri).toString();
    const open = workspace.textDocuments.find((document) => document.uri.toString() === uri);
    return open === undefined || open.version === change.textDocument.version;
  });
}
