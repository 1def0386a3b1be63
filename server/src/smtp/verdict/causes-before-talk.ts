import type { RuleId } from "../../base/ids.js";
import type { Delivery } from "../../plausible/mailer/model.js";
import { apiProviderOf } from "../../plausible/tables/api-providers.js";
import type { CauseRow } from "./cause-row.js";
import type { Circumstances } from "./circumstances.js";

/** Failures that are certain before a mail server is asked. */
export const causesBeforeTalk = {
  "boot-refused": {
    name: { en: "Plausible refuses to start", "zh-cn": "Plausible 拒绝启动" },
    rule: null,
    variable: null,
    advice: {
      en: "Plausible {release} does not even start with these settings: {exception}. Correct `{variable}` first.",
      "zh-cn": "Plausible {release} 用这些设置根本无法启动：{exception}。请先改正 `{variable}`。",
    },
    inLog: {
      en: "Plausible does not start with these settings: `{exception}`. Correct {variables}; until then the container stops again and again.",
      "zh-cn": "Plausible 用这些设置无法启动：`{exception}`。请改正 {variables}；在此之前容器会反复退出。",
    },
  },
  "sender-invalid": {
    name: { en: "invalid sender address", "zh-cn": "发件地址无效" },
    rule: "invalid-sender",
    variable: "MAILER_EMAIL",
    advice: {
      en: "`{from}` is no sender that Plausible {release} can send from: every mail fails before it reaches a server. Set `MAILER_EMAIL` to a plain address such as `plausible@example.com`.",
      "zh-cn":
        "`{from}` 不是 Plausible {release} 能用的发件人：每封邮件在到达服务器之前就会失败。请把 `MAILER_EMAIL` 设为普通地址，例如 `plausible@example.com`。",
    },
    inLog: {
      en: "`{address}` is no sender that Plausible can send from: every mail fails before it reaches a server. Set `MAILER_EMAIL` to a plain address such as `plausible@example.com`.",
      "zh-cn":
        "`{address}` 不是 Plausible 能用的发件人：每封邮件在到达服务器之前就会失败。请把 `MAILER_EMAIL` 设为普通地址，例如 `plausible@example.com`。",
    },
  },
  "recipient-invalid": {
    name: { en: "invalid recipient address", "zh-cn": "收件地址无效" },
    rule: null,
    variable: null,
    advice: {
      en: "Plausible {release} refuses to write to `{to}`: it wants an address with a dotted domain. Test with an address such as `you@example.com`.",
      "zh-cn": "Plausible {release} 拒绝向 `{to}` 发信：它要求域名中带点的地址。请用类似 `you@example.com` 的地址测试。",
    },
    inLog: {
      en: "Plausible refuses to write to `{address}`: it wants an address with a dotted domain. No setting changes that; give this user another address.",
      "zh-cn": "Plausible 拒绝向 `{address}` 发信：它要求域名中带点的地址。任何设置都改变不了；请给该用户换一个地址。",
    },
  },
  "no-relay": {
    name: { en: "no mail server configured", "zh-cn": "未配置邮件服务器" },
    rule: ({ request }) => (request.delivery.auth === null ? "no-relay" : "credentials-without-relay"),
    variable: "SMTP_HOST_ADDR",
    advice: {
      en: "No `SMTP_HOST_ADDR` is set: Plausible {release} would connect straight to the recipient's own domain, which hardly any of them accepts. This is not tested. Set `SMTP_HOST_ADDR` to your mail provider's server.",
      "zh-cn":
        "未设置 `SMTP_HOST_ADDR`：Plausible {release} 会直接连接收件人的域名，几乎都会被拒收。此处不作测试。请把 `SMTP_HOST_ADDR` 设为邮件服务商的服务器。",
    },
    inLog: {
      en: "No `SMTP_HOST_ADDR` is set, so Plausible connects straight to the recipient's own domain, which hardly any of them accepts. Set `SMTP_HOST_ADDR` to your mail provider's server.",
      "zh-cn":
        "未设置 `SMTP_HOST_ADDR`，所以 Plausible 直接连接收件人的域名，几乎都会被拒收。请把 `SMTP_HOST_ADDR` 设为邮件服务商的服务器。",
    },
  },
  "black-hole": {
    name: { en: "an adapter that sends nothing", "zh-cn": "适配器不会发出任何邮件" },
    rule: "black-hole-adapter",
    variable: "MAILER_ADAPTER",
    advice: {
      en: "This `MAILER_ADAPTER` keeps mails in memory and reports success: nothing is ever sent. Remove `MAILER_ADAPTER`, or write `Bamboo.Mua`.",
      "zh-cn":
        "这个 `MAILER_ADAPTER` 只把邮件留在内存中并报告成功：什么也不会发出。请删除 `MAILER_ADAPTER`，或改为 `Bamboo.Mua`。",
    },
  },
  "api-adapter": {
    name: { en: "the provider's HTTP API", "zh-cn": "通过服务商的 HTTP API 发信" },
    rule: ({ request }) => (request.delivery.certainFailure === null ? null : "missing-api-key"),
    variable: ({ request }) => request.delivery.certainFailure?.variable ?? null,
    advice: {
      en: "This adapter sends over the provider's web interface, not over SMTP: there is no mail server to talk to, and this test cannot tell whether mail is delivered.",
      "zh-cn": "该适配器通过服务商的网络接口发信，不用 SMTP：没有可以对话的邮件服务器，本测试无法判断邮件能否送达。",
    },
    inLog: {
      en: "{provider} does not take the mail: {words}. Its text names the reason.",
      "zh-cn": "{provider} 不接受邮件：{words}。原因见其文字。",
    },
  },
  "api-key-refused": {
    name: { en: "API key rejected", "zh-cn": "API 密钥被拒绝" },
    rule: null,
    variable: ({ request }) => apiProviderOf(request.delivery.client)?.variable ?? null,
    advice: {
      en: "{provider} does not take this key ({words}): every mail fails. Set `{variable}` to a key of this account that may send.",
      "zh-cn": "{provider} 不接受这个密钥（{words}）：每封邮件都会失败。请把 `{variable}` 设为该账户可以发信的密钥。",
    },
  },
  "api-domain-refused": {
    name: { en: "domain rejected by the provider", "zh-cn": "域名被服务商拒绝" },
    rule: null,
    variable: "MAILGUN_DOMAIN",
    advice: {
      en: "{provider} takes the key, but not the domain `{domain}` ({words}). Check `MAILGUN_DOMAIN`, and that the account is in the region of `MAILGUN_BASE_URI`.",
      "zh-cn":
        "{provider} 接受密钥，但不接受域名 `{domain}`（{words}）。请检查 `MAILGUN_DOMAIN`，以及账户所在区域与 `MAILGUN_BASE_URI` 是否一致。",
    },
  },
  "adapter-crashes": {
    name: { en: "Plausible crashes on every mail", "zh-cn": "Plausible 每次发信都崩溃" },
    rule: crashRule,
    variable: crashVariable,
    advice: {
      en: "Plausible {release} crashes on every mail with these settings: `{exception}`. Look at `{variable}`.",
      "zh-cn": "用这些设置，Plausible {release} 发每封邮件都会崩溃：`{exception}`。请检查 `{variable}`。",
    },
    inLog: {
      en: "Plausible crashes on every mail with these settings: `{exception}`. Look at {variables}.",
      "zh-cn": "用这些设置，Plausible 发每封邮件都会崩溃：`{exception}`。请检查 {variables}。",
    },
  },
} as const satisfies Record<string, CauseRow>;

/** What the linter calls a setting on which the client crashes. */
const crashRules: Partial<Record<NonNullable<Delivery["certainFailure"]>["kind"], RuleId>> = {
  "middlebox-mode": "middlebox-mode",
  "invalid-port": "invalid-integer",
  "invalid-retries": "invalid-integer",
  "invalid-host": "malformed-host",
};

function crashRule({ request: { delivery }, talk }: Circumstances): RuleId | null {
  const certain = delivery.certainFailure === null ? undefined : crashRules[delivery.certainFailure.kind];
  if (certain !== undefined) return certain;
  if (talk === null) return null;
  if (talk.trouble?.trouble.kind === "tls-impossible") return "middlebox-mode";
  return (delivery.auth?.username ?? null) === (delivery.auth?.password ?? null) ? "missing-credentials" : "half-credentials";
}

function crashVariable({ request: { delivery }, talk }: Circumstances): string | null {
  const failure = talk === null ? delivery.certainFailure : (delivery.tlsFailure ?? delivery.certainFailure);
  return failure?.variable ?? null;
}
