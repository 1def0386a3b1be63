import type { Message, MessageTemplate } from "../../base/messages.js";
import type { TextEdit } from "../../base/text.js";
import { entryNear } from "../../instance/entry-near.js";
import type { PlausibleInstance } from "../../instance/plausible-instance.js";
import { knownPortMode, offersPort } from "../../instance/relay-port.js";
import type { ServiceVariable } from "../../instance/service-variable.js";
import { settingsUnder } from "../../instance/settings.js";
import type { PortSetting, SmtpSettings } from "../../plausible/mailer/model.js";
import { withPort } from "../../plausible/mailer/smtp-settings.js";
import type { PortMode } from "../../plausible/tables/provider.js";
import type { AdapterName, SmtpAdapterFacts } from "../../plausible/types.js";
import { addEdits, fix, setEdits } from "../kit/fixes.js";
import { muaEdits, muaEffect } from "../kit/switch-to-mua.js";
import type { Fix } from "../kit/types.js";
import { messages } from "./messages.js";

/** A port that is known, whoever decided it. */
export type KnownPort = Extract<PortSetting, { kind: "known" }>;

/** A change that makes port and TLS agree. */
export interface PortCure {
  readonly kind: "flag" | "port" | "adapter-alone";
  /** The value to write for the kind. */
  readonly value: string;
  /** The adapter to take instead; null: the one in force can do it. */
  readonly adapter: AdapterName | null;
}

/** Every change that works with this release, the preferred one first. */
export function curesFor(
  view: PlausibleInstance,
  { facts: smtp }: SmtpSettings,
  port: KnownPort,
  opens: PortMode,
  speaks: PortMode,
): PortCure[] {
  const other = smtp.startTls === "works" ? null : (view.choice.release.smtp["Bamboo.Mua"] ?? null);
  const facts = other ?? smtp;
  const adapter = other === null ? null : other.adapter;
  const under = settingsUnder(view, facts);
  const flag = under.tlsFlag;

  const already = withPort(under, port.port).tls.opens === speaks && can(facts, speaks);
  if (adapter !== null && already) return [{ kind: "adapter-alone", value: "", adapter }];

  const byFlag: PortCure[] =
    facts.readsTlsFlag && can(facts, speaks) && offersPort(view, port.port)
      ? [{ kind: "flag", value: speaks === "implicit" ? "true" : "false", adapter }]
      : [];
  // A word that the adapter drops today would mean on in a later release: it must go, whatever the port.
  if (flag.kind === "dropped" && byFlag.length > 0) return byFlag;
  const target = opens === "implicit" ? 465 : 587;
  const byPort: PortCure[] =
    can(facts, opens) && offersPort(view, target) && knownPortMode(view, target)?.mode === opens
      ? [{ kind: "port", value: String(target), adapter }]
      : [];
  // STARTTLS on 25 is a matter of luck: there the other port is what keeps the mail encrypted.
  return speaks === "starttls" && port.port === 25 ? [...byPort, ...byFlag] : [...byFlag, ...byPort];
}

function can(facts: SmtpAdapterFacts, mode: PortMode): boolean {
  return mode === "implicit" ? facts.implicitTls === "works" : facts.startTls === "works";
}

/** What to write, in one sentence or two. */
export function adviceOf(cures: readonly PortCure[], smtp: SmtpAdapterFacts): Message {
  const [first, second] = cures;
  const plain = (() => {
    if (first === undefined || first.kind === "adapter-alone") return { template: messages.adviseNothingMore, values: {} };
    if (second === undefined) {
      return first.kind === "flag"
        ? { template: messages.adviseFlag, values: { flag: first.value } }
        : { template: messages.advisePort, values: { port: first.value } };
    }
    return first.kind === "flag"
      ? { template: messages.adviseFlagOrPort, values: { flag: first.value, port: second.value } }
      : { template: messages.advisePortOrFlag, values: { port: first.value, flag: second.value } };
  })();
  // Whoever wrote `true` meant to be safe, and must not be afraid of `false`.
  const isFalse = cures.some(({ kind, value }) => kind === "flag" && value === "false");
  const advice: Message = isFalse ? { template: messages.notUnencrypted, values: { advice: plain } } : plain;
  if (first === undefined || first.adapter === null) return advice;
  return { template: messages.adviseAdapter, values: { adapter: smtp.adapter, other: first.adapter, rest: advice } };
}

export function fixOf(view: PlausibleInstance, cure: PortCure): Fix | null {
  const names = { flag: "SMTP_HOST_SSL_ENABLED", port: "SMTP_HOST_PORT", "adapter-alone": null };
  const name = names[cure.kind];
  const line = name === null ? null : { name, value: cure.value };
  const parts =
    cure.adapter !== null
      ? muaEdits(view, view.choice.release, [{ name: "MAILER_ADAPTER", value: cure.adapter }, ...(line === null ? [] : [line])])
      : [line === null ? null : write(view, view.variable(line.name), line.value)];
  const settings = [
    ...(line === null ? [] : [line]),
    ...(cure.adapter === null ? [] : [{ name: "MAILER_ADAPTER", value: cure.adapter }]),
  ];
  const effect = muaEffect(view.choice.release, settings);
  return fix(titleOf(cure), { flag: cure.value, port: cure.value, other: cure.adapter ?? "" }, parts, true, effect);
}

function titleOf({ kind, adapter }: PortCure): MessageTemplate {
  if (kind === "adapter-alone") return messages.fixAdapter;
  if (kind === "flag") return adapter === null ? messages.fixFlag : messages.fixAdapterFlag;
  return adapter === null ? messages.fixPort : messages.fixAdapterPort;
}

function write(view: PlausibleInstance, variable: ServiceVariable, value: string): readonly TextEdit[] | null {
  if (variable.state !== "absent") return setEdits(view, variable, value);
  const near = entryNear(view, ["SMTP_HOST_PORT", "SMTP_HOST_SSL_ENABLED", "SMTP_HOST_ADDR", "MAILER_ADAPTER"]);
  return addEdits(view, { name: variable.name, value }, near);
}
