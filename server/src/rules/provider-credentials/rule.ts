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
    en: "Set `SMTP_USER_NAME` to `{login}`: at {provider} it's the same for everyone.\nOnly the password is your own. With `{user}`, `{host}` rejects the login of Plausible {release}.",
    "zh-cn":
      "请将 `SMTP_USER_NAME` 设为 `{login}`：{provider} 的用户名对所有人都一样。\n只有密码是您自己的。使用 `{user}` 时，`{host}` 会拒绝 Plausible {release} 的登录。",
  },
  user: {
    en: "{provider} will reject this user name. Use {wanted}.\nWith `{user}`, the login of Plausible {release} at `{host}` fails, and no email is sent.",
    "zh-cn":
      "{provider} 会拒绝此用户名。请使用{wanted}。\n使用 `{user}` 时，Plausible {release} 在 `{host}` 的登录会失败，邮件无法发出。",
  },
  secret: {
    en: "{provider} will reject this password. Use {wanted}.\nWith it, the login of Plausible {release} at `{host}` fails, and no email is sent.",
    "zh-cn": "{provider} 会拒绝此密码。请使用{wanted}。\n使用它时，Plausible {release} 在 `{host}` 的登录会失败，邮件无法发出。",
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
