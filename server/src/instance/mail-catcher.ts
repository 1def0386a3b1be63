import type { Service } from "../compose/types.js";
import { companionOf } from "../plausible/tables/companions.js";
import type { PlausibleInstance } from "./plausible-instance.js";

/** The service of this project that takes mail, as far as its image or name tells; null: none does. */
export function mailServiceOf({ project, service }: PlausibleInstance): Service | null {
  return project.services.find((other) => other !== service && takesMail(other)) ?? null;
}

function takesMail({ name, image }: Service): boolean {
  const text = (image?.text ?? "").toLowerCase();
  if (companionOf(text) === "mail-server") return true;
  const known =
    /(^|[/_-])(smtp|postfix|exim4?|opensmtpd|mailpit|mailhog|maildev|mailcatcher|mailserver|docker-mailserver|postal|stalwart|haraka|mailu)([:@/_-]|$)/;
  return known.test(text) || /^(mail|smtp|postfix|mailserver|mailpit|mailhog)$/.test(name);
}
