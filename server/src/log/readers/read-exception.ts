import { plainWords } from "../../smtp/verdict/plain-words.js";
import { quotedText, stringsIn, unquoted } from "./erlang-texts.js";
import { crash, type EntryReading, masked, middlebox, shortened, wire } from "./what-was-read.js";

/** Exceptions and exits of the mail libraries that speak of a setting. @param library the one that raised it, where a stack tells */
export function readException(text: string, library: string | null): EntryReading | null {
  const address = /The email address `([^`]*)` is invalid/.exec(text);
  if (address !== null) {
    const exception = `** (ArgumentError) ${address[0]}.`;
    return { what: { kind: "address", address: address[1] ?? "", exception }, logLine: exception };
  }
  // The address, split at each `@`.
  const parts = /(?:no match of right hand side value:|%MatchError\{term:)\s*(\[[^\]]{0,400}\])/.exec(text)?.[1];
  if (parts !== undefined && /^\["(?:\\.|[^"\\])*"(?:,\s*"(?:\\.|[^"\\])*")*\]$/.test(parts)) {
    const exception = `** (MatchError) no match of right hand side value: ${parts}`;
    return { what: { kind: "address", address: stringsIn(parts).join("@"), exception }, logLine: exception };
  }
  if (/\{:?bad_label,/.test(text)) {
    const exception = "** (exit) {:bad_label, …}";
    return { what: { kind: "address", address: null, exception }, client: "gen_smtp", logLine: exception };
  }
  const segment = /construction of binary failed: segment (\d) of type 'binary': expected a binary but got: nil/.exec(text);
  if (segment !== null) {
    const variables = segment[1] === "4" ? ["SMTP_USER_PWD"] : ["SMTP_USER_NAME", "SMTP_USER_PWD"];
    return { ...crash(`** (ArgumentError) ${segment[0]}`, "missing-credentials", variables), client: "mua" };
  }
  if (/not a textual representation of an integer/.test(text)) {
    const exception = "** (ArgumentError) … 1st argument: not a textual representation of an integer";
    if (library === "mua") return { what: wire({ kind: "unreadable", exception, words: "" }), client: "mua", logLine: exception };
    return { ...crash(exception, "invalid-integer", ["SMTP_HOST_PORT", "SMTP_RETRIES"]), client: "gen_smtp" };
  }
  if (/:?inet_tcp[,.]\s*:?do_connect/.test(text) && /function[_ ]clause/i.test(text)) {
    return crash("** (exit) {:function_clause, [{:inet_tcp, :do_connect, …}]}", "invalid-integer", ["SMTP_HOST_PORT"]);
  }
  if (/(?:\(exit\)|^exit)\s+:badarg\b/m.test(text)) {
    return crash("** (exit) :badarg", "malformed-host", ["SMTP_HOST_ADDR"], ["adapter-crashes", "host-not-found"]);
  }
  if (/middlebox_comp_mode/.test(text) && /options/i.test(text)) return middlebox("** … {:options, {:middlebox_comp_mode, …}}");
  const clause = new RegExp(`(?:no case clause matching:|%CaseClauseError\\{term:)\\s*(${quotedText})`).exec(text)?.[1];
  if (clause === undefined) return null;
  const words = plainWords(masked(unquoted(clause)), 100);
  const exception = `** (CaseClauseError) no case clause matching: ${shortened(clause)}`;
  const client = [...unquoted(clause)].length === 1 ? "gen_smtp" : "mua";
  return { what: wire({ kind: "unreadable", exception, words }), client, logLine: exception };
}
