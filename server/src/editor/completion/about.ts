import { type CompletionItem, MarkupKind } from "vscode-languageserver-types";
import { isRuleId } from "../../base/ids.js";
import { code, type Language, type Message, type MessageTemplate, markdown, message, plainText } from "../../base/messages.js";
import { releaseNamed } from "../../plausible/tables/releases.js";
import { defaultOf, variableNamed } from "../../plausible/tables/variables.js";
import { adapterNames } from "../../plausible/types.js";
import { rules } from "../../rules/index.js";

const texts = {
  default: { en: "Default in Plausible {release}: {value}", "zh-cn": "Plausible {release} 中的默认值：{value}" },
} satisfies Record<string, MessageTemplate>;

/** A completion with what is told of it when the user looks at it; as it was where nothing is known of it. */
export function withDocumentation(item: CompletionItem, language: Language, inMarkdown: boolean): CompletionItem {
  const parts = partsFor(item.data);
  if (parts.length === 0) return item;
  const show = inMarkdown ? markdown : plainText;
  const value = parts.map((part) => show(part, language)).join("\n\n");
  return { ...item, documentation: { kind: inMarkdown ? MarkupKind.Markdown : MarkupKind.PlainText, value } };
}

/** `data` comes back from the client: it may be anything. */
function partsFor(data: unknown): readonly Message[] {
  const { variable, release, adapter, rule } = (typeof data === "object" && data !== null ? data : {}) as Record<string, unknown>;
  if (typeof rule === "string" && isRuleId(rule)) return [message(rules[rule].meta.summary)];
  const fact = typeof variable === "string" ? variableNamed(variable) : null;
  if (fact === null) return [];
  const known = typeof release === "string" ? releaseNamed(release) : null;
  const value = known === null ? null : defaultOf(fact, known, adapterNames.find((name) => name === adapter) ?? null);
  const parts = [message(fact.meaning)];
  if (known !== null && value !== null) parts.push(message(texts.default, { release: known.name, value: code(value) }));
  return parts;
}
