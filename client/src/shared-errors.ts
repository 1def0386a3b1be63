import { type Diagnostic, DiagnosticSeverity, type Disposable, languages, type Range, type Uri } from "vscode";

/** What our own findings are published under. */
export const ownSource = "plausible-mail";

/**
 * Our finding that a file can't be read, beside another extension's error in the same line (YAML, Docker): theirs is enough,
 * and ours is left out as long as it is there.
 */
export class SharedErrors {
  /** Where our finding stands, shown or not, and which of them are left out. */
  readonly #found = new Map<string, { readonly ranges: readonly Range[]; readonly hidden: string }>();
  readonly #subscription: Disposable;

  /** `onChange`: other extensions say something else now, so what is shown of a file is to be asked for again. */
  constructor(onChange: (uri: Uri) => void) {
    this.#subscription = languages.onDidChangeDiagnostics(({ uris }) => {
      for (const uri of uris) {
        const found = this.#found.get(uri.toString());
        if (found !== undefined && found.hidden !== hiddenOf(uri, found.ranges)) onChange(uri);
      }
    });
  }

  /** Those of our findings in a file that are shown. */
  shown(uri: Uri, items: readonly Diagnostic[]): Diagnostic[] {
    const ranges = items.filter(isUnreadable).map(({ range }) => range);
    if (ranges.length === 0) this.#found.delete(uri.toString());
    else this.#found.set(uri.toString(), { ranges, hidden: hiddenOf(uri, ranges) });
    return items.filter((item) => !isUnreadable(item) || !isSaidElsewhere(uri, item.range));
  }

  /** Whether a file can't be read, whoever says so. */
  isBroken(uri: Uri): boolean {
    return this.#found.has(uri.toString());
  }

  dispose(): void {
    this.#subscription.dispose();
  }
}

function hiddenOf(uri: Uri, ranges: readonly Range[]): string {
  return ranges.map((range) => (isSaidElsewhere(uri, range) ? "hidden" : "shown")).join();
}

function isUnreadable({ source, code }: Diagnostic): boolean {
  return source === ownSource && (typeof code === "object" ? code.value : code) === "compose-error";
}

function isSaidElsewhere(uri: Uri, { start, end }: Range): boolean {
  return languages.getDiagnostics(uri).some(({ source, severity, range }) => {
    const here = range.start.line <= end.line && start.line <= range.end.line;
    return here && source !== ownSource && severity === DiagnosticSeverity.Error;
  });
}
