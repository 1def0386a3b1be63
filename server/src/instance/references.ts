import type { Location, SourceText } from "../base/text.js";
import type { Project } from "../compose/types.js";
import type { EnvironmentVariable } from "./service-variable.js";

/** A `$X` or `${X…}` as it is written. */
export interface WrittenReference {
  readonly name: string;
  readonly at: Location;
  readonly text: string;
  /** Its operator: `:-`, `-`, `:+`, `+`, `:?`, `?`; empty for none. */
  readonly operator: string;
}

/** The references that lead to a variable's text, outermost first; bare names are none. */
export function referencesOf(project: Project, { origin }: EnvironmentVariable): WrittenReference[] {
  return origin.through.flatMap((at) => {
    const text = textAt(project, at);
    const match = /^\$\{?([A-Za-z_]\w*)(:?[-+?])?/.exec(text);
    if (match === null) return [];
    const braced = text.startsWith("${");
    return [{ name: match[1] ?? "", at, text, operator: braced ? (match[2] ?? "") : "" }];
  });
}

/** What stands at a place. */
export function textAt(project: Project, at: Location): string {
  return project.files.get(at.file)?.slice(at.start, at.end) ?? "";
}

const asked = new WeakMap<SourceText, ReadonlySet<string>>();

/** The names that a text refers to, outside of comments; found once for each text. */
export function namesAskedIn(source: SourceText): ReadonlySet<string> {
  let names = asked.get(source);
  if (names === undefined) {
    names = new Set(
      source.text.split("\n").flatMap((line) => {
        if (!line.includes("$")) return [];
        const comment = /(?:^|\s)#/.exec(line)?.index ?? line.length;
        return [...line.slice(0, comment).matchAll(/(?<!\$)\$\{?([A-Za-z_]\w*)/g)].map(([, name = ""]) => name);
      }),
    );
    asked.set(source, names);
  }
  return names;
}
