import { l10n, Uri, window, workspace } from "vscode";
import { type LanguageClient, TextDocumentEdit, type WorkspaceEdit } from "vscode-languageclient/node";

/** Applies a cure and shows where; false (and said) when the text is no longer the one that was tested. */
export async function applyCure(client: LanguageClient, cure: WorkspaceEdit): Promise<boolean> {
  const edit = isCurrent(cure) ? await client.protocol2CodeConverter.asWorkspaceEdit(cure) : undefined;
  if (edit === undefined || !(await workspace.applyEdit(edit))) {
    await window.showWarningMessage(l10n.t("The file has changed since the test, so nothing was changed. Test again."));
    return false;
  }
  const [first] = edit.entries();
  if (first !== undefined) {
    const [uri, edits] = first;
    const selection = edits[0]?.range;
    await window.showTextDocument(uri, selection === undefined ? {} : { selection });
  }
  return true;
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
