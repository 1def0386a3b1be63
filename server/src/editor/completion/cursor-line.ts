import type { SourceText } from "../../base/text.js";

/** How the line of the cursor is written, or would be: an item, a pair, or a statement of an env file. */
export type LineForm = "list-item" | "map-pair" | "env-line";

/** What stands at the cursor, as far as one line tells. Offsets count in the whole text. */
export type Spot =
  | {
      readonly kind: "name";
      readonly form: LineForm;
      /** The part of the name that is there already, up to its end. */
      readonly start: number;
      readonly end: number;
      /** What an item needs before its name: `- `, or a blank behind a dash that stands alone. */
      readonly lead: string;
      /** Whether a value, or the sign before it, follows already. */
      readonly hasValue: boolean;
    }
  | {
      readonly kind: "value";
      readonly form: LineForm;
      readonly name: string;
      readonly start: number;
      readonly end: number;
      /** The quote that the value, or the whole item, stands in; empty for none. */
      readonly quote: string;
      /** A blank where the colon of a pair still lacks it. */
      readonly lead: string;
    };

/** The line in which an offset stands. */
export interface CursorLine {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** Where the cursor is in it. */
  readonly column: number;
  readonly indent: string;
}

export function cursorLine(source: SourceText, offset: number): CursorLine {
  const number = source.lineAt(offset);
  const start = source.lineStart(number);
  const end = source.lineEnd(number);
  const text = source.slice(start, end);
  return { start, end, text, column: offset - start, indent: /^[ \t]*/.exec(text)?.[0] ?? "" };
}

/**
 * The spot of the cursor in a line of a compose file; null where neither a name nor a value of an entry stands.
 *
 * @param form how a line without a dash and without a colon is meant
 * @param inFlow whether the line is an entry of a flow, where items have no dash
 */
export function spotInCompose(line: CursorLine, form: "list-item" | "map-pair", inFlow: boolean): Spot | null {
  const [head = "", blanks = "", dash = "", open = "", name = ""] =
    /^([ \t]*)(-(?:[ \t]+|$))?(["']?)([A-Za-z_]\w*)?/.exec(line.text) ?? [];
  const rest = line.text.slice(head.length);
  const isItem = inFlow ? form === "list-item" : dash !== "";
  const separator = (isItem ? /^=/ : /^["']?[ \t]*:(?=[ \t]|$)/).exec(rest)?.[0] ?? null;
  const nameStart = blanks.length + dash.length + open.length;
  if (line.column >= nameStart && line.column <= head.length) {
    if (separator === null && rest.trim() !== "" && rest.trim() !== open) return null;
    const kind = isItem || separator !== null ? (isItem ? "list-item" : "map-pair") : form;
    const lead = kind !== "list-item" || inFlow ? "" : isItem ? (/[ \t]$/.test(dash) ? "" : " ") : "- ";
    return {
      kind: "name",
      form: kind,
      start: line.start + nameStart,
      end: line.start + head.length,
      lead,
      hasValue: separator !== null,
    };
  }
  if (separator === null || name === "") return null;
  return valueSpot(line, isItem ? "list-item" : "map-pair", name, head.length + separator.length, isItem ? open : null);
}

/** The same in a line of an env file. */
export function spotInEnvFile(line: CursorLine): Spot | null {
  const [head = "", blanks = "", name = ""] = /^([ \t]*(?:export[ \t]+)?)([A-Za-z_]\w*)?/.exec(line.text) ?? [];
  const rest = line.text.slice(head.length);
  const hasValue = rest.startsWith("=");
  if (line.column >= blanks.length && line.column <= head.length) {
    if (!hasValue && rest.trim() !== "") return null;
    const { start } = line;
    return { kind: "name", form: "env-line", start: start + blanks.length, end: start + head.length, lead: "", hasValue };
  }
  return hasValue && name !== "" ? valueSpot(line, "env-line", name, head.length + 1, null) : null;
}

/** `item`: the quote before a whole item; null where a value has quotes of its own. */
function valueSpot(line: CursorLine, form: LineForm, name: string, after: number, item: string | null): Spot | null {
  const rest = line.text.slice(after);
  const blanks = form === "map-pair" ? rest.length - rest.trimStart().length : 0;
  const open = item ?? /^["']/.exec(rest.slice(blanks))?.[0] ?? "";
  const first = after + blanks + (item === null ? open.length : 0);
  if (line.column < first) return null;
  const comment = rest.indexOf(" #");
  let last = comment === -1 ? line.text.length : after + comment;
  while (last > first && /[ \t]/.test(line.text.charAt(last - 1))) last -= 1;
  if (open !== "" && last > first && line.text.charAt(last - 1) === open) last -= 1;
  if (line.column > Math.max(last, first) + blanksAfter(line.text, last)) return null;
  return {
    kind: "value",
    form,
    name,
    start: line.start + first,
    end: line.start + Math.max(first, last),
    quote: open,
    lead: form === "map-pair" && blanks === 0 ? " " : "",
  };
}

function blanksAfter(text: string, offset: number): number {
  return text.slice(offset).length - text.slice(offset).trimStart().length;
}
