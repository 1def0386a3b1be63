import assert from "node:assert/strict";
import { test } from "node:test";
import { analyseFiles, composeFile } from "../../../testing/rules/project.js";
import { applyFix, testReadme } from "../../../testing/rules/readme.js";
import { textOf } from "../../base/messages.js";
import type { Finding } from "../kit/types.js";
import { hashTruncation } from "./rule.js";

testReadme(hashTruncation, import.meta.url);

const relay = ["SMTP_HOST_ADDR=smtp.zoo.example", "SMTP_USER_NAME=a@example.com"];
const bare = composeFile([...relay, "SMTP_USER_PWD"]);

function own(files: Readonly<Record<string, string>>): Finding[] {
  return analyseFiles(files).findings.filter(({ rule }) => rule === hashTruncation.meta.id);
}

/** The marked text, and the password that the container gets after the fix. */
function outcome(files: Readonly<Record<string, string>>): (string | undefined)[] {
  const [finding] = own(files);
  if (finding === undefined) return [];
  const { file, start, end } = finding.at;
  const marked = files[file.slice("/project/".length)]?.slice(start, end);
  assert.equal(finding.fixes.length, 1);
  const fixed = finding.fixes[0] === undefined ? files : applyFix(files, finding.fixes[0]);
  assert.deepEqual(own(fixed), []);
  assert.deepEqual(analyseFiles(fixed).project.errors, []);
  const password = analyseFiles(fixed).services[0]?.service.environment.get("SMTP_USER_PWD");
  return [marked, password?.state === "value" ? password.value : undefined];
}

function map(pair: string): Record<string, string> {
  return {
    "compose.yml": `services:\n  p:\n    image: ghcr.io/plausible/community-edition:v3.2.1\n    environment:\n      SMTP_HOST_ADDR: smtp.zoo.example\n      SMTP_USER_NAME: a@example.com\n      ${pair}\n      MAILER_NAME: x\n`,
  };
}

test("the whole of the value comes back, in each place", () => {
  assert.deepEqual(outcome({ "compose.yml": composeFile([...relay, "SMTP_USER_PWD=ab #cd"]) }), ["ab #cd", "ab #cd"]);
  assert.deepEqual(outcome({ "compose.yml": composeFile([...relay, "SMTP_USER_PWD=a$$b  #c'd # mine"]) }), [
    "a$$b  #c'd",
    "a$b  #c'd",
  ]);
  assert.deepEqual(outcome({ "compose.yml": composeFile([...relay, "SMTP_USER_PWD= #cd"]) }), ["#cd", "#cd"]);
  assert.deepEqual(outcome(map("SMTP_USER_PWD: ab #cd")), ["ab #cd", "ab #cd"]);
  assert.deepEqual(outcome(map("SMTP_USER_PWD: #secret")), ["#secret", "#secret"]);
  assert.deepEqual(outcome({ "compose.yml": bare, ".env": "SMTP_USER_PWD=ab #cd" }), ["ab #cd", "ab #cd"]);
  assert.deepEqual(outcome({ "compose.yml": bare, ".env": "SMTP_USER_PWD=a'b #c$d\r\nX=1\r\n" }), ["a'b #c$d", "a'b #c$d"]);
  const other = composeFile([...relay, "SMTP_USER_PWD=${MAIL_PWD:-none}"]);
  assert.deepEqual(outcome({ "compose.yml": other, ".env": "export MAIL_PWD = ab #cd\n" }), ["ab #cd", "ab #cd"]);
});

test("a comment is a comment", () => {
  for (const item of [
    "SMTP_USER_PWD=ab # cd",
    "SMTP_USER_PWD=ab#cd",
    "SMTP_USER_PWD #cd",
    "SMTP_USER_PWD=${PW} #cd",
    "SMTP_USER_PWD=$PW #cd",
    "SMTP_USER_PWD= #your password here",
    "SMTP_USER_PWD=changeme #please",
    "SMTP_USER_NAME=me #cd",
    '"SMTP_USER_PWD=ab" #cd',
  ]) {
    assert.deepEqual(own({ "compose.yml": composeFile([...relay, item]) }), [], item);
  }
  for (const pair of ["SMTP_USER_PWD: # from .env", "SMTP_USER_PWD: #from the shell", "SMTP_USER_PWD: 'ab' #cd"]) {
    assert.deepEqual(own(map(pair)), [], pair);
  }
  for (const line of ["SMTP_USER_PWD=ab\t#cd", "SMTP_USER_PWD= #cd", "SMTP_USER_PWD='ab' #cd", "MAILER_NAME=#1 analytics"]) {
    assert.deepEqual(
      own({ "compose.yml": composeFile([...relay, "SMTP_USER_PWD", "MAILER_NAME"]), ".env": `${line}\n` }),
      [],
      line,
    );
  }
});

test("a note is no value, and no rule about its content speaks of it", () => {
  const names = ["SMTP_HOST_PORT", "SMTP_HOST_SSL_ENABLED", "MAILER_ADAPTER", "MAILER_EMAIL", "SMTP_HOST_ADDR"];
  for (const name of names) {
    const environment = [...relay, "SMTP_USER_PWD", name].filter((item) => !item.startsWith(`${name}=`));
    const { findings } = analyseFiles({
      "compose.yml": composeFile(environment),
      ".env": `${name}= # as you like\nSMTP_USER_PWD=not-for-you\n`,
    });
    assert.deepEqual(
      findings.map((finding) => [finding.rule, finding.variable]),
      [["hash-truncation", name]],
    );
  }
  const password = own({ "compose.yml": bare, ".env": "SMTP_USER_PWD= # ask Ann\n" });
  assert.equal(password.length, 1);
});

test("neither message nor title shows a part of the secret", () => {
  for (const files of [{ "compose.yml": bare, ".env": "SMTP_USER_PWD=canary #7f3a\n" }, map("SMTP_USER_PWD: #canary")]) {
    const findings = own(files);
    assert.equal(findings.length, 1);
    for (const { message, related, fixes } of findings) {
      for (const text of [message, ...related.map((at) => at.message), ...fixes.map(({ title }) => title)]) {
        assert.doesNotMatch(textOf(text, "en") + textOf(text, "zh-cn"), /canary|7f3a/);
      }
    }
  }
});

test("a line of .env with a note in place of a value is taken out by the user alone: the value is still to come", () => {
  const text = composeFile([...relay, "SMTP_USER_PWD=x", "SMTP_HOST_PORT"]);
  const [finding] = own({ "compose.yml": text, ".env": "SMTP_HOST_PORT= # the usual one\n" });
  assert.deepEqual(
    finding?.fixes.map(({ automatic, edits }) => [automatic, edits.map(({ file, newText }) => [file, newText])]),
    [[false, [["/project/.env", ""]]]],
  );
});
