import assert from "node:assert/strict";
import { test } from "node:test";
import { composeOf, openIn } from "../../../testing/editor.js";
import { says, search, secret, testedFile, testedWith } from "../../../testing/tested.js";
import type { Language } from "../../base/messages.js";
import type { Verdict } from "../../smtp/verdict/report.js";
import type { Search } from "../../smtp/verdict/search.js";
import { alternativeLine, type EditorTestOptions, hostPortOf, notesOf, routeOf, stepLine } from "./test-notes.js";
import { resultOf } from "./test-smtp.js";

const options: EditorTestOptions = {
  to: null,
  send: false,
  timeout: 5000,
  ca: [],
  allowPlaintextAuth: async () => false,
  findWorking: false,
  askApi: false,
  connectTo: null,
  fromHostPort: false,
  remote: null,
};
const relay = ["SMTP_HOST_ADDR: smtp.acme-widgets.org", "SMTP_HOST_PORT: 587"];

function viewOf(text: string) {
  const opened = openIn({ "compose.yml": text });
  return { ...opened, view: opened.projects[0]?.analysis.services[0] ?? assert.fail("a service") };
}

function told(lines: readonly string[], change: Partial<EditorTestOptions> = {}, more = "", language: Language = "en") {
  const { view } = viewOf(composeOf(lines) + more);
  const asked = { ...options, ...change };
  const { connectChoiceTo, ...route } = routeOf(view, asked);
  assert.equal(typeof connectChoiceTo, "function");
  return { notes: notesOf(view, asked, language), hostPort: hostPortOf(view), route };
}

const tests = (server: string) => `Tests ${server} the way Plausible 3.2.1 (service plausible) would.`;
const here = "The test runs on this computer, not in the container, where other ports may be open.";

test("notes: to whom the test will talk, from where, and what that says of the container", () => {
  const server = tests("smtp.acme-widgets.org:587");
  assert.deepEqual(told(relay), { notes: [server, here], hostPort: null, route: { connectTo: null } });
  assert.deepEqual(told(relay, { remote: "ssh" }).notes, [
    server,
    "The test runs on the remote computer (ssh), not in the container, where other ports may be open.",
  ]);
  const connectTo = { host: "127.0.0.1", port: 25 };
  const instead = told(relay, { connectTo });
  assert.deepEqual(instead.notes, [server, "Connects to 127.0.0.1:25 instead, as set in the settings.", here]);
  assert.deepEqual(instead.route, { connectTo });
  for (const nowhere of [[], ["SMTP_HOST_ADDR: mail", "SMTP_HOST_PORT: x"], ["MAILER_ADAPTER:"]])
    assert.deepEqual(told(nowhere), { notes: [], hostPort: null, route: { connectTo: null } }, nowhere.join());
  assert.deepEqual(told(["SMTP_HOST_ADDR: localhost", "SMTP_HOST_PORT: 25"]).notes, [
    tests("localhost:25"),
    "localhost is this computer here; in the container it's the container itself, where no mail server runs.",
  ]);
  const unset = told([...relay, "MAILER_NAME:", "SMTP_RETRIES:", "TZ:", "SMTP_HOST_SSL_ENABLED: 'false'"]).notes;
  assert.deepEqual(unset, [server, "MAILER_NAME: not set in these files, so taken as unset (your shell may set it).", here]);
  assert.match(told(relay, {}, "", "zh-cn").notes.join(), /^按 Plausible 3\.2\.1（服务 plausible）的方式测试 /);
  const masked = told(["SMTP_HOST_ADDR: smtp://me:plum-tree-7@smtp.acme-widgets.org", "SMTP_HOST_PORT: 587"]).notes.join();
  assert.ok(!masked.includes("plum-tree"), masked);
});

test("notes: a relay of the project, by name or by the port that it publishes", () => {
  const lines = ["SMTP_HOST_ADDR: mail", "SMTP_HOST_PORT: 587"];
  const mail = "  mail:\n    image: boky/postfix\n";
  const published = `${mail}    ports: ["2525:587"]\n`;
  const ofProject = "mail is a service of this compose project, which only its containers can reach by name.";
  assert.deepEqual(told(lines, {}, mail).notes, [
    tests("mail:587"),
    `${ofProject} Publish its port, and set plausibleMail.testConnectTo to it.`,
  ]);
  const open = told(lines, {}, published);
  assert.deepEqual(open.notes, [tests("mail:587"), `${ofProject} Its port is published as 127.0.0.1:2525.`]);
  assert.deepEqual([open.hostPort, open.route], ["127.0.0.1:2525", { connectTo: null }]);
  const through = told(lines, { fromHostPort: true }, published);
  assert.deepEqual(through.notes, [tests("mail:587"), "Connects to 127.0.0.1:2525, where the project publishes that port."]);
  assert.deepEqual(through.route, { service: "mail", connectTo: { host: "127.0.0.1", port: 2525 } });
  const connectTo = { host: "127.0.0.1", port: 1025 };
  assert.deepEqual(told(lines, { connectTo }, published).notes, [
    tests("mail:587"),
    "Connects to 127.0.0.1:1025 instead, as set in the settings.",
  ]);
  assert.deepEqual(told(lines, { connectTo, fromHostPort: true }, mail).route, { connectTo }, "nothing is published");
});

test("lines of progress", () => {
  const [step] = testedWith().report.steps;
  assert.ok(step);
  assert.equal(stepLine(step, "en"), "✔ resolve: it is there");
  assert.equal(stepLine({ ...step, status: "failed" }, "zh-cn"), "✖ resolve：it is there");
  assert.deepEqual(
    search.alternatives.map((each) => alternativeLine(each, "en")),
    ["✔ 465 implicit TLS: it works", "✖ 2525 STARTTLS: refused", "· 25 implicit TLS: not tried"],
  );
});

function resultWith(
  change: Partial<Verdict> = {},
  found: Search | null = null,
  asked: Partial<EditorTestOptions> = {},
  text = testedFile,
) {
  const { view, present, marked } = viewOf(text);
  const { request, report, hide } = testedWith(change, {}, found);
  const result = resultOf(view, { ...options, ...asked }, { request, report, hide }, present);
  const edits = (offered: typeof result.cure) =>
    offered === null
      ? null
      : [
          offered.title,
          ...(offered.edit.documentChanges ?? []).flatMap((each) =>
            "edits" in each
              ? each.edits.map((one) => `${marked(each.textDocument.uri, one.range)} → ${"newText" in one ? one.newText : ""}`)
              : [],
          ),
        ];
  return {
    ...result,
    at: result.at === null ? null : marked(result.at.uri, result.at.range),
    cure: edits(result.cure),
    alternatives: result.alternatives.map((one) => ({ ...one, cure: edits(one.cure) })),
  };
}

test("what the client shows of a test", () => {
  const { notes, ...result } = resultWith({}, search);
  assert.equal(notes.length, 3);
  assert.match(notes[2] ?? "", /^After a change, docker compose up -d recreates the container/);
  const lines = ["SMTP_HOST_PORT=465"];
  const cure = ["Set SMTP_HOST_PORT to 465", 'compose.yml:8 "587" → 465'];
  assert.deepEqual(result, {
    schemaVersion: 1,
    uri: "file:///srv/compose.yml",
    service: "plausible",
    ranOn: "host",
    steps: [
      { step: "resolve", name: "host name", status: "ok", ms: 12, detail: "it is there" },
      { step: "tls", name: "TLS", status: "failed", ms: 0, detail: "no TLS" },
    ],
    verdict: {
      wouldDeliver: false,
      cause: "tls-on-plain-port",
      rule: "tls-port-mismatch",
      variable: "SMTP_HOST_SSL_ENABLED",
      advice: "Set A to b.\nDo it.",
      logLine: "** (Mua) it | that",
      channel: null,
      secondOpinion: "An ordinary client gets in.",
    },
    alternatives: [
      { port: 465, sslEnabled: true, works: true, cause: null, detail: "it works", lines, cure },
      { port: 2525, sslEnabled: null, works: false, cause: "connection-refused", detail: "refused", lines, cure },
      { port: 25, sslEnabled: true, works: null, cause: null, detail: "not tried", lines, cure },
    ],
    search: {
      blocked: [25],
      clouds: ["Acme Cloud"],
      advice:
        "Port 465 works (implicit TLS). Set SMTP_HOST_PORT=465, then run docker compose up -d. Port 25 is blocked between here and smtp.zoo.example: there is no answer, unlike on port 465. These are known to block it: Acme Cloud.",
    },
    at: "compose.yml:9 \"SMTP_HOST_SSL_ENABLED: 'true'\"",
    transcript: [],
    cure: ["Set SMTP_HOST_SSL_ENABLED to false", 'compose.yml:9 "true" → false'],
    elsewhere: null,
    hostPort: null,
  });
});

test("where a test points to, what is offered, and where it could run elsewhere", () => {
  assert.equal(resultWith({ variable: null }).at, 'compose.yml:7 "SMTP_HOST_ADDR: smtp.acme-widgets.org"');
  assert.equal(
    resultWith({ variable: "SMTP_RETRIES" }).at,
    'compose.yml:7 "SMTP_HOST_ADDR: smtp.acme-widgets.org"',
    "it isn't there",
  );
  assert.equal(resultWith({ variable: null }, null, {}, composeOf([])).at, 'compose.yml:2 "plausible"');
  const none = resultWith({ cure: null, secondOpinion: null });
  assert.deepEqual([none.cure, none.verdict.secondOpinion, none.search, none.alternatives], [null, null, null, []]);
  const { elsewhere } = resultWith({ cause: "connection-timeout" }, null, { to: "a@acme.org", findWorking: true });
  assert.match(elsewhere?.network ?? "", /^docker run .*--to a@acme\.org.*--find-working|--find-working.*--to a@acme\.org/);
  assert.ok(!JSON.stringify(resultWith({ advice: says("x") }, search)).includes(secret));
});
