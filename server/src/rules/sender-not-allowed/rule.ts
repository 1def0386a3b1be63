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
    en: "Set `MAILER_EMAIL` to `{login}`: {provider} accepts no other sender.\nThe sender is `{sender}`, but {provider} accepts email from Plausible {release} only from the address that it logs in with.",
    "zh-cn":
      "请将 `MAILER_EMAIL` 设为 `{login}`：{provider} 不接受其他发件人。\n发件人是 `{sender}`，而 {provider} 只接受 Plausible {release} 以登录地址本身发出的邮件。",
  },
  alias: {
    en: "Set `MAILER_EMAIL` to `{login}`, the address that Plausible logs in with.\nThe sender is `{sender}`. Unless it's an alias of that account, {provider} rejects email from Plausible {release}, or changes its sender.",
    "zh-cn":
      "请将 `MAILER_EMAIL` 设为登录所用的地址 `{login}`。\n发件人是 `{sender}`。除非它是该账户的别名，否则 {provider} 会拒绝 Plausible {release} 发送的邮件，或改写发件人。",
  },
  domain: {
    en: "Set `MAILER_EMAIL` to `{login}`, or to another address of that domain.\nThe sender is `{sender}`, but {provider} accepts email from Plausible {release} only from addresses of the login's domain.",
    "zh-cn":
      "请将 `MAILER_EMAIL` 设为 `{login}`，或同一域名的其他地址。\n发件人是 `{sender}`，而 {provider} 只接受 Plausible {release} 以登录名所在域名的地址发出的邮件。",
  },
} satisfies Record<string, MessageTemplate>;

/** A sender that the provider does not let this login use. */
export const senderNotAllowed: Rule = {
  meta: {
    id: "sender-not-allowed",
    severity: "warning",
    summary: {
      en: "The sender is not the login, and the provider accepts only that.",
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
