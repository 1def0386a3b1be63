import type { MessageTemplate } from "../../base/messages.js";
import { isPlaced } from "../../instance/service-variable.js";
import { placeOf } from "../../instance/value.js";
import { nearProviderHost } from "../../plausible/tables/near-host.js";
import { setVariable } from "../kit/fixes.js";
import { relatedTo } from "../kit/related-line.js";
import type { Rule } from "../kit/types.js";

const messages = {
  finding: {
    en: "`{host}` looks like a typo for `{meant}`.\nWith it, Plausible {release} won't find the server of {provider}, or finds a wrong one. Set `SMTP_HOST_ADDR` to `{meant}`.",
    "zh-cn":
      "`{host}` 像是 `{meant}` 的笔误。\n这样 Plausible {release} 会找不到 {provider} 的服务器，或连到别处。请将 `SMTP_HOST_ADDR` 设为 `{meant}`。",
  },
  reading: {
    en: "`{host}` is for reading email. Set `SMTP_HOST_ADDR` to `{meant}`.\n{provider} doesn't accept email from Plausible {release} there.",
    "zh-cn":
      "`{host}` 用于收取邮件。请将 `SMTP_HOST_ADDR` 设为 `{meant}`。\n{provider} 不在该主机接收 Plausible {release} 的邮件。",
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
      message: near.isForReading ? messages.reading : messages.finding,
      values: { host: relay.host, meant: near.host, provider: near.provider.name },
      related: relatedTo(view.service, variable),
      fixes: [setVariable(view, variable, near.host)],
    });
  },
};
