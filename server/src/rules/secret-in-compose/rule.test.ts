import assert from "node:assert/strict";
import { test } from "node:test";
import { analyseFiles, composeFile, defaultImage } from "../../../testing/rules/project.js";
import { applyFix, testReadme } from "../../../testing/rules/readme.js";
import { textOf } from "../../base/messages.js";
import { runRule } from "../../lint/analysis.js";
import type { Finding } from "../kit/types.js";
import { secretInCompose } from "./rule.js";

testReadme(secretInCompose, import.meta.url);

const relay = ["SMTP_HOST_ADDR=smtp.zoo.example", "SMTP_USER_NAME=a@example.com"];

function own(files: Readonly<Record<string, string>>): Finding[] {
  return analyseFiles(files).findings.filter(({ rule }) => rule === secretInCompose.meta.id);
}

/** The password that Plausible is given, as its release reads it. */
function password(files: Readonly<Record<string, string>>): string | null {
  const variable = analyseFiles(files).services[0]?.variable("SMTP_USER_PWD");
  return variable?.state === "value" ? variable.value : null;
}

/** Applies each fix: the project loads, the password is the same, and stands in no compose file. The files after each. */
function cured(files: Readonly<Record<string, string>>, expected: string | null = password(files)): Record<string, string>[] {
  const [finding, ...more] = own(files);
  assert.ok(finding);
  assert.deepEqual(more, []);
  return finding.fixes.map((fix) => {
    const after = applyFix(files, fix);
    assert.deepEqual(analyseFiles(after).project.errors, []);
    assert.equal(password(after), expected);
    assert.deepEqual(analyseFiles(after).findings, []);
    assert.ok(!after["compose.yml"]?.includes(expected ?? ""), after["compose.yml"]);
    assert.equal(fix.automatic, false);
    return after;
  });
}

function compose(service: string, rest = ""): string {
  return `services:\n  plausible:\n    image: ${defaultImage}\n${service}${rest}`;
}

test("whatever is in the password, it arrives", () => {
  const passwords = ["s3cret", "it's", 'a"b', "a#b", "x #y", "pa$$word", "back\\slash", "a: b", "-dash", "{x}", "ünï", "a=b"];
  for (const written of passwords) {
    const quoted = `"SMTP_USER_PWD=${written.replace(/[\\"]/g, "\\$&")}"`;
    const list = cured({ "compose.yml": composeFile([...relay, quoted]) });
    assert.equal(list.length, 2, written);
    const map = `    environment:\n      SMTP_HOST_ADDR: smtp.zoo.example\n      SMTP_USER_NAME: a@example.com\n      SMTP_USER_PWD: '${written.replaceAll("'", "''")}'\n`;
    assert.equal(cured({ "compose.yml": compose(map), ".env": "X=1" }).length, 2, written);
  }
});

test("a loose dollar is moved as it was meant", () => {
  const files = { "compose.yml": composeFile([...relay, "SMTP_USER_PWD=Pa$word"]) };
  assert.equal(cured(files, "Pa$word").length, 2);
});

test("what is wrong with the text is not moved with it", () => {
  const map = (pair: string) =>
    compose(`    environment:\n      SMTP_HOST_ADDR: smtp.zoo.example\n      SMTP_USER_NAME: a@example.com\n      ${pair}\n`);
  assert.equal(cured({ "compose.yml": composeFile([...relay, 'SMTP_USER_PWD="s3cret"']) }, "s3cret").length, 2);
  assert.equal(cured({ "compose.yml": composeFile([...relay, "SMTP_USER_PWD= s3cret"]) }, "s3cret").length, 2);
  assert.equal(cured({ "compose.yml": map("SMTP_USER_PWD: 1e10") }, "1e10").length, 2);
});

test(".env is made, filled in, or left alone", () => {
  const yaml = { "compose.yml": composeFile([...relay, "SMTP_USER_PWD=s3cret"]) };
  assert.equal(cured(yaml)[0]?.[".env"], "SMTP_USER_PWD=s3cret\n");
  assert.equal(cured({ ...yaml, ".env": "A=1\r\nB=2" })[0]?.[".env"], "A=1\r\nB=2\r\nSMTP_USER_PWD=s3cret\r\n");
  assert.equal(cured({ ...yaml, ".env": "SMTP_USER_PWD= \nB=2\n" })[0]?.[".env"], "SMTP_USER_PWD=s3cret\nB=2\n");
  assert.equal(cured({ ...yaml, ".env": "SMTP_USER_PWD=s3cret\n" })[0]?.[".env"], "SMTP_USER_PWD=s3cret\n");
  const [taken, ...more] = cured({ ...yaml, ".env": "SMTP_USER_PWD=another\n" });
  assert.deepEqual(more, []);
  assert.equal(taken?.[".env"], "SMTP_USER_PWD=another\n");
  assert.equal(taken?.["secrets/SMTP_USER_PWD"], "s3cret\n");
});

test("the secret finds its place", () => {
  const environment =
    "    environment:\n      - SMTP_HOST_ADDR=smtp.zoo.example\n      - SMTP_USER_NAME=a@example.com\n      - SMTP_USER_PWD=s3cret\n";
  const key = "secrets:\n    # the keys\n    KEY:\n        file: ./key\n";
  for (const files of [
    { "compose.yml": compose(environment, key), key: "x" },
    { "compose.yml": compose(`    secrets: [KEY]\n${environment}`, key), key: "x" },
    { "compose.yml": compose(`    secrets:\n    - KEY\n${environment}`, `${key}volumes:\n  a:\n`), key: "x" },
    { "compose.yml": compose(`    secrets:\n      - source: KEY\n        target: K\n${environment}`, key), key: "x" },
    { "compose.yml": compose(environment, "volumes:\n  a:") },
  ]) {
    assert.equal(cured(files).length, 2, files["compose.yml"]);
  }
  const [, after] = cured({ "compose.yml": compose(environment, key), key: "x" });
  assert.match(
    after?.["compose.yml"] ?? "",
    /^secrets:\n {4}SMTP_USER_PWD:\n {8}file: \.\/secrets\/SMTP_USER_PWD\n {4}# the keys\n {4}KEY:/m,
  );
});

test("no secret where the release reads none, trims it, or where there is no safe place for it", () => {
  const environment =
    "    environment:\n      - SMTP_HOST_ADDR=smtp.zoo.example\n      - SMTP_USER_NAME=a@example.com\n      - SMTP_USER_PWD=s3cret\n";
  const titles = (files: Record<string, string>) => own(files).map(({ fixes }) => fixes.map(({ title }) => textOf(title, "en")));
  const dotenv = [["Move `SMTP_USER_PWD` to `.env`"]];
  assert.deepEqual(
    titles({ "compose.yml": composeFile([...relay, "SMTP_USER_PWD=s3cret"], "plausible/analytics:v1.3.0") }),
    dotenv,
  );
  assert.deepEqual(titles({ "compose.yml": compose(`${environment}      - CONFIG_DIR=\${DIR}\n`) }), dotenv);
  assert.deepEqual(titles({ "compose.yml": compose(environment, "---\nvolumes:\n  a:\n") }), dotenv);
});

test("a secret stands where the release looks, and beside what is there in any style", () => {
  const environment = (more = "") =>
    `    environment:\n      - SMTP_HOST_ADDR=smtp.zoo.example\n      - SMTP_USER_NAME=a@example.com\n      - SMTP_USER_PWD=s3cret\n${more}`;
  const elsewhere = environment("      - CONFIG_DIR=/etc/plausible/\n");
  const key = "secrets: {KEY: {file: ./key}}\n";
  for (const [service, rest] of [
    [elsewhere, ""],
    [`    secrets: [KEY]\n${elsewhere}`, key],
    [`    secrets:\n      - KEY\n${elsewhere}`, key],
    [environment(), "secrets: {} # none yet\n"],
    [environment(), key],
    [`    secrets: [\n      KEY,\n    ]\n${environment()}`, key],
  ] as const) {
    assert.equal(cured({ "compose.yml": compose(service, rest), key: "x" }).length, 2, service + rest);
  }
  const [, after] = cured({ "compose.yml": compose(elsewhere) });
  assert.match(after?.["compose.yml"] ?? "", /- source: SMTP_USER_PWD\n {8}target: \/etc\/plausible\/SMTP_USER_PWD\n/);
});

test("flow style, CRLF, overrides and extended files", () => {
  const base = ["SMTP_HOST_ADDR: smtp.zoo.example", "SMTP_USER_NAME: a@example.com"];
  const map = `    environment: {${base.join(", ")}, SMTP_USER_PWD: s3cret}\n`;
  const list = `    environment: [SMTP_HOST_ADDR=smtp.zoo.example, SMTP_USER_NAME=a@example.com, "SMTP_USER_PWD=s3cret"]\n`;
  for (const text of [compose(map), compose(list), composeFile([...relay, "SMTP_USER_PWD=s3cret"]).replaceAll("\n", "\r\n")]) {
    assert.equal(cured({ "compose.yml": text }).length, 2, text);
  }
  const override = "services:\n  plausible:\n    environment:\n      - SMTP_USER_PWD=s3cret\n";
  const parts = { "compose.yml": composeFile(relay), "compose.override.yml": override };
  for (const after of cured(parts)) assert.doesNotMatch(after["compose.override.yml"] ?? "", /s3cret/);
  const extended = {
    "compose.yml": "services:\n  plausible:\n    extends: {file: base.yml, service: web}\n    restart: always\n",
  };
  const web = composeFile([...relay, "SMTP_USER_PWD=s3cret"]).replace("plausible:", "web:");
  const moved = cured({ ...extended, "base.yml": web });
  assert.equal(moved.length, 2);
  for (const after of moved) assert.doesNotMatch(after["base.yml"] ?? "", /s3cret/);
});

test("what several services share is moved for all of them, or not at all", () => {
  const env = "x-env: &env\n  SMTP_HOST_ADDR: smtp.zoo.example\n  SMTP_USER_NAME: a@example.com\n  SMTP_USER_PWD: s3cret\n";
  const service = (name: string, image: string) => `  ${name}:\n    image: ${image}\n    environment: *env\n`;
  const shared = (...services: string[]) => ({ "compose.yml": `${env}services:\n${services.join("")}` });
  const passwords = (files: Readonly<Record<string, string>>) =>
    analyseFiles(files).services.map((view) => {
      const variable = view.variable("SMTP_USER_PWD");
      return variable.state === "value" ? variable.value : null;
    });
  const two = shared(service("plausible", defaultImage), service("second", defaultImage));
  const { fixes } = own(two)[0] ?? assert.fail();
  assert.equal(fixes.length, 2);
  for (const fix of fixes) {
    const after = applyFix(two, fix);
    assert.deepEqual(passwords(after), ["s3cret", "s3cret"]);
    assert.deepEqual(analyseFiles(after).findings, []);
  }
  // A cron job would not read a secret.
  const other = shared(service("plausible", defaultImage), service("report", "alpine"));
  assert.deepEqual(
    own(other).map((finding) => finding.fixes.length),
    [1],
  );
  const extending = `${service("plausible", defaultImage)}  second:\n    extends: plausible\n`;
  assert.deepEqual(
    own(shared(extending)).map((finding) => finding.fixes.length),
    [1],
  );
});

test("only what stands in clear, and is read", () => {
  for (const item of [
    "SMTP_USER_PWD",
    "SMTP_USER_PWD=${PW}",
    "SMTP_USER_PWD=changeme",
    "SMTP_USER_PWD=",
    "POSTMARK_API_KEY=abc",
  ]) {
    assert.deepEqual(own({ "compose.yml": composeFile([...relay, item]) }), [], item);
  }
  assert.deepEqual(own({ "compose.yml": composeFile([...relay, "SMTP_USER_PWD"]), ".env": "SMTP_USER_PWD=s3cret\n" }), []);
  assert.deepEqual(own({ "compose.yml": compose("    env_file: a.env\n"), "a.env": "SMTP_USER_PWD=s3cret\n" }), []);
  const api = ["MAILER_ADAPTER=Bamboo.PostmarkAdapter", "POSTMARK_API_KEY=abc"];
  assert.equal(own({ "compose.yml": composeFile(api) }).length, 1);
});

test("what a # cuts off, or a folded line adds, is put right first", () => {
  const folded = composeFile([...relay, "SMTP_USER_PWD=s3cret", "SMTP_HOST_PORT=587"]).replace(
    "- SMTP_HOST_PORT",
    "  SMTP_HOST_PORT",
  );
  assert.deepEqual(
    own({ "compose.yml": folded }).map(({ fixes }) => fixes),
    [[]],
  );
  const [finding] = own({ "compose.yml": composeFile([...relay, "SMTP_USER_PWD=ab #cd"]) });
  assert.deepEqual(finding?.fixes, []);
});

test("never shows the secret", () => {
  const { services } = analyseFiles({ "compose.yml": composeFile([...relay, "SMTP_USER_PWD=canary-7f3a"]) });
  const findings = services.flatMap((view) => runRule(secretInCompose, view));
  assert.equal(findings.length, 1);
  for (const { message, fixes } of findings) {
    for (const text of [message, ...fixes.map(({ title }) => title)]) {
      assert.doesNotMatch(textOf(text, "en") + textOf(text, "zh-cn"), /canary/);
    }
  }
});
