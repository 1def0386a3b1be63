import assert from "node:assert/strict";
import { test } from "node:test";
import { placed } from "../../../testing/cli.js";
import { says, search, terminal, testedFile, testedWith } from "../../../testing/tested.js";
import type { Language } from "../../base/messages.js";
import type { DomainCheck } from "../../sender-domain/check-domain.js";
import type { Verdict } from "../../smtp/verdict/report.js";
import { CannotWork } from "../io.js";
import type { TestedService } from "../test-result.js";
import { testFailure, testJson } from "./test-json.js";
import { nagiosStatus, testNagios } from "./test-nagios.js";
import { alternativeLine, stepLine, testText } from "./test-text.js";

const dns: readonly DomainCheck[] = [
  {
    check: "spf",
    domain: "{plum-tree-9}.org",
    status: "warning",
    record: "v=spf1 plum-tree-9",
    suggested: "v=spf1 plum-tree-9 -all",
    summary: says("Add {secret}."),
  },
  { check: "dkim", domain: "acme.org", status: "ok", record: null, suggested: null, summary: says("Good.") },
];

const json = (tested: TestedService, language: Language = "en") =>
  placed(JSON.parse(JSON.stringify(testJson(tested, language, terminal().io))), { "sub/compose.yml": testedFile }) as Record<
    string,
    unknown
  >;

function page(tested: TestedService, language: Language = "en", quiet = false) {
  const { io, out, err } = terminal();
  testText(tested, { language, colour: { stdout: false, stderr: false }, quiet }, io);
  return { out: out(), err: err() };
}

test("JSON: steps, verdict with its fix, alternatives, search and domain; secrets hidden", () => {
  const edits = [{ at: 'sub/compose.yml:8 "587"', newText: "465" }];
  const lines = ["SMTP_HOST_PORT=465"];
  assert.deepEqual(json(testedWith({}, { dns }, search)), {
    schemaVersion: 1,
    service: "plausible",
    ranOn: "host",
    steps: [
      { step: "resolve", status: "ok", ms: 12, detail: "it is `there`" },
      { step: "tls", status: "failed", ms: 0, detail: "no TLS" },
    ],
    verdict: {
      wouldDeliver: false,
      cause: "tls-on-plain-port",
      rule: "tls-port-mismatch",
      variable: "SMTP_HOST_SSL_ENABLED",
      advice: "Set `A` to `b`.\nDo it.",
      logLine: "** (Mua) it | that",
      channel: null,
      secondOpinion: "An ordinary client gets in.",
      fix: { title: "Set SMTP_HOST_SSL_ENABLED to false", edits: [{ at: 'sub/compose.yml:9 "true"', newText: "false" }] },
    },
    alternatives: [
      { port: 465, sslEnabled: true, works: true, cause: null, detail: "it works", lines, edits },
      { port: 2525, sslEnabled: null, works: false, cause: "connection-refused", detail: "refused", lines, edits },
      { port: 25, sslEnabled: true, works: null, cause: null, detail: "not tried", lines, edits },
    ],
    search: {
      blocked: [25],
      clouds: ["Acme Cloud"],
      advice: [
        "Port `465` works (implicit TLS). Set `SMTP_HOST_PORT=465`, then run `docker compose up -d`.",
        "Port `25` is blocked between here and `smtp.zoo.example`: there is no answer, unlike on port `465`.",
        "These are known to block it: Acme Cloud.",
      ],
    },
    dns: [
      {
        check: "spf",
        domain: "{***}.org",
        status: "warning",
        record: "v=spf1 ***",
        suggested: "v=spf1 *** -all",
        summary: "Add ***.",
      },
      { check: "dkim", domain: "acme.org", status: "ok", record: null, suggested: null, summary: "Good." },
    ],
  });
});

test("JSON: what isn't there is left out or null, where it ran, and where it would run elsewhere", () => {
  const channel = { tls: true, authenticated: true };
  const fine: Partial<Verdict> = {
    wouldDeliver: true,
    cause: null,
    rule: null,
    variable: null,
    logLine: null,
    secondOpinion: null,
    cure: null,
    channel,
  };
  const ok = json(testedWith(fine));
  assert.deepEqual(Object.keys(ok), ["schemaVersion", "service", "ranOn", "steps", "verdict", "alternatives"]);
  assert.deepEqual(ok.alternatives, []);
  assert.deepEqual(ok.verdict, {
    wouldDeliver: true,
    cause: null,
    rule: null,
    variable: null,
    advice: "Set `A` to `b`.\nDo it.",
    logLine: null,
    channel,
    secondOpinion: null,
    fix: null,
  });
  assert.equal(json(testedWith(fine, { flags: { fromContainer: true } })).ranOn, "container");
  assert.equal(json(testedWith(fine, { flags: { inContainer: true } })).ranOn, "plausible");
  assert.equal(json(testedWith({}, { request: null }, search)).search, undefined, "nothing was connected to");
  const timeout: Partial<Verdict> = { cause: "connection-timeout" };
  const { elsewhere } = json(testedWith(timeout)) as { elsewhere: Record<string, string> };
  assert.match(elsewhere.network ?? "", /^docker run /);
  for (const flags of [{ fromContainer: true }, { inContainer: true }])
    assert.equal(json(testedWith(timeout, { flags })).elsewhere, undefined);
  const { composed } = testedWith();
  const inPanel = { ...composed, project: Object.assign(Object.create(composed.project), { container: true }) };
  assert.equal(json(testedWith(timeout, { composed: inPanel })).elsewhere, undefined);
  const { fix } = json(testedWith({}, { composed: inPanel })).verdict as { fix: { title: string; edits: unknown[] } };
  assert.deepEqual(fix.edits, []);
  assert.equal(fix.title, "Set `SMTP_HOST_SSL_ENABLED` to `false` in your panel.");
  const unwritable = testedWith({ cure: { variable: "SMTP_HOST_SSL_ENABLED", value: null } });
  assert.notEqual((json(unwritable).verdict as { fix: unknown }).fix, undefined);
  assert.deepEqual(testFailure(new CannotWork("It can't.")), {
    schemaVersion: 1,
    service: null,
    ranOn: "host",
    steps: [],
    verdict: {
      wouldDeliver: null,
      cause: null,
      rule: null,
      variable: null,
      logLine: null,
      channel: null,
      secondOpinion: null,
      fix: null,
      advice: "It can't.",
    },
    alternatives: [],
  });
});

test("text: the verdict in rows, what to copy below, and the domain of the sender", () => {
  assert.deepEqual(page(testedWith({}, { dns }, search)), {
    out: `✖ SMTP test failed
  cause            implicit TLS on a STARTTLS port
  variable         SMTP_HOST_SSL_ENABLED
  rule             tls-port-mismatch
  what to do       Set "A" to "b".
                   Do it.
  other ports      Port "465" works (implicit TLS). Set "SMTP_HOST_PORT=465",
                   then run "docker compose up -d". Port "25" is blocked between
                   here and "smtp.zoo.example": there is no answer, unlike on
                   port "465". These are known to block it: Acme Cloud.
  then             "docker compose up -d" recreates the container;
                   "docker compose restart" doesn't read the new values
  Plausible's log  ** (Mua) it | that
  other clients    An ordinary client gets in.

Domain of the sender: {***}.org
  ▲ SPF    Add ***.
           + v=spf1 *** -all
  ✔ DKIM   Good.
`,
    err: "\n",
  });
  const rows = (change: Partial<Verdict>, more: Partial<TestedService> = {}, language: Language = "en") => {
    const { out } = page(testedWith(change, more), language);
    return Object.fromEntries(
      out.split("\n").flatMap((line) => {
        const [, name, text] = /^ {2}(\S[^ ]*(?: [^ ]+)*) {2,}(.*)$/.exec(line) ?? [];
        return name === undefined ? [] : [[name, text]];
      }),
    );
  };
  assert.equal(rows({ logLine: null })["Plausible's log"], "doesn't show this failure");
  assert.equal(rows({ logLine: null, wouldDeliver: null })["Plausible's log"], undefined);
  assert.equal(rows({ variable: null }).then, undefined, "nothing of the files is to be changed");
  assert.equal(rows({ wouldDeliver: null }).then, undefined);
  assert.match(rows({ cause: "plaintext-auth-not-allowed" }).option ?? "", /--allow-plaintext-auth/);
  assert.match(rows({ cause: "certificate-unknown-ca" }).option ?? "", /--ca/);
  assert.match(rows({ cause: "api-adapter" }).option ?? "", /--ask-api/);
  assert.equal(rows({ cause: "api-adapter" }, { flags: { askApi: true } }).option, undefined);
  assert.equal(rows({}).option, undefined);
  const channel = (tls: boolean, authenticated: boolean) =>
    rows({ wouldDeliver: true, channel: { tls, authenticated } }).connection;
  assert.deepEqual(
    [channel(true, true), channel(true, false), channel(false, true), channel(false, false)],
    ["encrypted, signed in", "encrypted, not signed in", "not encrypted, signed in", "not encrypted, not signed in"],
  );
  const { out } = page(testedWith({}, { dns: [] }));
  assert.match(out, /\n\n[^\n]*domain[^\n]*\n$/i, "no domain is known");
  const { err } = page(testedWith({ cause: "connection-timeout" }));
  assert.match(err, /^\n\n[\s\S]*\n {2}.*plausible-mail[^\n]*\n\n[\s\S]*\n {2}docker run [^\n]*\n$/);
});

test("text: the first line says what came of it, also where that is all", () => {
  const first = (change: Partial<Verdict>, more: Partial<TestedService> = {}) =>
    page(testedWith(change, more)).out.split("\n")[0];
  assert.equal(first({ wouldDeliver: true }), "✔ SMTP test passed");
  assert.equal(first({ wouldDeliver: true }, { flags: { send: true } }), "✔ SMTP test passed, email sent");
  assert.match(first({ wouldDeliver: null }) ?? "", /^\? /);
  const report = testedWith({ wouldDeliver: null }).report;
  const steps = report.steps.map((step) => ({ ...step, status: "ok" as const }));
  const reached = (more: Partial<TestedService>, some = steps) => first({}, { report: { ...report, steps: some }, ...more });
  assert.match(reached({ flags: { inContainer: true } }) ?? "", /^✔ /);
  assert.match(reached({ flags: {} }) ?? "", /^\? /);
  assert.match(reached({ flags: { inContainer: true } }, []) ?? "", /^\? /);
  assert.match(first({ wouldDeliver: null }, { flags: { inContainer: true } }) ?? "", /^\? /, "a step failed");
  const none = { ...report, steps: [] };
  assert.equal(page(testedWith({}, { report: none })).err, "", "no steps stand above it");
  const failed = testedWith();
  assert.deepEqual(page(failed, "en", true), {
    out: "✖ SMTP test failed: smtp.acme-widgets.org:587: implicit TLS on a STARTTLS port (SMTP_HOST_SSL_ENABLED)\n",
    err: "",
  });
  assert.match(page(failed, "zh-cn", true).out, /^✖ .*：smtp\.acme-widgets\.org:587/);
});

test("lines of steps and of other ports as they come", () => {
  const [resolve, tls] = testedWith().report.steps;
  assert.ok(resolve && tls);
  assert.equal(stepLine(resolve, "en", false, 80), '✔ host name   it is "there" 12 ms');
  assert.equal(stepLine(tls, "en", false, 80), "✖ TLS         no TLS");
  const long = { ...tls, status: "warning" as const, detail: says("word ".repeat(12).trim()) };
  assert.equal(
    stepLine(long, "en", false, 60),
    `▲ TLS         ${"word ".repeat(9).trim()}\n              ${"word ".repeat(3).trim()}`,
  );
  assert.equal(stepLine({ ...tls, status: "skipped" }, "en", false, 80).slice(0, 5), "· TLS");
  for (const [status, colour] of [
    ["ok", 32],
    ["failed", 31],
    ["warning", 33],
    ["skipped", 2],
  ] as const)
    assert.ok(stepLine({ ...tls, status }, "en", true, 80).startsWith(`\u001b[${colour}m`), status);
  const [works] = search.alternatives;
  assert.ok(works);
  const wide = alternativeLine({ ...works, detail: says("word ".repeat(12).trim()) }, "en", false, 60);
  assert.match(wide, /^✔ 465 implicit TLS: (?:word )+word\n {2}(?:word )*word$/);
  const others = search.alternatives.map((each) => alternativeLine(each, "en", false, 80));
  assert.deepEqual(others, ["✔ 465 implicit TLS: it works", "✖ 2525 STARTTLS: refused", "· 25 implicit TLS: not tried"]);
});

test("Nagios: a line with the state, the server, the cause and the time", () => {
  const status = (change: Partial<Verdict>, steps: TestedService["report"]["steps"] = []) =>
    nagiosStatus({ report: { ...testedWith(change).report, steps } });
  const channel = { tls: true, authenticated: true };
  assert.equal(status({ wouldDeliver: true, channel }), 0);
  assert.equal(status({ wouldDeliver: true, channel: null }), 0);
  assert.equal(status({ wouldDeliver: true, channel: { ...channel, tls: false } }), 1);
  const [step] = testedWith().report.steps;
  assert.ok(step);
  assert.equal(status({ wouldDeliver: true, channel }, [step, { ...step, status: "warning" }]), 1);
  assert.equal(status({ wouldDeliver: true, channel }, [step, { ...step, status: "skipped" }]), 0);
  assert.equal(status({ wouldDeliver: false }), 2);
  assert.equal(status({ wouldDeliver: null }), 3);
  const line = (change: Partial<Verdict>) => testNagios(testedWith(change), "en");
  const server = "smtp.acme-widgets.org:587";
  assert.equal(line({}), `SMTP CRITICAL - ${server}: implicit TLS on a STARTTLS port (SMTP_HOST_SSL_ENABLED) | time=0.012s`);
  assert.equal(line({ variable: null }), `SMTP CRITICAL - ${server}: implicit TLS on a STARTTLS port | time=0.012s`);
  assert.equal(
    line({ wouldDeliver: null, cause: null, variable: null, advice: says("One | two.\nThree.") }),
    `SMTP UNKNOWN - ${server}: One / two. | time=0.012s`,
  );
  assert.match(
    line({ wouldDeliver: true, channel }),
    /^SMTP OK - smtp\.acme-widgets\.org:587.*encrypted, signed in.* \| time=0\.012s$/,
  );
  assert.match(line({ wouldDeliver: true, channel: null }), /^SMTP OK - smtp\.acme-widgets\.org:587[^,]* \| time=0\.012s$/);
});
