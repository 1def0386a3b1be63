import type { FilePath, SourceText, Span, TextEdit } from "../../base/text.js";
import { mask } from "../../secrets/secret-texts.js";
import type { Secrets } from "../../secrets/secrets.js";

/** Lines that a fix changes, as they are and as they will be; secrets are masked. */
export interface ChangedLines {
  readonly file: FilePath;
  /** Of the first one, from 0. */
  readonly line: number;
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** What a fix does to its lines; null where that cannot be shown without a secret. */
export function changedLines(
  edits: readonly TextEdit[],
  files: ReadonlyMap<FilePath, SourceText>,
  secrets: Secrets,
): readonly ChangedLines[] | null {
  const shown = secrets.edits(edits, files);
  if (shown === null) return null;
  const sorted = [...shown].sort((a, b) => (a.file === b.file ? a.start - b.start : a.file < b.file ? -1 : 1));
  const blocks: { readonly file: FilePath; readonly edits: TextEdit[]; last: number }[] = [];
  for (const edit of sorted) {
    const source = files.get(edit.file);
    const block = blocks.at(-1);
    const last = source?.lineAt(Math.max(edit.start, edit.end - 1)) ?? 0;
    if (block?.file === edit.file && (source?.lineAt(edit.start) ?? 0) <= block.last) {
      block.edits.push(edit);
      block.last = Math.max(block.last, last);
    } else blocks.push({ file: edit.file, edits: [edit], last });
  }
  return blocks.map((block) => changedBlock(block, files.get(block.file), secrets));
}

function changedBlock(
  { file, edits, last }: { readonly file: FilePath; readonly edits: readonly TextEdit[]; readonly last: number },
  source: SourceText | undefined,
  secrets: Secrets,
): ChangedLines {
  if (source === undefined) return { file, line: 0, before: [], after: linesOf(edits.map(({ newText }) => newText).join("")) };
  const line = source.lineAt(edits[0]?.start ?? 0);
  const start = source.lineStart(line);
  const end = Math.max(source.lineEnd(last), ...edits.map((edit) => edit.end));
  let after = "";
  let at = start;
  for (const edit of edits) {
    after += masked(source, file, { start: at, end: edit.start }, secrets) + edit.newText;
    at = edit.end;
  }
  after += masked(source, file, { start: at, end }, secrets);
  return { file, line, before: linesOf(masked(source, file, { start, end }, secrets)), after: linesOf(after) };
}

function masked(source: SourceText, file: FilePath, { start, end }: Span, secrets: Secrets): string {
  let text = "";
  for (let at = start; at < end; ) {
    const line = source.lineAt(at);
    const span = { start: source.lineStart(line), end: source.lineEnd(line) };
    const hidden = secrets.inLine(file, span, source.slice(span.start, span.end)).find((one) => one.start <= at && at < one.end);
    if (hidden === undefined) text += source.text[at];
    else if (!text.endsWith(mask)) text += mask;
    at = hidden === undefined ? at + 1 : Math.min(hidden.end, end);
  }
  return text;
}

function linesOf(text: string): readonly string[] {
  return text === "" ? [] : text.replace(/\r?\n$/, "").split(/\r?\n/);
}
