import type { MessageTemplate } from "../../base/messages.js";
import { mailDelivery } from "../../instance/mail-delivery.js";
import type { PlausibleInstance } from "../../instance/plausible-instance.js";
import { knownPortMode, usualPort } from "../../instance/relay-port.js";
import { isPlaced, type ServiceVariable } from "../../instance/service-variable.js";
import { placeOf } from "../../instance/value.js";
import { parseBoolean } from "../../plausible/boot/config-helpers.js";
import { withDefaultPort, withTlsFlag } from "../../plausible/mailer/smtp-settings.js";
import { variables } from "../../plausible/tables/variables.js";
import { setVariable, unsetVariable } from "../kit/fixes.js";
import { notes, qualify } from "../kit/qualify.js";
import { relatedTo } from "../kit/related-line.js";
import type { Severity } from "../kit/severity.js";
import { mailFlagsOf } from "../kit/tls-flag.js";
import type { Fix, Rule } from "../kit/types.js";

const messages = {
  boot: {
    en: "`{name}` is empty. Remove it, or give it a value.\nEmpty is not the same as unset: Plausible {release} refuses to start. A bare `{name}` passes the value through from the environment.",
    "zh-cn":
      "`{name}` 为空。请删除它，或为它设置值。\n空值与未设置不同：Plausible {release} 拒绝启动。只写变量名 `{name}` 则会从环境传入它的值。",
  },
  bootRunning: {
    en: "`{name}` is empty. Remove it, or give it a value.\nEmpty is not the same as unset: Plausible {release} refuses to start.",
    "zh-cn": "`{name}` 为空。请删除它，或为它设置值。\n空值与未设置不同：Plausible {release} 拒绝启动。",
  },
  everySend: {
    en: "`{name}` is empty. Remove it, or give it a value.\nEmpty is not the same as unset: every email of Plausible {release} fails.",
    "zh-cn": "`{name}` 为空。请删除它，或为它设置值。\n空值与未设置不同：Plausible {release} 的每封邮件都会失败。",
  },
  host: {
    en: "`SMTP_HOST_ADDR` is empty. Set it to your mail server, or remove it.\nEmpty is not the same as unset: Plausible {release} looks for a mail server without a name, and every email fails.",
    "zh-cn":
      "`SMTP_HOST_ADDR` 为空。请设为您的邮件服务器，或删除它。\n空值与未设置不同：Plausible {release} 会去找一个没有名称的邮件服务器，每封邮件都会失败。",
  },
  tlsOn: {
    en: "`SMTP_HOST_SSL_ENABLED` is empty. Set it to `false`, or remove it.\nPlausible {release} takes an empty value for `true` and starts with TLS on a port that doesn't.",
    "zh-cn":
      "`SMTP_HOST_SSL_ENABLED` 为空。请设为 `false`，或删除它。\nPlausible {release} 会把空值当作 `true`，在不支持的端口上一连接就启用 TLS。",
  },
  later: {
    en: "`{name}` is empty. Set it to `true` or `false`, or remove it.\nPlausible {release} still starts with it, but later releases refuse to.",
    "zh-cn": "`{name}` 为空。请设为 `true` 或 `false`，或删除它。\nPlausible {release} 仍可启动，但更新的版本会拒绝启动。",
  },
  mxLookups: {
    en: "`SMTP_MX_LOOKUPS_ENABLED` is empty. Remove it.\nPlausible {release} then looks up the mail exchanger (MX) of your mail server's name and sends there instead.",
    "zh-cn":
      "`SMTP_MX_LOOKUPS_ENABLED` 为空。请删除它。\n否则 Plausible {release} 会查询邮件服务器名称的 MX 记录，并改向那里发信。",
  },
} satisfies Record<string, MessageTemplate>;

interface Consequence {
  readonly message: MessageTemplate;
  readonly severity: Severity;
  readonly ifRelay?: boolean;
}

const error = (message: MessageTemplate): Consequence => ({ message, severity: "error" });

/** An empty text where unset was meant. */
export const emptyValue: Rule = {
  meta: {
    id: "empty-value",
    severity: "error",
    summary: {
      en: "A mail variable is set to nothing, which is not the same as leaving it unset.",
      "zh-cn": "邮件变量被设为空值，这与未设置不同。",
    },
    fixable: true,
    turn: "emptiness",
  },
  messages,
  check(view, report) {
    for (const { name, mail } of variables) {
      if (!mail || !view.reads(name)) continue;
      const variable = view.variable(name);
      if (!isPlaced(variable) || variable.state !== "value" || variable.value !== "") continue;
      const consequence = consequenceOf(view, name);
      if (consequence === null || (view.extraConfig && consequence.message !== messages.boot)) continue;
      const { message, severity, ifRelay } = consequence;
      const told = view.project.container && message === messages.boot ? messages.bootRunning : message;
      const finding = { message: told, severity, values: { name, release: view.releaseName } };
      report({
        ...qualify(finding, ifRelay === true ? notes.ifRelay : null),
        variable: name,
        at: placeOf(variable),
        related: relatedTo(view.service, variable),
        fixes: [betterThanUnset(view, variable), ...unsetVariable(view, variable)],
      });
    }
  },
};

/** The value to write where leaving it unset would only lead to the next mistake; null where unset is right. */
function betterThanUnset(view: PlausibleInstance, variable: ServiceVariable): Fix | null {
  const { settings } = view;
  if (settings === null) return null;
  if (variable.name === "SMTP_HOST_PORT") {
    const { opens } = withDefaultPort(settings).tls;
    const port = settings.facts.defaultPort;
    const outside = view.relay.state === "host" && view.relay.place === "outside";
    const fits = opens === null || opens === knownPortMode(view, port)?.mode;
    return fits && !(outside && port === 25) ? null : setVariable(view, variable, usualPort(view));
  }
  const { port } = settings;
  if (variable.name !== "SMTP_HOST_SSL_ENABLED" || port.kind !== "known") return null;
  const { opens } = withTlsFlag(settings, "unset").tls;
  const speaks = knownPortMode(view, port.port);
  if (speaks === null || speaks.mode === opens) return null;
  return setVariable(view, variable, speaks.mode === "implicit" ? "true" : "false");
}

/** What the empty text does there; null: nothing that unset would not do. */
function consequenceOf(view: PlausibleInstance, name: string): Consequence | null {
  const { smtp } = view;
  switch (name) {
    case "MAILER_ADAPTER":
      return error(messages.boot);
    case "MAILER_EMAIL":
      if (mailDelivery(view)?.client === "none") return null;
      // Other adapters hand the empty sender to a provider's API, which was not tried.
      return smtp === null || smtp.senderCheck === "none"
        ? { message: messages.everySend, severity: "warning" }
        : error(messages.everySend);
    // As unset: no name is shown either way.
    case "MAILER_NAME":
      return null;
    case "SMTP_HOST_ADDR":
      return error(messages.host);
    case "SMTP_HOST_PORT": {
      const force = view.settings?.inForce ?? "no";
      if (smtp === null || force === "no") return null;
      return { ...error(smtp.portParser === "at-boot" ? messages.boot : messages.everySend), ifRelay: force === "if-relay" };
    }
    case "SMTP_HOST_SSL_ENABLED":
    case "SMTP_MIDDLEBOX_COMP_MODE":
    case "SMTP_MX_LOOKUPS_ENABLED":
      return emptyFlag(view, name);
    // `empty-credentials` weighs the two together.
    case "SMTP_USER_NAME":
    case "SMTP_USER_PWD":
      return null;
    default:
      // Retries are read at every send; an API adapter without its key, domain or address cannot send.
      return error(messages.everySend);
  }
}

function emptyFlag(view: PlausibleInstance, name: string): Consequence | null {
  const flag = mailFlagsOf(view).find((candidate) => candidate.name === name);
  if (flag === undefined) return null;
  const { parser, ifRelay } = flag;
  const outcome = parseBoolean(parser, "", name).kind;
  if (outcome === "refused") return { ...error(messages.boot), ifRelay };
  if (outcome === "dropped") {
    return name === "SMTP_MX_LOOKUPS_ENABLED"
      ? { message: messages.mxLookups, severity: "warning" }
      : { message: messages.later, severity: "info", ifRelay };
  }
  if (name !== "SMTP_HOST_SSL_ENABLED") return error(messages.everySend);
  // The empty atom is true to Elixir. On a port that starts with TLS that is no harm yet.
  const port = view.settings?.port;
  if (port?.kind !== "known") return { message: messages.later, severity: "info", ifRelay };
  const speaks = knownPortMode(view, port.port);
  return speaks?.mode === "starttls"
    ? { ...error(messages.tlsOn), ifRelay }
    : { message: messages.later, severity: "info", ifRelay };
}
