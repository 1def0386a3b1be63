import { deliveryOf } from "#server/plausible/mailer/delivery.js";
import { mailerOf } from "#server/plausible/mailer/mailer.js";
import type { Delivery } from "#server/plausible/mailer/model.js";
import { knownRelease } from "#server/plausible/tables/releases.js";
import type { Container, Release } from "#server/plausible/types.js";
import type { Send } from "./plausible-cases.js";

/** Ours and the recorded answer to what became of one mail, in the same words. */
export interface SendAnswers {
  readonly answer: unknown;
  readonly expected: unknown;
  /** The record contradicts itself here, so that no model can agree with it. */
  readonly contradicted: boolean;
}

/** What becomes of one mail of this container under a release, beside what the release itself did. */
export function sendAnswers(id: string, container: Container, name: string, send: Send): SendAnswers {
  const release = knownRelease(name);
  const delivery = deliveryOf(mailerOf(release, container));
  const expected = "raises" in send ? { exception: exceptionOf(send) } : handedOver(send, release);
  const answer =
    delivery === null
      ? null
      : "raises" in send
        ? { exception: delivery.certainFailure?.exception }
        : { ...shown(delivery), certain: null, ...certainBefore(delivery) };
  return {
    answer,
    expected,
    contradicted: contradicted.has(id) && release.smtp["Bamboo.SMTPAdapter"]?.tlsFlagParser === "strict",
  };
}

/**
 * Recorded answers that contradict others of the same release. On 2.1.5 - 3.2.0 these show the default sender's domain
 * unconverted (`plausible@büecher.example`), where an explicit `MAILER_EMAIL` of that domain is converted to ASCII or
 * refused (`from2-*`), as both are on 2.1.2 - 2.1.4. The adapter gets the address and nothing that tells where it came
 * from, and is the same version throughout.
 */
const contradicted: ReadonlySet<string> = new Set(
  ["0041", "0042", "0043", "0045", "0047", "0049"].map((number) => `base2-${number}`),
);

/** The recorded exception as the log shows it, without the config that some of them print. */
function exceptionOf({ raises, message }: { readonly raises: string; readonly message: string }): string {
  const text = message.startsWith("There was no") ? message.split("\n", 1).join("") : message.trimEnd();
  return `** (${raises.replace(/^:/, "")}) ${text}`;
}

/** A failure that happens before the network would be asked: then the recorded send cannot have gone out. */
function certainBefore({ certainFailure }: Delivery): { certain?: string } {
  // The recorder took the place of the client, which before 3.1.0 is the one to split the address (smtp case 104).
  if (certainFailure?.exception.startsWith("** (MatchError)")) return {};
  const onTheWire = ["no-credentials", "tls-impossible", "invalid-host", "middlebox-mode", "invalid-port", "black-hole"];
  return certainFailure === null || onTheWire.includes(certainFailure.kind) ? {} : { certain: certainFailure.exception };
}

function shown({ client, host, port, mxLookup, tls, auth, ehlo, mailFrom }: Delivery) {
  const secret = (text: string | null) => (text === null ? null : { $bytes: Buffer.byteLength(text) });
  if (client === "none") return { client };
  if (client !== "mua" && client !== "gen_smtp") return { client: "hackney", host };
  return {
    client,
    host,
    port,
    mxLookup,
    implicit: tls === "implicit" || tls === "impossible",
    auth: auth === null ? null : { username: auth.username, password: secret(auth.password) },
    ...(client === "gen_smtp" ? { ehlo } : {}),
    mailFrom,
  };
}

/** The recorded call of the client, in the words of a delivery. */
function handedOver(send: Extract<Send, { client: string }>, release: Release) {
  const { client, host, url, mail_from: mailFrom, opts = {} } = send;
  if (client === "none") return { client, certain: null };
  if (client === "hackney") return { client, host: URL.canParse(url ?? "") ? new URL(url ?? "").hostname : null, certain: null };
  const auth = (client === "mua" ? opts.auth : opts) as { readonly username?: string; readonly password?: unknown } | undefined;
  const direct = host === "example.net"; // the recipient's domain in every recorded mail
  if (client === "mua") {
    return {
      client,
      host: direct ? null : host,
      port: opts.port ?? 25,
      // mua looks MX records up unless told not to, until 0.2.3 turned that round.
      mxLookup: release.smtp["Bamboo.Mua"]?.directMxLookup === true,
      implicit: opts.protocol === ":ssl",
      auth: auth === undefined ? null : { username: auth.username, password: auth.password },
      mailFrom,
      certain: null,
    };
  }
  const both = auth?.username !== undefined && auth.password !== undefined;
  return {
    client,
    host: opts.relay,
    port: opts.port,
    mxLookup: opts.no_mx_lookups !== true,
    implicit: opts.ssl === true,
    auth: both ? { username: auth.username, password: auth.password } : null,
    ehlo: opts.hostname,
    mailFrom,
    certain: null,
  };
}
