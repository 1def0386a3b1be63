import type { ApiClient } from "../../plausible/tables/api-providers.js";

/** A GET request that tells whether a key is accepted. Nothing is ever posted: what a POST does at a provider nobody sees from here. */
export interface ApiRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** What the answer says; null: neither. */
export type ApiAnswer =
  | "accepted"
  | "key-refused"
  | "may-not-send"
  | "may-not-read"
  | "domain-unknown"
  | "domain-inactive"
  | null;

/** How one provider is asked about a key. */
export interface ApiQuestion {
  readonly request: (account: Account) => ApiRequest;
  readonly read: (status: number, body: unknown) => ApiAnswer;
}

/** What a question is made of. */
export interface Account {
  readonly base: string;
  readonly key: string;
  readonly domain: string | null;
}

const json = { Accept: "application/json" };
/** A key that is not known gets 401; one that is known and may not ask this, 403. */
const refused = (status: number): ApiAnswer => (status === 401 ? "key-refused" : status === 403 ? "may-not-read" : null);

/**
 * Each provider's cheapest question about a key; null where it answers to POST alone. Sources: postmarkapp.com/developer/api/server-api (GET /server, 401 for a
 * wrong token); documentation.mailgun.com, Domains (GET /v3/domains/{name}: 401, 404, state active | unverified | disabled);
 * twilio.com/docs/sendgrid, API key permissions (GET /v3/scopes); mailchimp.com/developer/transactional (POST alone).
 */
export const apiQuestions: Readonly<Record<ApiClient, ApiQuestion | null>> = {
  postmark: {
    request: ({ base, key }) => ({
      url: `${base}/server`,
      headers: { ...json, "X-Postmark-Server-Token": key },
    }),
    read: (status) => (status === 200 ? "accepted" : refused(status)),
  },
  mailgun: {
    request: (account) => mailgunRequest(account, `domains/${encodeURIComponent(account.domain ?? "")}`),
    read: (status, body) => {
      if (status === 404) return "domain-unknown";
      // A key that may only send gets the answer that an unknown one gets, but for the words of the latter.
      if (status === 401 && !/invalid private key/i.test(textAt(body, "message") ?? "")) return "may-not-read";
      if (status !== 200) return refused(status);
      return textAt(body, "domain", "state") === "active" ? "accepted" : "domain-inactive";
    },
  },
  mandrill: null,
  sendgrid: {
    request: ({ base, key }) => ({
      url: `${base}/v3/scopes`,
      headers: { ...json, Authorization: `Bearer ${key}` },
    }),
    read: (status, body) => {
      if (status !== 200) return refused(status);
      const scopes = (body as { scopes?: unknown } | null)?.scopes;
      return Array.isArray(scopes) && !scopes.includes("mail.send") ? "may-not-send" : "accepted";
    },
  },
};

function mailgunRequest({ base, key }: Account, path: string): ApiRequest {
  const credentials = Buffer.from(`api:${key}`).toString("base64");
  return { url: `${base}/${path}`, headers: { ...json, Authorization: `Basic ${credentials}` } };
}

/** The text under these keys of a parsed answer; null where there is none. */
export function textAt(body: unknown, ...keys: readonly string[]): string | null {
  let value = body;
  for (const key of keys) value = typeof value === "object" && value !== null ? (value as Record<string, unknown>)[key] : null;
  return typeof value === "string" ? value : null;
}
