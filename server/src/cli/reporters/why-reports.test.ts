import assert from "node:assert/strict";
import { test } from "node:test";
import { placed } from "../../../testing/cli.js";
import { analyseFiles, folder } from "../../../testing/rules/project.js";
import { says, secret, terminal, testedFile } from "../../../testing/tested.js";
import type { Language } from "../../base/messages.js";
import type { ExplainedEntry } from "../../log/answer.js";
import type { LogReport } from "../../log/tally.js";
import type { Finding, Fix } from "../../rules/kit/types.js";
import { secretsOf } from "../../secrets/secrets.js";
import { CannotWork } from "../io.js";
import type { WhyReport } from "../why-report.js";
import { hoursPicture, rateOf } from "./hours-picture.js";
import { whyFailure, whyJson } from "./why-json.js";
import { whyText } from "./why-text.js";

const { project, services } = analyseFiles({ "compose.yml": testedFile });
const [view] = services;
assert.ok(view);
const suspect = { view, findings: [] };

function at(text: string) {
  const start = testedFile.indexOf(text);
  return { file: `${folder}/compose.yml`, start, end: start + text.length };
}

const fix = (text: string, newText: string, automatic = true): Fix => ({
  title: says(`Change \`${text}\``),
  edits: [{ ...at(text), newText }],
  automatic,
});
const finding: Finding = {
  rule: "tls-port-mismatch",
  severity: "error",
  message: says("Not `{secret}`."),
  service: "plausible",
  variable: "SMTP_HOST_SSL_ENABLED",
  at: at("true"),
  related: [],
  fixes: [],
};

const full: ExplainedEntry = {
  cause: "tls-on-plain-port",
  rule: "tls-port-mismatch",
  variable: "SMTP_HOST_SSL_ENABLED",
  variables: ["SMTP_HOST_SSL_ENABLED", "SMTP_HOST_PORT"],
  advice: says("Set it, not {secret}."),
  alternatives: [
    { cause: "connection-refused", rule: null, variable: null, variables: [], advice: says("Or {secret}.") },
    { cause: null, rule: null, variable: null, variables: [], advice: says("Or that.") },
  ],
  logLine: `** (Mua) ${secret}\nmore`,
  count: 3,
  line: 7,
  lastTime: "10:05",
  finding,
  fixes: [fix("587", "465"), fix("true", "false"), { ...fix("me", `${secret} ${secret}`) }],
  page: "rules/tls-port-mismatch.md",
};
const bare: ExplainedEntry = {
  ...full,
  cause: null,
  rule: null,
  variable: null,
  variables: [],
  alternatives: [],
  logLine: "it",
  count: 1,
  line: 2,
  lastTime: null,
  finding: null,
  fixes: [],
  page: null,
};

const log: LogReport = {
  lines: 20,
  readings: [],
  unknown: [],
  unknownCount: 0,
  cut: [],
  cutCount: 0,
  more: 0,
  failures: 1,
  attempts: null,
  hours: [],
};

const reportOf = (answers: readonly ExplainedEntry[], change: Partial<LogReport> = {}, files = true): WhyReport => ({
  log: { ...log, ...change },
  answers,
  suspect: files ? suspect : null,
  secrets: files ? secretsOf(project) : null,
});

function page(
  report: WhyReport,
  {
    language = "en",
    quiet = false,
    columns = 80,
    colour = false,
  }: { language?: Language; quiet?: boolean; columns?: number; colour?: boolean } = {},
) {
  const { io, out } = terminal(columns);
  whyText(report, { language, colour: { stdout: colour, stderr: false }, quiet }, { ...io, cwd: folder });
  return out();
}

const json = (report: WhyReport) =>
  placed(JSON.parse(JSON.stringify(whyJson(report, "en", folder))), { "compose.yml": testedFile }) as Record<string, unknown>;

test("JSON: each answer with finding, fixes and page; secrets hidden, and a fix that would show one left out", () => {
  assert.deepEqual(
    json(reportOf([full, bare], { cutCount: 2, cut: [5], unknownCount: 3, unknown: [8, 9], attempts: 4, more: 1 })),
    {
      schemaVersion: 1,
      service: "plausible",
      answers: [
        {
          cause: "tls-on-plain-port",
          rule: "tls-port-mismatch",
          variable: "SMTP_HOST_SSL_ENABLED",
          variables: ["SMTP_HOST_SSL_ENABLED", "SMTP_HOST_PORT"],
          advice: "Set it, not ***.",
          alternatives: [
            { cause: "connection-refused", rule: null, variable: null, variables: [], advice: "Or ***." },
            { cause: null, rule: null, variable: null, variables: [], advice: "Or that." },
          ],
          logLine: "** (Mua) ***\nmore",
          count: 3,
          line: 7,
          lastTime: "10:05",
          finding: { rule: "tls-port-mismatch", message: "Not `***`.", at: 'compose.yml:9 "true"' },
          fixes: [
            { title: "Change `587`", preferred: true, edits: [{ at: 'compose.yml:8 "587"', newText: "465" }] },
            { title: "Change `true`", preferred: false, edits: [{ at: 'compose.yml:9 "true"', newText: "false" }] },
          ],
          docs: "docs/rules/tls-port-mismatch.md",
        },
        {
          cause: null,
          rule: null,
          variable: null,
          variables: [],
          advice: "Set it, not ***.",
          alternatives: [],
          logLine: "it",
          count: 1,
          line: 2,
          lastTime: null,
          finding: null,
          fixes: [],
          docs: null,
        },
      ],
      unknown: { count: 3, lines: [8, 9] },
      cut: { count: 2, lines: [5] },
      summary: { lines: 20, answers: 2, more: 1, failures: 1, attempts: 4, hours: [] },
      failure: null,
    },
  );
  const asked = json(reportOf([{ ...full, fixes: [fix("587", "465", false)] }])).answers as { fixes: { preferred: boolean }[] }[];
  assert.equal(asked[0]?.fixes[0]?.preferred, false);
  const without = json(reportOf([full], {}, false));
  assert.deepEqual([without.service, "cut" in without], [null, false]);
  assert.deepEqual(
    (without.answers as { fixes: unknown[]; logLine: string }[])[0]?.fixes,
    [],
    "nothing tells what is secret in them",
  );
  assert.deepEqual(whyFailure(new CannotWork("It can't.")), {
    schemaVersion: 1,
    service: null,
    answers: [],
    unknown: { count: 0, lines: [] },
    summary: { lines: 0, answers: 0, more: 0, failures: 0, attempts: null, hours: [] },
    failure: "It can't.",
  });
});

test("text: each answer in rows, the first fix with its lines, and what else the log says", () => {
  assert.equal(
    page(reportOf([full, bare])),
    `3 times, the first in line 7, the last at 10:05
  ** (Mua) ***
  more
  cause          implicit TLS on a STARTTLS port
  variable       SMTP_HOST_SSL_ENABLED, SMTP_HOST_PORT
  rule           tls-port-mismatch
  what to do     Set it, not ***.
  or else        connection refused: Or ***.
  or else        Or that.
  in your files  compose.yml:9:31: Not "***".
  fix            Change "587"
                 compose.yml:8
                 -       SMTP_HOST_PORT: 587
                 +       SMTP_HOST_PORT: 465

Line 2
  it
  cause          the log doesn't say
  what to do     Set it, not ***.

After a change, "docker compose up -d" recreates the container;
"docker compose restart" doesn't read the new values.
`,
  );
  assert.equal(page(reportOf([{ ...bare, lastTime: "10:05" }])).split("\n")[0], "Line 2, at 10:05");
  assert.equal(page(reportOf([{ ...bare, count: 2 }])).split("\n")[0], "2 times, the first in line 2");
  assert.doesNotMatch(page(reportOf([bare])), /docker compose/, "no variable is at fault");
  assert.doesNotMatch(page(reportOf([full]), { quiet: true }), /docker compose/);
  const without = page(reportOf([full], {}, false));
  assert.match(without, /\n {2}fix {12}Change "587"\n\n/, "the title alone, where nothing tells what is secret");
  assert.match(without, new RegExp(secret));
  const hidden = page(reportOf([{ ...full, fixes: full.fixes.slice(2) }]));
  assert.match(hidden, /\n {2}fix {12}Change "me"\n\n/, "lines that could only be shown with a secret aren't");
  const coloured = page(reportOf([full]), { colour: true });
  assert.match(coloured, /^\u001b\[1m3 times[^\u001b]*\u001b\[22m\n\u001b\[31m {2}\*\* \(Mua\) \*\*\*\u001b\[39m\n/);
  assert.match(coloured, /\u001b\[31m- {7}SMTP_HOST_PORT: 587\u001b\[39m\n.*\u001b\[32m\+ {7}SMTP_HOST_PORT: 465\u001b\[39m\n/);
});

test("text: lines that are cut or not known, more of them, and none", () => {
  assert.equal(page(reportOf([], { failures: 0 })), "No mail-related lines found (20 lines).\n");
  assert.equal(page(reportOf([], { failures: 0, lines: 1 })), "No mail-related lines found (1 line).\n");
  assert.equal(page(reportOf([], { failures: 0 }), { quiet: true }), "");
  assert.equal(
    page(reportOf([], { unknownCount: 3, unknown: [8, 9], cutCount: 1, cut: [5], more: 4 })),
    `And 4 more, of other kinds.
Of line 5 only the beginning was read: an entry counts with its first 200 lines
and 32 kB.
Line 8, 9 … mentions mail but is not recognized.
`,
  );
  assert.match(page(reportOf([], { unknownCount: 2, unknown: [8, 9] }), { quiet: true }), /^Line 8, 9 mentions/);
});

test("hours: how many failed of how many, and a bar for each of the last 24 hours", () => {
  const hour = (name: string, failures: number) => ({ hour: name, failures }) as LogReport["hours"][number];
  const picture = (change: Partial<LogReport>, language: Language = "en") => hoursPicture({ ...log, ...change }, language);
  const hours = [hour("2026-11-30T09", 1), hour("2026-11-30T10", 80), hour("2026-11-30T11", 3)];
  assert.deepEqual(picture({ failures: 84, attempts: 126, hours }), [
    "84 emails failed. 126 were tried (66.7 %).",
    "  2026-11-30 09:00  █ 1",
    `  2026-11-30 10:00  ${"█".repeat(40)} 80`,
    "  2026-11-30 11:00  ██ 3",
  ]);
  assert.deepEqual(picture({ failures: 1 }), ["1 email failed."]);
  assert.deepEqual(picture({ failures: 0, hours }), []);
  assert.equal(
    picture({ failures: 40, hours: Array.from({ length: 40 }, (_, index) => hour(`2026-11-30T${index}`, 1)) }).length,
    25,
  );
  assert.deepEqual([rateOf(1, 3), rateOf(1, 4), rateOf(0, 5), rateOf(5, 0), rateOf(7, 5)], [33.3, 25, 0, 100, 100]);
  const shown = page(reportOf([bare], { failures: 2, hours }));
  assert.match(shown, /\n2 emails failed\.\n {2}2026-11-30 09:00 {2}█/);
  assert.doesNotMatch(page(reportOf([bare], { failures: 1, hours })), /email failed/);
  assert.doesNotMatch(page(reportOf([bare], { failures: 2, hours }), { quiet: true }), /emails failed/);
});
