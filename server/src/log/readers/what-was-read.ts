import type { RuleId } from "../../base/ids.js";
import { withoutSecrets } from "../../secrets/secret-texts.js";
import { plainWords } from "../../smtp/verdict/plain-words.js";
import type { Trouble } from "../../smtp/verdict/talk.js";
import type { WireProblem } from "../../smtp/verdict/wire-error.js";
import type { LogReading, What } from "./reading.js";
import type { Alert } from "./tls-alert.js";

/** What one reader makes of an entry; the rest of the reading is the same for all. */
export type EntryReading = Pick<LogReading, "what" | "logLine"> & Partial<Pick<LogReading, "client" | "host" | "ofMail">>;

/** A text of the log as it may be shown: no secret by its look, and not without end. */
export function masked(text: string): string {
  return withoutSecrets(text.slice(0, 1000));
}

/** The client raises or exits on a setting: one of these, of which this rule speaks. */
export function crash(
  exception: string,
  rule: RuleId,
  variables: readonly string[],
  causes?: Extract<What, { kind: "crash" }>["causes"],
): EntryReading {
  return { what: { kind: "crash", causes: causes ?? ["adapter-crashes"], exception, variables, rule }, logLine: exception };
}

/** Any atom but true and false is no option of Erlang's TLS client. */
export const middlebox = (exception: string) => crash(exception, "middlebox-mode", ["SMTP_MIDDLEBOX_COMP_MODE"]);

/**
 * Erlang, told to behave as middleboxes want it, insists on a message of TLS 1.3 that some servers leave out. Null: this alert
 * tells of something else.
 */
export function middleboxAlert(text: string, logLine: string): EntryReading | null {
  if (!/hello_middlebox_assert|assert middlebox server message/.test(text)) return null;
  return crash(logLine, "middlebox-mode", ["SMTP_MIDDLEBOX_COMP_MODE"], ["tls-failed"]);
}

/** A TLS alert as what happened on the wire. */
export function ofAlert({ trouble, speaks, host }: Alert): Pick<LogReading, "what" | "host"> {
  return { what: { kind: "trouble", trouble, speaks }, host };
}

/** Something that happened on the wire. */
export const wire = (trouble: Trouble): What => ({ kind: "trouble", trouble, speaks: null });

/** `Auth Account:ada@…` is an address with its label, no user name with its password. */
const labelled = /\b(account|user|from|sender|address|mail|recipient|rcpt|to|login):(?=[^\s:@/]{1,64}@[\w-])/gi;

/** A server's reply, as the judge has it; `lines` without their line ends. */
export function replyOf(lines: readonly string[]): Extract<Trouble, { kind: "reply" }> {
  const shown = lines.slice(0, 20).map((line) => masked(line.replace(labelled, "$1: ")));
  const words = plainWords(shown.join(" "));
  return { kind: "reply", code: Number((lines[0] ?? "").slice(0, 3)), lines: shown, words };
}

const problems: readonly (readonly [RegExp, WireProblem, string])[] = [
  [/^:?(?:(?:connect_|checkout_)?timeout|etimedout)|timed out/, "timeout", ""],
  [/^:?(?:closed|epipe|econnaborted)|socket closed|broken pipe/, "closed", ""],
  [/^:?econnreset|connection reset/, "reset", "ECONNRESET"],
  [/^:?econnrefused|connection refused/, "refused", "ECONNREFUSED"],
  [/^:?nxdomain|non-existing domain/, "not-found", "ENOTFOUND"],
  [/^:?enetunreach|network is unreachable/, "unreachable", "ENETUNREACH"],
  [
    /^:?(?:ehostunreach|ehostdown|eaddrnotavail)|no route to host|host is down|assign requested address/,
    "unreachable",
    "EHOSTUNREACH",
  ],
];

/** Erlang's words for what happened to a socket, or its atom. */
export function transportProblem(reason: string): Extract<Trouble, { kind: "wire" }> | null {
  const found = problems.find(([pattern]) => pattern.test(reason));
  return found === undefined ? null : { kind: "wire", problem: found[1], code: found[2] };
}

/** The first line, fit to be shown. */
export function firstLine(text: string): string {
  return plainWords(text.split("\n", 1)[0] ?? "", 200);
}

/** The sentence and the term behind it, without what the log has after them. */
export function shortened(text: string): string {
  const end = text.search(/\n(?:[^\S\n]*\n|[^\S\n]+\([a-z_]+ \d)/);
  return text
    .slice(0, end === -1 ? 600 : Math.min(end, 600))
    .replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g, "")
    .trimEnd();
}
