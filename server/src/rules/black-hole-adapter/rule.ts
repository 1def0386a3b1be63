import type { MessageTemplate } from "../../base/messages.js";
import { isPlaced } from "../../instance/service-variable.js";
import { placeOf } from "../../instance/value.js";
import { setVariable } from "../kit/fixes.js";
import { relatedTo } from "../kit/related-line.js";
import type { Rule } from "../kit/types.js";

const messages = {
  finding: {
    en: "Set `MAILER_ADAPTER` to `{meant}`: `{value}` sends no email.\nWith it, Plausible {release} reports success for every email and sends none.",
    "zh-cn":
      "请将 `MAILER_ADAPTER` 设为 `{meant}`：`{value}` 不发送邮件。\n使用它时，Plausible {release} 对每封邮件都报告成功，却一封也不发送。",
  },
} satisfies Record<string, MessageTemplate>;

/** An adapter that is made for development and sends nothing. */
export const blackHoleAdapter: Rule = {
  meta: {
    id: "black-hole-adapter",
    severity: "warning",
    summary: {
      en: "The adapter is for development: it sends no email, and reports success.",
      "zh-cn": "该适配器仅用于开发：不发送邮件，却报告成功。",
    },
    fixable: true,
  },
  messages,
  check(view, report) {
    const variable = view.variable("MAILER_ADAPTER");
    if (view.extraConfig || variable.state !== "value" || !isPlaced(variable)) return;
    if (view.adapter !== "Bamboo.LocalAdapter" && view.adapter !== "Bamboo.TestAdapter") return;
    const meant = view.choice.release.smtp["Bamboo.Mua"] === undefined ? "Bamboo.SMTPAdapter" : "Bamboo.Mua";
    // Without a relay the other adapter has nowhere to go: then the user has more to write than this.
    const hasRelay = view.variable("SMTP_HOST_ADDR").state === "value";
    report({
      variable: variable.name,
      at: placeOf(variable),
      message: messages.finding,
      values: { value: view.adapter, meant },
      related: relatedTo(view.service, variable),
      fixes: [setVariable(view, variable, meant, hasRelay)],
    });
  },
};
