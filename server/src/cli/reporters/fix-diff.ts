import { structuredPatch } from "diff";
import { relativePath } from "../../base/paths.js";
import { type FilePath, SourceText } from "../../base/text.js";
import type { Fixed, FixedFile } from "../lint-fix.js";
import type { LintedProject } from "../lint-report.js";
import { printable } from "../terminal/text.js";

/** What fixes change, as `diff -u` shows it. A secret is `***` there; `masked`: so the patch fits only by hand. */
export function fixDiff({ changed, projects }: Fixed, cwd: FilePath): { readonly text: string; readonly masked: boolean } {
  const parts = changed.map((file) => fileDiff(file, projects, cwd));
  return { text: parts.map(({ text }) => text).join(""), masked: parts.some(({ masked }) => masked) };
}

function fileDiff({ path, before, after }: FixedFile, projects: Fixed["projects"], cwd: FilePath) {
  const shown = printable(relativePath(cwd, path));
  const old = before ?? "";
  const { hunks } = structuredPatch(shown, shown, old, after, undefined, undefined, { context: 3 });
  const oldLine = liner(path, old, projects.before);
  const newLine = liner(path, after, projects.after);
  const lines = [`--- ${before === null ? "/dev/null" : `a/${shown}`}`, `+++ b/${shown}`];
  let masked = false;
  for (const hunk of hunks) {
    lines.push(`@@ -${sideOf(hunk.oldStart, hunk.oldLines)} +${sideOf(hunk.newStart, hunk.newLines)} @@`);
    let [oldAt, newAt] = [hunk.oldStart - 1, hunk.newStart - 1];
    for (const line of hunk.lines) {
      const sign = line[0] ?? " ";
      const text = line.slice(1);
      if (sign === "\\") {
        lines.push(line); // no line break at the end of the file
        continue;
      }
      const hidden = sign === "-" ? oldLine(oldAt, text) : newLine(newAt, text);
      if (sign !== "+") oldAt += 1;
      if (sign !== "-") newAt += 1;
      masked ||= hidden !== text;
      lines.push(`${sign}${hidden}`);
    }
  }
  return { text: `${lines.join("\n")}\n`, masked };
}

/** Where a hunk begins and how long it is; the format counts a side without lines from the line before it. */
function sideOf(start: number, lines: number): string {
  return `${lines === 0 ? start - 1 : start},${lines}`;
}

/** Shows lines of a text without the secrets that the projects which read it know of. */
function liner(path: FilePath, text: string, projects: readonly LintedProject[]): (line: number, shown: string) => string {
  const source = new SourceText(text);
  const readers = projects.filter(({ files }) => files.has(path));
  const known = readers.length === 0 ? projects : readers;
  return (line, shown) => {
    const start = source.lineStart(line);
    const spans = known
      .flatMap(({ secrets }) => secrets().inLine(path, { start, end: start + shown.length }, shown))
      .map((span) => ({ start: Math.max(span.start - start, 0), end: Math.min(span.end - start, shown.length) }))
      .sort((a, b) => a.start - b.start);
    let result = "";
    let at = 0;
    for (const span of spans) {
      if (span.end <= at) continue;
      if (span.start >= at) result += `${shown.slice(at, span.start)}***`;
      at = span.end;
    }
    const cut = result + shown.slice(at);
    return known.reduce((rest, { secrets }) => secrets().quoted(rest), cut);
  };
}
