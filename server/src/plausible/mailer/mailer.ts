import { runCheck } from "../boot/boot-checks.js";
import { notGivenToProcess } from "../boot/process-limit.js";
import { type Decided, raise, readerOf, type SettingReader, undecided, value } from "../boot/reader.js";
import { inspectString } from "../elixir/inspect-string.js";
import { unknownNames } from "../elixir/unknown-term.js";
import type { AdapterName, Container, ElixirTerm, Release, SmtpAdapterName } from "../types.js";
import { firstStop, type MailerConfig, otherMailerConfig, smtpMailerConfig } from "./mailer-config.js";
import type { AdapterSetting, Mailer, MailSettings, SenderSetting, SmtpSettings } from "./model.js";
import { baseHostOf, senderSetting } from "./sender.js";
import { byDefault, byText, smtpSettings } from "./smtp-settings.js";

/** How to look at the container. */
export interface MailerOptions {
  /** As if nothing beside mail stopped the boot: for those who ask about mail while `SECRET_KEY_BASE` is not in sight. */
  readonly mailOnly?: boolean;
  /** Take a bare name that nothing sets to be set, to a text that is not seen (else it may also be unset). */
  readonly unknownIsSet?: boolean;
}

/**
 * What the release's `runtime.exs` comes to in this container, as `bin/plausible start` runs it: the configuration of
 * `Plausible.Mailer`, or the first exception in the order of the release's own code, or the unseen names that decide.
 * An unseen text that decides nothing (a password) flows through as an unknown term.
 */
export function mailerOf(release: Release, container: Container, options: MailerOptions = {}): Mailer {
  const tooLong = options.mailOnly === true ? null : (container.tooLong?.() ?? null);
  if (tooLong !== null) return { outcome: "refuses-to-boot", error: notGivenToProcess(tooLong) };
  const read = readerOf(release, container, options.unknownIsSet);
  const fromEnvironment: SettingReader = (name) => container.environment(name);
  const parts: Decided<unknown>[] = [];
  let made: Decided<MailerPart> = undecided();
  for (const step of release.boot) {
    if (step.check === "mailer") {
      made = mailerPart(release, read);
      parts.push(made);
    } else if (options.mailOnly !== true) parts.push(runCheck(step, { read, fromEnvironment }));
  }
  const stopped = firstStop(...parts);
  if (stopped?.kind === "raise") return { outcome: "refuses-to-boot", error: stopped.error };
  if (stopped?.kind === "undecided") return { outcome: "unknown", unknown: [...new Set(stopped.names)] };
  if (made.kind !== "value") throw new Error(`${release.name}: its row names no mailer step`);
  const { config, adapter, smtp } = made.value;
  const sender = senderSetting(release, read);
  const { mailerEmail, unseen } = namedSender(release, read, sender);
  return {
    outcome: "boots",
    config,
    mailerEmail,
    unseen: [...new Set([...Object.values(config).flatMap(unseenIn), ...unseen])],
    settings: { adapter, sender, smtp },
  };
}

/** The configuration, and the settings that it was made of. */
interface MailerPart extends Pick<MailSettings, "adapter" | "smtp"> {
  readonly config: MailerConfig;
}

function mailerPart(release: Release, read: SettingReader): Decided<MailerPart> {
  const chosen = adapterOf(release, read);
  if (chosen.kind !== "value") return chosen;
  const { adapter } = chosen.value;
  const part = (config: Decided<MailerConfig>, smtp: SmtpSettings | null): Decided<MailerPart> =>
    config.kind === "value" ? value({ config: config.value, adapter: chosen.value, smtp }) : config;
  if (!isSmtp(adapter)) return part(otherMailerConfig(adapter, read), null);
  const smtp = smtpSettings(factsOf(release, adapter), read);
  return part(smtpMailerConfig(smtp, read, baseHostOf(read)), smtp);
}

function isSmtp(adapter: AdapterName): adapter is SmtpAdapterName {
  return adapter === "Bamboo.Mua" || adapter === "Bamboo.SMTPAdapter";
}

function factsOf(release: Release, adapter: SmtpAdapterName) {
  const facts = release.smtp[adapter];
  if (facts === undefined) throw new Error(`${release.name} has no facts about ${adapter}`);
  return facts;
}

function adapterOf(release: Release, read: SettingReader): Decided<AdapterSetting> {
  const setting = read("MAILER_ADAPTER");
  if (setting.state === "unknown") return undecided("MAILER_ADAPTER");
  if (setting.state === "absent") return value({ adapter: release.defaultAdapter, decidedBy: byDefault("MAILER_ADAPTER") });
  const adapter = release.adapters.find((name) => name === setting.value);
  if (adapter !== undefined) return value({ adapter, decidedBy: byText("MAILER_ADAPTER") });
  if (release.removedAdapters.some((name) => name === setting.value)) {
    return raise(
      "ArgumentError",
      `${setting.value} is no longer supported as the adapter is no longer maintained.\nPlease switch to Bamboo.Mua instead.\n`,
      "MAILER_ADAPTER",
    );
  }
  if (release.unknownAdapterError === "fixed-text") {
    return raise("RuntimeError", "Unknown mailer_adapter; expected SMTPAdapter or PostmarkAdapter", "MAILER_ADAPTER");
  }
  return raise(
    "ArgumentError",
    `Unknown mailer_adapter: ${inspectString(setting.value)}\n\nPlease see https://hexdocs.pm/bamboo/readme.html#available-adapters\nfor the list of available adapters that ship with Bamboo\n`,
    "MAILER_ADAPTER",
  );
}

/** The sender as Plausible keeps it: a pair where `MAILER_NAME` is set, also to nothing. */
function namedSender(
  release: Release,
  read: SettingReader,
  { address, unseen }: SenderSetting,
): Pick<Extract<Mailer, { outcome: "boots" }>, "mailerEmail" | "unseen"> {
  if (address === null) return { mailerEmail: null, unseen };
  const name = release.readsMailerName ? read("MAILER_NAME") : ({ state: "absent" } as const);
  if (name.state === "unknown") return { mailerEmail: address, unseen: ["MAILER_NAME"] };
  return { mailerEmail: name.state === "value" ? { name: name.value, address } : address, unseen: [] };
}

function unseenIn(term: ElixirTerm): readonly string[] {
  const names = unknownNames(term);
  if (names !== null) return names;
  return typeof term === "object" && term !== null ? Object.values(term).flatMap(unseenIn) : [];
}
