import type { MessageTemplate } from "../base/messages.js";
import type { Cause } from "../smtp/verdict/causes.js";

/**
 * What a cause means where it stands in a log; for the others the words of a test serve as they are (`smtp/advice.ts`).
 * A value that is not known is named by its variable.
 */
export const loggedAdvice: Partial<Record<Cause, MessageTemplate>> = {
  "boot-refused": {
    en: "Plausible does not start with these settings: `{exception}`. Correct {variables}; until then the container stops again and again.",
    "zh-cn": "Plausible 用这些设置无法启动：`{exception}`。请改正 {variables}；在此之前容器会反复退出。",
  },
  "sender-invalid": {
    en: "`{address}` is no sender that Plausible can send from: every mail fails before it reaches a server. Set `MAILER_EMAIL` to a plain address such as `plausible@example.com`.",
    "zh-cn":
      "`{address}` 不是 Plausible 能用的发件人：每封邮件在到达服务器之前就会失败。请把 `MAILER_EMAIL` 设为普通地址，例如 `plausible@example.com`。",
  },
  "recipient-invalid": {
    en: "Plausible refuses to write to `{address}`: it wants an address with a dotted domain. No setting changes that; give this user another address.",
    "zh-cn": "Plausible 拒绝向 `{address}` 发信：它要求域名中带点的地址。任何设置都改变不了；请给该用户换一个地址。",
  },
  "no-relay": {
    en: "No `SMTP_HOST_ADDR` is set, so Plausible connects straight to the recipient's own domain, which hardly any of them accepts. Set `SMTP_HOST_ADDR` to your mail provider's server.",
    "zh-cn":
      "未设置 `SMTP_HOST_ADDR`，所以 Plausible 直接连接收件人的域名，几乎都会被拒收。请把 `SMTP_HOST_ADDR` 设为邮件服务商的服务器。",
  },
  "api-adapter": {
    en: "{provider} does not take the mail: {words}. Its text names the reason.",
    "zh-cn": "{provider} 不接受邮件：{words}。原因见其文字。",
  },
  "adapter-crashes": {
    en: "Plausible crashes on every mail with these settings: `{exception}`. Look at {variables}.",
    "zh-cn": "用这些设置，Plausible 发每封邮件都会崩溃：`{exception}`。请检查 {variables}。",
  },
  "host-unreachable": {
    en: "There is no way to `{host}` from the container. Check the network of the container and of its machine, and `SMTP_HOST_ADDR`.",
    "zh-cn": "从容器无法到达 `{host}`。请检查容器及其所在机器的网络，以及 `SMTP_HOST_ADDR`。",
  },
  "connection-timeout": {
    en: "Nothing answered on port `{port}` of `{host}`: Plausible waited {wait} and gave up. A firewall or your hosting company may block this port (`25` nearly always): try `587`, or `465`.",
    "zh-cn":
      "`{host}` 的端口 `{port}` 没有应答：Plausible 等待了 {wait}后放弃。可能是防火墙或云厂商封锁了该端口（`25` 几乎总被封）：请试 `587` 或 `465`。",
  },
  "no-greeting": {
    en: "`{host}` port `{port}` took the connection and then said nothing for {wait}. Check `SMTP_HOST_PORT`: this does not behave like a mail server.",
    "zh-cn": "`{host}` 的端口 `{port}` 接受连接后 {wait}内一言不发。请检查 `SMTP_HOST_PORT`：这里不像邮件服务器。",
  },
  "recipient-refused": {
    en: "`{host}` does not deliver to this recipient: {words}. Check the address; where it says relay, the server wants a login or another sender.",
    "zh-cn": "`{host}` 不向该收件人投递：{words}。请检查地址；若提到 relay，说明服务器要求登录或换发件人。",
  },
  "tls-on-plain-port": {
    en: "Plausible starts with TLS on port `{port}`, but `{host}` speaks in clear first there, so no mail leaves. Write `SMTP_HOST_SSL_ENABLED=false`: TLS then follows by STARTTLS.",
    "zh-cn":
      "Plausible 在端口 `{port}` 上一开始就用 TLS，而 `{host}` 在此先用明文，所以发不出邮件。请写 `SMTP_HOST_SSL_ENABLED=false`：随后会用 STARTTLS 加密。",
  },
  "certificate-unknown-ca": {
    en: "No authority that the container trusts signed the certificate of `{host}`, and Plausible always checks that. Mount your authority into the container, or install a public certificate with its whole chain.",
    "zh-cn":
      "容器所信任的机构都没有签发 `{host}` 的证书，而 Plausible 总要检查。请把你的根证书挂载到容器中，或安装带完整证书链的公共证书。",
  },
};

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
