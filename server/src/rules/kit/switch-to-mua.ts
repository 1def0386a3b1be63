import type { MessageTemplate } from "../../base/messages.js";
import type { TextEdit } from "../../base/text.js";
import { entryNear } from "../../instance/entry-near.js";
import type { PlausibleInstance } from "../../instance/plausible-instance.js";
import { knownPortMode, offersPort } from "../../instance/relay-port.js";
import { isPlaced } from "../../instance/service-variable.js";
import { settingsUnder } from "../../instance/settings.js";
import { type Effect, settingsEffect } from "../../instance/what-if.js";
import { withPort } from "../../plausible/mailer/smtp-settings.js";
import type { Release, SmtpAdapterFacts } from "../../plausible/types.js";
import { addEdits, fix, removeEdits, setEdits } from "./fixes.js";
import { imageEdits, releaseForMua } from "./newer-image.js";
import type { Fix } from "./types.js";

const titles = {
  adapter: { en: "Use `Bamboo.Mua`", "zh-cn": "改用 `Bamboo.Mua`" },
  both: { en: "Use `Bamboo.Mua` of Plausible {name}", "zh-cn": "改用 Plausible {name} 的 `Bamboo.Mua`" },
} satisfies Record<string, MessageTemplate>;

/** What only `Bamboo.SMTPAdapter` reads. */
const onlySmtpAdapter = ["SMTP_RETRIES", "SMTP_MX_LOOKUPS_ENABLED"];

/** A setting as it has to be written. */
export interface SettingLine {
  readonly name: string;
  readonly value: string;
}

/**
 * From `Bamboo.SMTPAdapter` to `Bamboo.Mua` with the same relay. Where Mua of this release is not fit for use, the image
 * changes too. Of port 25 another rule speaks.
 */
export function switchToMua(view: PlausibleInstance): Fix | null {
  const fit = releaseForMua(view);
  const lines = fit === null ? null : muaLines(view, fit, "stays");
  if (fit === null || lines === null || view.choice.release.smtp["Bamboo.Mua"] === undefined) return null;
  if (!isPlaced(view.variable("MAILER_ADAPTER"))) return null;
  const isOwn = fit === view.choice.release;
  return fix(isOwn ? titles.adapter : titles.both, { name: fit.name }, muaEdits(view, fit, lines), isOwn, muaEffect(fit, lines));
}

/** What the container gets of those lines. */
export function muaEffect(release: Release, lines: readonly SettingLine[]): Effect {
  return { ...settingsEffect(...lines.map(({ name, value }) => [name, { text: value }] as const)), release };
}

/**
 * What to write for the same relay with a release's `Bamboo.Mua`: the adapter, the defaults that the old one took, and each line that
 * the new one reads otherwise.
 *
 * @param port25 whether mail to a server outside stays on port 25
 */
export function muaLines(view: PlausibleInstance, release: Release, port25: "stays" | "moves"): SettingLine[] | null {
  const { settings } = view;
  const mua = release.smtp["Bamboo.Mua"];
  if (settings === null || mua === undefined) return null;
  const { relay, port, tlsFlag: old } = settings;
  const lines: SettingLine[] = [{ name: "MAILER_ADAPTER", value: mua.adapter }];
  if (relay.kind === "host" && relay.decidedBy.by === "default") lines.push({ name: "SMTP_HOST_ADDR", value: relay.host });
  const written = port.decidedBy.by === "text";
  const target = port.kind === "known" ? targetPort(view, mua, { port: port.port, written }, port25) : null;
  if (port.kind === "known" && target !== null && target !== (written ? port.port : mua.defaultPort)) {
    lines.push({ name: "SMTP_HOST_PORT", value: String(target) });
  }
  const under = settingsUnder(view, mua);
  const flag = under.tlsFlag;
  const wanted = target === null ? null : (knownPortMode(view, target)?.mode ?? null);
  const opens = target === null ? null : withPort(under, target).tls.opens;
  // A text that the old adapter drops may stop the boot under the new one, or switch TLS on.
  if (flag.kind === "refused" || old.kind === "dropped" || (wanted !== null && opens !== null && opens !== wanted)) {
    lines.push({ name: "SMTP_HOST_SSL_ENABLED", value: String(wanted === "implicit") });
  }
  return lines;
}

/** The port of the same relay that suits the new adapter. */
function targetPort(
  view: PlausibleInstance,
  mua: SmtpAdapterFacts,
  { port, written }: { readonly port: number; readonly written: boolean },
  port25: "stays" | "moves",
): number {
  const outside = view.relay.state === "host" && view.relay.place === "outside";
  // A default that nobody chose is left behind where the new one's is better.
  if (outside && port === 25 && !written) return mua.defaultPort;
  const mode = (number: number) => knownPortMode(view, number)?.mode ?? null;
  const can = (speaks: "implicit" | "starttls") => (speaks === "implicit" ? mua.implicitTls : mua.startTls) === "works";
  const speaks = mode(port);
  if (speaks === null) return port;
  if (can(speaks) && offersPort(view, port) && !(outside && port === 25 && port25 === "moves")) return port;
  return [587, 465].find((number) => offersPort(view, number) && can(mode(number) ?? "starttls")) ?? 587;
}

/** Lines written where they stand, or added; the ones gone that only the old adapter reads; the image, if it is another release's. */
export function muaEdits(
  view: PlausibleInstance,
  release: Release,
  lines: readonly SettingLine[],
): (readonly TextEdit[] | null)[] {
  const near = entryNear(view, ["SMTP_HOST_ADDR", "SMTP_HOST_PORT", "SMTP_HOST_SSL_ENABLED", "MAILER_ADAPTER"]);
  const parts = lines.map(({ name, value }) => {
    const variable = view.variable(name);
    return variable.state === "absent" ? addEdits(view, { name, value }, near) : setEdits(view, variable, value);
  });
  for (const name of onlySmtpAdapter) {
    const variable = view.variable(name);
    if (isPlaced(variable) && variable.secretFile === undefined) parts.push(removeEdits(view, variable));
  }
  return release === view.choice.release ? parts : [...parts, imageEdits(view, release)];
}
