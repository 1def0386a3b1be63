import type { AdapterName, SmtpAdapterFacts } from "../types.js";
import { genSmtp120, mua015, mua023 } from "./adapters.js";
import { besideMail } from "./beside-mail-table.js";
import type { VariableFact } from "./variable-fact.js";
import { otherwise, reads } from "./variable-row.js";

const mua = "Bamboo.Mua";
const smtp = "Bamboo.SMTPAdapter";

// The last release that ships SMTPAdapter.
const lastSmtp = "3.2.1";

/** The adapter's row has it as a number: what it connects to. */
const portOf = ({ defaultPort }: SmtpAdapterFacts) => String(defaultPort);

/** Every variable that some release reads for mail. */
const mailVariables: readonly VariableFact[] = [
  {
    name: "MAILER_ADAPTER",
    kind: "adapter",
    secret: false,
    mail: true,
    readBy: [reads(null, "1.0.0")],
    defaults: [otherwise(null, smtp, "1.0.0", "2.1.1"), otherwise(null, mua, "2.1.2")],
    meaning: {
      en: "How Plausible sends email: over SMTP (`Bamboo.Mua`), or through a provider's web API.",
      "zh-cn": "Plausible 发送邮件的方式：通过 SMTP（`Bamboo.Mua`），或通过邮件服务商的 Web API。",
    },
    source: "plausible/analytics@v1.0.0:config/releases.exs:23, @v2.1.0:config/runtime.exs:111, @v2.1.2:config/runtime.exs:108",
  },
  {
    name: "MAILER_EMAIL",
    kind: "email",
    secret: false,
    mail: true,
    readBy: [reads(null, "1.0.0")],
    defaults: [
      otherwise(null, "hello@plausible.local", "1.0.0", "2.1.1"),
      otherwise(null, "plausible@<host of BASE_URL>", "2.1.2"),
    ],
    meaning: {
      en: "The sender's address, without a name. With `Bamboo.Mua`, its domain is also the host name that Plausible introduces itself with (EHLO).",
      "zh-cn": "发件人地址，不带姓名。使用 `Bamboo.Mua` 时，其域名也作为 Plausible 自报的主机名（EHLO）。",
    },
    source: "plausible/analytics@v2.1.0:config/runtime.exs:112, @v2.1.2:config/runtime.exs:109",
  },
  {
    name: "MAILER_NAME",
    kind: "text",
    secret: false,
    mail: true,
    readBy: [reads(null, "2.0.0")],
    defaults: [otherwise(null, null, "2.0.0")],
    meaning: {
      en: "The sender's name that recipients see next to the address.",
      "zh-cn": "收件人在地址旁看到的发件人姓名。",
    },
    source: "plausible/analytics#2937, @v2.0.0:config/runtime.exs:75",
  },
  {
    name: "SMTP_HOST_ADDR",
    kind: "host",
    secret: false,
    mail: true,
    readBy: [reads(mua, "2.1.0"), reads(smtp, "1.0.0", lastSmtp)],
    defaults: [otherwise(mua, null, "2.1.0"), otherwise(smtp, genSmtp120.defaultHost, "1.0.0", lastSmtp)],
    meaning: {
      en: "Host name of the mail server, without scheme and port. Without it, `Bamboo.Mua` connects to each recipient's own domain.",
      "zh-cn": "邮件服务器的主机名，不带协议和端口。未设置时 `Bamboo.Mua` 直接连接每个收件人的域名。",
    },
    source: "plausible/analytics@v2.1.0:config/runtime.exs:464-487, @v2.1.2:config/runtime.exs:622-676",
  },
  {
    name: "SMTP_HOST_PORT",
    kind: "integer",
    secret: false,
    mail: true,
    readBy: [reads(mua, "2.1.0"), reads(smtp, "1.0.0", lastSmtp)],
    defaults: [
      otherwise(mua, portOf(mua015), "2.1.0", "2.1.1"),
      otherwise(mua, portOf(mua023), "2.1.2"),
      otherwise(smtp, portOf(genSmtp120), "1.0.0", lastSmtp),
    ],
    meaning: {
      en: "Port of the mail server: usually 587 (STARTTLS) or 465 (implicit TLS).",
      "zh-cn": "邮件服务器端口：通常为 587（STARTTLS）或 465（隐式 TLS）。",
    },
    source: "plausible/analytics@v2.1.0:config/runtime.exs:464-487, @v2.1.2:config/runtime.exs:622-676",
  },
  {
    name: "SMTP_HOST_SSL_ENABLED",
    kind: "boolean",
    secret: false,
    mail: true,
    readBy: [reads(mua, "2.1.2"), reads(smtp, "1.0.0", lastSmtp)],
    defaults: [otherwise(mua, null, "2.1.2"), otherwise(smtp, "false", "1.0.0", lastSmtp)],
    meaning: {
      en: "`true`: implicit TLS (port 465). `false`: starts unencrypted, then encrypts with STARTTLS if the server offers it (port 587).",
      "zh-cn": "`true`：隐式 TLS（端口 465）。`false`：先建立未加密的连接，服务器提供时再用 STARTTLS 加密（端口 587）。",
    },
    source: "plausible/analytics@v2.1.2:config/runtime.exs:622-676, @v2.1.5:config/runtime.exs:621-670",
  },
  {
    name: "SMTP_USER_NAME",
    kind: "text",
    secret: false,
    mail: true,
    readBy: [reads(mua, "2.1.0"), reads(smtp, "1.0.0", lastSmtp)],
    defaults: [otherwise(mua, null, "2.1.0"), otherwise(smtp, null, "1.0.0", lastSmtp)],
    meaning: {
      en: "User name for the mail server. Set it together with `SMTP_USER_PWD`, or set neither.",
      "zh-cn": "邮件服务器的用户名。须与 `SMTP_USER_PWD` 同时设置，或两者都不设置。",
    },
    source: "plausible/analytics@v2.1.2:config/runtime.exs:622-676",
  },
  {
    name: "SMTP_USER_PWD",
    kind: "secret",
    secret: true,
    mail: true,
    readBy: [reads(mua, "2.1.0"), reads(smtp, "1.0.0", lastSmtp)],
    defaults: [otherwise(mua, null, "2.1.0"), otherwise(smtp, null, "1.0.0", lastSmtp)],
    meaning: {
      en: "Password for the mail server. Set it together with `SMTP_USER_NAME`, or set neither.",
      "zh-cn": "邮件服务器的密码。须与 `SMTP_USER_NAME` 同时设置，或两者都不设置。",
    },
    source: "plausible/analytics@v2.1.2:config/runtime.exs:622-676",
  },
  {
    name: "SMTP_RETRIES",
    kind: "integer",
    secret: false,
    mail: true,
    readBy: [reads(smtp, "1.0.0", lastSmtp)],
    defaults: [otherwise(smtp, "2", "1.0.0", lastSmtp)],
    meaning: {
      en: "How often `Bamboo.SMTPAdapter` tries again after a failed connection.",
      "zh-cn": "连接失败后 `Bamboo.SMTPAdapter` 的重试次数。",
    },
    source: "plausible/analytics@v2.1.0:config/runtime.exs:464-487",
  },
  {
    name: "SMTP_MX_LOOKUPS_ENABLED",
    kind: "boolean",
    secret: false,
    mail: true,
    readBy: [reads(smtp, "1.0.0", lastSmtp)],
    defaults: [otherwise(smtp, "true", "1.0.0", lastSmtp)],
    meaning: {
      en: "The opposite of its name: `true` (the default) turns off MX lookups of the mail server's name, `false` turns them on.",
      "zh-cn": "含义与名称相反：`true`（默认）关闭对邮件服务器名称的 MX 查询，`false` 则开启。",
    },
    source: "plausible/analytics@v2.1.0:config/runtime.exs:464-487 (its value becomes no_mx_lookups)",
  },
  {
    name: "SMTP_MIDDLEBOX_COMP_MODE",
    kind: "boolean",
    secret: false,
    mail: true,
    readBy: [reads(mua, "2.1.2")],
    defaults: [otherwise(mua, "false", "2.1.2")],
    meaning: {
      en: "Compatibility mode of Erlang's TLS 1.3; leave it off.",
      "zh-cn": "Erlang TLS 1.3 的兼容模式；请保持关闭。",
    },
    source: "plausible/analytics@v2.1.2:config/runtime.exs:639-643",
  },
  ...apiKeys(),
];

function apiKeys(): readonly VariableFact[] {
  const key = (
    name: string,
    adapter: AdapterName,
    from: string,
    kind: VariableFact["kind"],
    meaning: VariableFact["meaning"],
    standard: string | null = null,
  ): VariableFact => ({
    name,
    kind,
    secret: kind === "secret",
    mail: true,
    readBy: [reads(adapter, from)],
    defaults: [otherwise(adapter, standard, from)],
    meaning,
    source: "plausible/analytics@v2.0.0:config/runtime.exs:348-380, #2649, #2935",
  });
  const keyOf = (provider: string) => ({ en: `API key of ${provider}.`, "zh-cn": `${provider} 的 API 密钥。` });
  return [
    key("POSTMARK_API_KEY", "Bamboo.PostmarkAdapter", "1.0.0", "secret", keyOf("Postmark")),
    key("MAILGUN_API_KEY", "Bamboo.MailgunAdapter", "2.0.0", "secret", keyOf("Mailgun")),
    key("MAILGUN_DOMAIN", "Bamboo.MailgunAdapter", "2.0.0", "text", {
      en: "The sending domain at Mailgun.",
      "zh-cn": "Mailgun 上的发信域名。",
    }),
    key(
      "MAILGUN_BASE_URI",
      "Bamboo.MailgunAdapter",
      "2.0.0",
      "url",
      {
        en: "Address of Mailgun's API; accounts in the EU need `https://api.eu.mailgun.net/v3`.",
        "zh-cn": "Mailgun API 地址；欧盟区账户须设为 `https://api.eu.mailgun.net/v3`。",
      },
      "https://api.mailgun.net/v3",
    ),
    key("MANDRILL_API_KEY", "Bamboo.MandrillAdapter", "2.0.0", "secret", keyOf("Mandrill")),
    key("SENDGRID_API_KEY", "Bamboo.SendGridAdapter", "2.0.0", "secret", keyOf("SendGrid")),
  ];
}

/** Every variable that decides about mail in some release, mail variables first. */
export const variables: readonly VariableFact[] = [...mailVariables, ...besideMail];
