import type { MessageTemplate } from "../../base/messages.js";
import { isPlaced } from "../../instance/service-variable.js";
import { placeOf } from "../../instance/value.js";
import { nearProviderHost } from "../../plausible/tables/near-host.js";
import { setVariable } from "../kit/fixes.js";
import { relatedTo } from "../kit/related-line.js";
import type { Rule } from "../kit/types.js";

const messages = {
  finding: {
    en: "`SMTP_HOST_ADDR={host}` looks like a slip for `{meant}` ({provider}): Plausible {release} finds no such host, or the wrong one. Write `{meant}`.",
    "zh-cn":
      "`SMTP_HOST_ADDR={host}` 像是 `{meant}`（{provider}）的笔误：Plausible {release} 会找不到该主机，或连到别处。请写 `{meant}`。",
  },
} satisfies Record<string, MessageTemplate>;

/** A host that is a letter or two away from a known provider's. */
export const hostTypo: Rule = {
  meta: {
    id: "host-typo",
    severity: "warning",
    summary: {
      en: "`SMTP_HOST_ADDR` is a letter or two away from a mail provider's host.",
      "zh-cn": "`SMTP_HOST_ADDR` 与某邮件服务商的主机名只差一两个字母。",
    },
    fixable: true,
  },
  messages,
  check(view, report) {
    const { relay } = view;
    const variable = view.variable("SMTP_HOST_ADDR");
    if (view.smtp === null || view.extraConfig || relay.state !== "host" || relay.place !== "outside") return;
    if (!relay.written || !isPlaced(variable)) return;
    const near = nearProviderHost(relay.host);
    if (near === null) return;
    report({
      variable: variable.name,
      at: placeOf(variable),
      severity: near.provider.evidence === "primary" ? "warning" : "hint",
      message: messages.finding,
      values: { host: relay.host, meant: near.host, provider: near.provider.name },
      related: relatedTo(view.service, variable),
      fixes: [setVariable(view, variable, near.host)],
    });
  },
};
