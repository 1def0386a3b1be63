import type { MessageTemplate } from "../../base/messages.js";
import { entryNear } from "../../instance/entry-near.js";
import type { PlausibleInstance } from "../../instance/plausible-instance.js";
import { knownPortMode, offersPort } from "../../instance/relay-port.js";
import { settingsUnder } from "../../instance/settings.js";
import { settingsEffect } from "../../instance/what-if.js";
import { withPort } from "../../plausible/mailer/smtp-settings.js";
import { addEdits, fix, setEdits } from "./fixes.js";
import { imageEdits, releaseForMua } from "./newer-image.js";
import type { Fix } from "./types.js";

const titles = {
  port: { en: "Use port `{port}`", "zh-cn": "改用端口 `{port}`" },
  portFlag: {
    en: "Use port `587` with `SMTP_HOST_SSL_ENABLED=false`",
    "zh-cn": "改用端口 `587`，并设 `SMTP_HOST_SSL_ENABLED=false`",
  },
  portAdapter: { en: "Use `{adapter}` and port `{port}`", "zh-cn": "改用 `{adapter}` 和端口 `{port}`" },
  portRelease: {
    en: "Use Plausible {newer} with `{adapter}` and port `{port}`",
    "zh-cn": "改用 Plausible {newer}、`{adapter}` 和端口 `{port}`",
  },
} satisfies Record<string, MessageTemplate>;

/**
 * The relay's port changed to one that is encrypted, the preferred one first; with no port that suits the flag as it
 * stands, the flag changes too.
 *
 * @param not the port that is to be left
 */
export function portFixes(view: PlausibleInstance, automatic = true, not: number | null = null): (Fix | null)[] {
  const ports = otherPorts(view).filter((port) => port !== String(not));
  const other = adapterInstead(view);
  if (ports.length > 0) return ports.map((number) => portFix(view, number, other, automatic));
  // A host that has no such port (`*.mail.protection.outlook.com`) is not made another one by it.
  return not !== 587 && offersPort(view, 587) ? [portAndFlagFix(view, automatic)] : [];
}

/** The ports that would do, the preferred one first: those that suit the flag as it stands. */
export function otherPorts(view: PlausibleInstance): string[] {
  const smtp = (adapterInstead(view) === null ? view.smtp : view.choice.release.smtp["Bamboo.Mua"]) ?? null;
  if (smtp === null) return [];
  const settings = settingsUnder(view, smtp);
  return [587, 465]
    .filter((number) => {
      const mode = withPort(settings, number).tls.opens;
      const works = mode === "implicit" ? smtp.implicitTls === "works" : smtp.startTls === "works";
      return mode !== null && works && offersPort(view, number) && knownPortMode(view, number)?.mode === mode;
    })
    .map(String);
}

/** The adapter that can use TLS where the one in force cannot. */
export function adapterInstead({ smtp, choice }: PlausibleInstance): "Bamboo.Mua" | null {
  if (smtp === null || smtp.startTls === "works") return null;
  return choice.release.smtp["Bamboo.Mua"] === undefined ? null : "Bamboo.Mua";
}

function portAndFlagFix(view: PlausibleInstance, automatic: boolean): Fix | null {
  const near = entryNear(view, ["SMTP_HOST_ADDR", "MAILER_ADAPTER"]);
  const written = view.variable("SMTP_HOST_PORT");
  const port =
    written.state === "absent" ? addEdits(view, { name: written.name, value: "587" }, near) : setEdits(view, written, "587");
  const flag = setEdits(view, view.variable("SMTP_HOST_SSL_ENABLED"), "false");
  const effect = settingsEffect([written.name, { text: "587" }], ["SMTP_HOST_SSL_ENABLED", { text: "false" }]);
  return fix(titles.portFlag, {}, [port, flag], automatic, effect);
}

function portFix(view: PlausibleInstance, port: string, adapter: "Bamboo.Mua" | null, automatic: boolean): Fix | null {
  const near = entryNear(view, ["SMTP_HOST_ADDR", "MAILER_ADAPTER"]);
  const write = (name: string, value: string) => {
    const variable = view.variable(name);
    return variable.state === "absent" ? addEdits(view, { name, value }, near) : setEdits(view, variable, value);
  };
  const settings = [["SMTP_HOST_PORT", port], ...(adapter === null ? [] : [["MAILER_ADAPTER", adapter]])] as const;
  const effect = settingsEffect(...settings.map(([name = "", text = ""]) => [name, { text }] as const));
  const parts = settings.map(([name = "", text = ""]) => write(name, text));
  const release = adapter === null ? view.choice.release : releaseForMua(view);
  if (release === null || release === view.choice.release) {
    return fix(adapter === null ? titles.port : titles.portAdapter, { port, adapter: adapter ?? "" }, parts, automatic, effect);
  }
  // Another release is a choice of the user's.
  const values = { port, adapter: adapter ?? "", newer: release.name };
  return fix(titles.portRelease, values, [...parts, imageEdits(view, release)], false, { ...effect, release });
}
