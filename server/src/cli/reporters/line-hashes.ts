/** How many characters of a file a hash covers, from the start of its line; blanks and tabs don't count. */
const covered = 100;
/** The hash is a polynomial in this number, modulo 2^64. */
const base = 37n;
/** What goes out of the window has been multiplied so often. */
const leaving = BigInt.asUintN(64, base ** BigInt(covered));
/** Stands for the end of the file, and is hashed like a character. */
const endOfFile = 0xffff;

/** Longer texts are left to the upload, which computes the same. */
export const longestHashed = 2_000_000;

/**
 * The hash of each line, in their order: that which GitHub's upload of SARIF computes for lines of alerts
 * (github/codeql-action:src/fingerprints.ts), so that an alert stays the same one while lines above it come and go. A line's
 * hash is made of the first hundred characters from its start on, whatever line they stand in; equal hashes are numbered.
 *
 * @param text with its byte order mark, where it has one
 */
export function lineHashes(text: string): readonly string[] {
  const window = new Array<number>(covered).fill(0);
  const starts = new Array<boolean>(covered).fill(false);
  const seen = new Map<string, number>();
  const hashes: string[] = [];
  let hash = 0n;
  let at = 0;
  let lineStarts = true;
  let afterReturn = false;

  const tell = () => {
    if (!starts[at]) return;
    const value = hash.toString(16);
    const count = (seen.get(value) ?? 0) + 1;
    seen.set(value, count);
    hashes.push(`${value}:${count}`);
    starts[at] = false;
  };
  const shift = (code: number) => {
    const oldest = window[at] as number;
    window[at] = code;
    hash = BigInt.asUintN(64, base * hash + BigInt(code) - leaving * BigInt(oldest));
    at = (at + 1) % covered;
  };
  const take = (read: number) => {
    const skipped = read === space || read === tab || (afterReturn && read === lineFeed);
    afterReturn = read === carriageReturn;
    if (skipped) return;
    const code = afterReturn ? lineFeed : read;
    tell();
    starts[at] = lineStarts;
    lineStarts = code === lineFeed;
    shift(code);
  };

  for (let index = 0; index < text.length; index += 1) take(text.charCodeAt(index));
  take(endOfFile);
  for (let rest = 0; rest < covered; rest += 1) {
    tell();
    shift(0);
  }
  return hashes;
}

const tab = 9;
const lineFeed = 10;
const carriageReturn = 13;
const space = 32;

/** Where the text ends that the hash of a line is made of; `start`: where the line starts. */
export function hashedUntil(text: string, start: number): number {
  let at = start;
  for (let count = 0; at < text.length && count < covered; at += 1) if (!/[ \t]/.test(text[at] as string)) count += 1;
  return at;
}
