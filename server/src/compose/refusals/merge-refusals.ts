import type { Lookup } from "../interpolate.js";
import { interpolatedText, isWithin, type Layer } from "../layers.js";
import type { Refusal } from "../reasons.js";
import type { Origin } from "../types.js";
import type { ComposeDocument } from "../yaml/document.js";
import {
  entriesOf,
  type Field,
  itemsOf,
  locate,
  locationOf,
  mergedFieldAt,
  ownTagOf,
  type View,
  valueAt,
} from "../yaml/placed-nodes.js";
import { isReset, kindOf, type ValueKind, valueLocation } from "../yaml/value-kinds.js";
import { type ComposeKey, serviceKeys } from "./key-table.js";
import { checkItems } from "./long-forms.js";
import { fits, fitTogether, type Invalid, strangeKeys } from "./schema-check.js";
import type { Refuse } from "./text-refusals.js";

/**
 * Why Compose refuses a service as its texts are merged: a key that the schema does not know, or a value that it does not take
 * there. The schema is asked after each document, when the texts of that document, of what it includes and of the services
 * that it extends are laid over those of the documents before.
 */
export function serviceRefusals(name: string, layers: readonly Layer[]): Refusal[] {
  // What is included was judged by itself before it is merged with anything else.
  const [lowest] = layers;
  const units = layers.some(({ scope }) => scope !== lowest?.scope) ? new Set(layers.map(({ scope }) => scope)) : [];
  const alone = [...units].flatMap((unit) =>
    unit.outer === null
      ? []
      : refusalsOf(
          name,
          layers.filter(({ scope }) => isWithin(scope, unit)),
        ),
  );
  return alone.length > 0 ? alone : refusalsOf(name, layers);
}

function refusalsOf(name: string, layers: readonly Layer[]): Refusal[] {
  const errors: Refusal[] = [];
  const refuse: Refuse = (reason, at) => errors.push({ reason, at, service: null });
  const merged = new Map<string, Merged>();
  let isMap = false;
  for (const [index, layer] of layers.entries()) {
    const { body, document } = layer;
    if (body.node.kind === "map") isMap = true;
    for (const field of entriesOf(body).values()) {
      if (field.name === "extends") continue; // followed before anything is merged
      merge(merged, field, layer, `services.${name}`, refuse);
      const uncovered = isReset(field) && !layer.inert ? mergedFieldAt(body, field.name) : undefined;
      if (uncovered !== undefined) merge(merged, uncovered, layer, `services.${name}`, refuse);
    }
    const next = layers[index + 1];
    if (next?.document === document) continue;
    const file = document.file;
    if (!isMap && kindOf(body.node) === "null") {
      const reason = { kind: "schema", file, path: `services.${name}`, fault: { kind: "type", wanted: "a mapping" } } as const;
      refuse(reason, (layers[index] as Layer).nameAt);
    }
    judge(name, merged, document, refuse);
    if (errors.length > 0) break;
  }
  return errors;
}

/** The last value of a key. */
interface Merged {
  readonly field: Field;
  /** What it is joined with to one list; null when it stands for itself. */
  readonly below: Merged | null;
  /** How many items those before have. */
  readonly before: number;
  readonly document: ComposeDocument;
  /** What `${…}` in it finds. */
  readonly lookup: Lookup<Origin>;
}

/** How many items a value has once it is a list. */
function itemCount({ value }: Field): number {
  if (value === null) return 0;
  if (value.node.kind === "sequence") return itemsOf(value).length;
  return value.node.kind === "map" ? entriesOf(value).size : kindOf(value.node) === "string" ? 1 : 0;
}

/** Lays a value over those before it. */
function merge(merged: Map<string, Merged>, field: Field, layer: Layer, path: string, refuse: Refuse): void {
  const { name } = field;
  const {
    document,
    scope: { lookup },
  } = layer;
  const tag = layer.inert ? null : ownTagOf(field, layer.body);
  if (tag !== null && (layer.own || merged.get(name)?.document === document)) merged.delete(name);
  if (tag === "!reset") return;
  const before = merged.get(name);
  const merges = serviceKeys.get(name)?.merges;
  if (before === undefined || merges === "replaced") {
    merged.set(name, { field, below: null, before: 0, document, lookup });
    return;
  }
  if (merges === "joined") {
    merged.set(name, { field, below: before, before: before.before + itemCount(before.field), document, lookup });
    return;
  }
  if (kindOfField(field) === "null") return;
  const isOneList = serviceKeys.get(name)?.distinct === true && isList(before.field) && isList(field);
  const clash = clashOf(before.field.value, field.value, `${path}.${name}`);
  if (clash !== null) refuse({ kind: "cannot-override", path: clash }, valueLocation(field));
  const joined = isOneList ? { below: before, before: before.before + itemCount(before.field) } : { below: null, before: 0 };
  merged.set(name, { field, ...joined, document, lookup });
}

const isList = (field: Field) => kindOfField(field) === "sequence";

/** The kind of a value; an alias of nothing counts as a text. */
export const kindOfField = ({ value }: Field): ValueKind => (value === null ? "string" : kindOf(value.node));

/** The path at which a map or list meets something else; null when one value can be laid over the other. */
export function clashOf(below: View | null, above: View | null, path: string): string | null {
  if (below === null || above === null) return null;
  const [lower, upper] = [kindOf(below.node), kindOf(above.node)];
  if (lower === "null" || upper === "null" || (lower !== "map" && lower !== "sequence")) return null;
  if (lower !== upper) return path;
  const entries = entriesOf(below);
  for (const [key, field] of entriesOf(above)) {
    const { value } = field;
    if (isReset(field)) continue;
    const clash = clashOf(entries.get(key)?.value ?? null, value, `${path}.${key}`);
    if (clash !== null) return clash;
  }
  return null;
}

function judge(name: string, merged: ReadonlyMap<string, Merged>, document: ComposeDocument, refuse: Refuse): void {
  const path = `services.${name}`;
  const invalid: Invalid = (where, fault, at) => refuse({ kind: "schema", file: document.file, path: where, fault }, at);
  const strange = strangeKeys(
    [...merged.values()].map(({ field }) => field),
    (key) => serviceKeys.has(key) || key.startsWith("x-"),
  );
  if (strange !== null) invalid(path, strange.fault, strange.at);
  for (const [key, value] of merged) {
    for (let each: Merged | null = value; each !== null; each = each.below) {
      checkItems(`${path}.${key}`, each.field, each.lookup, refuse, each.before);
      if (value.below !== null && key === "env_file") checkValue(`${path}.${key}`, each.field, each.lookup, invalid, each.before);
    }
    const fact = serviceKeys.get(key);
    if (fact?.merges === "joined" && (value.below !== null || value.document !== document)) {
      checkNames(`${path}.${key}`, chainOf(value), fact, invalid);
    }
    const isJoined = value.below !== null && fact?.merges === "joined";
    const wanted = isJoined ? undefined : fact;
    const { field, lookup } = value;
    if (value.below !== null && !isJoined) fitTogether(`${path}.${key}`, chainOf(value), invalid);
    if (wanted !== undefined && fits(`${path}.${key}`, field, wanted, invalid, lookup))
      checkValue(`${path}.${key}`, field, lookup, invalid);
  }
}

/** Of lists of names Compose has made one map when it merges them, and when the next document comes; its keys must be names. */
function checkNames(path: string, lists: readonly Merged[], { names, looseNames }: ComposeKey, invalid: Invalid): void {
  if (names === undefined || looseNames === true) return;
  const isName = new RegExp(names);
  const given = lists.flatMap(({ field: { value }, lookup }) => [
    ...itemsOf(value).flatMap((item) => interpolatedText(item.value, lookup) ?? []),
    ...[...entriesOf(value).values()].map(({ name, part, key }) => ({ text: name, at: locate(part, key) })),
  ]);
  const strange = given.filter(({ text }) => !isName.test(text));
  const [first] = strange;
  if (first !== undefined)
    invalid(path, { kind: "unknown-keys", names: [...new Set(strange.map(({ text }) => text))] }, first.at);
}

/** What is joined to one list, lowest first. */
function chainOf(value: Merged): Merged[] {
  return value.below === null ? [value] : [...chainOf(value.below), value];
}

/** The values of an `environment` map, and the items of `env_file`. */
function checkValue(path: string, field: Field, lookup: Lookup<Origin>, invalid: Invalid, before = 0): void {
  if (field.name === "environment") {
    for (const [name, entry] of entriesOf(field.value)) {
      if (name === "") invalid(path, { kind: "unknown-keys", names: [""] }, valueLocation(entry));
      const kind = kindOfField(entry);
      if ((kind === "map" || kind === "sequence") && !isReset(entry)) {
        invalid(`${path}.${name}`, { kind: "type", wanted: "a boolean, null, number or string" }, valueLocation(entry));
      }
    }
  } else if (field.name === "env_file") {
    const items = itemsOf(field.value);
    const pathOf = (item: View | null) =>
      interpolatedText(item, lookup)?.text ?? interpolatedText(valueAt(item, "path"), lookup)?.text;
    // Of several items for one path the last counts.
    const last = new Map(items.map(({ value }, place) => [pathOf(value), place]));
    for (const [place, { value }] of items.entries()) {
      const named = pathOf(value);
      if (value === null || (named !== undefined && last.get(named) !== place)) continue;
      const index = before + place;
      const kind = kindOf(value.node);
      if (kind === "map") {
        const required = entriesOf(value).get("required");
        if (required?.value != null && !["boolean", "string"].includes(kindOf(required.value.node))) {
          invalid(`${path}.${index}.required`, { kind: "type", wanted: "a boolean or string" }, valueLocation(required));
        }
        const strange = strangeKeys(entriesOf(value).values(), (key) => ["path", "format", "required"].includes(key));
        if (strange !== null) invalid(`${path}.${index}`, strange.fault, strange.at);
      } else if (kind !== "string") invalid(`${path}.${index}`, { kind: "type", wanted: "a string" }, locationOf(value));
    }
  }
}
