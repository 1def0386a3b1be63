import type { RuleId } from "../../base/ids.js";
import { passwordLoginOf } from "../../plausible/tables/logins.js";
import { providerOf } from "../../plausible/tables/providers.js";
import type { CauseRow } from "./cause-row.js";
import type { Circumstances } from "./circumstances.js";

/** Failures of the login. */
export const causesOfLogin = {
  "auth-refused": {
    name: { en: "login rejected", "zh-cn": "登录被拒绝" },
    rule: ({ request: { delivery } }) =>
      delivery.auth?.username === "" || delivery.auth?.password === "" ? "empty-credentials" : null,
    variable: "SMTP_USER_PWD",
    advice: {
      en: "`{host}` rejects the login. Check `SMTP_USER_NAME` and `SMTP_USER_PWD`.\nFor `{user}` it says {words}. Many providers want an app password or an API key here, not your own password.",
      "zh-cn":
        "`{host}` 拒绝登录。请检查 `SMTP_USER_NAME` 和 `SMTP_USER_PWD`。\n对 `{user}` 的答复：{words}。许多服务商要求填写应用专用密码或 API 密钥，而不是您自己的密码。",
    },
  },
  "login-disabled": {
    name: { en: "password login turned off", "zh-cn": "密码登录已关闭" },
    rule: disabledLoginRule,
    variable: null,
    advice: {
      en: "Turn on SMTP AUTH at your mail provider, or use another provider.\n`{host}` doesn't allow Plausible to sign in with a password: {words}. Password logins (SMTP AUTH) are turned off for this mailbox or organization, so another password doesn't help.",
      "zh-cn":
        "请在邮件服务商处开启 SMTP AUTH，或改用其他服务商。\n`{host}` 不允许 Plausible 用密码登录：{words}。该邮箱或组织关闭了密码登录（SMTP AUTH），换密码没有用。",
    },
  },
  "auth-not-offered": {
    name: { en: "login not offered", "zh-cn": "服务器不提供登录" },
    rule: null,
    variable: "SMTP_USER_NAME",
    advice: {
      en: "`{host}` accepts no login on port `{port}`. Try {ports}.\nIt says {words}, but user name and password are set, and Plausible {release} insists on a login. You can also remove `SMTP_USER_NAME` and `SMTP_USER_PWD`.",
      "zh-cn":
        "`{host}` 在端口 `{port}` 上不接受登录。请尝试{ports}。\n答复：{words}。但设置了用户名和密码，Plausible {release} 一定会登录。也可以删除 `SMTP_USER_NAME` 和 `SMTP_USER_PWD`。",
    },
  },
  "auth-mechanism": {
    name: { en: "no common login method", "zh-cn": "没有共同的登录方式" },
    rule: null,
    variable: "SMTP_USER_NAME",
    advice: {
      en: "`{host}` offers no login method that Plausible can use.\nIt offers {words}; Plausible {release} knows PLAIN, and LOGIN with the usual prompts. Ask the provider for one of these, or use another mail server.",
      "zh-cn":
        "`{host}` 没有提供 Plausible 可用的登录方式。\n它提供 {words}；Plausible {release} 支持 PLAIN 和使用标准提示的 LOGIN。请向服务商要求其中之一，或改用其他邮件服务器。",
    },
    inLog: {
      en: "`{host}` offers no login method that Plausible can use.\nIt says {words}; Plausible {release} knows PLAIN, and LOGIN with the usual prompts. Ask the provider for one of these, or use another mail server.",
      "zh-cn":
        "`{host}` 没有提供 Plausible 可用的登录方式。\n答复：{words}。Plausible {release} 支持 PLAIN 和使用标准提示的 LOGIN。请向服务商要求其中之一，或改用其他邮件服务器。",
    },
  },
  "auth-required": {
    name: { en: "login required", "zh-cn": "服务器要求登录" },
    rule: ({ request }) => (request.delivery.auth === null ? "missing-credentials" : null),
    variable: "SMTP_USER_NAME",
    advice: {
      en: "`{host}` requires a login. Set `SMTP_USER_NAME` and `SMTP_USER_PWD`.\nIt says {words}.",
      "zh-cn": "`{host}` 要求登录。请设置 `SMTP_USER_NAME` 和 `SMTP_USER_PWD`。\n答复：{words}。",
    },
  },
  "plaintext-auth-not-allowed": {
    name: { en: "unencrypted login not allowed", "zh-cn": "不允许未加密登录" },
    rule: ({ request }) => (request.delivery.port === 25 ? "port-25" : "plaintext-auth"),
    variable: "SMTP_HOST_PORT",
    advice: {
      en: "`{host}` offers no encryption on port `{port}`. Try {ports}.\nPlausible {release} would send user name and password unencrypted. The test stopped before that; it continues only if you allow it.",
      "zh-cn":
        "`{host}` 在端口 `{port}` 上不提供加密。请尝试{ports}。\nPlausible {release} 会以明文发送用户名和密码。测试在此之前已停止；只有您允许时才会继续。",
    },
  },
  "credentials-unseen": {
    name: { en: "user name and password not visible", "zh-cn": "看不到用户名和密码" },
    rule: null,
    variable: null,
    advice: {
      en: "The login wasn't tested: `SMTP_USER_NAME` and `SMTP_USER_PWD` are not visible here.\nEverything before the login passed. Test where the values are set.",
      "zh-cn":
        "未测试登录：此处看不到 `SMTP_USER_NAME` 和 `SMTP_USER_PWD` 的值。\n登录之前的步骤都已通过。请在设有这些值的地方测试。",
    },
  },
} as const satisfies Record<string, CauseRow>;

/** The linter speaks of the providers that are known to end logins with a password. */
function disabledLoginRule({ request: { delivery }, host }: Circumstances): RuleId | null {
  const provider = providerOf(host);
  if (provider === null) return null;
  return passwordLoginOf(provider, delivery.auth?.username ?? null) === null ? null : "provider-auth-unsupported";
}
