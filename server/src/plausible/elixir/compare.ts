import { sameTerm, type Term } from "./elixir-term.js";

/** A key under which two configurations differ, as a path (`auth.username`); null where one of them lacks it. */
export interface Difference {
  readonly path: string;
  readonly files: Term | null;
  readonly container: Term | null;
}

/**
 * Where the configuration of a running container differs from the one that the files come to, in the order of the files.
 * What the files do not show, and what somebody blotted out before passing it on, differs from nothing.
 */
export function differencesBetween(files: Term, container: Term): Difference[] {
  const [ours, theirs] = [leavesOf(files), leavesOf(container)];
  const differences: Difference[] = [];
  for (const path of new Set([...ours.keys(), ...theirs.keys()])) {
    const [a, b] = [ours.get(path) ?? null, theirs.get(path) ?? null];
    if (a !== null && b !== null && (sameTerm(a, b) || isUnseen(a) || isBlotted(b))) continue;
    differences.push({ path, files: a, container: b });
  }
  return differences;
}

function leavesOf(term: Term): Map<string, Term> {
  const leaves = new Map<string, Term>();
  collect(term, "", leaves);
  return leaves;
}

function collect(term: Term, path: string, leaves: Map<string, Term>): void {
  if (term.kind !== "keyword") {
    leaves.set(path, term);
    return;
  }
  for (const [key, value] of term.pairs) collect(value, path === "" ? key : `${path}.${key}`, leaves);
}

function isUnseen(term: Term): boolean {
  return term.kind === "opaque" && term.text.startsWith("#Unknown<");
}

/** `***`, `xxxxx`, `[REDACTED]`, `<hidden>`. */
function isBlotted(term: Term): boolean {
  return (
    term.kind === "string" && /^(\*{2,}|•{2,}|…|x{4,}|[[<({]?(redacted|hidden|removed|secret|password)[\])>}]?)$/i.test(term.text)
  );
}
