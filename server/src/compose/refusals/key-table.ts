import type { ValueKind } from "../yaml/value-kinds.js";
import { anything, type Takes } from "./key-kinds.js";
import type { KeyFacts, KeyRow } from "./key-row.js";
import { projectRows } from "./project-keys.js";
import { serviceRows } from "./service-keys.js";

/** A row with the rows below it. */
export interface ComposeKey extends KeyFacts {
  readonly kinds: readonly ValueKind[];
  readonly says: string;
  /** The keys of a map that have rows. */
  readonly entries: ReadonlyMap<string, ComposeKey>;
  /** Whether others are refused, but for those that begin with `x-`. */
  readonly closed: boolean;
  readonly values: ComposeKey | undefined;
  readonly items: ComposeKey | undefined;
}

function keyOf(row: KeyRow, rows: readonly KeyRow[]): ComposeKey {
  const [path, { kinds, says, items, values, open = false, names }, facts = {}] = row;
  const start = path === "" ? "" : `${path}.`;
  const below = rows.filter(([other]) => other !== path && other.startsWith(start));
  const children = new Map(
    below
      .filter(([other]) => !other.slice(start.length).includes("."))
      .map((child) => [child[0].slice(start.length), keyOf(child, below)]),
  );
  const own = (step: "*" | "[]", takes: Takes | undefined) =>
    children.get(step) ?? (takes === undefined ? undefined : keyOf([`${start}${step}`, takes], []));
  const entries = new Map([...children].filter(([step]) => step !== "*" && step !== "[]"));
  const keys = names === undefined ? {} : { names };
  const closed = entries.size > 0 && !open;
  return { ...keys, ...facts, kinds, says, entries, closed, values: own("*", values), items: own("[]", items) };
}

const below = (path: string, rows: readonly KeyRow[]) => rows.map(([each, ...row]): KeyRow => [`${path}.${each}`, ...row]);

/** What Compose knows of the keys of its files, from their top. */
const composeKeys: ComposeKey = keyOf(
  ["", anything],
  [...projectRows, ["services.*", anything], ...below("services.*", serviceRows)],
);

/** The keys at the top of a file. */
export const topLevelKeys = composeKeys.entries;
/** The keys of a service. */
export const serviceKeys = keyAt(["services", "*"])?.entries ?? new Map<string, ComposeKey>();

/** What is known of the place to which keys and item numbers lead. */
export function keyAt(path: readonly (string | number)[]): ComposeKey | undefined {
  let at: ComposeKey | undefined = composeKeys;
  for (const step of path) {
    if (at === undefined) return undefined;
    at = typeof step === "number" ? (at.items ?? at.values) : (at.entries.get(step) ?? at.values);
  }
  return at;
}
