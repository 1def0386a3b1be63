import type { BootText } from "../../plausible/mailer/boot-texts.js";
import { plainWords } from "../../smtp/verdict/plain-words.js";
import { unquoted } from "./erlang-texts.js";
import { framesIn } from "./stack-frames.js";
import { type EntryReading, masked } from "./what-was-read.js";

/** What was to become an atom, in the stack trace: the exception itself does not quote it. */
const argument = /to_existing_atom(?:\(|,\s*\[<<)"((?:\\.|[^"\\])*)"/;

/** A boot that was refused: by a text that we know, or at least by the runtime's own words around it. */
export function readBoot(text: string, texts: () => readonly BootText[]): EntryReading | null {
  const certain = /Config provider \S+ failed with|runtime\.exs|terminating during boot/.test(text);
  // In a crash report alone the message is a binary on one line.
  const report = text.includes("Config provider") ? undefined : /message\s*=>\s*<<("(?:\\[\s\S]|[^"\\])*)/.exec(text)?.[1];
  const plain = report === undefined ? text : unquoted(`${report}"`);
  const found = (patternOf: (known: BootText) => RegExp | null) =>
    texts().flatMap((known) => {
      const match = patternOf(known)?.exec(plain) ?? null;
      return match === null ? [] : [{ known, match }];
    });
  const whole = found(({ pattern }) => pattern);
  // Somebody looked for "Error" and copied the line that has it.
  const matching = whole.length > 0 ? whole : found(({ beginning }) => beginning);
  // Where one text holds another, the longer one says more.
  const best = matching.sort((a, b) => b.match[0].length - a.match[0].length)[0];
  if (best !== undefined && (certain || framesIn(text).length === 0)) {
    const { known, match } = best;
    const said = match[0].replace(`(${known.type})`, "").trimStart();
    const exception = `** (${known.type}) ${masked(said.replace(/\n\s*\n\s*/g, "\n"))}`;
    const quoted = match[1] ?? argument.exec(text)?.[1] ?? null;
    return { what: { kind: "boot", exception, quoted, variables: known.variables }, logLine: exception };
  }
  if (!/Config provider \S+ failed with/.test(text)) return null;
  const said = /\*\* (\([^\n]*)/.exec(text)?.[1] ?? "…";
  const exception = `** ${masked(plainWords(said))}`;
  return { what: { kind: "boot", exception, quoted: null, variables: [] }, logLine: exception };
}
