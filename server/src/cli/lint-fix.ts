import type { FileContent, Files } from "../base/files.js";
import { relativePath } from "../base/paths.js";
import { applyEdits, type FilePath, type TextEdit } from "../base/text.js";
import { automaticEdits } from "../lint/automatic-edits.js";
import type { Io } from "./io.js";
import type { LintedProject, LintReport } from "./lint-report.js";
import { cannot, reasonOf } from "./refusals.js";

/** A fix may be followed by another one that it made possible; far more rounds than that takes. */
const mostRounds = 10;

/** A file that fixes change. */
export interface FixedFile {
  readonly path: FilePath;
  /** Null: it is made. */
  readonly before: string | null;
  readonly after: string;
}

/** What fixes make of the files, which are not written yet. */
export interface Fixed {
  readonly changed: readonly FixedFile[];
  /** Hides secrets in the texts before and after. */
  readonly projects: { readonly before: readonly LintedProject[]; readonly after: readonly LintedProject[] };
  /** What remains. */
  readonly report: LintReport;
}

/** Applies the fixes that need no decision, and looks again, until none is left. */
export async function fixAll(lint: (io: Io) => Promise<LintReport>, io: Io): Promise<Fixed> {
  const first = await lint(io);
  const texts = new Map<FilePath, string>();
  const before = new Map<FilePath, string | null>();
  let report = first;
  for (let round = 0; round < mostRounds; round += 1) {
    const edits = automaticEdits(report.findings.map(({ finding }) => finding)).filter(({ file }) => canChange(file, io));
    if (edits.length === 0) break;
    for (const [path, own] of byFile(edits)) {
      const content = io.files.read(path);
      if (!before.has(path)) before.set(path, content.kind === "text" ? content.text : null);
      texts.set(path, applyEdits(texts.get(path) ?? (content.kind === "text" ? content.text : ""), own));
    }
    report = await lint({ ...io, files: withTexts(io.files, texts) });
  }
  const changed = [...texts].map(([path, after]) => ({ path, before: before.get(path) ?? null, after }));
  return {
    changed: changed.filter((file) => file.before !== file.after).sort((a, b) => (a.path < b.path ? -1 : 1)),
    projects: { before: first.projects, after: report.projects },
    report,
  };
}

/** A file whose bytes are no text would lose some of them. */
function canChange(path: FilePath, io: Io): boolean {
  const content = io.files.read(path);
  return content.kind === "missing" || (content.kind === "text" && content.encoding !== "lossy");
}

function byFile(edits: readonly TextEdit[]): Map<FilePath, TextEdit[]> {
  const files = new Map<FilePath, TextEdit[]>();
  for (const edit of edits) {
    const own = files.get(edit.file);
    if (own === undefined) files.set(edit.file, [edit]);
    else own.push(edit);
  }
  return files;
}

function withTexts(files: Files, texts: ReadonlyMap<FilePath, string>): Files {
  return {
    read(path): FileContent {
      const text = texts.get(path);
      if (text === undefined) return files.read(path);
      const content = files.read(path);
      return { kind: "text", text, encoding: content.kind === "text" ? content.encoding : "utf-8" };
    },
    list: (folder) => files.list?.(folder) ?? null,
  };
}

/** Writes what fixes made, all of it or nothing: a file that changed meanwhile stops it before the first is written. */
export async function writeFixed({ changed }: Fixed, io: Io): Promise<void> {
  const writer = await io.writer();
  for (const { path, before } of changed) {
    if (!writer.has(path, before)) throw cannot("changedMeanwhile", { path: relativePath(io.cwd, path) });
  }
  for (const { path, after } of changed) {
    try {
      writer.replace(path, after);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw cannot("cannotWrite", { path: relativePath(io.cwd, path), reason });
    }
  }
}

/** Files with automatic fixes that stay as they are, with the reason. */
export function unchangeable({ findings }: LintReport, io: Io) {
  const files = new Set(automaticEdits(findings.map(({ finding }) => finding)).map(({ file }) => file));
  const lossy = [...files].filter((path) => !canChange(path, io));
  return lossy.map((path) => reasonOf("notUtf8", { path: relativePath(io.cwd, path) }));
}
