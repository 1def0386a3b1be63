import { CompletionItemKind } from "vscode-languageserver-types";
import { type RuleId, ruleIds } from "../../base/ids.js";
import { rules } from "../../rules/index.js";
import type { CursorLine } from "./cursor-line.js";
import type { Say, Suggestion, Suggestions } from "./suggestion.js";

const comment = /#[ \t]*plausible-mail-disable-(next-line|file)[ \t]([\w, \t-]*)$/;

/**
 * The ids of rules in a comment that suppresses; null outside of one.
 *
 * @param reported the rules that report something on a line, which stand first; with null those of the whole file
 */
export function suppressedRules(
  line: CursorLine,
  number: number,
  reported: (line: number | null) => readonly RuleId[],
  say: Say,
): Suggestions | null {
  const before = line.text.slice(0, line.column);
  const [, scope, list = ""] = comment.exec(before) ?? [];
  if (scope === undefined || /(?:^|[ \t])--(?:[ \t]|$)/.test(list)) return null;
  const typed = list.split(/[\s,]/).at(-1) ?? "";
  const there = new Set(list.slice(0, list.length - typed.length).split(/[\s,]+/));
  const [rest = ""] = /^[\w-]*/.exec(line.text.slice(line.column)) ?? [];
  const here = reported(scope === "file" ? null : number + 1);
  const ids = [...new Set([...here, ...ruleIds])].filter((id) => !there.has(id));
  const start = line.start + line.column - typed.length;
  return { start, end: line.start + line.column + rest.length, items: ids.map((id) => ruleItem(id, here.includes(id), say)) };
}

/** A rule's id with its summary. */
export function ruleItem(id: RuleId, preselect: boolean, say: Say): Suggestion {
  const item = { label: id, kind: CompletionItemKind.EnumMember, detail: say(rules[id].meta.summary), newText: id };
  return { ...item, about: { rule: id }, ...(preselect ? { preselect } : {}) };
}
