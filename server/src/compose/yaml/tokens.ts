import type { Directive, ScannedTag } from "./scan-tags.js";
import type { Mark } from "./text-cursor.js";

/** A piece of YAML that go-yaml's scanner finds, with the marks of its beginning and the offset of its end. */
export type Token = { readonly start: Mark; readonly end: number } & (
  | { readonly type: PlainTokenType }
  | { readonly type: "directive"; readonly directive: Directive }
  | { readonly type: "alias" | "anchor"; readonly name: string }
  | { readonly type: "tag"; readonly tag: ScannedTag }
  | { readonly type: "scalar"; readonly text: string; readonly style: "plain" | "single" | "double" | "block" }
);

export type TokenType = Token["type"];

type PlainTokenType =
  | "document-start"
  | "document-end"
  | "sequence-start"
  | "map-start"
  | "block-end"
  | "flow-sequence-start"
  | "flow-sequence-end"
  | "flow-map-start"
  | "flow-map-end"
  | "entry"
  | "flow-entry"
  | "key"
  | "value"
  | "stream-end"
  /** The scanner stumbled: nothing more comes. */
  | "stop";

export type { PlainTokenType };
