import type { RuleId } from "../../base/ids.js";
import type { CauseRow } from "./cause-row.js";
import { adviceOnNames } from "./certificate-names.js";
import type { Circumstances } from "./circumstances.js";

/** Failures of encryption. */
export const causesOfEncryption = {
  "tls-on-plain-port": {
    name: { en: "implicit TLS on a STARTTLS port", "zh-cn": "在 STARTTLS 端口上使用了隐式 TLS" },
    rule: "tls-port-mismatch",
    variable: ({ request }) => (request.adapter?.readsTlsFlag === false ? "SMTP_HOST_PORT" : "SMTP_HOST_SSL_ENABLED"),
    advice: {
      en: "Plausible {release} starts with TLS on port `{port}`, but `{host}` speaks in clear first there ({words}), so no mail leaves. Write `SMTP_HOST_SSL_ENABLED=false`: TLS then follows by STARTTLS.",
      "zh-cn":
        "Plausible {release} 在端口 `{port}` 上一开始就用 TLS，而 `{host}` 在此先用明文（{words}），所以发不出邮件。请写 `SMTP_HOST_SSL_ENABLED=false`：随后会用 STARTTLS 加密。",
    },
    inLog: {
      en: "Plausible starts with TLS on port `{port}`, but `{host}` speaks in clear first there, so no mail leaves. Write `SMTP_HOST_SSL_ENABLED=false`: TLS then follows by STARTTLS.",
      "zh-cn":
        "Plausible 在端口 `{port}` 上一开始就用 TLS，而 `{host}` 在此先用明文，所以发不出邮件。请写 `SMTP_HOST_SSL_ENABLED=false`：随后会用 STARTTLS 加密。",
    },
  },
  "plain-on-tls-port": {
    name: { en: "unencrypted start on an implicit TLS port", "zh-cn": "在隐式 TLS 端口上以未加密方式开始" },
    rule: plainOnTlsRule,
    variable: ({ request }) => (request.adapter?.implicitTls === "works" ? "SMTP_HOST_SSL_ENABLED" : "SMTP_HOST_PORT"),
    advice: {
      en: "Port `{port}` of `{host}` expects TLS from the first byte, but Plausible {release} speaks in clear there: both wait for each other ({wait}), and no mail leaves. {cure}",
      "zh-cn":
        "`{host}` 的端口 `{port}` 要求从第一个字节起就用 TLS，而 Plausible {release} 在此先用明文：双方互相等待（{wait}），发不出邮件。{cure}",
    },
  },
  "certificate-self-signed": {
    name: { en: "self-signed certificate", "zh-cn": "证书是自签名的" },
    rule: "tls-certificate",
    variable: "SMTP_HOST_ADDR",
    advice: {
      en: "The certificate of `{host}` is signed by itself: Plausible {release} always refuses that and no variable changes it. Install a certificate of a public authority, or use another relay.",
      "zh-cn":
        "`{host}` 的证书是自签名的：Plausible {release} 一律拒绝，没有变量可以改变。请安装公共机构签发的证书，或改用其他服务器。",
    },
  },
  "certificate-unknown-ca": {
    name: { en: "certificate from an unknown authority", "zh-cn": "证书颁发机构（CA）不受信任" },
    rule: "tls-certificate",
    variable: "SMTP_HOST_ADDR",
    advice: {
      en: "No authority that is trusted here signed the certificate of `{host}`, and Plausible {release} always checks that. The test uses the authorities that Node ships (and `--ca`), Plausible those inside its container: mount your authority there, or install a public certificate with its whole chain.",
      "zh-cn":
        "`{host}` 的证书不是由此处信任的机构签发的，而 Plausible {release} 总要检查。测试使用 Node 自带的机构（以及 `--ca`），Plausible 使用容器中的机构：请把你的机构证书挂载进去，或安装带完整链的公共证书。",
    },
    inLog: {
      en: "No authority that the container trusts signed the certificate of `{host}`, and Plausible always checks that. Mount your authority into the container, or install a public certificate with its whole chain.",
      "zh-cn":
        "容器所信任的机构都没有签发 `{host}` 的证书，而 Plausible 总要检查。请把你的根证书挂载到容器中，或安装带完整证书链的公共证书。",
    },
  },
  "certificate-expired": {
    name: { en: "certificate out of date", "zh-cn": "证书不在有效期内" },
    rule: null,
    variable: "SMTP_HOST_ADDR",
    advice: {
      en: "The certificate of `{host}` is out of its dates, and Plausible {release} always refuses that. Renew it on the mail server.",
      "zh-cn": "`{host}` 的证书不在有效期内，Plausible {release} 一律拒绝。请在邮件服务器上更新证书。",
    },
  },
  "certificate-wrong-name": {
    adviceWhere: ({ talk, host }) => {
      const trouble = talk?.trouble?.trouble;
      return trouble?.kind === "certificate" ? adviceOnNames(trouble.names, host) : null;
    },
    name: { en: "certificate for another name", "zh-cn": "证书属于另一个名称" },
    rule: "tls-certificate",
    variable: "SMTP_HOST_ADDR",
    advice: {
      en: "The certificate of `{host}` is for {names}, not for `{host}`: Plausible {release} refuses it. Write one of those names in `SMTP_HOST_ADDR`.",
      "zh-cn":
        "`{host}` 的证书属于 {names}，而不是 `{host}`：Plausible {release} 会拒绝。请在 `SMTP_HOST_ADDR` 中写证书上的名称。",
    },
  },
  "tls-version": {
    name: { en: "no common TLS version", "zh-cn": "没有共同的 TLS 版本" },
    rule: null,
    variable: null,
    advice: {
      en: "`{host}` and Plausible {release} have no version of TLS in common. The mail server needs TLS 1.2 or newer.",
      "zh-cn": "`{host}` 与 Plausible {release} 没有共同的 TLS 版本。邮件服务器需要 TLS 1.2 或更新版本。",
    },
  },
  "tls-failed": {
    name: { en: "TLS handshake failed", "zh-cn": "TLS 握手失败" },
    rule: null,
    variable: null,
    advice: {
      en: "The TLS handshake with `{host}` fails. Check that port `{port}` is the right one for this server, and that it offers TLS 1.2 or newer with current cipher suites.",
      "zh-cn":
        "与 `{host}` 的 TLS 握手失败。请检查端口 `{port}` 是否正确，以及服务器是否提供 TLS 1.2 或更新版本和现行的加密套件。",
    },
  },
  "tls-impossible": {
    name: { en: "adapter cannot do TLS", "zh-cn": "适配器无法使用 TLS" },
    rule: "tls-impossible",
    variable: "MAILER_ADAPTER",
    advice: {
      en: "`Bamboo.SMTPAdapter` of Plausible {release} cannot do TLS at all, and `{host}` asks for it: every mail fails. Write `MAILER_ADAPTER=Bamboo.Mua`.",
      "zh-cn":
        "Plausible {release} 的 `Bamboo.SMTPAdapter` 根本无法使用 TLS，而 `{host}` 要用 TLS：每封邮件都会失败。请写 `MAILER_ADAPTER=Bamboo.Mua`。",
    },
  },
  "starttls-refused": {
    name: { en: "STARTTLS rejected", "zh-cn": "STARTTLS 被拒绝" },
    rule: null,
    variable: null,
    advice: {
      en: "`{host}` offers STARTTLS and then refuses it: {words}. Plausible does not go on without it. The fault is the mail server's.",
      "zh-cn": "`{host}` 提供 STARTTLS，随后又拒绝：{words}。Plausible 不会在没有它的情况下继续。问题在邮件服务器。",
    },
  },
  "tls-required": {
    name: { en: "encryption required", "zh-cn": "服务器要求加密" },
    rule: null,
    variable: "SMTP_HOST_PORT",
    advice: {
      en: "`{host}` wants encryption but does not offer it on port `{port}` in a way that Plausible takes: {words}. Use the port for encrypted submission, `465` with `SMTP_HOST_SSL_ENABLED=true`, or `587`.",
      "zh-cn":
        "`{host}` 要求加密，但在端口 `{port}` 上没有以 Plausible 认可的方式提供：{words}。请改用加密提交端口：`465` 并设 `SMTP_HOST_SSL_ENABLED=true`，或 `587`。",
    },
  },
  "plain-text-injected": {
    name: { en: "plain text before TLS", "zh-cn": "TLS 之前被插入明文" },
    rule: null,
    variable: null,
    advice: {
      en: "Plain text was slipped in before TLS began: someone between you and `{host}` may be tampering, or the server is broken. Plausible takes it for TLS and gives up, so no mail leaves. Use the port that encrypts from the first byte: `465` with `SMTP_HOST_SSL_ENABLED=true`.",
      "zh-cn":
        "在 TLS 开始之前被插入了明文：你与 `{host}` 之间可能有人篡改，或者服务器有缺陷。Plausible 会把它当作 TLS 数据而放弃，所以发不出邮件。请改用从第一个字节起就加密的端口：`465` 并设 `SMTP_HOST_SSL_ENABLED=true`。",
    },
  },
} as const satisfies Record<string, CauseRow>;

function plainOnTlsRule({ request: { adapter } }: Circumstances): RuleId {
  if (adapter?.implicitTls === "not-available") return "implicit-tls-unsupported";
  return adapter?.implicitTls === "fails" ? "tls-impossible" : "tls-port-mismatch";
}
