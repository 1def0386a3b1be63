import type { SourceText } from "./text.js";

/**
 * A YAML problem in the words of go-yaml, which reads the files for Compose, as far as they can be told from those of
 * our own parser; else ours in its form.
 *
 * @param at the offset of the problem in the file
 */
export function goYamlMessage(message: string, at: number, source: SourceText, file: string): string {
  const line = source.lineAt(at);
  if (message.startsWith("mapping key ")) return `failed to parse ${file}: line ${line + 1}: ${message}`;
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
