import type { SourceText, TextEdit } from "../../base/text.js";
import type { Entry, Project } from "../../compose/types.js";
import { suppressionsOf } from "../../lint/suppressions.js";
import type { Finding } from "../../rules/kit/types.js";

/**
 * The edit that suppresses one finding: a comment above its line, or its rule added to the comment that is there.
 * Null where a comment cannot stand: inside of a value of several lines it would become part of the value.
 */
export function suppressionEdit({ rule, at }: Pick<Finding, "rule" | "at">, project: Project): TextEdit | null {
  const source = project.files.get(at.file);
  if (source === undefined) return null;
  const line = source.lineAt(at.start);
  const start = source.lineStart(line);
  const cuts = ({ value }: Entry) => value?.file === at.file && value.start < start && start < value.end;
  if (entriesOf(project).some(cuts)) return null;
  const comment = suppressionsOf(at.file, source).find((one) => one.line === line);
  if (comment !== undefined) {
    const end = comment.at.start + endOfRules(source.slice(comment.at.start, comment.at.end));
    return { file: at.file, start: end, end, newText: `, ${rule}` };
  }
  const newText = `${indentationOf(source, start)}# plausible-mail-disable-next-line ${rule}${source.eol}`;
  return { file: at.file, start, end: start, newText };
}

/** The edit that suppresses a rule in a whole file: a comment at its top, or the rule added to the one that is there. */
export function fileSuppressionEdit({ rule, at }: Pick<Finding, "rule" | "at">, project: Project): TextEdit | null {
  const source = project.files.get(at.file);
  if (source === undefined) return null;
  const comment = suppressionsOf(at.file, source).find(({ scope }) => scope === "file");
  if (comment !== undefined) {
    const end = comment.at.start + endOfRules(source.slice(comment.at.start, comment.at.end));
    return { file: at.file, start: end, end, newText: `, ${rule}` };
  }
  // A byte order mark stays the first thing in the file.
  const start = source.text.startsWith("\ufeff") ? 1 : 0;
  return { file: at.file, start, end: start, newText: `# plausible-mail-disable-file ${rule}${source.eol}` };
}

/** Where the list of rules ends in a comment: before its reason. */
function endOfRules(comment: string): number {
  const reason = comment.search(/(?<![ \t])[ \t]+--(?:[ \t]|$)/);
  return reason === -1 ? comment.trimEnd().length : reason;
}

function indentationOf({ text }: SourceText, lineStart: number): string {
  return /^[ \t]*/.exec(text.slice(lineStart, lineStart + 200))?.[0] ?? "";
}

function entriesOf({ services, dotenv }: Project): Entry[] {
  return [
    ...services.flatMap(({ environmentSections }) => environmentSections.flatMap(({ entries }) => entries)),
    ...[...dotenv, ...services.flatMap(({ envFiles }) => envFiles)].flatMap(({ statements }) =>
      statements.map(({ entry }) => entry),
    ),
  ];
}
