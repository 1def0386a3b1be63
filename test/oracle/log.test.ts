import assert from "node:assert/strict";
import { test } from "node:test";
import { conclude } from "#server/log/conclude.js";
import { deliveryOf } from "#server/plausible/mailer/delivery.js";
import { mailerOf } from "#server/plausible/mailer/mailer.js";
import { knownRelease } from "#server/plausible/tables/releases.js";
import { readOnly } from "#server-testing/log.js";
import { loadCases } from "./plausible-cases.js";

const cases = loadCases();

test("every exception that stopped a boot is answered with its variable", () => {
  const seen = new Map<string, string | null>();
  for (const { container, runs } of cases) {
    for (const { release, boot } of runs) {
      if (!("error" in boot)) continue;
      const mailer = mailerOf(knownRelease(release), container);
      const variable = mailer.outcome === "refuses-to-boot" ? mailer.error.variable : null;
      seen.set(`** (${boot.error.type}) ${boot.error.message}`, variable);
    }
  }
  assert.ok(seen.size > 40, String(seen.size));
  for (const [line, variable] of seen) {
    for (const text of [
      line,
      `ERROR! Config provider Config.Reader failed with:\n${line}\n    (elixir 1.18.3) lib/config.ex:1: x`,
    ]) {
      const [conclusion, other] = conclude(readOnly(text), null);
      assert.equal(conclusion?.cause, "boot-refused", text);
      assert.ok(conclusion.variables.includes(variable ?? "?"), `${variable} in ${conclusion.variables}\n${text}`);
      assert.equal(other, undefined);
    }
  }
});

test("every exception of a send is answered with its variable", () => {
  const seen = new Map<string, { readonly variable: string | null; readonly kind: string }>();
  for (const { container, runs } of cases) {
    for (const { release: name, send } of runs) {
      if (send === null || !("raises" in send)) continue;
      const release = knownRelease(name);
      const failure = deliveryOf(mailerOf(release, container))?.certainFailure;
      if (failure == null) continue;
      seen.set(`** (${send.raises.replace(/^:/, "")}) ${send.message}`, failure);
    }
  }
  assert.ok(seen.size > 40, String(seen.size));
  for (const [line, { variable, kind }] of seen) {
    for (const text of [
      line,
      `10:11:12.123 [error] Failed to send e-mail:\n\n  ${line}\n    (bamboo 2.3.0) lib/bamboo/mailer.ex:1: x`,
    ]) {
      const variables = conclude(readOnly(text), null).flatMap((conclusion) => conclusion.variables);
      assert.ok(variables.includes(variable ?? "?"), `${kind}: ${variable} in ${variables}\n${text}`);
    }
  }
});
