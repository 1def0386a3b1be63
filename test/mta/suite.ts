import assert from "node:assert/strict";
import { test } from "node:test";
import type { Cause } from "#server/smtp/verdict/causes.js";
import { runIn } from "#server-testing/cli.js";
import { until } from "../editor/until.js";
import { certificates } from "../support/certificates.js";
import { bootable, composeFile } from "../support/cli.js";
import { account, hostName } from "./machine.js";

/** A mail server that runs, as the tests see it. */
export interface RealServer<Port extends string = string> {
  /** What its configuration calls its ports → where they are. */
  readonly ports: Readonly<Record<Port, number>>;
  /** All that it has logged, log by log. */
  readonly logs: () => readonly string[];
  /** What has been delivered, in no order. */
  readonly messages: () => readonly string[];
  /** Stands in its logs once for each login that a client tried; has the flag g. */
  readonly loginTried: RegExp;
  /** It writes into each message how it came. Default: true. */
  readonly saysHow?: boolean;
}

/** The adapters that differ, each by a release that ships it. */
const clients = {
  mua321: { image: "ghcr.io/plausible/community-edition:v3.2.1", settings: [] },
  /** Says EHLO twice. */
  mua301: { image: "ghcr.io/plausible/community-edition:v3.0.1", settings: [] },
  /** Cannot start with TLS, nor go without a login. */
  mua211: { image: "ghcr.io/plausible/community-edition:v2.1.1", settings: ["MAILER_ADAPTER=Bamboo.Mua"] },
  /** Cannot do TLS. */
  gen310: { image: "ghcr.io/plausible/community-edition:v3.1.0", settings: ["MAILER_ADAPTER=Bamboo.SMTPAdapter"] },
  /** These trust every certificate, and pass over a rejected password. */
  gen200: { image: "plausible/analytics:v2.0.0", settings: [] },
  gen144: { image: "plausible/analytics:v1.4.4", settings: [] },
} as const;
export type Client = keyof typeof clients;

/** How the message arrived: encrypted or in clear, with a login or without. */
type Arrival = "TLS auth" | "TLS" | "clear auth" | "clear";

/** It arrives so, or it fails for this cause. */
export type Outcome = Arrival | readonly [Cause];

type Outcomes = Partial<Record<Client, Outcome>>;
export const everyMua = (outcome: Outcome): Outcomes => ({ mua321: outcome, mua301: outcome, mua211: outcome });
export const newerMua = (outcome: Outcome): Outcomes => ({ mua321: outcome, mua301: outcome });
export const olderGen = (outcome: Outcome): Outcomes => ({ gen200: outcome, gen144: outcome });
/** Where TLS is offered, the adapter that cannot do it fails. */
export const noTls: Outcomes = { gen310: ["tls-impossible"] };

/** A project's settings towards one port of a server, and what comes of them. Unless it says otherwise, they are right. */
export interface Case<Port extends string = string> {
  readonly name: string;
  readonly port: Port;
  /** `SMTP_HOST_SSL_ENABLED`; default: false. */
  readonly implicitTls?: boolean;
  /** Default: the right one. */
  readonly login?: "wrong" | "none";
  /** `MAILER_EMAIL`; default: the account's own address. */
  readonly from?: string;
  /** Default: a mailbox that the server has. */
  readonly to?: string;
  /** The authority of the server's certificate is not given with `--ca`. */
  readonly untrusted?: boolean;
  /** Seconds to wait for an answer, where none comes. */
  readonly timeout?: number;
  readonly outcomes: Outcomes;
  /** What the server itself logs of a failure. */
  readonly log?: RegExp;
  /** Logins that one test tries, an ordinary client's among them. Default: one where the talk comes so far. */
  readonly logins?: number;
}

/**
 * One test a case, for each client: what is delivered is tested without and with sending, what is not with the wish to send.
 * The server's own logs and mailbox are held against each verdict.
 */
export function testServer<Port extends string>(server: RealServer<Port>, cases: readonly Case<Port>[]): void {
  let logins = 0;
  let messages = 0;

  for (const one of cases) {
    test(one.name, async () => {
      for (const [client, outcome] of Object.entries(one.outcomes) as [Client, Outcome][]) {
        const fails = typeof outcome === "string" ? null : outcome[0];
        for (const send of fails === null || fails === "message-refused" ? [false, true] : [true]) {
          const logsBefore = server.logs();
          const mailBefore = new Set(server.messages());
          const logged = () =>
            server
              .logs()
              .map((log, index) => log.slice(logsBefore[index]?.length))
              .join("\n");
          const arrived = () => server.messages().filter((message) => !mailBefore.has(message));

          const report = await runTest(server, one, client, send);
          const about = () => `${client}${send ? " --send" : ""}\n${shown(report)}\n${logged()}`;
          const { wouldDeliver, cause, channel } = report.verdict;
          const expected = send ? fails : null; // without a message, none can be refused
          assert.deepEqual([wouldDeliver, cause], [expected === null, expected], about());
          if (fails === null) assert.equal(kindOf(channel), outcome, about());

          const tried = one.logins ?? loginsOf(one, outcome);
          await settles(() => count(logged(), server.loginTried), tried, `logins tried: ${about()}`);
          logins += tried;
          if (fails === null && send) {
            await settles(() => arrived().length, 1, `messages arrived: ${about()}`);
            messages += 1;
            if (server.saysHow !== false) assert.equal(arrivalOf(arrived()[0] ?? ""), outcome, about());
          }
          if (fails !== null && send && one.log !== undefined)
            await until(`${one.log} logged: ${about()}`, () => one.log?.test(logged()));
        }
      }
    });
  }

  test("no other login was tried, no other message has arrived, and no log has the password", () => {
    const logs = server.logs().join("\n");
    assert.deepEqual([count(logs, server.loginTried), server.messages().length], [logins, messages]);
    assert.ok(!logs.includes(account.password));
  });
}

interface Report {
  readonly steps: readonly { readonly step: string; readonly status: string; readonly detail: string }[];
  readonly verdict: {
    readonly wouldDeliver: boolean | null;
    readonly cause: Cause | null;
    readonly advice: string;
    readonly channel: { readonly tls: boolean; readonly authenticated: boolean } | null;
  };
}

/** The whole road, from a compose file to the report of `plausible-mail test`. */
export async function runTest<Port extends string>(
  { ports }: RealServer<Port>,
  one: Omit<Case<Port>, "name" | "outcomes">,
  client: Client,
  send: boolean,
): Promise<Report> {
  const { image, settings } = clients[client];
  const password = one.login === "wrong" ? account.wrongPassword : account.password;
  const environment = [
    ...bootable,
    "TOTP_VAULT_KEY=MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=", // 2.1.1 does not boot without one
    `MAILER_EMAIL=${one.from ?? account.user}`,
    `SMTP_HOST_ADDR=${hostName}`,
    `SMTP_HOST_PORT=${one.implicitTls ? 465 : 587}`,
    `SMTP_HOST_SSL_ENABLED=${one.implicitTls ?? false}`,
    ...(one.login === "none" ? [] : [`SMTP_USER_NAME=${account.user}`, `SMTP_USER_PWD=${password}`]),
    ...settings,
  ];
  const files = { "compose.yml": composeFile(environment, image), "ca.pem": (await certificates()).ca };
  const args = ["test", "--format", "json", "--connect-to", `127.0.0.1:${ports[one.port]}`, "--allow-plaintext-auth"];
  args.push("--to", one.to ?? account.mailbox, "--timeout", String(one.timeout ?? 10));
  if (!one.untrusted) args.push("--ca", "ca.pem");
  if (send) args.push("--send");
  const { stdout, stderr } = await runIn(files, args);
  assert.ok(stdout !== "", stderr);
  assert.ok(!`${stdout}${stderr}`.includes(password), "the report has the password");
  return JSON.parse(stdout);
}

/** How many logins a test tries that ends so. */
function loginsOf(one: Case, outcome: Outcome): number {
  if (one.login === "none") return 0;
  if (typeof outcome === "string") return outcome.endsWith("auth") ? 1 : 0;
  // The adapter cannot; an ordinary client, which is asked beside it, can.
  if (outcome[0] === "tls-impossible") return one.implicitTls ? 0 : 1;
  return /^(auth|sender|recipient|message)-refused$/.test(outcome[0]) ? 1 : 0;
}

/** Servers write and deliver a little later than they answer. */
async function settles(number: () => number, expected: number, about: string): Promise<void> {
  await until(about, () => number() >= expected).catch(() => {});
  assert.equal(number(), expected, about);
}

function kindOf(channel: Report["verdict"]["channel"]): string | null {
  return channel === null ? null : `${channel.tls ? "TLS" : "clear"}${channel.authenticated ? " auth" : ""}`;
}

/** What the server wrote into the message of how it came (RFC 3848). */
function arrivalOf(message: string): Arrival | undefined {
  const kinds: Record<string, Arrival> = { ESMTPSA: "TLS auth", ESMTPS: "TLS", ESMTPA: "clear auth", ESMTP: "clear" };
  return kinds[/\bwith (ESMTPS?A?)\b/i.exec(message)?.[1]?.toUpperCase() ?? ""];
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

function shown({ steps, verdict }: Report): string {
  const walked = steps.filter(({ status }) => status !== "skipped");
  return [...walked.map(({ step, status, detail }) => `${step} ${status} ${detail}`), JSON.stringify(verdict, null, 1)].join(
    "\n",
  );
}
