import { CompletionItemKind } from "vscode-languageserver-types";
import { isRuleId, type RuleId, ruleIds } from "../../base/ids.js";
import type { MessageTemplate } from "../../base/messages.js";
import type { SourceText } from "../../base/text.js";
import { configKeys, levels } from "../../lint/config.js";
import { rules } from "../../rules/index.js";
import type { CursorLine } from "./cursor-line.js";
import type { Say, Suggestion, Suggestions } from "./suggestion.js";
import { ruleItem } from "./suppressed-rules.js";

/** What a key of `.plausible-mail.yml` says. */
export const keyMeanings: Readonly<Record<(typeof configKeys)[number], MessageTemplate>> = {
  rules: {
    en: "severity per rule: error, warning, info, hint or off",
    "zh-cn": "每条规则的严重程度：error、warning、info、hint 或 off",
  },
  images: { en: "globs of further images that run Plausible", "zh-cn": "其他运行 Plausible 的镜像（glob）" },
  services: {
    en: "globs of services that run Plausible, whatever their image",
    "zh-cn": "运行 Plausible 的服务名（glob），不论其镜像",
  },
  files: { en: "globs of further files that are compose files", "zh-cn": "其他 compose 文件（glob）" },
};

const usual: MessageTemplate = { en: "the rule's own severity", "zh-cn": "该规则自身的严重程度" };

/** Keys, rules and levels of a `.plausible-mail.yml`, by the line and the key above it. */
export function configCompletion(source: SourceText, line: CursorLine, say: Say): Suggestions | null {
  const before = line.text.slice(0, line.column);
  const [, blanks = "", id, gap = "", typed = ""] = /^([ \t]*)(?:["']?([\w-]+)["']?:([ \t]*))?["']?([\w-]*)$/.exec(before) ?? [];
  if (!/^[ \t]*(?:["']?[\w-]+["']?:[ \t]*)?["']?[\w-]*$/.test(before)) return null;
  const [rest = ""] = /^[\w-]*/.exec(line.text.slice(line.column)) ?? [];
  const start = line.start + line.column - typed.length;
  const end = line.start + line.column + rest.length;
  const isKey = id === undefined;
  const followed = /^["']?[ \t]*:/.test(line.text.slice(line.column + rest.length));
  if (blanks === "") {
    if (!isKey) return null;
    const there = new Set(source.text.match(/^[\w-]+(?=:)/gm) ?? []);
    const items = configKeys.filter((key) => !there.has(key)).map((key) => keyItem(key, say(keyMeanings[key]), followed));
    return { start, end, items };
  }
  if (parentOf(source, line) !== "rules") return null;
  if (isKey) {
    const there = new Set(
      source.text.match(/^[ \t]+["']?[\w-]+(?=["']?:)/gm)?.map((key) => key.trim().replace(/^["']/, "")) ?? [],
    );
    const left = ruleIds.filter((rule) => !there.has(rule) || rule === `${typed}${rest}`);
    return { start, end, items: left.map((rule) => ({ ...ruleItem(rule, false, say), newText: followed ? rule : `${rule}: ` })) };
  }
  return isRuleId(id) ? { start, end, items: levelItems(id, gap === "" ? " " : "", say) } : null;
}

function keyItem(key: string, detail: string, followed: boolean): Suggestion {
  const newText = followed ? key : key === "rules" ? "rules:\n  " : `${key}: []`;
  return { label: key, kind: CompletionItemKind.Property, detail, newText, filter: key };
}

function levelItems(rule: RuleId, lead: string, say: Say): Suggestion[] {
  const { severity } = rules[rule].meta;
  return levels.map((level) => ({
    label: level,
    kind: CompletionItemKind.EnumMember,
    detail: level === severity ? say(usual) : "",
    newText: `${lead}${level === "off" ? '"off"' : level}`,
    filter: level,
  }));
}

/** The key of the first line above that stands further left. */
export function parentOf(source: SourceText, { start, indent }: CursorLine): string | null {
  for (let number = source.lineAt(start) - 1; number >= 0; number -= 1) {
    const text = source.slice(source.lineStart(number), source.lineEnd(number));
    const [, blanks = "", key] = /^([ \t]*)["']?([\w-]+)["']?:/.exec(text) ?? [];
    if (key !== undefined && blanks.length < indent.length) return key;
  }
  return null;
}
