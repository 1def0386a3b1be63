import assert from "node:assert/strict";
import { test } from "node:test";
import { analyseFiles, composeFile, folder } from "../../../testing/rules/project.js";
import { message } from "../../base/messages.js";
import type { PortChoice } from "../../plausible/mailer/port-choices.js";
import type { Verdict } from "../../smtp/verdict/report.js";
import type { SearchReport } from "../../smtp/verdict/search.js";
import type { StepName } from "../../smtp/verdict/steps.js";
import { TestFindings } from "./test-findings.js";
import { TestOutcomes } from "./test-outcomes.js";

const settings: Readonly<Record<string, string>> = {
  BASE_URL: "https://stats.acme-widgets.org",
  SECRET_KEY_BASE: "0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklmnopqrstuvwxyz",
  SMTP_HOST_ADDR: "smtp.acme-widgets.org",
  SMTP_HOST_PORT: "1025",
  SMTP_USER_NAME: "stats@acme-widgets.org",
  SMTP_USER_PWD: "plum-tree-9",
};

/** A project whose service has these settings, some of them changed, or left out where null. */
function analysed(changes: Readonly<Record<string, string | null>> = {}, image?: string, more = "") {
  const items = Object.entries({ ...settings, ...changes }).flatMap(([name, value]) =>
    value === null ? [] : [`${name}=${value}`],
  );
  return analyseFiles({ "compose.yml": composeFile(items, image, more), "mail.env": "A=1\n" });
}

function viewOf({ services }: ReturnType<typeof analysed>) {
  return services[0] ?? assert.fail("a service");
}

const plain = analysed();

/** What a test came to that failed at this step; null: before the first. */
function failedAt(step: StepName | null, verdict: Partial<Verdict> = {}, best: PortChoice | null = null): SearchReport {
  const detail = message({ en: "no", "zh-cn": "no" });
  const steps = step === null ? [] : [{ step, status: "failed", ms: 1, detail } as const];
  return {
    steps: [{ step: "resolve", status: "ok", ms: 1, detail }, ...steps],
    transcript: [],
    verdict: {
      wouldDeliver: false,
      cause: "connection-refused",
      rule: null,
      variable: null,
      advice: message({ en: "Do this.", "zh-cn": "Do this." }),
      logLine: null,
      channel: null,
      secondOpinion: null,
      cure: null,
      ...verdict,
    },
    search:
      best === null
        ? null
        : {
            alternatives: [],
            best: { choice: best, works: true, cause: null, detail },
            blocked: [],
            silent: [],
            answering: [],
            clouds: [],
            login: "free",
          },
  };
}

/** How many findings of a test are left once the project is another one. */
function left(report: SearchReport, after: ReturnType<typeof analysed>): number {
  const tests = new TestFindings();
  tests.take(viewOf(plain), report);
  return tests.of(after).length;
}

const reaching = ["MAILER_ADAPTER", "SMTP_HOST_ADDR", "SMTP_HOST_PORT", "SMTP_HOST_SSL_ENABLED", "SMTP_MIDDLEBOX_COMP_MODE"];
const more = ["SMTP_MX_LOOKUPS_ENABLED", "SMTP_RETRIES"];
const introducing = ["MAILER_EMAIL", "BASE_URL"];
const loggingIn = ["SMTP_USER_NAME", "SMTP_USER_PWD", "MAILER_NAME"];

test("a failed step rests on the settings that lead to it, and a change of any other leaves its finding", () => {
  const early: readonly StepName[] = ["resolve", "connect", "greeting", "tls", "starttls"];
  const table: readonly (readonly [steps: readonly (StepName | null)[], restsOn: readonly string[]])[] = [
    [early, [...reaching, ...more]],
    [["ehlo"], [...reaching, ...more, ...introducing]],
    [
      ["auth", "sender", "recipient", null],
      [...reaching, ...more, ...introducing, ...loggingIn],
    ],
  ];
  const names = [...reaching, ...more, ...introducing, ...loggingIn, "TZ"];
  const changed = names.map((name) => [name, analysed({ [name]: "x" })] as const);
  for (const [steps, restsOn] of table) {
    for (const [name, after] of changed) {
      for (const step of steps)
        assert.equal(left(failedAt(step), after), restsOn.includes(name) ? 0 : 1, `${step}: a change of ${name}`);
    }
  }
});

test("a finding also rests on the variable that it names, on the release, and on whether a value is there", () => {
  assert.equal(left(failedAt("connect", { variable: "SMTP_USER_PWD" }), analysed({ SMTP_USER_PWD: "x" })), 0);
  assert.equal(left(failedAt("connect"), analysed({}, "ghcr.io/plausible/community-edition:v3.0.0")), 0);
  assert.equal(left(failedAt("auth"), analysed({ SMTP_USER_PWD: null })), 0);
  assert.equal(left(failedAt("auth"), analysed({ SMTP_USER_PWD: "${UNSEEN}" })), 0);
  assert.equal(left(failedAt("auth"), plain), 1);
});

test("what was edited and put back is not said again; while the project cannot be read it is kept", () => {
  const report = failedAt("auth");
  const table: readonly (readonly [string, ReturnType<typeof analysed>, number])[] = [
    ["an edit", analysed({ SMTP_USER_PWD: "x" }), 0],
    ["YAML that is broken", analysed({ SMTP_USER_PWD: "x" }, undefined, "    labels: [\n"), 1],
    [
      "an env file that is broken",
      analyseFiles({
        "compose.yml": composeFile(
          Object.entries({ ...settings, SMTP_USER_PWD: "x" }).map(([name, value]) => `${name}=${value}`),
          undefined,
          "    env_file: mail.env\n",
        ),
        "mail.env": "A B\n",
      }),
      1,
    ],
  ];
  for (const [what, between, expected] of table) {
    const tests = new TestFindings();
    tests.take(viewOf(plain), report);
    assert.deepEqual(tests.of(between), [], what);
    assert.equal(tests.of(plain).length, expected, what);
  }
});

test("no finding: mail would leave, nobody knows, or the fault isn't in the files; the next test takes the place of the last", () => {
  const failures = [failedAt("auth", { cause: "auth-refused" }), failedAt(null, { cause: null })];
  for (const failure of failures) assert.equal(left(failure, plain), 1);
  const others = [
    failedAt(null, { wouldDeliver: true, cause: null }),
    failedAt("connect", { wouldDeliver: null }),
    failedAt("connect", { cause: "cancelled" }),
    failedAt("recipient", { cause: "recipient-invalid" }),
    failedAt("recipient", { cause: "recipient-refused" }),
  ];
  for (const report of others) {
    assert.equal(left(report, plain), 0, String(report.verdict.cause));
    const tests = new TestFindings();
    tests.take(viewOf(plain), failedAt("auth"));
    tests.take(viewOf(plain), report);
    assert.deepEqual(tests.of(plain), [], "nor does the former one stay");
  }
});

test("a rule that has said it as an error for this service is enough", () => {
  const wrong = { SMTP_HOST_PORT: "587", SMTP_HOST_SSL_ENABLED: "true" };
  const found = (rule: Verdict["rule"]) => {
    const tests = new TestFindings();
    tests.take(viewOf(analysed(wrong)), failedAt("tls", { rule }));
    return tests.of(analysed(wrong)).length;
  };
  assert.ok(analysed(wrong).findings.some(({ rule, severity }) => rule === "tls-port-mismatch" && severity === "error"));
  assert.equal(found("tls-port-mismatch"), 0);
  assert.equal(found("port-25"), 1, "another rule");
  const other = analyseFiles({
    "compose.yml": `${composeFile(Object.entries(settings).map(([name, value]) => `${name}=${value}`))}  other:\n    image: plausible/analytics:v2.0\n    environment: [SMTP_HOST_ADDR=smtp.acme-widgets.org, SMTP_HOST_PORT=587, SMTP_HOST_SSL_ENABLED=true]\n`,
  });
  const tests = new TestFindings();
  tests.take(viewOf(other), failedAt("tls", { rule: "tls-port-mismatch" }));
  assert.equal(other.services[0]?.service.name, "plausible");
  assert.equal(tests.of(other).length, 1, "of another service");
});

test("where a finding stands, what it says, and its fixes: what the talk showed, then what else works", () => {
  const found = (report: SearchReport, changes: Readonly<Record<string, string | null>> = {}) => {
    const analysis = analysed(changes);
    const tests = new TestFindings();
    tests.take(viewOf(analysis), report);
    const [finding] = tests.of(analysis);
    assert.ok(finding);
    const at = ({ start, end }: { readonly start: number; readonly end: number }) =>
      analysis.project.files.get(`${folder}/compose.yml`)?.text.slice(start, end);
    return { ...finding, marked: at(finding.at), beside: finding.related.map((one) => at(one.at)) };
  };
  const reach = found(failedAt("connect"));
  assert.deepEqual([reach.rule, reach.severity, reach.service, reach.variable], [null, "error", "plausible", null]);
  assert.deepEqual([reach.marked, reach.beside, reach.fixes], ["smtp.acme-widgets.org", [], []]);
  assert.deepEqual(reach.message.template, { en: "Test SMTP: {advice}", "zh-cn": "测试 SMTP：{advice}" });
  assert.equal(found(failedAt("connect", { variable: "SMTP_HOST_PORT" })).marked, "1025");
  assert.equal(found(failedAt("connect", { variable: "SMTP_RETRIES" })).marked, "smtp.acme-widgets.org", "that isn't there");
  assert.equal(found(failedAt("connect"), { SMTP_HOST_ADDR: null }).marked, "plausible", "nor is a relay");

  const login = found(failedAt("auth", { variable: "SMTP_USER_PWD" }));
  assert.deepEqual([login.marked, login.beside], ["plum-tree-9", ["stats@acme-widgets.org"]]);
  const user = found(failedAt("auth", { variable: "SMTP_USER_NAME" }));
  assert.deepEqual([user.marked, user.beside], ["stats@acme-widgets.org", []]);
  assert.equal(found(failedAt("auth", { variable: "SMTP_RETRIES" })).marked, "smtp.acme-widgets.org");
  assert.deepEqual(found(failedAt("ehlo", { variable: "SMTP_USER_PWD" })).beside, [], "no login");

  const best: PortChoice = { port: 465, sslEnabled: true, writes: [{ name: "SMTP_HOST_PORT", value: "465" }] } as never;
  const cure = { variable: "SMTP_HOST_SSL_ENABLED", value: "true" };
  const { fixes } = found(failedAt("tls", { cure }, best));
  assert.deepEqual(
    fixes.map((fix) => fix.edits.map(({ newText }) => newText.trim()).join()),
    ["- SMTP_HOST_SSL_ENABLED=true", "465"],
  );
});

test("a login's text elsewhere is told of, also where it ends as far in its file as the name does in the other", () => {
  const compose = composeFile([
    ...Object.entries(settings).flatMap(([name, value]) => (name === "SMTP_USER_PWD" ? [] : [`${name}=${value}`])),
    "SMTP_USER_PWD",
  ]);
  const end = compose.indexOf("SMTP_USER_PWD") + "SMTP_USER_PWD".length;
  const line = "SMTP_USER_PWD=plum-tree-9\n";
  const analysis = analyseFiles({ "compose.yml": compose, ".env": `#${"x".repeat(end - line.length - 1)}\n${line}` });
  const tests = new TestFindings();
  tests.take(viewOf(analysis), failedAt("auth", { variable: "SMTP_USER_PWD" }));
  const [finding] = tests.of(analysis);
  assert.deepEqual([finding?.at.file, finding?.at.end], [`${folder}/compose.yml`, end]);
  assert.deepEqual([finding?.related[0]?.at.file, finding?.related[0]?.at.end], [`${folder}/.env`, end]);
});

test("the outcome of a test is kept for its service, and is outdated once a setting of mail has another value", () => {
  const outcomes = new TestOutcomes();
  const view = viewOf(plain);
  assert.equal(outcomes.of(view), null, "not tested");
  outcomes.take(view, failedAt("auth", { cause: "auth-refused" }), 1234);
  const refused = { wouldDeliver: false, cause: "auth-refused", encrypted: null, at: 1234 };
  assert.deepEqual(outcomes.of(viewOf(analysed({ TZ: "UTC" }))), { ...refused, outdated: false });
  for (const name of [...reaching, ...more, ...introducing, ...loggingIn])
    assert.deepEqual(outcomes.of(viewOf(analysed({ [name]: "x" }))), { ...refused, outdated: true }, name);
  for (const tls of [true, false]) {
    outcomes.take(view, failedAt(null, { wouldDeliver: true, cause: null, channel: { tls, authenticated: true } }), 5678);
    assert.deepEqual(outcomes.of(view), { wouldDeliver: true, cause: null, encrypted: tls, at: 5678, outdated: false });
  }
  const other = analyseFiles({ "compose.yml": composeFile([]).replace("  plausible:", "  stats:") });
  assert.equal(outcomes.of(viewOf(other)), null, "of another service");
});
