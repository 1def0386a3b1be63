import { type Hover, MarkupKind } from "vscode-languageserver-types";
import { isRuleId } from "../../base/ids.js";
import { link, type Message, type MessageTemplate, markdown, message, plainText } from "../../base/messages.js";
import { rules } from "../../rules/index.js";
import type { Presentation } from "../features/presentation.js";
import type { OpenDocument } from "../session/documents.js";
import { keyMeanings } from "./config-keys.js";
import { cursorLine } from "./cursor-line.js";

const texts = {
  rule: { en: "{id} · {severity} unless set otherwise", "zh-cn": "{id} · 默认为 {severity}" },
  page: { en: "{link}", "zh-cn": "{link}" },
  documentation: { en: "Documentation", "zh-cn": "文档" },
} satisfies Record<string, MessageTemplate>;

/** What a rule, or a key, of a `.plausible-mail.yml` says. */
export function configHover(document: OpenDocument, offset: number, { facts }: Presentation): Hover | null {
  const source = document.source;
  const line = cursorLine(source, offset);
  const [, blanks = "", word = ""] = /^([ \t]*["']?)([\w-]+)["']?:/.exec(line.text) ?? [];
  if (word === "" || line.column < blanks.length || line.column > blanks.length + word.length) return null;
  const parts: Message[] = [];
  if (blanks === "" && word in keyMeanings) parts.push(message(keyMeanings[word as keyof typeof keyMeanings]));
  else if (isRuleId(word)) {
    const { severity, summary } = rules[word].meta;
    parts.push(message(texts.rule, { id: [{ kind: "strong", text: word }], severity }), message(summary));
    if (facts.docs !== null && facts.markdownHover) {
      parts.push(message(texts.page, { link: link(texts.documentation[facts.language], `${facts.docs}${word}.md`) }));
    }
  }
  if (parts.length === 0) return null;
  const show = facts.markdownHover ? markdown : plainText;
  const value = parts.map((part) => show(part, facts.language)).join("\n\n");
  const start = line.start + blanks.length;
  return {
    contents: { kind: facts.markdownHover ? MarkupKind.Markdown : MarkupKind.PlainText, value },
    range: document.positions.rangeOf({ start, end: start + word.length }),
  };
}
