import type { Range } from "vscode-languageserver-types";
import type { FileContent } from "../../base/files.js";
import { type FilePath, SourceText } from "../../base/text.js";
import { type PositionEncoding, Positions } from "./positions.js";
import { toFilePath } from "./uris.js";

/** A change as a client sends it: a range of the text as the changes before have left it, or all of it. */
export interface DocumentChange {
  readonly range?: Range;
  readonly text: string;
}

/** A document that the client has open; its text is what counts, whatever the disk says. */
export class OpenDocument {
  readonly uri: string;
  readonly path: FilePath;
  readonly languageId: string;
  readonly positions: Positions;
  #version: number;
  #source: SourceText;
  #changed = false;

  constructor(uri: string, languageId: string, version: number, text: string, encoding: PositionEncoding) {
    this.uri = uri;
    this.path = toFilePath(uri);
    this.languageId = languageId;
    this.#version = version;
    this.#source = new SourceText(text);
    this.positions = new Positions(this, encoding);
  }

  get version(): number {
    return this.#version;
  }

  /** The text with its lines; another object after each change. */
  get source(): SourceText {
    return this.#source;
  }

  get text(): string {
    return this.#source.text;
  }

  /** What a reader of files finds. */
  get content(): FileContent & { readonly kind: "text" } {
    const { source } = this;
    return {
      kind: "text",
      // Asked for all of it, a text that was edited is copied.
      get text() {
        return source.text;
      },
      encoding: "utf-8",
      source,
    };
  }

  /** Applies the changes of one `textDocument/didChange`, in order. A range that ends before it begins is the one between its ends. */
  update(changes: readonly DocumentChange[], version: number): void {
    for (const { range, text } of changes) {
      if (range === undefined) this.#source = new SourceText(text);
      else {
        const { start, end } = this.positions.spanOf(range);
        this.#source = this.#source.edited({ start: Math.min(start, end), end: Math.max(start, end) }, text);
      }
    }
    this.#version = version;
    this.#changed ||= changes.length > 0;
  }

  /** Whether something has happened since the last call. */
  takeChange(): boolean {
    const changed = this.#changed;
    this.#changed = false;
    return changed;
  }
}
