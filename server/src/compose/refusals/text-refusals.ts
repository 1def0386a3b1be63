import type { FilePath, Location, SourceText } from "../../base/text.js";
import { type InterpolatedText, interpolate, type Lookup } from "../interpolate.js";
import type { Reason, Refusal } from "../reasons.js";
import { goTextOf } from "../service/go-print.js";
import type { Origin } from "../types.js";
import type { DocumentPiece } from "../yaml/document.js";
import { goTime } from "../yaml/go-types.js";
import type { GoLine } from "../yaml/go-yaml-words.js";
import type { YamlNode, YamlScalar } from "../yaml/nodes.js";
import {
  entriesOf,
  type Field,
  follow,
  isMergeKey,
  locate,
  locationOf,
  type PlacedText,
  type View,
} from "../yaml/placed-nodes.js";
import { resolveScalar, shortTag } from "../yaml/scalar.js";
import { textLocation } from "../yaml/scalar-span.js";
import { isReset, kindOf, type ValueKind, valueLocation } from "../yaml/value-kinds.js";
import { castProblem } from "./go-casts.js";
import { keyAt, topLevelKeys } from "./key-table.js";
import { strangeKeys } from "./schema-check.js";

/** Keys and item numbers that lead to a node. */
type Path = readonly (string | number)[];

/** Why Compose refuses the bytes of a file, in the words of go-yaml, which reads it for Compose. `encoding` as the file was read. */
export function textRefusals(file: FilePath, source: SourceText, encoding: "utf-8" | "utf-16" | "lossy"): Refusal[] {
  if (encoding !== "lossy") return [];
  const start = Math.max(source.text.indexOf("\ufffd"), 0);
  return [{ reason: { kind: "encoding" }, at: { file, start, end: start + 1 }, service: null }];
}

/**
 * Why Compose refuses the documents of a file by themselves: what is no map, keys that are no text, unknown keys, values
 * of a wrong kind, and texts anywhere that cannot be interpolated.
 * A document without pieces holds nothing.
 *
 * What a service says is judged when it is merged (`merge-refusals.ts`).
 */
export function documentRefusals(
  file: FilePath,
  documents: readonly (readonly DocumentPiece[])[],
  reading: TextReading & { readonly naming: boolean; readonly lineAt: GoLine },
): Refusal[] {
  const errors: Refusal[] = [];
  const refuse: Refuse = (reason, at) => errors.push({ reason, at, service: null });
  const start = { file, start: 0, end: 0 };
  for (const pieces of documents) {
    const odd = pieces.find(({ view }) => follow(view)?.node.kind !== "map");
    if (pieces.length === 0 || odd !== undefined) {
      const nameless = odd !== undefined && kindOf(odd.view.node) !== "null" && reading.naming && pieces === documents[0];
      if (nameless) refuse(noName(odd.view, "cli.named", reading.lineAt), locationOf(odd.view));
      else refuse({ kind: "top-level-not-a-map" }, odd === undefined ? start : locationOf(odd.view));
      continue;
    }
    if (reading.naming && pieces === documents[0]) checkName(pieces, reading.lineAt, refuse);
    for (const piece of pieces) walk(piece, reading, refuse);
    checkKeys(file, pieces, reading.lookup, refuse);
  }
  return errors;
}

/** Compose looks for the project's name before it does anything else. */
function checkName(pieces: readonly DocumentPiece[], lineAt: GoLine, refuse: Refuse): void {
  const name = fieldsAt(pieces, "").get("name")?.value ?? null;
  if (name !== null && name.node.kind !== "scalar") refuse(noName(name, "string", lineAt), locationOf(name));
  for (const { view, path } of pieces) {
    if (path.length > 0 || view.node.kind !== "map") continue;
    const odd = view.node.pairs.find(({ key }) => key.kind === "map" || key.kind === "sequence");
    if (odd !== undefined) refuse(noName({ part: view.part, node: odd.key }, "string", lineAt), locate(view.part, odd.key));
  }
}

function noName({ part, node }: View, into: "cli.named" | "string", lineAt: GoLine): Reason {
  const line = lineAt(part.base + node.start) + 1;
  const own = ownTag(node);
  const tag = own ?? (node.kind === "sequence" ? "!!seq" : node.kind === "map" ? "!!map" : shortTag(node));
  const text = node.kind === "scalar" ? node.text : own === null ? null : "";
  return { kind: "no-name-there", line, tag, text, into };
}

/** A tag that YAML does not know, as go-yaml shows it in the place of a type. */
const ownTag = ({ tag }: YamlNode) => (tag?.startsWith("!") && tag !== "!" ? tag : null);

/** Why a file of which only a service is wanted is refused: what cannot be read stops Compose there too. */
export function fetchedRefusals(
  file: FilePath,
  documents: readonly (readonly DocumentPiece[])[],
  reading: TextReading,
): Refusal[] {
  const errors: Refusal[] = [];
  const refuse: Refuse = (reason, at) => errors.push({ reason, at, service: null });
  for (const pieces of documents) {
    const odd = pieces.find(({ view }) => follow(view)?.node.kind !== "map");
    if (pieces.length === 0 || odd !== undefined) {
      refuse({ kind: "top-level-not-a-map" }, odd === undefined ? { file, start: 0, end: 0 } : locationOf(odd.view));
      continue;
    }
    for (const piece of pieces) walk(piece, reading, refuse);
  }
  return errors;
}

/** Texts of a piece that cannot be interpolated. */
export function interpolationRefusals(piece: DocumentPiece, lookup: Lookup<Origin>): Refusal[] {
  const errors: Refusal[] = [];
  walk(piece, { lookup, certain: false }, (reason, at) => errors.push({ reason, at, service: null }));
  return errors;
}

/** What the texts of a file find. */
export interface TextReading {
  readonly lookup: Lookup<Origin>;
  /** Whether what nothing sets is certainly nothing. */
  readonly certain: boolean;
}

export type Refuse = (reason: Reason, at: Location) => void;

/** Visits what is written, each node once: aliases are judged where their anchor stands. */
function walk({ view, path: base }: DocumentPiece, reading: TextReading, refuse: Refuse): void {
  const { part } = view;
  const path: (string | number)[] = [...base];
  const visitAt = (step: string | number, node: YamlNode, inert: boolean): void => {
    // What is taken away is not looked at. Inside of what replaces all before it the tag has no such meaning.
    if (node.kind !== "alias" && node.tag === "!reset" && !inert) return;
    path.push(step);
    visit(node, inert || (node.kind !== "alias" && node.tag === "!override"));
    path.pop();
  };
  const visit = (node: YamlNode, inert: boolean): void => {
    if (node.kind === "scalar") {
      checkText(node, part, path, reading, refuse);
    } else if (node.kind === "sequence") {
      for (const [index, item] of node.items.entries()) visitAt(index, item.node, inert);
    } else if (node.kind === "map") {
      for (const { key, value } of node.pairs) {
        if (isMergeKey(key)) {
          visit(value, inert);
          continue;
        }
        if (value.kind !== "alias" && value.tag === "!reset" && !inert) continue;
        const kind = kindOf(key);
        if (kind !== "string") {
          refuse({ kind: "key-not-text", path: dotted(path, keyed), key: goSyntax(key, kind) }, locate(part, key));
        }
        visitAt(key.kind === "scalar" ? key.text : "?", value, inert);
      }
      if (node.merges.length > 0 && path.length === 2 && path[0] === "services")
        castMerged({ part, node }, path, reading, refuse);
    }
  };
  visit(view.node, false);
}

const keyed = (index: number) => `[${index}]`;

/** A path as Compose writes it, with its items as they are shown. */
function dotted(path: Path, item: (index: number) => string): string {
  let text = "";
  for (const step of path) text += typeof step === "number" ? item(step) : text === "" ? step : `.${step}`;
  return text;
}

/** What a service merges is judged where it stands, but what its texts must be only shows here. */
function castMerged(service: View, path: Path, reading: TextReading, refuse: Refuse): void {
  for (const { name, map, value } of entriesOf(service).values()) {
    if (map === service.node || value?.node.kind !== "scalar") continue;
    const result = interpolate(value.node.text, reading.lookup);
    if (result.ok && !result.unseen) checkCast({ node: value.node, part: value.part }, [...path, name], result, reading, refuse);
  }
}

function checkText(node: YamlScalar, part: PlacedText, path: Path, reading: TextReading, refuse: Refuse): void {
  const result = node.text.includes("$") ? interpolate(node.text, reading.lookup) : null;
  if (result?.ok === false) {
    const { kind, subject, complaint, span } = result;
    const reason = { kind: "interpolation", path: shown(path), failure: { kind, subject, complaint } } as const;
    refuse(reason, textLocation(part, node, span));
  } else if (result?.tooLong) {
    refuse({ kind: "beyond-limit", limit: "growth", path: part.file }, locate(part, node));
  } else if (!result?.unseen) checkCast({ node, part }, path, result ?? { text: node.text, unresolved: [] }, reading, refuse);
}

function checkCast(
  { node, part }: { readonly node: YamlScalar; readonly part: PlacedText },
  path: Path,
  { text, unresolved }: Pick<InterpolatedText<Origin>, "text" | "unresolved">,
  { certain }: TextReading,
  refuse: Refuse,
): void {
  const cast = keyAt(path)?.cast;
  if (cast === undefined || kindOf(node) !== "string" || (unresolved.length > 0 && !certain)) return;
  const why = castProblem(cast, text);
  if (why !== null) refuse({ kind: "cast", path: shown(path), why }, locate(part, node));
}

/** A path as Compose writes it while it interpolates: every item is `.[]`. */
const shown = (path: Path) => dotted(path, () => ".[]");

function goSyntax(key: YamlNode, kind: ValueKind): string {
  if (kind === "null") return "<nil>";
  if (kind === "timestamp" && key.kind === "scalar") return goTime(resolveScalar(key).text ?? "");
  return key.kind === "scalar" ? (resolveScalar(key).text ?? "") : kind;
}

/** The fields of the map to which a path leads, over all pieces. */
function fieldsAt(pieces: readonly DocumentPiece[], path: "" | "services"): Map<string, Field> {
  const own = pieces.filter((piece) => piece.path.join(".") === path).flatMap(({ view }) => [...entriesOf(view)]);
  const inside = path === "services" ? [...entriesOf(fieldsAt(pieces, "").get(path)?.value ?? null)] : [];
  return new Map([...inside, ...own]);
}

function checkKeys(file: FilePath, pieces: readonly DocumentPiece[], lookup: Lookup<Origin>, refuse: Refuse): void {
  const top = fieldsAt(pieces, "");
  const services = fieldsAt(pieces, "services");
  const unknown = (path: string, fields: ReadonlyMap<string, Field>, known: (name: string) => boolean) => {
    const strange = strangeKeys(fields.values(), known);
    if (strange !== null) refuse({ kind: "schema", file, path, fault: strange.fault }, strange.at);
  };
  unknown("", top, (name) => topLevelKeys.has(name) || name.startsWith("x-"));
  for (const [name, field] of top) {
    if (isReset(field)) continue;
    if (name === "services") {
      if (services.size === 0 && field.value?.node.kind !== "map")
        refuse({ kind: "not-a-map", path: "services" }, valueLocation(field));
    } else if (name === "include") checkInclude(field, lookup, refuse);
  }
  unknown("services", services, (name) => /^[a-zA-Z0-9._-]+$/.test(name));
  for (const [name, field] of services) {
    if (field.value === null || isReset(field)) continue;
    const kind = kindOf(field.value.node);
    if (kind !== "map" && kind !== "null") refuse({ kind: "not-a-map", path: `services.${name}` }, valueLocation(field));
  }
}

function checkInclude(field: Field, lookup: Lookup<Origin>, refuse: Refuse): void {
  const { value } = field;
  if (value === null || value.node.kind === "sequence") return;
  if (value.node.kind === "scalar" && kindOf(value.node) === "null") return;
  refuse({ kind: "include-not-a-list", shown: goTextOf(value, lookup).text }, valueLocation(field));
}
