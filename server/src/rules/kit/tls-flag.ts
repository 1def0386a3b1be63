import type { PlausibleInstance } from "../../instance/plausible-instance.js";
import type { BooleanParser } from "../../plausible/types.js";

/** A mail flag that this release's adapter reads. */
export interface MailFlag {
  readonly name: "SMTP_HOST_SSL_ENABLED" | "SMTP_MIDDLEBOX_COMP_MODE" | "SMTP_MX_LOOKUPS_ENABLED";
  readonly parser: BooleanParser;
  /** Read only if `SMTP_HOST_ADDR` is set, which is not known. */
  readonly ifRelay: boolean;
}

/** The mail flags in force, each with its parser; none for adapters that speak no SMTP. */
export function mailFlagsOf(view: PlausibleInstance): MailFlag[] {
  const { settings } = view;
  if (settings === null) return [];
  const { facts: smtp, inForce: force } = settings;
  const flags: MailFlag[] = [];
  if (smtp.readsTlsFlag && force !== "no") {
    flags.push({ name: "SMTP_HOST_SSL_ENABLED", parser: smtp.tlsFlagParser, ifRelay: force === "if-relay" });
  }
  if (smtp.middleboxParser !== null) {
    flags.push({ name: "SMTP_MIDDLEBOX_COMP_MODE", parser: smtp.middleboxParser, ifRelay: false });
  }
  if (smtp.mxLookupsParser !== null) {
    flags.push({ name: "SMTP_MX_LOOKUPS_ENABLED", parser: smtp.mxLookupsParser, ifRelay: false });
  }
  return flags;
}
