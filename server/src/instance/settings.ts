import type { SettingReader } from "../plausible/boot/reader.js";
import type { SmtpSettings } from "../plausible/mailer/model.js";
import { smtpSettings } from "../plausible/mailer/smtp-settings.js";
import { isPlaceholder } from "../plausible/tables/placeholder.js";
import type { SmtpAdapterFacts } from "../plausible/types.js";
import type { PlausibleInstance } from "./plausible-instance.js";
import type { ServiceVariable } from "./service-variable.js";
import { certainlySet } from "./value.js";

/** How a release reads a container of which only the files are known. A text that stands for another one is not seen. */
export function readerOfVariables(variable: (name: string) => ServiceVariable): SettingReader {
  return (name) => {
    const found = variable(name);
    if (found.state === "absent") return { state: "absent" };
    if (found.state === "unknown" || found.value === null) return { state: "unknown", present: certainlySet(found) };
    return isPlaceholder(found.value) ? { state: "unknown", present: true } : { state: "value", value: found.value };
  };
}

/** What an SMTP adapter, of this release or another one, makes of the service's variables. */
export function settingsUnder({ read }: Pick<PlausibleInstance, "read">, facts: SmtpAdapterFacts): SmtpSettings {
  return smtpSettings(facts, read, "usual-command");
}
