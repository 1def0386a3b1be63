import type { AdapterName, Release } from "../types.js";
import { knownRelease } from "./release-table.js";
import type { VariableFact } from "./variable-fact.js";
import { variables } from "./variable-table.js";

export { variables };

/** What a set-up has to bring itself beside mail: without these, or with the text of a template in them, a release refuses to start. */
export const essentialNames: readonly string[] = ["BASE_URL", "SECRET_KEY_BASE", "TOTP_VAULT_KEY"];

const byName = new Map(variables.map((fact) => [fact.name, fact]));

/** The row of a variable; null: no release reads it for mail, nor does it decide about mail. */
export function variableNamed(name: string): VariableFact | null {
  return byName.get(name) ?? null;
}

/** Whether this release reads the variable under this adapter. `adapter` null (unknown): under any adapter of the release. */
export function isReadBy(fact: VariableFact, release: Release, adapter: AdapterName | null): boolean {
  return fact.readBy.some((entry) => holds(entry, release, adapter));
}

/** Whether this release reads the variable under some adapter, and the adapters that do (empty: any). Null: it does not. */
export function adaptersThatRead(fact: VariableFact, release: Release): readonly AdapterName[] | null {
  const entries = fact.readBy.filter((entry) => holds(entry, release, null));
  if (entries.length === 0) return null;
  return entries.some((entry) => entry.adapter === null) ? [] : entries.flatMap((entry) => entry.adapter ?? []);
}

/**
 * What holds when the variable is unset, as a compose file would write it; null: not read, or unset means something
 * of its own. A part in `<…>` is derived (`plausible@<host of BASE_URL>`).
 */
export function defaultOf(fact: VariableFact, release: Release, adapter: AdapterName | null): string | null {
  return fact.defaults.find((entry) => holds(entry, release, adapter))?.value ?? null;
}

/** The first and the last release that read the variable under some adapter; `last` null: the newest still does. */
export function lifetimeOf(fact: VariableFact): { readonly first: Release; readonly last: Release | null } {
  const froms = fact.readBy.map((entry) => knownRelease(entry.from)).sort((a, b) => a.order - b.order);
  const tos = fact.readBy.map((entry) => (entry.to === null ? null : knownRelease(entry.to)));
  const last = tos.includes(null) ? null : (tos.filter((to) => to !== null).sort((a, b) => b.order - a.order)[0] ?? null);
  return { first: froms[0] ?? knownRelease("1.0.0"), last };
}

function holds(
  entry: { readonly adapter: AdapterName | null; readonly from: string; readonly to: string | null },
  release: Release,
  adapter: AdapterName | null,
): boolean {
  if (entry.adapter !== null && adapter !== null && entry.adapter !== adapter) return false;
  if (entry.adapter !== null && !release.adapters.includes(entry.adapter)) return false;
  return knownRelease(entry.from).order <= release.order && (entry.to === null || release.order <= knownRelease(entry.to).order);
}
