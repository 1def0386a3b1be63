import { distance } from "fastest-levenshtein";

/**
 * The candidate that the word was probably meant to be, whatever its case; null when none is near: one edit for short
 * words, two from six letters on, three from twelve on.
 */
export function nearest(word: string, candidates: Iterable<string>): string | null {
  const allowed = word.length >= 12 ? 3 : word.length >= 6 ? 2 : 1;
  const lower = word.toLowerCase();
  let best: string | null = null;
  let bestDistance = allowed + 1;
  for (const candidate of candidates) {
    // So many letters at least are too many or too few.
    if (Math.abs(candidate.length - lower.length) >= bestDistance) continue;
    const away = distance(lower, candidate.toLowerCase());
    if (away < bestDistance) [best, bestDistance] = [candidate, away];
  }
  return best;
}

export { distance };
