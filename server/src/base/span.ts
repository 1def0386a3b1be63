/** A half-open range of UTF-16 code units in a text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Zero-based line and UTF-16 code unit in it, as in LSP. */
export interface Position {
  readonly line: number;
  readonly character: number;
}
