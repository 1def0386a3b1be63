import { providerOf } from "./providers.js";

/** What a template engine fills in before Compose reads the file: Jinja, Go, ERB, and CapRover's `$$cap_name`. */
const templateText = /\{\{|\}\}|\{%|<%|\$cap_[a-z]/;

/** Whether a part of a text is still to be filled in by a template engine: what it will be is not known. */
export function isTemplate(text: string): boolean {
  return templateText.test(text);
}

/**
 * What a template engine, a CI job or a secret store replaces before Compose reads it: `{{ x }}`, `{smtp_host}`, `(name)`, `<…>`,
 * `%NAME%`, `__NAME__`, `[name]`, `@NAME@`, `#{name}#`, what SOPS has encrypted, references of 1Password and vals.
 */
const templateMarkers = [
  templateText,
  /#\{/,
  /^\{[a-z](?=\w*[_.]\w)\w*(?:\.\w+)?\}$/i,
  /^\(.+\)$/,
  /^<.+>$/,
  /^%.+%$/,
  /^__.+__$/,
  /^\[[^\]:]+\]$/,
  /^@.+@$/,
  /^ENC\[/,
  /^(op|ref\+[a-z]+):\/\//,
];

/** Nobody writes so many characters to be replaced. */
const longest = 2_000;

/** Words that stand for a value still to be written, and that nobody has for a value. */
const placeholderWords = [
  /(^|[-_ ])(replace|change|fill|insert|enter|edit|set)[-_ ]?(me|this|it|in|here)(?![a-z])/i,
  /(^|[-_ ])(insert|enter|put|add)[-_ ](the|your|a)[-_ ]/i,
  /^<?(todo|fixme|tbd|placeholder|dummy)>?$/i,
  /^\*{3,}$/,
  /^\*\*[^*]+\*\*$/,
  // A run of crosses, also behind the prefix that a provider's keys have (`SG.xxxx`), but not the domain `.xxx`.
  /(?<![a-z0-9])(?!(?<=\.)xxx$)x{3,}(?![a-z0-9])/i,
  /你的|您的|请(填写|输入|替换|修改)|替换(为|成)/,
];

/** The name of the thing in its own place. `apikey` is a user name that everybody has at some providers. */
const ownName =
  /^(password|user[-_]?name|secret[-_]?key([-_]?base)?|api[-_]key|smtp[-_]?(pass(word)?|user(name)?)|e?mail[-_]address|(smtp|邮箱|邮件|发件|登录)?(授权码|密码|密钥|口令|账号|帐号|账户|帐户|用户名|地址))$/i;

/** The same with a word for what is meant; where the words are apart, more may stand between them. */
const possessive =
  /(^|[._])(your?([-_ ].*|)(host|addr|port|user|name|login|pass|pwd|password|secret|key|token|mail|server|smtp|domain|provider)|my[-_ ].*(user|name|login|pass|pwd|secret|key|token|e-?mail))/i;

/**
 * Whether a text only stands for the value that will be there: nothing else may be judged by it. Which hosts are those of
 * examples `isExampleHost` tells, for a service of the project may bear such a name.
 */
export function isPlaceholder(text: string): boolean {
  if (text.length > longest) return isTemplate(text);
  const inner = unquoted(text);
  return templateMarkers.some((marker) => marker.test(inner)) || asksAPerson(inner);
}

/**
 * Whether a placeholder waits for a person (`changeme`, `<password>`), and not for a program that fills in what it marks
 * (`{{ password }}`, `%PASSWORD%`).
 */
export function isForAPerson(text: string): boolean {
  if (text.length > longest) return false;
  const inner = unquoted(text);
  return asksAPerson(inner) || /^<[^%<>]+>$/.test(inner);
}

/**
 * Whether a text in the place of a key asks for one: `REPLACE_WITH_SECRET_KEY_BASE`, `secretPasswordChangeMe`. No key made
 * by chance has such words.
 */
export function asksForKey(text: string): boolean {
  return isForAPerson(text) || /replace|change[-_ ]?(me|this|it)|generate|openssl/i.test(text);
}

/** Words for a person, also in one pair of brackets: `{replace-me}`, `[your-password]`. */
function asksAPerson(text: string): boolean {
  const [, bracketed] =
    /^(?:\{(?!\{)([^{}]+)\}|\[([^[\]]+)\]|\(([^()]+)\))$/.exec(text)?.filter((part) => part !== undefined) ?? [];
  return ownName.test(text) || hasPlaceholderWord(text) || (bracketed !== undefined && hasPlaceholderWord(bracketed));
}

/**
 * Whether a host name is one of those that documentation and templates show, and that never is a mail server: the
 * reserved `example.com` and its kin (RFC 2606), `smtp.your-domain.com`, `mail.provider.com`, `domain.tld`. Not the
 * top-level domain `.example`, which nobody copies unawares, and not `domain.com`, a host of real mail.
 */
export function isExampleHost(text: string): boolean {
  const host = text
    .trim()
    .toLowerCase()
    .replace(/^[a-z]+:\/\//, "")
    .split(/[:/]/, 1)
    .join("")
    .replace(/\.$/, "");
  const labels = host.split(".");
  if (labels.length < 2 || providerOf(host) !== null || /(^|\.)your-server\.de$/.test(host)) return false;
  const end = labels.at(-1) ?? "";
  const own = labels.at(/^(com?|org|net|gov|edu|ac)$/.test(labels.at(-2) ?? "") && labels.length > 2 ? -3 : -2) ?? "";
  return (
    /^(tld|invalid)$/.test(end) || exampleLabel.test(own) || addressedLabel.test(own) || (end === "com" && bareLabel.test(own))
  );
}

/** The word itself, in the languages of the templates seen. */
const exampleLabel = /^(example|exemple|beispiel|ejemplo|esempio|exemplo|voorbeeld|x{3,})$/;

/** A word that speaks to the reader, or names a role that somebody has to fill. */
const addressedLabel =
  /^(your[-_]?(own[-_]?)?(domain|company|organi[sz]ation|org|business|site|website|provider|server|host|hostname|isp|project|app|e?-?mail|(e-?mail|smtp|mail)[-_]?(provider|server|host|service|domain))(name|here)?|my[-_]?(domain|company|provider)|some[-_]?(domain|provider|host|server)|((e-?mail|smtp|mail)[-_]?)?provider|hostname)$/;

/** Words that may be somebody's domain elsewhere. */
const bareLabel = /^(server|host|company|(smtp|mail)[-_]?(server|host))$/;

/** Whether an address is of a domain that speaks to the reader (`hello@your-domain.com`). */
function isAddressed(text: string): boolean {
  const [, host = ""] = /^[^@\s]+@([^@\s]+)$/.exec(text) ?? [];
  return addressedLabel.test(host.split(".").at(-2) ?? "") && !host.endsWith("your-server.de");
}

function hasPlaceholderWord(text: string): boolean {
  if (placeholderWords.some((word) => word.test(text))) return true;
  return isAddressed(text) || (!isDottedHost(text) && possessive.test(text));
}

/** `smtp.your-domain.com`: that it is to be replaced is for `isExampleHost` to say. */
function isDottedHost(text: string): boolean {
  return /^[a-z0-9_-]+(\.[a-z0-9_-]+)*\.[a-z]{2,24}$/i.test(text);
}

function unquoted(text: string): string {
  return text.trim().replace(/^(["'])(.*)\1$/, "$2");
}
