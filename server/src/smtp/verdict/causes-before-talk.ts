import type { RuleId } from "../../base/ids.js";
import type { Delivery } from "../../plausible/mailer/model.js";
import { apiProviderOf } from "../../plausible/tables/api-providers.js";
import type { CauseRow } from "./cause-row.js";
import type { Circumstances } from "./circumstances.js";

/** Failures that are certain before a mail server is asked. */
export const causesBeforeTalk = {
  "boot-refused": {
    name: { en: "Plausible doesn't start", "zh-cn": "Plausible 无法启动" },
    rule: null,
    variable: null,
    advice: {
      en: "Correct `{variable}`: Plausible {release} doesn't start with these settings.\nIt stops with {exception}.",
      "zh-cn": "请改正 `{variable}`：Plausible {release} 用这些设置无法启动。\n它会停在 {exception}。",
    },
    inLog: {
      en: "Correct {variables}: Plausible doesn't start with these settings.\nIt stops with `{exception}`; until that is fixed, the container stops again and again.",
      "zh-cn": "请改正 {variables}：Plausible 用这些设置无法启动。\n它会停在 `{exception}`；在此之前容器会反复退出。",
    },
  },
  "sender-invalid": {
    name: { en: "invalid sender address", "zh-cn": "发件地址无效" },
    rule: "invalid-sender",
    variable: "MAILER_EMAIL",
    advice: {
      en: "Set `MAILER_EMAIL` to a plain address such as `plausible@example.com`.\nPlausible {release} can't send from `{from}`: every email fails before it reaches a mail server.",
      "zh-cn":
        "请将 `MAILER_EMAIL` 设为普通地址，例如 `plausible@example.com`。\nPlausible {release} 无法以 `{from}` 发信：每封邮件在到达邮件服务器之前就会失败。",
    },
    inLog: {
      en: "Set `MAILER_EMAIL` to a plain address such as `plausible@example.com`.\nPlausible can't send from `{address}`: every email fails before it reaches a mail server.",
      "zh-cn":
        "请将 `MAILER_EMAIL` 设为普通地址，例如 `plausible@example.com`。\nPlausible 无法以 `{address}` 发信：每封邮件在到达邮件服务器之前就会失败。",
    },
  },
  "recipient-invalid": {
    name: { en: "invalid recipient address", "zh-cn": "收件地址无效" },
    rule: null,
    variable: null,
    advice: {
      en: "Test with an address such as `you@example.com`.\nPlausible {release} refuses to send to `{to}`: the domain needs a dot.",
      "zh-cn": "请用类似 `you@example.com` 的地址测试。\nPlausible {release} 拒绝向 `{to}` 发信：域名中必须有点。",
    },
    inLog: {
      en: "Give this user another email address: Plausible can't send to it.\nPlausible refuses to send to `{address}`, because the domain needs a dot. No setting changes that.",
      "zh-cn":
        "请给该用户换一个邮箱地址：Plausible 无法向它发信。\nPlausible 拒绝向 `{address}` 发信，因为域名中必须有点。任何设置都无法改变这一点。",
    },
  },
  "no-relay": {
    name: { en: "no mail server configured", "zh-cn": "未配置邮件服务器" },
    rule: ({ request }) => (request.delivery.auth === null ? "no-relay" : "credentials-without-relay"),
    variable: "SMTP_HOST_ADDR",
    advice: {
      en: "Set `SMTP_HOST_ADDR` to your mail provider's server.\nWithout it, Plausible {release} connects straight to the recipient's own domain, which hardly ever accepts email. This isn't tested.",
      "zh-cn":
        "请将 `SMTP_HOST_ADDR` 设为邮件服务商的服务器。\n未设置时，Plausible {release} 会直接连接收件人的域名，而那里几乎从不收信。此处不作测试。",
    },
    inLog: {
      en: "Set `SMTP_HOST_ADDR` to your mail provider's server.\nWithout it, Plausible connects straight to the recipient's own domain, which hardly ever accepts email.",
      "zh-cn": "请将 `SMTP_HOST_ADDR` 设为邮件服务商的服务器。\n未设置时，Plausible 会直接连接收件人的域名，而那里几乎从不收信。",
    },
  },
  "black-hole": {
    name: { en: "the adapter sends nothing", "zh-cn": "适配器不会发出任何邮件" },
    rule: "black-hole-adapter",
    variable: "MAILER_ADAPTER",
    advice: {
      en: "Remove `MAILER_ADAPTER`, or set it to `Bamboo.Mua`: this adapter sends nothing.\nIt keeps emails in memory and reports success.",
      "zh-cn": "请删除 `MAILER_ADAPTER`，或设为 `Bamboo.Mua`：此适配器不会发出任何邮件。\n它只把邮件留在内存中并报告成功。",
    },
  },
  "api-adapter": {
    name: { en: "email sent through the provider's web API", "zh-cn": "通过服务商的 Web API 发信" },
    rule: ({ request }) => (request.delivery.certainFailure === null ? null : "missing-api-key"),
    variable: ({ request }) => request.delivery.certainFailure?.variable ?? null,
    advice: {
      en: "This adapter uses the provider's web API, so there is no mail server to test.\nThis test can't tell whether email is delivered.",
      "zh-cn": "此适配器使用服务商的 Web API，没有可测试的邮件服务器。\n本测试无法判断邮件能否送达。",
    },
    inLog: {
      en: "{provider} doesn't accept the email; its answer names the reason.\nIt says {words}.",
      "zh-cn": "{provider} 不接受邮件，原因见其答复。\n答复：{words}。",
    },
  },
  "api-key-refused": {
    name: { en: "API key rejected", "zh-cn": "API 密钥被拒绝" },
    rule: null,
    variable: ({ request }) => apiProviderOf(request.delivery.client)?.variable ?? null,
    advice: {
      en: "Set `{variable}` to a key of this account that may send.\n{provider} doesn't accept the present one ({words}): every email fails.",
      "zh-cn": "请将 `{variable}` 设为该账户可以发信的密钥。\n{provider} 不接受当前的密钥（{words}）：每封邮件都会失败。",
    },
  },
  "api-domain-refused": {
    name: { en: "domain rejected by the provider", "zh-cn": "域名被服务商拒绝" },
    rule: null,
    variable: "MAILGUN_DOMAIN",
    advice: {
      en: "Check `MAILGUN_DOMAIN`, and the account's region in `MAILGUN_BASE_URI`.\n{provider} accepts the key, but not the domain `{domain}` ({words}).",
      "zh-cn":
        "请检查 `MAILGUN_DOMAIN`，以及 `MAILGUN_BASE_URI` 中的账户区域。\n{provider} 接受密钥，但不接受域名 `{domain}`（{words}）。",
    },
  },
  "adapter-crashes": {
    name: { en: "Plausible crashes on every email", "zh-cn": "Plausible 每次发信都崩溃" },
    rule: crashRule,
    variable: crashVariable,
    advice: {
      en: "Check `{variable}`: Plausible {release} crashes on every email with it.\nIt fails with `{exception}`.",
      "zh-cn": "请检查 `{variable}`：Plausible {release} 每次发信都会因它崩溃。\n错误为 `{exception}`。",
    },
    inLog: {
      en: "Check {variables}: Plausible crashes on every email with it.\nIt fails with `{exception}`.",
      "zh-cn": "请检查 {variables}：Plausible 每次发信都会因它崩溃。\n错误为 `{exception}`。",
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
