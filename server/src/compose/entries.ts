import type { Report } from "./context.js";
import { interpolate, interpolationError, type Lookup } from "./interpolate.js";
import type { YamlScalar } from "./nodes.js";
import type { Entry, EnvironmentSection, Origin } from "./project.js";
import { plainScalarText, resolvePlainScalar } from "./scalar.js";
import { contentLocation, textLocation } from "./scalar-span.js";
import type { Location, Span } from "./text.js";
import { type ComposedText, composedText } from "./value.js";
import { entriesOf, type Field, itemsOf, locate, locationOf, type Part, type View } from "./view.js";

/** An entry of an `environment:`, interpolated. */
export interface EnvironmentItem {
  readonly name: string;
  /** Null: a bare name, which takes its value from outside. */
  readonly value: ComposedText | null;
  readonly entry: Entry;
}

/** A key of an `environment:` map that `!reset` takes away from the files before. */
export interface ResetItem {
  readonly name: string;
  readonly reset: true;
}

export interface EnvironmentText {
  readonly section: EnvironmentSection | null;
  readonly items: readonly (EnvironmentItem | ResetItem)[];
}

interface Reading {
  readonly service: string;
  readonly lookup: Lookup<Origin>;
  readonly report: Report;
  /** Whether several texts are merged: then one text `K=V` counts as a list of one entry. */
  readonly merged: boolean;
}

/** Reads the value of an `environment:`, list or map. Its text may stand elsewhere (an alias, merged maps). */
export function readEnvironment(view: View, reading: Reading): EnvironmentText {
  const { node } = view;
  if (node.kind === "sequence") {
    const items = itemsOf(view).flatMap(({ start, part, value }) => listItem(start, part, value, node.flow, reading) ?? []);
    return { section: sectionOf(view, "list", node.flow, items), items };
  }
  if (node.kind === "map") {
    const items: (EnvironmentItem | ResetItem)[] = [];
    const own: EnvironmentItem[] = [];
    for (const field of entriesOf(view).values()) {
      if (field.value?.node.tag === "!reset") {
        items.push({ name: field.name, reset: true });
        continue;
      }
      const item = mapPair(field, reading);
      if (item === null) continue;
      items.push(item);
      if (field.map === node) own.push(item);
    }
    return { section: sectionOf(view, "map", node.flow, own), items };
  }
  if (reading.merged && node.kind === "scalar") {
    const item = listItem(node.start, view.part, view, true, reading);
    return { section: null, items: item === null ? [] : [item] };
  }
  report(`services.${reading.service}.environment must be a mapping`, locationOf(view), reading);
  return { section: null, items: [] };
}

function sectionOf(
  view: View,
  form: EnvironmentSection["form"],
  flow: boolean,
  items: readonly EnvironmentItem[],
): EnvironmentSection {
  return { form, flow, file: view.part.file, at: locationOf(view), entries: items.map(({ entry }) => entry) };
}

const quotesOf = { plain: "none", single: "single", double: "double", block: "block" } as const;

/** `- K=V`: one text, interpolated as a whole and split at its first `=`. */
function listItem(start: number, part: Part, value: View | null, flow: boolean, reading: Reading): EnvironmentItem | null {
  const path = `services.${reading.service}.environment.[]`;
  if (value === null || value.node.kind !== "scalar" || !isText(value.node)) {
    if (value !== null) unexpectedType(value, path, reading);
    return null;
  }
  const scalar = value.node;
  const { text } = scalar;
  const locateText = (span: Span) => textLocation(value.part, scalar, span);
  const equals = text.indexOf("=");
  const plainName = !text.slice(0, equals === -1 ? text.length : equals).includes("$");
  // In `- ${LINE}` the name comes from the value of LINE: then the whole item is what the user wrote for both.
  const split = plainName && equals !== -1 ? equals : text.length;
  const valueAt = split === text.length ? null : locateText({ start: split + 1, end: text.length });
  const entry: Entry = {
    form: "list-item",
    at: { file: part.file, start: part.base + start, end: value.part === part ? part.base + scalar.end : part.base + start },
    key: locateText({ start: 0, end: split }),
    value: valueAt,
    quotes: quotesOf[scalar.style],
    flow,
  };
  if (plainName) {
    const name = text.slice(0, split);
    if (valueAt === null) return { name, value: null, entry };
    const interpolated = interpolate(text.slice(split + 1), reading.lookup);
    if (interpolated.ok) {
      const at = (span: Span) => locateText({ start: split + 1 + span.start, end: split + 1 + span.end });
      return { name, value: composedText(interpolated, { kind: "environment", at: valueAt, entry, locate: at }), entry };
    }
  }
  const whole = interpolate(text, reading.lookup);
  if (!whole.ok) {
    report(interpolationError(whole, path), locateText(whole.span), reading);
    return null;
  }
  const composed = composedText(whole, {
    kind: "environment",
    at: contentLocation(value.part, scalar),
    entry,
    locate: locateText,
  });
  const cut = whole.text.indexOf("=");
  if (cut === -1) return { name: whole.text, value: null, entry };
  return { name: whole.text.slice(0, cut), value: { ...composed, text: whole.text.slice(cut + 1) }, entry };
}

/** Whether a scalar is a text in YAML's sense; in a list nothing else is accepted. */
function isText(scalar: YamlScalar): boolean {
  if (scalar.style !== "plain" || scalar.tag !== null) return true;
  return resolvePlainScalar(scalar.text).type === "string";
}

/** `K: V`: the key as it is, the value as a scalar of Compose's YAML parser. */
function mapPair(field: Field, reading: Reading): EnvironmentItem | null {
  const { part, key } = field;
  const path = `services.${reading.service}.environment.${field.name}`;
  const pairAt = locate(part, { start: key.start, end: Math.max(field.written.end, field.colonEnd ?? key.end) });
  const bare = { form: "map-pair", at: { ...pairAt, end: bareEnd(field, pairAt) }, key: contentLocation(part, key) } as const;
  if (field.value === null) return null;
  if (field.value.node.kind !== "scalar") {
    unexpectedType(field.value, path, reading);
    return null;
  }
  const scalar = field.value.node;
  const valuePart = field.value.part;
  const text = scalarText(scalar);
  const flow = field.map.flow;
  const split = field.name.indexOf("=");
  if (text === null) {
    const entry: Entry = { ...bare, value: null, quotes: "none", flow };
    return { name: field.name, value: null, entry };
  }
  const entry: Entry = { ...bare, at: pairAt, value: locate(valuePart, scalar), quotes: quotesOf[scalar.style], flow };
  const locateText = (span: Span) => textLocation(valuePart, scalar, span);
  const interpolated = interpolate(text, reading.lookup);
  if (!interpolated.ok) {
    report(interpolationError(interpolated, path), locateText(interpolated.span), reading);
    return null;
  }
  const at = contentLocation(valuePart, scalar);
  const composed = composedText(interpolated, { kind: "environment", at, entry, locate: locateText });
  // Compose joins key and value with `=` and splits at the first one.
  if (split === -1) return { name: field.name, value: composed, entry };
  return {
    name: field.name.slice(0, split),
    value: { ...composed, text: `${field.name.slice(split + 1)}=${composed.text}` },
    entry,
  };
}

/** A bare pair ends with its colon, or with the `~` or `null` that says so. */
function bareEnd(field: Field, at: Location): number {
  return field.written.end > field.written.start ? at.end : field.part.base + (field.colonEnd ?? field.key.end);
}

/** A scalar of a map as Compose reads it; null: no value. */
export function scalarText(scalar: YamlScalar): string | null {
  if (scalar.tag === "tag:yaml.org,2002:binary") return decodeBase64(scalar.text);
  const isResolved = scalar.tag === null || /^tag:yaml\.org,2002:(?:int|float|bool|null)$/.test(scalar.tag);
  return scalar.style === "plain" && isResolved ? plainScalarText(scalar.text) : scalar.text;
}

function decodeBase64(text: string): string {
  try {
    const bytes = Uint8Array.from(atob(text.replace(/\s/g, "")), (character) => character.charCodeAt(0));
    return new TextDecoder().decode(bytes);
  } catch {
    return text;
  }
}

function unexpectedType(view: View, path: string, reading: Reading): void {
  const type = { map: "map[string]interface {}", sequence: "[]interface {}", scalar: "<nil>", alias: "<nil>" }[view.node.kind];
  report(`${path}: unexpected type ${type}`, locationOf(view), reading);
}

function report(message: string, at: Location, { service, report }: Reading): void {
  report({ message, kind: "project", at, service });
}
