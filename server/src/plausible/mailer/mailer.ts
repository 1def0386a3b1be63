import { parseBaseUrl } from "../boot/base-url.js";
import { runCheck } from "../boot/boot-checks.js";
import { type Decided, type Reader, raise, readerOf, undecided, value } from "../boot/reader.js";
import { inspectString, unknownNames, unknownTerm } from "../elixir/terms.js";
import type { AdapterName, Container, ElixirTerm, Mailer, Release } from "../types.js";
import { firstStop, type MailerConfig, mailerConfig } from "./mailer-config.js";

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
  const read = readerOf(release, container, options.unknownIsSet);
  const fromEnvironment: Reader = (name) => container.environment(name);
  const parts: Decided<unknown>[] = [];
  let config: Decided<MailerConfig> = undecided();
  for (const step of release.boot) {
    if (step.check === "mailer") {
      config = mailerPart(release, read);
      parts.push(config);
    } else if (options.mailOnly !== true) parts.push(runCheck(step, { read, fromEnvironment }));
  }
  const stopped = firstStop(...parts);
  if (stopped?.kind === "raise") return { outcome: "refuses-to-boot", error: stopped.error };
  if (stopped?.kind === "undecided") return { outcome: "unknown", unknown: [...new Set(stopped.names)] };
  if (config.kind !== "value") throw new Error(`${release.name}: its row names no mailer step`);
  const { mailerEmail, unseen } = senderOf(release, read);
  return {
    outcome: "boots",
    config: config.value,
    mailerEmail,
    unseen: [...new Set([...Object.values(config.value).flatMap(unseenIn), ...unseen])],
  };
}

function mailerPart(release: Release, read: Reader): Decided<MailerConfig> {
  const adapter = adapterOf(release, read);
  return adapter.kind === "value" ? mailerConfig(release, adapter.value, read, baseHostOf(read)) : adapter;
}

function adapterOf(release: Release, read: Reader): Decided<AdapterName> {
  const setting = read("MAILER_ADAPTER");
  if (setting.state === "unknown") return undecided("MAILER_ADAPTER");
  if (setting.state === "absent") return value(release.defaultAdapter);
  const adapter = release.adapters.find((name) => name === setting.value);
  if (adapter !== undefined) return value(adapter);
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

/** The host of `BASE_URL`; an unknown term where it is not seen. */
function baseHostOf(read: Reader): ElixirTerm {
  const url = read("BASE_URL");
  if (url.state !== "value") return unknownTerm(["BASE_URL"]);
  const { scheme, host } = parseBaseUrl(url.value);
  // Where another scheme does not stop the boot, it is a mistake that says nothing about the host.
  return scheme === "http" || scheme === "https" ? host : unknownTerm(["BASE_URL"]);
}

function senderOf(release: Release, read: Reader): Pick<Extract<Mailer, { outcome: "boots" }>, "mailerEmail" | "unseen"> {
  const address = addressOf(release, read);
  if (typeof address !== "string") return { mailerEmail: null, unseen: address.unseen };
  const name = release.readsMailerName ? read("MAILER_NAME") : ({ state: "absent" } as const);
  if (name.state === "unknown") return { mailerEmail: address, unseen: ["MAILER_NAME"] };
  return { mailerEmail: name.state === "value" ? { name: name.value, address } : address, unseen: [] };
}

function addressOf(release: Release, read: Reader): string | { readonly unseen: readonly string[] } {
  const written = read("MAILER_EMAIL");
  if (written.state === "value") return written.value;
  if (written.state === "unknown") return { unseen: ["MAILER_EMAIL"] };
  const { local, domain } = release.defaultSender;
  if (domain !== null) return `${local}@${domain}`;
  const host = baseHostOf(read);
  // nil in a string is nothing.
  return unknownNames(host) === null ? `${local}@${host ?? ""}` : { unseen: ["BASE_URL"] };
}

function unseenIn(term: ElixirTerm): readonly string[] {
  const names = unknownNames(term);
  if (names !== null) return names;
  return typeof term === "object" && term !== null ? Object.values(term).flatMap(unseenIn) : [];
}
