import assert from "node:assert/strict";
import { test } from "node:test";
import { contextOf, findings, reportOf } from "../../../testing/lint-report.js";
import type { Language } from "../../base/messages.js";
import type { Finding } from "../../rules/kit/types.js";
import type { LintReport } from "../lint-report.js";
import { lintPretty } from "./lint-pretty.js";

test("pretty: place, severity, rule, message, the line, related places and fixes", () => {
  const context = contextOf();
  lintPretty(reportOf(findings), context.surroundings, context.io);
  assert.equal(
    context.written(),
    `a b#%.env:1:1: hint port-25
  Set "A" to "2".
   1 │ A=1
     │ ^^^
  fix: Set "A" to "2"

compose.yml:6:24: error tls-port-mismatch
  Use "465", not 100%,
  as it is *safe* | ok.
   5 │     environment:
   6 │       - SMTP_HOST_PORT=587
     │                        ^^^
  compose.yml:8:9: Beside "***"
  a b#%.env:2:1: Also here
  fix: Use port "465"
  fix: Write it twice
  fix: Not "***"

compose.yml:3:5: warning compose-error
  Compose says SMTP_USER_PWD=*** and services.
   2 │   plausible:
   3 │     image: ghcr.io/plausible/community-edition:v3.2.1
     │     ^^^^^^^^^^^^^^

../../elsewhere/compose.yml:1:1: info tls-port-mismatch
  A=x of "SMTP_USER_PWD=x".
  fix: Make a new key

1 error, 1 warning, 1 info, 1 hint (1 Plausible service, 2 compose files)
`,
  );
});

test("pretty: what sums up, and when nothing does", () => {
  const sum = (report: LintReport, quiet = false, language: Language = "en") => {
    const context = contextOf(language);
    lintPretty(report, { ...context.surroundings, quiet }, context.io);
    return context.written().split("\n\n").at(-1);
  };
  assert.equal(sum(reportOf([])), "No email problems found (1 Plausible service, 2 compose files).\n");
  assert.equal(sum(reportOf([], { services: 0, files: 1 })), "No Plausible service in 1 compose file.\n");
  assert.match(
    sum(reportOf(findings.slice(0, 1), { services: 0 })) ?? "",
    /^1 hint \(0 Plausible services, 2 compose files\)\n$/,
  );
  assert.match(sum(reportOf([], { subject: "env", files: 1 })) ?? "", /, 1 env file\)\.\n$/);
  assert.match(sum(reportOf([], { subject: "env", files: 2 })) ?? "", /, 2 env files\)\.\n$/);
  assert.match(sum(reportOf([], { subject: "container" })) ?? "", /\(1 Plausible service, 1 container\)\.\n$/);
  assert.equal(sum(reportOf([], { failures: ["x"] })), "");
  assert.equal(sum(reportOf([], { files: 0, services: 0, notes: ["x"] })), "");
  assert.notEqual(sum(reportOf([], { notes: ["x"] })), "", "a note beside files that were read");
  assert.equal(sum(reportOf([]), true), "");
  assert.equal(sum(reportOf(findings), true), "");
  assert.match(sum(reportOf(findings), false, "zh-cn") ?? "", /^1 个错误/);
});

test("pretty: each severity has its colour; carets have it too, and a fix is green", () => {
  const codes = { error: 31, warning: 33, info: 34, hint: 36 } as const;
  for (const [severity, colour] of Object.entries(codes)) {
    const context = contextOf();
    const [, one] = findings;
    const surroundings = { ...context.surroundings, colour: { stdout: true, stderr: false } };
    lintPretty(reportOf([{ ...(one as Finding), severity: severity as keyof typeof codes }]), surroundings, context.io);
    const lines = context.written().split("\n");
    assert.equal(
      lines[0],
      `\u001b[1mcompose.yml:6:24\u001b[22m: \u001b[${colour}m${severity}\u001b[39m \u001b[2mtls-port-mismatch\u001b[22m`,
    );
    assert.ok(lines.includes(`     │                        \u001b[${colour}m^^^\u001b[39m`), lines.join("\n"));
    assert.ok(lines.includes("  \u001b[2m 6 │       - SMTP_HOST_PORT=587\u001b[22m"), lines.join("\n"));
    assert.ok(lines.includes('\u001b[32m  fix:\u001b[39m Use port "465"'), lines.join("\n"));
  }
});
