import { isRuleId } from "../../base/ids.js";
import type { MessageTemplate } from "../../base/messages.js";
import type { SourceText } from "../../base/text.js";
import { fix } from "../kit/fixes.js";
import type { Fix, Rule, Suppression } from "../kit/types.js";

const messages = {
  unknown: {
    en: "Remove this comment: there is no rule named `{id}`.",
    "zh-cn": "请删除此注释：没有名为 `{id}` 的规则。",
  },
  unused: {
    en: "Remove `{id}` from this comment: there is nothing to suppress here.",
    "zh-cn": "请从注释中删除 `{id}`：此处没有可抑制的问题。",
  },
  fixComment: { en: "Remove the comment", "zh-cn": "删除此注释" },
  fixId: { en: "Remove `{id}` from the comment", "zh-cn": "从注释中删除 `{id}`" },
} satisfies Record<string, MessageTemplate>;

/** A suppression that suppresses nothing. It judges the findings of all other rules, so it has nothing to say of one service. */
export const needlessSuppression: Rule = {
  meta: {
    id: "needless-suppression",
    severity: "hint",
    summary: {
      en: "A comment suppresses a rule that finds nothing here, or that doesn't exist.",
      "zh-cn": "注释抑制了在此没有问题可报或并不存在的规则。",
    },
    fixable: true,
  },
  messages,
  checkSuppressions({ project, suppressions, used, metaOf, isOff }, report) {
    const composeFiles = new Set(project.request.composeFiles);
    // What cannot be read now, or is not there, may be what the comment is for.
    const isWhole = !project.broken && !project.incomplete && project.services.every(({ incomplete }) => !incomplete);
    for (const suppression of suppressions) {
      suppression.rules.forEach((id, index) => {
        const at = suppression.places[index];
        if (at === undefined || id === "needless-suppression") return;
        const exists = isRuleId(id);
        // Whether Compose's refusals are told depends on who asks.
        if (exists && (used.get(suppression)?.has(id) || metaOf(id).speaksOfComposeErrors)) return;
        // An env file may serve several projects: what it silences may be in another one.
        if (exists && (!isWhole || isOff(id) || !composeFiles.has(at.file))) return;
        const source = project.files.get(at.file);
        report({
          variable: null,
          at,
          message: exists ? messages.unused : messages.unknown,
          values: { id },
          fixes: [source === undefined ? null : removal(source, suppression, index)],
        });
      });
    }
  },
};

/** The id out of the list; the whole comment, with its line where it has one to itself, if it was the only one. */
function removal(source: SourceText, { at, rules, places }: Suppression, index: number): Fix | null {
  const id = rules[index] ?? "";
  const own = places[index];
  if (own === undefined) return null;
  if (rules.length > 1) {
    const [next, previous] = [places[index + 1], places[index - 1]];
    const edit = next === undefined ? { ...own, start: previous?.end ?? own.start } : { ...own, end: next.start };
    return fix(messages.fixId, { id }, [[{ ...edit, newText: "" }]], true);
  }
  const line = source.lineAt(at.start);
  const before = source.slice(source.lineStart(line), at.start);
  const lineEnd = source.text.indexOf("\n", at.end);
  const edit =
    before.trim() === ""
      ? { ...at, start: source.lineStart(line), end: lineEnd === -1 ? source.length : lineEnd + 1 }
      : { ...at, start: source.lineStart(line) + before.trimEnd().length };
  return fix(messages.fixComment, {}, [[{ ...edit, newText: "" }]], true);
}
