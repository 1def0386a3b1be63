import { inspectString } from "../../plausible/elixir/inspect-string.js";
import { genSmtpError } from "../verdict/log-line.js";

/** A reply as a client has read it. */
export interface Reply {
  readonly code: number;
  /** With their line ends, as they came. */
  readonly lines: readonly string[];
}

/** An answer on which the client raises instead of reading it. */
export class UnreadableReply extends Error {
  constructor(
    /** As Plausible's log shows it. */
    readonly exception: string,
    readonly line: string,
  ) {
    super(exception);
  }
}

/** Which library reads: the two take other lines for a reply. */
export type ClientLibrary = "mua" | "gen_smtp";

/** Lines beyond these are read but not kept. */
const keptLines = 1000;

/**
 * Reads one reply as the client does: by the fourth character of each line, without looking whether the first three are
 * sensible. What it cannot read makes it raise (executed with mua 0.2.5 and gen_smtp 1.2.0).
 */
export async function readReply(readLine: () => string | Promise<string>, library: ClientLibrary): Promise<Reply> {
  const first = await readLine();
  const status = first.slice(0, 3);
  if (first[3] === " ") return { code: codeOf(status, first, library), lines: [first] };
  if (first[3] !== "-") throw unreadable(first, library);
  const lines = [first];
  for (;;) {
    const next = readLine();
    const line = typeof next === "string" ? next : await next; // a promise for each of 100,000 lines is what would cost most
    if (lines.length < keptLines) lines.push(line);
    const end = line[3] === " ";
    if (line.slice(0, 3) !== status || !(end || line[3] === "-")) {
      throw library === "mua"
        ? unreadable(line, library)
        : new UnreadableReply(genSmtpError(`{:unexpected_response, {}, [${lines.map(inspectString).join(", ")}]}`), line);
    }
    if (end) return { code: codeOf(status, first, library), lines };
  }
}

function codeOf(status: string, line: string, library: ClientLibrary): number {
  if (/^[+-]?\d+$/.test(status)) return Number(status);
  if (library === "gen_smtp") return Number.NaN; // it only compares digits, and takes anything else for a refusal
  throw new UnreadableReply(
    "** (ArgumentError) errors were found at the given arguments:\n\n  * 1st argument: not a textual representation of an integer\n",
    line,
  );
}

function unreadable(line: string, library: ClientLibrary): UnreadableReply {
  const term = library === "mua" ? line : (line[3] ?? "");
  return new UnreadableReply(`** (CaseClauseError) no case clause matching: ${inspectString(term)}`, line);
}
