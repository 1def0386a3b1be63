import type { ApiClient } from "../../plausible/tables/api-providers.js";

/** A request that tells whether a key is accepted, and sends nothing. */
export interface ApiRequest {
  readonly method: "GET" | "POST";
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

/** What the answer says; null: neither. */
export type ApiAnswer = "accepted" | "key-refused" | "may-not-send" | "domain-unknown" | "domain-inactive" | null;

/** How one provider is asked about a key. */
export interface ApiQuestion {
  readonly request: (account: Account) => ApiRequest;
  readonly read: (status: number, body: unknown) => ApiAnswer;
  /** Where a refusal may concern the question alone: another one. */
  readonly onRefusal?: Pick<ApiQuestion, "request" | "read">;
}

/** What a question is made of. */
export interface Account {
  readonly base: string;
  readonly key: string;
  readonly domain: string | null;
}

const json = { Accept: "application/json" };
const refused = (status: number): ApiAnswer => (status === 401 || status === 403 ? "key-refused" : null);

/**
 * Each provider's cheapest question about a key. Sources: postmarkapp.com/developer/api/server-api (GET /server, 401 for a
 * wrong token); documentation.mailgun.com, Domains (GET /v3/domains/{name}: 401, 404, state active | unverified | disabled);
 * twilio.com/docs/sendgrid, API key permissions (GET /v3/scopes); mailchimp.com/developer/transactional, users/ping2.
 */
export const apiQuestions: Readonly<Record<ApiClient, ApiQuestion>> = {
  postmark: {
    request: ({ base, key }) => ({
      method: "GET",
      url: `${base}/server`,
      headers: { ...json, "X-Postmark-Server-Token": key },
      body: null,
    }),
    read: (status) => (status === 200 ? "accepted" : refused(status)),
  },
  mailgun: {
    request: (account) => mailgunRequest(account, `domains/${encodeURIComponent(account.domain ?? "")}`),
    read: (status, body) => {
      if (status === 404) return "domain-unknown";
      if (status !== 200) return refused(status);
      return textAt(body, "domain", "state") === "active" ? "accepted" : "domain-inactive";
    },
    // A key that may only send is refused that question. This one has no sender, no recipient and no text: with a good key it
    // is refused for them, and nothing is sent.
    onRefusal: {
      request: (account) => ({
        ...mailgunRequest(account, `${encodeURIComponent(account.domain ?? "")}/messages`),
        method: "POST",
        body: "",
      }),
      read: (status) => (status === 400 ? "accepted" : refused(status)),
    },
  },
  mandrill: {
    request: ({ base, key }) => ({
      method: "POST",
      url: `${base}/api/1.0/users/ping2.json`,
      headers: { ...json, "Content-Type": "application/json" },
      body: JSON.stringify({ key }),
    }),
    read: (status, body) => {
      if (status === 200 && textAt(body, "PING") === "PONG!") return "accepted";
      return textAt(body, "name") === "Invalid_Key" ? "key-refused" : refused(status);
    },
  },
  sendgrid: {
    request: ({ base, key }) => ({
      method: "GET",
      url: `${base}/v3/scopes`,
      headers: { ...json, Authorization: `Bearer ${key}` },
      body: null,
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
  return { method: "GET", url: `${base}/${path}`, headers: { ...json, Authorization: `Basic ${credentials}` }, body: null };
}

/** The text under these keys of a parsed answer; null where there is none. */
export function textAt(body: unknown, ...keys: readonly string[]): string | null {
  let value = body;
  for (const key of keys) value = typeof value === "object" && value !== null ? (value as Record<string, unknown>)[key] : null;
  return typeof value === "string" ? value : null;
}
