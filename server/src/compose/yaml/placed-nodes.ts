import type { KnownText } from "../../base/known-text.js";
import type { FilePath, Location, Span } from "../../base/text.js";
import {
  isMergeKey,
  type YamlAlias,
  type YamlDocument,
  type YamlMap,
  type YamlNode,
  type YamlPair,
  type YamlScalar,
} from "./nodes.js";

export { isMergeKey };

/**
 * A parsed piece of a file and where it stands there. Nodes know only their place in the piece, so that the parse of a
 * piece outlives edits elsewhere in the file.
 */
export interface PlacedText {
  readonly file: FilePath;
  /** Where the piece begins in the file. */
  readonly base: number;
  /** The piece's own text. */
  readonly text: string;
  /** Stands for the piece wherever it stands: the same object as long as its text is the same. */
  readonly block: KnownText;
  /** The node of an anchor that an earlier piece of the same document defines; null when none does. */
  anchorBefore(name: string): View | null;
  /** Entries of maps that were asked for before. */
  entries: Map<YamlMap, ReadonlyMap<string, Field>> | null;
}

/** A node in its place. */
export interface View {
  readonly part: PlacedText;
  readonly node: YamlNode;
}

/** A pair of a map, found by its key; with merge keys it may stand in another map. */
export interface Field {
  readonly name: string;
  readonly part: PlacedText;
  readonly key: YamlScalar;
  readonly colonEnd: number | null;
  /** The value, aliases followed; null when an alias leads nowhere. */
  readonly value: View | null;
  /** The value as it stands at the key: the alias itself where there is one. */
  readonly written: YamlNode;
  /** The map that holds the pair. */
  readonly map: YamlMap;
}

/** Whether a value is to take away or to replace what earlier files say; an alias repeats a value without its tag. */
export function tagOf({ written }: Field): "!reset" | "!override" | null {
  if (written.kind === "alias") return null;
  return written.tag === "!reset" || written.tag === "!override" ? written.tag : null;
}

/** The same, when the pair is the map's own. What a map merges with `<<` comes to it without its tags. */
export function ownTagOf(field: Field, map: View): ReturnType<typeof tagOf> {
  return follow(map)?.node === field.map ? tagOf(field) : null;
}

/** Where a span of a piece stands in its file. */
export function locate(part: PlacedText, span: Span): Location {
  return { file: part.file, start: part.base + span.start, end: part.base + span.end };
}

export function locationOf(view: View): Location {
  return locate(view.part, view.node);
}

/** The node that an alias repeats, also where the alias stands inside of it; `anchors`: those of its text. */
export function stepOver(
  part: PlacedText,
  { target, name, start, end }: YamlAlias,
  anchors: YamlDocument["anchors"],
): View | null {
  if (target === "elsewhere") return part.anchorBefore(name);
  if (target !== "itself") return { part, node: target };
  const node = anchors.get(name);
  return node !== undefined && node.start <= start && node.end >= end ? { part, node } : null;
}

/** The node that an alias repeats (any number of steps), else the node itself; null for an alias of nothing. */
export function follow(view: View): View | null {
  let { part, node } = view;
  for (let steps = 0; node.kind === "alias"; steps += 1) {
    if (node.target === "itself" || steps > 100) return null;
    if (node.target === "elsewhere") {
      const found = part.anchorBefore(node.name);
      if (found === null) return null;
      ({ part, node } = found);
    } else node = node.target;
  }
  return { part, node };
}

/**
 * The pairs of a map by key, in order. A key of the map itself wins over a merged one wherever it stands; of several
 * merged maps the first wins (as in go-yaml). Empty for anything but a map.
 */
export function entriesOf(view: View | null, depth = 0): ReadonlyMap<string, Field> {
  const resolved = view === null ? null : follow(view);
  if (resolved === null || resolved.node.kind !== "map") return new Map();
  const { part, node: map } = resolved;
  part.entries ??= new Map();
  const known = part.entries.get(map);
  if (known !== undefined) return known;
  part.entries.set(map, new Map()); // a map that merges itself has nothing of its own to give
  const entries = new Map<string, Field>();
  for (const [name, pair] of map.byKey) entries.set(name, toField(name, part, map, pair));
  for (const merge of map.merges) {
    for (const source of mergeSources({ part, node: merge })) {
      // The limit only keeps a hostile chain of merges from using up the stack.
      for (const [name, field] of depth > 1000 ? [] : entriesOf(source, depth + 1)) {
        if (!entries.has(name) && tagOf(field) !== "!reset") entries.set(name, field);
      }
    }
  }
  part.entries.set(map, entries);
  return entries;
}

function toField(name: string, part: PlacedText, map: YamlMap, { key, colonEnd, value }: YamlPair): Field {
  return { name, part, key: key as YamlScalar, colonEnd, value: follow({ part, node: value }), written: value, map };
}

/** One pair of a map, as `entriesOf` has it. */
export function fieldAt(view: View | null, name: string): Field | undefined {
  const resolved = view === null ? null : follow(view);
  if (resolved === null || resolved.node.kind !== "map") return undefined;
  const { part, node: map } = resolved;
  const pair = map.byKey.get(name);
  if (pair !== undefined) return toField(name, part, map, pair);
  return map.merges.length === 0 ? undefined : entriesOf(resolved).get(name);
}

/** The same, as if the map had no such pair of its own: what `!reset` uncovers. */
export function mergedFieldAt(view: View | null, name: string): Field | undefined {
  const resolved = view === null ? null : follow(view);
  if (resolved === null || resolved.node.kind !== "map") return undefined;
  for (const merge of resolved.node.merges) {
    for (const source of mergeSources({ part: resolved.part, node: merge })) {
      const field = fieldAt(source, name);
      if (field !== undefined && tagOf(field) !== "!reset") return field;
    }
  }
  return undefined;
}

function mergeSources(merge: View): View[] {
  const source = follow(merge);
  if (source === null) return [];
  if (source.node.kind !== "sequence") return [source];
  return source.node.items.map(({ node }) => ({ part: source.part, node }));
}

/** The value of one key, aliases followed; null when the map has no such key (or the view is no map). */
export function valueAt(view: View | null, name: string): View | null {
  return fieldAt(view, name)?.value ?? null;
}

/** The items of a sequence, aliases followed; empty for anything else. */
export function itemsOf(view: View | null): readonly Item[] {
  const items = writtenItemsOf(view);
  // Inside of what replaces all before it the tag has no such meaning.
  return view !== null && follow(view)?.node.tag === "!override"
    ? items
    : items.filter(({ value }) => value?.node.tag !== "!reset");
}

export interface Item {
  readonly start: number;
  readonly part: PlacedText;
  readonly value: View | null;
}

/** The same with those that `!reset` takes away. */
export function writtenItemsOf(view: View | null): readonly Item[] {
  const resolved = view === null ? null : follow(view);
  if (resolved === null || resolved.node.kind !== "sequence") return [];
  const { part, node } = resolved;
  return node.items.map((item) => ({ start: item.start, part, value: follow({ part, node: item.node }) }));
}
