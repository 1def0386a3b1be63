import { plainWords } from "../../smtp/verdict/plain-words.js";
import type { RelayFault } from "./reading.js";
import { type EntryReading, masked } from "./what-was-read.js";

/** Exim's log and its verbose output: `289 Connecting to …`, `290 LOG: MAIN`, `1gA8wT-00004e-59 == …`. */
const exim =
  /^\s*\d+\s+(?:Connecting to \S+ \[|LOG: |H=\S+ \[|delivering \w|[RT]: \w+ for |SMTP(?:<<|>>) )|(?:^|\s)\w{6}-\w{6,11}-\w{2,4} (?:==|\*\*|=>|<=|Completed)|\bT=remote_smtp\b/;
/** Postfix's: `postfix/smtp[12]: ABC: to=<…>, … status=deferred (…)`. */
const postfix = /\bpostfix\/[\w-]+\[\d+\]:|\bdsn=\d\.\d+\.\d+, status=\w+/;

/** Whether a line is one of a mail relay's own, which has no header of Plausible's logger. */
export function isRelayLine(text: string): boolean {
  return exim.test(text) || postfix.test(text);
}

/** A mail server beside Plausible, a sidecar, that says why it does not deliver. @param source the container's name, empty where none is named */
export function readSidecar(text: string, source: string): EntryReading | null {
  const program = postfix.test(text) ? "Postfix" : exim.test(text) ? "Exim" : null;
  if (program === null || /\bstatus=sent\b/.test(text)) return null;
  const peer = /(?<![\w.-])[_.-]*([A-Za-z0-9][\w.-]*)\s?\[([0-9a-fA-F]*[.:][0-9a-fA-F.:]+)\]/.exec(text);
  const fault = faultIn(text, peer?.[2] ?? "");
  if (fault === null) return null;
  const logLine = plainWords(masked(text), 300);
  return { what: { kind: "sidecar", program, relay: source, fault, peer: peer?.[1] ?? null, words: wordsIn(text) }, logLine };
}

function faultIn(text: string, address: string): RelayFault | null {
  if (/\b(?:said|after [A-Z][A-Z ]+|mail server[^:]{0,200}): \d{3}[ -]|(?:^|[: ])\d{3}[ -][245]\.\d\.\d{1,3} /.test(text))
    return "refused";
  if (/cannot assign requested address|network is unreachable|no route to host|address family not supported/i.test(text)) {
    return address.includes(":") ? "no-ipv6" : "unreachable";
  }
  if (/(?:connection|operation) timed out|\btimeout=|defer \(110\)/i.test(text)) return "timeout";
  if (/connection refused|host (?:or domain name )?not found|all (?:relevant )?MX records|retry timeout exceeded/i.test(text))
    return "unreachable";
  return null;
}

/** What the recipient's server said. */
function wordsIn(text: string): string {
  return plainWords(
    masked(
      /\b\d{3}[ -](?:[245]\.\d\.\d{1,3} )?[^\n]*/.exec(
        text.replace(/^.*?(?:said|[A-Z]{4}[^:]{0,60}): (?=\d{3}[ -])/s, ""),
      )?.[0] ?? "",
    ),
    200,
  );
}
