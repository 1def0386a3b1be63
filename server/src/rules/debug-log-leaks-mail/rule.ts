import type { MessageTemplate } from "../../base/messages.js";
import { isPlaced } from "../../instance/service-variable.js";
import { placeOf, textOfVariable } from "../../instance/value.js";
import { defaultOf, variableNamed } from "../../plausible/tables/variables.js";
import { setVariable } from "../kit/fixes.js";
import { relatedTo } from "../kit/related-line.js";
import type { Rule } from "../kit/types.js";

const messages = {
  finding: {
    en: "Set `LOG_LEVEL` to `{level}`: `debug` writes every email to the log.\nThe log of Plausible {release} then holds links that reset passwords and accept invitations.",
    "zh-cn":
      "请将 `LOG_LEVEL` 设为 `{level}`：`debug` 会把每封邮件写入日志。\nPlausible {release} 的日志会因此包含重置密码和接受邀请的链接。",
  },
} satisfies Record<string, MessageTemplate>;

/** A log level at which whole mails are logged. */
export const debugLogLeaksMail: Rule = {
  meta: {
    id: "debug-log-leaks-mail",
    severity: "warning",
    summary: {
      en: "`LOG_LEVEL=debug` writes whole emails to the log, with links that let anyone in.",
      "zh-cn": "`LOG_LEVEL=debug` 会把整封邮件写入日志，其中的链接可让任何人登录。",
    },
    fixable: true,
    besideDelivery: true,
  },
  messages,
  check(view, report) {
    const variable = view.variable("LOG_LEVEL");
    const fact = variableNamed(variable.name);
    if (fact === null || !view.reads(variable.name) || view.extraConfig) return;
    if (textOfVariable(variable) !== "debug" || !isPlaced(variable)) return;
    const level = defaultOf(fact, view.choice.release, view.adapter) ?? "warning";
    report({
      variable: variable.name,
      at: placeOf(variable),
      message: messages.finding,
      values: { level },
      related: relatedTo(view.service, variable),
      fixes: [setVariable(view, variable, level)],
    });
  },
};
