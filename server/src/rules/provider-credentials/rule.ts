import type { MessageTemplate } from "../../messages.js";
import { refusesLogin } from "../../plausible/logins.js";
import { setVariable } from "../fixes.js";
import type { Rule } from "../rule.js";
import { relaySettingsInForce } from "../smtp-settings.js";
import { isPlaced, knownText, placeOf, relatedTo, shownText } from "../value.js";

const messages = {
  login: {
    en: "`SMTP_USER_NAME={user}` at `{host}`: for everybody the user name of {provider} is the word `{login}`, so Plausible {release} fails to log in. Write `{login}`; only the password is your own.",
    "zh-cn":
      "`{host}` 使用 `SMTP_USER_NAME={user}`：{provider} 的用户名对所有人都是 `{login}` 这个词，Plausible {release} 无法登录。请写 `{login}`，只有密码是您自己的。",
  },
} satisfies Record<string, MessageTemplate>;

/** A user name that the provider takes from nobody. */
export const providerCredentials: Rule = {
  meta: {
    id: "provider-credentials",
    severity: "warning",
    summary: {
      en: "The user name is one that this mail provider never accepts.",
      "zh-cn": "该邮件服务商从不接受这样的用户名。",
    },
    fixable: true,
  },
  messages,
  check(view, report) {
    const { smtp, relay } = view;
    if (smtp === null || view.extraConfig || relaySettingsInForce(view) !== "yes" || relay.state !== "host") return;
    const { provider, host } = relay;
    const variable = view.variable("SMTP_USER_NAME");
    const user = knownText(variable);
    if (provider === null || provider.login === null || provider.sandbox || !isPlaced(variable)) return;
    if (user === null || user === "" || !refusesLogin(provider, user)) return;
    const { login } = provider;
    report({
      variable: variable.name,
      at: placeOf(variable),
      severity: provider.evidence === "primary" ? "warning" : "hint",
      message: messages.login,
      values: { user: shownText(user), host, provider: provider.name, login, release: view.releaseName },
      related: relatedTo(view.service, variable),
      fixes: [setVariable(view, variable, login)],
    });
  },
};
