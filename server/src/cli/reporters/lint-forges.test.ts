import assert from "node:assert/strict";
import { test } from "node:test";
import { contextOf, findings, reportOf } from "../../../testing/lint-report.js";
import type { Finding } from "../../rules/kit/types.js";
import { githubSummary, lintGithub } from "./lint-github.js";
import { lintGitlab } from "./lint-gitlab.js";
import { lintJunit } from "./lint-junit.js";

test("GitHub: commands, the worst first; columns only within one line", () => {
  const report = reportOf(findings, { failures: ["gone: 100%\nlost"] });
  assert.equal(
    lintGithub(report, contextOf()),
    `::error title=plausible-mail::gone: 100%25%0Alost
::error file=sub/compose.yml,line=6,endLine=6,col=24,endColumn=27,title=tls-port-mismatch::Use "465", not 100%25,%0Aas it is *safe* | ok.
::warning file=sub/compose.yml,line=3,endLine=3,col=5,endColumn=19,title=compose-error::Compose says SMTP_USER_PWD=*** and services.
::notice file=/elsewhere/compose.yml,line=1,endLine=1,col=1,endColumn=1,title=tls-port-mismatch::A=x of "SMTP_USER_PWD=x".
::notice file=sub/a b#%25.env,line=1,endLine=2,title=port-25::Set "A" to "2".
`,
  );
});

test("GitHub's page of the run: a table of the first lines, no more than it takes, and what could not be read", () => {
  const report = reportOf(findings, { failures: ["gone|lost"] });
  assert.equal(
    githubSummary(report, contextOf()),
    `### Plausible Mail

- gone\\|lost

| Severity | Place | Rule | Problem |
|---|---|---|---|
| error | sub/compose.yml:6 | tls-port-mismatch | Use "465", not 100%, |
| warning | sub/compose.yml:3 | compose-error | Compose says SMTP\\_USER\\_PWD=\\*\\*\\* and services. |
| info | /elsewhere/compose.yml:1 | tls-port-mismatch | A=x of "SMTP\\_USER\\_PWD=x". |
| hint | sub/a b\\#%.env:1 | port-25 | Set "A" to "2". |

`,
  );
  assert.equal(githubSummary(reportOf([]), contextOf("zh-cn")), "### Plausible Mail\n\n未发现邮件问题。\n\n");
  assert.equal(githubSummary(reportOf([], { failures: ["x"] }), contextOf()), "### Plausible Mail\n\n- x\n\n\n");
  const rowsOf = (count: number) => {
    const page = githubSummary(reportOf(Array<Finding>(count).fill(findings[0] as Finding)), contextOf());
    return [page.split("\n").filter((line) => line.startsWith("| hint")).length, /And \d+ more\./.exec(page)?.[0]];
  };
  assert.deepEqual(rowsOf(1_000), [1_000, undefined]);
  assert.deepEqual(rowsOf(1_002), [1_000, "And 2 more."]);
});

test("JUnit: a suite for each file, what fails and what is told, and what could not be read first", () => {
  const report = reportOf([...findings, findings[1] as Finding], { failures: ["gone & lost\u0007\t"] });
  assert.equal(
    lintJunit(report, contextOf("en", { failOn: "warning" })),
    `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="plausible-mail" tests="7" failures="3" errors="1">
  <testsuite name="plausible-mail" tests="1" failures="0" errors="1">
    <testcase name="read" classname="plausible-mail"><error type="unreadable" message="gone &#38; lost␇&#9;"/></testcase>
  </testsuite>
  <testsuite name="sub/a b#%.env" tests="1" failures="0" errors="0">
    <testcase name="port-25" classname="sub/a b#%.env"><system-out>hint: sub/a b#%.env:1: Set &#34;A&#34; to &#34;2&#34;.</system-out></testcase>
  </testsuite>
  <testsuite name="sub/compose.yml" tests="3" failures="3" errors="0">
    <testcase name="tls-port-mismatch plausible SMTP_HOST_PORT" classname="sub/compose.yml"><failure type="error" message="Use &#34;465&#34;, not 100%,">sub/compose.yml:6: Use &#34;465&#34;, not 100%,&#10;as it is *safe* | ok.</failure></testcase>
    <testcase name="compose-error plausible" classname="sub/compose.yml"><failure type="warning" message="Compose says SMTP_USER_PWD=*** and services.">sub/compose.yml:3: Compose says SMTP_USER_PWD=*** and services.</failure></testcase>
    <testcase name="tls-port-mismatch plausible SMTP_HOST_PORT" classname="sub/compose.yml"><failure type="error" message="Use &#34;465&#34;, not 100%,">sub/compose.yml:6: Use &#34;465&#34;, not 100%,&#10;as it is *safe* | ok.</failure></testcase>
  </testsuite>
  <testsuite name="sub/clean.yml" tests="1" failures="0" errors="0">
    <testcase name="lint" classname="sub/clean.yml"/>
  </testsuite>
  <testsuite name="/elsewhere/compose.yml" tests="1" failures="0" errors="0">
    <testcase name="tls-port-mismatch plausible ***" classname="/elsewhere/compose.yml"><system-out>info: /elsewhere/compose.yml:1: A=x of &#34;SMTP_USER_PWD=x&#34;.</system-out></testcase>
  </testsuite>
</testsuites>
`,
  );
  const clean = lintJunit(reportOf([], { paths: ["/repo/sub/clean.yml"] }), contextOf());
  assert.match(
    clean,
    /<testsuites name="plausible-mail" tests="1" failures="0" errors="0">\n {2}<testsuite name="sub\/clean\.yml"/,
  );
  const odd = reportOf([], { paths: [], failures: ["\ud83d \udc0e 🐎 \ufffe"] });
  assert.match(lintJunit(odd, contextOf()), /message="\ufffd \ufffd 🐎 \ufffd"/);
});

test("GitLab: each finding as an issue", () => {
  const issues = JSON.parse(lintGitlab(reportOf(findings), contextOf())) as Record<string, unknown>[];
  const { fingerprint, ...first } = issues[1] ?? assert.fail("an issue");
  assert.match(String(fingerprint), /^[0-9a-f]{32}:1$/);
  assert.deepEqual(first, {
    description: 'Use "465", not 100%,\nas it is *safe* | ok.',
    check_name: "tls-port-mismatch",
    severity: "major",
    location: { path: "sub/compose.yml", lines: { begin: 6, end: 6 } },
  });
  assert.deepEqual(
    issues.map(({ severity, location }) => [severity, (location as { lines: unknown }).lines]),
    [
      ["info", { begin: 1, end: 2 }],
      ["major", { begin: 6, end: 6 }],
      ["minor", { begin: 3, end: 3 }],
      ["info", { begin: 1, end: 1 }],
    ],
  );
});
