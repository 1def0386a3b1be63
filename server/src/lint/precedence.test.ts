import assert from "node:assert/strict";
import { test } from "node:test";
import type { RuleId } from "../base/ids.js";
import { rules } from "../rules/index.js";
import type { Finding } from "../rules/kit/types.js";
import { withoutConsequences } from "./precedence.js";

function finding(rule: RuleId, variable: string | null = "SMTP_HOST_PORT"): Finding {
  return {
    rule,
    severity: "error",
    message: { template: { en: "", "zh-cn": "" }, values: {} },
    service: "plausible",
    variable,
    at: { file: "/f", start: 0, end: 1 },
    related: [],
    fixes: [],
  };
}

function rulesLeft(...findings: Finding[]): string[] {
  return withoutConsequences(findings).map(({ rule }) => rule);
}

test("the rule that explains most speaks for a value", () => {
  assert.deepEqual(rulesLeft(finding("invalid-integer"), finding("literal-quotes")), ["literal-quotes"]);
  assert.deepEqual(rulesLeft(finding("invalid-integer"), finding("empty-value")), ["empty-value"]);
  assert.deepEqual(rulesLeft(finding("literal-quotes"), finding("placeholder-value"), finding("empty-value")), [
    "placeholder-value",
  ]);
});

test("each variable is judged on its own", () => {
  assert.deepEqual(rulesLeft(finding("invalid-integer"), finding("literal-quotes", "MAILER_EMAIL")), [
    "invalid-integer",
    "literal-quotes",
  ]);
});

test("a cause silences what follows from it", () => {
  assert.deepEqual(rulesLeft(finding("no-relay", null), finding("credentials-without-relay", "SMTP_USER_NAME")), [
    "credentials-without-relay",
  ]);
  assert.deepEqual(
    rulesLeft(finding("tls-port-mismatch"), finding("tls-impossible", "MAILER_ADAPTER"), finding("obsolete-adapter")),
    ["tls-impossible"],
  );
  assert.deepEqual(rulesLeft(finding("mail-required", null), finding("port-25")), ["port-25"]);
  assert.deepEqual(rulesLeft(finding("mail-required", null)), ["mail-required"]);
  const info = { ...finding("no-relay", null), severity: "info" } as const;
  assert.deepEqual(rulesLeft(finding("mail-required", null), info), ["mail-required", "no-relay"]);
  assert.deepEqual(rulesLeft(finding("mail-required", null), finding("debug-log-leaks-mail", "LOG_LEVEL")), [
    "mail-required",
    "debug-log-leaks-mail",
  ]);
  assert.deepEqual(rulesLeft(finding("unknown-variable", "A"), finding("secret-name", "B")), ["unknown-variable", "secret-name"]);
});

test("some causes silence only what points at the same text", () => {
  const there = { ...finding("compose-error", null), at: { file: "/f", start: 5, end: 9 } };
  assert.deepEqual(rulesLeft(finding("dollar-interpolation"), finding("compose-error", null)), ["dollar-interpolation"]);
  assert.deepEqual(rulesLeft(finding("dollar-interpolation"), there), ["dollar-interpolation", "compose-error"]);
});

test("what stands where Plausible does not look is the cause of what it lacks", () => {
  assert.deepEqual(rulesLeft(finding("not-passed-through", "SMTP_HOST_ADDR"), finding("no-relay", "SMTP_HOST_ADDR")), [
    "not-passed-through",
  ]);
  assert.deepEqual(rulesLeft(finding("duplicate-variable", "A"), finding("unresolved-variable", "A")), ["duplicate-variable"]);
  assert.deepEqual(rulesLeft(finding("duplicate-variable", "A"), finding("unresolved-variable", "B")), [
    "duplicate-variable",
    "unresolved-variable",
  ]);
});

test("a rule with words of its own tells of a refusal, and no other does", () => {
  const refused = finding("compose-error", null);
  const left = (other: Finding, of = refused) => withoutConsequences([of], [other]).length;
  assert.equal(left(finding("dollar-interpolation", "SMTP_USER_PWD")), 0);
  assert.equal(left(finding("unresolved-variable", "SMTP_USER_PWD")), 1);
  const elsewhere = { ...refused, at: { file: "/g", start: 0, end: 1 } };
  assert.equal(left(finding("dollar-interpolation", "SMTP_USER_PWD"), elsewhere), 1);
});

test("no rule yields to one that yields to it in turn: then both would be silent", () => {
  const yielding = (id: RuleId, seen: readonly RuleId[]): void => {
    assert.ok(!seen.includes(id), [...seen, id].join(" → "));
    const { inService = [], onVariable = [], atPlace = [] } = rules[id].meta.yieldsTo ?? {};
    for (const other of [...inService, ...onVariable, ...atPlace]) yielding(other, [...seen, id]);
  };
  for (const { meta } of Object.values(rules)) yielding(meta.id, []);
});
