import { addEntries } from "../compose/edit.js";
import type { TextEdit } from "../compose/text.js";
import type { MessageTemplate } from "../messages.js";
import { fix, type NewVariable, removeEdits, setEdits } from "./fixes.js";
import { imageEdits, releaseForMua } from "./image.js";
import type { Fix, PlausibleService } from "./rule.js";
import { entryNear, knownPortMode, portOf, tlsFlagOf } from "./smtp-settings.js";
import { isPlaced } from "./value.js";

const titles = {
  adapter: { en: "Use `Bamboo.Mua`", "zh-cn": "改用 `Bamboo.Mua`" },
  both: { en: "Use `Bamboo.Mua` of Plausible {name}", "zh-cn": "改用 Plausible {name} 的 `Bamboo.Mua`" },
} satisfies Record<string, MessageTemplate>;

/** What only `Bamboo.SMTPAdapter` reads. */
const onlySmtpAdapter = ["SMTP_RETRIES", "SMTP_MX_LOOKUPS_ENABLED"];

/**
 * From `Bamboo.SMTPAdapter` to `Bamboo.Mua`: the adapter's line, the defaults that it took (host `mail`, port 25 inside
 * the project) written out, and the lines that nothing reads any more removed. Where Mua of this release is not fit for
 * use, the image changes too.
 */
export function switchToMua(view: PlausibleService): Fix | null {
  const adapter = view.variable("MAILER_ADAPTER");
  const fit = releaseForMua(view);
  if (fit === null || view.choice.release.smtp["Bamboo.Mua"] === undefined || view.smtp === null) return null;
  const isOwn = fit === view.choice.release;
  const parts: (readonly TextEdit[] | null)[] = [
    setEdits(view, adapter, "Bamboo.Mua"),
    ...(isOwn ? [] : [imageEdits(view, fit)]),
  ];
  for (const unread of onlySmtpAdapter) {
    const variable = view.variable(unread);
    if (isPlaced(variable) && variable.secretFile === undefined) parts.push(removeEdits(view, variable));
  }
  const added = defaultsWritten(view);
  const near = entryNear(view, ["SMTP_HOST_ADDR", "MAILER_ADAPTER"]);
  if (added.length > 0) parts.push(addEntries(view.project, view.service, added, near ?? undefined));
  const flag = tlsFlagOf(view, view.smtp);
  // A text that this adapter drops may stop the boot under the other one.
  if (flag.kind === "dropped") {
    const port = portOf(view, view.smtp);
    const implicit = port.kind === "known" && knownPortMode(view, port.port)?.mode === "implicit";
    parts.push(setEdits(view, flag.variable, String(implicit)));
  }
  return fix(isOwn ? titles.adapter : titles.both, { name: fit.name }, parts, isOwn);
}

function defaultsWritten(view: PlausibleService): NewVariable[] {
  const { smtp, relay } = view;
  if (smtp === null) return [];
  const hostUnset = view.variable("SMTP_HOST_ADDR").state === "absent";
  const inside = relay.state === "host" && relay.place !== "outside";
  const portUnset = view.variable("SMTP_HOST_PORT").state === "absent";
  return [
    ...(hostUnset ? [{ name: "SMTP_HOST_ADDR", value: smtp.defaultHost }] : []),
    ...(portUnset && inside ? [{ name: "SMTP_HOST_PORT", value: String(smtp.defaultPort) }] : []),
  ];
}
