import assert from "node:assert/strict";
import * as vscode from "vscode";
import { canary } from "../fixtures.js";
import { until } from "../until.js";
import { findingOn, open, revertAll, workspacePath } from "./editor.js";

describe("Around the findings", () => {
  afterEach(revertAll);

  it("explains a variable on hover, without a secret", async () => {
    const { document } = await open("bare-names/.env");
    await findingOn(document, "tls-port-mismatch", "true");
    for (const name of ["SMTP_HOST_PORT", "SMTP_USER_PWD"]) {
      const at = document.positionAt(document.getText().indexOf(name) + 2);
      const text = await until(`a hover on ${name}`, async () => {
        const hovers = await vscode.commands.executeCommand<vscode.Hover[]>("vscode.executeHoverProvider", document.uri, at);
        return hovers
          .flatMap(({ contents }) => contents)
          .map((part) => (typeof part === "string" ? part : part.value))
          .find((part) => part.includes(name));
      });
      assert.ok(!text.includes(canary), `no password in the hover of ${name}`);
    }
  });

  it("puts Test SMTP over the service", async () => {
    const { document } = await open("two-services/compose.yml");
    const lenses = await until("two code lenses", async () => {
      const all = await vscode.commands.executeCommand<vscode.CodeLens[]>("vscode.executeCodeLensProvider", document.uri, 20);
      const ours = all.filter(({ command }) => command?.command === "plausibleMail.testSmtp");
      return ours.length === 2 && ours;
    });
    const services = lenses.map(({ command, range }) => [document.lineAt(range.start.line).text.trim(), command?.arguments?.[1]]);
    assert.deepEqual(services.sort(), [
      ["stats-old:", "stats-old"],
      ["stats:", "stats"],
    ]);
    for (const { command } of lenses)
      assert.equal(vscode.Uri.parse(command?.arguments?.[0]).fsPath, workspacePath("two-services/compose.yml"));
  });

  it("changes a severity by a setting", async () => {
    const { document } = await open("in-place/compose.yml");
    await findingOn(document, "tls-port-mismatch", "true");
    const settings = vscode.workspace.getConfiguration("plausibleMail");
    await settings.update("rules", { "tls-port-mismatch": "info" }, vscode.ConfigurationTarget.Workspace);
    try {
      await until("the severity of the setting", async () => {
        const finding = await findingOn(document, "tls-port-mismatch", "true");
        return finding.severity === vscode.DiagnosticSeverity.Information;
      });
    } finally {
      await settings.update("rules", undefined, vscode.ConfigurationTarget.Workspace);
    }
  });

  it("speaks the language of its setting at once, in findings and pages", async () => {
    const { document } = await open("in-place/compose.yml");
    const isChinese = (wanted: boolean) =>
      until(wanted ? "Chinese" : "English", async () => {
        const { message } = await findingOn(document, "tls-port-mismatch", "true");
        return /[\u4e00-\u9fff]/.test(message) === wanted;
      });
    const settings = vscode.workspace.getConfiguration("plausibleMail");
    const speak = (language?: string) => settings.update("language", language, vscode.ConfigurationTarget.Global);
    await isChinese(false);
    try {
      await speak("zh-cn");
      await isChinese(true);
      const page = vscode.Uri.parse("plausible-mail-docs:/docs/rules/port-25.md");
      assert.match((await vscode.workspace.openTextDocument(page)).getText(), /[\u4e00-\u9fff]/);
      // One change right after the other.
      await speak("en");
      await speak("zh-cn");
    } finally {
      await speak(undefined);
    }
    await isChinese(false);
  });

  it("has a title in every command and a text in every setting", () => {
    const manifest = vscode.extensions.getExtension("plausible-mail.plausible-mail")?.packageJSON;
    const texts: string[] = [
      ...manifest.contributes.commands.map(({ title }: { title: string }) => title),
      ...Object.values<{ markdownDescription: string }>(manifest.contributes.configuration.properties).map(
        (each) => each.markdownDescription,
      ),
    ];
    for (const text of texts) assert.match(text, /^[^%]+$/);
  });
});
