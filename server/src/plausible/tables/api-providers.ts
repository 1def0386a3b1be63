import type { AdapterName } from "../types.js";

/** The adapters that send over a provider's HTTP API, by their client. */
export type ApiClient = "postmark" | "mailgun" | "mandrill" | "sendgrid";

/** A provider whose HTTP API sends Plausible's mails. */
export interface ApiProvider {
  readonly client: ApiClient;
  readonly adapter: AdapterName;
  readonly name: string;
  /** The variable that has the key. */
  readonly variable: string;
  /** What the exception calls the key. */
  readonly keyName: "API key" | "api_key";
  /** How keys of this provider look. */
  readonly shape: RegExp;
  /** The variables of the domain and of another address than `base`; null: the adapter knows none. */
  readonly domainVariable: string | null;
  readonly baseVariable: string | null;
  /** Where the adapter knocks. */
  readonly base: string;
  /** The key of the adapter's options for its HTTP client. */
  readonly options: "request_options" | "hackney_opts";
}

/**
 * Nothing checks the settings at boot; every send raises without key or domain (executed; beam-community/bamboo@v2.3.0:
 * lib/bamboo/adapters/{mailgun,mandrill,send_grid}_adapter.ex, plausible/bamboo_postmark).
 */
export const apiProviders: Readonly<Record<ApiClient, ApiProvider>> = {
  postmark: {
    client: "postmark",
    adapter: "Bamboo.PostmarkAdapter",
    name: "Postmark",
    variable: "POSTMARK_API_KEY",
    keyName: "API key",
    shape: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
    domainVariable: null,
    baseVariable: null,
    base: "https://api.postmarkapp.com",
    options: "request_options", // 1.0 and 1.1 have none; nothing depends on it
  },
  mailgun: {
    client: "mailgun",
    adapter: "Bamboo.MailgunAdapter",
    name: "Mailgun",
    variable: "MAILGUN_API_KEY",
    keyName: "api_key",
    shape: /^(key-)?[0-9a-f]{32}(-[0-9a-f]{8}){0,2}$/i,
    domainVariable: "MAILGUN_DOMAIN",
    baseVariable: "MAILGUN_BASE_URI",
    base: "https://api.mailgun.net/v3",
    options: "hackney_opts",
  },
  mandrill: {
    client: "mandrill",
    adapter: "Bamboo.MandrillAdapter",
    name: "Mandrill",
    variable: "MANDRILL_API_KEY",
    keyName: "API key",
    shape: /^(md-)?[\w-]{22}$/,
    domainVariable: null,
    baseVariable: null,
    base: "https://mandrillapp.com",
    options: "hackney_opts",
  },
  sendgrid: {
    client: "sendgrid",
    adapter: "Bamboo.SendGridAdapter",
    name: "SendGrid",
    variable: "SENDGRID_API_KEY",
    keyName: "API key",
    shape: /^SG\.[\w-]{22}\.[\w-]{43}$/,
    domainVariable: null,
    baseVariable: null,
    base: "https://api.sendgrid.com",
    options: "hackney_opts",
  },
};

/** Whether an adapter sends over one of these APIs. */
export function isApiClient(client: string): client is ApiClient {
  return Object.hasOwn(apiProviders, client);
}

/** The provider behind a client; null: it is none of the four. */
export function apiProviderOf(client: string): ApiProvider | null {
  return isApiClient(client) ? apiProviders[client] : null;
}

/** The provider behind an adapter; null: it is none of the four. */
export function apiProviderBehind(adapter: AdapterName | null): ApiProvider | null {
  return Object.values(apiProviders).find((provider) => provider.adapter === adapter) ?? null;
}

/** The variables without which the adapter cannot send; the key comes first. */
export function neededBy({ variable, domainVariable }: ApiProvider): readonly [key: string, ...others: string[]] {
  return [variable, ...(domainVariable === null ? [] : [domainVariable])];
}
