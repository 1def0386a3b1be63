/*
 * What an expression would do in quadratic time, or could not be made of a user's text at all: here it takes linear time,
 * whatever the text.
 */

/** A text in one line: each line break, with the blanks around it, becomes one blank. */
export function onOneLine(text: string): string {
  const lines = text.split("\n");
  if (lines.length === 1) return text;
  const last = lines.length - 1;
  return lines
    .map((line, index) => (index === 0 ? line.trimEnd() : index === last ? line.trimStart() : line.trim()))
    .filter((line, index) => line !== "" || index === 0 || index === last)
    .join(" ");
}

/** Whether one text stands somewhere behind another one. */
export function hasPair(text: string, open: string, close: string): boolean {
  const start = text.indexOf(open);
  return start !== -1 && text.includes(close, start + open.length);
}

/** Where a text in double quotes ends that begins at `start`, behind its closing quote; a backslash takes the next character along. -1: nowhere. */
export function endOfDoubleQuoted(text: string, start: number): number {
  for (let at = start + 1; ; ) {
    const close = text.indexOf('"', at);
    if (close === -1) return -1;
    let first = close;
    while (first > at && text[first - 1] === "\\") first -= 1;
    if ((close - first) % 2 === 0) return close + 1;
    at = close + 1;
  }
}

/** The same for single quotes, of which two stand for one; where only such pairs follow, it ends within the last one. -1: nowhere. */
export function endOfSingleQuoted(text: string, start: number): number {
  let end = -1;
  for (let at = start + 1; ; ) {
    const close = text.indexOf("'", at);
    if (close === -1) return end;
    end = close + 1;
    if (text[end] !== "'") return end;
    at = end + 1;
  }
}
