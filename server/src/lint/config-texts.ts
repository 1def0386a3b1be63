import { listed, type Message, type MessageTemplate, message } from "../base/messages.js";
import { nearest } from "../base/nearest.js";

/** What may be wrong with a `.plausible-mail.yml`, or with the editor's settings of the same names. */
export const configTexts = {
  tooLong: { en: "longer than {kB} kB", "zh-cn": "超过 {kB} kB" },
  tooDeep: { en: "nested too deep", "zh-cn": "嵌套过深" },
  // The words are those of the library that reads it.
  notYaml: { en: "not valid YAML: {reason}", "zh-cn": "不是有效的 YAML：{reason}" },
  noMap: { en: "expected a map with {names}, got {got}", "zh-cn": "应为包含 {names} 的映射，实际为 {got}" },
  noKey: { en: "no such key{near}; expected {names}", "zh-cn": "没有此键{near}；可用的键为 {names}" },
  noRules: { en: "expected a map of rule ids, got {got}", "zh-cn": "应为以规则 ID 为键的映射，实际为 {got}" },
  noRule: { en: "no such rule{near}", "zh-cn": "没有此规则{near}" },
  noLevel: { en: "expected {names}, got {got}{near}", "zh-cn": "应为 {names}，实际为 {got}{near}" },
  noGlobs: { en: "expected a list of globs, got {got}", "zh-cn": "应为通配符列表，实际为 {got}" },
} satisfies Record<string, MessageTemplate>;

const parts = {
  or: { en: "{first} or {last}", "zh-cn": "{first} 或 {last}" },
  near: { en: " (did you mean `{meant}`?)", "zh-cn": "（您是想写 `{meant}` 吗？）" },
  list: { en: "a list", "zh-cn": "列表" },
  map: { en: "a map", "zh-cn": "映射" },
  long: { en: "a long {type}", "zh-cn": "很长的 {type}" },
  keyed: { en: "{keys}: {reason}", "zh-cn": "{keys}：{reason}" },
  settings: { en: "settings", "zh-cn": "设置" },
} satisfies Record<string, MessageTemplate>;

/** Where the editor's settings are said to be wrong. */
export const inSettings: Message = message(parts.settings);

/** `a, b or c`. */
export function oneOf(words: readonly string[]): Message {
  return message(parts.or, { first: listed(words.slice(0, -1)), last: words.at(-1) ?? "" });
}

/** ` (did you mean `x`?)`, or nothing. */
export function didYouMean(word: string, candidates: Iterable<string>): Message | string {
  const meant = nearest(word, candidates);
  return meant === null ? "" : message(parts.near, { meant });
}

/** A wrong value as a message shows it; a long one, or one that holds itself, by its kind. */
export function shown(node: unknown): Message | string {
  const kind = Array.isArray(node)
    ? message(parts.list)
    : typeof node === "object" && node !== null
      ? message(parts.map)
      : message(parts.long, { type: typeof node });
  try {
    const text = JSON.stringify(node) ?? kind;
    return typeof text === "string" && text.length > 60 ? kind : text;
  } catch {
    return kind;
  }
}

/** Something that is said of a place, after its name. */
export function saidOf(keys: string | Message, reason: string | Message): Message {
  return message(parts.keyed, { keys, reason });
}
