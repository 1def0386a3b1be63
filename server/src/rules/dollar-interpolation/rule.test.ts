import assert from "node:assert/strict";
import { test } from "node:test";
import { analyseFiles, composeFile } from "../../../testing/rules/project.js";
import { applyFix, testReadme } from "../../../testing/rules/readme.js";
import { textOf } from "../../base/messages.js";
import { looseDollars } from "../kit/loose-dollars.js";
import type { Finding } from "../kit/types.js";
import { dollarInterpolation } from "./rule.js";

testReadme(dollarInterpolation, import.meta.url);

const relay = ["SMTP_HOST_ADDR=smtp.zoo.example", "SMTP_USER_NAME=a@example.com"];

function own(files: Readonly<Record<string, string>>): Finding[] {
  return analyseFiles(files).findings.filter(({ rule }) => rule === dollarInterpolation.meta.id);
}

/** The marked text, and the file in which it stands after each fix. */
function outcome(files: Readonly<Record<string, string>>, file = "compose.yml"): string[] {
  const [finding] = own(files);
  if (finding === undefined) return [];
  const text = files[file] ?? "";
  const marked = text.slice(finding.at.start, finding.at.end);
  return [
    marked,
    ...finding.fixes.map(
      (fix) =>
        applyFix(files, fix)
          [file]?.split("\n")
          .find((line) => line.includes("PWD")) ?? "",
    ),
  ];
}

test("which dollars are loose", () => {
  const at = (text: string, writing: "yaml" | "env" | "env-double" = "yaml") =>
    looseDollars(text, writing, (name) => name !== "SET")?.at ?? null;
  assert.deepEqual(at("Pa$word"), [2]);
  assert.deepEqual(at("$a$b!"), [0, 2]);
  assert.deepEqual(at("Pa${word"), [2]);
  assert.deepEqual(at("a${}b$c"), [1, 5]);
  assert.deepEqual(at("a$x${y"), [1, 3]);
  assert.deepEqual(at("a${b:c}d"), [1]);
  for (const text of ["Pa$$word", "5$", "$5", "a$-b", "$word", "${word}", "x${word}", "x$SET", "${A:?needed}x", "${A:-d}x"]) {
    assert.equal(at(text), null, text);
  }
  assert.equal(at("Pa\\$word", "env-double"), null);
  assert.deepEqual(at("Pa\\\\$word", "env-double"), [4]);
});

test("in a compose file the dollar is doubled, however the entry is quoted", () => {
  const list = (item: string) => outcome({ "compose.yml": composeFile([...relay, item]) });
  assert.deepEqual(list("SMTP_USER_PWD=Pa$word"), ["Pa$word", "      - SMTP_USER_PWD=Pa$$word"]);
  assert.deepEqual(list("'SMTP_USER_PWD=Pa$word$x'"), ["Pa$word$x", "      - 'SMTP_USER_PWD=Pa$$word$$x'"]);
  const map = (pair: string) =>
    outcome({
      "compose.yml": `services:\n  p:\n    image: ghcr.io/plausible/community-edition:v3.2.1\n    environment:\n      SMTP_HOST_ADDR: smtp.zoo.example\n      SMTP_USER_NAME: a@example.com\n      ${pair}\n`,
    });
  assert.deepEqual(map("SMTP_USER_PWD: 'Pa$word'"), ["Pa$word", "      SMTP_USER_PWD: 'Pa$$word'"]);
  assert.deepEqual(map("SMTP_USER_PWD: Pa$word"), ["Pa$word", "      SMTP_USER_PWD: Pa$$word"]);
});

test("what Compose refuses", () => {
  const compose = (item: string) => outcome({ "compose.yml": composeFile([...relay, item]) });
  assert.deepEqual(compose("SMTP_USER_PWD=Pa${word"), ["Pa${word", "      - SMTP_USER_PWD=Pa$${word"]);
  assert.deepEqual(compose('"SMTP_USER_PWD=Pa${word$x"'), ["Pa${word$x", '      - "SMTP_USER_PWD=Pa$${word$$x"']);
  const map = `services:\n  p:\n    image: ghcr.io/plausible/community-edition:v3.2.1\n    environment:\n      SMTP_HOST_ADDR: smtp.zoo.example\n      SMTP_USER_NAME: a@example.com\n      SMTP_USER_PWD: "Pa\${}word" # mine\n`;
  assert.deepEqual(outcome({ "compose.yml": map }), ["Pa${}word", '      SMTP_USER_PWD: "Pa$${}word" # mine']);
  const bare = composeFile([...relay, "SMTP_USER_PWD"]);
  assert.deepEqual(outcome({ "compose.yml": bare, ".env": "SMTP_USER_PWD=Pa${word\n" }, ".env"), [
    "Pa${word",
    "SMTP_USER_PWD='Pa${word'",
    "SMTP_USER_PWD=Pa$${word",
  ]);
  const other = composeFile([...relay, "SMTP_USER_PWD=${MAIL_PWD}"]);
  assert.deepEqual(outcome({ "compose.yml": other, ".env": 'MAIL_PWD="Pa${word"\n' }, ".env"), [
    "Pa${word",
    'MAIL_PWD="Pa$${word"',
  ]);
  const file = composeFile([], undefined, "      - SMTP_HOST_ADDR=smtp.zoo.example\n    env_file: mail.env\n");
  const [finding] = own({ "compose.yml": file, "mail.env": "SMTP_USER_NAME=a\nSMTP_USER_PWD=a${b!}\n" });
  assert.equal(finding?.at.file, "/project/mail.env");
});

test("no fix leaves the finding, or a project that Compose refuses", () => {
  const bare = composeFile([...relay, "SMTP_USER_PWD"]);
  const projects = [
    { "compose.yml": composeFile([...relay, "SMTP_USER_PWD=Pa$word{}"]) },
    { "compose.yml": composeFile([...relay, "SMTP_USER_PWD=Pa${word"]) },
    { "compose.yml": bare, ".env": "SMTP_USER_PWD=Pa${word\n" },
    { "compose.yml": bare, ".env": "SMTP_USER_PWD=it's$word # mine\n" },
  ];
  for (const files of projects) {
    const [finding] = own(files);
    assert.ok(finding);
    assert.ok(finding.fixes.length > 0);
    for (const fix of finding.fixes) {
      const after = applyFix(files, fix);
      assert.deepEqual(analyseFiles(after).project.errors, []);
      assert.deepEqual(own(after), []);
      const password = analyseFiles(after).services[0]?.service.environment.get("SMTP_USER_PWD");
      assert.equal(password?.state, "value");
    }
  }
});

test("beside a dollar that a backslash protects, the loose one is doubled and no other", () => {
  const compose = `${composeFile(relay)}    env_file: mail.env\n`;
  const files = { "compose.yml": compose, "mail.env": 'SMTP_USER_PWD="rose\\$5bud$word"\n' };
  assert.equal(outcome(files, "mail.env")[1], 'SMTP_USER_PWD="rose\\$5bud$$word"');
});

test("a secret that Compose fills from a line of .env", () => {
  const grant = "    secrets: [SMTP_USER_PWD]\nsecrets:\n  SMTP_USER_PWD:\n    environment: MAIL_PASSWORD\n";
  const files = { "compose.yml": composeFile(relay, undefined, grant), ".env": "MAIL_PASSWORD=Pa$word\n" };
  const [finding, ...others] = own(files);
  assert.ok(finding);
  assert.equal(others.length, 0);
  assert.equal(finding.at.file.endsWith("/.env"), true);
  for (const fix of finding.fixes) {
    const after = applyFix(files, fix);
    assert.deepEqual(own(after), []);
    const mount = analyseFiles(after).services[0]?.service.mounts.get("/run/secrets/SMTP_USER_PWD");
    assert.equal(mount?.content, "Pa$word");
  }
  assert.deepEqual(own({ ...files, ".env": "MAIL_PASSWORD='Pa$word'\n" }), []);
  assert.deepEqual(own({ ...files, ".env": "word=x\nMAIL_PASSWORD=Pa$word\n" }), []);
});

test("a name that something sets, a reference in braces and other variables are left to their own rules", () => {
  const bare = composeFile([...relay, "SMTP_USER_PWD"]);
  assert.deepEqual(own({ "compose.yml": bare, ".env": "word=x\nSMTP_USER_PWD=Pa$word\n" }), []);
  assert.deepEqual(own({ "compose.yml": composeFile([...relay, "SMTP_USER_PWD=$MAIL_PASSWORD"]) }), []);
  assert.deepEqual(own({ "compose.yml": composeFile([...relay, "SMTP_USER_PWD=x-${MAIL_PASSWORD}"]) }), []);
  assert.deepEqual(own({ "compose.yml": composeFile([...relay, "POSTMARK_API_KEY=a$b"]) }), []);
});

test("neither message nor title shows a part of the secret", () => {
  const files = { "compose.yml": composeFile([...relay, "SMTP_USER_PWD=cana$ry7f3a"]) };
  for (const { message, related, fixes } of analyseFiles(files).findings) {
    for (const text of [message, ...related.map((at) => at.message), ...fixes.map(({ title }) => title)]) {
      assert.doesNotMatch(textOf(text, "en") + textOf(text, "zh-cn"), /cana|ry7f/);
    }
  }
});

test("the advice is what the first fix does", () => {
  const compose = composeFile([...relay, "SMTP_USER_PWD"]);
  const [quoted] = own({ "compose.yml": compose, ".env": 'SMTP_USER_PWD="pa$word"\n' });
  const [bare] = own({ "compose.yml": compose, ".env": "SMTP_USER_PWD=pa$word\n" });
  const firstLine = (finding: Finding | undefined) => (finding === undefined ? "" : textOf(finding.message, "en").split("\n")[0]);
  const titles = (finding: Finding | undefined) => finding?.fixes.map(({ title }) => textOf(title, "en"))[0];
  assert.match(firstLine(quoted) ?? "", /Use `\$\$` for a dollar sign\.$/);
  assert.equal(titles(quoted), "Use `$$` in `SMTP_USER_PWD`");
  assert.match(firstLine(bare) ?? "", /Put the value in single quotes\.$/);
  assert.equal(titles(bare), "Put `SMTP_USER_PWD` in single quotes");
});
