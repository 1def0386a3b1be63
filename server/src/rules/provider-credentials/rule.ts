import type { MessageTemplate } from "../../base/messages.js";
import type { PlausibleInstance } from "../../instance/plausible-instance.js";
import { isPlaced } from "../../instance/service-variable.js";
import { knownText, placeOf, shownText } from "../../instance/value.js";
import { refusedSecret, refusedUser, refusesLogin } from "../../plausible/tables/logins.js";
import type { Provider } from "../../plausible/tables/provider.js";
import { setVariable } from "../kit/fixes.js";
import { relatedTo } from "../kit/related-line.js";
import type { Problem, Rule } from "../kit/types.js";

const messages = {
  login: {
    en: "`SMTP_USER_NAME={user}` at `{host}`: for everybody the user name of {provider} is the word `{login}`, so Plausible {release} fails to log in. Write `{login}`; only the password is your own.",
    "zh-cn":
      "`{host}` 使用 `SMTP_USER_NAME={user}`：{provider} 的用户名对所有人都是 `{login}` 这个词，Plausible {release} 无法登录。请写 `{login}`，只有密码是您自己的。",
  },
  user: {
    en: "`SMTP_USER_NAME={user}` is none that `{host}` takes, so Plausible {release} fails to log in. {provider} wants {wanted}: write that.",
    "zh-cn": "`{host}` 不接受 `SMTP_USER_NAME={user}`，Plausible {release} 无法登录。{provider} 需要{wanted}，请改为它。",
  },
  secret: {
    en: "`SMTP_USER_PWD` holds none that `{host}` takes, so Plausible {release} fails to log in. {provider} wants {wanted}: write that.",
    "zh-cn": "`{host}` 不接受 `SMTP_USER_PWD` 的内容，Plausible {release} 无法登录。{provider} 需要{wanted}，请改为它。",
  },
} satisfies Record<string, MessageTemplate>;

/** A user name or password that the provider takes from nobody. */
export const providerCredentials: Rule = {
  meta: {
    id: "provider-credentials",
    severity: "warning",
    summary: {
      en: "The user name or password is one that this mail provider never accepts.",
      "zh-cn": "该邮件服务商从不接受这样的用户名或密码。",
    },
    fixable: true,
    turn: "provider",
  },
  messages,
  check(view, report) {
    const { smtp, relay } = view;
    if (smtp === null || view.extraConfig || view.settings?.inForce !== "yes" || relay.state !== "host") return;
    if (relay.provider === null || relay.provider.sandbox) return;
    judgeUser(view, relay.host, relay.provider, report);
    judgeSecret(view, relay.host, relay.provider, report);
  },
};

function judgeUser(view: PlausibleInstance, host: string, provider: Provider, report: (problem: Problem) => void): void {
  const variable = view.variable("SMTP_USER_NAME");
  const user = knownText(variable);
  if (user === null || user === "" || !isPlaced(variable)) return;
  const common = { variable: variable.name, at: placeOf(variable), related: relatedTo(view.service, variable) };
  const values = { user: shownText(user), host, provider: provider.name, release: view.releaseName };
  const shape = refusedUser(provider, user);
  if (provider.login !== null && refusesLogin(provider, user)) {
    report({
      ...common,
      severity: severityOf(provider),
      message: messages.login,
      values: { ...values, login: provider.login },
      fixes: [setVariable(view, variable, provider.login)],
    });
  } else if (shape !== null) {
    report({
      ...common,
      severity: severityOf(shape),
      message: messages.user,
      values: { ...values, wanted: { template: shape.wanted, values: {} } },
    });
  }
}

/** The password is looked at, and never shown. What to write instead only the user knows, and what is there may be of use elsewhere: no fix. */
function judgeSecret(view: PlausibleInstance, host: string, provider: Provider, report: (problem: Problem) => void): void {
  const variable = view.variable("SMTP_USER_PWD");
  const secret = knownText(variable);
  if (secret === null || secret === "" || !isPlaced(variable)) return;
  const shape = refusedSecret(provider, secret, knownText(view.variable("SMTP_USER_NAME")));
  if (shape === null) return;
  report({
    variable: variable.name,
    at: placeOf(variable),
    severity: severityOf(shape),
    message: messages.secret,
    values: { host, provider: provider.name, release: view.releaseName, wanted: { template: shape.wanted, values: {} } },
    related: relatedTo(view.service, variable),
  });
}

function severityOf({ evidence }: Pick<Provider, "evidence">): "warning" | "hint" {
  return evidence === "primary" ? "warning" : "hint";
}
