import type { Span } from "../base/text.js";
import { isWordSign, placesOf, replacer, standsAlone } from "../base/text-search.js";

/** What stands for a secret in every output. */
export const mask = "***";

/** Names whose values are never shown: `SMTP_USER_PWD`, `*_API_KEY`, `SECRET_KEY_BASE`, `TOTP_VAULT_KEY`, `SENTRY_DSN`, and all alike. */
export function isSecretName(name: string): boolean {
  return /pass|pwd|secret|token|key|sentry_dsn/i.test(name);
}

/** A value as it may be shown without its project; the user info of a URL never is. An empty secret shows nothing and explains much. */
export function shownValue(name: string, value: string): string {
  if (isSecretName(name)) return value === "" ? "" : mask;
  return withoutUserInfo(value);
}

/**
 * A text that somebody else wrote, as it may be shown without a project: no value of a name that says secret
 * (`NAME=…`, `password: "…"`, `?token=…`), no user info, nothing that was said in AUTH.
 */
export function withoutSecrets(text: string): string {
  const terms = text.replace(quotedTerm, (pair, name: string, sign: string) =>
    isSecretName(name) ? `${name}${sign}"${mask}"` : pair,
  );
  return withoutUserInfo(withoutPairs(terms)).replace(saidInAuth, `$1${mask}`);
}

/** `password: "…"`, `:api_key => "…"`, `{password,<<"…">>}`. */
const quotedTerm = /(?<!\w)(\w+)("?\s*(?::|=>|,|=)\s*(?:<<|~c)?)("[^"\\]*(?:\\.[^"\\]*)*"?|'[^'\\]*(?:\\.[^'\\]*)*'?)/g;
const saidInAuth = /(\bAUTH\s+[A-Z0-9-]+\s+)(?=[A-Za-z0-9+/]*[0-9+/=])[A-Za-z0-9+/]{6,}={0,2}/g;

/** Longest first, so that a secret that contains another is hidden whole; each also as Elixir's `inspect` prints it. */
export function longestFirst(texts: ReadonlySet<string>): readonly string[] {
  const forms = [...texts].flatMap((text) => [text, text.replace(/[\\"]/g, "\\$&").replaceAll("#{", "\\#{")]);
  return [...new Set(forms)].sort((a, b) => b.length - a.length);
}

/** Long and mixed enough that the same text elsewhere is the same secret, and not a word like `plausible` or `true`. */
export function isUnmistakable(secret: string): boolean {
  return secret.length >= 12 || (secret.length >= 6 && !/^[a-z]+$|^[A-Z][a-z]+$/.test(secret));
}

/** Whether hiding this short or ordinary text, where it stands alone, leaves a message that can be read. */
export function isTellable(secret: string): boolean {
  return secret.length >= 3 && !/^(true|false|yes|off|none|null|nil)$/i.test(secret);
}

/** `NAME=secret` inside a message that quotes a line. */
export function withoutPairs(message: string): string {
  return message.replace(/(?<![\w.-])([\w.-]+)(=)([^\s"'`]+)/g, (pair, name: string, sign: string) =>
    isSecretName(name) ? `${name}${sign}${mask}` : pair,
  );
}

/** Hides secrets in texts, the longest first: one that contains another is hidden whole. */
export function hider(secrets: readonly string[]): (text: string) => string {
  // A short or ordinary one is hidden where it stands alone; inside words it would only make riddles.
  return replacer(
    secrets,
    (secret, text, at) => isUnmistakable(secret) || standsAlone(text, at, at + secret.length, isWordSign),
    () => mask,
  );
}

/** `scheme://user:password@host` → `scheme://***@host`, and `user:password@host` → `user:***@host`. */
export function withoutUserInfo(text: string): string {
  return text.includes("@") ? text.replace(addressWithUser, `$1${mask}@`).replace(userBeforeHost, `$1${mask}$3`) : text;
}

/** The scheme is taken from where the word begins, also behind a digit: a search that tried each letter of it would be slow. */
const addressWithUser = /(?<![a-z0-9+.-])([a-z0-9+.-]+:\/\/)([^\s/?#"'`]*)@/gi;
/** Without a scheme; not `image:tag@sha256:…`. */
const userBeforeHost = /((?<![\w.%+/-])[\w.%+-]+:)([^\s/?#"'`@:]+)(@(?!sha\d+:)[a-z0-9-]+\.[a-z0-9])/gi;

/** What follows a secret's name and `=` or `:` on a line; also in files and services that nothing else looks at. */
export function* secretPairs(line: Span, text: string): Generator<Span> {
  for (const match of text.matchAll(/(?<![\w.-])([\w.-]+)["']?\s*[=:]\s*(?=\S)/g)) {
    if (!isSecretName(match[1] ?? "")) continue;
    yield { start: line.start + match.index + match[0].length, end: line.start + text.trimEnd().length };
    return;
  }
}

/** Where these texts stand on a line, and the user info of addresses. */
export function* occurrences(line: Span, text: string, needles: readonly string[]): Generator<Span> {
  for (const needle of needles) {
    for (const at of placesOf(needle, text)) yield { start: line.start + at, end: line.start + at + needle.length };
  }
  for (const match of [...text.matchAll(addressWithUser), ...text.matchAll(userBeforeHost)]) {
    const start = line.start + match.index + (match[1]?.length ?? 0);
    yield { start, end: start + (match[2]?.length ?? 0) };
  }
}
