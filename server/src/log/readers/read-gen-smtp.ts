import { genSmtpError } from "../../smtp/verdict/log-line.js";
import { plainWords } from "../../smtp/verdict/plain-words.js";
import { quotedText, stringsIn, unquoted } from "./erlang-texts.js";
import type { What } from "./reading.js";
import { readAlert } from "./tls-alert.js";
import { type EntryReading, firstLine, masked, ofAlert, replyOf, shortened, transportProblem, wire } from "./what-was-read.js";

/** The tuples of gen_smtp, in Elixir's notation or in Erlang's. */
export function readGenSmtp(text: string): EntryReading | null {
  const tuple = new RegExp(
    `\\{:?(network_failure|temporary_failure|permanent_failure|missing_requirement|unexpected_response),\\s*(${quotedText}|\\{\\}),\\s*([\\s\\S]*)`,
  ).exec(text);
  if (tuple === null) return null;
  const [, kind = "", hostTerm = "", rest = ""] = tuple;
  const host = hostTerm === "{}" ? null : unquoted(hostTerm);
  const found = (what: What, shown: string): EntryReading => {
    return { what, client: "gen_smtp", host, logLine: genSmtpError(`{:${kind}, ${hostTerm}, ${shown}}`) };
  };
  if (kind === "unexpected_response") {
    return found(wire({ kind: "unreadable", exception: "", words: plainWords(masked(stringsIn(rest)[0] ?? "")) }), "…");
  }
  if (kind === "missing_requirement") {
    const code = /^:?tls/.test(rest) ? 530 : 502;
    return found(
      wire(replyOf([`${code} ${code === 530 ? "STARTTLS is required" : "AUTH is not offered"}`])),
      firstLine(rest).split("}", 1).join(""),
    );
  }
  if (kind !== "network_failure") {
    const words = new RegExp(`^${quotedText}`).exec(rest)?.[0];
    if (words === undefined) {
      const auth = /^:?auth_failed/.test(rest);
      if (!auth && !/^:?(?:tls_failed|ssl_not_started)/.test(rest)) return found({ kind: "unknown-reason" }, "…");
      return auth
        ? found(wire(replyOf(["535 …"])), ":auth_failed")
        : found(wire({ kind: "wire", problem: "tls", code: "" }), ":tls_failed");
    }
    const trouble = replyOf(
      unquoted(words)
        .split(/\r?\n/)
        .filter((line) => line !== ""),
    );
    return found(wire(trouble), shownString(trouble.lines.map((line) => `${line}\r\n`).join("")));
  }
  if (/:?options,\s*:?incompatible/.test(rest)) {
    return found(
      wire({ kind: "tls-impossible" }),
      "{:error, {:options, :incompatible, [verify: :verify_peer, cacerts: :undefined]}}",
    );
  }
  const alert = /tls_alert/.test(rest) ? readAlert(rest) : null;
  if (alert !== null) {
    return found(ofAlert(alert).what, shortened(rest).replace(/\}\s*$/, ""));
  }
  const reason = /\{:?error,\s*:?([a-z]+)/.exec(rest)?.[1] ?? "";
  const problem = transportProblem(reason);
  return problem === null ? found({ kind: "unknown-reason" }, "…") : found(wire(problem), `{:error, :${reason}}`);
}

function shownString(text: string): string {
  return `"${text.replace(/[\\"]/g, "\\$&").replaceAll("\r", "\\r").replaceAll("\n", "\\n")}"`;
}
