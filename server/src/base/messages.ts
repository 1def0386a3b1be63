/** The languages in which every text for users exists. */
export type Language = "en" | "zh-cn";

/**
 * A text in every language. `{name}` stands for a value, and what stands between backticks is code. Both languages have
 * the same placeholders.
 */
export interface MessageTemplate {
  readonly en: string;
  readonly "zh-cn": string;
}

/** A piece of a text with its meaning; each door shows it in its own way. */
export type MessagePart =
  | { readonly kind: "text" | "code" | "strong"; readonly text: string }
  | { readonly kind: "link"; readonly text: string; readonly target: string };

/** Between the names of a list: Chinese has a mark of its own for that. */
interface ListMark {
  readonly kind: "list-mark";
  readonly text: string;
}

/** A piece of a value, before the language is known. */
export type ValuePart = MessagePart | ListMark;

/** What a placeholder is filled with. A string takes the place's own kind: code between backticks, else text. */
export type Value = string | number | Message | readonly ValuePart[];

/** A template with its values: what a finding or verdict carries until a door knows the reader's language. */
export interface Message {
  readonly template: MessageTemplate;
  readonly values: Readonly<Record<string, Value>>;
}

/** Hides secrets in a piece of text. */
export type Mask = (text: string) => string;

export function message(template: MessageTemplate, values: Message["values"] = {}): Message {
  return { template, values };
}

/** A text in code font, as a value of a message. */
export function code(text: string): readonly MessagePart[] {
  return [{ kind: "code", text }];
}

/** Names or values in code font, with commas between them, as a value of a message. */
export function codes(texts: readonly (string | number)[]): readonly ValuePart[] {
  return withMarks(texts.map((text) => ({ kind: "code", text: String(text) })));
}

/** The same in plain type: services, hosts, files. */
export function listed(texts: readonly (string | number)[]): readonly ValuePart[] {
  return withMarks(texts.map((text) => ({ kind: "text", text: String(text) })));
}

function withMarks(parts: readonly MessagePart[]): readonly ValuePart[] {
  const mark: ListMark = { kind: "list-mark", text: ", " };
  return parts.flatMap((part, index) => (index === 0 ? [part] : [mark, part]));
}

function inLanguage(part: ValuePart, language: Language): MessagePart {
  return part.kind === "list-mark" ? { kind: "text", text: language === "zh-cn" ? "、" : part.text } : part;
}

/** A text that leads somewhere, as a value of a message. */
export function link(text: string, target: string): readonly MessagePart[] {
  return [{ kind: "link", text, target }];
}

/** The parts of a message. A placeholder without a value stays as it is, so that a test can find it. */
export function partsOf({ template, values }: Message, language: Language): readonly MessagePart[] {
  const parts: MessagePart[] = [];
  for (const { kind, text: written, name } of piecesOf(template, language)) {
    const value = name === null ? undefined : values[name];
    const text = kind === "text" ? besideChinese(parts.at(-1), written) : written;
    if (value === undefined || typeof value === "string" || typeof value === "number") {
      append(parts, { kind, text: value === undefined ? text : String(value) });
      continue;
    }
    // A list keeps its own marks also where the template writes it as code: "`{names}`" is `A`, `B`.
    const inner = "template" in value ? partsOf(value, language) : value;
    const [next] = inner;
    if (kind === "text" && "template" in value && next?.kind === "text") parts.push(...beforeChinese(parts.pop(), next.text));
    if (kind === "code" && "template" in value) append(parts, { kind, text: inner.map((part) => part.text).join("") });
    else for (const part of inner) append(parts, inLanguage(part, language));
  }
  return parts;
}

/**
 * A text behind a value. A value may end with a full-width mark, which has its blank within itself, and between two Chinese
 * letters there is none.
 */
function besideChinese(before: MessagePart | undefined, text: string): string {
  const end = before?.kind === "code" ? "" : (before?.text ?? "");
  return /[，。；：！？）」』”]$/.test(end) || (/[\u4e00-\u9fff]$/.test(end) && /^ [\u4e00-\u9fff]/.test(text))
    ? text.replace(/^ /, "")
    : text;
}

/** What stands before a message that is a value of this one: a blank between Chinese and Latin letters, none between Chinese ones. */
function beforeChinese(last: MessagePart | undefined, next: string): MessagePart[] {
  if (last?.kind !== "text") return last === undefined ? [] : [last];
  if (/[\u4e00-\u9fff] $/.test(last.text) && /^[\u4e00-\u9fff]/.test(next)) return [{ ...last, text: last.text.slice(0, -1) }];
  return [/[\u4e00-\u9fff]$/.test(last.text) && /^\w/.test(next) ? { ...last, text: `${last.text} ` } : last];
}

/** With backticks around code: what JSON has. */
export function textOf(message: Message, language: Language): string {
  return partsOf(message, language)
    .map(({ kind, text }) => (kind === "code" ? `\`${text}\`` : text))
    .join("");
}

/** With quotes around code: what a terminal shows, where a name or a value must be told from the words around it. */
export function quotedText(message: Message, language: Language): string {
  return partsOf(message, language)
    .map(({ kind, text }) => (kind === "code" ? inQuotes(text) : text))
    .join("");
}

/** In quotes that are not in the text itself. */
function inQuotes(text: string): string {
  return text.includes('"') ? `“${text}”` : `"${text}"`;
}

/** Without any mark: what lists of problems, titles, notifications and documents of plain text show. */
export function plainText(message: Message, language: Language, mask: Mask = same): string {
  return partsOf(message, language)
    .map(({ text }) => mask(text))
    .join("");
}

/** As Markdown, whatever stands in the values. */
export function markdown(message: Message, language: Language, mask: Mask = same): string {
  return partsOf(message, language)
    .map((part) => markdownOf({ ...part, text: mask(part.text) }))
    .join("");
}

/** The language that a locale asks for: any Chinese locale gives Simplified Chinese, everything else English. */
export function languageOf(locale: string | undefined): Language {
  return /^zh\b|^zh[_-]/i.test(locale ?? "") ? "zh-cn" : "en";
}

/** A piece of a template; `name`: that of the value which takes its place, null where the text is its own. */
interface TemplatePiece {
  readonly kind: "text" | "code";
  readonly text: string;
  readonly name: string | null;
}

const parsed = new WeakMap<MessageTemplate, Partial<Record<Language, readonly TemplatePiece[]>>>();

function piecesOf(template: MessageTemplate, language: Language): readonly TemplatePiece[] {
  const known = parsed.get(template) ?? {};
  known[language] ??= parse(template[language]);
  parsed.set(template, known);
  return known[language];
}

function parse(text: string): readonly TemplatePiece[] {
  const spans = text.split("`");
  // A backtick without its partner is a backtick.
  const lone = spans.length % 2 === 0 ? spans.pop() : undefined;
  if (lone !== undefined) spans.push(`${spans.pop() ?? ""}\`${lone}`);
  return spans.flatMap((span, index) => {
    const kind = index % 2 === 0 ? "text" : "code";
    const pieces = span.split(/(\{\w+\})/).flatMap((piece): TemplatePiece[] => {
      if (piece === "") return [];
      return [{ kind, text: piece, name: /^\{\w+\}$/.test(piece) ? piece.slice(1, -1) : null }];
    });
    // An empty span of code is code all the same.
    return pieces.length === 0 && kind === "code" ? [{ kind, text: "", name: null }] : pieces;
  });
}

/** Neighbours of one kind are one part: a mask must see the whole text. */
function append(parts: MessagePart[], part: MessagePart): void {
  const last = parts.at(-1);
  if (last === undefined || last.kind !== part.kind || part.kind === "link") parts.push(part);
  else parts[parts.length - 1] = { ...last, text: last.text + part.text };
}

function markdownOf(part: MessagePart): string {
  switch (part.kind) {
    case "code":
      return codeSpan(part.text);
    case "strong":
      return `**${escaped(part.text)}**`;
    case "link":
      return `[${escaped(part.text)}](${part.target})`;
    case "text":
      return escaped(part.text);
  }
}

/** Text that Markdown shows as it is: neither emphasis nor code, link or HTML. An underscore inside of a word is none of them. */
function escaped(text: string): string {
  return text.replace(/[\\`*[\]<]|(?<!\w)_|_(?!\w)/g, "\\$&");
}

/** A text in code font, whatever is in it. */
function codeSpan(text: string): string {
  const fence = "`".repeat(Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length)) + 1);
  const padding = /^`|`$|^ .* $/.test(text) ? " " : "";
  return fence + padding + text.replace(/[\r\n]+/g, "⏎") + padding + fence;
}

function same(text: string): string {
  return text;
}
