import type { MessageTemplate } from "../base/messages.js";
import type { Location } from "../base/text.js";
import type { Service } from "../compose/types.js";
import type { EnvironmentVariable, RelatedLocation, SecretVariable, ServiceVariable } from "../rules/kit/types.js";
import { isPlaceholder } from "./placeholder.js";

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

/** A variable of which a place can be shown. */
export type PlacedVariable = EnvironmentVariable | SecretVariable;

export function isPlaced(variable: ServiceVariable): variable is PlacedVariable {
  return variable.state !== "absent" && variable.unseen !== true;
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

const brings: MessageTemplate = {
  en: "`{name}` comes into service `{service}` here",
  "zh-cn": "`{name}` 由此处传入服务 `{service}`",
};

/** The line that brings a value into the container, where the value itself stands elsewhere (`.env`, an env file). */
export function relatedTo(service: Service, variable: PlacedVariable): RelatedLocation[] {
  const place = placeOf(variable);
  const candidates =
    variable.secretFile !== undefined
      ? [variable.secretFile.declared]
      : [variable.envFileAt ?? variable.declared.at, variable.origin.through[0] ?? variable.declared.at];
  const at = candidates.find((where) => where.file !== place.file || where.end <= place.start || where.start >= place.end);
  if (at === undefined) return [];
  return [{ at, message: { template: brings, values: { name: variable.name, service: service.name } } }];
}
