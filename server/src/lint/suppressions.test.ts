import assert from "node:assert/strict";
import { test } from "node:test";
import { composeFile, lint, lintFor } from "../../testing/rules/project.js";
import { SourceText } from "../base/text.js";
import { suppressionsOf } from "./suppressions.js";

test("reads ids, reason and scope", () => {
  const text =
    "# plausible-mail-disable-file port-25, no-relay -- internal -- really\nA=1\n  #plausible-mail-disable-next-line port-25\r\n";
  const found = suppressionsOf("/f", new SourceText(text));
  assert.deepEqual(
    found.map(({ scope, rules, reason, line }) => ({ scope, rules, reason, line })),
    [
      { scope: "file", rules: ["port-25", "no-relay"], reason: "internal -- really", line: null },
      { scope: "next-line", rules: ["port-25"], reason: null, line: 3 },
    ],
  );
  assert.equal(text.slice(found[1]?.at.start, found[1]?.at.end), "#plausible-mail-disable-next-line port-25");
});

test("is no comment within a value", () => {
  assert.deepEqual(suppressionsOf("/f", new SourceText("A=b#plausible-mail-disable-file port-25\n")), []);
});

const credentials = ["SMTP_USER_NAME=plausible@example.com", "SMTP_USER_PWD"];
const password = "SMTP_USER_PWD=not-for-you\n";

test("silences the named rule on the next line, and no other", () => {
  const env = (comment: string) => [comment, "SMTP_HOST_PORT=25", "SMTP_HOST_ADDR=smtp.zoo.example", ...credentials];
  const compose = (comment: string) => composeFile(env(comment)).replace("- #", "#");
  assert.deepEqual(lint({ "compose.yml": compose("# plausible-mail-disable-next-line port-25 -- a tunnel") }), []);
  assert.equal(lintFor("port-25", { "compose.yml": compose("# plausible-mail-disable-next-line no-relay") }).length, 1);
});

test("speaks of the file in which it stands", () => {
  const compose = composeFile(["SMTP_HOST_ADDR", "SMTP_HOST_PORT", ...credentials]);
  const env = `SMTP_HOST_ADDR=smtp.zoo.example\nSMTP_HOST_PORT=25\n${password}`;
  const comment = "# plausible-mail-disable-file port-25 -- a tunnel\n";
  assert.deepEqual(lint({ "compose.yml": compose, ".env": comment + env }), []);
  assert.equal(lintFor("port-25", { "compose.yml": comment + compose, ".env": env }).length, 1);
  const nextLine = `SMTP_HOST_ADDR=smtp.zoo.example\n# plausible-mail-disable-next-line port-25\nSMTP_HOST_PORT=25\n${password}`;
  assert.deepEqual(lint({ "compose.yml": compose, ".env": nextLine }), []);
});

test("each id has its place, and the comment its own; what isn't one is left alone", () => {
  const read = (text: string) =>
    suppressionsOf("/f", new SourceText(text)).map(({ rules, places, reason, at, scope, line }) => {
      assert.deepEqual(
        places.map(({ file, start, end }) => [file, text.slice(start, end)]),
        rules.map((id) => ["/f", id]),
      );
      assert.equal(at.file, "/f");
      return { rules, reason, scope, line, marked: text.slice(at.start, at.end) };
    });
  const disable = "plausible-mail-disable";
  assert.deepEqual(read(`a: b\n\t# ${disable}-next-line port-25,no-relay\tx \n`), [
    {
      rules: ["port-25", "no-relay", "x"],
      reason: null,
      scope: "next-line",
      line: 2,
      marked: `# ${disable}-next-line port-25,no-relay\tx`,
    },
  ]);
  assert.deepEqual(
    read(`#${disable}-file  -- all of it\n`).map(({ rules, reason }) => [rules, reason]),
    [[[], "all of it"]],
  );
  assert.deepEqual(read(`# ${disable}-file a--b --c\n`)[0]?.rules, ["a--b", "--c"], "a reason stands behind a sign of its own");
  for (const text of [
    `# ${disable}-line a\n`,
    `# ${disable}-files a\n`,
    `x#${disable}-file a\n`,
    `# not ${disable}-file a\n`,
    `# ${disable}-file\n`,
  ])
    assert.deepEqual(read(text), [], text);
});
