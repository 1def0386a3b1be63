/** Where texts with one beginning stand; cut further only where a text is looked for that begins like them. */
interface Branch {
  /** The needle that ends here. */
  ends: string | null;
  /** Needles that are longer; null once they stand in `next`. */
  waiting: string[] | null;
  readonly next: Map<number, Branch>;
}

/**
 * Finds which of many needles occur in a text, the longest first. The time depends on the text and hardly on how many
 * needles there are.
 */
export function textFinder(needles: Iterable<string>): (text: string) => readonly string[] {
  const root: Branch = { ends: null, waiting: [...new Set(needles)].filter((needle) => needle !== ""), next: new Map() };
  return (text) => {
    const found = new Set<string>();
    for (let start = 0; start < text.length; start += 1) {
      let branch: Branch | undefined = root;
      for (let at = start; branch !== undefined; at += 1) {
        if (branch.ends !== null) found.add(branch.ends);
        const alone: string | undefined = branch.waiting?.length === 1 ? branch.waiting[0] : undefined;
        if (alone !== undefined) {
          // Of a needle of a megabyte a branch for each sign would take a hundred times its size.
          if (text.startsWith(alone, start)) found.add(alone);
          break;
        }
        branch = at < text.length ? branchesOf(branch, at - start).get(text.charCodeAt(at)) : undefined;
      }
    }
    return found.size < 2 ? [...found] : [...found].sort((a, b) => b.length - a.length);
  };
}

/** What follows a branch at a depth, by character. */
function branchesOf(branch: Branch, depth: number): ReadonlyMap<number, Branch> {
  const { waiting, next } = branch;
  branch.waiting = null;
  for (const needle of waiting ?? []) {
    const code = needle.charCodeAt(depth);
    let below = next.get(code);
    if (below === undefined) {
      below = { ends: null, waiting: [], next: new Map() };
      next.set(code, below);
    }
    if (needle.length === depth + 1) below.ends = needle;
    else below.waiting?.push(needle);
  }
  return next;
}
