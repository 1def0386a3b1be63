import type { Message, MessageTemplate } from "../../base/messages.js";
import { mailDelivery } from "../../instance/mail-delivery.js";
import type { PlausibleInstance } from "../../instance/plausible-instance.js";
import { isPlaced, type PlacedVariable } from "../../instance/service-variable.js";
import { knownText, placeOf, shownText } from "../../instance/value.js";
import { parseBoolean } from "../../plausible/boot/config-helpers.js";
import { relatedTo } from "../kit/related-line.js";
import type { Rule } from "../kit/types.js";

const messages = {
  verification: {
    en: "`{name}={value}` needs working email. Set up email, or set it to `false`.\nNew users must enter a code that arrives by email, and no email of Plausible {release} arrives: {reason}",
    "zh-cn":
      "`{name}={value}` 需要能正常发信。请配置邮件，或设为 `false`。\n新用户必须输入邮件中的验证码，而 Plausible {release} 的邮件无法送达：{reason}",
  },
  invitations: {
    en: "`{name}={value}` needs working email. Set up email, or open registration for now.\nNew users join through a link that arrives by email, and no email of Plausible {release} arrives: {reason}",
    "zh-cn":
      "`{name}={value}` 需要能正常发信。请配置邮件，或暂时开放注册。\n新成员要通过邮件中的链接加入，而 Plausible {release} 的邮件无法送达：{reason}",
  },
  direct: {
    en: "without `SMTP_HOST_ADDR` it goes to the recipient's own domain, which hardly ever accepts email there.",
    "zh-cn": "未设置 `SMTP_HOST_ADDR` 时，邮件直接发往收件人的域名，而那里几乎从不收信。",
  },
  exception: { en: "every email fails with “{exception}”.", "zh-cn": "每一封都会因“{exception}”而失败。" },
} satisfies Record<string, MessageTemplate>;

/** Nobody can register or join without mail, and mail certainly fails. Speaks only where no other rule names the reason. */
export const mailRequired: Rule = {
  meta: {
    id: "mail-required",
    severity: "warning",
    summary: {
      en: "Registering or joining takes an email, and no email arrives.",
      "zh-cn": "注册或加入需要收到邮件，而邮件无法送达。",
    },
    fixable: false,
    lastResort: true,
    besideDelivery: true,
  },
  messages,
  check(view, report) {
    if (view.extraConfig) return;
    const need = verificationOf(view) ?? invitationsOf(view);
    if (need === null) return;
    const reason = certainFailure(view) ?? (need.message === messages.verification ? directDelivery(view) : null);
    const value = knownText(need.variable);
    if (reason === null || value === null) return;
    report({
      variable: need.variable.name,
      at: placeOf(need.variable),
      message: need.message,
      values: { name: need.variable.name, value: shownText(value), reason },
      related: relatedTo(view.service, need.variable),
    });
  },
};

interface Need {
  readonly variable: PlacedVariable;
  readonly message: MessageTemplate;
}

/** The flag that asks new users for a code, as the release reads it. */
function verificationOf(view: PlausibleInstance): Need | null {
  const variable = view.variable("ENABLE_EMAIL_VERIFICATION");
  const value = knownText(variable);
  if (value === null || !isPlaced(variable) || !view.reads(variable.name)) return null;
  const parser = view.choice.release.boot.some((step) => step.check === "boolean" && step.variable === variable.name)
    ? "strict"
    : "existing-atom";
  return parseBoolean(parser, value, variable.name).kind === "on" ? { variable, message: messages.verification } : null;
}

/** Written out: as a default it stands in set-ups of one person, who invites nobody. */
function invitationsOf(view: PlausibleInstance): Need | null {
  const variable = view.variable("DISABLE_REGISTRATION");
  if (knownText(variable) !== "invite_only" || !isPlaced(variable) || !view.reads(variable.name)) return null;
  return { variable, message: messages.invitations };
}

/** What every send raises, whatever the server does. */
function certainFailure(view: PlausibleInstance): Message | null {
  const failure = mailDelivery(view)?.certainFailure ?? null;
  if (failure === null) return null;
  return { template: messages.exception, values: { exception: shownText(failure.exception) } };
}

/** No relay, and no look-up of the recipient's mail exchanger either. */
function directDelivery(view: PlausibleInstance): Message | null {
  const { settings, adapterAssumed } = view;
  if (settings?.relay.kind !== "direct" || adapterAssumed || settings.facts.directMxLookup) return null;
  return { template: messages.direct, values: {} };
}
