import type { Location } from "../base/text.js";
import { isPlaceholder } from "../plausible/tables/placeholder.js";
import { type EnvironmentVariable, isPlaced, type PlacedVariable, type ServiceVariable } from "./service-variable.js";

/** The variable's text where it is known and meant as it stands: null for absent, unknown and placeholder values. */
export function knownText(variable: ServiceVariable): string | null {
  const text = textOfVariable(variable);
  return text === null || isPlaceholder(text) ? null : text;
}

/** The variable's text, placeholders included; null for absent and unknown ones. */
export function textOfVariable(variable: ServiceVariable): string | null {
  return variable.state === "value" ? variable.value : null;
}

/** A value as messages show it: in one line, and not endlessly long. */
export function shownText(text: string): string {
  const line = text.replace(/\r/g, "\\r").replace(/\n/g, "\\n").replace(/\t/g, "\\t").replaceAll("`", "'");
  return line.length > 60 ? `${line.slice(0, 57)}…` : line;
}

/** Whether something certainly reaches the container; a bare name that nothing sets does not count. */
export function certainlySet(variable: ServiceVariable): boolean {
  if (variable.state === "value") return true;
  return variable.state === "unknown" && isPlaced(variable) && (variable.secretFile !== undefined || variable.composed !== null);
}

/**
 * The text that the user must change to change the value. An empty value has no text of its own: there it is the entry
 * from its name to its end (`SMTP_HOST_PORT=`), or a pair of quotes with nothing between them.
 */
export function placeOf(variable: PlacedVariable): Location {
  if (variable.secretFile !== undefined) {
    const { at, declared } = variable.secretFile;
    return at === null || at.start === at.end ? declared : at;
  }
  const { origin, declared } = variable;
  if (origin.at !== null) {
    if (origin.at.end > origin.at.start) return origin.at;
    if (origin.entry !== null) return wholeEntry(origin.entry);
  }
  // Set outside of every file: the reference that asks for it is all there is to show.
  return origin.through.at(-1) ?? declared.value ?? declared.key;
}

function wholeEntry(entry: EnvironmentVariable["declared"]): Location {
  if (entry.value !== null && entry.value.end > entry.value.start) return entry.value;
  return { ...entry.key, end: Math.max(entry.key.end, entry.value?.end ?? entry.at.end) };
}
