import type { MessageTemplate } from "../base/messages.js";

/** Sentences of their own, and such as are added. */
export const logTexts = {
  noReason: {
    en: "Run Test SMTP: an email failed, and this release doesn't log why.\nReleases log the reason from {since} on, so a newer image also helps. Test SMTP (`plausible-mail test`) tests the mail server and names the step that fails.",
    "zh-cn":
      "请运行“测试 SMTP”：有邮件发送失败，而此版本不记录原因。\n自 {since} 起才记录原因，更新镜像也有帮助。“测试 SMTP”（`plausible-mail test`）会测试邮件服务器，并指出失败的步骤。",
  },
  reasonBelow: {
    en: "An email failed. Add the lines after this one: they give the reason.",
    "zh-cn": "有邮件发送失败。请把后面的几行也一并提供：原因在其中。",
  },
  unknownReason: {
    en: "An email failed with an unknown error. Run Test SMTP to find the step.\nThe error is `{exception}`. Test SMTP (`plausible-mail test`) tests the mail server and names the step that fails.",
    "zh-cn":
      "有邮件发送失败，错误未知。请运行“测试 SMTP”找出失败的步骤。\n错误为 `{exception}`。“测试 SMTP”（`plausible-mail test`）会测试邮件服务器，并指出失败的步骤。",
  },
  hostNotFound: {
    en: "Set `SMTP_HOST_ADDR` to your mail server's host name: it isn't found.\nUse the host name alone, without `smtp://` and without a port.",
    "zh-cn": "请将 `SMTP_HOST_ADDR` 设为邮件服务器的主机名：找不到当前的名称。\n只写主机名，不带 `smtp://` 和端口。",
  },
  misread: {
    en: "The server accepted the email, and it has most likely arrived.\n`Bamboo.SMTPAdapter` takes an answer of several lines for a rejection ({words}). `Bamboo.Mua` reads such answers correctly.",
    "zh-cn":
      "服务器已收下邮件，邮件很可能已经送达。\n`Bamboo.SMTPAdapter` 会把多行的回答误认为拒绝（{words}）。`Bamboo.Mua` 能正确读取这种回答。",
  },
  middlebox: {
    en: "`SMTP_MIDDLEBOX_COMP_MODE` must be off: with it, the TLS handshake fails.\nRemove it: `{host}` can't do it, and off is the default from 2.1.2 on. In 2.1.0 and 2.1.1 it's always on; use a newer image.",
    "zh-cn":
      "必须关闭 `SMTP_MIDDLEBOX_COMP_MODE`：开启时 TLS 握手失败。\n请删除该变量：`{host}` 不支持它，自 2.1.2 起默认关闭。2.1.0 和 2.1.1 总是开启，请更新镜像。",
  },
  apiUnreachable: {
    en: "Check the container's internet access: Plausible can't reach {provider}.\nIts web API needs HTTPS (DNS, firewall, proxy), and the connection fails with {words}. The settings of a mail server don't matter here.",
    "zh-cn":
      "请检查容器能否访问互联网：Plausible 无法连接 {provider}。\n其 Web API 需要 HTTPS（DNS、防火墙、代理），连接失败：{words}。这与邮件服务器的设置无关。",
  },
  wholeMail: {
    en: "Remove `LOG_LEVEL`: `debug` writes every email to the log.\nThat includes links that reset passwords, so treat this log as a secret.",
    "zh-cn": "请删除 `LOG_LEVEL`：`debug` 会把每封邮件写入日志。\n其中包括重置密码的链接，请将此日志视为机密。",
  },
  otherConnection: {
    en: "The line doesn't name the server; Plausible opens other connections too.",
    "zh-cn": "这一行没有说明连接的对象；Plausible 也会建立其他连接。",
  },
  otherSettings: {
    en: "Service `{service}` has different settings now than when this line was logged.",
    "zh-cn": "服务 `{service}` 现在的设置与写下这一行时的不同。",
  },
  itsText: { en: "what this text names", "zh-cn": "这段文字所指的设置" },
  oneOf: { en: "{first} or {second}", "zh-cn": "{first} 或 {second}" },
  anotherName: { en: "another name", "zh-cn": "别的名称" },
  both: { en: "{first} {second}", "zh-cn": "{first}{second}" },
} as const satisfies Record<string, MessageTemplate>;

/** What is said of the log of a mail relay. */
export const relayTexts = {
  named: {
    en: "This is the log of the mail relay `{relay}` ({program}), not Plausible's.",
    "zh-cn": "这是邮件中继 `{relay}`（{program}）的日志，不是 Plausible 的。",
  },
  nameless: {
    en: "This is the log of a mail relay ({program}), not Plausible's.",
    "zh-cn": "这是邮件中继（{program}）的日志，不是 Plausible 的。",
  },
  someServer: { en: "the recipient's mail server", "zh-cn": "收件人的邮件服务器" },
  timeout: {
    en: "It gets no answer from {target}: most hosting providers block outgoing port 25, which it delivers to.",
    "zh-cn": "{target} 没有应答：多数主机商封锁出站 25 端口，而它正是通过该端口投递。",
  },
  "no-ipv6": {
    en: "It tries to reach {target} over IPv6, and its container has no IPv6 connection; the lines about IPv4 decide.",
    "zh-cn": "它尝试通过 IPv6 连接 {target}，而其容器没有 IPv6 网络；应以 IPv4 的记录为准。",
  },
  unreachable: {
    en: "It can't connect to {target}.",
    "zh-cn": "它无法连接 {target}。",
  },
  refused: {
    en: "Its email is rejected by {target}: {words}. Email sent straight from a server's own address is often rejected.",
    "zh-cn": "{target} 拒收邮件：{words}。直接从服务器自己的地址发出的邮件常被拒收。",
  },
  refusedByProvider: {
    en: "Its email is rejected by {target}: {words}.",
    "zh-cn": "{target} 拒收邮件：{words}。",
  },
  login: {
    en: "It has no valid login at {target}: {words}. Correct user name and password in the relay's own settings.",
    "zh-cn": "{target} 不接受它的登录：{words}。请在中继自己的设置中改正用户名和密码。",
  },
  "turned-away": {
    en: "It doesn't accept Plausible's email: {words}. Allow Plausible's network and the domain of `MAILER_EMAIL` in the relay's own settings.",
    "zh-cn": "它不接受 Plausible 的邮件：{words}。请在中继自己的设置中允许 Plausible 所在的网络和 `MAILER_EMAIL` 的域名。",
  },
  encryption: {
    en: "It can't set up encryption with {target}: {words}.",
    "zh-cn": "它无法与 {target} 建立加密连接：{words}。",
  },
  other: {
    en: "It couldn't deliver the email: {words}.",
    "zh-cn": "它未能投递邮件：{words}。",
  },
  wayOut: {
    en: "Use a mail provider instead: set `SMTP_HOST_ADDR`, `SMTP_HOST_PORT` and the provider's login in Plausible, or let the relay send all email through the provider.",
    "zh-cn":
      "请改用邮件服务商：在 Plausible 中设置服务商的 `SMTP_HOST_ADDR`、`SMTP_HOST_PORT` 和登录信息，或让中继通过服务商发送所有邮件。",
  },
} as const satisfies Record<string, MessageTemplate>;
