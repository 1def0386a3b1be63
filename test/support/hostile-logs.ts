import { filled, type HostileInput, hostileCanary, lines, megabyte, plausibleWith } from "./hostile-input.js";

/** An ordinary project, and this log. */
function log(name: string, text: () => string): HostileInput {
  return { name, files: () => ({ "compose.yml": plausibleWith(`SMTP_USER_PWD=${hostileCanary}`) }), log: text };
}

const failure =
  '2024-05-01T10:00:00Z [error] Failed to send e-mail: {:network_failure, "smtp.acme-widgets.org", {:error, :timeout}}';

/** As much of an entry as is kept, five hundred times: 16 MB. */
const lineLength = 32_000;
const odd = (start: string, text: string) =>
  lines(500, () => `12:00:00.000 [error] Failed to send e-mail: ${start}${filled(text, lineLength)}`);

/** What is no line of Plausible's, or the beginning of one. */
const oddLines: readonly string[] = [
  "",
  "\t\r",
  "plausible-1  | ",
  "plausible-1  | [error]",
  '{"log":"[error] Failed to send e-mail\\n"}',
  '{"message":',
  "** (exit) an exception was raised:",
  "(Mua.SMTPError) 535",
  "%Mua.SMTPError{code: 535, lines: [",
  "\u0000\ufffd\ud83d\u2028",
  "[pod/plausible] Jan 01 00:00:00 host plausible[1]: ",
];

/** Logs that `why` may be given. */
export const hostileLogs: readonly HostileInput[] = [
  log("log-of-one-line-of-20-megabytes", () => filled("Failed to send e-mail ", 20 * megabyte)),
  log("log-of-200000-failures", () => lines(200_000, () => failure)),
  log("log-of-20000-different-failures", () => lines(20_000, (index) => failure.replace("timeout", `reason_${index}`))),
  log("log-of-brackets", () => `${failure.slice(0, 60)}${filled("(", megabyte)}`),
  log("log-of-nested-terms", () => `[error] Failed to send e-mail: ${"{:error, ".repeat(10_000)}:a${"}".repeat(10_000)}`),
  log("log-of-nested-json", () => `${'{"a":'.repeat(10_000)}1${"}".repeat(10_000)}\n${failure}\n`),
  log("log-of-colours", () => `${filled("\u001b[31m", megabyte)}${failure}\n`),
  log("log-of-open-colours", () => `${filled("\u001b[", megabyte)}\n${failure}\n`),
  log("log-of-quotes", () => `[error] Failed to send e-mail: "${filled('\\"', megabyte)}\n`),
  log("log-of-spaces", () => `[error] Failed to send e-mail: {:error,${filled(" ", megabyte)}:timeout}\n`),
  log("log-of-digits", () => `${filled("250 ", megabyte)}\n535 ${filled("5.7.8 ", megabyte)}\n${failure}\n`),
  log("log-of-nuls", () => `${"\0".repeat(megabyte)}\n${failure}\n`),
  log("log-of-carriage-returns", () => `${failure}\r`.repeat(10_000)),
  log("log-of-strings-never-closed", () => odd('{:unexpected_response, "h", ["', '\\"')),
  log("log-of-lists-never-closed", () => odd("** (MatchError) ", "%MatchError{term:[")),
  log("log-of-tuples-never-closed", () => odd("", "{:network_failure, '")),
  log("log-of-a-relay-that-talks-on", () =>
    [lines(500, () => `postfix/smtp[1]: ${filled("mail server ", lineLength)}`), failure, ""].join("\n"),
  ),
  log("log-of-metadata", () => lines(500, () => `12:00:00.000 ${filled("a=b=c ", lineLength)}`)),
  log("log-of-fields", () => odd("", "password: ")),
  log("log-of-odd-lines-of-16-megabytes", () => filled(`${[...oddLines, failure].join("\n")}\n`, 16 * megabyte)),
  log("log-with-a-password-10000-times", () =>
    lines(10_000, () => `[error] Failed to send e-mail: 535 ${hostileCanary} refused`),
  ),
];
