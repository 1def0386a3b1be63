import type { Delivery } from "../../plausible/types.js";

/** The adapters that send over a provider's HTTP API. */
export type ApiClient = Extract<Delivery["client"], "postmark" | "mailgun" | "mandrill" | "sendgrid">;

/** A provider whose HTTP API sends Plausible's mails. */
export interface ApiProvider {
  readonly name: string;
  /** The variable that has the key. */
  readonly variable: string;
  /** How keys of this provider look. */
  readonly shape: RegExp;
}

/** By the adapter. */
export const apiProviders: Readonly<Record<ApiClient, ApiProvider>> = {
  postmark: {
    name: "Postmark",
    variable: "POSTMARK_API_KEY",
    shape: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
  },
  mailgun: { name: "Mailgun", variable: "MAILGUN_API_KEY", shape: /^(key-)?[0-9a-f]{32}(-[0-9a-f]{8}){0,2}$/i },
  mandrill: { name: "Mandrill", variable: "MANDRILL_API_KEY", shape: /^(md-)?[\w-]{22}$/ },
  sendgrid: { name: "SendGrid", variable: "SENDGRID_API_KEY", shape: /^SG\.[\w-]{22}\.[\w-]{43}$/ },
};

/** Whether an adapter sends over one of these APIs. */
export function isApiClient(client: Delivery["client"]): client is ApiClient {
  return client in apiProviders;
}

/** The provider behind an adapter; null: it is none of the four. */
export function apiProviderOf(client: Delivery["client"]): ApiProvider | null {
  return isApiClient(client) ? apiProviders[client] : null;
}
