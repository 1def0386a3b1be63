import { filled, type HostileInput, hostileCanary, lines, megabyte, plausibleWith } from "./hostile-input.js";

/** An ordinary project, and this log. */
function log(name: string, text: () => string): HostileInput {
  return { name, files: () => ({ "compose.yml": plausibleWith(`SMTP_USER_PWD=${hostileCanary}`) }), log: text };
}

const failure =
  '2024-05-01T10:00:00Z [error] Failed to send e-mail: {:network_failure, "smtp.acme-widgets.org", {:error, :timeout}}';

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
  log("log-with-a-password-10000-times", () =>
    lines(10_000, () => `[error] Failed to send e-mail: 535 ${hostileCanary} refused`),
  ),
];
