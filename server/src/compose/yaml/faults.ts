/** What is wrong with a text of YAML, as go-yaml tells it apart. */
export type YamlFault =
  | SyntaxFault
  /** `top`: whether it is one of the document's own keys, and not inside of one. */
  | { readonly kind: "repeated-key"; readonly name: string; readonly top: boolean }
  /** A tag that a value does not fit. */
  | { readonly kind: "tag"; readonly words: string }
  | { readonly kind: "merge" }
  /** A map or a list in the place of a key; `tag` and `shown` as go-yaml shows it. */
  | { readonly kind: "odd-key"; readonly tag: "!!map" | "!!seq"; readonly shown: string; readonly top: boolean }
  /** An alias below another one of the same anchor, by their paths from the top of the document. */
  | { readonly kind: "alias-cycle"; readonly path: string; readonly before: string }
  | { readonly kind: "unknown-anchor" | "anchor-in-itself"; readonly name: string }
  /** `!reset` at the top takes the whole document away; Compose then crashes. */
  | { readonly kind: "all-taken-away" }
  /** Deeper than this program reads; Compose has no such limit. */
  | { readonly kind: "too-deep" };

/** A fault with the lines that go-yaml names. */
export interface PlacedFault {
  readonly fault: YamlFault;
  /** Null where it names none. */
  readonly line: number | null;
  /** Of a key that stands twice: the line where it stands first. */
  readonly since: number | null;
}

/** What its scanner or parser stumbles over, in its words. Lines are those of the text that was parsed, counted from 0. */
export interface SyntaxFault {
  readonly kind: "syntax";
  readonly words: string;
  /** The line on which begins what it was reading; null where it does not say. */
  readonly context: number | null;
  /** The line on which it stumbles. */
  readonly problem: number;
  /** From which number its messages count lines: 1 in its scanner, 0 in its parser. */
  readonly counted: 0 | 1;
}

/** What Compose tells at once. */
export interface ToldTogether {
  readonly told: readonly PlacedFault[];
  /** How many more there are, which are not listed here. */
  readonly more: number;
}
