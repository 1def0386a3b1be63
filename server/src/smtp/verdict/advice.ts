import type { MessageTemplate } from "../../base/messages.js";
import type { Cause } from "./causes.js";

/** What a failed test means and what to write: value, what Plausible does, cure. One entry for each cause, none that needs SMTP to be understood. */
export const advice: Record<Cause, MessageTemplate> = {
  "boot-refused": {
    en: "Plausible {release} does not even start with these settings: {exception}. Correct `{variable}` first.",
    "zh-cn": "Plausible {release} 用这些设置根本无法启动：{exception}。请先改正 `{variable}`。",
  },
  "sender-invalid": {
    en: "`{from}` is no sender that Plausible {release} can send from: every mail fails before it reaches a server. Set `MAILER_EMAIL` to a plain address such as `plausible@example.com`.",
    "zh-cn":
      "`{from}` 不是 Plausible {release} 能用的发件人：每封邮件在到达服务器之前就会失败。请把 `MAILER_EMAIL` 设为普通地址，例如 `plausible@example.com`。",
  },
  "recipient-invalid": {
    en: "Plausible {release} refuses to write to `{to}`: it wants an address with a dotted domain. Test with an address such as `you@example.com`.",
    "zh-cn": "Plausible {release} 拒绝向 `{to}` 发信：它要求域名中带点的地址。请用类似 `you@example.com` 的地址测试。",
  },
  "no-relay": {
    en: "No `SMTP_HOST_ADDR` is set: Plausible {release} would connect straight to the recipient's own domain, which hardly any of them accepts. This is not tested. Set `SMTP_HOST_ADDR` to your mail provider's server.",
    "zh-cn":
      "未设置 `SMTP_HOST_ADDR`：Plausible {release} 会直接连接收件人的域名，几乎都会被拒收。此处不作测试。请把 `SMTP_HOST_ADDR` 设为邮件服务商的服务器。",
  },
  "black-hole": {
    en: "This `MAILER_ADAPTER` keeps mails in memory and reports success: nothing is ever sent. Remove `MAILER_ADAPTER`, or write `Bamboo.Mua`.",
    "zh-cn": "这个 `MAILER_ADAPTER` 只把邮件留在内存中并报告成功：什么也不会发出。请删除 `MAILER_ADAPTER`，或改为 `Bamboo.Mua`。",
  },
  "api-adapter": {
    en: "This adapter sends over the provider's web interface, not over SMTP: there is no mail server to talk to, and this test cannot tell whether mail is delivered.",
    "zh-cn": "该适配器通过服务商的网络接口发信，不用 SMTP：没有可以对话的邮件服务器，本测试无法判断邮件能否送达。",
  },
  "api-key-refused": {
    en: "{provider} does not take this key ({words}): every mail fails. Set `{variable}` to a key of this account that may send.",
    "zh-cn": "{provider} 不接受这个密钥（{words}）：每封邮件都会失败。请把 `{variable}` 设为该账户可以发信的密钥。",
  },
  "api-domain-refused": {
    en: "{provider} takes the key, but not the domain `{domain}` ({words}). Check `MAILGUN_DOMAIN`, and that the account is in the region of `MAILGUN_BASE_URI`.",
    "zh-cn":
      "{provider} 接受密钥，但不接受域名 `{domain}`（{words}）。请检查 `MAILGUN_DOMAIN`，以及账户所在区域与 `MAILGUN_BASE_URI` 是否一致。",
  },
  "adapter-crashes": {
    en: "Plausible {release} crashes on every mail with these settings: `{exception}`. Look at `{variable}`.",
    "zh-cn": "用这些设置，Plausible {release} 发每封邮件都会崩溃：`{exception}`。请检查 `{variable}`。",
  },
  "host-not-found": {
    en: "There is no host named `{host}`. Write the bare name of your mail server in `SMTP_HOST_ADDR`, without `smtp://` and without a port.",
    "zh-cn": "没有名为 `{host}` 的主机。请在 `SMTP_HOST_ADDR` 中只写邮件服务器的名称，不带 `smtp://` 和端口。",
  },
  "connection-refused": {
    en: "Nothing answers on port `{port}` of `{host}`. Check `SMTP_HOST_PORT` (most providers: `587` or `465`) and `SMTP_HOST_ADDR`.",
    "zh-cn": "`{host}` 的端口 `{port}` 没有应答。请检查 `SMTP_HOST_PORT`（多数服务商为 `587` 或 `465`）和 `SMTP_HOST_ADDR`。",
  },
  "connection-timeout": {
    en: "`{host}` port `{port}` gave no answer within {seconds} s; Plausible would wait {wait} and then give up. A firewall or your hosting company may block this port (`25` nearly always): try `587`, or `465`.",
    "zh-cn":
      "`{host}` 的端口 `{port}` 在 {seconds} 秒内没有应答；Plausible 会等待 {wait} 后放弃。可能是防火墙或云厂商封锁了该端口（`25` 几乎总被封）：请试 `587` 或 `465`。",
  },
  "host-unreachable": {
    en: "There is no way to `{host}` from this machine. Check its network, and `SMTP_HOST_ADDR`.",
    "zh-cn": "从这台机器无法到达 `{host}`。请检查网络和 `SMTP_HOST_ADDR`。",
  },
  "connection-closed": {
    en: "`{host}` hung up in the middle of the talk, without a reason. Try again later; if it stays so, ask your provider whether this address may send there.",
    "zh-cn": "`{host}` 在通信中途断开，没有说明原因。请稍后再试；若一直如此，请询问服务商是否允许从此地址发信。",
  },
  "no-greeting": {
    en: "`{host}` port `{port}` accepts the connection and then says nothing for {seconds} s; Plausible would wait {wait} and then give up. Check `SMTP_HOST_PORT`: this does not behave like a mail server.",
    "zh-cn":
      "`{host}` 的端口 `{port}` 接受连接后 {seconds} 秒内一言不发；Plausible 会等待 {wait} 后放弃。请检查 `SMTP_HOST_PORT`：这里不像邮件服务器。",
  },
  "greeting-refused": {
    en: "`{host}` turns Plausible away at the door: {words}. Its text names the reason.",
    "zh-cn": "`{host}` 一开始就拒绝了：{words}。原因见其文字。",
  },
  "tls-on-plain-port": {
    en: "Plausible {release} starts with TLS on port `{port}`, but `{host}` speaks in clear first there ({words}), so no mail leaves. Write `SMTP_HOST_SSL_ENABLED=false`: TLS then follows by STARTTLS.",
    "zh-cn":
      "Plausible {release} 在端口 `{port}` 上一开始就用 TLS，而 `{host}` 在此先用明文（{words}），所以发不出邮件。请写 `SMTP_HOST_SSL_ENABLED=false`：随后会用 STARTTLS 加密。",
  },
  "plain-on-tls-port": {
    en: "Port `{port}` of `{host}` expects TLS from the first byte, but Plausible {release} speaks in clear there: both wait for each other ({wait}), and no mail leaves. {cure}",
    "zh-cn":
      "`{host}` 的端口 `{port}` 要求从第一个字节起就用 TLS，而 Plausible {release} 在此先用明文：双方互相等待（{wait}），发不出邮件。{cure}",
  },
  "certificate-self-signed": {
    en: "The certificate of `{host}` is signed by itself: Plausible {release} always refuses that and no variable changes it. Install a certificate of a public authority, or use another relay.",
    "zh-cn":
      "`{host}` 的证书是自签名的：Plausible {release} 一律拒绝，没有变量可以改变。请安装公共机构签发的证书，或改用其他服务器。",
  },
  "certificate-unknown-ca": {
    en: "No authority that is trusted here signed the certificate of `{host}`, and Plausible {release} always checks that. The test uses the authorities that Node ships (and `--ca`), Plausible those inside its container: mount your authority there, or install a public certificate with its whole chain.",
    "zh-cn":
      "`{host}` 的证书不是由此处信任的机构签发的，而 Plausible {release} 总要检查。测试使用 Node 自带的机构（以及 `--ca`），Plausible 使用容器中的机构：请把你的机构证书挂载进去，或安装带完整链的公共证书。",
  },
  "certificate-expired": {
    en: "The certificate of `{host}` is out of its dates, and Plausible {release} always refuses that. Renew it on the mail server.",
    "zh-cn": "`{host}` 的证书不在有效期内，Plausible {release} 一律拒绝。请在邮件服务器上更新证书。",
  },
  "certificate-wrong-name": {
    en: "The certificate of `{host}` is for {names}, not for `{host}`: Plausible {release} refuses it. Write one of those names in `SMTP_HOST_ADDR`.",
    "zh-cn": "`{host}` 的证书属于 {names}，而不是 `{host}`：Plausible {release} 会拒绝。请在 `SMTP_HOST_ADDR` 中写证书上的名称。",
  },
  "tls-version": {
    en: "`{host}` and Plausible {release} have no version of TLS in common. The mail server needs TLS 1.2 or newer.",
    "zh-cn": "`{host}` 与 Plausible {release} 没有共同的 TLS 版本。邮件服务器需要 TLS 1.2 或更新版本。",
  },
  "tls-failed": {
    en: "The TLS handshake with `{host}` fails. Check that port `{port}` is the right one for this server, and that it offers TLS 1.2 or newer with current cipher suites.",
    "zh-cn": "与 `{host}` 的 TLS 握手失败。请检查端口 `{port}` 是否正确，以及服务器是否提供 TLS 1.2 或更新版本和现行的加密套件。",
  },
  "tls-impossible": {
    en: "`Bamboo.SMTPAdapter` of Plausible {release} cannot do TLS at all, and `{host}` asks for it: every mail fails. Write `MAILER_ADAPTER=Bamboo.Mua`.",
    "zh-cn":
      "Plausible {release} 的 `Bamboo.SMTPAdapter` 根本无法使用 TLS，而 `{host}` 要用 TLS：每封邮件都会失败。请写 `MAILER_ADAPTER=Bamboo.Mua`。",
  },
  "starttls-refused": {
    en: "`{host}` offers STARTTLS and then refuses it: {words}. Plausible does not go on without it. The fault is the mail server's.",
    "zh-cn": "`{host}` 提供 STARTTLS，随后又拒绝：{words}。Plausible 不会在没有它的情况下继续。问题在邮件服务器。",
  },
  "tls-required": {
    en: "`{host}` wants encryption but does not offer it on port `{port}` in a way that Plausible takes: {words}. Use the port for encrypted submission, `465` with `SMTP_HOST_SSL_ENABLED=true`, or `587`.",
    "zh-cn":
      "`{host}` 要求加密，但在端口 `{port}` 上没有以 Plausible 认可的方式提供：{words}。请改用加密提交端口：`465` 并设 `SMTP_HOST_SSL_ENABLED=true`，或 `587`。",
  },
  "ehlo-refused": {
    en: "`{host}` refuses Plausible's EHLO `{ehlo}`: {words}. {ehloHint}",
    "zh-cn": "`{host}` 拒绝了 Plausible 的 EHLO `{ehlo}`：{words}。{ehloHint}",
  },
  "auth-refused": {
    en: "`{host}` rejects the login of `{user}`: {words}. Check `SMTP_USER_NAME` and `SMTP_USER_PWD`; many providers want an app password or an API key here, not your own password.",
    "zh-cn":
      "`{host}` 拒绝了 `{user}` 的登录：{words}。请检查 `SMTP_USER_NAME` 和 `SMTP_USER_PWD`；许多服务商要求填写应用专用密码或 API 密钥，而不是你自己的密码。",
  },
  "auth-not-offered": {
    en: "`{host}` takes no login on port `{port}` ({words}), but user name and password are set and Plausible {release} insists on them. Use the submission port (`587` or `465`), or remove `SMTP_USER_NAME` and `SMTP_USER_PWD`.",
    "zh-cn":
      "`{host}` 在端口 `{port}` 上不接受登录（{words}），但设置了用户名和密码，Plausible {release} 一定会登录。请改用提交端口（`587` 或 `465`），或删除 `SMTP_USER_NAME` 和 `SMTP_USER_PWD`。",
  },
  "auth-mechanism": {
    en: "`{host}` offers only kinds of login that Plausible {release} does not know ({words}); it can do PLAIN, and LOGIN with the usual prompts. Ask the provider for one of these, or use another relay.",
    "zh-cn":
      "`{host}` 提供的登录方式 Plausible {release} 都不支持（{words}）；它只会 PLAIN 和使用标准提示的 LOGIN。请向服务商要求其中之一，或改用其他服务器。",
  },
  "auth-required": {
    en: "`{host}` wants a login before it takes mail: {words}. Set `SMTP_USER_NAME` and `SMTP_USER_PWD`.",
    "zh-cn": "`{host}` 要求先登录才收信：{words}。请设置 `SMTP_USER_NAME` 和 `SMTP_USER_PWD`。",
  },
  "sender-refused": {
    en: "`{host}` does not accept mail from `{from}`: {words}. Set `MAILER_EMAIL` to an address that this account may send from.",
    "zh-cn": "`{host}` 不接受来自 `{from}` 的邮件：{words}。请把 `MAILER_EMAIL` 设为该账户可用的发件地址。",
  },
  "sender-syntax": {
    en: "`{host}` does not understand the sender as Plausible {release} writes it: {words}. `MAILER_EMAIL` must be a bare address (a name goes into `MAILER_NAME`).",
    "zh-cn": "`{host}` 看不懂 Plausible {release} 所写的发件人：{words}。`MAILER_EMAIL` 必须只是地址（名称写在 `MAILER_NAME`）。",
  },
  "recipient-refused": {
    en: "`{host}` does not deliver to `{to}`: {words}. Check the address; where it says relay, the server wants a login or another sender.",
    "zh-cn": "`{host}` 不向 `{to}` 投递：{words}。请检查地址；若提到 relay，说明服务器要求登录或换发件人。",
  },
  "message-refused": {
    en: "`{host}` took everything and then refused the message itself: {words}. Its text names the reason: mostly the sender's domain, or a spam filter.",
    "zh-cn": "`{host}` 前面都接受了，最后拒绝了邮件本身：{words}。原因见其文字：多为发件域名或垃圾邮件过滤。",
  },
  "not-smtp": {
    en: "What answers on port `{port}` of `{host}` is no mail server: {words}. Check `SMTP_HOST_ADDR` and `SMTP_HOST_PORT`.",
    "zh-cn": "`{host}` 的端口 `{port}` 上应答的不是邮件服务器：{words}。请检查 `SMTP_HOST_ADDR` 和 `SMTP_HOST_PORT`。",
  },
  "plaintext-auth-not-allowed": {
    en: "`{host}` offers no encryption on port `{port}`: Plausible {release} would send user name and password in clear. The test stopped before that. Use port `587` or `465`, or allow it (`--allow-plaintext-auth`).",
    "zh-cn":
      "`{host}` 在端口 `{port}` 上不提供加密：Plausible {release} 会以明文发送用户名和密码。测试在此之前停下了。请改用端口 `587` 或 `465`，或者允许这样做（`--allow-plaintext-auth`）。",
  },
  "credentials-unseen": {
    en: "The values of `SMTP_USER_NAME` and `SMTP_USER_PWD` are not seen here, so the login could not be tested. Up to there all went well. Test where they are set.",
    "zh-cn": "在这里看不到 `SMTP_USER_NAME` 和 `SMTP_USER_PWD` 的值，因此无法测试登录。此前一切正常。请在设有这些值的地方测试。",
  },
  "plain-text-injected": {
    en: "Plain text was slipped in before TLS began: someone between you and `{host}` may be tampering, or the server is broken. Plausible takes it for TLS and gives up, so no mail leaves. Use the port that encrypts from the first byte: `465` with `SMTP_HOST_SSL_ENABLED=true`.",
    "zh-cn":
      "在 TLS 开始之前被插入了明文：你与 `{host}` 之间可能有人篡改，或者服务器有缺陷。Plausible 会把它当作 TLS 数据而放弃，所以发不出邮件。请改用从第一个字节起就加密的端口：`465` 并设 `SMTP_HOST_SSL_ENABLED=true`。",
  },
  cancelled: { en: "The test was cancelled.", "zh-cn": "测试已取消。" },
};

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
