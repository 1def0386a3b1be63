import assert from "node:assert/strict";
import { test } from "node:test";
import { isDeepStrictEqual } from "node:util";
import { mailerOf } from "#server/plausible/mailer.js";
import { knownRelease } from "#server/plausible/releases.js";
import { bootOf, loadCases } from "./plausible-cases.js";

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
