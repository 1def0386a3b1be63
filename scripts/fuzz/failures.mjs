// What counts as a failure in whatever was answered.
import { fuzzCanary } from "../../test/out/fuzz/texts.js";
import { outsideOf } from "../bench/ranges.mjs";

/** Milliseconds after which an answer is late, and after which it counts as none. */
export const late = 1_000;
export const hang = 30_000;

/**
 * @typedef {{ kind: string, detail: string }} Failure
 */

/** A secret or a stack trace in what was said. */
export function badWords(door, said) {
  const failures = [];
  if (said.includes(fuzzCanary)) failures.push({ kind: `secret: ${door}`, detail: around(said, said.indexOf(fuzzCanary)) });
  const trace = /\n\s+at .+:\d+:\d+|RangeError|TypeError|Maximum call stack|a mistake of this program/.exec(said);
  if (trace !== null) failures.push({ kind: `trace: ${door}`, detail: around(said, trace.index) });
  return failures;
}

/** Diagnostics that stand outside of their document. */
export function badRanges(door, text, diagnostics) {
  const outside = diagnostics.filter((each) => outsideOf(text, [each]));
  return outside.map(({ range, message }) => ({ kind: `range: ${door}`, detail: `${JSON.stringify(range)} ${message}` }));
}

function around(text, index) {
  return text.slice(Math.max(0, index - 150), index + 300);
}
