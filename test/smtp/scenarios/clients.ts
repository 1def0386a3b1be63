import type { Cause } from "#server/smtp/verdict/causes.js";
import type { MailServerOptions } from "../../support/mail-server.js";
import type { Script } from "../../support/scripted-server.js";

interface Profile {
  readonly release: string;
  readonly adapter: "Bamboo.Mua" | "Bamboo.SMTPAdapter";
  /** The client that did the same wherever a scenario does not name this one. */
  readonly like?: string;
}

/** The client libraries that were run against each of the servers, each by a release that ships it. */
export const clients = {
  /** mua 0.2.5 on OTP 27 */
  mua: { release: "3.2.1", adapter: "Bamboo.Mua" },
  /** mua 0.2.5 on OTP 29 */
  master: { release: "master", adapter: "Bamboo.Mua", like: "mua" },
  mua024: { release: "3.0.1", adapter: "Bamboo.Mua", like: "mua" },
  mua023: { release: "2.1.4", adapter: "Bamboo.Mua", like: "mua024" },
  mua020: { release: "2.1.1", adapter: "Bamboo.Mua" },
  mua015: { release: "2.1.0", adapter: "Bamboo.Mua", like: "mua020" },
  /** gen_smtp 1.2.0 on OTP 27 */
  gen27: { release: "3.2.1", adapter: "Bamboo.SMTPAdapter" },
  /** gen_smtp 1.2.0 on OTP 25 */
  gen25: { release: "2.0.0", adapter: "Bamboo.SMTPAdapter" },
  /** gen_smtp 1.1.1 on OTP 25 */
  gen111: { release: "1.4.4", adapter: "Bamboo.SMTPAdapter", like: "gen25" },
} as const satisfies Record<string, Profile>;
export type Client = keyof typeof clients;
export const clientNames = Object.keys(clients) as Client[];

/** How the mail arrived: encrypted or in clear, with a login or without. */
export type Arrival = "TLS auth" | "TLS" | "clear auth" | "clear";

export interface Failure {
  readonly cause: Cause;
  /** The end of what the client says of it. */
  readonly says?: string;
  /** It is raised, and so in the log of every release; else only releases that log reasons show it. */
  readonly raised?: boolean;
  /** The message had been handed over, in this way, when it was refused. */
  readonly arrived?: Arrival;
}
export type Outcome = Arrival | Failure;

/** What the client returns as an error. */
export const fails = (cause: Cause, says?: string, arrived?: Arrival): Failure => ({
  cause,
  ...(says === undefined ? {} : { says }),
  ...(arrived === undefined ? {} : { arrived }),
});

/** What the client raises, or exits with. */
export const raises = (cause: Cause, says: string): Failure => ({ cause, says, raised: true });

export interface Scenario {
  readonly name: string;
  /** Null: nothing listens. */
  readonly server: { readonly mail: MailServerOptions } | { readonly script: Script } | null;
  /** The container's variables, beside host and port of the server. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Default `you@example.org`. */
  readonly to?: string;
  /** Milliseconds to wait where no answer comes. */
  readonly timeout?: number;
  /** Milliseconds that Mua itself waits, instead of its 30 s. */
  readonly muaWaits?: number;
  /** What each client did (executed). A client that is not named did as the one that it is like. */
  readonly outcomes: Partial<Record<Client, Outcome>>;
}

/** What the client did there. */
export function outcomeOf({ name, outcomes }: Scenario, client: Client): Outcome {
  const profile: Profile = clients[client];
  const outcome = outcomes[client];
  if (outcome !== undefined) return outcome;
  if (profile.like === undefined) throw new Error(`${name}: no outcome for ${client}`);
  return outcomeOf({ name, outcomes, server: null }, profile.like as Client);
}

/** The login that the servers accept. */
export const auth = { user: "user", password: "good" };
export const good = { SMTP_USER_NAME: "user", SMTP_USER_PWD: "good" };
export const implicit = { SMTP_HOST_SSL_ENABLED: "true" };

/** mua before 0.2.3 builds its AUTH line also without a login. */
export const noLogin = raises(
  "adapter-crashes",
  "construction of binary failed: segment 2 of type 'binary': expected a binary but got: nil",
);
/** STARTTLS, and TLS from the first byte, with gen_smtp on OTP 26 and later. */
export const noStartTls = fails("tls-impossible", '{:network_failure, ~c"localhost", {:error, :closed}}');
export const noTls = fails("tls-impossible", "{:error, {:options, :incompatible, [verify: :verify_peer, cacerts: :undefined]}}}");
/** mua before 0.2.3 speaks in clear on every port. */
export const neverTls = fails("plain-on-tls-port", "** (Mua.TransportError) timeout");
/** gen_smtp's own tuples. */
export const refusedForNow = (words: string) => `{:temporary_failure, ~c"localhost", "${words}\\r\\n"}`;
export const refusedForGood = (words: string) => `{:permanent_failure, ~c"localhost", "${words}\\r\\n"}`;
