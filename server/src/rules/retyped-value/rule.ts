import type { MessageTemplate } from "../../base/messages.js";
import { isPlaced } from "../../instance/service-variable.js";
import { placeOf, shownText } from "../../instance/value.js";
import type { VariableFact } from "../../plausible/tables/variable-fact.js";
import { variables } from "../../plausible/tables/variables.js";
import { fix } from "../kit/fixes.js";
import { relatedTo } from "../kit/related-line.js";
import { retypedFrom } from "../kit/retyped-scalar.js";
import type { Rule } from "../kit/types.js";

const messages = {
  shown: {
    en: "Put `{name}` in quotes: YAML reads `{written}` as {type}.\nDocker Compose rewrites it, and Plausible {release} gets `{value}`.",
    "zh-cn":
      "请给 `{name}` 加上引号：YAML 会把 `{written}` 当作{type}。\nDocker Compose 会改写它，Plausible {release} 得到的是 `{value}`。",
  },
  hidden: {
    en: "Put `{name}` in quotes: YAML reads it as {type}.\nDocker Compose rewrites it, so Plausible {release} gets a different text, and the login fails.",
    "zh-cn":
      "请给 `{name}` 加上引号：YAML 会把它当作{type}。\nDocker Compose 会改写它，Plausible {release} 得到的是另一个文本，登录会失败。",
  },
  boolean: { en: "a boolean", "zh-cn": "布尔值" },
  integer: { en: "a number", "zh-cn": "数字" },
  float: { en: "a decimal number", "zh-cn": "小数" },
  timestamp: { en: "a date", "zh-cn": "日期" },
  quote: { en: "Put `{name}` in quotes", "zh-cn": "给 `{name}` 加上引号" },
} satisfies Record<string, MessageTemplate>;

/** Kinds whose own rules read the value as Compose gives it: `True` is as good as `true`, `587.0` as `587`. */
const typedKinds: readonly VariableFact["kind"][] = ["adapter", "boolean", "integer"];

/** A scalar in a map that YAML takes for a number or a date, and that Compose prints otherwise than it was written. */
export const retypedValue: Rule = {
  meta: {
    id: "retyped-value",
    severity: "warning",
    summary: {
      en: "YAML reads an unquoted value as a number or a date, so the container gets a different text.",
      "zh-cn": "未加引号的值被 YAML 当作数字或日期，进入容器时变成了另一个文本。",
    },
    fixable: true,
  },
  messages,
  check(view, report) {
    if (view.extraConfig) return;
    for (const { name, mail, kind, secret } of variables) {
      if (!mail || typedKinds.includes(kind) || !view.reads(name)) continue;
      const variable = view.variable(name);
      const retyped = retypedFrom(view, variable);
      if (retyped === null || !isPlaced(variable)) continue;
      const { written, type, value } = retyped;
      const at = placeOf(variable);
      report({
        variable: name,
        at,
        message: secret ? messages.hidden : messages.shown,
        values: {
          name,
          type: { template: messages[type], values: {} },
          ...(secret ? {} : { written: shownText(written), value: shownText(value) }),
        },
        related: relatedTo(view.service, variable),
        fixes: [fix(messages.quote, { name }, [[{ ...at, newText: `"${written}"` }]], true)],
      });
    }
  },
};
