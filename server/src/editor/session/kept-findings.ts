import type { FilePath, Location } from "../../base/text.js";
import type { Analysis } from "../../lint/analysis.js";
import { rules } from "../../rules/index.js";
import { type DocumentChange, differenceOf } from "./documents.js";
import type { ShownFinding } from "./test-findings.js";

/** Where a Plausible service stands. */
export interface ServiceMark {
  readonly service: string;
  readonly at: Location;
}

/** An analysis, with what tests add to its findings. */
interface Judged extends Pick<Analysis, "project" | "plausible" | "misread"> {
  readonly findings: readonly ShownFinding[];
}

interface Complete {
  readonly findings: readonly ShownFinding[];
  readonly marks: readonly ServiceMark[];
}

/**
 * What the last analyses of a project found, moved along with every change since, for the moment in which its YAML is
 * broken: then a service cannot be judged, but what was said of lines that have not changed still stands.
 */
export class Kept {
  #last: Complete = { findings: [], marks: [] };
  /** The texts that the offsets of `#last` count in. */
  #texts = new Map<FilePath, string>();

  /** Changes of one file, in order; `text`: what it is after them. */
  follow(file: FilePath, changes: readonly DocumentChange[], text: string): void {
    if (!this.#texts.has(file)) return;
    for (const change of changes) this.#last = moved(this.#last, file, change);
    this.#texts.set(file, text);
  }

  /** What a fresh analysis says, with what it could not judge from before. */
  complete({ project, findings, plausible: services, misread }: Judged): Complete {
    const fresh = { findings, marks: services.map(({ name, nameAt }) => ({ service: name, at: nameAt })) };
    const complete = this.#mayBeIncomplete(project, misread) ? this.#with(fresh, project, services) : fresh;
    this.#last = complete;
    this.#texts = new Map([...project.files].map(([path, { text }]) => [path, text]));
    return complete;
  }

  #mayBeIncomplete(project: Analysis["project"], misread: boolean): boolean {
    // Nothing to keep: then nobody needs to know, and a large file without Plausible is not parsed to its end.
    if (this.#last.findings.length === 0 && this.#last.marks.length === 0) return false;
    return project.broken || misread;
  }

  #with(fresh: Complete, project: Analysis["project"], services: Analysis["plausible"]): Complete {
    let last = this.#last;
    for (const [path, before] of this.#texts) {
      const now = project.files.get(path)?.text ?? "";
      if (now !== before) last = moved(last, path, differenceOf(before, now));
    }
    const judged = new Set(project.services.map(({ name }) => name));
    // An env file that cannot be read leaves the values in it unknown, and what was said of them stands as well.
    const envFiles = [...project.dotenv, ...services.flatMap(({ envFiles }) => envFiles)];
    const unread = new Set(envFiles.flatMap(({ path, state }) => (state === "invalid" ? [path] : [])));
    return {
      findings: [
        ...fresh.findings,
        // What Compose refuses is found anew with each text; only what could not be judged is kept.
        ...last.findings.filter(
          ({ rule, service, at }) =>
            !(rule !== null && rules[rule].meta.speaksOfComposeErrors) &&
            (service === null || !judged.has(service) || (unread.has(at.file) && !has(fresh.findings, at))),
        ),
      ],
      marks: [...fresh.marks, ...last.marks.filter(({ service }) => !judged.has(service))],
    };
  }
}

function has(findings: readonly ShownFinding[], place: Location): boolean {
  return findings.some(({ at }) => at.file === place.file && at.start === place.start && at.end === place.end);
}

function moved({ findings, marks }: Complete, file: FilePath, change: DocumentChange): Complete {
  return {
    findings: findings.flatMap((finding) => moveFinding(finding, file, change) ?? []),
    marks: marks.flatMap((mark) => {
      const at = moveLocation(mark.at, file, change);
      return at === null ? [] : [{ ...mark, at }];
    }),
  };
}

/**
 * A finding after a change of a file, moved with its text; null when the change touched a line that it speaks of.
 * A fix whose place was touched is dropped alone.
 */
export function moveFinding<T extends ShownFinding>(finding: T, file: FilePath, change: DocumentChange): T | null {
  const at = moveLocation(finding.at, file, change);
  if (at === null) return null;
  const related = moveAll(finding.related, ({ at: place, ...one }) => {
    const moved = moveLocation(place, file, change);
    return moved === null ? null : { ...one, at: moved };
  });
  // What it rests on has changed: whether it still holds is not known.
  if (related === null) return null;
  const fixes = finding.fixes.flatMap((fix) => {
    const edits = moveAll(fix.edits, (edit) => moveLocation(edit, file, change));
    return edits === null ? [] : [{ ...fix, edits }];
  });
  return { ...finding, at, related, fixes };
}

/** All of them moved, or null. */
function moveAll<T>(places: readonly T[], move: (place: T) => T | null): readonly T[] | null {
  const moved: T[] = [];
  for (const place of places) {
    const one = move(place);
    if (one === null) return null;
    moved.push(one);
  }
  return moved;
}

/** A place after a change of a file; null when a line that it stands on was touched. */
export function moveLocation<T extends Location>(at: T, file: FilePath, change: DocumentChange): T | null {
  if (at.file !== file) return at;
  const { before, start, end, newText } = change;
  const lineEnd = endOfLine(before, at.end);
  if (start > lineEnd || (start === lineEnd && keepsLineAbove(change))) return at;
  const lineStart = at.start === 0 ? 0 : before.lastIndexOf("\n", at.start - 1) + 1;
  if (end > lineStart || !keepsLineBelow(change, lineStart)) return null;
  const moved = newText.length - (end - start);
  return { ...at, start: at.start + moved, end: at.end + moved };
}

function endOfLine(text: string, offset: number): number {
  const lineBreak = text.indexOf("\n", offset);
  if (lineBreak === -1) return text.length;
  return text[lineBreak - 1] === "\r" && lineBreak > offset ? lineBreak - 1 : lineBreak;
}

/** Whether the line that ends where a change begins still ends there. */
function keepsLineAbove({ before, end, newText }: DocumentChange): boolean {
  const next = newText === "" ? before[end] : newText[0];
  return next === undefined || next === "\n" || next === "\r";
}

/** Whether the line that begins where a change ends (or after) still begins there. */
function keepsLineBelow({ before, start, end, newText }: DocumentChange, lineStart: number): boolean {
  if (end < lineStart) return true;
  return newText === "" ? start === 0 || before[start - 1] === "\n" : newText.endsWith("\n");
}
