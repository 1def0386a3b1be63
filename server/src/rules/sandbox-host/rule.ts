import type { MessageTemplate } from "../../base/messages.js";
import { isPlaced } from "../../instance/service-variable.js";
import { placeOf } from "../../instance/value.js";
import { liveHostOf } from "../../plausible/tables/providers.js";
import { setVariable } from "../kit/fixes.js";
import { relatedTo } from "../kit/related-line.js";
import type { Rule } from "../kit/types.js";

const messages = {
  live: {
    en: "`SMTP_HOST_ADDR={host}` ({provider}) keeps every mail for testing and delivers none: Plausible {release} reports success, and no recipient gets anything. Write `{live}`, with the login that belongs to it.",
    "zh-cn":
      "`SMTP_HOST_ADDR={host}`（{provider}）只为测试保存邮件，从不投递：Plausible {release} 会报告成功，但收件人什么也收不到。请改为 `{live}`，并使用与之对应的登录信息。",
  },
  other: {
    en: "`SMTP_HOST_ADDR={host}` ({provider}) keeps every mail for testing and delivers none: Plausible {release} reports success, and no recipient gets anything. Write the host of a mail provider that delivers.",
    "zh-cn":
      "`SMTP_HOST_ADDR={host}`（{provider}）只为测试保存邮件，从不投递：Plausible {release} 会报告成功，但收件人什么也收不到。请改为真正投递邮件的服务商主机。",
  },
} satisfies Record<string, MessageTemplate>;

/** A relay that takes mail and never delivers it. */
export const sandboxHost: Rule = {
  meta: {
    id: "sandbox-host",
    severity: "warning",
    summary: {
      en: "The relay is a sandbox: it takes mail and never delivers it.",
      "zh-cn": "中继是沙箱：只接收邮件，从不投递。",
    },
    fixable: true,
  },
  messages,
  check(view, report) {
    const { relay } = view;
    const variable = view.variable("SMTP_HOST_ADDR");
    if (view.smtp === null || view.extraConfig || relay.state !== "host" || !isPlaced(variable)) return;
    if (relay.place !== "outside" || relay.provider?.sandbox !== true) return;
    const live = liveHostOf(relay.provider);
    report({
      variable: variable.name,
      at: placeOf(variable),
      message: live === null ? messages.other : messages.live,
      values: { host: relay.host, provider: relay.provider.name, live: live ?? "" },
      related: relatedTo(view.service, variable),
      fixes: [live === null ? null : setVariable(view, variable, live, false)],
    });
  },
};
