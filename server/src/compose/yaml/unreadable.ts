/** The characters that YAML does not allow. */
const forbidden = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])/;

/** How many bytes go-yaml reads at once. */
const stretch = 512;
const byteOrderMark = 3;

/** The first character that YAML does not allow, and the beginning of the stretch that is refused for it. */
export interface Unreadable {
  readonly at: number;
  readonly from: number;
}

/** Null when all can be read. A character that does not fit into a stretch as a whole comes with the next one. */
export function firstUnreadable(text: string): Unreadable | null {
  const found = forbidden.exec(text);
  if (found === null) return null;
  let start = 0;
  for (let end = endOfStretch(text, start, stretch); end <= found.index; end = endOfStretch(text, start, stretch)) start = end;
  return { at: found.index, from: start };
}

/** Where the first stretch of a file ends that begins with two byte order marks, the first of which is not in the text. */
export function endOfFirstStretch(text: string): number {
  return endOfStretch(text, 0, stretch - byteOrderMark);
}

function endOfStretch(text: string, start: number, bytes: number): number {
  let left = bytes;
  let at = start;
  while (at < text.length) {
    const code = text.codePointAt(at) ?? 0;
    left -= code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    if (left < 0) break;
    at += code < 0x10000 ? 1 : 2;
  }
  return at;
}
