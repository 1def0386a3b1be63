import type { MessageTemplate } from "../../base/messages.js";
import { isPlaced } from "../../instance/service-variable.js";
import { knownText, placeOf } from "../../instance/value.js";
import { passwordLoginOf } from "../../plausible/tables/logins.js";
import { relatedTo } from "../kit/related-line.js";
import type { Rule } from "../kit/types.js";

const messages = {
  off: {
    en: "Use another mail provider: {provider} accepts no passwords.\nSince {date}, `{host}` accepts only OAuth, which Plausible {release} doesn't support: every login fails with `535`. Set `SMTP_HOST_ADDR` to a mail provider that accepts a password or a key.",
    "zh-cn":
      "请改用其他邮件服务商：{provider} 不接受密码登录。\n自 {date} 起，`{host}` 只接受 OAuth，而 Plausible {release} 不支持 OAuth：每次登录都会以 `535` 失败。请将 `SMTP_HOST_ADDR` 设为接受密码或密钥的邮件服务商。",
  },
  going: {
    en: "Allow SMTP AUTH for this mailbox, and plan for another mail provider.\n{provider} (`{host}`) turns off password logins by default at the end of {date}, and for new customers altogether. Plausible {release} has no other way to log in. An administrator can allow SMTP AUTH; other mail providers accept a password or a key.",
    "zh-cn":
      "请为此邮箱开启 SMTP AUTH，并计划改用其他邮件服务商。\n{provider}（`{host}`）将于 {date} 月底默认关闭密码登录，新客户则完全不可用，而 Plausible {release} 没有其他登录方式。管理员可以开启 SMTP AUTH；其他邮件服务商接受密码或密钥。",
  },
} satisfies Record<string, MessageTemplate>;

/** A provider that lets nobody in with a password, or soon will not. */
export const providerAuthUnsupported: Rule = {
  meta: {
    id: "provider-auth-unsupported",
    severity: "warning",
    summary: {
      en: "This mail provider accepts no passwords, or soon won't, and Plausible has no other login.",
      "zh-cn": "该邮件服务商不接受或即将不再接受密码登录，而 Plausible 没有其他登录方式。",
    },
    fixable: false,
  },
  messages,
  check(view, report) {
    const { relay } = view;
    if (view.smtp === null || view.extraConfig || view.settings?.inForce !== "yes" || relay.state !== "host") return;
    const address = view.variable("SMTP_HOST_ADDR");
    const user = view.variable("SMTP_USER_NAME");
    if (relay.provider === null || relay.place !== "outside" || !isPlaced(address)) return;
    const end = passwordLoginOf(relay.provider, knownText(user));
    if (end === null) return;
    const { state, date } = end.login;
    // Nobody logs in yet: `missing-credentials` speaks first of what does not work today.
    if (state === "going" && user.state === "absent") return;
    report({
      variable: address.name,
      at: placeOf(address),
      severity: state === "off" ? "warning" : "info",
      message: messages[state],
      values: { provider: end.provider.name, host: relay.host, date, release: view.releaseName },
      related: relatedTo(view.service, address),
    });
  },
};
