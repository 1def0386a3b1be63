import type { MessageTemplate } from "../../messages.js";
import { variables } from "../../plausible/variables.js";
import { isForAPerson } from "../placeholder.js";
import type { Rule } from "../rule.js";
import { isPlaced, placeOf, relatedTo, shownText, textOfVariable } from "../value.js";

const messages = {
  finding: {
    en: "`{name}={value}` only stands for a value: Plausible {release} takes it as it is, and no mail leaves. Write your own.",
    "zh-cn": "`{name}={value}` 只是占位符：Plausible {release} 会照原样使用，邮件无法发出。请填写您自己的值。",
  },
  secret: {
    en: "`{name}` only holds a placeholder: Plausible {release} takes it as it is, and no mail leaves. Write your own.",
    "zh-cn": "`{name}` 的内容只是占位符：Plausible {release} 会照原样使用，邮件无法发出。请填写您自己的值。",
  },
} satisfies Record<string, MessageTemplate>;

/** A mail setting that a template left for the user to fill in. */
export const placeholderValue: Rule = {
  meta: {
    id: "placeholder-value",
    severity: "warning",
    summary: {
      en: "A mail setting still has the placeholder of a template.",
      "zh-cn": "邮件设置仍是模板中的占位符。",
    },
    fixable: false,
  },
  messages,
  check(view, report) {
    if (view.extraConfig) return;
    for (const { name, mail, secret } of variables) {
      if (!mail || !view.reads(name)) continue;
      const variable = view.variable(name);
      const text = textOfVariable(variable);
      if (text === null || !isPlaced(variable) || !isForAPerson(text)) continue;
      report({
        variable: name,
        at: placeOf(variable),
        message: secret ? messages.secret : messages.finding,
        values: { name, value: secret ? "" : shownText(text) },
        related: relatedTo(view.service, variable),
      });
    }
  },
};
