import type { CursorLine } from "./cursor-line.js";

/** One entry of a list or map in flow style, as if it stood in a line of its own. */
export interface FlowPart extends CursorLine {
  readonly form: "list-item" | "map-pair";
}

/** The entry of `{…}` or `[…]` in which the cursor stands; null where none was opened in its line. */
export function flowPart(line: CursorLine): FlowPart | null {
  const { text, column } = line;
  const opened: { sign: string; from: number }[] = [];
  let end = text.length;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charAt(at);
    const depth = opened.length;
    if (isQuote(text, at, depth)) {
      const close = text.indexOf(sign, at + 1);
      if (close === -1) break;
      at = close;
    } else if (sign === "#" && /[ \t]/.test(text.charAt(at - 1))) {
      if (at < column) return null;
      end = at;
      break;
    } else if ((sign === "{" || sign === "[") && (depth > 0 || opensValue(text, at))) {
      if (at >= column) break;
      opened.push({ sign, from: at + 1 });
    } else if (depth > 0 && (sign === "," || sign === "}" || sign === "]")) {
      if (at >= column) {
        end = at;
        break;
      }
      const last = opened.pop();
      if (sign === "," && last !== undefined) opened.push({ sign: last.sign, from: at + 1 });
    }
  }
  const within = opened.at(-1);
  if (within === undefined) return null;
  const part = text.slice(within.from, end);
  return {
    start: line.start + within.from,
    end: line.start + end,
    text: part,
    column: column - within.from,
    indent: /^[ \t]*/.exec(part)?.[0] ?? "",
    form: within.sign === "{" ? "map-pair" : "list-item",
  };
}

/** A quote within a word is an apostrophe. */
function isQuote(text: string, at: number, depth: number): boolean {
  if (!/["']/.test(text.charAt(at))) return false;
  const before = text.slice(0, at).trimEnd();
  return before === "" || /[:-]$/.test(before) || (depth > 0 && /[{[,]$/.test(before));
}

/** Elsewhere in block style a bracket is a letter like others: `${NAME}`. */
function opensValue(text: string, at: number): boolean {
  const before = text.slice(0, at).trimEnd();
  return before === "" || (before.length < at && /[:-]$/.test(before));
}
