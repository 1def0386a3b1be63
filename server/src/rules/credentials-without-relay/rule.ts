import type { MessageTemplate } from "../../base/messages.js";
import { entryNear } from "../../instance/entry-near.js";
import { isMislaid } from "../../instance/mislaid.js";
import type { PlausibleInstance } from "../../instance/plausible-instance.js";
import { isPlaced, type PlacedVariable } from "../../instance/service-variable.js";
import { knownText, placeOf } from "../../instance/value.js";
import { providers } from "../../plausible/tables/providers.js";
import { askFor, toBeReplaced } from "../kit/asked-variables.js";
import { addVariable } from "../kit/fixes.js";
import { relatedTo } from "../kit/related-line.js";
import type { Fix, Rule } from "../kit/types.js";

const messages = {
  finding: {
    en: "Set `SMTP_HOST_ADDR` to the server that this user name and password are for.\nWithout it, Plausible {release} sends both to port 25 of each recipient's own domain, unencrypted where that server offers no encryption.",
    "zh-cn":
      "请将 `SMTP_HOST_ADDR` 设为这组用户名和密码所属的服务器。\n未设置时，Plausible {release} 会把它们发往每个收件人域名的 25 端口；若那台服务器不提供加密，则以明文发送。",
  },
} satisfies Record<string, MessageTemplate>;

/** Credentials, and no relay that they are for: Mua hands them to the recipient's server. */
export const credentialsWithoutRelay: Rule = {
  meta: {
    id: "credentials-without-relay",
    severity: "error",
    summary: {
      en: "User name and password are set without `SMTP_HOST_ADDR`, so they go to the recipients' servers.",
      "zh-cn": "设置了用户名和密码，却没有 `SMTP_HOST_ADDR`，它们会被发给收件人的服务器。",
    },
    fixable: true,
    yieldsTo: { onVariable: ["not-passed-through"] },
  },
  messages,
  check(view, report) {
    const { settings } = view;
    if (settings?.relay.kind !== "direct" || !settings.facts.authWithoutHost || view.extraConfig) return;
    if (isMislaid(view, "SMTP_HOST_ADDR")) return;
    const user = view.variable("SMTP_USER_NAME");
    const password = view.variable("SMTP_USER_PWD");
    if (!isPlaced(user) || !isPlaced(password) || !isGiven(user) || !isGiven(password)) return;
    report({
      variable: "SMTP_HOST_ADDR",
      at: placeOf(user),
      message: messages.finding,
      values: { release: view.releaseName },
      related: relatedTo(view.service, user),
      fixes: [...hostsFor(knownText(user)), null].map((host) => addHost(view, host)),
    });
  },
};

/** A text of its own, or a secret file, of which only the text may be unseen. */
function isGiven(variable: PlacedVariable): boolean {
  const text = knownText(variable);
  return text === null ? variable.secretFile !== undefined && variable.state === "unknown" : text !== "";
}

/** The host of the one provider where everybody logs in with this name. */
function hostsFor(user: string | null): string[] {
  const known = providers.filter(({ login, evidence }) => login !== null && login === user && evidence === "primary");
  const [host] = known.length === 1 ? (known[0]?.hosts ?? []) : [];
  return host === undefined ? [] : [host];
}

/** A host that is known, or one that the user has to name. */
function addHost(view: PlausibleInstance, host: string | null): Fix | null {
  const name = "SMTP_HOST_ADDR";
  const near = entryNear(view, ["SMTP_HOST_PORT", "SMTP_USER_NAME", "MAILER_ADAPTER"]);
  return host === null ? askFor(view, [{ name, sample: toBeReplaced }], near) : addVariable(view, { name, value: host }, near);
}
