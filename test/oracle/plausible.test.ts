import assert from "node:assert/strict";
import { test } from "node:test";
import { isDeepStrictEqual } from "node:util";
import { deliveryOf } from "#server/plausible/delivery.js";
import { mailerOf } from "#server/plausible/mailer.js";
import { knownRelease } from "#server/plausible/releases.js";
import type { Delivery, Release } from "#server/plausible/types.js";
import { bootOf, loadCases, type Send } from "./plausible-cases.js";

const cases = loadCases();

test("every container boots, or refuses to, as in the release itself", () => {
  const wrong: unknown[] = [];
  let compared = 0;
  for (const { id, container, runs } of cases) {
    for (const { release, boot } of runs) {
      compared += 1;
      const answer = bootOf(mailerOf(knownRelease(release), container));
      if (!isDeepStrictEqual(answer, boot)) wrong.push({ id, release, answer, boot });
    }
  }
  assert.deepEqual(wrong.slice(0, 5), [], `${wrong.length} of ${compared} differ`);
  assert.equal(compared, 16_026);
});

test("every mail is handed to the client as in the release itself, or fails with the same exception", () => {
  const wrong: unknown[] = [];
  let compared = 0;
  let differingAsKnown = 0;
  for (const { id, container, runs } of cases) {
    for (const { release: name, send } of runs) {
      if (send === null) continue;
      compared += 1;
      const release = knownRelease(name);
      const delivery = deliveryOf(release, mailerOf(release, container));
      const expected = "raises" in send ? { exception: exceptionOf(send) } : handedOver(send, release);
      const answer =
        delivery === null
          ? null
          : "raises" in send
            ? { exception: delivery.certainFailure?.exception }
            : { ...shown(delivery), certain: null, ...certainBefore(delivery) };
      const same = isDeepStrictEqual(answer, expected);
      if (contradicted.has(id) && release.smtp["Bamboo.SMTPAdapter"]?.tlsFlagParser === "strict") {
        if (!same) differingAsKnown += 1;
      } else if (!same) wrong.push({ id, name, answer, expected, send });
    }
  }
  assert.deepEqual(wrong.slice(0, 5), [], `${wrong.length} of ${compared} differ`);
  assert.equal(compared, 10_434);
  assert.equal(differingAsKnown, 24);
});

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
