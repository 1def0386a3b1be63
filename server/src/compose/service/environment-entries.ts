import type { Location, Span } from "../../base/text.js";
import { type ComposedText, composedText } from "../composed-text.js";
import type { Growth } from "../growth.js";
import type { Interpolation, InterpolationFailure, Lookup } from "../interpolate.js";
import type { Reason, ReportRefusal } from "../reasons.js";
import type { Entry, Origin } from "../types.js";
import { isGoSpace } from "../yaml/go-text.js";
import { goTypeOf } from "../yaml/go-types.js";
import type { YamlScalar } from "../yaml/nodes.js";
import { type Field, locate, locationOf, type PlacedText, type View, writtenItemsOf } from "../yaml/placed-nodes.js";
import { resolveScalar } from "../yaml/scalar.js";
import { contentLocation, textLocation } from "../yaml/scalar-span.js";
import { kindOf } from "../yaml/value-kinds.js";
import { goMap, goText } from "./go-print.js";

/** An entry of an `environment:`, interpolated. */
export interface EnvironmentItem {
  readonly name: string;
  /** Null: a bare name, which takes its value from outside; "unseen": an alias that leads nowhere. */
  readonly value: ComposedText | null | "unseen";
  readonly entry: Entry;
}

/** Where entries are read, and as what. */
export interface EnvironmentReading {
  readonly service: string;
  readonly lookup: Lookup<Origin>;
  readonly report: ReportRefusal;
  /** How many entries stand before these in what they are merged with; Compose counts them together. */
  readonly before: number;
  /** Whether several texts are merged: then one text `K=V` counts as a list of one entry. */
  readonly merged: boolean;
  /** What all entries of the service may take from the values of names. */
  readonly growth: Growth;
  /** Whether it replaces all before it: then `!reset` is a tag that means nothing. */
  readonly inert: boolean;
}

const quotesOf = { plain: "none", single: "single", double: "double", block: "block" } as const;

/** `- K=V`: one text, interpolated as a whole and split at its first `=`. */
export function listItem(
  { start, part, value }: { readonly start: number; readonly part: PlacedText; readonly value: View | null },
  index: string,
  flow: boolean,
  reading: EnvironmentReading,
): EnvironmentItem | null {
  if (value?.node.tag === "!reset" && !reading.inert) return null;
  const path = `services.${reading.service}.environment.[]`;
  if (value === null || value.node.kind !== "scalar" || !isText(value.node)) {
    if (value !== null) {
      const at = `services.${reading.service}.environment.${index}`;
      report({ kind: "item-type", path: at, type: goTypeOf(value.node) }, locationOf(value), reading);
    }
    return null;
  }
  const scalar = value.node;
  const { text } = scalar;
  const equals = text.indexOf("=");
  const hasPlainName = !text.slice(0, equals === -1 ? text.length : equals).includes("$");
  // In `- ${LINE}` the name comes from the value of LINE: then the whole item is what the user wrote for both.
  const split = hasPlainName && equals !== -1 ? equals : text.length;
  const item: TextItem = { view: value, scalar, locate: (span) => textLocation(value.part, scalar, span), split };
  const entry: Entry = {
    form: "list-item",
    at: { file: part.file, start: part.base + start, end: part.base + (value.part === part ? scalar.end : start) },
    key: item.locate({ start: 0, end: split }),
    value: split === text.length ? null : item.locate({ start: split + 1, end: text.length }),
    quotes: quotesOf[scalar.style],
    flow,
  };
  if (hasPlainName) {
    const plain = plainItem(item, entry, reading);
    if (plain !== "refused") return plain;
  }
  return wholeItem(item, entry, path, reading);
}

/** An item that is a text, and where its name ends. */
interface TextItem {
  readonly view: View;
  readonly scalar: YamlScalar;
  readonly locate: (span: Span) => Location;
  readonly split: number;
}

/** An item whose name stands there as it is. `refused`: its value cannot be interpolated, which the whole of it tells better. */
function plainItem(
  { scalar: { text }, locate, split }: TextItem,
  entry: Entry,
  reading: EnvironmentReading,
): EnvironmentItem | null | "refused" {
  const name = text.slice(0, split);
  if (endsWithSpace(name, entry.key, reading)) return null;
  if (entry.value === null) return { name, value: null, entry };
  const interpolated = within(text.slice(split + 1), entry, reading);
  if (!interpolated.ok) return "refused";
  const at = (span: Span) => locate({ start: split + 1 + span.start, end: split + 1 + span.end });
  return { name, value: composedText(interpolated, { kind: "environment", at: entry.value, entry, locate: at }), entry };
}

/** An item that is interpolated as a whole and split then. */
function wholeItem(
  { view, scalar, locate }: TextItem,
  entry: Entry,
  path: string,
  reading: EnvironmentReading,
): EnvironmentItem | null {
  const whole = within(scalar.text, entry, reading);
  if (!whole.ok) {
    report(failed(whole, path), locate(whole.span), reading);
    return null;
  }
  // What name it has nobody knows then.
  if (whole.unseen) {
    const at = locate({ start: 0, end: scalar.text.length });
    report({ kind: "beyond-limit", limit: "growth", path: entry.at.file }, at, reading);
    return null;
  }
  const composed = composedText(whole, { kind: "environment", at: contentLocation(view.part, scalar), entry, locate });
  const cut = whole.text.indexOf("=");
  const name = cut === -1 ? whole.text : whole.text.slice(0, cut);
  if (endsWithSpace(name, entry.key, reading)) return null;
  return { name, value: cut === -1 ? null : { ...composed, text: whole.text.slice(cut + 1) }, entry };
}

/** Whether a scalar is a text in YAML's sense; in a list nothing else is accepted. */
export function isText(scalar: YamlScalar): boolean {
  return kindOf(scalar) === "string";
}

/** `K: V`: the key as it is, the value as a scalar of Compose's YAML parser. */
export function mapPair(field: Field, reading: EnvironmentReading): EnvironmentItem | null {
  const { part, key } = field;
  const path = `services.${reading.service}.environment.${field.name}`;
  const pairAt = locate(part, { start: key.start, end: Math.max(field.written.end, field.colonEnd ?? key.end) });
  const bare = { form: "map-pair", at: { ...pairAt, end: bareEnd(field, pairAt) }, key: contentLocation(part, key) } as const;
  if (field.value === null) {
    const entry: Entry = { ...bare, at: pairAt, value: locate(part, field.written), quotes: "none", flow: field.map.flow };
    return { name: field.name, value: "unseen", entry };
  }
  const valuePart = field.value.part;
  if (field.value.node.kind !== "scalar") {
    if (!reading.merged) {
      invalid(path, "a boolean, null, number or string", field.value, reading);
      return null;
    }
    // Merging makes a text of everything, and of a list an entry for each item, of which the last one counts.
    const items = writtenItemsOf(field.value);
    if (field.value.node.kind === "sequence" && items.length === 0) return null;
    const at = locate(valuePart, field.value.node);
    const entry: Entry = { ...bare, at: pairAt, value: at, quotes: "none", flow: field.map.flow };
    const value: ComposedText = {
      ...goText(items.at(-1)?.value ?? field.value, reading.lookup),
      unresolved: [],
      origin: { kind: "environment", at, entry, through: [] },
    };
    return { name: field.name, value, entry };
  }
  const scalar = field.value.node;
  const { text } = resolveScalar(scalar);
  const flow = field.map.flow;
  if (text === null) {
    const entry: Entry = { ...bare, value: null, quotes: "none", flow };
    return { name: field.name, value: null, entry };
  }
  const entry: Entry = { ...bare, at: pairAt, value: locate(valuePart, scalar), quotes: quotesOf[scalar.style], flow };
  const locateText = (span: Span) => textLocation(valuePart, scalar, span);
  const interpolated = within(text, entry, reading);
  if (!interpolated.ok) {
    report(failed(interpolated, path), locateText(interpolated.span), reading);
    return null;
  }
  const at = contentLocation(valuePart, scalar);
  const composed = composedText(interpolated, { kind: "environment", at, entry, locate: locateText });
  return { name: field.name, value: composed, entry };
}

/** A bare pair ends with its colon, or with the `~` or `null` that says so. */
function bareEnd(field: Field, at: Location): number {
  return field.written.end > field.written.start ? at.end : field.part.base + (field.colonEnd ?? field.key.end);
}

/** A blank at the end of a name in a list; Compose takes it for the mistake of writing ` = `. */
function endsWithSpace(name: string, at: Location, reading: EnvironmentReading): boolean {
  if (!isGoSpace(name.at(-1) ?? "")) return false;
  const why = `environment variable ${name} is declared with a trailing space`;
  const problem = { path: `services[${reading.service}].environment`, why };
  report({ kind: "decoding", problems: [problem] }, at, reading);
  return true;
}

/**
 * Keys of the map that begin with `x-` are no variables, but Compose makes one variable of all of them (unless it merges the
 * map with another: then they are variables).
 */
export function extensionItem(field: Field, extensions: readonly Field[], reading: EnvironmentReading): EnvironmentItem {
  for (const each of extensions) mapPair(each, reading); // for what Compose refuses in it
  const { part, key } = field;
  const at = locate(part, { start: key.start, end: Math.max(field.written.end, field.colonEnd ?? key.end) });
  const entry: Entry = {
    form: "map-pair",
    at,
    key: contentLocation(part, key),
    value: null,
    quotes: "none",
    flow: field.map.flow,
  };
  const text = goMap(extensions, reading.lookup);
  return {
    name: "#extensions",
    value: { ...text, unresolved: [], origin: { kind: "environment", at, entry, through: [] } },
    entry,
  };
}

/** An interpolated text, as long as all of the service together are not too long. */
function within(text: string, entry: Entry, { growth, lookup, report }: EnvironmentReading): Interpolation<Origin> {
  const { result, beyond } = growth.interpolate(text, lookup);
  const { at } = entry;
  // A text that is too long by itself is told wherever it stands.
  if (beyond === "growth-together" && !growth.told) {
    growth.told = true;
    report({ reason: { kind: "beyond-limit", limit: beyond, path: at.file }, at, service: null });
  }
  return result;
}

/** A value of a wrong kind, as Compose's schema refuses it. */
export function invalid(path: string, wanted: string, view: View, reading: EnvironmentReading): void {
  report({ kind: "schema", file: view.part.file, path, fault: { kind: "type", wanted } }, locationOf(view), reading);
}

const failed = ({ kind, subject, complaint }: InterpolationFailure, path: string): Reason => ({
  kind: "interpolation",
  path,
  failure: { kind, subject, complaint },
});

function report(reason: Reason, at: Location, { service, report }: EnvironmentReading): void {
  report({ reason, at, service });
}
