import { filled, type HostileInput, hostileCanary, lines, megabyte, plausibleWith } from "./hostile-input.js";

/** A value of a megabyte made of one short text, for one variable. */
function huge(name: string, variable: string, text: string): HostileInput {
  return { name, files: () => ({ "compose.yml": plausibleWith(`${variable}=${filled(text, megabyte)}`) }) };
}

/** A list item as YAML's double quotes hold it. */
function quoted(name: string, variable: string, text: string): HostileInput {
  return { name, files: () => ({ "compose.yml": plausibleWith(JSON.stringify(`${variable}=${filled(text, megabyte)}`)) }) };
}

function one(name: string, ...items: readonly string[]): HostileInput {
  return { name, files: () => ({ "compose.yml": plausibleWith(...items) }) };
}

function withEnv(name: string, env: () => string, ...items: readonly string[]): HostileInput {
  return { name, files: () => ({ "compose.yml": plausibleWith(...items), ".env": env() }) };
}

/** Huge and crooked values, and values that grow as they are put together. */
export const hostileValues: readonly HostileInput[] = [
  huge("value-password-of-letters", "SMTP_USER_PWD", "a"),
  huge("value-password-of-canaries", "SMTP_USER_PWD", hostileCanary),
  huge("value-host-of-labels", "SMTP_HOST_ADDR", "a."),
  huge("value-host-of-dashes", "SMTP_HOST_ADDR", "-"),
  huge("value-host-of-digits-and-dots", "SMTP_HOST_ADDR", "1."),
  quoted("value-host-of-colons", "SMTP_HOST_ADDR", ":"),
  quoted("value-host-of-brackets", "SMTP_HOST_ADDR", "["),
  huge("value-host-of-addresses-with-a-login", "SMTP_HOST_ADDR", `smtp://me:${hostileCanary}@`),
  huge("value-host-of-percent", "SMTP_HOST_ADDR", "%41"),
  huge("value-sender-of-at-signs", "MAILER_EMAIL", "a@"),
  quoted("value-sender-of-angles", "MAILER_EMAIL", "<"),
  huge("value-sender-of-words", "MAILER_EMAIL", "a b "),
  huge("value-sender-name-of-spaces", "MAILER_NAME", "a                "),
  quoted("value-sender-name-of-quotes", "MAILER_NAME", '"'),
  quoted("value-sender-name-of-backslashes", "MAILER_NAME", "\\"),
  quoted("value-sender-name-of-line-breaks", "MAILER_NAME", "\n"),
  huge("value-sender-name-outside-of-the-basic-plane", "MAILER_NAME", "😀"),
  huge("value-port-of-digits", "SMTP_HOST_PORT", "1"),
  huge("value-port-of-zeros", "SMTP_HOST_PORT", "0"),
  huge("value-boolean-of-letters", "SMTP_HOST_SSL_ENABLED", "true"),
  huge("value-adapter-of-names", "MAILER_ADAPTER", "Bamboo."),
  huge("value-of-words-like-yaml", "MAILER_NAME", "a: b #"),
  huge("value-of-placeholders", "SMTP_USER_PWD", "change-me-"),
  huge("value-of-a-name-without-meaning", "SOME_NAME", "abc "),
  one("value-host-like-an-open-expression", '"SMTP_HOST_ADDR=smtp[("', `SMTP_USER_PWD=${hostileCanary}`, "SMTP_USER_NAME=a(b[c"),
  one("value-host-like-a-slow-expression", '"SMTP_HOST_ADDR=(a+)+$$"', '"SMTP_USER_NAME=(a+)+$$"', `"SMTP_USER_PWD=(x+x+)+y$$"`),
  huge("interpolation-of-dollars", "MAILER_NAME", "$"),
  huge("interpolation-of-open-braces", "MAILER_NAME", "${"),
  huge("interpolation-of-pairs-of-dollars", "MAILER_NAME", "$$"),
  huge("interpolation-of-references", "MAILER_NAME", "${A}"),
  one("interpolation-nested-10000", `MAILER_NAME=${"${A:-".repeat(10_000)}x${"}".repeat(10_000)}`),
  one("interpolation-nested-10000-not-closed", `MAILER_NAME=${"${A:-".repeat(10_000)}`),
  withEnv(
    "interpolation-that-doubles-40-times",
    () => `A0=0123456789\n${lines(40, (index) => `A${index + 1}=\${A${index}}\${A${index}}`)}`,
    "MAILER_NAME=${A40}",
  ),
  withEnv(
    "interpolation-that-doubles-in-its-default",
    () => `A0=0123456789\n${lines(40, (index) => `A${index + 1}=\${B:-\${A${index}}\${A${index}}}`)}`,
    "MAILER_NAME=${A40:-x}",
  ),
  withEnv("interpolation-a-megabyte-1000-times", () => `A=${filled("a", megabyte)}\n`, `MAILER_NAME=${"${A}".repeat(1_000)}`),
  withEnv("interpolation-of-itself", () => "A=${A}\nB=${C}\nC=${B}\n", "MAILER_NAME=${A}${B}"),
  one("duplicates-10000-items", ...Array.from({ length: 10_000 }, (_, index) => `SMTP_HOST_PORT=${index}`)),
  one("names-10000-unknown", ...Array.from({ length: 10_000 }, (_, index) => `SMTP_HOST_ADR${index}=x`)),
  one("names-10000-secrets", ...Array.from({ length: 10_000 }, (_, index) => `API_KEY_${index}=${hostileCanary}${index}`)),
  one("names-100000", ...Array.from({ length: 100_000 }, (_, index) => `N${index}=${index}`)),
  {
    name: "name-of-a-megabyte",
    files: () => ({ "compose.yml": plausibleWith(`SMTP_${filled("A", megabyte)}=x`, `SECRET_${filled("_", megabyte)}=x`) }),
  },
];
