import type { FilePath, Location } from "../compose/text.js";
import type { Finding } from "../rules/rule.js";
import type { Change } from "./documents.js";

/**
 * A finding after a change of a file, moved with its text; null when the change touched a line that it speaks of.
 * A fix whose place was touched is dropped alone.
 */
export function moveFinding(finding: Finding, file: FilePath, change: Change): Finding | null {
  const at = moveLocation(finding.at, file, change);
  if (at === null) return null;
  const related = moveAll(finding.related, ({ at: place, ...one }) => {
    const moved = moveLocation(place, file, change);
    return moved === null ? null : { ...one, at: moved };
  });
  // What it rests on has changed: whether it still holds is not known.
  if (related === null) return null;
  const fixes = finding.fixes.flatMap((fix) => {
    const edits = moveAll(fix.edits, (edit) => moveLocation(edit, file, change));
    return edits === null ? [] : [{ ...fix, edits }];
  });
  return { ...finding, at, related, fixes };
}

/** All of them moved, or null. */
function moveAll<T>(places: readonly T[], move: (place: T) => T | null): readonly T[] | null {
  const moved: T[] = [];
  for (const place of places) {
    const one = move(place);
    if (one === null) return null;
    moved.push(one);
  }
  return moved;
}

/** A place after a change of a file; null when a line that it stands on was touched. */
export function moveLocation<T extends Location>(at: T, file: FilePath, change: Change): T | null {
  if (at.file !== file) return at;
  const { before, start, end, newText } = change;
  const lineEnd = endOfLine(before, at.end);
  if (start > lineEnd || (start === lineEnd && keepsLineAbove(change))) return at;
  const lineStart = at.start === 0 ? 0 : before.lastIndexOf("\n", at.start - 1) + 1;
  if (end > lineStart || !keepsLineBelow(change, lineStart)) return null;
  const moved = newText.length - (end - start);
  return { ...at, start: at.start + moved, end: at.end + moved };
}

function endOfLine(text: string, offset: number): number {
  const lineBreak = text.indexOf("\n", offset);
  if (lineBreak === -1) return text.length;
  return text[lineBreak - 1] === "\r" && lineBreak > offset ? lineBreak - 1 : lineBreak;
}

/** Whether the line that ends where a change begins still ends there. */
function keepsLineAbove({ before, end, newText }: Change): boolean {
  const next = newText === "" ? before[end] : newText[0];
  return next === undefined || next === "\n" || next === "\r";
}

/** Whether the line that begins where a change ends (or after) still begins there. */
function keepsLineBelow({ before, start, end, newText }: Change, lineStart: number): boolean {
  if (end < lineStart) return true;
  return newText === "" ? start === 0 || before[start - 1] === "\n" : newText.endsWith("\n");
}
