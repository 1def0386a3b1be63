import { TextDocument, type TextDocumentContentChangeEvent } from "vscode-languageserver-textdocument";
import type { FilePath } from "../../base/text.js";
import { type PositionEncoding, Positions } from "./positions.js";
import { toFilePath } from "./uris.js";

/** A document that the client has open; its text is what counts, whatever the disk says. */
export class OpenDocument {
  readonly uri: string;
  readonly path: FilePath;
  readonly positions: Positions;
  readonly #document: TextDocument;
  #changed = false;

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
      if (!("range" in change)) {
        TextDocument.update(this.#document, [{ text: change.text }], version);
        continue;
      }
      const range = { start: this.positions.toUtf16(change.range.start), end: this.positions.toUtf16(change.range.end) };
      TextDocument.update(this.#document, [{ range, text: change.text }], version);
    }
    this.#changed ||= changes.length > 0;
  }

  /** Whether something has happened since the last call. */
  takeChange(): boolean {
    const changed = this.#changed;
    this.#changed = false;
    return changed;
  }
}
