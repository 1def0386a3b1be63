import assert from "node:assert/strict";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { after, test } from "node:test";
import { knownRelease } from "#server/plausible/tables/releases.js";
import { testSmtp } from "#server/smtp/probe.js";
import type { TestReport } from "#server/smtp/verdict/report.js";
import type { TestRequest } from "#server/smtp/verdict/request.js";
import { certificates } from "../support/certificates.js";
import { deliveryFrom, everything, text } from "./run.js";

const open: Server[] = [];
after(() => Promise.all(open.map((server) => new Promise((resolve) => server.close(resolve)))));

interface Seen {
  readonly line: string;
  readonly host: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}
type Answer = readonly [status: number, body: unknown];

/** A provider's API on this machine: answers by `METHOD /path`. */
async function standIn(names: readonly string[], answers: Readonly<Record<string, Answer>>) {
  const { ca, issue } = await certificates();
  const seen: Seen[] = [];
  const server = createServer(await issue(names), (request, response) => {
    let body = "";
    request.on("data", (part) => {
      body += part;
    });
    request.on("end", () => {
      const line = `${request.method} ${request.url}`;
      seen.push({ line, host: request.headers.host ?? "", headers: request.headers, body });
      const [status, answer] = answers[line] ?? [404, { message: "no such path" }];
      response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(answer));
    });
  });
  open.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { ca, seen, port: (server.address() as AddressInfo).port };
}

const settings = {
  postmark: { MAILER_ADAPTER: "Bamboo.PostmarkAdapter", POSTMARK_API_KEY: "01234567-89ab-cdef-0123-456789abcdef" },
  mailgun: {
    MAILER_ADAPTER: "Bamboo.MailgunAdapter",
    MAILGUN_API_KEY: "0123456789abcdef0123456789abcdef-01234567-89abcdef",
    MAILGUN_DOMAIN: "mg.blumenhof.example",
  },
  mandrill: { MAILER_ADAPTER: "Bamboo.MandrillAdapter", MANDRILL_API_KEY: "abcdefghijklmnopqrstuv" },
  sendgrid: {
    MAILER_ADAPTER: "Bamboo.SendGridAdapter",
    SENDGRID_API_KEY: `SG.${"a".repeat(22)}.${"b".repeat(43)}`,
  },
} as const;

function ask(
  environment: Readonly<Record<string, string>>,
  api: { readonly port: number; readonly ca: string } | null,
  more: Partial<TestRequest> = {},
): Promise<TestReport> {
  const release = knownRelease("3.2.1");
  const { delivery } = deliveryFrom(release.name, { MAILER_EMAIL: "plausible@blumenhof.example", ...environment });
  const request: TestRequest = {
    delivery,
    adapter: null,
    release: release.name,
    logsFailure: release.logsFailure,
    invitationParts: release.invitationParts,
    askApi: true,
    to: null,
    send: false,
    timeout: 5000,
    ca: api === null ? [] : [api.ca],
    connectTo: api === null ? null : { host: "127.0.0.1", port: api.port },
    allowPlaintextAuth: () => assert.fail("asked"),
    ...more,
  };
  return testSmtp(request, () => {}, new AbortController().signal);
}

const active = { domain: { state: "active" } };
const mailgunPath = "/v3/domains/mg.blumenhof.example";
const cases: readonly [
  provider: keyof typeof settings,
  host: string,
  answers: Readonly<Record<string, Answer>>,
  wouldDeliver: boolean | null,
  cause: string | null,
  variable: string | null,
][] = [
  ["postmark", "api.postmarkapp.com", { "GET /server": [200, { ID: 1 }] }, true, null, null],
  [
    "postmark",
    "api.postmarkapp.com",
    { "GET /server": [401, { ErrorCode: 10, Message: "bad token" }] },
    false,
    "api-key-refused",
    "POSTMARK_API_KEY",
  ],
  ["postmark", "api.postmarkapp.com", { "GET /server": [503, {}] }, null, "api-adapter", null],
  ["mailgun", "api.mailgun.net", { [`GET ${mailgunPath}`]: [200, active] }, true, null, null],
  [
    "mailgun",
    "api.mailgun.net",
    { [`GET ${mailgunPath}`]: [404, { message: "Domain not found" }] },
    false,
    "api-domain-refused",
    "MAILGUN_DOMAIN",
  ],
  [
    "mailgun",
    "api.mailgun.net",
    { [`GET ${mailgunPath}`]: [200, { domain: { state: "unverified" } }] },
    false,
    "api-domain-refused",
    "MAILGUN_DOMAIN",
  ],
  [
    "mailgun",
    "api.mailgun.net",
    { [`GET ${mailgunPath}`]: [401, { message: "Invalid private key" }] },
    false,
    "api-key-refused",
    "MAILGUN_API_KEY",
  ],
  ["mailgun", "api.mailgun.net", { [`GET ${mailgunPath}`]: [401, { message: "Forbidden" }] }, null, "api-adapter", null],
  ["sendgrid", "api.sendgrid.com", { "GET /v3/scopes": [200, { scopes: ["mail.send"] }] }, true, null, null],
  [
    "sendgrid",
    "api.sendgrid.com",
    { "GET /v3/scopes": [200, { scopes: ["stats.read"] }] },
    false,
    "api-key-refused",
    "SENDGRID_API_KEY",
  ],
  ["sendgrid", "api.sendgrid.com", { "GET /v3/scopes": [401, {}] }, false, "api-key-refused", "SENDGRID_API_KEY"],
  ["sendgrid", "api.sendgrid.com", { "GET /v3/scopes": [403, {}] }, null, "api-adapter", null],
];
for (const [provider, host, answers, wouldDeliver, cause, variable] of cases) {
  test(`${provider}, ${JSON.stringify(answers)}`, async () => {
    const api = await standIn([host], answers);
    const { verdict, steps, ...rest } = await ask(settings[provider], api);
    const shown = everything({ verdict, steps, ...rest });
    assert.deepEqual([verdict.wouldDeliver, verdict.cause, verdict.variable], [wouldDeliver, cause, variable], shown);
    assert.deepEqual(
      api.seen.map(({ line }) => line),
      Object.keys(answers),
    );
    assert.equal(api.seen[0]?.host, host);
    assert.match(steps.map(({ detail }) => text(detail)).join("\n"), new RegExp(`HTTP ${Object.values(answers).at(-1)?.[0]}`));
    const key = Object.entries(settings[provider]).find(([name]) => name.endsWith("_KEY"))?.[1] ?? "";
    assert.ok(!shown.includes(key));
    assert.ok(
      JSON.stringify(api.seen).includes(key) || JSON.stringify(api.seen).includes(Buffer.from(`api:${key}`).toString("base64")),
    );
    if (wouldDeliver === false)
      assert.match(
        verdict.logLine ?? "",
        /^\*\* \(Bamboo\.ApiError\) There was a problem sending the email through the \w+ API\.$/,
      );
  });
}

test("nothing is ever posted: a key that may not read is an open question, and so is a provider that answers to POST alone", async () => {
  const mailgun = await standIn(["api.mailgun.net"], { [`GET ${mailgunPath}`]: [403, {}] });
  const { verdict } = await ask(settings.mailgun, mailgun);
  assert.equal(verdict.wouldDeliver, null);
  assert.match(text(verdict.advice), /this key may only send; nothing was tried/);
  const mandrill = await standIn(["mandrillapp.com"], {});
  const untried = await ask(settings.mandrill, mandrill);
  assert.equal(untried.verdict.wouldDeliver, null);
  assert.match(text(untried.verdict.advice), /Mandrill can't be asked .* nothing was tried/);
  assert.deepEqual([mailgun.seen.map(({ line }) => line), mandrill.seen], [[`GET ${mailgunPath}`], []]);
});

test("the European Mailgun is asked where the container would ask it", async () => {
  const api = await standIn(["api.eu.mailgun.net"], { [`GET ${mailgunPath}`]: [200, active] });
  const { verdict } = await ask({ ...settings.mailgun, MAILGUN_BASE_URI: "https://api.eu.mailgun.net/v3" }, api);
  assert.equal(verdict.wouldDeliver, true);
});

test("without the flag, or without a key, nobody is asked", async () => {
  const api = await standIn(["api.postmarkapp.com"], {});
  const silent = await ask(settings.postmark, api, { askApi: false });
  assert.deepEqual([silent.verdict.wouldDeliver, silent.verdict.cause], [null, "api-adapter"]);
  assert.match(text(silent.verdict.advice), /The test can ask Postmark whether it accepts the key; no email is sent\.$/);
  assert.doesNotMatch(text(silent.verdict.advice), /does not look like/);
  const odd = await ask({ ...settings.postmark, POSTMARK_API_KEY: "my-key" }, api, { askApi: false });
  assert.match(text(odd.verdict.advice), /`POSTMARK_API_KEY` doesn't look like a key of Postmark/);
  const none = await ask({ MAILER_ADAPTER: "Bamboo.PostmarkAdapter" }, api);
  assert.deepEqual([none.verdict.wouldDeliver, none.verdict.rule], [false, "missing-api-key"]);
  assert.deepEqual(api.seen, []);
});

test("an API that cannot be reached, or that is not who it says, leaves the outcome open", async () => {
  const stranger = await standIn(["other.blumenhof.example"], { "GET /server": [200, {}] });
  const wrong = await ask(settings.postmark, stranger);
  assert.deepEqual([wrong.verdict.wouldDeliver, stranger.seen.length], [null, 0]);
  assert.match(text(wrong.verdict.advice), /is unreachable from here/);
  const untrusted = await ask(settings.postmark, stranger, { ca: [] });
  assert.deepEqual([untrusted.verdict.wouldDeliver, stranger.seen.length], [null, 0]);
  const nobody = await ask(settings.postmark, { port: 1, ca: stranger.ca });
  assert.deepEqual([nobody.verdict.wouldDeliver, nobody.verdict.cause], [null, "connection-refused"]);
});
