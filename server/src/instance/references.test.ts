import assert from "node:assert/strict";
import { test } from "node:test";
import { viewOf } from "../../testing/rules/view.js";
import { SourceText } from "../base/text.js";
import { namesAskedIn, referencesOf } from "./references.js";

test("the references that lead to a text, with their operators", () => {
  const files = { ".env": "HOST=smtp.zoo.example\nOUTER=${HOST}\n" };
  const through = (value: string) => {
    const view = viewOf([`SMTP_HOST_ADDR=${value}`], { files });
    const variable = view.service.environment.get("SMTP_HOST_ADDR");
    return variable === undefined
      ? []
      : referencesOf(view.project, variable).map(({ name, operator, text }) => [name, operator, text]);
  };
  assert.deepEqual(through("$HOST"), [["HOST", "", "$HOST"]]);
  assert.deepEqual(through("${HOST}"), [["HOST", "", "${HOST}"]]);
  for (const operator of [":-", "-", ":?", "?"])
    assert.deepEqual(through(`\${HOST${operator}x}`), [["HOST", operator, `\${HOST${operator}x}`]], operator);
  assert.deepEqual(
    through("${OUTER}").map(([name]) => name),
    ["OUTER", "HOST"],
  );
  assert.deepEqual(through("smtp.zoo.example"), []);
});

test("a bare name is no reference", () => {
  const view = viewOf(["SMTP_HOST_ADDR"], { files: { ".env": "SMTP_HOST_ADDR=smtp.zoo.example\n" } });
  const variable = view.service.environment.get("SMTP_HOST_ADDR");
  assert.ok(variable);
  assert.deepEqual(referencesOf(view.project, variable), []);
});

test("the names that a text asks for, outside of comments and where no dollar is doubled", () => {
  const source = new SourceText("a: $A ${B:-x}${C}\n# $D\nb: $$E x#$F $1\nc: y # $G\n\t#$H\n");
  assert.deepEqual([...namesAskedIn(source)], ["A", "B", "C", "F"]);
  assert.equal(namesAskedIn(source), namesAskedIn(source));
});
