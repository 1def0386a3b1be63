import { TextDocument, type TextDocumentContentChangeEvent } from "vscode-languageserver-textdocument";
import type { FilePath, Span } from "../../base/text.js";
import { type PositionEncoding, Positions } from "./positions.js";
import { toFilePath } from "./uris.js";

/** One replacement in a text, as it happened: `start` and `end` count in `before`. */
export interface DocumentChange extends Span {
  readonly before: string;
  readonly newText: string;
}

/** A document that the client has open; its text is what counts, whatever the disk says. */
export class OpenDocument {
  readonly uri: string;
  readonly path: FilePath;
  readonly positions: Positions;
  readonly #document: TextDocument;
  #changes: DocumentChange[] = [];

  constructor(uri: string, languageId: string, version: number, text: string, encoding: PositionEncoding) {
    this.uri = uri;
    this.path = toFilePath(uri);
    this.#document = TextDocument.create(uri, languageId, version, text);
    this.positions = new Positions(this.#document, encoding);
  }

  get languageId(): string {
    return this.#document.languageId;
  }

  get version(): number {
    return this.#document.version;
  }

  get text(): string {
    return this.#document.getText();
  }

  /** Applies the changes of one `textDocument/didChange`, in order. */
  update(changes: readonly TextDocumentContentChangeEvent[], version: number): void {
    for (const change of changes) {
      const before = this.text;
      if (!("range" in change)) {
        this.#changes.push(differenceOf(before, change.text));
        TextDocument.update(this.#document, [{ text: change.text }], version);
        continue;
      }
      this.#changes.push({ ...this.positions.spanOf(change.range), before, newText: change.text });
      const range = { start: this.positions.toUtf16(change.range.start), end: this.positions.toUtf16(change.range.end) };
      TextDocument.update(this.#document, [{ range, text: change.text }], version);
    }
  }

  /** What happened since the last call. */
  takeChanges(): readonly DocumentChange[] {
    const changes = this.#changes;
    this.#changes = [];
    return changes;
  }
}

/** The smallest single change that makes one text of another. */
export function differenceOf(before: string, after: string): DocumentChange {
  let start = 0;
  const shorter = Math.min(before.length, after.length);
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start += 1;
  let tail = 0;
  while (tail < shorter - start && before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)) {
    tail += 1;
  }
  return { before, start, end: before.length - tail, newText: after.slice(start, after.length - tail) };
}
