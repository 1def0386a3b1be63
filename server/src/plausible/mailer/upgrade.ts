import { parseBoolean } from "../boot/config-helpers.js";
import { bootErrorText } from "../boot/process-limit.js";
import type { VariableFact } from "../tables/variable-fact.js";
import { variables } from "../tables/variable-table.js";
import { defaultOf, isReadBy, variableNamed } from "../tables/variables.js";
import type { AdapterName, BooleanParser, Container, Release } from "../types.js";
import type { DecidedField, Delivery, Mailer } from "./model.js";

/** A container under one release. */
export interface ReleaseOutcome {
  readonly release: Release;
  readonly mailer: Mailer;
  readonly delivery: Delivery | null;
}

export type ChangeKind =
  | "boot-refused"
  | "boots-again"
  | "adapter-gone"
  | "flag-flips"
  | "default-moves"
  | "no-longer-read"
  | "now-read"
  | "mail-fails"
  | "mail-works"
  | "delivery"
  | "log";

/** One thing that another release makes of the same container. */
export interface UpgradeChange {
  readonly kind: ChangeKind;
  /** Whose line is to be changed, or looked at; null: no variable decides. */
  readonly variable: string | null;
  /** What it is about where that is no variable: a field of the delivery. */
  readonly subject: DecidedField | null;
  /** Before and after, as a reader knows them; null: nothing. Never the text of a secret, but an exception may quote one. */
  readonly from: string | null;
  readonly to: string | null;
  /** The line that keeps what was, or cures what breaks: `NAME=value`. `""`: take the line out. Null: nothing to write. */
  readonly write: string | null;
}

/** What changes for a container between two releases, what stops the boot first. */
export function changesBetween(container: Container, before: ReleaseOutcome, after: ReleaseOutcome): UpgradeChange[] {
  if (before.release === after.release) return [];
  const adapters = {
    before: adapterIn(before.release, container),
    // Whoever has to give up an adapter takes the new release's own: its reading of the other lines is what counts.
    after: adapterIn(after.release, container) ?? after.release.defaultAdapter,
  };
  const gone = adapterGone(container, before.release, after.release);
  return [
    ...gone,
    ...bootChanges(before, after).filter(({ variable }) => gone.length === 0 || variable !== "MAILER_ADAPTER"),
    ...variables.flatMap((fact) => variableChange(fact, container, before, after, adapters)),
    ...deliveryChanges(before.delivery, after.delivery),
    ...logChange(before.release, after.release),
  ];
}

/** The adapter in force; null where the release has none of that name, or it is not seen. */
function adapterIn(release: Release, container: Container): AdapterName | null {
  const written = settingOf("MAILER_ADAPTER", release, container);
  if (written.state === "absent") return release.defaultAdapter;
  return written.state === "value" ? (release.adapters.find((name) => name === written.value) ?? null) : null;
}

function settingOf(name: string, release: Release, container: Container) {
  const file = release.readsSecretFiles ? container.secretFile(name) : null;
  return file === null || file.state === "absent" ? container.environment(name) : file;
}

const change = (kind: ChangeKind, parts: Partial<UpgradeChange>): UpgradeChange => ({
  kind,
  variable: null,
  subject: null,
  from: null,
  to: null,
  write: null,
  ...parts,
});

function adapterGone(container: Container, before: Release, after: Release): UpgradeChange[] {
  const written = settingOf("MAILER_ADAPTER", before, container);
  if (written.state !== "value") return [];
  const known = before.adapters.some((name) => name === written.value);
  if (!known || after.adapters.some((name) => name === written.value)) return [];
  const write = `MAILER_ADAPTER=${after.defaultAdapter}`;
  return [change("adapter-gone", { variable: "MAILER_ADAPTER", from: written.value, to: after.defaultAdapter, write })];
}

function bootChanges({ mailer: before }: ReleaseOutcome, { mailer: after }: ReleaseOutcome): UpgradeChange[] {
  const text = (mailer: Mailer) => (mailer.outcome === "refuses-to-boot" ? bootErrorText(mailer.error).trimEnd() : null);
  const [from, to] = [text(before), text(after)];
  if (after.outcome === "refuses-to-boot" && from !== to)
    return [change("boot-refused", { variable: after.error.variable, from, to })];
  if (before.outcome === "refuses-to-boot" && after.outcome === "boots")
    return [change("boots-again", { variable: before.error.variable, from })];
  return [];
}

interface Adapters {
  readonly before: AdapterName | null;
  readonly after: AdapterName;
}

function variableChange(
  fact: VariableFact,
  container: Container,
  before: ReleaseOutcome,
  after: ReleaseOutcome,
  adapters: Adapters,
): UpgradeChange[] {
  const { name } = fact;
  if (name === "MAILER_ADAPTER" && adapterGone(container, before.release, after.release).length > 0) return [];
  const was = isReadBy(fact, before.release, adapters.before) && applies(name, before.release, adapters.before, container);
  const is = isReadBy(fact, after.release, adapters.after) && applies(name, after.release, adapters.after, container);
  const written = settingOf(name, after.release, container);
  if (written.state === "absent") return was && is ? movedDefault(fact, before, after, adapters) : [];
  if (was && !is) return [change("no-longer-read", { variable: name, write: "" })];
  if (!was && is) return [change("now-read", { variable: name })];
  if (!was || written.state !== "value") return [];
  const [from, to] = [
    flagMeaning(name, written.value, before.release, adapters.before),
    flagMeaning(name, written.value, after.release, adapters.after),
  ];
  if (from === null || to === null || from === to) return [];
  const keeps = from === "on" || from === "off" ? `${name}=${from === "on"}` : null;
  return [change("flag-flips", { variable: name, from, to, write: keeps })];
}

/** Whether the setting matters at all: without a relay `Bamboo.Mua` looks neither at the port nor at the flag. */
function applies(name: string, release: Release, adapter: AdapterName | null, container: Container): boolean {
  if (name !== "SMTP_HOST_PORT" && name !== "SMTP_HOST_SSL_ENABLED") return true;
  const facts = adapter === null ? undefined : release.smtp[adapter as keyof Release["smtp"]];
  return facts?.parsesOnlyWithHost !== true || settingOf("SMTP_HOST_ADDR", release, container).state !== "absent";
}

function movedDefault(fact: VariableFact, before: ReleaseOutcome, after: ReleaseOutcome, adapters: Adapters): UpgradeChange[] {
  const { name } = fact;
  if (fact.kind === "log-level") return []; // says nothing about mail until it is `debug`, which no release has by itself
  if (defaultOf(fact, before.release, adapters.before) === defaultOf(fact, after.release, adapters.after)) return [];
  const from = effectiveDefault(fact, before, adapters.before);
  const to = effectiveDefault(fact, after, adapters.after);
  if (from === to) return [];
  // Without a word of its own "unset" shows in what is done on the wire; only for the relay it is a place.
  if ((from === null || to === null) && name !== "SMTP_HOST_ADDR") return [];
  // What the later release does not know is no way to keep it.
  const lost =
    fact.kind === "registration" || (name === "MAILER_ADAPTER" && !after.release.adapters.some((adapter) => adapter === from));
  return [change("default-moves", { variable: name, from, to, write: from === null || lost ? null : `${name}=${from}` })];
}

function effectiveDefault(fact: VariableFact, { release, mailer }: ReleaseOutcome, adapter: AdapterName | null): string | null {
  const text = defaultOf(fact, release, adapter);
  if (text === null || !text.includes("<")) return text;
  if (fact.name !== "MAILER_EMAIL" || mailer.outcome !== "boots" || mailer.mailerEmail === null) return text;
  return typeof mailer.mailerEmail === "string" ? mailer.mailerEmail : mailer.mailerEmail.address;
}

/** What a release makes of a flag; null: it is no flag there. */
function flagMeaning(
  name: string,
  text: string,
  release: Release,
  adapter: AdapterName | null,
): "on" | "off" | "unset" | "refused" | "ignored" | null {
  const fact = variableNamed(name);
  const parser = fact?.kind === "boolean" ? parserOf(name, release, adapter) : null;
  if (parser === null) return null;
  const { kind } = parseBoolean(parser, text, name);
  return kind === "dropped" ? "ignored" : kind;
}

function parserOf(name: string, release: Release, adapter: AdapterName | null): BooleanParser | null {
  const facts = adapter === null ? undefined : release.smtp[adapter as keyof Release["smtp"]];
  if (name === "SMTP_HOST_SSL_ENABLED") return facts?.tlsFlagParser ?? null;
  if (name === "SMTP_MIDDLEBOX_COMP_MODE") return facts?.middleboxParser ?? null;
  if (name === "SMTP_MX_LOOKUPS_ENABLED") return facts?.mxLookupsParser ?? null;
  for (const step of release.boot) {
    if (step.check === "boolean" && step.variable === name) return "strict";
    if (step.check === "atom" && step.variable === name) return "existing-atom";
  }
  return null;
}

/** The fields of a delivery that a reader can do something about. */
const fields = ["client", "host", "port", "mxLookup", "tls", "verifiesCertificate", "ehlo", "mailFrom"] as const;

function deliveryChanges(before: Delivery | null, after: Delivery | null): UpgradeChange[] {
  if (before === null || after === null) return [];
  const changes: UpgradeChange[] = [];
  const [was, is] = [before.certainFailure?.exception ?? null, after.certainFailure?.exception ?? null];
  if (is !== null && is !== was)
    changes.push(change("mail-fails", { variable: after.certainFailure?.variable ?? null, from: was, to: is }));
  if (is === null && was !== null)
    changes.push(change("mail-works", { variable: before.certainFailure?.variable ?? null, from: was }));
  for (const field of fields) {
    if (before[field] === after[field]) continue;
    const [from, to] = [before[field], after[field]].map((value) => (value === null ? null : String(value)));
    changes.push(
      change("delivery", {
        subject: field,
        variable: after.decidedBy[field]?.variable ?? null,
        from: from ?? null,
        to: to ?? null,
      }),
    );
  }
  const mechanisms = (delivery: Delivery) => delivery.auth?.mechanisms.join(", ") ?? null;
  if (mechanisms(before) !== mechanisms(after)) {
    const [from, to] = [mechanisms(before), mechanisms(after)];
    changes.push(change("delivery", { subject: "auth", variable: "SMTP_USER_NAME", from, to }));
  }
  return changes;
}

function logChange(before: Release, after: Release): UpgradeChange[] {
  if (before.logsFailure === after.logsFailure) return [];
  return [change("log", { from: before.logsFailure, to: after.logsFailure })];
}
