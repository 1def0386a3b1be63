import type { SourceText } from "../../base/text.js";
import type { Repeats } from "./text-problems.js";

/**
 * A YAML problem in the words of go-yaml, which reads the files for Compose, as far as they can be told from those of
 * our own parser; else ours in its form.
 *
 * @param at the offset of the problem in the file
 */
export function goYamlMessage(message: string, at: number, source: SourceText, file: string, repeats?: Repeats): string {
  const line = source.lineAt(at);
  if (message.startsWith("mapping key ")) {
    const since = repeats === undefined ? "" : ` at line ${source.lineAt(repeats.first) + 1}`;
    return `failed to parse ${file}: line ${source.lineAt(repeats?.again ?? at) + 1}: ${message}${since}`;
  }
  if (/^Unexpected scalar at node end/.test(message)) return `yaml: ${strayText(source, at)}`;
  if (/^map merge |^cannot decode |^!!binary /.test(message)) return `failed to parse ${file}: yaml: ${message}`;
  if (/^unknown anchor |^anchor /.test(message)) return `yaml: ${message}`;
  const known = words.find(({ ours }) => ours.test(message));
  if (known === undefined) return `yaml: line ${line + 1}: ${withoutSource(message)}`;
  // What is not closed counts where it was opened.
  const opened = known.opener === undefined ? -1 : source.text.lastIndexOf(known.opener, at - 1);
  const counted = opened === -1 ? line : source.lineAt(opened);
  // go-yaml does not name the first line, and counts the lines of what its parser (not its scanner) refuses from 0.
  const where = counted === 0 ? "" : `line ${known.by === "scanner" ? counted + 1 : counted}: `;
  return `yaml: ${where}${known.theirs}`;
}

/** Of text behind a value that has ended go-yaml names the first line of the map or list that it stands in, if that is not the file's. */
function strayText(source: SourceText, at: number): string {
  const textOf = (line: number) => source.text.slice(source.lineStart(line), source.lineEnd(line));
  const indentOf = (line: number) => /^[ ]*/.exec(textOf(line))?.[0].length ?? 0;
  const line = source.lineAt(at);
  const indent = indentOf(line);
  const isList = /^[ ]*-(?:[ ]|$)/.test(textOf(line));
  let first = line;
  for (let above = line - 1; above >= 0; above -= 1) {
    if (/^\s*(?:#|$)/.test(textOf(above))) continue;
    if (indentOf(above) < indent) break;
    if (indentOf(above) === indent) first = above;
  }
  const counted = first === 0 ? line : first;
  return `${counted === 0 ? "" : `line ${counted}: `}did not find expected ${isList ? "'-' indicator" : "key"}`;
}

/** Our parser quotes the text at which it stumbles, which may be a password. */
function withoutSource(message: string): string {
  return message.replace(/^(Unexpected [\w-]+ token in YAML stream): .*$/s, "$1");
}

/** Whether this only follows from a problem before it: go-yaml would have stopped there. */
export function isAftermath(message: string): boolean {
  return /^Unexpected [\w-]+ (token in YAML stream|at node end)/.test(message);
}

interface Words {
  readonly ours: RegExp;
  readonly by: "scanner" | "parser";
  readonly theirs: string;
  readonly opener?: string;
}

const words: readonly Words[] = [
  {
    ours: /^Plain value cannot start with reserved|^Tabs are not/,
    by: "scanner",
    theirs: "found character that cannot start any token",
  },
  { ours: /^Invalid escape sequence/, by: "scanner", theirs: "found unknown escape character" },
  { ours: /^Block scalar header includes extra/, by: "scanner", theirs: "did not find expected comment or line break" },
  { ours: /^Nested mappings are not allowed/, by: "scanner", theirs: "mapping values are not allowed in this context" },
  { ours: /^Unexpected block-seq-ind/, by: "scanner", theirs: "block sequence entries are not allowed in this context" },
  { ours: /^Missing closing "quote/, by: "scanner", theirs: "found unexpected end of stream", opener: '"' },
  { ours: /^Missing closing 'quote/, by: "scanner", theirs: "found unexpected end of stream", opener: "'" },
  { ours: /^Alias cannot be an empty/, by: "scanner", theirs: "did not find expected alphabetic or numeric character" },
  {
    ours: /^did not find expected whitespace or line break/,
    by: "scanner",
    theirs: "did not find expected whitespace or line break",
  },
  { ours: /^could not find expected/, by: "scanner", theirs: "could not find expected ':'" },
  { ours: /^Plain value cannot start with flow|^Unexpected flow-/, by: "parser", theirs: "did not find expected node content" },
  { ours: /^Flow sequence in block/, by: "parser", theirs: "did not find expected ',' or ']'", opener: "[" },
  { ours: /^Flow map in block/, by: "parser", theirs: "did not find expected ',' or '}'", opener: "{" },
];
