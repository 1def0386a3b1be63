import type { ElixirTerm } from "../types.js";

/** A value that is there but not seen: it flows through the config without deciding anything. */
export function unknownTerm(names: readonly string[]): ElixirTerm {
  return { $unknown: names };
}

/** The names behind a value that is not seen; null for every other term. */
export function unknownNames(term: ElixirTerm | undefined): readonly string[] | null {
  if (typeof term !== "object" || term === null || Array.isArray(term)) return null;
  const names = (term as { readonly [key: string]: ElixirTerm }).$unknown;
  return Array.isArray(names) ? names.map(String) : null;
}

/** Whether a term stands for a value that is not seen. */
export function isUnknownTerm(term: ElixirTerm | undefined): boolean {
  return unknownNames(term) !== null;
}
