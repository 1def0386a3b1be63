import {
  CodeLens,
  type CodeLensProvider,
  env,
  l10n,
  languages,
  Range,
  type TextDocument,
  type TextDocumentContentProvider,
  Uri,
  ViewColumn,
  window,
  workspace,
} from "vscode";
import type { OfferedEdit, ServiceInfo } from "../../../server/src/protocol.js";

/** The scheme of reports about what runs. */
export const reportScheme = "plausible-mail-report";

/** So many are remembered, the last ones. */
const remembered = 10;

interface Report {
  readonly text: string;
  /** Null: nothing to press. */
  readonly buttons: { readonly target: ServiceInfo; readonly cure: OfferedEdit | null } | null;
}

/** The doctor's reports and comparisons as documents; over a report stand its buttons. */
export class Reports implements TextDocumentContentProvider, CodeLensProvider {
  readonly #reports = new Map<string, Report>();
  #count = 0;

  provideTextDocumentContent(uri: Uri): string {
    return this.#reports.get(uri.toString())?.text ?? l10n.t("This report is gone. Run the command again.");
  }

  provideCodeLenses({ uri }: TextDocument): CodeLens[] {
    const buttons = this.#reports.get(uri.toString())?.buttons ?? null;
    if (buttons === null) return [];
    const { target, cure } = buttons;
    const at = new Range(0, 0, 0, 0);
    const again = { title: l10n.t("Diagnose Again"), command: "plausibleMail.diagnose", arguments: [target.uri, target.service] };
    const copy = { title: l10n.t("Copy Report"), command: "plausibleMail.copyReport", arguments: [uri.toString()] };
    const fix =
      cure === null ? [] : [{ title: cure.title, command: "plausibleMail.applyReportFix", arguments: [uri.toString()] }];
    return [...fix, again, copy].map((command) => new CodeLens(at, command));
  }

  /** A diagnosis in Markdown, as it may be pasted into an issue. */
  async show(text: string, target: ServiceInfo, cure: OfferedEdit | null): Promise<void> {
    const uri = this.#keep(l10n.t("Diagnosis of {0}", target.service), "md", { text, buttons: { target, cure } });
    await open(uri, "markdown");
  }

  async showComparison(text: string, target: ServiceInfo): Promise<void> {
    await open(this.#keep(l10n.t("{0}: files and container", target.service), "txt", { text, buttons: null }), "plaintext");
  }

  /** The edit that a report names first; null: there is none. */
  cureOf(uri: unknown): OfferedEdit | null {
    return this.#reports.get(String(uri))?.buttons?.cure ?? null;
  }

  async copy(uri: unknown): Promise<void> {
    const report = this.#reports.get(String(uri));
    if (report === undefined) return;
    await env.clipboard.writeText(report.text);
    window.setStatusBarMessage(l10n.t("Copied."), 3000);
  }

  #keep(name: string, ending: string, report: Report): Uri {
    this.#count += 1;
    const uri = Uri.from({ scheme: reportScheme, path: `/${name} ${this.#count}.${ending}` });
    this.#reports.set(uri.toString(), report);
    for (const old of [...this.#reports.keys()].slice(0, -remembered)) this.#reports.delete(old);
    return uri;
  }
}

async function open(uri: Uri, language: string): Promise<void> {
  const document = await languages.setTextDocumentLanguage(await workspace.openTextDocument(uri), language);
  await window.showTextDocument(document, { viewColumn: ViewColumn.Beside, preview: false });
}
