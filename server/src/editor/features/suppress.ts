import type { FilePath, Location, SourceText, TextEdit } from "../../base/text.js";
import type { Entry, Project } from "../../compose/types.js";
import { suppressionsOf } from "../../lint/suppressions.js";
import type { Finding, Suppression } from "../../rules/kit/types.js";

type Suppressed = Pick<Finding, "rule" | "at">;

/** The edits that suppress findings of a project. What all of them ask of its texts is looked up once. */
export class SuppressionEdits {
  readonly project: Project;
  readonly #comments = new Map<FilePath, readonly Suppression[]>();
  #longValues: readonly Location[] | null = null;

  constructor(project: Project) {
    this.project = project;
  }

  /**
   * Suppresses one finding: a comment above its line, or its rule added to the comment that is there. Null where a comment
   * cannot stand: inside of a value of several lines it would become part of the value.
   */
  onLine({ rule, at }: Suppressed): TextEdit | null {
    const source = this.project.files.get(at.file);
    if (source === undefined) return null;
    const line = source.lineAt(at.start);
    const start = source.lineStart(line);
    this.#longValues ??= valuesOfSeveralLines(this.project);
    if (this.#longValues.some((value) => value.file === at.file && value.start < start && start < value.end)) return null;
    const comment = this.#commentsOf(at.file, source).find((one) => one.line === line);
    if (comment !== undefined) return added(rule, comment, source);
    const newText = `${indentationOf(source, start)}# plausible-mail-disable-next-line ${rule}${source.eol}`;
    return { file: at.file, start, end: start, newText };
  }

  /** Suppresses a rule in a whole file: a comment at its top, or the rule added to the one that is there. */
  inFile({ rule, at }: Suppressed): TextEdit | null {
    const source = this.project.files.get(at.file);
    if (source === undefined) return null;
    const comment = this.#commentsOf(at.file, source).find(({ scope }) => scope === "file");
    if (comment !== undefined) return added(rule, comment, source);
    // A byte order mark stays the first thing in the file.
    const start = source.slice(0, 1) === "\ufeff" ? 1 : 0;
    return { file: at.file, start, end: start, newText: `# plausible-mail-disable-file ${rule}${source.eol}` };
  }

  #commentsOf(file: FilePath, source: SourceText): readonly Suppression[] {
    let comments = this.#comments.get(file);
    if (comments === undefined) {
      comments = suppressionsOf(file, source);
      this.#comments.set(file, comments);
    }
    return comments;
  }
}

/** The rule added to the list of a comment. */
function added(rule: Suppressed["rule"], { at: { file, start, end } }: Suppression, source: SourceText): TextEdit {
  const place = start + endOfRules(source.slice(start, end));
  return { file, start: place, end: place, newText: `, ${rule}` };
}

/** Where the list of rules ends in a comment: before its reason. */
function endOfRules(comment: string): number {
  const reason = comment.search(/(?<![ \t])[ \t]+--(?:[ \t]|$)/);
  return reason === -1 ? comment.trimEnd().length : reason;
}

function indentationOf(source: SourceText, lineStart: number): string {
  return /^[ \t]*/.exec(source.slice(lineStart, Math.min(lineStart + 200, source.length)))?.[0] ?? "";
}

function valuesOfSeveralLines(project: Project): Location[] {
  return entriesOf(project).flatMap(({ value }) => {
    const source = value === null ? undefined : project.files.get(value.file);
    if (value === null || source === undefined) return [];
    return source.lineAt(value.start) === source.lineAt(value.end) ? [] : [value];
  });
}

function entriesOf({ services, dotenv }: Project): Entry[] {
  return [
    ...services.flatMap(({ environmentSections }) => environmentSections.flatMap(({ entries }) => entries)),
    ...[...dotenv, ...services.flatMap(({ envFiles }) => envFiles)].flatMap(({ statements }) =>
      statements.map(({ entry }) => entry),
    ),
  ];
}
