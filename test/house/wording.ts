import { width } from "#server/cli/terminal/text.js";

// How the product speaks, as far as a script can tell: what a text may not say, and how long it may be.

export type Language = "en" | "zh-cn";

/** The columns of a text that are seen: the first line of a finding, the title of a fix, the label of a button. */
export const columns = { firstLine: 90, title: 60, button: 20 } as const;

/** What a list of English texts may not say: it reads like a translation, or names a thing otherwise than its users do. */
const bannedEnglish: readonly RegExp[] = [
  /\bin clear\b/i,
  /\bthe talk\b/i,
  /\bstands?\b/i,
  /\bleaves\b(?! out)|\bmail (has left|would(n't| not)? leave|leave)\b/i,
  /\bbeside\b/i,
  /\bof mail\b/i,
  /\banew\b/i,
  /\bby itself\b/i,
  /\bspeaks? (of|in)\b/i,
  /\bis none that\b|\bholds none\b/i,
  /(?<!\bthere )\bis no\b(?! longer| more)/i,
  /\bmakes do with\b/i,
  /\bwithout a word\b/i,
  /\bfirst byte\b/i,
  /\ba slip for\b/i,
  /\bat the door\b/i,
  /\b(hung|hangs) up\b/i,
  /\bout of its dates\b/i,
  /\bnot seen here\b/i,
  /\bcounts? for nothing\b/i,
  /\bwins over\b/i,
  /\bthe boot\b/i,
  /\bmend(s|ed)?\b/i,
  /\bat every e?mail\b/i,
  /\bcould not be told\b|\bcannot be told\b/i,
  /\bno way to\b/i,
  /\bhas it not\b/i,
  /\bcomes into\b/i,
  /\bnothing (answers|of)\b/i,
  /(^|[.:;,?!] )Write\b|\b(or|and) write\b/,
  /\bmails\b/i,
  /\b(a|an|each|every|no|one|whole|whose) mail\b(?![ -](related|account|address|catcher|configuration|domain|exchanger|flag|port|problem|program|provider|relay|sender|server|service|setting|variable))/,
];

/** The same in Chinese, where also the marks between the words are held: they have full width, and no blank after them. */
const bannedChinese: readonly RegExp[] = [
  /你/u,
  /请写 /u,
  /问候|未要求|无人赋值|一言不发|容器得到：|此处信任的机构|在别处测试/u,
  /首字节|第一个字节/u,
  /方式与.*对话/u,
  /\p{Script=Han}[,;:!?]|[,;:!?] ?\p{Script=Han}|\(\p{Script=Han}|\p{Script=Han}\)/u,
  /[，。；：！？、）」』”] /u,
];

/** How the title of a fix may begin. */
const imperatives: readonly string[] =
  "Add Allow Let Load Join Make Mount Move Pass Put Remove Rename Replace Set Split Take Trim Use".split(" ");

/** What a text says that none may say. Code is the user's, and may say anything. */
export function bannedIn(text: string, language: Language): string[] {
  const prose = text.replace(/`[^`]*`/g, "``");
  return (language === "en" ? bannedEnglish : bannedChinese).flatMap((banned) => {
    const found = banned.exec(prose);
    return found === null ? [] : [`says “${found[0]}”`];
  });
}

/** What is wrong with a finding's message, as a list of problems shows it. */
export function faultsOfMessage(plain: string): string[] {
  const [first = ""] = plain.split("\n");
  return tooLong(first, columns.firstLine);
}

/** What is wrong with the title of a fix: it asks for something, in a line that a menu can show. */
export function faultsOfTitle(plain: string, language: Language): string[] {
  const [verb = ""] = plain.split(" ");
  const asks = language === "zh-cn" || imperatives.includes(verb);
  return [...tooLong(plain, columns.title), ...(asks ? [] : [`begins with “${verb}”, which is no imperative we use`])];
}

/** What is wrong with a text for a place that shows plain text alone, in an editor. */
export function faultsOfPlain(text: string): string[] {
  return [
    ...(text.includes("`") ? ["has backticks, which are shown as they are there"] : []),
    ...(/(^|[\s（(])--[a-z]/.test(text) ? ["names a flag of the command line, which an editor has not"] : []),
  ];
}

export function tooLong(text: string, limit: number): string[] {
  const taken = width(text);
  return taken > limit ? [`takes ${taken} columns, and ${limit} are seen`] : [];
}
