import type { MessageTemplate } from "../../base/messages.js";

/** Sentences that are added, or stand inside others. */
export const remarks = {
  delivers: {
    en: "SMTP works: `{host}` accepts email from Plausible {release} ({channel}).\nSpam filters and the sender's domain (SPF, DKIM) aren't covered.",
    "zh-cn": "SMTP 可用：`{host}` 接受 Plausible {release} 的邮件（{channel}）。\n未涉及垃圾邮件过滤和发件域名（SPF、DKIM）。",
  },
  delivered: {
    en: "`{host}` accepted the email ({channel}).\nIf it doesn't arrive, check the spam folder and the sender's domain (SPF, DKIM).",
    "zh-cn": "`{host}` 已收下邮件（{channel}）。\n若未收到，请查看垃圾邮件箱，并检查发件域名（SPF、DKIM）。",
  },
  encryptedWithLogin: { en: "encrypted, signed in", "zh-cn": "已加密，已登录" },
  encrypted: { en: "encrypted, not signed in", "zh-cn": "已加密，未登录" },
  clearWithLogin: { en: "unencrypted, including the password", "zh-cn": "未加密，包括密码" },
  clear: { en: "unencrypted, not signed in", "zh-cn": "未加密，未登录" },
  passedOver: {
    en: "Check `SMTP_USER_NAME` and `SMTP_USER_PWD`: the server rejected the login ({words}), but accepted the email without one. `Bamboo.SMTPAdapter` doesn't report that.",
    "zh-cn":
      "请检查 `SMTP_USER_NAME` 和 `SMTP_USER_PWD`：服务器拒绝了登录（{words}），但在未登录的情况下收下了邮件。`Bamboo.SMTPAdapter` 不会提示。",
  },
  untried: {
    en: "No recipient was tested; some servers reject only there.",
    "zh-cn": "未测试收件人；有些服务器到那一步才拒绝。",
  },
  temporary: { en: "The server calls this temporary: it may work later.", "zh-cn": "服务器称这是暂时的：稍后可能成功。" },
  localhost: {
    en: "Set `SMTP_HOST_ADDR` to the mail server's service name: inside the container, `{host}` is Plausible itself. This test ran on this computer.",
    "zh-cn": "请将 `SMTP_HOST_ADDR` 设为邮件服务器的服务名：在容器中 `{host}` 指 Plausible 自己。本测试在这台计算机上运行。",
  },
  serviceName: {
    en: "If `{host}` is a service of your compose project: such names work only in its network, and this test ran outside.",
    "zh-cn": "如果 `{host}` 是 compose 项目中的服务：这类名称只在其网络内有效，而测试在外部运行。",
  },
  blank: {
    en: "`{host}` rejects the sender: Plausible {release} adds a space before the address.\nNo setting of Plausible changes that ({words}). If the server is yours, allow it (Dovecot: `submission_client_workarounds = whitespace-before-path`); otherwise use another mail server.",
    "zh-cn":
      "`{host}` 拒绝发件人：Plausible {release} 在地址前多写了一个空格。\nPlausible 没有设置可以改变这一点（{words}）。如果服务器由您管理，请允许它（Dovecot：`submission_client_workarounds = whitespace-before-path`）；否则请改用其他邮件服务器。",
  },
  offline: {
    en: "This computer is offline: it can't look up `{host}`. Connect it and test again.\nNo name server answers, so the test says nothing about your settings.",
    "zh-cn": "这台计算机没有联网：无法解析 `{host}`。请联网后再测一次。\n没有域名服务器应答，因此本测试不能说明设置是否正确。",
  },
  wentSilent: {
    en: "`{host}` stopped answering. Test again with a longer time limit.\nNothing came within {seconds} s, and Plausible would wait {wait}. Some servers are slow after wrong passwords, so don't blame the settings yet.",
    "zh-cn":
      "`{host}` 停止应答。请用更长的时限再测一次。\n{seconds} 秒内没有任何回复，而 Plausible 会等待 {wait}。有些服务器在密码错误后会变慢，因此先不要怀疑设置。",
  },
  port465: { en: "port `465`", "zh-cn": "端口 `465`" },
  port587: { en: "port `587`", "zh-cn": "端口 `587`" },
  port465Or587: { en: "port `465`, or `587`", "zh-cn": "端口 `465` 或 `587`" },
  useTrue: { en: "Set `SMTP_HOST_SSL_ENABLED` to `true`.", "zh-cn": "请将 `SMTP_HOST_SSL_ENABLED` 设为 `true`。" },
  use587: {
    en: "This release can't do that: use port `587`, or a newer image.",
    "zh-cn": "此版本不支持：请使用端口 `587`，或更新镜像。",
  },
  useMua: { en: "Set `MAILER_ADAPTER` to `Bamboo.Mua`.", "zh-cn": "请将 `MAILER_ADAPTER` 设为 `Bamboo.Mua`。" },
  secondEhlo: {
    en: "It rejected the second EHLO, which releases before 3.1.0 send for no reason: use a newer image.",
    "zh-cn": "被拒绝的是第二次 EHLO，3.1.0 之前的版本会多发一次：请更新镜像。",
  },
  noHeaders: {
    en: "Emails of Plausible {release} lack this header, or don't have it in the standard form: `Bamboo.Mua` of a newer image adds it.",
    "zh-cn": "Plausible {release} 的邮件没有这个邮件头，或写法不合标准：更新镜像中的 `Bamboo.Mua` 会加上。",
  },
  ehloName: {
    en: "The name comes from the sender's domain or from `BASE_URL`: use a real domain there.",
    "zh-cn": "该名称来自发件域名或 `BASE_URL`：请使用真实域名。",
  },
  credentialsLeak: {
    en: "As `SMTP_USER_NAME` and `SMTP_USER_PWD` are set, it would even send them to that server.",
    "zh-cn": "由于设置了 `SMTP_USER_NAME` 和 `SMTP_USER_PWD`，它甚至会把它们发给那台服务器。",
  },
  missingKey: {
    en: "Set `{variable}`: the key is missing, and every email fails with `{exception}`.",
    "zh-cn": "请设置 `{variable}`：缺少密钥，每封邮件都会失败：`{exception}`。",
  },
  tooSoon: {
    en: "This test waited {seconds} s. Plausible {release} would have waited {wait}, so it may still get an answer.",
    "zh-cn": "本测试等待了 {seconds} 秒。Plausible {release} 会等待 {wait}，因此仍可能得到应答。",
  },
  mayOnlySend: {
    en: "{provider} doesn't let this key read anything: this key may only send; nothing was tried.\nIf {provider} doesn't know the key at all, it answers the same ({words}).",
    "zh-cn":
      "{provider} 不允许该密钥读取任何内容：该密钥只能用于发信；未做任何尝试。\n如果 {provider} 根本不认识该密钥，答复也相同（{words}）。",
  },
  onlyPosts: {
    en: "{provider} can't be asked about a key without a POST request, so nothing was tried.",
    "zh-cn": "不发送 POST 请求就无法向 {provider} 查询密钥，因此未做任何尝试。",
  },
  mayAsk: {
    en: "The test can ask {provider} whether it accepts the key; no email is sent.",
    "zh-cn": "测试可以询问 {provider} 是否接受该密钥；不会发送任何邮件。",
  },
  oddKey: {
    en: "`{variable}` doesn't look like a key of {provider}.",
    "zh-cn": "`{variable}` 看起来不像 {provider} 的密钥。",
  },
  keyTaken: {
    en: "{provider} accepts the key.\nWhether the sender `{from}` is verified there only shows when an email is sent.",
    "zh-cn": "{provider} 接受该密钥。\n发件人 `{from}` 是否已在那里验证，要到发信时才知道。",
  },
  apiUnreached: {
    en: "{provider} is unreachable from here, so the key isn't tested.\nAddress `{host}`: {why}.",
    "zh-cn": "从这里无法访问 {provider}，因此未测试密钥。\n地址 `{host}`：{why}。",
  },
  apiUnclear: {
    en: "{provider} gave no clear answer, so this test can't tell whether email is delivered.\nIt says {words}.",
    "zh-cn": "{provider} 没有给出明确的答复，因此本测试无法判断邮件能否送达。\n答复：{words}。",
  },
  seconds: { en: "{count} s", "zh-cn": "{count} 秒" },
  minutes: { en: "{count} minutes", "zh-cn": "{count} 分钟" },
  both: { en: "{first} {second}", "zh-cn": "{first}{second}" },
} as const satisfies Record<string, MessageTemplate>;
