import assert from "node:assert/strict";
import * as vscode from "vscode";
import { canary } from "../fixtures.js";
import { until } from "../until.js";
import { findingOn, noFindingOf, open, replace, revertAll } from "./editor.js";

/** Completions at the end of the first occurrence of a text. */
async function completionsAfter(document: vscode.TextDocument, text: string): Promise<vscode.CompletionItem[]> {
  const at = document.positionAt(document.getText().indexOf(text) + text.length);
  const list = await vscode.commands.executeCommand<vscode.CompletionList>(
    "vscode.executeCompletionItemProvider",
    document.uri,
    at,
    undefined,
    100,
  );
  return list.items;
}

const labelOf = ({ label }: vscode.CompletionItem) => (typeof label === "string" ? label : label.label);

describe("While the settings are written", () => {
  afterEach(revertAll);

  it("offers names that are missing, then their values", async () => {
    const editor = await open("typing/compose.yml");
    await replace(editor, "      - SMTP_HOST_PORT=587\n", "      - \n");
    const name = await until("SMTP_HOST_PORT among the names", async () =>
      (await completionsAfter(editor.document, "smtp.zoo.example\n      - ")).find((item) => labelOf(item) === "SMTP_HOST_PORT"),
    );
    assert.equal(name.command?.command, "editor.action.triggerSuggest", "the values are offered next");
    assert.match(String(name.detail), /587/);
    await replace(editor, "      - \n", "      - SMTP_HOST_PORT=\n");
    await until("587 among the values", async () =>
      (await completionsAfter(editor.document, "SMTP_HOST_PORT=")).some((item) => labelOf(item) === "587"),
    );
  });

  it("shows what a bare name becomes, and no secret", async () => {
    const { document } = await open("bare-names/compose.yml");
    const whole = new vscode.Range(0, 0, document.lineCount, 0);
    const hints = await until("hints", async () => {
      const found = await vscode.commands.executeCommand<vscode.InlayHint[]>(
        "vscode.executeInlayHintProvider",
        document.uri,
        whole,
      );
      return found.length > 0 && found;
    });
    const texts = hints.map(({ label }) => (typeof label === "string" ? label : label.map(({ value }) => value).join("")));
    assert.ok(texts.includes("= smtp.zoo.example (.env:6)"), texts.join(" | "));
    assert.ok(texts.some((text) => text.startsWith("••••••")));
    assert.ok(!texts.join().includes(canary));
  });

  it("finds the uses of a line of .env, and renames it", async () => {
    const { document } = await open("disk/.env");
    const at = new vscode.Position(0, 1);
    const uses = await until("two places", async () => {
      const found = await vscode.commands.executeCommand<vscode.Location[]>("vscode.executeReferenceProvider", document.uri, at);
      return found.length === 2 && found;
    });
    assert.ok(uses.some(({ uri }) => uri.path.endsWith("disk/compose.yml")));
    const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
      "vscode.executeDocumentRenameProvider",
      document.uri,
      at,
      "TLS_FLAG",
    );
    assert.equal(edit.entries().length, 2);
  });

  it("says nothing of an entry that is being written until a moment has passed", async () => {
    const editor = await open("typing/compose.yml");
    await noFindingOf(editor.document, "tls-port-mismatch");
    const at = editor.document.getText().indexOf("      - SMTP_HOST_PORT");
    const position = editor.document.positionAt(at);
    editor.selection = new vscode.Selection(position, position);
    await editor.edit((edit) => edit.insert(position, "      - SMTP_HOST_PROT=587\n"));
    await findingOn(editor.document, "unknown-variable", "SMTP_HOST_PROT");
  });

  it("opens the page of a finding rendered, from the package", async () => {
    const { document } = await open("in-place/compose.yml");
    const { code } = await findingOn(document, "tls-port-mismatch", "true");
    assert.ok(typeof code === "object");
    assert.equal(code.target.scheme, "plausible-mail-docs");
    await vscode.commands.executeCommand("plausibleMail.openDocs", "tls-port-mismatch");
    await until("a preview", () =>
      vscode.window.tabGroups.all.some(({ tabs }) => tabs.some(({ label }) => /tls-port-mismatch/.test(label))),
    );
    const page = vscode.Uri.parse("plausible-mail-docs:/docs/test-smtp/auth-refused.md");
    const text = (await vscode.workspace.openTextDocument(page)).getText();
    assert.match(text, /^# auth-refused\n/);
    assert.ok(!text.includes("login-disabled\n\n"), "its own section alone");
  });
});
