import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import * as vscode from "vscode";
import { until } from "../until.js";
import { codeActions, findingOn, findingsIn, noFindingOf, open, replace, revertAll, ruleOf, workspacePath } from "./editor.js";

describe("Findings while the user types", () => {
  afterEach(revertAll);

  it("shows the two mistakes of the bundled example, each in the file and on the text to change", async () => {
    const settings = (await open("example/.env")).document;
    await findingOn(settings, "tls-port-mismatch", "true");
    const compose = (await open("example/compose.yml")).document;
    const quotes = await until("literal-quotes in the compose file", () =>
      findingsIn(compose).find((each) => ruleOf(each) === "literal-quotes"),
    );
    assert.ok(compose.getText(quotes.range).includes("postmaster@blumenhof.example"));
  });

  it("underlines a value in .env, and tells which line of the compose file brings it in", async () => {
    const { document } = await open("bare-names/.env");
    const finding = await findingOn(document, "tls-port-mismatch", "true");
    assert.equal(finding.severity, vscode.DiagnosticSeverity.Error);
    const related = finding.relatedInformation ?? [];
    assert.ok(related.some(({ location }) => location.uri.fsPath === workspacePath("bare-names/compose.yml")));
  });

  it("underlines a value in the compose file", async () => {
    const { document } = await open("in-place/compose.yml");
    assert.equal(document.languageId, "dockercompose");
    await findingOn(document, "tls-port-mismatch", "true");
  });

  it("reads a compose file that is only YAML to VS Code", async () => {
    const { document } = await open("in-place/plausible.yaml");
    assert.equal(document.languageId, "yaml");
    await findingOn(document, "tls-port-mismatch", "true");
  });

  it("reads an env file of another name", async () => {
    const { document } = await open("env-file/plausible-conf.env");
    await findingOn(document, "tls-port-mismatch", "true");
  });

  it("shows the squiggle when SMTP_HOST_SSL_ENABLED=true is typed beside port 587, and takes it back", async () => {
    const editor = await open("typing/compose.yml");
    await until("no finding at first", () => findingsIn(editor.document).every((each) => ruleOf(each) !== "tls-port-mismatch"));
    await replace(editor, "      - SMTP_HOST_SSL_ENABLED=false", "      - SMTP_HOST_SSL_ENABLED=true");
    await findingOn(editor.document, "tls-port-mismatch", "true");
    await replace(editor, "SMTP_HOST_SSL_ENABLED=true", "SMTP_HOST_SSL_ENABLED=false");
    await noFindingOf(editor.document, "tls-port-mismatch");
  });

  it("cures it with the preferred fix, in the user's own style", async () => {
    const { document } = await open("bare-names/.env");
    const before = document.getText();
    const finding = await findingOn(document, "tls-port-mismatch", "true");
    const fixes = (await codeActions(document, finding.range)).filter(({ kind }) => kind?.value.startsWith("quickfix"));
    const preferred = fixes.find(({ isPreferred }) => isPreferred);
    assert.ok(preferred?.edit, `a preferred fix among ${fixes.map(({ title }) => title).join(" | ")}`);
    assert.ok(await vscode.workspace.applyEdit(preferred.edit));
    await noFindingOf(document, "tls-port-mismatch");
    assert.equal(document.getText(), before.replace("SSL_ENABLED=true", "SSL_ENABLED=false"));
  });

  it("notices a change of .env on disk while only the compose file is open", async () => {
    const file = workspacePath("disk/.env");
    const { document } = await open("disk/compose.yml");
    await noFindingOf(document, "tls-port-mismatch");
    writeFileSync(file, "FLAG=true\n");
    await until("a finding somewhere in the project", () =>
      vscode.languages
        .getDiagnostics()
        .some(([uri, all]) => uri.fsPath.includes("disk") && all.some((each) => ruleOf(each) === "tls-port-mismatch")),
    );
  });

  it("says nothing about compose files without Plausible, and nothing about YAML", async () => {
    const { document } = await open("other/compose.yml");
    await open("in-place/compose.yml").then(({ document: known }) => findingOn(known, "tls-port-mismatch", "true"));
    assert.deepEqual(findingsIn(document), []);
  });
});
