import assert from "node:assert/strict";
import { test } from "node:test";
import { analyseFiles, composeFile, folder, lint } from "../../../testing/rules/project.js";
import { testReadme } from "../../../testing/rules/readme.js";
import { textOf } from "../../base/messages.js";
import { applyEdits } from "../../base/text.js";
import { meantAddress } from "./address.js";
import { malformedHost } from "./rule.js";

testReadme(malformedHost, import.meta.url);

const credentials = ["SMTP_USER_NAME=a@example.com", "SMTP_USER_PWD"];

test("names and addresses", () => {
  const good = [
    "smtp.zoo.example",
    "smtp.zoo.example.",
    "mail",
    "mail_1",
    "192.0.2.1",
    "::1",
    "2001:db8::25",
    "[2001:db8::25]",
    "fe80::1%eth0",
    "bücher.example",
    "xn--bcher-kva.example",
  ];
  for (const host of good) assert.equal(meantAddress(host), null, host);
});

test("what was meant", () => {
  const meant = (text: string) => {
    const { host, port, tls, fault } = meantAddress(text) ?? {};
    return [host, port, tls, fault];
  };
  assert.deepEqual(meant("smtp.zoo.example:587"), ["smtp.zoo.example", 587, null, "port"]);
  assert.deepEqual(meant("abc:587"), ["abc", 587, null, "port"]);
  assert.deepEqual(meant("smtp.zoo.example 587"), ["smtp.zoo.example", 587, null, "space"]);
  assert.deepEqual(meant("smtp://smtp.zoo.example"), ["smtp.zoo.example", null, null, "scheme"]);
  assert.deepEqual(meant("smtps://smtp.zoo.example:465/"), ["smtp.zoo.example", 465, "implicit", "scheme"]);
  assert.deepEqual(meant("smtp.zoo.example/"), ["smtp.zoo.example", null, null, "slash"]);
  assert.deepEqual(meant("user:pw@smtp.zoo.example:25"), ["smtp.zoo.example", 25, null, "login"]);
  assert.deepEqual(meant("smtp.zoo.example,"), ["smtp.zoo.example", null, null, "other"]);
  assert.deepEqual(meant("a.example b.example"), [null, null, null, "several"]);
  assert.deepEqual(meant("a.example,b.example"), [null, null, null, "several"]);
  assert.deepEqual(meant("smtp.zoo.example:99999"), ["smtp.zoo.example", null, null, "port"]);
  assert.deepEqual(meant("smtp..example.com"), [null, null, null, "other"]);
  assert.deepEqual(meant("https://"), [null, null, null, "scheme"]);
});

test("a guess is offered, and never made unasked", () => {
  for (const [text, guess] of [
    ["smtp zoo.example", "smtp.zoo.example"],
    ["a.example,b.example", "a.example"],
    ["a.example:587; b.example:587", "a.example"],
  ] as const) {
    const { findings } = analyseFiles({ "compose.yml": composeFile([`SMTP_HOST_ADDR=${text}`, ...credentials]) });
    const [fix, ...more] = findings.find(({ rule }) => rule === "malformed-host")?.fixes ?? [];
    assert.equal(fix?.title.values.value, guess, text);
    assert.equal(fix?.automatic, false);
    assert.deepEqual(more, []);
  }
});

test("a port that SMTP_HOST_PORT has already is only taken off", () => {
  const compose = composeFile(["SMTP_HOST_ADDR=smtp.zoo.example:587", "SMTP_HOST_PORT=587", ...credentials]);
  const { findings, project } = analyseFiles({ "compose.yml": compose });
  assert.deepEqual(
    findings.map(({ rule, fixes }) => [rule, fixes.length, fixes[0]?.automatic]),
    [["malformed-host", 1, true]],
  );
  const fixed = applyEdits(project.files.get(`${folder}/compose.yml`)?.text ?? "", findings[0]?.fixes[0]?.edits ?? []);
  assert.equal(fixed, composeFile(["SMTP_HOST_ADDR=smtp.zoo.example", "SMTP_HOST_PORT=587", ...credentials]));
});

test("empty, blank, placeholder and unknown texts are not its business", () => {
  for (const value of ["", "${HOST}", "<your host>", "{{ host }}"]) {
    const found = lint({ "compose.yml": composeFile([`SMTP_HOST_ADDR=${value}`, ...credentials]) });
    assert.ok(!found.some((line) => line.includes("malformed-host")), value);
  }
  const api = ["MAILER_ADAPTER=Bamboo.PostmarkAdapter", "POSTMARK_API_KEY", "SMTP_HOST_ADDR=smtp.zoo.example:587"];
  assert.ok(!lint({ "compose.yml": composeFile(api) }).some((line) => line.includes("malformed-host")));
});

test("a login in the text is not shown", () => {
  const compose = composeFile(["SMTP_HOST_ADDR=smtp://me:canary-7f3a@smtp.zoo.example:587", ...credentials]);
  const { findings } = analyseFiles({ "compose.yml": compose });
  assert.deepEqual(
    findings.map(({ rule }) => rule),
    ["malformed-host"],
  );
  for (const { message, fixes } of findings) {
    for (const text of [message, ...fixes.map(({ title }) => title)]) assert.doesNotMatch(textOf(text, "en"), /canary/);
  }
});
