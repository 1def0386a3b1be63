import type { MessageTemplate } from "../../base/messages.js";
import type { PlausibleInstance } from "../../instance/plausible-instance.js";

/** What Plausible makes of a text that is not quite the setting's; each takes `{release}`. */
export const effects = {
  boot: { en: "Plausible {release} refuses to start.", "zh-cn": "Plausible {release} 拒绝启动。" },
  host: { en: "Plausible {release} doesn't find a host with that name.", "zh-cn": "Plausible {release} 找不到该名称的主机。" },
  login: {
    en: "The mail server rejects Plausible {release}'s login.",
    "zh-cn": "邮件服务器会拒绝 Plausible {release} 的登录。",
  },
  sender: {
    en: "Mail servers reject this sender of Plausible {release}.",
    "zh-cn": "邮件服务器会拒绝 Plausible {release} 的这个发件人。",
  },
  name: {
    en: "Recipients of email from Plausible {release} see a garbled name.",
    "zh-cn": "收件人看到的 Plausible {release} 发件人名称会是乱的。",
  },
  send: { en: "Every email of Plausible {release} fails.", "zh-cn": "Plausible {release} 的每封邮件都会失败。" },
  dropped: { en: "Plausible {release} ignores such a value.", "zh-cn": "Plausible {release} 会忽略这样的值。" },
  key: { en: "The provider rejects this key of Plausible {release}.", "zh-cn": "服务商会拒绝 Plausible {release} 的这个密钥。" },
} satisfies Record<string, MessageTemplate>;

export type TextEffect = keyof typeof effects;

/** What quotes, blanks or a missing piece in the text do, by what the variable is. */
export function effectOn({ smtp }: PlausibleInstance, name: string): TextEffect {
  switch (name) {
    case "MAILER_ADAPTER":
    case "SMTP_MIDDLEBOX_COMP_MODE":
      return "boot";
    case "SMTP_HOST_PORT":
      return smtp?.portParser === "at-boot" ? "boot" : "send";
    case "SMTP_HOST_SSL_ENABLED":
      return smtp?.tlsFlagParser === "true-or-false-string" ? "dropped" : "boot";
    case "SMTP_MX_LOOKUPS_ENABLED":
      return smtp?.mxLookupsParser === "true-or-false-string" ? "dropped" : "boot";
    case "SMTP_HOST_ADDR":
      return "host";
    case "SMTP_USER_NAME":
    case "SMTP_USER_PWD":
      return "login";
    case "MAILER_EMAIL":
      return "sender";
    case "MAILER_NAME":
      return "name";
    case "SMTP_RETRIES":
    case "MAILGUN_BASE_URI":
      return "send";
    default:
      return "key";
  }
}
