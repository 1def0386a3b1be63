import type { BootText } from "../../plausible/mailer/boot-texts.js";
import type { LogEntry } from "./entries.js";
import { readApi } from "./read-api.js";
import { readBoot } from "./read-boot.js";
import { readException } from "./read-exception.js";
import { readGenSmtp } from "./read-gen-smtp.js";
import { readMua } from "./read-mua.js";
import { readSidecar } from "./read-sidecar.js";
import type { LogReading } from "./reading.js";
import { framesIn, releasesOf } from "./stack-frames.js";
import { readAlert } from "./tls-alert.js";
import { type EntryReading, masked, middleboxAlert, ofAlert, shortened } from "./what-was-read.js";

/**
 * Reads one entry of Plausible's log, of any release and either logger format, or a part of it that somebody copied.
 * Null: nothing in it is known to speak of mail. Everything in the answer is masked.
 *
 * @param texts the texts of a refused boot (`bootTexts`)
 */
export function readEntry({ text, level, source }: LogEntry, texts: () => readonly BootText[]): LogReading | null {
  // What has no header was copied by somebody, or written by the runtime before the logger was there.
  if (level !== null && !marks.test(text)) return null;
  const relay = level === null ? readSidecar(text, source) : null;
  const frames = framesIn(text);
  const of = (found: EntryReading): LogReading => ({
    client: null,
    host: null,
    ofMail: true,
    ...found,
    logLine: masked(found.logLine),
    releases: releasesOf(frames),
  });
  if (relay !== null) return of(relay);
  // Texts that much else in Plausible may raise count where the stack, if there is one, leads through a mail library.
  const mayBeMail =
    frames.length === 0 ||
    frames.some(({ library }) => mailLibraries.has(library)) ||
    /Plausible\.Mailer|Failed to send e-mail/.test(text);
  const found =
    readMua(text) ?? readGenSmtp(text) ?? readApi(text) ?? (mayBeMail ? readException(text, frames[0]?.library ?? null) : null);
  if (found !== null) return of(found);
  const boot = readBoot(text, texts);
  if (boot !== null) return of(boot);
  // A client for the web says whose connection it was.
  const alert = /TLS :?client:/.test(text) && !/\b(?:Mint|Finch|Req)\.\w/.test(text) ? readAlert(text) : null;
  if (alert !== null) {
    const sentence = /TLS :?client:[\s\S]*/.exec(text)?.[0] ?? "";
    const logLine = shortened(sentence);
    return of({ ...(middleboxAlert(text, logLine) ?? { ...ofAlert(alert), logLine }), ofMail: false });
  }
  if (/Sending email with Bamboo\./.test(text))
    return of({ what: { kind: "whole-mail" }, logLine: "[debug] Sending email with Bamboo…" });
  const announced = /Failed to send e-mail(:?)["'`.]*\s*$/.exec(text.split("\n", 1)[0] ?? "");
  const raised = /\*\* \(([A-Za-z.:_]+)\)/.exec(text)?.[1];
  if (announced !== null && (announced[1] === "" || raised === undefined)) {
    return of({ what: { kind: "no-reason" }, logLine: `[${level ?? "error"}] Failed to send e-mail` });
  }
  return /Failed to send e-mail/.test(text) && raised !== undefined
    ? of({ what: { kind: "unknown-reason" }, logLine: `** (${raised}) …` })
    : null;
}

/** What an entry of the logger must contain to be read at all: most of a log does not. */
const marks =
  /Failed to send e-mail|Mua\.|Bamboo\.|_failure|missing_requirement|unexpected_response|tls_alert|TLS :?client:|The email address `|MatchError|CaseClauseError|construction of binary failed|textual representation of an integer|bad_label|badarg|do_connect|There was no |middlebox_comp_mode|Config provider/;

const mailLibraries: ReadonlySet<string> = new Set([
  "mua",
  "bamboo",
  "bamboo_mua",
  "bamboo_smtp",
  "bamboo_postmark",
  "gen_smtp",
  "mail",
]);
