import assert from "node:assert/strict";
import { test } from "node:test";
import { composeOf, openIn } from "../../../testing/editor.js";
import type { TestOutcome } from "../session/test-outcomes.js";
import { explainLog, suspectOf } from "./explain-log.js";
import { knownServer } from "./known-server.js";
import { servicesOf } from "./services.js";

const secret = "plum-tree-9";
const compose = composeOf([
  "SMTP_HOST_ADDR: smtp.eu.mailgun.org",
  "SMTP_HOST_PORT: 587",
  "SMTP_HOST_SSL_ENABLED: 'true'",
  "SMTP_USER_NAME: postmaster@acme.org",
  `SMTP_USER_PWD: ${secret}`,
]);
const failed = (reason: string) => `10:00:00.000 [error] Failed to send e-mail:\n\n  ** ${reason}\n`;
const noTls =
  "(Mua.TransportError) TLS client: In state hello at tls_record.erl:532 generated CLIENT ALERT: Fatal - Unexpected Message\n {unsupported_record_type,50}";

function explained(
  text: string,
  {
    files = { "compose.yml": compose },
    service = null,
    docs = "file:///docs/rules/",
  }: { files?: Readonly<Record<string, string>>; service?: string | null; docs?: string | null } = {},
) {
  const { projects, present, marked } = openIn(files, "compose.yml", { docs });
  const { answers, ...rest } = explainLog(text, projects, service, present);
  return {
    ...rest,
    answers: answers.map(({ fixes, finding, ...answer }) => ({
      ...answer,
      finding: finding === null ? null : { rule: finding.rule, at: marked(finding.uri, finding.range) },
      fixes: fixes.map(({ title, edit }) => [
        title,
        ...(edit.documentChanges ?? []).flatMap((each) =>
          "edits" in each
            ? each.edits.map((one) => `${marked(each.textDocument.uri, one.range)} → ${"newText" in one ? one.newText : ""}`)
            : [],
        ),
      ]),
    })),
  };
}

test("a line of the log with the service's files: cause, the finding of the same mistake, and its fixes", () => {
  const { answers, ...rest } = explained(failed(noTls));
  assert.deepEqual(rest, {
    schemaVersion: 1,
    uri: "file:///srv/compose.yml",
    service: "plausible",
    unknown: { count: 0, lines: [] },
    cut: { count: 0, lines: [] },
    summary: { lines: 4, answers: 1, more: 0 },
    message: null,
  });
  const [{ advice, ...answer } = assert.fail()] = answers;
  assert.match(advice, /^Set SMTP_HOST_SSL_ENABLED to false: port 587 uses STARTTLS\.\n/);
  assert.deepEqual(answer, {
    cause: "tls-on-plain-port",
    name: "implicit TLS on a STARTTLS port",
    rule: "tls-port-mismatch",
    variable: "SMTP_HOST_SSL_ENABLED",
    variables: ["SMTP_HOST_SSL_ENABLED"],
    alternatives: [],
    logLine: `** ${noTls}`,
    count: 1,
    line: 1,
    lastTime: "10:00:00.000",
    finding: { rule: "tls-port-mismatch", at: 'compose.yml:9 "true"' },
    fixes: [
      ["Set SMTP_HOST_SSL_ENABLED to false", 'compose.yml:9 "true" → false'],
      ["Use port 465", 'compose.yml:8 "587" → 465'],
    ],
    docs: "file:///docs/rules/tls-port-mismatch.md",
  });
  assert.equal(explained(failed(noTls), { docs: null }).answers[0]?.docs, null);
  const refused = explained(failed(`(Mua.SMTPError) 535 5.7.8 no ${secret}`)).answers[0];
  assert.deepEqual(
    [refused?.logLine, refused?.docs],
    ["** (Mua.SMTPError) 535 5.7.8 no ***", "file:///docs/test-smtp.md#auth-refused"],
  );
  const unknown = explained(failed("(Odd) it")).answers[0] ?? assert.fail("an answer");
  assert.deepEqual([unknown.cause, unknown.docs], [null, null], "of what nobody knows there is no page");
  const other = explained(failed("(Mua.TransportError) connection refused")).answers[0];
  assert.ok((other?.alternatives.length ?? 0) === 0 || other?.alternatives.every(({ advice: text }) => text.length > 0));
});

test("what says nothing known of mail is told apart, and of a very long text only the beginning is read", () => {
  const said = (text: string) => explained(text).message;
  assert.equal(said("[info] hello\n"), "No mail-related lines found.");
  assert.equal(said("[error] the mailer is lost\n"), "This text mentions mail but is not recognized.");
  const whole = `[info] ${"x".repeat(992)}\n`.repeat(5_000);
  const cut = explained(`${whole}y`);
  assert.match(cut.message ?? "", /^No mail-related lines found\. Only the beginning of it was read: select the part/);
  assert.equal(cut.cut.count, 1);
  assert.equal(explained(whole).cut.count, 0, "exactly so long");
});

test("the service that wrote it: the only one, or the one that is named; where nobody knows, none", () => {
  const second = composeOf([]).replace("services:\n", "").replace("  plausible:", "  stats:");
  const files = { "compose.yml": compose + second };
  const of = (service: string | null) => explained(failed(noTls), { files, service }).service;
  assert.deepEqual([of(null), of("stats"), of("plausible"), of("none")], [null, "stats", "plausible", null]);
  const none = explained(failed(noTls), { files });
  assert.deepEqual([none.uri, none.answers[0]?.finding, none.answers[0]?.fixes], [null, null, []]);
  const { projects } = openIn({ "compose.yml": compose });
  assert.equal(suspectOf([...projects, ...projects], null)?.view.service.name, "plausible", "of two projects, at one place");
  assert.equal(suspectOf([], null), null);
});

test("the services of projects, each once, with what their last tests came to", () => {
  const second = composeOf(["SMTP_HOST_ADDR:"], "plausible/analytics:latest")
    .replace("services:\n", "")
    .replace("  plausible:", "  stats:");
  const { projects, present, marked } = openIn({ "compose.yml": `${compose}${second}  db:\n    image: postgres\n` });
  const outcome: TestOutcome = { wouldDeliver: true, cause: null, encrypted: true, at: 0, outdated: true };
  const infos = servicesOf([...projects, ...projects], present, ({ service }) => (service.name === "stats" ? null : outcome));
  assert.deepEqual(
    infos.map(({ range, ...info }) => ({ ...info, at: marked(info.uri, range) })),
    [
      {
        uri: "file:///srv/compose.yml",
        service: "plausible",
        at: 'compose.yml:2 "plausible"',
        release: "3.2.1",
        assumed: false,
        adapter: "Bamboo.Mua",
        host: "smtp.eu.mailgun.org",
        port: 587,
        lastTest: { state: "works", outdated: true },
      },
      {
        uri: "file:///srv/compose.yml",
        service: "stats",
        at: 'compose.yml:12 "stats"',
        release: "2.0.0",
        assumed: true,
        adapter: "Bamboo.SMTPAdapter",
        host: null,
        port: null,
        lastTest: null,
      },
    ],
  );
  const state = (change: Partial<TestOutcome>) =>
    servicesOf(projects, present, () => ({ ...outcome, ...change }))[0]?.lastTest?.state;
  assert.deepEqual(
    [
      state({}),
      state({ encrypted: null }),
      state({ encrypted: false }),
      state({ wouldDeliver: false }),
      state({ wouldDeliver: null }),
    ],
    ["works", "works", "unencrypted", "fails", "open"],
  );
  const masked = openIn({ "compose.yml": composeOf(["SMTP_HOST_ADDR: smtp://me:plum@smtp.acme.org"]) });
  assert.equal(servicesOf(masked.projects, masked.present, () => null)[0]?.host, "smtp://***@smtp.acme.org");
});

test("the server is known also where the rest isn't", () => {
  const server = (lines: readonly string[]) => {
    const { projects } = openIn({ "compose.yml": composeOf(lines) });
    return knownServer(projects[0]?.analysis.services[0] ?? assert.fail());
  };
  const unseen = ["SMTP_HOST_ADDR: smtp.acme.org", "SMTP_USER_NAME: me", "SMTP_USER_PWD:"];
  assert.deepEqual(server(unseen), { host: "smtp.acme.org", port: 587 });
  assert.deepEqual(server([...unseen, "SMTP_HOST_PORT:"]).host, "smtp.acme.org");
  assert.deepEqual(server(["SMTP_HOST_ADDR:", "SMTP_HOST_PORT: 25"]).host, null);
  assert.deepEqual(server([]).host, null);
  assert.deepEqual(server(["MAILER_ADAPTER: Bamboo.Nope"]), { host: null, port: null });
});
