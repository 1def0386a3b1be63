import type { MessageTemplate } from "../../base/messages.js";
import { entryNear } from "../../instance/entry-near.js";
import { isBareAddress, loginAddress } from "../../instance/sender-address.js";
import { isPlaced } from "../../instance/service-variable.js";
import { placeOf } from "../../instance/value.js";
import type { Provider } from "../../plausible/tables/provider.js";
import { addVariable, setVariable } from "../kit/fixes.js";
import { relatedTo } from "../kit/related-line.js";
import type { Severity } from "../kit/severity.js";
import type { Rule } from "../kit/types.js";

const messages = {
  login: {
    en: "The sender is `{sender}`, the login `{login}`: {provider} takes mail of Plausible {release} only from the login's own address. Write `MAILER_EMAIL={login}`.",
    "zh-cn":
      "发件人是 `{sender}`，登录名是 `{login}`：{provider} 只接受 Plausible {release} 以登录地址本身发出的邮件。请写 `MAILER_EMAIL={login}`。",
  },
  alias: {
    en: "The sender is `{sender}`, the login `{login}`: unless that is an alias of the account, {provider} refuses what Plausible {release} sends, or changes its sender. Write `MAILER_EMAIL={login}`.",
    "zh-cn":
      "发件人是 `{sender}`，登录名是 `{login}`：除非前者是该账户的别名，否则 {provider} 会拒绝 Plausible {release} 发送的邮件，或改写发件人。请写 `MAILER_EMAIL={login}`。",
  },
  domain: {
    en: "The sender is `{sender}`, the login `{login}`: {provider} takes mail of Plausible {release} only from addresses of the login's domain. Write `MAILER_EMAIL={login}`.",
    "zh-cn":
      "发件人是 `{sender}`，登录名是 `{login}`：{provider} 只接受 Plausible {release} 以登录名所在域名的地址发出的邮件。请写 `MAILER_EMAIL={login}`。",
  },
} satisfies Record<string, MessageTemplate>;

/** A sender that the provider does not let this login use. */
export const senderNotAllowed: Rule = {
  meta: {
    id: "sender-not-allowed",
    severity: "warning",
    summary: {
      en: "The sender is not the login, and the provider takes only that.",
      "zh-cn": "发件人与登录名不同，而服务商只接受登录名。",
    },
    fixable: true,
  },
  messages,
  check(view, report) {
    const { relay } = view;
    if (view.smtp === null || view.extraConfig || relay.state !== "host" || relay.provider === null) return;
    const login = loginAddress(view);
    const { address, decidedBy } = view.sender;
    if (login === null || address === null || !isBareAddress(address)) return;
    const { provider } = relay;
    const refusal = refusalOf(provider, login.toLowerCase(), address.toLowerCase());
    if (refusal === null) return;
    const written = decidedBy.by === "text" ? view.variable(decidedBy.variable) : null;
    const shown = written ?? view.variable("SMTP_USER_NAME");
    if (!isPlaced(shown)) return;
    report({
      variable: "MAILER_EMAIL",
      at: placeOf(shown),
      severity: refusal.severity,
      message: messages[refusal.kind],
      values: { sender: address, login, provider: provider.name },
      related: relatedTo(view.service, shown),
      fixes: [
        written === null
          ? addVariable(view, { name: "MAILER_EMAIL", value: login }, entryNear(view, ["SMTP_USER_NAME", "SMTP_HOST_ADDR"]), true)
          : setVariable(view, written, login),
      ],
    });
  },
};

/** Both in lower case. */
function refusalOf(
  { sender: demand, evidence }: Provider,
  login: string,
  sender: string,
): { readonly kind: "login" | "alias" | "domain"; readonly severity: Severity } | null {
  const severity = evidence === "primary" ? "warning" : "hint";
  const sameDomain = login.split("@")[1] === sender.split("@")[1];
  switch (demand) {
    case null:
    case "verified":
      return null;
    case "login":
      return login === sender ? null : { kind: "login", severity };
    case "login-domain":
      return sameDomain ? null : { kind: "domain", severity };
    case "login-or-alias":
      // An alias is mostly of the same domain; of another one it is rarer, but nothing here tells.
      return sameDomain ? null : { kind: "alias", severity: severity === "warning" ? "info" : "hint" };
  }
}
