/** Texts are compared in such pieces: engines compare whole ones much faster than letter by letter. */
const piece = 2048;

/** How many characters two texts have in common at their beginning. */
export function commonStart(a: string, b: string): number {
  const most = Math.min(a.length, b.length);
  let at = 0;
  while (at + piece <= most && a.slice(at, at + piece) === b.slice(at, at + piece)) at += piece;
  while (at < most && a.charCodeAt(at) === b.charCodeAt(at)) at += 1;
  return at;
}

/** The same at their end, without their first `start` characters. */
export function commonEnd(a: string, b: string, start: number): number {
  const most = Math.min(a.length, b.length) - start;
  const ending = (text: string, from: number, to: number) => text.slice(text.length - to, text.length - from);
  let length = 0;
  while (length + piece <= most && ending(a, length, length + piece) === ending(b, length, length + piece)) length += piece;
  while (length < most && a.charCodeAt(a.length - 1 - length) === b.charCodeAt(b.length - 1 - length)) length += 1;
  return length;
}
