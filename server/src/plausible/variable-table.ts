import type { AdapterName, VariableFact } from "./types.js";

type ReadBy = VariableFact["readBy"][number];
type Default = VariableFact["defaults"][number];

const mua = "Bamboo.Mua";
const smtp = "Bamboo.SMTPAdapter";

/** Read by that adapter (null: whatever it is) from one release on, up to another inclusive; without `to` still. */
const reads = (adapter: AdapterName | null, from: string, to: string | null = null): ReadBy => ({ adapter, from, to });
const otherwise = (adapter: AdapterName | null, value: string | null, from: string, to: string | null = null): Default => ({
  adapter,
  from,
  to,
  value,
});

// The last release that ships SMTPAdapter.
const lastSmtp = "3.2.1";

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
      en: "How Plausible sends mail: over SMTP (`Bamboo.Mua`), or through the web API of a provider.",
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
      en: "The address that mails come from: a bare address, without a name. With `Bamboo.Mua` its domain is also the EHLO name.",
      "zh-cn": "发件人地址：只写地址，不带姓名。使用 `Bamboo.Mua` 时，其域名也作为 EHLO 名称。",
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
      en: "The name that recipients see beside the address.",
      "zh-cn": "收件人在地址旁看到的发件人名称。",
    },
    source: "plausible/analytics#2937, @v2.0.0:config/runtime.exs:75",
  },
  {
    name: "SMTP_HOST_ADDR",
    kind: "host",
    secret: false,
    mail: true,
    readBy: [reads(mua, "2.1.0"), reads(smtp, "1.0.0", lastSmtp)],
    defaults: [otherwise(mua, null, "2.1.0"), otherwise(smtp, "mail", "1.0.0", lastSmtp)],
    meaning: {
      en: "Host name of the mail server, without scheme and port. Without it `Bamboo.Mua` talks to each recipient's own domain.",
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
    defaults: [otherwise(mua, "25", "2.1.0", "2.1.1"), otherwise(mua, "587", "2.1.2"), otherwise(smtp, "25", "1.0.0", lastSmtp)],
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
      en: "`true`: TLS from the first byte (implicit TLS, port 465). `false`: plain connection, with STARTTLS where the server offers it.",
      "zh-cn": "`true`：从第一个字节起即使用 TLS（隐式 TLS，端口 465）。`false`：明文连接，服务器提供时再用 STARTTLS 加密。",
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
      en: "User name at the mail server. Set it together with `SMTP_USER_PWD`, or leave out both.",
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
      en: "Password at the mail server. Set it together with `SMTP_USER_NAME`, or leave out both.",
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
      en: "How many more times `Bamboo.SMTPAdapter` tries after a connection failed.",
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
      en: "The opposite of its name: `true` (the default) switches the MX look-up of the relay's name off, `false` switches it on.",
      "zh-cn": "含义与名称相反：`true`（默认）关闭对中继主机名的 MX 查询，`false` 则开启。",
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

/** Variables beside mail that decide about it, or that stop the boot before mail is configured. */
const besideMail: readonly VariableFact[] = [
  {
    name: "BASE_URL",
    kind: "url",
    secret: false,
    mail: false,
    readBy: [reads(null, "1.0.0")],
    defaults: [otherwise(null, null, "1.0.0")],
    meaning: {
      en: "Public address of Plausible; its host is the domain of the default sender.",
      "zh-cn": "Plausible 的公开地址；其主机名是默认发件人的域名。",
    },
    source: "plausible/analytics@v2.1.2:config/runtime.exs:60-75,109",
  },
  {
    name: "SECRET_KEY_BASE",
    kind: "secret",
    secret: true,
    mail: false,
    readBy: [reads(null, "1.0.0")],
    defaults: [otherwise(null, null, "1.0.0")],
    meaning: {
      en: "Key that signs sessions; Plausible does not boot without it.",
      "zh-cn": "用于签名会话的密钥；缺少它 Plausible 无法启动。",
    },
    source: "plausible/analytics@v1.5.1:config/runtime.exs (32 bytes), @v1.4.4 (64 bytes)",
  },
  {
    name: "TOTP_VAULT_KEY",
    kind: "secret",
    secret: true,
    mail: false,
    readBy: [reads(null, "2.1.0")],
    defaults: [otherwise(null, null, "2.1.0")],
    meaning: {
      en: "Key that encrypts two-factor secrets: base64 of 32 bytes.",
      "zh-cn": "加密双因素认证密钥用的密钥：32 字节的 base64。",
    },
    source: "plausible/analytics@v2.1.0:config/runtime.exs, @v2.1.2:config/runtime.exs",
  },
  {
    name: "CONFIG_DIR",
    kind: "path",
    secret: false,
    mail: false,
    readBy: [reads(null, "1.4.0")],
    defaults: [otherwise(null, "/run/secrets", "1.4.0")],
    meaning: {
      en: "Folder whose files are read before the variables of the same name.",
      "zh-cn": "配置文件夹：其中与变量同名的文件优先于环境变量。",
    },
    source: "plausible/analytics@v1.4.0:lib/plausible/helpers/config.ex:2",
  },
  {
    name: "EXTRA_CONFIG_PATH",
    kind: "path",
    secret: false,
    mail: false,
    readBy: [reads(null, "2.1.0")],
    defaults: [otherwise(null, null, "2.1.0")],
    meaning: {
      en: "An Elixir file that may change any setting, also those of mail.",
      "zh-cn": "一个 Elixir 文件，可改写包括邮件在内的任何设置。",
    },
    source: "plausible/analytics@v2.1.0:rel/overlays/import_extra_config.exs, #3906",
  },
  {
    name: "ENABLE_EMAIL_VERIFICATION",
    kind: "boolean",
    secret: false,
    mail: false,
    readBy: [reads(null, "1.4.0")],
    defaults: [otherwise(null, "false", "1.4.0")],
    meaning: {
      en: "`true`: new users must type a code that arrives by mail.",
      "zh-cn": "`true`：新用户须输入邮件中的验证码。",
    },
    source: "plausible/analytics@v1.4.0:lib/plausible/auth/user.ex:91",
  },
  {
    name: "DISABLE_REGISTRATION",
    kind: "registration",
    secret: false,
    mail: false,
    readBy: [reads(null, "1.0.0")],
    defaults: [
      otherwise(null, "false", "1.0.0", "1.5.1"),
      otherwise(null, "true", "2.0.0", "2.1.3"),
      otherwise(null, "invite_only", "2.1.4"),
    ],
    meaning: {
      en: "Who may register: `false` everybody, `invite_only` those with an invitation by mail, `true` nobody.",
      "zh-cn": "谁可以注册：`false` 任何人，`invite_only` 收到邮件邀请的人，`true` 无人。",
    },
    source: "plausible/analytics#1841, #3014, #4616, @v2.1.4:config/runtime.exs",
  },
  {
    name: "LOG_LEVEL",
    kind: "log-level",
    secret: false,
    mail: false,
    readBy: [reads(null, "1.2.0")],
    defaults: [
      otherwise(null, "warn", "1.2.0", "2.0.0"),
      otherwise(null, "warning", "2.1.0", "2.1.1"),
      otherwise(null, "notice", "2.1.2"),
    ],
    meaning: {
      en: "How much is logged; `debug` writes whole mails to the log.",
      "zh-cn": "日志级别；`debug` 会把整封邮件写入日志。",
    },
    source: "plausible/analytics@v2.1.2:config/runtime.exs",
  },
  {
    name: "LOG_FAILED_LOGIN_ATTEMPTS",
    kind: "boolean",
    secret: false,
    mail: false,
    readBy: [reads(null, "2.0.0")],
    defaults: [otherwise(null, "false", "2.0.0")],
    meaning: { en: "`true`: failed logins are logged.", "zh-cn": "`true`：记录失败的登录。" },
    source: "plausible/analytics#2936",
  },
  {
    name: "SENTRY_DSN",
    kind: "secret",
    secret: true,
    mail: false,
    readBy: [reads(null, "1.0.0")],
    defaults: [otherwise(null, null, "1.0.0")],
    meaning: {
      en: "Where errors are reported; before 2.1.5 the only place that shows why a mail failed.",
      "zh-cn": "错误上报地址；在 2.1.5 之前，只有这里能看到邮件失败的原因。",
    },
    source: "plausible/analytics@v2.1.4:lib/plausible/mailer.ex:22-32",
  },
  {
    name: "DISABLE_CRON",
    kind: "boolean",
    secret: false,
    mail: false,
    readBy: [reads(null, "1.2.0")],
    defaults: [otherwise(null, "false", "1.2.0")],
    meaning: {
      en: "`true`: no scheduled work, so no reports and no other queued mail.",
      "zh-cn": "`true`：不执行定时任务，因此没有报告邮件和其他排队的邮件。",
    },
    source: "plausible/analytics@v1.2.0:config/runtime.exs, @v3.1.0:config/runtime.exs",
  },
  {
    name: "CRON_ENABLED",
    kind: "boolean",
    secret: false,
    mail: false,
    readBy: [reads(null, "1.0.0", "1.1.1")],
    defaults: [otherwise(null, "false", "1.0.0", "1.1.1")],
    meaning: {
      en: "Before 1.2: `true` starts the scheduled mails. Of no effect since.",
      "zh-cn": "1.2 之前：`true` 启用定时邮件。此后无效。",
    },
    source: "plausible/analytics@v1.0.0:config/releases.exs, plausible/docs#65",
  },
  {
    name: "SELFHOST",
    kind: "boolean",
    secret: false,
    mail: false,
    readBy: [reads(null, "1.2.0")],
    defaults: [otherwise(null, "true", "1.2.0")],
    meaning: { en: "`true` on every self-hosted Plausible.", "zh-cn": "自行托管的 Plausible 一律为 `true`。" },
    source: "plausible/analytics@v1.2.0:config/runtime.exs",
  },
  {
    name: "HTTP_PORT",
    kind: "integer",
    secret: false,
    mail: false,
    readBy: [reads(null, "2.1.2")],
    defaults: [otherwise(null, null, "2.1.2")],
    meaning: { en: "Port of the web server inside the container.", "zh-cn": "容器内 Web 服务器的端口。" },
    source: "plausible/analytics@v2.1.2:config/runtime.exs",
  },
  {
    name: "HTTPS_PORT",
    kind: "integer",
    secret: false,
    mail: false,
    readBy: [reads(null, "2.1.2")],
    defaults: [otherwise(null, null, "2.1.2")],
    meaning: {
      en: "With it Plausible gets a certificate of its own, and gives the address in `MAILER_EMAIL` to the authority.",
      "zh-cn": "设置后 Plausible 自行申请证书，并把 `MAILER_EMAIL` 中的地址交给证书机构。",
    },
    source: "plausible/analytics@v2.1.2:config/runtime.exs:402",
  },
];

/** Every variable that decides about mail in some release, mail variables first. */
export const variables: readonly VariableFact[] = [...mailVariables, ...besideMail];
