import assert from "node:assert/strict";
import { test } from "node:test";
import { says, secret, terminal, testedWith } from "../../../testing/tested.js";
import type { Language } from "../../base/messages.js";
import type { RunningComparison } from "../../containers/compare-running.js";
import type { Diagnosis, DoctorStep } from "../../doctor/diagnosis.js";
import { secretsOf } from "../../secrets/secrets.js";
import { CannotWork } from "../io.js";
import { doctorFailure, doctorJson } from "./doctor-json.js";
import { doctorStepText, doctorText } from "./doctor-text.js";
import { explainElixir } from "./explain-elixir.js";
import { explainText } from "./explain-text.js";

const { composed } = testedWith();
const { project, service } = composed;
const secrets = secretsOf(project);

function page(change: Partial<RunningComparison>, language: Language = "en") {
  const { io, out } = terminal(100);
  const comparison: RunningComparison = {
    differences: [],
    container: "stats-plausible-1",
    count: 1,
    environment: [],
    image: { files: null, container: null },
    reasons: [],
    fault: null,
    ...change,
  };
  const asides = { otherImages: new Map(), comparisons: new Map([[composed, comparison]]) };
  explainText(
    { project, plausible: [composed] },
    [],
    asides,
    secrets,
    { language, colour: { stdout: false, stderr: false }, quiet: false },
    io,
  );
  return out();
}

const head = "plausible  ghcr.io/plausible/community-edition:v3.2.1\n\n";
const at = service.nameAt;

test("a running container: whether it has the settings of the files, why not, and each difference", () => {
  assert.equal(page({}), `${head}Container "stats-plausible-1" runs with the settings of these files.\n`);
  const environment = [{ variable: "SMTP_HOST_PORT", files: "587", container: null, secret: false, at }];
  const differences = [
    { path: "auth.password", variable: "SMTP_USER_PWD", files: "***", container: "***", secret: true, at },
    { path: "protocol", variable: null, files: null, container: ":ssl", secret: false, at },
  ];
  assert.equal(
    page({
      count: 2,
      environment,
      differences,
      reasons: [
        { kind: "other-project", folder: `/srv/${secret}` },
        { kind: "other-files", files: ["/a.yml", "/b.yml"] },
        { kind: "other-image", files: "a:1", container: "a:2" },
        { kind: "not-recreated" },
      ],
    }),
    `${head}Container "stats-plausible-1" doesn't run with the settings of these files.
2 containers of this service run; this is one of them.
It belongs to another project of the same name, in /srv/***. Set another name there or here
("name:", or COMPOSE_PROJECT_NAME).
It was started with other compose files: /a.yml, /b.yml.
It runs another image, "a:2" instead of "a:1": "docker compose up -d plausible" replaces it.
It was started before a change, or another shell gave it other values:
"docker compose up -d plausible" recreates it with these files; "docker compose restart" would not.

Variables that differ

  SMTP_HOST_PORT  sub/compose.yml:2
    files      587
    container  missing

Mail configuration that differs

  auth.password  SMTP_USER_PWD  sub/compose.yml:2
    files      ***
    container  another value (not shown)

  protocol    sub/compose.yml:2
    files      missing
    container  :ssl
`,
  );
  assert.equal(
    page({ differences: null }),
    `${head}Container "stats-plausible-1" has the variables of these files; its mail configuration couldn't be\nread.\nThese files don't give a configuration, so there is nothing to compare the container with\n`,
  );
  assert.match(
    page({ differences: null, fault: { kind: "no-engine" } }),
    /couldn't be\nread\.\n[^\n]*\.\n$/,
    "why it couldn't be asked",
  );
  assert.match(page({}, "zh-cn"), /容器 .* 以这些文件中的设置运行。\n$/);
});

const step: DoctorStep = {
  step: "lint",
  status: "failed",
  summary: says("Not `it`"),
  lines: [says("One `a`"), says("Two")],
  block: "x: 1\n  y: 2",
  details: { count: 2 },
};
const diagnosis: Diagnosis = {
  service: "plausible",
  release: "3.2.1",
  steps: [step, { ...step, step: "test", status: "ok", lines: [], block: null, details: {} }],
  verdict: {
    wouldDeliver: false,
    cause: "auth-refused",
    rule: "half-credentials",
    variable: "SMTP_USER_PWD",
    summary: says("No `email`."),
    next: says("Do `this`."),
    fix: null,
  },
};

test("doctor as JSON", () => {
  assert.deepEqual(doctorJson(diagnosis, "en"), {
    schemaVersion: 1,
    service: "plausible",
    release: "3.2.1",
    steps: [
      {
        step: "lint",
        status: "failed",
        summary: "Not it",
        details: { count: 2, lines: ["One `a`", "Two"], text: "x: 1\n  y: 2" },
      },
      { step: "test", status: "ok", summary: "Not it", details: { lines: [] } },
    ],
    verdict: {
      wouldDeliver: false,
      cause: "auth-refused",
      rule: "half-credentials",
      variable: "SMTP_USER_PWD",
      summary: "No `email`.",
      next: "Do `this`.",
    },
  });
  assert.deepEqual(doctorFailure(new CannotWork("It can't.")), {
    schemaVersion: 1,
    service: null,
    release: null,
    steps: [],
    verdict: { wouldDeliver: null, cause: null, rule: null, variable: null, summary: "It can't.", next: "It can't." },
  });
});

test("doctor as text: a step with its lines and its block, and the verdict with the next step", () => {
  const [first = "", ...rest] = doctorStepText(step, "en", false, 80).split("\n");
  const indent = " ".repeat(first.indexOf("Not"));
  assert.match(first, /^✖ \S.* {2}Not "it"$/);
  assert.deepEqual(rest, [`${indent}One "a"`, `${indent}Two`, `${indent}x: 1`, `${indent}  y: 2`, ""]);
  const room = 60 - indent.length;
  const long = doctorStepText(
    { ...step, summary: says("word ".repeat(20).trim()), lines: [], block: null },
    "en",
    false,
    60,
  ).split("\n");
  assert.ok(
    long.length > 2 && long.slice(0, -1).every((line) => line.length <= Math.max(40, room) + indent.length),
    long.join("\n"),
  );
  for (const [status, sign, colour] of [
    ["ok", "✔", 32],
    ["failed", "✖", 31],
    ["warning", "▲", 33],
    ["unknown", "?", 33],
    ["skipped", "·", 2],
  ] as const) {
    const text = doctorStepText({ ...step, status }, "en", true, 80);
    assert.ok(text.startsWith(`\u001b[${colour}m${sign}\u001b[`), `${status}: ${JSON.stringify(text.slice(0, 20))}`);
    assert.match(text, /\n +\u001b\[2mOne "a"\u001b\[22m\n/);
  }
  const verdict = (wouldDeliver: boolean | null, colour = false) =>
    doctorText({ ...diagnosis, verdict: { ...diagnosis.verdict, wouldDeliver } }, "en", colour, 80);
  assert.match(verdict(false), /^\n✖ No "email"\.\n\S.* {2}Do "this"\.\n$/);
  assert.match(verdict(true), /^\n✔ No/);
  assert.match(verdict(null), /^\n\? No/);
  const codes = ([false, true, null] as const).map((each) => /^\n\u001b\[(\d+)m\u001b\[1m/.exec(verdict(each, true))?.[1]);
  assert.deepEqual(codes, ["31", "32", "33"]);
  const wide = doctorText(
    { ...diagnosis, verdict: { ...diagnosis.verdict, next: says("word ".repeat(30).trim()) } },
    "en",
    false,
    60,
  );
  const [label = "", next = ""] = wide.split("\n").slice(2);
  assert.match(next, /^ +word/);
  assert.equal(next.search(/\S/), label.indexOf("word"));
});

test("--format elixir: several services by their names, and what isn't known", () => {
  const { io, out } = terminal();
  const unknown = { ...composed, mailer: { outcome: "unknown", unknown: ["A", "B"] } as const };
  explainElixir([composed, unknown], secrets, io.stdout);
  assert.match(
    out(),
    /^# plausible\n\[\n {2}adapter: Bamboo\.Mua,\n[\s\S]*password: "\*\*\*"\]\n\]\n# plausible\n#Unknown<A, B>\n$/,
  );
  const alone = terminal();
  explainElixir([unknown], secrets, alone.io.stdout);
  assert.equal(alone.out(), "#Unknown<A, B>\n");
});
