import assert from "node:assert/strict";
import { test } from "node:test";
import { type Answer, agrees, type Case, groups, loadCases, loadNotYet, ourAnswer, sameWords } from "./compose-cases.js";

const notYet = loadNotYet();

function agreesInWords(ours: Answer, { answers }: Case): boolean {
  return "refused" in ours && answers.some((answer) => "refused" in answer && sameWords(ours.refused, answer.refused));
}

for (const group of groups) {
  const cases = loadCases(group);

  test(`${group}: the containers that docker compose config shows, or a refusal`, () => {
    const wrong = cases
      .filter(({ name }) => !notYet.answers.includes(name))
      .map((each) => ({ ...each, ours: ourAnswer(each) }))
      .filter((each) => !agrees(each.ours, each.answers));
    assert.deepEqual(
      wrong.map(({ name, ours, answers }) => ({ name, ours, answers })),
      [],
    );
  });

  test(`${group}: refusals in Compose's words`, () => {
    const wrong = cases
      .filter(({ name, answers }) => !notYet.words.includes(name) && answers.every((answer) => "refused" in answer))
      .map((each) => ({
        name: each.name,
        ours: ourAnswer(each),
        answers: each.answers,
        same: agreesInWords(ourAnswer(each), each),
      }))
      .filter(({ name, same }) => !same && !notYet.answers.includes(name));
    assert.deepEqual(wrong, []);
  });
}

test("the cases that do not agree yet still do not: take one that does off the list", () => {
  const all = new Map(groups.flatMap((group) => loadCases(group)).map((each) => [each.name, each]));
  assert.equal(all.size, groups.flatMap((group) => loadCases(group)).length, "names are unique");
  assert.ok(all.size > 800);
  for (const name of [...notYet.answers, ...notYet.words]) assert.ok(all.has(name), `${name} is no case`);
  const closed = [...all.values()].filter(
    (each) =>
      (notYet.answers.includes(each.name) && agrees(ourAnswer(each), each.answers)) ||
      (notYet.words.includes(each.name) && agreesInWords(ourAnswer(each), each)),
  );
  assert.deepEqual(
    closed.map(({ name }) => name),
    [],
  );
});
