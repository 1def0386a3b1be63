import { codes, type Message, type MessageTemplate } from "../../base/messages.js";
import { evidentMeaning } from "../../instance/evident-meaning.js";
import type { PlausibleInstance } from "../../instance/plausible-instance.js";
import { knownPortMode, type PortKnowledge } from "../../instance/relay-port.js";
import { isPlaced } from "../../instance/service-variable.js";
import { isUnsetInFiles } from "../../instance/unset-name.js";
import { placeOf, textOfVariable } from "../../instance/value.js";
import { settingsEffect } from "../../instance/what-if.js";
import { parseBoolean } from "../../plausible/boot/config-helpers.js";
import type { FlagSetting, SmtpSettings } from "../../plausible/mailer/model.js";
import { withTlsFlag } from "../../plausible/mailer/smtp-settings.js";
import { releases } from "../../plausible/tables/releases.js";
import type { SmtpAdapterFacts } from "../../plausible/types.js";
import { fix, setEdits, setVariable } from "../kit/fixes.js";
import { notes, type Qualified, qualify } from "../kit/qualify.js";
import { relatedTo } from "../kit/related-line.js";
import type { Problem, Rule } from "../kit/types.js";
import { adviceOf, curesFor, fixOf, type KnownPort, type PortCure } from "./cures.js";
import { messages } from "./messages.js";

/** The TLS mode that flag and port give cannot work on that port. */
export const tlsPortMismatch: Rule = {
  meta: {
    id: "tls-port-mismatch",
    severity: "error",
    summary: {
      en: "`SMTP_HOST_SSL_ENABLED` doesn't match `SMTP_HOST_PORT`, so no email is sent.",
      "zh-cn": "`SMTP_HOST_SSL_ENABLED` 与 `SMTP_HOST_PORT` 不匹配，邮件无法发出。",
    },
    fixable: true,
    yieldsTo: {
      inService: ["wrong-port", "implicit-tls-unsupported", "tls-impossible"],
    },
  },
  messages,
  check(view, report) {
    const settings = settingsOf(view);
    if (settings === null || view.extraConfig || settings.inForce === "no") return;
    const { facts: smtp, port, tlsFlag: flag } = settings;
    const { opens } = settings.tls;
    // `implicit-tls-unsupported` speaks of releases that cannot start with TLS at all.
    if (smtp.implicitTls === "not-available") return;
    const text = textOfVariable(view.variable(flag.decidedBy.variable)) ?? "";
    // `no`, `off` or nothing that a release takes for on: `invalid-boolean` and `empty-value` speak of that.
    if (flag.kind === "on" && evidentMeaning(text) !== true) return;
    const speaks = port.kind === "known" ? knownPortMode(view, port.port) : null;
    if (port.kind === "known" && opens !== null && speaks !== null && speaks.mode !== opens) {
      reportMismatch({ view, settings, port, opens, speaks }, report);
    } else if (port.kind === "known" && opens === "implicit" && speaks?.mode === "implicit") {
      reportNotOffered(view, flag, port, report);
    } else if (flag.kind === "dropped" && parseBoolean("strict", text, flag.decidedBy.variable).kind === "on") {
      reportOnLater(view, smtp, flag, report);
    }
  },
};

const flagName = "SMTP_HOST_SSL_ENABLED";

/** The settings as they are, with the flag unset where the files ought to have set it and do not. */
function settingsOf(view: PlausibleInstance): SmtpSettings | null {
  const { settings } = view;
  return settings !== null && isUnsetInFiles(view, flagName) ? withTlsFlag(settings, "unset") : settings;
}

interface Mismatch {
  readonly view: PlausibleInstance;
  readonly settings: SmtpSettings;
  readonly port: KnownPort;
  readonly opens: "implicit" | "starttls";
  readonly speaks: PortKnowledge;
}

function reportMismatch(mismatch: Mismatch, report: (problem: Problem) => void): void {
  const { view, settings, port, opens, speaks } = mismatch;
  const { facts: smtp, tlsFlag: flag } = settings;
  const cures = curesFor(view, settings, port, opens, speaks.mode);
  const [flagVariable, portVariable] = [view.variable(flag.decidedBy.variable), view.variable(port.decidedBy.variable)];
  const { relay } = view;
  let finding: Qualified = {
    severity: "error",
    message: templateFor(mismatch),
    values: {
      release: view.releaseName,
      adapter: smtp.adapter,
      flag: textOfVariable(flagVariable) ?? "",
      lead: leadOf(mismatch, cures),
      port: portText(port),
      peer:
        relay.state === "host"
          ? { template: messages.peerHost, values: { host: relay.host } }
          : { template: messages.peerAny, values: {} },
      advice: adviceOf(cures, smtp),
    },
  };
  if (speaks.strength === "weak") {
    const { provider } = speaks;
    finding = provider === null ? qualify(finding, notes.weakPort) : qualify(finding, notes.weakProvider, { provider });
  }
  if (settings.inForce === "if-relay") finding = qualify(finding, notes.ifRelay);
  if (isUnsetInFiles(view, flagName)) finding = qualify(finding, notes.unsetInFiles);

  // The flag where it is written; a port that was never written cannot be shown, then the host stands for it.
  const shown = [flag.kind === "unset" ? null : flagVariable, portVariable, view.variable("SMTP_HOST_ADDR")].find(
    (variable) => variable !== null && isPlaced(variable),
  );
  const placed = shown !== undefined && shown !== null && isPlaced(shown) ? shown : null;
  const at = placed === null ? view.service.nameAt : placeOf(placed);
  const half = placed !== portVariable && isPlaced(portVariable) ? portVariable : null;
  report({
    ...finding,
    variable: placed?.name ?? "SMTP_HOST_PORT",
    at,
    related: [
      ...(placed === null ? [] : relatedTo(view.service, placed)),
      ...(half === null ? [] : [{ at: placeOf(half), message: { template: messages.otherHalf, values: {} } }]),
    ],
    fixes: cures.map((cure) => fixOf(view, cure)),
  });
}

/** The first line: what must be written where. */
function leadOf({ view, settings, port, opens, speaks }: Mismatch, [first]: readonly PortCure[]): Message {
  const { adapter } = settings.facts;
  if (first !== undefined && first.adapter !== null) {
    return { template: messages.leadAdapter, values: { other: first.adapter, adapter, release: view.releaseName } };
  }
  const mode: Message["values"][string] =
    speaks.mode === "implicit" ? { template: messages.modeImplicit, values: {} } : "STARTTLS";
  // What is to be written comes first, and that is the port where the flag alone is no cure.
  if (first?.kind === "port") {
    return { template: messages.leadOtherPort, values: { other: first.value, port: portText(port), mode } };
  }
  const values = {
    wanted: opens === "implicit" ? "false" : "true",
    port: portText(port),
    mode,
  };
  const provider = view.relay.state === "host" ? view.relay.provider : null;
  if (provider === null) return { template: messages.leadPort, values };
  return { template: messages.leadProvider, values: { ...values, provider: provider.name } };
}

function portText(port: KnownPort): Message {
  const written = port.decidedBy.by === "text";
  return { template: written ? messages.portWritten : messages.portDefault, values: { number: port.port } };
}

function templateFor({ opens, settings: { tlsFlag: flag } }: Mismatch): MessageTemplate {
  if (opens === "implicit") return messages.implicitOnStartTls;
  if (flag.kind === "dropped") return messages.droppedOnImplicit;
  return flag.kind === "off" ? messages.plainOnImplicit : messages.unsetOnImplicit;
}

/** A provider whose documentation names STARTTLS ports only. It may offer more than it says: a warning. */
function reportNotOffered(view: PlausibleInstance, flag: FlagSetting, port: KnownPort, report: (problem: Problem) => void): void {
  const provider = view.relay.state === "host" ? view.relay.provider : null;
  if (provider === null || provider.evidence !== "primary" || provider.implicit.length > 0) return;
  const variable = view.variable(port.decidedBy.variable);
  if (!isPlaced(variable)) return;
  const target = provider.starttls.includes(587) ? 587 : provider.starttls[0];
  if (target === undefined) return;
  const both = flag.kind === "on";
  const parts = [
    setEdits(view, variable, String(target)),
    ...(both ? [setEdits(view, view.variable(flag.decidedBy.variable), "false")] : []),
  ];
  const flagOff = both ? [[flag.decidedBy.variable, { text: "false" }] as const] : [];
  const effect = settingsEffect([variable.name, { text: String(target) }], ...flagOff);
  report({
    variable: variable.name,
    at: placeOf(variable),
    severity: "warning",
    message: messages.notOffered,
    values: {
      start: { template: messages.startPort, values: { number: port.port } },
      host: view.relay.state === "host" ? view.relay.host : "",
      provider: provider.name,
      ports: codes(provider.starttls),
      advice: { template: both ? messages.advisePortAndFlag : messages.advisePort, values: { port: target } },
    },
    related: relatedTo(view.service, variable),
    fixes: [fix(both ? messages.fixPortAndFlag : messages.fixPort, { port: target }, parts, true, effect)],
  });
}

/** A yes that this release ignores and a later one understands: what works now breaks with the next image. */
function reportOnLater(
  view: PlausibleInstance,
  smtp: SmtpAdapterFacts,
  flag: FlagSetting,
  report: (problem: Problem) => void,
): void {
  const strict = releases.find((release) => release.smtp[smtp.adapter]?.tlsFlagParser === "strict");
  const variable = view.variable(flag.decidedBy.variable);
  if (strict === undefined || !isPlaced(variable)) return;
  report({
    variable: variable.name,
    at: placeOf(variable),
    severity: "info",
    message: messages.onLater,
    values: { flag: textOfVariable(variable) ?? "", adapter: smtp.adapter, strict: strict.name },
    related: relatedTo(view.service, variable),
    fixes: [setVariable(view, variable, "false")],
  });
}
