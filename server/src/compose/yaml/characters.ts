/**
 * Kinds of characters as go-yaml, which reads the files for Compose, tells them apart, by their UTF-16 code units. 0 stands
 * for the end of a text, in which no such character can be.
 */
export const isBlank = (code: number): boolean => code === 0x20 || code === 0x09;

/** CR, LF, NEL, LS and PS: the line breaks of YAML 1.1. */
export const isBreak = (code: number): boolean =>
  code === 0x0a || code === 0x0d || code === 0x85 || code === 0x2028 || code === 0x2029;

export const isBreakOrEnd = (code: number): boolean => code === 0 || isBreak(code);

export const isBlankOrEnd = (code: number): boolean => isBlank(code) || isBreakOrEnd(code);

export const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;

/** What names of anchors and handles of tags are made of. */
export const isWord = (code: number): boolean =>
  isDigit(code) || (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a) || code === 0x5f || code === 0x2d;

/** The value of a hexadecimal digit; -1 for anything else. */
export function hexValue(code: number): number {
  if (isDigit(code)) return code - 0x30;
  const lower = code | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1;
}

/** A line break as go-yaml keeps it in a text: LS and PS stay, all others are a line feed. */
export const keptBreak = (code: number): string => (code === 0x2028 || code === 0x2029 ? String.fromCharCode(code) : "\n");

/** How many characters (not code units) a stretch of a text has, or more than `most` where it has more. */
export function countCharacters(text: string, from: number, to: number, most: number): number {
  if (to - from > 2 * most) return most + 1;
  let count = 0;
  for (let at = from; at < to; at += 1) {
    if ((text.charCodeAt(at) & 0xfc00) !== 0xdc00) count += 1;
  }
  return count;
}
