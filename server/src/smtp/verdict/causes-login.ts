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
      en: "`{host}` rejects the login of `{user}`: {words}. Check `SMTP_USER_NAME` and `SMTP_USER_PWD`; many providers want an app password or an API key here, not your own password.",
      "zh-cn":
        "`{host}` 拒绝了 `{user}` 的登录：{words}。请检查 `SMTP_USER_NAME` 和 `SMTP_USER_PWD`；许多服务商要求填写应用专用密码或 API 密钥，而不是你自己的密码。",
    },
  },
  "login-disabled": {
    name: { en: "password login turned off", "zh-cn": "密码登录已关闭" },
    rule: disabledLoginRule,
    variable: null,
    advice: {
      en: "`{host}` doesn't allow Plausible to sign in with a password: {words}. Password logins (SMTP AUTH) are turned off for this mailbox or organization, so another password doesn't help: turn them on there, or use another mail provider.",
      "zh-cn":
        "`{host}` 不允许 Plausible 用密码登录：{words}。该邮箱或组织关闭了密码登录（SMTP AUTH），换密码没有用：请在服务商处开启，或改用其他邮件服务商。",
    },
  },
  "auth-not-offered": {
    name: { en: "login not offered", "zh-cn": "服务器不提供登录" },
    rule: null,
    variable: "SMTP_USER_NAME",
    advice: {
      en: "`{host}` takes no login on port `{port}` ({words}), but user name and password are set and Plausible {release} insists on them. Use the submission port (`587` or `465`), or remove `SMTP_USER_NAME` and `SMTP_USER_PWD`.",
      "zh-cn":
        "`{host}` 在端口 `{port}` 上不接受登录（{words}），但设置了用户名和密码，Plausible {release} 一定会登录。请改用提交端口（`587` 或 `465`），或删除 `SMTP_USER_NAME` 和 `SMTP_USER_PWD`。",
    },
  },
  "auth-mechanism": {
    name: { en: "no common login method", "zh-cn": "没有共同的登录方式" },
    rule: null,
    variable: "SMTP_USER_NAME",
    advice: {
      en: "`{host}` offers only kinds of login that Plausible {release} does not know ({words}); it can do PLAIN, and LOGIN with the usual prompts. Ask the provider for one of these, or use another relay.",
      "zh-cn":
        "`{host}` 提供的登录方式 Plausible {release} 都不支持（{words}）；它只会 PLAIN 和使用标准提示的 LOGIN。请向服务商要求其中之一，或改用其他服务器。",
    },
  },
  "auth-required": {
    name: { en: "login required", "zh-cn": "服务器要求登录" },
    rule: ({ request }) => (request.delivery.auth === null ? "missing-credentials" : null),
    variable: "SMTP_USER_NAME",
    advice: {
      en: "`{host}` wants a login before it takes mail: {words}. Set `SMTP_USER_NAME` and `SMTP_USER_PWD`.",
      "zh-cn": "`{host}` 要求先登录才收信：{words}。请设置 `SMTP_USER_NAME` 和 `SMTP_USER_PWD`。",
    },
  },
  "plaintext-auth-not-allowed": {
    name: { en: "unencrypted login not allowed", "zh-cn": "不允许未加密登录" },
    rule: ({ request }) => (request.delivery.port === 25 ? "port-25" : "plaintext-auth"),
    variable: "SMTP_HOST_PORT",
    advice: {
      en: "`{host}` offers no encryption on port `{port}`: Plausible {release} would send user name and password in clear. The test stopped before that. Use port `587` or `465`, or allow it (`--allow-plaintext-auth`).",
      "zh-cn":
        "`{host}` 在端口 `{port}` 上不提供加密：Plausible {release} 会以明文发送用户名和密码。测试在此之前停下了。请改用端口 `587` 或 `465`，或者允许这样做（`--allow-plaintext-auth`）。",
    },
  },
  "credentials-unseen": {
    name: { en: "user name and password not visible", "zh-cn": "看不到用户名和密码" },
    rule: null,
    variable: null,
    advice: {
      en: "The values of `SMTP_USER_NAME` and `SMTP_USER_PWD` are not seen here, so the login could not be tested. Up to there all went well. Test where they are set.",
      "zh-cn":
        "在这里看不到 `SMTP_USER_NAME` 和 `SMTP_USER_PWD` 的值，因此无法测试登录。此前一切正常。请在设有这些值的地方测试。",
    },
  },
} as const satisfies Record<string, CauseRow>;

/** The linter speaks of the providers that are known to end logins with a password. */
function disabledLoginRule({ request: { delivery }, host }: Circumstances): RuleId | null {
  const provider = providerOf(host);
  if (provider === null) return null;
  return passwordLoginOf(provider, delivery.auth?.username ?? null) === null ? null : "provider-auth-unsupported";
}
