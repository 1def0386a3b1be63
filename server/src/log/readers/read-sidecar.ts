import { addressKind } from "../../base/addresses.js";
import { plainWords } from "../../smtp/verdict/plain-words.js";
import { wantsLogin } from "../../smtp/verdict/reply-words.js";
import type { RelayFault } from "./reading.js";
import { type EntryReading, masked } from "./what-was-read.js";

/** Exim's log and its verbose output: `289 Connecting to …`, `290 LOG: MAIN`, `1gA8wT-00004e-59 == …`, `H=… rejected RCPT …`. */
const exim =
  /^\s*\d+\s+(?:Connecting to \S+ \[|LOG: |H=\S+ \[|delivering \w|[RT]: \w+ for |SMTP(?:<<|>>) )|(?:^|\s)\w{6}-\w{6,11}-\w{2,4} (?:==|\*\*|=>|<=|Completed)|\bT=remote_\w+|^H=.{1,200} rejected (?:RCPT|MAIL|EHLO|HELO)\b/;
/** Postfix's: `postfix/smtp[12]: ABC: to=<…>, … status=deferred (…)`; syslog's prefix may be gone. */
const postfix =
  /\bpostfix\/[\w-]+\[\d+\]:|\bdsn=\d\.\d+\.\d+, status=\w+|^NOQUEUE: reject: |^connect to \S+\[[^\]]{1,60}\]:\d+: /;

/** Whether a line is one of a mail relay's own, which has no header of Plausible's logger. */
export function isRelayLine(text: string): boolean {
  return exim.test(text) || postfix.test(text);
}

/** A mail server beside Plausible, a sidecar, that says why it does not deliver. @param source the container's name, empty where none is named */
export function readSidecar(text: string, source: string): EntryReading | null {
  const program = postfix.test(text) ? "Postfix" : exim.test(text) ? "Exim" : null;
  if (program === null || /\bstatus=sent\b/.test(text)) return null;
  const peer = peerIn(text);
  const fault = faultIn(text, peer);
  if (fault === null) return null;
  // Syslog names the program in front of a line, which is no container.
  const relay = source.startsWith("postfix/") ? "" : source;
  const logLine = plainWords(masked(text), 300);
  return { what: { kind: "sidecar", program, relay, fault, peer: peer?.name ?? null, words: wordsIn(text) }, logLine };
}

interface Peer {
  readonly name: string;
  readonly address: string;
}

/** The server, or the client, that the line is about: `mx.example.org[192.0.2.9]`. */
function peerIn(text: string): Peer | null {
  const [, name, address] = /(?<![\w.-])[_.-]*([A-Za-z0-9][\w.-]*)\s?\[([0-9a-fA-F]*[.:][0-9a-fA-F.:]+)\]/.exec(text) ?? [];
  return name === undefined || address === undefined ? null : { name, address };
}

/** The relay turns somebody away: `NOQUEUE: reject: RCPT from …`, `H=… [172.20.0.5] F=<…> rejected RCPT <…>: …`. */
const turnsAway = /\bNOQUEUE: reject: |^H=.{1,200} rejected (?:RCPT|MAIL|EHLO|HELO)\b/;
/** It gives up on a mail, or will try again. */
const notDelivered =
  /\bstatus=(?:deferred|bounced|undeliverable|expired)\b|\w{6}-\w{6,11}-\w{2,4} (?:==|\*\*) |^\s*(?:LOG: MAIN\s+)?\*\* /;

function faultIn(text: string, peer: Peer | null): RelayFault | null {
  if (turnsAway.test(text)) {
    // Plausible stands in the same network; the world knocks at the door of every mail server.
    const client = /\[([0-9a-fA-F]*[.:][0-9a-fA-F.:]+)\]/.exec(text)?.[1] ?? "";
    return addressKind(client) === "private" ? "turned-away" : null;
  }
  if (
    /\b(?:said|after [A-Z][A-Z ]+\b[^\n]{0,200}|mail server[^:]{0,200}): \d{3}[ -]|(?:^|[: ])\d{3}[ -][245]\.\d\.\d{1,3} /.test(
      text,
    )
  )
    return /SASL authentication failed|after AUTH|: 53[045][ -]/.test(text) || wantsLogin.test(text) ? "login" : "refused";
  if (/SASL authentication failed/.test(text)) return "login";
  if (/cannot assign requested address|network is unreachable|no route to host|address family not supported/i.test(text)) {
    return peer?.address.includes(":") === true ? "no-ipv6" : "unreachable";
  }
  if (/(?:connection|operation) timed out|\btimeout=|defer \(110\)/i.test(text)) return "timeout";
  if (/connection refused|host (?:or domain name )?not found|all (?:relevant )?MX records|retry timeout exceeded/i.test(text))
    return "unreachable";
  if (!notDelivered.test(text)) return null;
  return /certificate|\bTLS\b.{0,60}\b(?:fail|error|not available|required)|cannot start TLS/i.test(text)
    ? "encryption"
    : "other";
}

/** What was said, by whoever said it; in the relay's own words where no server spoke. */
function wordsIn(text: string): string {
  const [, turned] =
    /(?:NOQUEUE: reject: [^[]*\[[^\]]*\](?::\d+)?|rejected (?:RCPT|MAIL|EHLO|HELO)[^:]*): ([^\n]*)/.exec(text) ?? [];
  const [, reply] = /: ([45]\d\d[ -][^\n]*)/.exec(text) ?? [];
  const [, reason] = /(?:status=\w+ \(|defer \(-?\d+\): )([^\n]*)/.exec(text) ?? [];
  const found = turned?.replace(/; from=<.*$/, "") ?? reply ?? reason ?? "";
  const inBrackets = turned === undefined && /status=\w+ \(/.test(text);
  const whole = found.replace(/ \(in reply to [^()]*\)/, "");
  return plainWords(masked(inBrackets ? whole.replace(/\)$/, "") : whole), 200);
}
