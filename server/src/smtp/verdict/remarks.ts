import type { MessageTemplate } from "../../base/messages.js";

/** Sentences that are added, or stand inside others. */
export const remarks = {
  delivers: {
    en: "Plausible {release} would deliver through `{host}`, {channel}. What can still stop a mail is decided later: the sender's domain (SPF, DKIM) and spam filters.",
    "zh-cn":
      "Plausible {release} 可以通过 `{host}` 发信，{channel}。之后仍可能影响邮件的是：发件域名（SPF、DKIM）和垃圾邮件过滤。",
  },
  delivered: {
    en: "`{host}` took the message, {channel}. If it does not arrive, look into the spam folder, and at the sender's domain (SPF, DKIM).",
    "zh-cn": "`{host}` 已收下邮件，{channel}。若未收到，请查看垃圾邮件箱，并检查发件域名（SPF、DKIM）。",
  },
  encryptedWithLogin: { en: "encrypted and logged in", "zh-cn": "已加密并已登录" },
  encrypted: { en: "encrypted, without a login", "zh-cn": "已加密，未登录" },
  clearWithLogin: { en: "unencrypted, with the password in clear", "zh-cn": "未加密，密码为明文" },
  clear: { en: "unencrypted, without a login", "zh-cn": "未加密，未登录" },
  passedOver: {
    en: "The server rejected the login ({words}) and took the mail without one; `Bamboo.SMTPAdapter` never tells. Check `SMTP_USER_NAME` and `SMTP_USER_PWD`.",
    "zh-cn":
      "服务器拒绝了登录（{words}），但在未登录的情况下收下了邮件；`Bamboo.SMTPAdapter` 不会提示。请检查 `SMTP_USER_NAME` 和 `SMTP_USER_PWD`。",
  },
  untried: {
    en: "No recipient was tried; some servers refuse only there.",
    "zh-cn": "未尝试收件人；有些服务器到那一步才拒绝。",
  },
  temporary: { en: "The refusal is called temporary: it may work later.", "zh-cn": "该拒绝是暂时的：稍后可能成功。" },
  localhost: {
    en: "This test ran on this machine; inside the container `{host}` is Plausible itself, so the relay's service name belongs into `SMTP_HOST_ADDR`.",
    "zh-cn": "测试在本机运行；在容器中 `{host}` 指 Plausible 自己，因此 `SMTP_HOST_ADDR` 应写中继的服务名。",
  },
  serviceName: {
    en: "If `{host}` is a service of your compose project: such names exist only inside its network, and this test ran outside.",
    "zh-cn": "如果 `{host}` 是 compose 项目中的服务：这类名称只在其网络内有效，而测试在外部运行。",
  },
  blank: {
    en: "`{host}` refuses the sender because Plausible {release} puts a blank before its address ({words}). No setting of Plausible changes that. If the server is yours, allow it (Dovecot: `submission_client_workarounds = whitespace-before-path`); else use another relay.",
    "zh-cn":
      "`{host}` 拒绝发件人，是因为 Plausible {release} 在地址前多写了一个空格（{words}）。Plausible 没有设置可以改变这一点。如果服务器由你管理，请允许它（Dovecot：`submission_client_workarounds = whitespace-before-path`）；否则请改用其他服务器。",
  },
  wentSilent: {
    en: "`{host}` stopped answering in the middle of the talk: nothing came within {seconds} s, where Plausible would wait {wait}. Some servers are slow after wrong passwords: test again with a longer time limit before you blame the settings.",
    "zh-cn":
      "`{host}` 在通信中途停止应答：{seconds} 秒内没有任何回复，而 Plausible 会等待 {wait}。有些服务器在密码错误后会变慢：请先用更长的时限再测一次，再怀疑设置。",
  },
  useTrue: { en: "Write `SMTP_HOST_SSL_ENABLED=true`.", "zh-cn": "请写 `SMTP_HOST_SSL_ENABLED=true`。" },
  use587: {
    en: "This release cannot do that: use port `587`, or a newer image.",
    "zh-cn": "该版本做不到：请使用端口 `587`，或更新镜像。",
  },
  useMua: { en: "Write `MAILER_ADAPTER=Bamboo.Mua`.", "zh-cn": "请写 `MAILER_ADAPTER=Bamboo.Mua`。" },
  secondEhlo: {
    en: "It was the second EHLO, which releases before 3.1.0 send for no reason: use a newer image.",
    "zh-cn": "这是第二次 EHLO，3.1.0 之前的版本会多发一次：请更新镜像。",
  },
  noHeaders: {
    en: "Mails of Plausible {release} have no such header, or not as the standard has it: `Bamboo.Mua` of a newer image writes it.",
    "zh-cn": "Plausible {release} 的邮件没有这个邮件头，或写法不合标准：更新镜像中的 `Bamboo.Mua` 会写上。",
  },
  ehloName: {
    en: "The name comes from the sender's domain or from `BASE_URL`: use a real domain there.",
    "zh-cn": "该名称来自发件域名或 `BASE_URL`：请使用真实域名。",
  },
  credentialsLeak: {
    en: "With `SMTP_USER_NAME` and `SMTP_USER_PWD` set, it would even send them to that stranger.",
    "zh-cn": "由于设置了 `SMTP_USER_NAME` 和 `SMTP_USER_PWD`，它甚至会把它们发给陌生的服务器。",
  },
  missingKey: {
    en: "A key is missing: every mail fails with `{exception}`. Set `{variable}`.",
    "zh-cn": "缺少密钥：每封邮件都会失败：`{exception}`。请设置 `{variable}`。",
  },
  mayAsk: {
    en: "`--ask-api` asks {provider} whether it takes the key; nothing is sent.",
    "zh-cn": "`--ask-api` 会询问 {provider} 是否接受该密钥；不会发送任何邮件。",
  },
  oddKey: {
    en: "`{variable}` does not look like a key of {provider}.",
    "zh-cn": "`{variable}` 看起来不像 {provider} 的密钥。",
  },
  keyTaken: {
    en: "{provider} takes the key. What can still stop a mail is decided when it is sent: whether the sender `{from}` is verified there.",
    "zh-cn": "{provider} 接受该密钥。之后仍可能影响邮件的是：发件人 `{from}` 是否已在那里验证。",
  },
  apiUnreached: {
    en: "{provider} (`{host}`) was not reached from here: {why}. Whether it takes the key is not known.",
    "zh-cn": "从这里无法访问 {provider}（`{host}`）：{why}。因此不知道它是否接受该密钥。",
  },
  apiUnclear: {
    en: "{provider} gave no clear answer ({words}), so this test cannot tell whether mail is delivered.",
    "zh-cn": "{provider} 没有给出明确的答复（{words}），因此本测试无法判断邮件能否送达。",
  },
  seconds: { en: "{count} s", "zh-cn": "{count} 秒" },
  minutes: { en: "{count} minutes", "zh-cn": "{count} 分钟" },
  both: { en: "{first} {second}", "zh-cn": "{first}{second}" },
} as const satisfies Record<string, MessageTemplate>;
