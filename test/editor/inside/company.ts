import assert from "node:assert/strict";
import * as vscode from "vscode";
import { until } from "../until.js";
import { findingsIn, open, replace, revertAll, ruleOf, workspacePath } from "./editor.js";

/** What another extension publishes, under its name. */
function published(source: string, uri: vscode.Uri, line: number): vscode.DiagnosticCollection {
  const collection = vscode.languages.createDiagnosticCollection(source);
  const diagnostic = new vscode.Diagnostic(new vscode.Range(line, 0, line, 20), "their own words");
  diagnostic.source = source;
  collection.set(uri, [diagnostic]);
  return collection;
}

describe("In company", () => {
  afterEach(revertAll);

  // Stand-ins for the YAML extension and Docker's: what counts is whose error stands in the line.
  for (const source of ["YAML", "docker-compose"]) {
    it(`leaves a file that can't be read to an error of ${source} in the same line`, async () => {
      const editor = await open("typing/compose.yml");
      const { document } = editor;
      await replace(editor, "    environment:\n", "    environment: [\n");
      const unreadable = () => findingsIn(document).filter((each) => ruleOf(each) === "compose-error");
      const [own] = await until("our own error", () => unreadable().length > 0 && unreadable());
      const { line } = own?.range.start ?? assert.fail();
      const elsewhere = published(source, document.uri, line === 0 ? document.lineCount - 1 : 0);
      const theirs = published(source, document.uri, line);
      await until("ours to go", () => unreadable().length === 0);
      theirs.dispose();
      await until("ours to come back", () => unreadable().length > 0);
      elsewhere.dispose();
      assert.equal(unreadable().length, 1);
    });
  }

  it("shows the problems of files that are not open, each once, and follows what is opened", async () => {
    const uri = vscode.Uri.file(workspacePath("in-place/compose.yml"));
    const ours = (of = uri) => vscode.languages.getDiagnostics(of).filter(({ source }) => source === "plausible-mail");
    const isThere = () => ours().filter((each) => ruleOf(each) === "tls-port-mismatch").length;
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    await vscode.commands.executeCommand("plausibleMail.lintAll");
    await until("the finding of a file that is not open", () => isThere() === 1);
    const env = vscode.Uri.file(workspacePath("bare-names/.env"));
    await until("that of a .env", () => ours(env).some((each) => ruleOf(each) === "tls-port-mismatch"));
    assert.deepEqual(ours(vscode.Uri.file(workspacePath("other/compose.yml"))), []);
    const editor = await open("in-place/compose.yml");
    await replace(editor, "SMTP_HOST_SSL_ENABLED=true", "SMTP_HOST_SSL_ENABLED=false");
    await until("the finding to go with the mistake", () => isThere() === 0);
    await replace(editor, "SMTP_HOST_SSL_ENABLED=false", "SMTP_HOST_SSL_ENABLED=true");
    await until("the finding once", () => isThere() === 1);
    await revertAll();
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    await until("the finding once more when it is closed", () => isThere() === 1);
  });
});
