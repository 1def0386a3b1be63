import type { MessageTemplate } from "../../base/messages.js";
import { isPlaced } from "../../instance/service-variable.js";
import { placeOf, textOfVariable } from "../../instance/value.js";
import { defaultOf, variableNamed } from "../../plausible/tables/variables.js";
import { setVariable } from "../kit/fixes.js";
import { relatedTo } from "../kit/related-line.js";
import type { Rule } from "../kit/types.js";

const messages = {
  finding: {
    en: "`LOG_LEVEL=debug`: Plausible {release} writes each mail to its log as a whole, with the links that reset passwords and accept invitations. Write `LOG_LEVEL={level}`.",
    "zh-cn":
      "`LOG_LEVEL=debug`：Plausible {release} 会把每封邮件完整写入日志，包括重置密码和接受邀请的链接。请写 `LOG_LEVEL={level}`。",
  },
} satisfies Record<string, MessageTemplate>;

/** A log level at which whole mails are logged. */
export const debugLogLeaksMail: Rule = {
  meta: {
    id: "debug-log-leaks-mail",
    severity: "warning",
    summary: {
      en: "At `LOG_LEVEL=debug` whole mails go to the log, with links that let anyone in.",
      "zh-cn": "`LOG_LEVEL=debug` 时，整封邮件（包括可供任何人登录的链接）会写入日志。",
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
