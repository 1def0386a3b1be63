import { relativePath } from "../../base/paths.js";
import type { FilePath, SourceText, TextEdit } from "../../base/text.js";
import type { Project } from "../../compose/types.js";
import { withoutSecrets } from "../../secrets/secret-texts.js";
import type { Secrets } from "../../secrets/secrets.js";

/** What edits change: below the name of each file the lines that go and come (`- `, `+ `), without secrets. */
export function reviewLines(project: Project, edits: readonly TextEdit[], secrets: Secrets): readonly string[] {
  const shown = (line: string) => withoutSecrets(secrets.quoted(line.trim().replace(/^- /, "")));
  const files = [...new Set(edits.map(({ file }) => file))];
  return files.flatMap((file) => {
    const { before, after } = linesIn(edits, file, project.files.get(file));
    return [
      relativePath(project.directory, file),
      ...without(before, after).map((line) => `- ${shown(line)}`),
      ...without(after, before).map((line) => `+ ${shown(line)}`),
    ];
  });
}

/** The lines of a file from the first edit to the last, as they are and as they will be. */
function linesIn(edits: readonly TextEdit[], file: FilePath, source: SourceText | undefined) {
  const own = edits.filter((edit) => edit.file === file).sort((a, b) => a.start - b.start);
  if (source === undefined) return { before: [], after: linesOf(own.map(({ newText }) => newText).join("")) };
  const start = source.lineStart(source.lineAt(own[0]?.start ?? 0));
  const end = Math.max(...own.map((edit) => source.lineEnd(source.lineAt(edit.end))));
  let [after, at] = ["", start];
  for (const edit of own) {
    after += source.slice(at, edit.start) + edit.newText;
    at = edit.end;
  }
  return { before: linesOf(source.slice(start, end)), after: linesOf(after + source.slice(at, end)) };
}

function linesOf(text: string): readonly string[] {
  return text.split(/\r?\n/).filter((line) => line.trim() !== "");
}

/** The lines that the others do not have, as often as they do not. */
function without(lines: readonly string[], others: readonly string[]): readonly string[] {
  const left = [...others];
  return lines.filter((line) => {
    const at = left.indexOf(line);
    if (at !== -1) left.splice(at, 1);
    return at === -1;
  });
}
