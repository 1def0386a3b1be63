import type { Location, Span } from "../base/text.js";
import type { InterpolatedText } from "./interpolate.js";
import type { Entry, Origin } from "./types.js";

/** A text that Compose puts together, and where it comes from. */
export interface ComposedText {
  readonly text: string;
  /** Names that nothing sets and that take part in the text. */
  readonly unresolved: readonly string[];
  /** Whether a part of it is set, but not here, or all of it is longer than what is put together here. */
  readonly unseen?: boolean;
  readonly origin: Origin;
}

/** Where an interpolated text was written. */
export interface Written {
  readonly kind: Origin["kind"];
  /** The text without its quotes. */
  readonly at: Location;
  readonly entry: Entry;
  /** Where a stretch of the text stands. */
  locate(span: Span): Location;
}

/** How many references of the way to a text are kept: of thousands that lead from one to the next nobody reads more. */
const longestWay = 100;

/**
 * The origin of an interpolated text. When one reference is the whole of it, that is where the reference leads (a line
 * of `.env`, a default); otherwise it is the text as written.
 */
export function composedText(result: InterpolatedText<Origin>, written: Written): ComposedText {
  const { text, unresolved, unseen, references, sole, chain } = result;
  const through = references.length === 0 ? [] : (sole === null ? references : chain).map(({ span }) => written.locate(span));
  const own = (at: Location): Origin => ({ kind: written.kind, at, entry: written.entry, through });
  if (sole === null || sole.used === "unset") return { text, unresolved, unseen, origin: own(written.at) };
  if (sole.origin !== undefined) {
    const way = [...through, ...sole.origin.through].slice(0, longestWay);
    return { text, unresolved, unseen, origin: { ...sole.origin, through: way } };
  }
  const inserted = sole.inserted;
  const nothing = inserted === null || inserted.start === inserted.end;
  return { text, unresolved, unseen, origin: own(written.locate(nothing ? sole.span : inserted)) };
}
