import type { YamlNode } from "./nodes.js";
import { entriesOf, fieldAt, follow, itemsOf, type View } from "./placed-nodes.js";

/** What of a service's text cannot be seen. */
export interface Unseen {
  /** Whether it may be anything. */
  readonly everything: boolean;
  /** The names that begin the lines that cannot be read: what these say of them is unknown. */
  readonly names: readonly string[];
}

export const nothingUnseen: Unseen = { everything: false, names: [] };

/** The keys of a service that bring variables or files into its container. */
const bringing = ["environment", "env_file", "volumes", "secrets", "configs", "extends"];
const within: ReadonlySet<string> = new Set([...bringing, "file", "path", "source", "target"]);

/**
 * What of a service cannot be seen. `lines`: those of its text that cannot be read; `resolved`: whether each of its aliases leads
 * somewhere, and each merge key to maps.
 */
export function unseenIn(body: View | null, lines: readonly string[], resolved: boolean): Unseen {
  if (lines.length === 0 && resolved) return nothingUnseen;
  const names = lines.flatMap((line) => firstWord.exec(line)?.[1] ?? []);
  const isAnything = (line: string) => {
    const [, word] = firstWord.exec(line) ?? [];
    return word === undefined ? /\w/.test(line) : within.has(word);
  };
  return { everything: lines.some(isAnything) || (!resolved && hasUnseenParts(body)), names };
}

/** The name of a variable or key that begins a line, also of one that is not finished. */
const firstWord = /^\s*(?:-\s+)?["']?([A-Za-z_][\w.-]*)/;

/** An alias that leads nowhere, in the place of something that decides about the container, or a merge key with anything but maps. */
function hasUnseenParts(body: View | null): boolean {
  if (body === null) return false;
  if (mergesUnseen(body)) return true;
  return bringing.some((key) => {
    const field = fieldAt(body, key);
    if (field === undefined) return false;
    const { value } = field;
    if (value === null || mergesUnseen(value)) return true;
    if (itemsOf(value).some((item) => item.value === null || mergesUnseen(item.value))) return true;
    // Of a variable with such a value it is known that it is there.
    return key !== "environment" && [...entriesOf(value).values()].some((each) => each.value === null);
  });
}

/** `seen`: the maps that were looked at before; who merges one twice in each of many steps would be here for ever. */
function mergesUnseen(view: View, seen = new Set<YamlNode>()): boolean {
  const map = follow(view);
  if (map?.node.kind !== "map" || seen.has(map.node)) return false;
  seen.add(map.node);
  const { part } = map;
  return map.node.merges.some((merge) => {
    const source = follow({ part, node: merge });
    if (source?.node.kind !== "sequence") return source?.node.kind !== "map" || mergesUnseen(source, seen);
    return itemsOf(source).some(({ value }) => value?.node.kind !== "map" || mergesUnseen(value, seen));
  });
}
