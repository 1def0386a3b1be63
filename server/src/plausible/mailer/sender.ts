import { parseBaseUrl } from "../boot/base-url.js";
import type { SettingReader } from "../boot/reader.js";
import { inspectString } from "../elixir/inspect-string.js";
import { unknownNames, unknownTerm } from "../elixir/unknown-term.js";
import type { ElixirTerm, Release, SmtpAdapterFacts } from "../types.js";
import type { CertainFailure, SenderSetting } from "./model.js";
import { byDefault, byText } from "./smtp-settings.js";

/** The address that mails come from: `MAILER_EMAIL`, or the release's default, which may be made of `BASE_URL`. */
export function senderSetting(release: Release, read: SettingReader): SenderSetting {
  const name = "MAILER_EMAIL";
  const written = read(name);
  if (written.state === "value") return { address: written.value, unseen: [], decidedBy: byText(name) };
  if (written.state === "unknown") return { address: null, unseen: [name], decidedBy: byText(name) };
  const { local, domain } = release.defaultSender;
  const decidedBy = byDefault(name);
  if (domain !== null) return { address: `${local}@${domain}`, unseen: [], decidedBy };
  const host = baseHostOf(read);
  const unseen = unknownNames(host);
  // nil in a string is nothing.
  return { address: unseen === null ? `${local}@${host ?? ""}` : null, unseen: unseen ?? [], decidedBy };
}

/** The host of `BASE_URL`, null for nil; an unknown term where it is not seen. */
export function baseHostOf(read: SettingReader): ElixirTerm {
  const url = read("BASE_URL");
  if (url.state !== "value") return unknownTerm(["BASE_URL"]);
  const { scheme, host } = parseBaseUrl(url.value);
  // Where another scheme does not stop the boot, it is a mistake that says nothing about the host.
  return scheme === "http" || scheme === "https" ? host : unknownTerm(["BASE_URL"]);
}

/**
 * The address pattern of the `mail` library, which renders Mua's messages. It is not anchored: something in the text
 * must look like an address, the rest may be anything; so one character before the `@` tells as much as all of them.
 * Source: mail 0.3.1 and 0.4.4, lib/mail/renderers/rfc_2822.ex:25-29 (the same in both; executed).
 */
const mailPattern = /[A-Z0-9a-z._%+-]@[A-Za-z0-9.-]+\.[A-Za-z]{2,64}/;

/** Why this adapter cannot send from that address; null: it can, or at least tries. */
export function senderFailure(check: SmtpAdapterFacts["senderCheck"], address: string): CertainFailure | null {
  const parts = address.split("@");
  switch (check) {
    case "none":
      return null;
    case "idna-domain":
      return parts.length === 2 ? badLabel(parts[1] ?? "") : noMatch(parts);
    case "mail-pattern":
      // The renderer comes first; the split at `@`, for the EHLO name, after it.
      if (!mailPattern.test(address)) return invalid(address);
      return parts.length === 2 ? null : noMatch(parts);
    case "mail-pattern-and-one-at":
      // The domain of the Message-ID is taken before anything is rendered.
      if (parts.length !== 2) return noMatch(parts);
      return mailPattern.test(address) ? null : invalid(address);
  }
}

const failure = (exception: string): CertainFailure => ({ kind: "invalid-sender", exception, variable: "MAILER_EMAIL" });
const invalid = (address: string) => failure(`** (ArgumentError) The email address \`${address}\` is invalid.`);

/** `inspect/1` of a list prints fifty items. */
function noMatch(parts: readonly string[]): CertainFailure {
  const items = [...parts.slice(0, 50).map(inspectString), ...(parts.length > 50 ? ["..."] : [])];
  return failure(`** (MatchError) no match of right hand side value: [${items.join(", ")}]`);
}

/**
 * The exit of the `idna` library on an ASCII label that has other signs than letters, digits and hyphens. It is
 * Erlang's pretty-printed term inside a string, hence the indentation. Source: executed with bamboo_smtp 4.2.2.
 */
function badLabel(domain: string): CertainFailure | null {
  for (const label of domain.split(".")) {
    if (!/^[ -~\t-\r]*$/.test(label)) continue;
    const position = label.search(/[^a-zA-Z0-9-]/);
    if (position === -1) continue;
    const printed = erlangString(label);
    const indent = " ".repeat(54 + printed.length - 2);
    const context = erlangString(
      `Codepoint ${label.charCodeAt(position)} not allowed ('DISALLOWED') at position ${position} in "${printed}"`,
    );
    const text = `The label "${printed}"  is not a valid A-label: ulabel error={bad_label,\n${indent}{context,\n${indent} "${context}"}}`;
    return failure(`** (exit) {:bad_label, {:alabel, ~c"${elixirCharlist(text)}"}}`);
  }
  return null;
}

/** A string as Erlang's `~p` prints it, without its quotes. */
function erlangString(text: string): string {
  return text
    .replaceAll("\\", "\\\\")
    .replaceAll('"', '\\"')
    .replaceAll("\r", "\\r")
    .replaceAll("\n", "\\n")
    .replaceAll("\t", "\\t");
}

/** A charlist as Elixir inspects it, without sigil and quotes. */
function elixirCharlist(text: string): string {
  return inspectString(text).slice(1, -1);
}

/** The domain part as Mua says it in EHLO; null without `@`. */
export function domainOf(address: string): string | null {
  return address.includes("@") ? (address.split("@").at(-1) ?? null) : null;
}

/** The address with its domain in ASCII, as `bamboo_smtp` 4.2.2 sends it. */
export function asciiDomain(address: string): string {
  const [local, domain, ...more] = address.split("@");
  if (domain === undefined || more.length > 0 || /^[ -~]*$/.test(domain)) return address;
  return URL.canParse(`http://${domain}`) ? `${local}@${new URL(`http://${domain}`).hostname}` : address;
}
