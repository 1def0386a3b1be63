import assert from "node:assert/strict";
import { test } from "node:test";
import { isDeepStrictEqual } from "node:util";
import { mailerOf } from "#server/plausible/mailer/mailer.js";
import { knownRelease } from "#server/plausible/tables/releases.js";
import { bootOf, loadCases } from "./plausible-cases.js";
import { sendAnswers } from "./plausible-sends.js";

const cases = loadCases();

test("every container boots, or refuses to, as in the release itself", () => {
  const wrong: unknown[] = [];
  let compared = 0;
  for (const { id, container, runs } of cases) {
    for (const { release, boot } of runs) {
      compared += 1;
      const answer = bootOf(mailerOf(knownRelease(release), container));
      if (!isDeepStrictEqual(answer, boot)) wrong.push({ id, release, answer, boot });
    }
  }
  assert.deepEqual(wrong.slice(0, 5), [], `${wrong.length} of ${compared} differ`);
  assert.equal(compared, 16_026);
});

test("every mail is handed to the client as in the release itself, or fails with the same exception", () => {
  const wrong: unknown[] = [];
  let compared = 0;
  let differingAsKnown = 0;
  for (const { id, container, runs } of cases) {
    for (const { release: name, send } of runs) {
      if (send === null) continue;
      compared += 1;
      const { answer, expected, contradicted } = sendAnswers(id, container, name, send);
      const same = isDeepStrictEqual(answer, expected);
      if (contradicted) {
        if (!same) differingAsKnown += 1;
      } else if (!same) wrong.push({ id, name, answer, expected, send });
    }
  }
  assert.deepEqual(wrong.slice(0, 5), [], `${wrong.length} of ${compared} differ`);
  assert.equal(compared, 10_434);
  assert.equal(differingAsKnown, 24);
});
