/** Where lines begin behind the first one. A line ends as in LSP and YAML: by `\n`, `\r\n` or `\r`. */
export function lineStartsBehind(text: string): number[] {
  const starts: number[] = [];
  if (text.includes("\r") && /\r(?!\n)/.test(text)) {
    for (const { 0: lineBreak, index } of text.matchAll(/\r\n?|\n/g)) starts.push(index + lineBreak.length);
    return starts;
  }
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}

/** The last of some sorted numbers that is no larger than one, by its index; the first, where all are. */
export function lastAtMost(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((sorted[middle] as number) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}
