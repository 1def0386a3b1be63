import {
  type CompletionItem,
  CompletionItemKind,
  type Diagnostic,
  type Event,
  type Hover,
  MarkdownString,
  type TextDocument,
  type TextDocumentChangeEvent,
  Uri,
  window,
  workspace,
} from "vscode";
import { type BaseLanguageClient, DocumentDiagnosticRequest, type Middleware } from "vscode-languageclient";
import { openDocsCommand, pageLink, pageUri, ruleOfPage, rulePages } from "./rule-pages.js";
import { ownSource, SharedErrors } from "./shared-errors.js";

/** In a map, a name without its colon is no YAML. */
const unreadable = "compose-error";

/** What is said of an entry that is being written: true of the text, and no news to whoever types it. */
const unfinished: ReadonlySet<string> = new Set([
  unreadable,
  "unknown-variable",
  "empty-value",
  "empty-credentials",
  "malformed-entry",
  "malformed-host",
  "unresolvable-relay",
  "host-typo",
  "invalid-integer",
  "invalid-boolean",
  "invalid-sender",
  "provider-credentials",
  "dollar-interpolation",
  "unknown-adapter",
  "unresolved-variable",
]);

/** An unfinished entry of it makes the ones around it wrong, too: the key above has no map any more. */
const configFile = /\/\.plausible-mail\.yml$/;

/** After so many milliseconds without a keystroke an entry counts as finished. */
const pause = 1000;

/** A document that somebody types in. */
interface Typing {
  readonly line: number;
  readonly timer: ReturnType<typeof setTimeout>;
}

/**
 * What VS Code knows and the server does not: where the cursor is, that pages open as previews, and that a list of values
 * may follow a name at once.
 */
export class EditorManners {
  readonly middleware: Middleware;
  #client: BaseLanguageClient | undefined;
  readonly #typing = new Map<string, Typing>();
  /** Documents whose findings are not all shown. */
  readonly #held = new Set<string>();
  readonly #subscriptions: { dispose(): unknown }[];
  readonly #shared = new SharedErrors((uri) => {
    const document = workspace.textDocuments.find((each) => each.uri.toString() === uri.toString());
    if (document === undefined) return;
    this.#held.add(uri.toString());
    this.#askAgain(document);
  });

  constructor() {
    this.#subscriptions = [
      workspace.onDidChangeTextDocument((event) => this.#typed(event)),
      window.onDidChangeTextEditorSelection(({ textEditor: { document }, selections }) => {
        const typing = this.#typing.get(document.uri.toString());
        if (typing !== undefined && !selections.some(({ active }) => active.line === typing.line)) this.#finished(document);
      }),
    ];
    this.middleware = {
      provideDiagnostics: async (document, previous, token, next) => {
        const uri = document instanceof Uri ? document : document.uri;
        const key = uri.toString();
        // What was held back is in no former answer.
        const report = await next(document, this.#held.has(key) ? undefined : previous, token);
        if (report == null || report.kind !== "full") return report;
        const shown = this.#shared.shown(uri, report.items).filter((each) => !this.#isPremature(uri, each));
        if (shown.length < report.items.length) this.#held.add(key);
        else this.#held.delete(key);
        for (const related of Object.values(report.relatedDocuments ?? {})) {
          if (related.kind === "full") related.items = related.items.map(withPage);
        }
        return { ...report, items: shown.map(withPage) };
      },
      handleDiagnostics: (uri, diagnostics, next) => next(uri, diagnostics.map(withPage)),
      provideCompletionItem: async (document, position, context, token, next) => {
        const found = await next(document, position, context, token);
        for (const item of Array.isArray(found) ? found : (found?.items ?? [])) suggestValues(item);
        return found;
      },
      provideHover: async (document, position, token, next) => withPageLinks(await next(document, position, token)),
      provideDocumentLinks: async (document, token, next) => {
        const links = await next(document, token);
        for (const link of links ?? []) {
          const rule = link.target === undefined ? null : ruleOfPage(link.target.toString());
          if (rule !== null) link.target = pageLink(rule);
        }
        return links;
      },
    };
  }

  /** The client that asks for findings. */
  attach(client: BaseLanguageClient): void {
    this.#client = client;
  }

  /** Fires when a file can't be read any more, or can again. */
  get onBroken(): Event<Uri> {
    return this.#shared.onBroken;
  }

  /** Whether a file can't be read just now. */
  isBroken(uri: Uri): boolean {
    return this.#shared.isBroken(uri);
  }

  dispose(): void {
    this.#shared.dispose();
    for (const { dispose } of this.#subscriptions) dispose();
    for (const { timer } of this.#typing.values()) clearTimeout(timer);
  }

  #typed({ document, contentChanges }: TextDocumentChangeEvent): void {
    const key = document.uri.toString();
    const last = contentChanges.at(-1);
    const editor = window.activeTextEditor;
    if (last === undefined || editor?.document !== document) return;
    clearTimeout(this.#typing.get(key)?.timer);
    const line = last.range.start.line + (last.text.match(/\n/g)?.length ?? 0);
    this.#typing.set(key, { line, timer: setTimeout(() => this.#finished(document), pause) });
  }

  #finished(document: TextDocument): void {
    const key = document.uri.toString();
    clearTimeout(this.#typing.get(key)?.timer);
    this.#typing.delete(key);
    if (this.#held.has(key)) this.#askAgain(document);
  }

  #askAgain(document: TextDocument): void {
    const feature = this.#client?.getFeature(DocumentDiagnosticRequest.method);
    feature?.getProvider(document)?.onDidChangeDiagnosticsEmitter.fire();
  }

  #isPremature(uri: Uri, { code, range: { start, end } }: Diagnostic): boolean {
    const typing = this.#typing.get(uri.toString());
    if (typing === undefined) return false;
    if (configFile.test(uri.path)) return start.line - 1 <= typing.line && typing.line <= end.line + 1;
    const rule = String(typeof code === "object" ? code.value : code);
    if (!unfinished.has(rule)) return false;
    // An unfinished first entry makes the one below it unreadable.
    const first = rule === unreadable ? start.line - 1 : start.line;
    return first <= typing.line && typing.line <= end.line;
  }
}

/** The page of a finding is ours; that of a test has what it said. A command would do nothing in hovers and in Go to Next Problem. */
export function withPage(diagnostic: Diagnostic): Diagnostic {
  const { code, source, message } = diagnostic;
  if (typeof code !== "object" || source !== ownSource) return diagnostic;
  const said = String(code.value).startsWith("test-smtp/") ? message : undefined;
  diagnostic.code = { value: code.value, target: pageUri(String(code.value), said) };
  return diagnostic;
}

/** VS Code follows no address of ours from a hover, but a command that it is told to trust there. */
function withPageLinks(hover: Hover | null | undefined): Hover | null | undefined {
  for (const content of hover?.contents ?? []) {
    if (!(content instanceof MarkdownString) || !content.value.includes(`](${rulePages}`)) continue;
    content.value = content.value.replace(/(?<=\]\()[^)\s]+(?=\))/g, (address) => {
      const rule = ruleOfPage(address);
      return rule === null ? address : pageLink(rule).toString();
    });
    content.isTrusted = { enabledCommands: [openDocsCommand] };
  }
  return hover;
}

/** After `NAME=` the values are the next thing to choose. */
function suggestValues(item: CompletionItem): void {
  const text = typeof item.insertText === "string" ? item.insertText : (item.insertText?.value ?? "");
  if (item.kind !== CompletionItemKind.Property || !/(?:=|: )$/.test(text) || item.command !== undefined) return;
  item.command = { title: "", command: "editor.action.triggerSuggest" };
}
