import assert from "node:assert/strict";
import { test } from "node:test";
import { analyseFiles, composeFile, folder } from "../../testing/rules/project.js";
import { applyEdits, type TextEdit } from "../base/text.js";
import type { Fix } from "../rules/kit/types.js";
import { automaticEdits, preferredFix } from "./automatic-edits.js";

const boots = ["BASE_URL=https://stats.zoo.example", `SECRET_KEY_BASE=${"k".repeat(64)}`];

/** The settings of a service after each round of fixes that need no decision. */
function rounds(items: readonly string[], image?: string): string[][] {
  let text = composeFile([...boots, ...items], image);
  const found: string[][] = [];
  for (let round = 0; round < 10; round += 1) {
    const { findings } = analyseFiles({ "compose.yml": text });
    const edits = automaticEdits(findings).filter(({ file }) => file === `${folder}/compose.yml`);
    if (edits.length === 0) break;
    text = applyEdits(text, edits);
    found.push(text.split("\n").flatMap((line) => /^ +- (SMTP_.*)$/.exec(line)?.[1] ?? []));
  }
  return found;
}

const login = ["MAILER_EMAIL=a@zoo.example", "SMTP_USER_NAME=a@zoo.example", "SMTP_USER_PWD=k7Gh2pQz"];

test("two findings about a port that is not written add it once", () => {
  const last = rounds(
    ["SMTP_HOST_ADDR=mail.zoo.example", "SMTP_HOST_SSL_ENABLED=true", ...login],
    "plausible/analytics:v2.0.0",
  ).at(-1);
  const ports = last?.filter((line) => line.startsWith("SMTP_HOST_PORT"));
  assert.deepEqual(ports, ["SMTP_HOST_PORT=465"]);
});

test("port and flag are not each made to suit what the other one was", () => {
  const last = rounds(["SMTP_HOST_ADDR=smtps://smtp.resend.com", "SMTP_HOST_SSL_ENABLED=true", ...login]).at(-1);
  assert.ok(last !== undefined);
  assert.ok(last.includes("SMTP_HOST_PORT=465"));
  assert.ok(last.includes("SMTP_HOST_SSL_ENABLED=true"));
});

test("one rule mends both at once", () => {
  const settings = ["SMTP_HOST_ADDR=mail.zoo.example", 'SMTP_HOST_PORT="587"', 'SMTP_HOST_SSL_ENABLED="false"', ...login];
  assert.equal(rounds(settings).length, 1);
});

test("a fix undoes nothing that the next one would do again", () => {
  const files = {
    "compose.yml": composeFile([...boots, "SMTP_HOST_ADDR=mail.zoo.example", "SMTP_MIDDLEBOX_COMP_MODE", ...login]),
    ".env": "SMTP_MIDDLEBOX_COMP_MODE=true\n",
  };
  const [edit, more] = automaticEdits(analyseFiles(files).findings);
  assert.equal(more, undefined);
  assert.deepEqual([edit?.file, edit?.newText], [`${folder}/.env`, "false"]);
});

const edit = (start: number, end: number, newText = "x", file = "/f"): TextEdit => ({ file, start, end, newText });

/** A fix of these edits that decides these settings. */
function fixOf(edits: readonly TextEdit[], settings: readonly string[] = [], automatic = true): Fix {
  const effect = { settings: new Map(settings.map((name) => [name, { text: "x" }])) };
  return { title: { template: { en: "", "zh-cn": "" }, values: {} }, edits, automatic, effect };
}

const found = (fixes: readonly Fix[], rule = "a", service: string | null = "plausible") => ({ fixes, rule, service });

test("the same edit counts once, and one that touches another is left for the next time", () => {
  const first = edit(10, 20);
  const with_ = (other: TextEdit) => automaticEdits([found([fixOf([first])]), found([fixOf([other])])]);
  assert.deepEqual(with_(first), [first]);
  for (const other of [edit(10, 20, "y"), edit(10, 21), edit(9, 20), edit(20, 30), edit(5, 10), edit(12, 13), edit(15, 15)])
    assert.deepEqual(with_(other), [first], JSON.stringify(other));
  for (const other of [edit(21, 30), edit(5, 9), edit(10, 20, "x", "/g"), edit(15, 15, "x", "/g")])
    assert.deepEqual(with_(other), [first, other], JSON.stringify(other));
  const both = [fixOf([first, edit(30, 31)]), fixOf([first, edit(40, 41)])];
  assert.deepEqual(
    automaticEdits(both.map((fix) => found([fix]))),
    [first, edit(30, 31), edit(40, 41)],
    "the rest of it is taken",
  );
  assert.deepEqual(
    automaticEdits([found([fixOf([first])]), found([fixOf([edit(50, 51), edit(20, 22)])])]),
    [first],
    "a fix is taken whole or not at all",
  );
  const other = [edit(10, 20, "y"), edit(40, 41)];
  assert.deepEqual(automaticEdits([found([fixOf([first])]), found([fixOf(other)])]), [first], "another text for the same place");
});

test("only the preferred fix counts, and that is the first one where it needs no decision", () => {
  const [chosen, other] = [fixOf([edit(1, 2)]), fixOf([edit(5, 6)])];
  const asked = { ...chosen, automatic: false };
  assert.deepEqual(automaticEdits([found([chosen, other])]), [edit(1, 2)]);
  assert.deepEqual(automaticEdits([found([asked, other])]), []);
  assert.deepEqual(automaticEdits([found([])]), []);
  assert.deepEqual(preferredFix(found([chosen, other])), [chosen]);
  assert.deepEqual(preferredFix(found([asked, other])), []);
});

test("two fixes of one service don't set the same, nor two rules port and flag", () => {
  const [port, flag] = ["SMTP_HOST_PORT", "SMTP_HOST_SSL_ENABLED"];
  const taken = (first: readonly string[], second: readonly string[], rule: string, service: string | null) =>
    automaticEdits([found([fixOf([edit(1, 2)], first)]), found([fixOf([edit(5, 6)], second)], rule, service)]).length;
  assert.equal(taken(["A"], ["A"], "a", "plausible"), 1);
  assert.equal(taken(["A"], ["B"], "b", "plausible"), 2);
  assert.equal(taken(["A"], ["A"], "a", "other"), 2);
  assert.equal(taken(["A"], ["A"], "a", null), 2);
  assert.equal(taken(["A", "B"], ["C", "B"], "a", "plausible"), 1);
  for (const [one, other] of [
    [port, flag],
    [flag, port],
  ] as const) {
    assert.equal(taken([one], [other], "b", "plausible"), 1, "made by two rules");
    assert.equal(taken([one], [other], "a", "plausible"), 2, "made by one");
    assert.equal(taken([one], [other], "b", "other"), 2, "of two services");
  }
  const bare = { ...fixOf([edit(5, 6)]), effect: undefined } as unknown as Fix;
  assert.equal(automaticEdits([found([bare]), found([fixOf([edit(8, 9)], ["A"])])]).length, 2, "what it makes isn't told");
});
