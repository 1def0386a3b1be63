import type { RuleId } from "../../base/ids.js";
import type { CauseRow } from "./cause-row.js";
import { adviceOnNames, otherCertificateFault } from "./certificate-names.js";
import type { Circumstances } from "./circumstances.js";

/** Failures of encryption. */
export const causesOfEncryption = {
  "tls-on-plain-port": {
    name: { en: "implicit TLS on a STARTTLS port", "zh-cn": "在 STARTTLS 端口上使用了隐式 TLS" },
    rule: "tls-port-mismatch",
    variable: ({ request }) => (request.adapter?.readsTlsFlag === false ? "SMTP_HOST_PORT" : "SMTP_HOST_SSL_ENABLED"),
    advice: {
      en: "Set `SMTP_HOST_SSL_ENABLED` to `false`: port `{port}` uses STARTTLS.\nPlausible {release} starts with TLS right away (implicit TLS), but `{host}` starts unencrypted there ({words}), so no email is sent. With `false` the connection is still encrypted (STARTTLS).",
      "zh-cn":
        "请将 `SMTP_HOST_SSL_ENABLED` 设为 `false`：端口 `{port}` 使用 STARTTLS。\nPlausible {release} 一连接就启用 TLS（隐式 TLS），而 `{host}` 在此先建立未加密的连接（{words}），邮件无法发出。设为 `false` 后连接仍会加密（STARTTLS）。",
    },
    inLog: {
      en: "Set `SMTP_HOST_SSL_ENABLED` to `false`: port `{port}` uses STARTTLS.\nPlausible starts with TLS right away (implicit TLS), but `{host}` starts unencrypted there, so no email is sent. With `false` the connection is still encrypted (STARTTLS).",
      "zh-cn":
        "请将 `SMTP_HOST_SSL_ENABLED` 设为 `false`：端口 `{port}` 使用 STARTTLS。\nPlausible 一连接就启用 TLS（隐式 TLS），而 `{host}` 在此先建立未加密的连接，邮件无法发出。设为 `false` 后连接仍会加密（STARTTLS）。",
    },
  },
  "plain-on-tls-port": {
    name: { en: "unencrypted start on an implicit TLS port", "zh-cn": "在隐式 TLS 端口上以未加密方式开始" },
    rule: plainOnTlsRule,
    variable: ({ request }) => (request.adapter?.implicitTls === "works" ? "SMTP_HOST_SSL_ENABLED" : "SMTP_HOST_PORT"),
    advice: {
      en: "Port `{port}` of `{host}` uses implicit TLS. {cure}\nPlausible {release} waits for an unencrypted greeting there, while the mail server waits for TLS ({wait}), so no email is sent.",
      "zh-cn":
        "`{host}` 的端口 `{port}` 使用隐式 TLS。{cure}\nPlausible {release} 在此等待未加密的服务器欢迎消息，而邮件服务器在等待 TLS（{wait}），邮件无法发出。",
    },
  },
  "certificate-self-signed": {
    name: { en: "self-signed certificate", "zh-cn": "自签名证书" },
    rule: "tls-certificate",
    variable: "SMTP_HOST_ADDR",
    advice: {
      en: "`{host}` has a self-signed certificate: install one from a public authority.\nPlausible {release} always rejects it, and no variable changes that. You can also use another mail server.",
      "zh-cn":
        "`{host}` 使用自签名证书：请安装公共 CA 签发的证书。\nPlausible {release} 一律拒绝自签名证书，没有变量可以改变。也可以改用其他邮件服务器。",
    },
  },
  "certificate-unknown-ca": {
    name: { en: "certificate from an unknown authority", "zh-cn": "证书颁发机构（CA）不受信任" },
    rule: "tls-certificate",
    variable: "SMTP_HOST_ADDR",
    advice: {
      en: "The certificate of `{host}` isn't from a trusted authority (CA).\nPlausible {release} always checks that. This test trusts the authorities that come with Node.js, Plausible those in its container: mount your own there, or install a public certificate with its full chain.",
      "zh-cn":
        "`{host}` 的证书不是由受信任的证书颁发机构（CA）签发的。\nPlausible {release} 总会检查。本测试信任 Node.js 自带的 CA，Plausible 信任其容器中的 CA：请把您自己的 CA 证书挂载到容器中，或安装带完整证书链的公共证书。",
    },
    inLog: {
      en: "The container doesn't trust the CA that issued the certificate of `{host}`.\nPlausible always checks that. Mount the certificate of your authority (CA) into the container, or install a public certificate with its full chain.",
      "zh-cn":
        "容器不信任签发 `{host}` 证书的证书颁发机构（CA）。\nPlausible 总会检查。请把您的 CA 证书挂载到容器中，或安装带完整证书链的公共证书。",
    },
  },
  "certificate-expired": {
    name: { en: "certificate expired or not valid yet", "zh-cn": "证书已过期或尚未生效" },
    rule: null,
    variable: "SMTP_HOST_ADDR",
    advice: {
      en: "The certificate of `{host}` has expired or is not valid yet. Renew it.\nPlausible {release} always rejects that. Renew it on the mail server.",
      "zh-cn": "`{host}` 的证书已过期或尚未生效。请更新证书。\nPlausible {release} 一律拒绝这样的证书。请在邮件服务器上更新。",
    },
  },
  "certificate-wrong-name": {
    adviceWhere: ({ talk, host }) => {
      const trouble = talk?.trouble?.trouble;
      return trouble?.kind === "certificate" ? adviceOnNames(trouble.names, host) : null;
    },
    name: { en: "certificate for another host name", "zh-cn": "证书属于另一个主机名" },
    rule: "tls-certificate",
    variable: "SMTP_HOST_ADDR",
    advice: {
      en: "Set `SMTP_HOST_ADDR` to a name on the mail server's certificate.\nThe certificate of `{host}` is for {names}, so Plausible {release} rejects it.",
      "zh-cn":
        "请将 `SMTP_HOST_ADDR` 设为邮件服务器证书上的主机名。\n`{host}` 的证书属于 {names}，因此 Plausible {release} 会拒绝。",
    },
  },
  "tls-version": {
    name: { en: "no common TLS version", "zh-cn": "没有共同的 TLS 版本" },
    rule: null,
    variable: null,
    advice: {
      en: "The mail server needs TLS 1.2 or newer.\n`{host}` and Plausible {release} have no version of TLS in common.",
      "zh-cn": "邮件服务器需要支持 TLS 1.2 或更新版本。\n`{host}` 与 Plausible {release} 没有共同的 TLS 版本。",
    },
  },
  "tls-failed": {
    adviceWhere: ({ talk }) => (talk?.trouble?.trouble.kind === "certificate" ? otherCertificateFault : null),
    name: { en: "TLS handshake failed", "zh-cn": "TLS 握手失败" },
    rule: null,
    variable: null,
    advice: {
      en: "The TLS handshake with `{host}` fails. Check that port `{port}` is right.\nThe mail server must offer TLS 1.2 or newer with current cipher suites.",
      "zh-cn":
        "与 `{host}` 的 TLS 握手失败。请检查端口 `{port}` 是否正确。\n邮件服务器必须提供 TLS 1.2 或更新版本，以及现行的加密套件。",
    },
  },
  "tls-impossible": {
    name: { en: "adapter can't use TLS", "zh-cn": "适配器无法使用 TLS" },
    rule: "tls-impossible",
    variable: "MAILER_ADAPTER",
    advice: {
      en: "Set `MAILER_ADAPTER` to `Bamboo.Mua`: `Bamboo.SMTPAdapter` can't use TLS.\n`{host}` asks for TLS, so every email of Plausible {release} fails.",
      "zh-cn":
        "请将 `MAILER_ADAPTER` 设为 `Bamboo.Mua`：`Bamboo.SMTPAdapter` 无法使用 TLS。\n`{host}` 要求 TLS，因此 Plausible {release} 的每封邮件都会失败。",
    },
  },
  "starttls-refused": {
    name: { en: "STARTTLS rejected", "zh-cn": "STARTTLS 被拒绝" },
    rule: null,
    variable: null,
    advice: {
      en: "`{host}` offers STARTTLS and then refuses it: the mail server is at fault.\nIt says {words}. Plausible doesn't continue without encryption.",
      "zh-cn": "`{host}` 提供 STARTTLS，随后又拒绝：问题在邮件服务器。\n答复：{words}。Plausible 不会在未加密的情况下继续。",
    },
  },
  "tls-required": {
    name: { en: "encryption required", "zh-cn": "服务器要求加密" },
    rule: null,
    variable: "SMTP_HOST_PORT",
    advice: {
      en: "`{host}` requires encryption. Try {ports}.\nOn port `{port}` it doesn't offer encryption in a way that Plausible can use: {words}. On port `465`, set `SMTP_HOST_SSL_ENABLED` to `true`.",
      "zh-cn":
        "`{host}` 要求加密。请尝试{ports}。\n它在端口 `{port}` 上没有以 Plausible 可用的方式提供加密：{words}。使用端口 `465` 时，请将 `SMTP_HOST_SSL_ENABLED` 设为 `true`。",
    },
  },
  "plain-text-injected": {
    name: { en: "unencrypted data before TLS", "zh-cn": "TLS 之前收到未加密的数据" },
    rule: null,
    variable: null,
    advice: {
      en: "Use implicit TLS: port `465` with `SMTP_HOST_SSL_ENABLED=true`.\nUnencrypted text arrived before TLS began: someone between you and `{host}` may be tampering, or the server is broken. Plausible takes it for TLS and gives up, so no email is sent.",
      "zh-cn":
        "请使用隐式 TLS：端口 `465` 并设 `SMTP_HOST_SSL_ENABLED=true`。\n在 TLS 开始之前收到了未加密的文本：您与 `{host}` 之间可能有人篡改，或者服务器有缺陷。Plausible 会把它当作 TLS 数据而放弃，邮件无法发出。",
    },
  },
} as const satisfies Record<string, CauseRow>;

function plainOnTlsRule({ request: { adapter } }: Circumstances): RuleId {
  if (adapter?.implicitTls === "not-available") return "implicit-tls-unsupported";
  return adapter?.implicitTls === "fails" ? "tls-impossible" : "tls-port-mismatch";
}
