import { once } from "../../base/once.js";
import type { Release } from "../types.js";
import { knownRelease, releases } from "./release-table.js";
import { variables } from "./variable-table.js";

/**
 * The releases of a list, one for each kind: all facts of two releases of one kind are the same, and no variable began or
 * ceased to be read between them. What they have of their own is a name and a date. `first` stands for its kind, and comes
 * first, whether it is of the list or not.
 */
export function oneOfEachKind(among: readonly Release[], first: Release): Release[] {
  const seen = new Set([kindOf(first)]);
  const others = among.filter((release) => {
    const isNew = !seen.has(kindOf(release));
    seen.add(kindOf(release));
    return isNew;
  });
  return [first, ...others];
}

/** A number for each kind. */
function kindOf(release: Release): number {
  return kinds().get(release) ?? -1;
}

const kinds = once(findKinds);

function findKinds(): Map<Release, number> {
  const entries = variables.flatMap(({ readBy, defaults }) => [...readBy, ...defaults]);
  const begins = new Set(
    entries.flatMap(({ from, to }) => [knownRelease(from).order, to === null ? -1 : knownRelease(to).order + 1]),
  );
  const found = new Map<Release, number>();
  let kind = 0;
  for (const release of releases) {
    const before = releases[release.order - 1];
    if (before !== undefined && (begins.has(release.order) || !hasSameFacts(before, release))) kind += 1;
    found.set(release, kind);
  }
  return found;
}

/** By identity: releases that are alike share a row of the table. */
function hasSameFacts({ name, order, date, ...facts }: Release, other: Release): boolean {
  return Object.entries(facts).every(([key, fact]) => other[key as keyof typeof facts] === fact);
}
