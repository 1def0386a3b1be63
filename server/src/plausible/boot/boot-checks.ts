import { bytesOf, inspectString } from "../elixir/inspect-string.js";
import type { BootCheck, BootError, BootRefusal, Container, Release } from "../types.js";
import { parseBaseUrl } from "./base-url.js";
import { notAnInteger, parseAtom, parseBoolean, parseInteger } from "./config-helpers.js";
import { type Decided, raise, readerOf, type SettingReader, undecided, value } from "./reader.js";

/** What the checks beside mail need of the container. */
export interface BootContext {
  readonly read: SettingReader;
  /** The environment alone: one message of Plausible's prints it although it judged a file. */
  readonly fromEnvironment: SettingReader;
}

/**
 * Everything beside mail for which the release refuses to boot, each variable once, in the order of the release's code.
 * What is not known refuses nothing.
 */
export function refusalsBesideMail(release: Release, container: Container): readonly BootRefusal[] {
  const context: BootContext = { read: readerOf(release, container), fromEnvironment: (name) => container.environment(name) };
  const refusals = new Map<string, BootRefusal>();
  for (const step of release.boot) {
    if (step.check === "mailer") continue;
    const refusal =
      step.check === "atom" || step.check === "registration" ? refusedAtom(step, context) : refusedBy(step, context);
    if (refusal !== null && !refusals.has(refusal.variable)) refusals.set(refusal.variable, refusal);
  }
  return [...refusals.values()];
}

function refusedBy(step: Exclude<BootCheck, { check: "mailer" }>, context: BootContext): BootRefusal | null {
  const outcome = runCheck(step, context);
  return outcome.kind === "raise" ? refusal(step, outcome.error, "boot") : null;
}

function refusedAtom(step: Extract<BootCheck, { check: "atom" | "registration" }>, context: BootContext): BootRefusal | null {
  const name = step.check === "atom" ? step.variable : "DISABLE_REGISTRATION";
  const setting = context.read(name);
  if (setting.state !== "value") return null;
  const outcome = parseAtom(setting.value, name, step.check === "atom" ? step.missing : []);
  if (outcome.kind === "refused") {
    // A word that nobody tried may be an atom. As a flag it would count as yes; as one of a few words it stops the boot anyway.
    const certain = outcome.measured || step.check === "registration" || name === "LOG_LEVEL";
    return refusal(step, outcome.error, "boot", certain);
  }
  if (outcome.earlierCommands !== null) return refusal(step, outcome.earlierCommands, "earlier-commands");
  if (name !== "LOG_LEVEL" || logLevels.includes(outcome.atom)) return refusedBy(step, context);
  return {
    check: step,
    variable: name,
    log: `{:invalid_level, :${outcome.atom === "" ? '""' : outcome.atom}}`,
    when: "logger",
    certain: true,
  };
}

function refusal(
  check: BootCheck,
  { type, message, variable }: BootError,
  when: BootRefusal["when"],
  certain = true,
): BootRefusal | null {
  return variable === null ? null : { check, variable, log: `** (${type}) ${message}`, when, certain };
}

/** What Elixir's logger takes as a level. Another atom passes runtime.exs and stops the logger (executed: empty, trace, verbose). */
const logLevels: readonly string[] = [
  ..."emergency alert critical error warning warn notice info debug all none".split(" "),
  "nil", // what it does was not tried
];

/** Whether one check beside mail lets the boot go on. */
export function runCheck(step: Exclude<BootCheck, { check: "mailer" }>, context: BootContext): Decided<null> {
  switch (step.check) {
    case "atom":
      return ofText(context.read, step.variable, (text) => {
        const outcome = parseAtom(text, step.variable, step.missing);
        return outcome.kind === "refused" ? { kind: "raise", error: outcome.error } : value(null);
      });
    case "boolean":
      return ofText(context.read, step.variable, (text) => {
        const outcome = parseBoolean("strict", text, step.variable);
        return outcome.kind === "refused" ? { kind: "raise", error: outcome.error } : value(null);
      });
    case "integer":
      return wholeNumber(step, context.read);
    case "base-url":
      return baseUrl(step.seeWhenUnset, context);
    case "secret-key-base":
      return secretKeyBase(step, context.read);
    case "totp-vault-key":
      return totpVaultKey(step, context.read);
    case "registration":
      return registration(step.see, context.read);
    case "https-domain":
      return httpsDomain(context.read);
  }
}

/** Judges the text of a variable that has a harmless default. */
function ofText(read: SettingReader, name: string, judge: (text: string) => Decided<null>): Decided<null> {
  const setting = read(name);
  if (setting.state === "unknown") return undecided(name);
  return setting.state === "absent" ? value(null) : judge(setting.value);
}

function wholeNumber({ variable, unless }: Extract<BootCheck, { check: "integer" }>, read: SettingReader): Decided<null> {
  const first = unless === undefined ? null : read(unless);
  if (first?.state === "value") return value(null);
  const decided = ofText(
    read,
    variable,
    (text): Decided<null> => (parseInteger(text) === null ? { kind: "raise", error: notAnInteger(text, variable) } : value(null)),
  );
  return unless !== undefined && first?.state === "unknown" && decided.kind === "raise" ? undecided(unless) : decided;
}

function baseUrl(see: string, { read, fromEnvironment }: BootContext): Decided<null> {
  const setting = read("BASE_URL");
  if (setting.state === "unknown") return undecided("BASE_URL");
  if (setting.state === "absent") {
    return raise("RuntimeError", `BASE_URL configuration option is required. See ${see}`, "BASE_URL");
  }
  const { scheme } = parseBaseUrl(setting.value);
  if (scheme === "http" || scheme === "https") return value(null);
  const printed = fromEnvironment("BASE_URL");
  const text = printed.state === "value" ? printed.value : "";
  return raise("RuntimeError", `BASE_URL must start with \`http\` or \`https\`. Currently configured as \`${text}\``, "BASE_URL");
}

function secretKeyBase({ bytes, see }: { readonly bytes: number; readonly see: string }, read: SettingReader): Decided<null> {
  const name = "SECRET_KEY_BASE";
  const setting = read(name);
  if (setting.state === "unknown") return undecided(name);
  if (setting.state === "absent") return raise("RuntimeError", `${name} configuration option is required. See ${see}`, name);
  // A character is a byte at least.
  if (setting.value.length >= bytes || bytesOf(setting.value).length >= bytes) return value(null);
  return raise("RuntimeError", `${name} must be at least ${bytes} bytes long. See ${see}`, name);
}

function totpVaultKey({ strict, see }: { readonly strict: boolean; readonly see: string }, read: SettingReader): Decided<null> {
  const name = "TOTP_VAULT_KEY";
  const setting = read(name);
  if (setting.state === "unknown") return undecided(name);
  if (setting.state === "absent") {
    return strict ? raise("RuntimeError", `${name} configuration option is required. See ${see}`, name) : value(null);
  }
  const fault = base64Fault(setting.value);
  if (fault === null) {
    const bytes = decodedSize(setting.value);
    if (bytes === 32) return value(null);
    // The grammar of the first is the release's own.
    if (strict) return raise("RuntimeError", `${name} must exactly 32 bytes long. See ${see}`, name);
    return raise("ArgumentError", `${tellBase64(name)}.\nGot Base64 encoded ${bytes} bytes.\nMore info: ${see}\n`, name);
  }
  return raise("ArgumentError", strict ? fault : `${tellBase64(name)}\nMore info: ${see}\n`, name);
}

const tellBase64 = (name: string) => `${name} must be Base64 encoded 32 bytes, e.g. \`openssl rand -base64 32\``;

/** Why Elixir's `Base.decode64!` would refuse the text, in its words; null: it would not. It reads eight bytes at a time. */
function base64Fault(text: string): string | null {
  const bytes = String.fromCharCode(...bytesOf(text));
  const split = Math.max(0, Math.floor((bytes.length + 7) / 8) - 1) * 8;
  const foreign = (part: string) => /[^A-Za-z0-9+/]/.exec(part)?.[0];
  const rest = bytes.slice(split);
  const fault = foreign(bytes.slice(0, split));
  if (fault !== undefined) return notAlphabet(fault);
  if (rest.length % 4 !== 0) return "incorrect padding";
  const last = foreign(rest.replace(/={1,2}$/, ""));
  return last === undefined ? null : notAlphabet(last);
}

function notAlphabet(byte: string): string {
  const code = byte.charCodeAt(0);
  const shown =
    code < 0x80 ? inspectString(byte).replace(/^<<(\d+)>>$/, (_, number) => `"${hex(Number(number))}"`) : `"${hex(code)}"`;
  return `non-alphabet character found: ${shown} (byte ${code})`;
}

const hex = (code: number) => `\\x${code.toString(16).toUpperCase().padStart(2, "0")}`;

function decodedSize(base64: string): number {
  return Math.floor((base64.replace(/(?<!=)=+$/, "").length * 3) / 4);
}

function registration(see: string, read: SettingReader): Decided<null> {
  const name = "DISABLE_REGISTRATION";
  return ofText(read, name, (text) => {
    const outcome = parseAtom(text, name);
    if (outcome.kind === "refused") return { kind: "raise", error: outcome.error };
    if (["true", "false", "invite_only"].includes(outcome.atom)) return value(null);
    return raise("RuntimeError", `${name} must be one of \`true\`, \`false\`, or \`invite_only\`. See ${see}`, name);
  });
}

function httpsDomain(read: SettingReader): Decided<null> {
  const port = read("HTTPS_PORT");
  if (port.state === "absent") return value(null);
  const url = read("BASE_URL");
  if (url.state !== "value") return undecided("BASE_URL");
  const host = parseBaseUrl(url.value).host ?? "";
  const isAddress = /^\d+(\.\d+){0,3}$/.test(host) || host.includes(":");
  const isLocal = !isAddress && (host === "localhost" || !host.includes("."));
  if (!isAddress && !isLocal) return value(null);
  if (port.state === "unknown" && port.present !== true) return undecided("HTTPS_PORT");
  const kind = isAddress ? "IP address" : "local domain";
  return raise("ArgumentError", `Cannot generate TLS certificates for ${kind} ${inspectString(host)}`, "HTTPS_PORT");
}
