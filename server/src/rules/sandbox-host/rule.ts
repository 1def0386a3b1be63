import type { MessageTemplate } from "../../base/messages.js";
import type { PlausibleInstance } from "../../instance/plausible-instance.js";
import { whyNoCertificate } from "../../instance/relay.js";
import { servicesNamed } from "../../instance/service-networks.js";
import { isPlaced } from "../../instance/service-variable.js";
import { placeOf } from "../../instance/value.js";
import { baseHostOf } from "../../plausible/mailer/sender.js";
import { mailCatcherOf } from "../../plausible/tables/companions.js";
import { liveHostOf } from "../../plausible/tables/providers.js";
import { setVariable } from "../kit/fixes.js";
import { relatedTo } from "../kit/related-line.js";
import type { Rule } from "../kit/types.js";

const messages = {
  live: {
    en: "`{host}` never delivers email. Use `{live}` and its login.\n{provider} keeps every email for testing: Plausible {release} reports success, and no recipient gets anything.",
    "zh-cn":
      "`{host}` 从不投递邮件。请改用 `{live}` 及其登录信息。\n{provider} 只为测试保存每封邮件：Plausible {release} 会报告成功，但收件人什么也收不到。",
  },
  other: {
    en: "`{host}` never delivers email. Use a mail provider that does.\n{provider} keeps every email for testing: Plausible {release} reports success, and no recipient gets anything.",
    "zh-cn":
      "`{host}` 从不投递邮件。请改用会投递的邮件服务商。\n{provider} 只为测试保存每封邮件：Plausible {release} 会报告成功，但收件人什么也收不到。",
  },
} satisfies Record<string, MessageTemplate>;

/** A relay that takes mail and never delivers it. */
export const sandboxHost: Rule = {
  meta: {
    id: "sandbox-host",
    severity: "warning",
    summary: {
      en: "The mail server is a sandbox: it accepts email and never delivers it.",
      "zh-cn": "邮件服务器是沙箱：只接收邮件，从不投递。",
    },
    fixable: true,
  },
  messages,
  check(view, report) {
    const { relay } = view;
    const variable = view.variable("SMTP_HOST_ADDR");
    if (view.smtp === null || view.extraConfig || relay.state !== "host") return;
    const provider = relay.place === "outside" && relay.provider?.sandbox === true ? relay.provider : null;
    const name = provider?.name ?? catcherBehind(view, relay.host);
    if (name === null) return;
    const live = provider === null ? null : liveHostOf(provider);
    const placed = isPlaced(variable) ? variable : null;
    report({
      variable: variable.name,
      at: placed === null ? view.service.nameAt : placeOf(placed),
      message: live === null ? messages.other : messages.live,
      values: { host: relay.host, provider: name, live: live ?? "" },
      related: placed === null ? [] : relatedTo(view.service, placed),
      fixes: [live === null ? null : setVariable(view, variable, live, false)],
    });
  },
};

/**
 * The mail catcher that a service of the project with that name is, while Plausible is there for the public; null: none is.
 * At home, or where the address is not known, catching mail is what it is for.
 */
function catcherBehind(view: PlausibleInstance, host: string): string | null {
  const base = baseHostOf(view.read);
  if (typeof base !== "string" || whyNoCertificate(base) !== null) return null;
  for (const { image } of servicesNamed(view.project, view.service, host)) {
    const catcher = image === null ? null : mailCatcherOf(image.text);
    if (catcher !== null) return catcher.name;
  }
  return null;
}
