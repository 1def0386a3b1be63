import { CompletionItemKind } from "vscode-languageserver-types";
import type { MessageTemplate } from "../../base/messages.js";
import { yamlScalar } from "../../compose/edit/quoting.js";
import type { PlausibleInstance } from "../../instance/plausible-instance.js";
import { knownText } from "../../instance/value.js";
import type { PortMode, Provider } from "../../plausible/tables/provider.js";
import type { SmtpAdapterFacts } from "../../plausible/types.js";
import { toBeReplaced } from "../../rules/kit/asked-variables.js";
import type { Spot } from "./cursor-line.js";
import { openingWith, portsOf } from "./opening.js";
import type { Reached } from "./reached.js";
import type { Say, Suggestion } from "./suggestion.js";
import { hostOf, offeredProviders } from "./values.js";

const texts = {
  label: { en: "Mail via {provider}…", "zh-cn": "通过 {provider} 发送邮件…" },
  detail: { en: "host, port, login and sender", "zh-cn": "主机、端口、登录和发件人" },
} satisfies Record<string, MessageTemplate>;

/** The command that writes a line for a secret into `.env`, for the names that no file sets yet. */
export const askInDotenvCommand = "plausibleMail.askInDotenv";

/** A setting of a preset. `stop`: the user is to look at it, or to replace it. */
interface PresetLine {
  readonly name: string;
  readonly value: string;
  readonly stop?: true;
}

/** What a preset is written into. */
export interface PresetPlace {
  readonly uri: string;
  readonly indent: string;
  readonly eol: string;
  /** Whether the client can add the line to `.env` that the password needs. */
  readonly appliesEdits: boolean;
}

/**
 * All that a provider needs, as one block with tab stops: in the form of the neighbours, with the password taken from
 * `.env`. None where a relay is set already, or where this release cannot talk to the provider.
 */
export function presetsFor(
  { view, sets }: Reached,
  spot: Extract<Spot, { kind: "name" }>,
  place: PresetPlace,
  say: Say,
): readonly Suggestion[] {
  if (view.smtp === null || spot.form === "env-line" || spot.hasValue) return [];
  if (sets("SMTP_HOST_ADDR")) return [];
  return offeredProviders().flatMap((provider) => {
    // Where passwords are no longer taken, or soon will not be, nobody should start.
    if (provider.passwordLogin !== null) return [];
    const lines = provider.hosts.some((host) => host.includes("*")) ? null : linesOf(view, provider);
    if (lines === null) return [];
    const label = say(texts.label, { provider: provider.name });
    return [
      {
        label,
        kind: CompletionItemKind.Snippet,
        detail: say(texts.detail),
        newText: snippetOf(lines, spot, place),
        snippet: true,
        filter: `mail smtp ${provider.name} ${label}`,
        ...(place.appliesEdits
          ? { command: { title: label, command: askInDotenvCommand, arguments: [place.uri, ["SMTP_USER_PWD"]] } }
          : {}),
      },
    ];
  });
}

/** The settings that are missing, as this release has to have them; null where it cannot open a connection there. */
export function linesOf(view: PlausibleInstance, provider: Provider): readonly PresetLine[] | null {
  const [host] = provider.hosts;
  const way = host === undefined ? null : (wayTo(view, host, provider, view.smtp) ?? wayOfAnother(view, host, provider));
  if (host === undefined || way === null) return null;
  const site = hostOf(knownText(view.variable("BASE_URL")));
  const lines: PresetLine[] = [
    { name: "MAILER_EMAIL", value: site === null ? toBeReplaced : `plausible@${site}`, stop: true },
    ...(way.adapter === null ? [] : [{ name: "MAILER_ADAPTER", value: way.adapter }]),
    { name: "SMTP_HOST_ADDR", value: host },
    { name: "SMTP_HOST_PORT", value: String(way.port) },
    ...(way.flag === null ? [] : [{ name: "SMTP_HOST_SSL_ENABLED", value: way.flag }]),
    provider.login === null
      ? { name: "SMTP_USER_NAME", value: toBeReplaced, stop: true }
      : { name: "SMTP_USER_NAME", value: provider.login },
    { name: "SMTP_USER_PWD", value: "${SMTP_USER_PWD}" },
  ];
  return lines.filter(({ name }) => !view.service.environment.has(name));
}

/** How a provider is reached. `flag`, `adapter`: what has to be written for it; null: nothing. */
export interface Way {
  readonly port: number;
  readonly flag: string | null;
  readonly adapter: string | null;
}

/**
 * How a provider is reached by a service that may have other settings already: its TLS flag is written anew where it has
 * one. Null: this release cannot.
 */
export function wayFor(view: PlausibleInstance, provider: Provider): Way | null {
  const [host] = provider.hosts;
  if (host === undefined) return null;
  const written = view.variable("SMTP_HOST_SSL_ENABLED").state !== "absent";
  for (const port of written ? portsOf(provider).filter((each) => each !== 25) : []) {
    const mode: PortMode = provider.implicit.includes(port) ? "implicit" : "starttls";
    const flag = String(mode === "implicit");
    const changes = { SMTP_HOST_ADDR: host, SMTP_HOST_PORT: String(port), SMTP_HOST_SSL_ENABLED: flag };
    const opening = openingWith(view, changes, view.smtp);
    if (opening?.works === true && opening.mode === mode) return { port, flag, adapter: null };
  }
  return wayTo(view, host, provider, view.smtp) ?? wayOfAnother(view, host, provider);
}

/** Where nothing names an adapter and the release's own cannot talk to the provider, its other one may. */
function wayOfAnother(view: PlausibleInstance, host: string, provider: Provider): Way | null {
  const { smtp } = view.choice.release;
  if (view.variable("MAILER_ADAPTER").state !== "absent") return null;
  for (const facts of Object.values(smtp)) {
    const way = facts.adapter === view.adapter ? null : wayTo(view, host, provider, facts);
    if (way !== null) return { ...way, adapter: facts.adapter };
  }
  return null;
}

/** The first of the provider's ports that an adapter can open, and what the flag must say for it. */
function wayTo(view: PlausibleInstance, host: string, provider: Provider, facts: SmtpAdapterFacts | null): Way | null {
  // Most hosting providers block port 25.
  for (const port of portsOf(provider).filter((each) => each !== 25)) {
    const wanted: PortMode = provider.implicit.includes(port) ? "implicit" : "starttls";
    const flags = [null, wanted === "implicit" ? "true" : "false"];
    const written = view.variable("SMTP_HOST_SSL_ENABLED").state !== "absent";
    for (const flag of written ? [undefined] : flags) {
      const changes = { SMTP_HOST_ADDR: host, SMTP_HOST_PORT: String(port) };
      const opening = openingWith(view, flag === undefined ? changes : { ...changes, SMTP_HOST_SSL_ENABLED: flag }, facts);
      if (opening?.works === true && opening.mode === wanted) return { port, flag: flag ?? null, adapter: null };
    }
  }
  return null;
}

function snippetOf(
  lines: readonly PresetLine[],
  { form, lead }: Extract<Spot, { kind: "name" }>,
  { indent, eol }: PresetPlace,
): string {
  let stops = 0;
  const texts = lines.map(({ name, value, stop }) => {
    if (stop !== true) return escaped(entryText(name, value, form));
    stops += 1;
    return `${name}${form === "map-pair" ? ": " : "="}\${${stops}:${escaped(value)}}`;
  });
  const dash = form === "list-item" ? "- " : "";
  const [first = "", ...rest] = texts;
  return `${[`${lead}${first}`, ...rest.map((text) => `${escaped(indent)}${dash}${text}`)].join(eol)}$0`;
}

function entryText(name: string, value: string, form: Spot["form"]): string {
  return form === "map-pair" ? `${name}: ${yamlScalar(value, { flow: false, typed: true })}` : `${name}=${value}`;
}

/** A text that a snippet writes as it is. */
function escaped(text: string): string {
  return text.replace(/[\\$}]/g, "\\$&");
}
