import type { TextDocumentContentChangeEvent } from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { Random } from "./random.js";

/** What a hand writes, and what it should not. */
const pieces: readonly string[] = [
  ..."abcxyz019 :-#'\"[]{}&*!|>%@`,.$\\=~?/".split(""),
  ..."\n|\r\n|\r|\t|  |    |\n  |\n    |\n      - |: |- |# |<<: |&a |*a |!!str |!reset |---\n|...\n".split("|"),
  ..."é|😀|\u00a0|\ufeff|\u2028|\0|\ud83d|\u0085".split("|"),
  ..."${X}|${X:-y}|$$|${|${X:?no}|\"|''|true|587|null|~|0x1F|1e3|.inf|2001-01-01".split("|"),
  "SMTP_HOST_ADDR=smtp.acme-widgets.org",
  "      - SMTP_HOST_PORT=465\n",
  "      - SMTP_HOST_SSL_ENABLED=true\n",
  "      MAILER_ADAPTER: Bamboo.SMTPAdapter\n",
  "    env_file: plausible.env\n",
  "    environment:\n",
  "    extends: plausible\n",
  "  other:\n    image: nginx\n",
  "    image: ghcr.io/plausible/community-edition:v2.1.4\n",
  "include: [inc.yml]\n",
  "# plausible-mail-disable-next-line port-25\n",
  "services:\n",
];

/** One change of a document, as an editor sends it; the document has it already. */
export function randomChange(document: TextDocument, random: Random): TextDocumentContentChangeEvent {
  const text = document.getText();
  const [start, end, newText] = random.chance(0.6) ? inPlace(text, random) : ofLines(document, random);
  const range = { start: document.positionAt(start), end: document.positionAt(end) };
  const change = { range, text: newText };
  TextDocument.update(document, [change], document.version + 1);
  return change;
}

type Splice = readonly [start: number, end: number, newText: string];

/** A few characters are taken away, or something is written, or both. */
function inPlace(text: string, random: Random): Splice {
  const start = random.below(text.length + 1);
  const length = random.of([0, 0, 1, 1, 2, 5, 20]);
  return [start, Math.min(text.length, start + length), random.chance(0.75) ? random.of(pieces) : ""];
}

/** Lines are taken away, written twice, moved in or out, commented out, or exchanged. */
function ofLines(document: TextDocument, random: Random): Splice {
  const text = document.getText();
  const first = random.below(document.lineCount);
  const count = random.of([1, 1, 1, 2, 3, 10]);
  const start = document.offsetAt({ line: first, character: 0 });
  const end = first + count >= document.lineCount ? text.length : document.offsetAt({ line: first + count, character: 0 });
  const lines = text.slice(start, end);
  const each = (change: (line: string) => string) => lines.replace(/^.+$/gm, change);
  const other = random.below(text.length + 1);
  const ways: readonly (() => string)[] = [
    () => "",
    () => lines + lines,
    () => each((line) => ` ${line}`),
    () => each((line) => `  ${line}`),
    () => each((line) => line.replace(/^ {1,2}/, "")),
    () => each((line) => `# ${line}`),
    () => each((line) => line.replace(/^(\s*)# ?/, "$1")),
    () => text.slice(other, other + lines.length),
    () => lines.split("\n").reverse().join("\n"),
    () => lines.replace(/=/, ": "),
    () => lines.replace(/: /, "="),
    () => lines.replace(/\n$/, ""),
  ];
  return [start, end, random.of(ways)()];
}
