import assert from "node:assert/strict";
import { test } from "node:test";
import { says, search, secret, testedWith } from "../../testing/tested.js";
import { code, message } from "../base/messages.js";
import { shownMessage, shownReport } from "./shown-report.js";

const hide = (text: string) => text.replaceAll(secret, "***");
const quoting = says("It says {secret}.");

test("a report shows no secret: not in steps, advice, log line, second opinion, talk, nor what else was tried", () => {
  const { report } = testedWith(
    { advice: quoting, secondOpinion: quoting, logLine: `** ${secret}` },
    {},
    {
      ...search,
      alternatives: search.alternatives.map((one) => ({ ...one, detail: quoting })),
      best: { ...search.alternatives[0], detail: quoting } as never,
    },
  );
  const steps = report.steps.map((step) => ({ ...step, detail: quoting }));
  const shown = shownReport({ ...report, steps, transcript: [`> AUTH ${secret}`, "< 250 ok"] }, hide);
  assert.ok(!JSON.stringify(shown).includes(secret), JSON.stringify(shown));
  assert.deepEqual(shown.transcript, ["> AUTH ***", "< 250 ok"]);
  assert.equal(shown.verdict.logLine, "** ***");
  assert.deepEqual(shown.verdict.secondOpinion?.values, { secret: "***" });
  assert.equal(shown.search?.alternatives.length, 3);
  const { report: plain } = testedWith({ secondOpinion: null, logLine: null });
  assert.deepEqual(shownReport(plain, hide), plain, "what isn't there stays so, and the rest as it is");
});

test("of a message the values are hidden, whatever they are made of; its own words and numbers stay", () => {
  const template = { en: `${secret} {a} {b} {c} {d}`, "zh-cn": "" };
  const values = { a: secret, b: 5, c: message({ en: "{x}", "zh-cn": "{x}" }, { x: `a ${secret}` }), d: code(secret) };
  assert.deepEqual(shownMessage({ template, values }, hide), {
    template,
    values: {
      a: "***",
      b: 5,
      c: { template: { en: "{x}", "zh-cn": "{x}" }, values: { x: "a ***" } },
      d: [{ kind: "code", text: "***" }],
    },
  });
});
