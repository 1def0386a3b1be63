import { quotedText, stringsIn } from "./erlang-texts.js";
import { readAlert } from "./tls-alert.js";
import {
  crash,
  type EntryReading,
  firstLine,
  middlebox,
  middleboxAlert,
  ofAlert,
  replyOf,
  shortened,
  transportProblem,
  wire,
} from "./what-was-read.js";

/** `** (Mua.SMTPError) 535 …`, `** (Mua.TransportError) timeout`, and both as a console shows them. */
export function readMua(text: string): EntryReading | null {
  const printed = /\(Mua\.SMTPError\) ([\s\S]*)/.exec(text)?.[1];
  // A line may have a bracket in it: `550-5.7.1 [192.0.2.1] …`.
  const inspected = new RegExp(`%Mua\\.SMTPError\\{\\s*code: \\d+,\\s*lines: \\[((?:\\s*${quotedText},?)*)`).exec(text)?.[1];
  const lines = printed !== undefined ? replyLines(printed) : stringsIn(inspected ?? "").map((line) => line.trimEnd());
  if (lines.length > 0) {
    const trouble = replyOf(lines);
    return { what: wire(trouble), client: "mua", logLine: `** (Mua.SMTPError) ${trouble.lines.join("\n")}` };
  }
  if (/Bamboo\.Mua\.MultihostError/.test(text)) {
    // Only without a relay does the recipients' domain matter.
    const exception = "** (Bamboo.Mua.MultihostError) …";
    return { ...crash(exception, "no-relay", ["SMTP_HOST_ADDR"], ["no-relay"]), client: "mua" };
  }
  const said = /\(Mua\.TransportError\) ([\s\S]*)/.exec(text)?.[1];
  const reason = said ?? /%Mua\.TransportError\{\s*reason: ([\s\S]*)/.exec(text)?.[1];
  if (reason === undefined) return null;
  const logLine = (detail: string) => `** (Mua.TransportError) ${detail}`;
  if (/middlebox_comp_mode/.test(reason)) return { ...middlebox(logLine(firstLine(reason))), client: "mua" };
  const alert = readAlert(reason);
  if (alert !== null) {
    const sentence = /TLS client:[\s\S]*/.exec(reason)?.[0] ?? reason;
    const asked = middleboxAlert(reason, logLine(shortened(sentence)));
    if (asked !== null) return { ...asked, client: "mua" };
    return { ...ofAlert(alert), client: "mua", logLine: logLine(shortened(sentence)) };
  }
  const problem = transportProblem(firstLine(reason));
  if (problem === null) return { what: { kind: "unknown-reason" }, client: "mua", logLine: logLine(firstLine(reason)) };
  // Inside a console's term, or a text in quotes that another program logged, it ends before its line does.
  const detail = said === undefined ? firstLine(reason).split("}", 1).join("") : firstLine(reason).replace(/["'}\])]{1,4}$/, "");
  return { what: wire(problem), client: "mua", logLine: logLine(detail) };
}

/** A reply that may go over several lines, each with the code. */
function replyLines(text: string): readonly string[] {
  const lines: string[] = [];
  for (const raw of text.split("\n")) {
    const line = raw.trim();
    const code = lines[0]?.slice(0, 3);
    if (!/^\d{3}(?:[ -]|$)/.test(line) || (code !== undefined && !line.startsWith(code))) break;
    lines.push(line);
  }
  return lines;
}
