import type { Files } from "../../base/files.js";
import type { FilePath, SourceText } from "../../base/text.js";
import type { ReportedFinding } from "../lint-report.js";
import { hashedUntil, lineHashes, longestHashed } from "./line-hashes.js";

const known = new WeakMap<SourceText, readonly string[]>();

/**
 * The hash of a finding's line, as GitHub's upload would compute it; null where it cannot be known, and where a secret is in
 * the text that it is made of: a short one could be guessed from it.
 */
export function lineHashOf(
  { finding: { at }, files, secrets }: ReportedFinding,
  hasMark: (path: FilePath) => boolean,
  disk: Files,
): string | null {
  const source = files.get(at.file);
  const content = disk.read(at.file);
  if (source === undefined || content.kind !== "text" || content.encoding !== "utf-8") return null;
  const { text } = source;
  if (text.length > longestHashed || content.text !== text) return null;
  const line = source.lineAt(at.start);
  const until = hashedUntil(text, source.lineStart(line));
  for (let each = line; each < source.lineCount && source.lineStart(each) < until; each += 1) {
    const span = { start: source.lineStart(each), end: source.lineEnd(each) };
    if (
      secrets()
        .inLine(at.file, span, text.slice(span.start, span.end))
        .some(({ start }) => start < until)
    )
      return null;
  }
  const hashes = known.get(source) ?? lineHashes(hasMark(at.file) ? `\ufeff${text}` : text);
  known.set(source, hashes);
  return hashes[line] ?? null;
}
