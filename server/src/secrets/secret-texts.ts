import type { Span } from "../base/text.js";
import { isWordSign, placesOf, replacer, standsAlone } from "../base/text-search.js";
import { isSecretName } from "./secret-names.js";

/** What stands for a secret in every output. */
export const mask = "***";

export { isSecretName };

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

/** Hides parts that are known to stand in a text, wherever they stand and however short they are. */
export function hiderOfParts(parts: readonly string[]): (text: string) => string {
  return parts.length === 0
    ? (text) => text
    : replacer(
        parts,
        () => true,
        () => mask,
      );
}

/** `scheme://user:password@host` → `scheme://***@host`, and `user:password@host` → `user:***@host`; not `mailto:user@host`. */
export function withoutUserInfo(text: string): string {
  return text.includes("@") ? text.replace(addressWithUser, `$1${mask}@`).replace(userBeforeHost, `$1${mask}$3`) : text;
}

/** The scheme is taken from where the word begins, also behind a digit: a search that tried each letter of it would be slow. */
const addressWithUser = /(?<![a-z0-9+.-])([a-z0-9+.-]+:\/\/)([^\s/?#"'`]*)@/gi;
/** Without a scheme; not `image:tag@sha256:…`, and not the default in `${NAME:-me@host}`. */
const userBeforeHost = /((?<![\w.%+/-]|\$\{)(?!mailto:)[\w.%+-]+:)([^\s/?#"'`@:]+)(@(?!sha\d+:)[a-z0-9-]+\.[a-z0-9])/gi;

/** What of a value is secret as the user info of an address: with its name, alone, and as it is meant where it is escaped. */
export function* userInfoOf(value: string): Generator<string> {
  if (!value.includes("@")) return;
  const infos = [...value.matchAll(addressWithUser)].map(([, , info = ""]) => info);
  // As a whole value also before a host of one label.
  const [, whole] = /^([^\s/@:]+:[^\s/@]+)@[\w.-]+(?::\d+)?$/.exec(value) ?? [];
  for (const info of whole === undefined ? infos : [...infos, whole]) {
    const password = info.slice(info.indexOf(":") + 1);
    if (password === info ? isUnmistakable(info) : password !== "") yield* [info, password, unescaped(password)];
  }
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // `%` stands for itself
  }
}

/** What follows a secret's name and `=` or `:` on a line; also in files and services that nothing else looks at. */
export function* secretPairs(line: Span, text: string): Generator<Span> {
  let done = 0;
  for (const match of text.matchAll(/(?<![\w.-])([\w.-]+)["']?\s*[=:]\s*(?=\S)/g)) {
    if (match.index < done || !isSecretName(match[1] ?? "")) continue;
    const start = match.index + match[0].length;
    const end = endInJson(text, match.index, start) ?? text.trimEnd().length;
    yield { start: line.start + start, end: line.start + end };
    done = end;
  }
}

/** Where a value ends on a line that holds more, as in JSON: at its quote, with `,`, `]` or `}` behind it. Null: that is not told. */
function endInJson(text: string, nameAt: number, start: number): number | null {
  if (!/[[{]/.test(text.slice(0, nameAt))) return null;
  const isItem = text[nameAt - 1] === '"' && text.slice(nameAt, start).endsWith("=");
  const opens = isItem ? start - 1 : start;
  if (!isItem && text[start] !== '"') return null;
  for (let at = opens + 1; at < text.length; at += 1) {
    if (text[at] === "\\") at += 1;
    else if (text[at] === '"') return /^\s*[,\]}]/.test(text.slice(at + 1, at + 9)) ? (isItem ? at : at + 1) : null;
  }
  return null;
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
