import type { MessageTemplate } from "../../base/messages.js";
import { isPlaced } from "../../instance/service-variable.js";
import { knownText, placeOf } from "../../instance/value.js";
import { passwordLoginOf } from "../../plausible/tables/logins.js";
import { relatedTo } from "../kit/related-line.js";
import type { Rule } from "../kit/types.js";

const messages = {
  off: {
    en: "{provider} (`{host}`) has taken no passwords since {date}, only OAuth, which Plausible {release} does not speak: every login fails with `535`. Write the host of a mail provider that takes a password or a key.",
    "zh-cn":
      "{provider}（`{host}`）自 {date} 起不再接受密码，只接受 OAuth，而 Plausible {release} 不支持 OAuth：每次登录都会以 `535` 失败。请改用接受密码或密钥的邮件服务商。",
  },
  going: {
    en: "{provider} (`{host}`) switches logins with a password off by default at the end of {date}, for new customers altogether, and Plausible {release} has no other way to log in. Have an administrator allow SMTP AUTH for this mailbox, and plan for a mail provider that takes a password or a key.",
    "zh-cn":
      "{provider}（`{host}`）将于 {date} 月底默认关闭密码登录，新客户则完全不可用，而 Plausible {release} 没有其他登录方式。请让管理员为此邮箱开启 SMTP AUTH，并计划改用接受密码或密钥的邮件服务商。",
  },
} satisfies Record<string, MessageTemplate>;

/** A provider that lets nobody in with a password, or soon will not. */
export const providerAuthUnsupported: Rule = {
  meta: {
    id: "provider-auth-unsupported",
    severity: "warning",
    summary: {
      en: "This mail provider takes no passwords, or is about to stop taking them, and Plausible has no other login.",
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
