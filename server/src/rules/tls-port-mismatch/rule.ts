import type { MessageTemplate } from "../../base/messages.js";
import type { PlausibleInstance } from "../../instance/plausible-instance.js";
import { isPlaced } from "../../instance/service-variable.js";
import {
  evidentMeaning,
  type FlagSetting,
  knownPortMode,
  openingMode,
  type PortKnowledge,
  type PortSetting,
  portOf,
  relaySettingsInForce,
  tlsFlagOf,
} from "../../instance/smtp-settings.js";
import { placeOf, textOfVariable } from "../../instance/value.js";
import { parseBoolean } from "../../plausible/boot/config-helpers.js";
import { releases } from "../../plausible/tables/releases.js";
import type { SmtpAdapterFacts } from "../../plausible/types.js";
import { fix, setEdits, setVariable } from "../kit/fixes.js";
import { notes, type Qualified, qualify } from "../kit/qualify.js";
import { relatedTo } from "../kit/related-line.js";
import type { Problem, Rule } from "../kit/types.js";
import { adviceOf, curesFor, fixOf } from "./cures.js";
import { messages } from "./messages.js";

/** The TLS mode that flag and port give cannot work on that port. */
export const tlsPortMismatch: Rule = {
  meta: {
    id: "tls-port-mismatch",
    severity: "error",
    summary: {
      en: "`SMTP_HOST_SSL_ENABLED` and `SMTP_HOST_PORT` do not fit together, so no mail leaves.",
      "zh-cn": "`SMTP_HOST_SSL_ENABLED` 与 `SMTP_HOST_PORT` 不匹配，邮件无法发出。",
    },
    fixable: true,
  },
  messages,
  check(view, report) {
    const { smtp } = view;
    const force = relaySettingsInForce(view);
    if (smtp === null || view.extraConfig || force === "no") return;
    // `implicit-tls-unsupported` speaks of releases that cannot start with TLS at all.
    if (smtp.implicitTls === "not-available") return;
    const flag = tlsFlagOf(view, smtp);
    const port = portOf(view, smtp);
    const opens = openingMode(smtp, port, flag);
    const text = textOfVariable(flag.variable) ?? "";
    // `no`, `off` or nothing that a release takes for on: `invalid-boolean` and `empty-value` speak of that.
    if (flag.kind === "on" && evidentMeaning(text) !== true) return;
    const speaks = port.kind === "known" ? knownPortMode(view, port.port) : null;
    if (port.kind === "known" && opens !== null && speaks !== null && speaks.mode !== opens) {
      reportMismatch({ view, smtp, flag, port, opens, speaks, ifRelay: force === "if-relay" }, report);
    } else if (port.kind === "known" && opens === "implicit" && speaks?.mode === "implicit") {
      reportNotOffered(view, flag, port, report);
    } else if (flag.kind === "dropped" && parseBoolean("strict", text, flag.variable.name).kind === "on") {
      reportOnLater(view, smtp, flag, report);
    }
  },
};

interface Mismatch {
  readonly view: PlausibleInstance;
  readonly smtp: SmtpAdapterFacts;
  readonly flag: FlagSetting;
  readonly port: Extract<PortSetting, { kind: "known" }>;
  readonly opens: "implicit" | "starttls";
  readonly speaks: PortKnowledge;
  readonly ifRelay: boolean;
}

function reportMismatch(mismatch: Mismatch, report: (problem: Problem) => void): void {
  const { view, smtp, flag, port, opens, speaks, ifRelay } = mismatch;
  const cures = curesFor(view, smtp, port, opens, speaks.mode);
  const { relay } = view;
  let finding: Qualified = {
    severity: "error",
    message: templateFor(mismatch),
    values: {
      release: view.releaseName,
      adapter: smtp.adapter,
      flag: textOfVariable(flag.variable) ?? "",
      port: { template: port.written ? messages.portWritten : messages.portDefault, values: { number: port.port } },
      start: { template: port.written ? messages.startPort : messages.startPortDefault, values: { number: port.port } },
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
  if (ifRelay) finding = qualify(finding, notes.ifRelay);

  // The flag where it is written; a port that was never written cannot be shown, then the host stands for it.
  const shown = [flag.kind === "unset" ? null : flag.variable, port.variable, view.variable("SMTP_HOST_ADDR")].find(
    (variable) => variable !== null && isPlaced(variable),
  );
  const placed = shown !== undefined && shown !== null && isPlaced(shown) ? shown : null;
  const at = placed === null ? view.service.nameAt : placeOf(placed);
  const half = placed !== port.variable && isPlaced(port.variable) ? port.variable : null;
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

function templateFor({ opens, flag }: Mismatch): MessageTemplate {
  if (opens === "implicit") return messages.implicitOnStartTls;
  if (flag.kind === "dropped") return messages.droppedOnImplicit;
  return flag.kind === "off" ? messages.plainOnImplicit : messages.unsetOnImplicit;
}

/** A provider whose documentation names STARTTLS ports only. It may offer more than it says: a warning. */
function reportNotOffered(
  view: PlausibleInstance,
  flag: FlagSetting,
  port: Extract<PortSetting, { kind: "known" }>,
  report: (problem: Problem) => void,
): void {
  const provider = view.relay.state === "host" ? view.relay.provider : null;
  if (provider === null || provider.evidence !== "primary" || provider.implicit.length > 0 || !isPlaced(port.variable)) return;
  const target = provider.starttls.includes(587) ? 587 : provider.starttls[0];
  if (target === undefined) return;
  const both = flag.kind === "on";
  const parts = [setEdits(view, port.variable, String(target)), ...(both ? [setEdits(view, flag.variable, "false")] : [])];
  report({
    variable: port.variable.name,
    at: placeOf(port.variable),
    severity: "warning",
    message: messages.notOffered,
    values: {
      start: { template: messages.startPort, values: { number: port.port } },
      host: view.relay.state === "host" ? view.relay.host : "",
      provider: provider.name,
      ports: provider.starttls.join("`, `"),
      advice: { template: both ? messages.advisePortAndFlag : messages.advisePort, values: { port: target } },
    },
    related: relatedTo(view.service, port.variable),
    fixes: [fix(both ? messages.fixPortAndFlag : messages.fixPort, { port: target }, parts, true)],
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
  if (strict === undefined || !isPlaced(flag.variable)) return;
  report({
    variable: flag.variable.name,
    at: placeOf(flag.variable),
    severity: "info",
    message: messages.onLater,
    values: { flag: textOfVariable(flag.variable) ?? "", adapter: smtp.adapter, strict: strict.name },
    related: relatedTo(view.service, flag.variable),
    fixes: [setVariable(view, flag.variable, "false")],
  });
}
