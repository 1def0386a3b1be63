/** What is wrong with a text of YAML, as go-yaml tells it apart. */
export type YamlFault =
  /** What its scanner stumbles over. */
  | { readonly kind: "scanner"; readonly words: ScannerWords }
  /** What its parser stumbles over. */
  | { readonly kind: "parser"; readonly words: ParserWords }
  /** A text or a bracket that is never closed. */
  | { readonly kind: "unclosed"; readonly opener: '"' | "'" | "[" | "{" }
  /** A text behind a value that has ended. */
  | { readonly kind: "stray" }
  | { readonly kind: "repeated-key"; readonly name: string }
  /** A tag that a value does not fit. */
  | { readonly kind: "tag"; readonly words: string }
  | { readonly kind: "merge" }
  | { readonly kind: "unknown-anchor" | "anchor-in-itself"; readonly name: string }
  /** Deeper than this program reads; Compose has no such limit. */
  | { readonly kind: "too-deep" }
  /** Anything else, in words that go behind its line. */
  | { readonly kind: "other"; readonly words: string };

export type ParserWords =
  | "did not find expected node content"
  | "did not find expected key"
  | "did not find expected '-' indicator";

export type ScannerWords =
  | "found character that cannot start any token"
  | "found unknown escape character"
  | "did not find expected comment or line break"
  | "mapping values are not allowed in this context"
  | "block sequence entries are not allowed in this context"
  | "did not find expected alphabetic or numeric character"
  | "did not find expected whitespace or line break"
  | "could not find expected ':'";
