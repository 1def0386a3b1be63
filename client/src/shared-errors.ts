import { type Diagnostic, DiagnosticSeverity, type Disposable, EventEmitter, languages, type Range, type Uri } from "vscode";

/** What our own findings are published under. */
export const ownSource = "plausible-mail";

/**
 * Our finding that a file can't be read, beside another extension's error in the same line (YAML, Docker): theirs is enough,
 * and ours is left out as long as it is there.
 */
export class SharedErrors {
  /** Where our errors stand, shown or not, and which of them are left out. */
  readonly #found = new Map<string, { readonly ranges: readonly Range[]; readonly hidden: string }>();
  /** The files that can't be read, or not to their end. */
  readonly #broken = new Set<string>();
  readonly #onBroken = new EventEmitter<Uri>();
  /** A file that could be read can't be any more, or can again. */
  readonly onBroken = this.#onBroken.event;
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
    const key = uri.toString();
    const isBroken = items.some(isUnreadable);
    if (isBroken !== this.#broken.has(key)) {
      if (isBroken) this.#broken.add(key);
      else this.#broken.delete(key);
      this.#onBroken.fire(uri);
    }
    const ranges = items.filter(isShared).map(({ range }) => range);
    if (ranges.length === 0) this.#found.delete(key);
    else this.#found.set(key, { ranges, hidden: hiddenOf(uri, ranges) });
    return items.filter((item) => !isShared(item) || !isSaidElsewhere(uri, item.range));
  }

  /** Whether a file can't be read, whoever says so. */
  isBroken(uri: Uri): boolean {
    return this.#broken.has(uri.toString());
  }

  dispose(): void {
    this.#onBroken.dispose();
    this.#subscription.dispose();
  }
}

function hiddenOf(uri: Uri, ranges: readonly Range[]): string {
  return ranges.map((range) => (isSaidElsewhere(uri, range) ? "hidden" : "shown")).join();
}

/** An error of Compose's, which others find too; our own limits are warnings, and nobody else tells of them. */
function isShared(item: Diagnostic): boolean {
  return isUnreadable(item) && item.severity === DiagnosticSeverity.Error;
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
