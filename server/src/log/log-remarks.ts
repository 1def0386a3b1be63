import type { MessageTemplate } from "../base/messages.js";

/** Sentences of their own, and such as are added. */
export const logTexts = {
  noReason: {
    en: "A mail failed, and this release does not log why: releases do so from {since} on. Use a newer image, or run `plausible-mail test`: it has the same talk with the mail server and names the step that fails.",
    "zh-cn":
      "有邮件发送失败，而该版本不记录原因：自 {since} 起才记录。请更新镜像，或运行 `plausible-mail test`：它与邮件服务器进行同样的通信，并指出失败的步骤。",
  },
  reasonBelow: {
    en: "A mail failed. The reason stands in the lines after this one: give them too.",
    "zh-cn": "有邮件发送失败。原因在这一行之后：请把后面的几行也一并提供。",
  },
  unknownReason: {
    en: "A mail failed with an error that is not known here: `{exception}`. `plausible-mail test` has the same talk with the mail server and names the step that fails.",
    "zh-cn":
      "有邮件发送失败，错误在此未知：`{exception}`。`plausible-mail test` 会与邮件服务器进行同样的通信，并指出失败的步骤。",
  },
  hostNotFound: {
    en: "The name of the mail server is not found. Write its bare name in `SMTP_HOST_ADDR`, without `smtp://` and without a port.",
    "zh-cn": "找不到邮件服务器的名称。请在 `SMTP_HOST_ADDR` 中只写服务器名称，不带 `smtp://` 和端口。",
  },
  misread: {
    en: "The server took the mail ({words}): `Bamboo.SMTPAdapter` takes an answer of several lines for a refusal, so the mail has most likely arrived. `Bamboo.Mua` reads such answers.",
    "zh-cn":
      "服务器已收下邮件（{words}）：`Bamboo.SMTPAdapter` 会把多行的回答误认为拒绝，邮件很可能已经送达。`Bamboo.Mua` 能正确读取这种回答。",
  },
  wholeMail: {
    en: "`LOG_LEVEL=debug` writes every mail into the log, with the links in it that reset a password. Remove `LOG_LEVEL`, and treat this log as a secret.",
    "zh-cn": "`LOG_LEVEL=debug` 会把每封邮件写入日志，包括其中重置密码的链接。请删除 `LOG_LEVEL`，并将此日志视为机密。",
  },
  otherConnection: {
    en: "The line does not say to whom this connection was; Plausible opens others too.",
    "zh-cn": "这一行没有说明连接的对象；Plausible 也会建立其他连接。",
  },
  otherSettings: {
    en: "Service `{service}` has other settings now than those that wrote this line.",
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
    en: "It gets no answer from {target}: most hosting companies block outgoing port 25, which it delivers to.",
    "zh-cn": "{target} 没有应答：多数云厂商封锁出站 25 端口，而它正是通过该端口投递。",
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
    en: "{target} refuses the mail: {words}. Mail straight from a server's own address is often refused.",
    "zh-cn": "{target} 拒收邮件：{words}。直接从服务器自己的地址发出的邮件常被拒收。",
  },
  wayOut: {
    en: "Use a mail provider instead: set `SMTP_HOST_ADDR`, `SMTP_HOST_PORT` and the login of the provider in Plausible, or make the relay hand all mail to the provider.",
    "zh-cn":
      "请改用邮件服务商：在 Plausible 中设置服务商的 `SMTP_HOST_ADDR`、`SMTP_HOST_PORT` 和登录信息，或让中继把所有邮件转交给服务商。",
  },
} as const satisfies Record<string, MessageTemplate>;
