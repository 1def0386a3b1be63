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

/** A row on its way into the tree; rows below may have come before it. */
interface Branch {
  row: KeyRow | null;
  /** By the steps of their paths, whether they have a row or not. */
  readonly below: Map<string, Branch>;
  /** Those with a row, in the order of the rows. */
  readonly children: Map<string, Branch>;
}

const branchOf = (row: KeyRow | null): Branch => ({ row, below: new Map(), children: new Map() });

/** The rows as a tree. */
function branchesOf(rows: readonly KeyRow[]): ReadonlyMap<string, Branch> {
  const tree = branchOf(null);
  for (const row of rows) {
    let parent = tree;
    let at = tree;
    let step = "";
    for (step of row[0].split(".")) {
      parent = at;
      at = parent.below.get(step) ?? branchOf(null);
      parent.below.set(step, at);
    }
    at.row = row;
    parent.children.set(step, at);
  }
  return tree.children;
}

/** A key, whose keys below are made when somebody asks for them: all of them cost a start a tenth of its time. */
class Key implements ComposeKey {
  readonly kinds: readonly ValueKind[];
  readonly says: string;
  readonly closed: boolean;
  readonly #takes: Takes;
  readonly #children: ReadonlyMap<string, Branch>;
  #entries: ReadonlyMap<string, ComposeKey> | undefined;
  #values: ComposeKey | undefined;
  #items: ComposeKey | undefined;

  constructor(takes: Takes, facts: KeyFacts = {}, children: ReadonlyMap<string, Branch> = new Map()) {
    if (takes.names !== undefined) Object.assign(this, { names: takes.names });
    Object.assign(this, facts);
    this.kinds = takes.kinds;
    this.says = takes.says;
    this.#takes = takes;
    this.#children = children;
    this.closed = takes.open !== true && [...children.keys()].some(isName);
  }

  get entries(): ReadonlyMap<string, ComposeKey> {
    this.#entries ??= new Map(
      [...this.#children.keys()].filter(isName).flatMap((step): [string, ComposeKey][] => {
        const key = this.#below(step, undefined);
        return key === undefined ? [] : [[step, key]];
      }),
    );
    return this.#entries;
  }

  get values(): ComposeKey | undefined {
    this.#values ??= this.#below("*", this.#takes.values);
    return this.#values;
  }

  get items(): ComposeKey | undefined {
    this.#items ??= this.#below("[]", this.#takes.items);
    return this.#items;
  }

  /** `told`: what is known of it where it has no row of its own. */
  #below(step: string, told: Takes | undefined): ComposeKey | undefined {
    const { row, children } = this.#children.get(step) ?? branchOf(null);
    if (row !== null) return new Key(row[1], row[2], children);
    return told === undefined ? undefined : new Key(told);
  }
}

const isName = (step: string) => step !== "*" && step !== "[]";

const below = (path: string, rows: readonly KeyRow[]) => rows.map(([each, ...row]): KeyRow => [`${path}.${each}`, ...row]);

/** What Compose knows of the keys of its files, from their top. */
const composeKeys: ComposeKey = new Key(
  anything,
  {},
  branchesOf([...projectRows, ["services.*", anything], ...below("services.*", serviceRows)]),
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
