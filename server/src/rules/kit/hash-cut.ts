import type { Location } from "../../base/text.js";
import { interpolate } from "../../compose/interpolate.js";
import type { Entry } from "../../compose/types.js";
import type { PlausibleInstance } from "../../instance/plausible-instance.js";
import { textAt } from "../../instance/references.js";
import type { EnvironmentVariable } from "../../instance/service-variable.js";
import { isPlaceholder } from "../../plausible/tables/placeholder.js";

/** A secret that a comment cuts off. */
export interface Cut {
  /** What was meant as the value, from its first character on. */
  readonly at: Location;
  /** What the comment took of it, with the blanks before. */
  readonly lost: Location;
  /** The text that was meant. */
  readonly meant: string;
}

/** What a comment takes of a secret; null: nothing. An ordinary comment has a blank after its `#`. */
export function cutOf(view: PlausibleInstance, { origin, state }: EnvironmentVariable): Cut | null {
  const { entry } = origin;
  const source = entry === null ? undefined : view.project.files.get(entry.at.file);
  if (entry === null || source === undefined || entry.quotes !== "none") return null;
  const value = entry.value ?? emptyValue(view, entry);
  if (value === null || value.file !== entry.at.file || (entry.value === null && state !== "unknown")) return null;
  const written = textAt(view.project, value);
  if (written.includes("\n") || isPlaceholder(written) || isReference(written)) return null;
  const line = source.slice(value.end, source.lineEnd(source.lineAt(value.end)));
  // In an env file only a blank makes a comment of a `#`, in YAML a tab too.
  const [, hidden] = (entry.form === "env-line" ? /^[ \t]* (?=#\S)(.*)$/ : /^[ \t]+(?=#\S)(.*)$/).exec(line) ?? [];
  if (hidden === undefined) return null;
  const taken = hidden.replace(/(?<!\s)\s+#(?:\s[\s\S]*)?$/, "").trimEnd();
  // Where nothing is left of the value, a note of several words is a note.
  if (written === "" && /\s/.test(taken)) return null;
  const end = value.end + line.indexOf(hidden) + taken.length;
  const start = written === "" ? value.end + line.indexOf(hidden) : value.start;
  const blanks = written === "" ? "" : line.slice(0, line.indexOf(hidden));
  const meant = `${written}${blanks}${taken}`.replaceAll("$$", "$");
  return { at: { file: value.file, start, end }, lost: { file: value.file, start: value.end, end }, meant };
}

/** Where the value of `K:` would stand. A bare list item or env line has no place for one. */
function emptyValue({ project }: PlausibleInstance, { form, key, flow }: Entry): Location | null {
  if (form !== "map-pair" || flow) return null;
  const colon = /^["']?[ \t]*:/.exec(textAt(project, { ...key, start: key.end, end: key.end + 20 }));
  if (colon === null) return null;
  const at = key.end + colon[0].length;
  return { file: key.file, start: at, end: at };
}

/** Whether a value takes its text from elsewhere: then what follows it is a comment. */
function isReference(written: string): boolean {
  const result = interpolate(written, () => undefined);
  if (!result.ok) return false;
  return result.sole !== null || result.references.some(({ span }) => written[span.start + 1] === "{");
}
