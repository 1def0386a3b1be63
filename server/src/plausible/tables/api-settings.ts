import type { AdapterName } from "../types.js";

/** What an adapter for a provider's API cannot send without; the key comes first. */
export interface ApiSettings {
  readonly adapter: AdapterName;
  readonly needs: readonly [key: string, ...others: string[]];
}

/**
 * Nothing checks them at boot; every send raises without them (executed; beam-community/bamboo@v2.3.0:
 * lib/bamboo/adapters/{mailgun,mandrill,send_grid}_adapter.ex, plausible/bamboo_postmark).
 */
export const apiSettings: readonly ApiSettings[] = [
  { adapter: "Bamboo.PostmarkAdapter", needs: ["POSTMARK_API_KEY"] },
  { adapter: "Bamboo.MailgunAdapter", needs: ["MAILGUN_API_KEY", "MAILGUN_DOMAIN"] },
  { adapter: "Bamboo.MandrillAdapter", needs: ["MANDRILL_API_KEY"] },
  { adapter: "Bamboo.SendGridAdapter", needs: ["SENDGRID_API_KEY"] },
];
