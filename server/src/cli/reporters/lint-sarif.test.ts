import assert from "node:assert/strict";
import { test } from "node:test";
import type { Log } from "sarif";
import { contextOf, findings, pages, reportOf } from "../../../testing/lint-report.js";
import type { Finding } from "../../rules/kit/types.js";
import { lintSarif } from "./lint-sarif.js";

test("SARIF: rules with their pages, results with places, related places and fixes", async () => {
  const report = reportOf(findings, { failures: ["gone: no such file"], notes: ["a note"] });
  const log = JSON.parse(await lintSarif(report, contextOf())) as Log;
  const [run] = log.runs;
  const rule = (id: string, name: string, level: string, summary: RegExp) => {
    const found = run?.tool.driver.rules?.find((one) => one.id === id);
    assert.deepEqual([found?.name, found?.defaultConfiguration?.level], [name, level]);
    assert.match(found?.shortDescription?.text ?? "", summary);
    assert.deepEqual(found?.properties, {
      tags: ["email", "configuration"],
      precision: "high",
      "problem.severity": level,
    });
    return found;
  };
  const port = rule("port-25", "Port25", "warning", /port/i);
  assert.equal(port?.fullDescription?.text, "Port 25 is often blocked.");
  const page = (pages["docs/rules/port-25.md"] ?? "").replace("<!-- generated -->\n\n", "");
  assert.deepEqual(port?.help, { text: port?.shortDescription?.text, markdown: page });
  const mismatch = rule("tls-port-mismatch", "TlsPortMismatch", "error", /SMTP_HOST_SSL_ENABLED/);
  assert.equal(mismatch?.fullDescription?.text, mismatch?.shortDescription?.text, "without a page");
  assert.equal(mismatch?.help, undefined);
  const error = rule("compose-error", "ComposeError", "error", /Compose/);
  assert.equal(error?.fullDescription?.text, error?.shortDescription?.text, "without prose in it");

  const { rules, ...driver } = run?.tool.driver ?? assert.fail("a driver");
  assert.deepEqual(driver, {
    name: "plausible-mail",
    fullName: "plausible-mail 1.2.3",
    version: "1.2.3",
    semanticVersion: "1.2.3",
  });
  assert.deepEqual(
    rules?.map(({ id }) => id),
    ["compose-error", "port-25", "tls-port-mismatch"],
  );
  assert.deepEqual([log.version, run?.language, run?.columnKind], ["2.1.0", "en", "utf16CodeUnits"]);
  assert.deepEqual(run?.invocations, [
    {
      executionSuccessful: false,
      exitCode: 1,
      toolExecutionNotifications: [
        { level: "error", message: { text: "gone: no such file" } },
        { level: "note", message: { text: "a note" } },
      ],
    },
  ]);
  const compose = { uri: "sub/compose.yml", uriBaseId: "%SRCROOT%" };
  const env = { uri: "sub/a%20b%23%25.env", uriBaseId: "%SRCROOT%" };
  const region = (line: number, from: number, until: number, endLine = line) => ({
    startLine: line,
    startColumn: from,
    endLine,
    endColumn: until,
  });
  const place = (artifactLocation: typeof compose, where: ReturnType<typeof region>) => ({
    physicalLocation: { artifactLocation, region: where },
  });
  const replaced = (deletedRegion: ReturnType<typeof region>, text: string) => ({ deletedRegion, insertedContent: { text } });
  const member = (name: string, fullyQualifiedName: string) => ({
    logicalLocations: [{ name, kind: "member", fullyQualifiedName }],
  });
  const results = (run?.results ?? []).map(({ partialFingerprints, ...rest }) => {
    assert.match(partialFingerprints?.["plausibleMail/v1"] ?? "", /^[0-9a-f]{32}:1$/);
    return rest;
  });
  assert.deepEqual(results, [
    {
      ruleId: "port-25",
      ruleIndex: 1,
      level: "note",
      message: { text: 'Set "A" to "2".', markdown: "Set `A` to `2`." },
      locations: [place(env, region(1, 1, 2, 2))],
      fixes: [
        {
          description: { text: "Set A to 2" },
          artifactChanges: [{ artifactLocation: env, replacements: [replaced(region(1, 3, 4), "2")] }],
        },
      ],
      properties: { severity: "hint", service: null, variable: null },
    },
    {
      ruleId: "tls-port-mismatch",
      ruleIndex: 2,
      level: "error",
      message: {
        text: 'Use "465", not 100%,\nas it is *safe* | ok.',
        markdown: "Use `465`, not 100%,\nas it is \\*safe\\* | ok.",
      },
      locations: [
        { ...place(compose, region(6, 24, 27)), ...member("SMTP_HOST_PORT", "services.plausible.environment.SMTP_HOST_PORT") },
      ],
      relatedLocations: [
        { id: 1, ...place(compose, region(8, 9, 23)), message: { text: 'Beside "***"' } },
        { id: 2, ...place(env, region(2, 1, 4)), message: { text: "Also here" } },
      ],
      fixes: [
        {
          description: { text: "Use port 465" },
          artifactChanges: [
            { artifactLocation: compose, replacements: [replaced(region(6, 24, 27), "465")] },
            { artifactLocation: env, replacements: [replaced(region(2, 3, 4), "3")] },
          ],
        },
        {
          description: { text: "Not ***" },
          artifactChanges: [{ artifactLocation: compose, replacements: [replaced(region(8, 23, 26), "=you")] }],
        },
      ],
      properties: { severity: "error", service: "plausible", variable: "SMTP_HOST_PORT" },
    },
    {
      ruleId: "compose-error",
      ruleIndex: 0,
      level: "warning",
      message: {
        text: "Compose says SMTP_USER_PWD=*** and services.",
        markdown: "Compose says SMTP_USER_PWD=\\*\\*\\* and services.",
      },
      locations: [{ ...place(compose, region(3, 5, 19)), ...member("plausible", "services.plausible") }],
      properties: { severity: "warning", service: "plausible", variable: null },
    },
    {
      ruleId: "tls-port-mismatch",
      ruleIndex: 2,
      level: "note",
      message: { text: 'A=x of "SMTP_USER_PWD=x".', markdown: "A=x of `SMTP_USER_PWD=x`." },
      locations: [
        {
          physicalLocation: { artifactLocation: { uri: "file:///elsewhere/compose.yml" }, region: region(1, 1, 1) },
          ...member("***", "services.plausible.environment.***"),
        },
      ],
      properties: { severity: "info", service: "plausible", variable: "***" },
    },
  ]);
  const clean = JSON.parse(await lintSarif(reportOf([]), contextOf("zh-cn", { status: 0 }))) as Log;
  assert.equal(clean.runs[0]?.invocations?.[0]?.executionSuccessful, true);
  assert.equal(clean.runs[0]?.language, "zh-CN");
  const chinese = JSON.parse(await lintSarif(reportOf(findings), contextOf("zh-cn"))) as Log;
  const described = new Map(chinese.runs[0]?.tool.driver.rules?.map(({ id, fullDescription }) => [id, fullDescription?.text]));
  assert.equal(described.get("port-25"), "端口 25 常被封锁。");
});

test("SARIF: an address outside the root, and half of a character in a name", async () => {
  const uriOf = async (file: string) => {
    const [one] = findings;
    const log = JSON.parse(
      await lintSarif(reportOf([{ ...(one as Finding), at: { file, start: 0, end: 0 } }]), contextOf()),
    ) as Log;
    return log.runs[0]?.results?.[0]?.locations?.[0]?.physicalLocation?.artifactLocation?.uri;
  };
  assert.equal(await uriOf("C:/x y/compose.yml"), "file:///C%3A/x%20y/compose.yml");
  assert.equal(await uriOf("/repo/a\ud83d.yml"), "a%EF%BF%BD.yml");
  assert.equal(await uriOf("/repo/\udc0e.yml"), "%EF%BF%BD.yml");
  assert.equal(await uriOf("/repo/🐎.yml"), "%F0%9F%90%8E.yml");
});
