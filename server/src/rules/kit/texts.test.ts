import assert from "node:assert/strict";
import { test } from "node:test";
import { viewOf } from "../../../testing/rules/view.js";
import { textOf } from "../../base/messages.js";
import { isPlaced } from "../../instance/service-variable.js";
import { effectOn } from "./effects-of-text.js";
import { looseDollars, type Writing } from "./loose-dollars.js";
import { edgesOf } from "./outer-space.js";
import { notes, onAssumedAdapter, qualify } from "./qualify.js";
import { relatedTo } from "./related-line.js";
import { retypedFrom } from "./retyped-scalar.js";
import { isAtLeast, lowered } from "./severity.js";

test("blanks around a text, where they are and whether anybody sees them", () => {
  const cases: [string, string, string][] = [
    [" a", "a", "before"],
    ["\ta", "a", "before"],
    ["a ", "a", "after"],
    ["a b\r\n", "a b", "after"],
    ["  a b  ", "a b", "around"],
    ["   ", "", "before"],
    ["\u00a0a", "a", "invisible"],
    ["a\u200b", "a", "invisible"],
    ["\ufeffa\u00ad", "a", "invisible"],
    [" a\u2060 ", "a", "invisible"],
    ["\u201ca b\u201d", "a b", "curly"],
    ["\u201ea\u201c", "a", "curly"],
    ["\u00aba\u00bb", "a", "curly"],
    ["\u2018a\u2019", "a", "curly"],
    ["\u201aa\u2018", "a", "curly"],
    ["\u201c a\n\u201d", "a", "curly"],
    [" \u201ca\u201d", "a", "before"],
  ];
  for (const [text, inner, what] of cases) assert.deepEqual(edgesOf(text), { inner, what }, JSON.stringify(text));
  for (const text of ["", "a", "a b", "\u201ca", "a\u201d", "\u2018a\u201d", "\u201ca\u2019", '"a"', "x\u201ca\u201d"])
    assert.equal(edgesOf(text), null, JSON.stringify(text));
});

test("dollars that nobody can have meant as references", () => {
  const of = (text: string, writing: Writing = "yaml") => {
    const found = looseDollars(text, writing, (name) => name !== "SET");
    return found === null ? null : [found.at, found.allLiteral, found.refused];
  };
  assert.deepEqual(of("pa$word"), [[2], true, false]);
  assert.deepEqual(of("$a-$b"), [[0, 3], true, false]);
  assert.deepEqual(of("a$word${SET}"), [[1], false, false]);
  assert.deepEqual(of("a$word$SET"), [[1], false, false]);
  for (const text of ["", "a", "$word", "${word}", "a${word}", "a$SET", "a$$b", "${word:?no}", "$$$$"])
    assert.equal(of(text), null, text);
  for (const text of ["p$1x", "p$", "a$-b", "$1", "a$ b"]) assert.equal(of(text), null, text); // literal to Compose
  // What Compose refuses is none either, and then nothing beside it is.
  assert.deepEqual(of("p${"), [[1], true, true]);
  assert.deepEqual(of("p${!A}$word"), [[1, 6], true, true]);
  assert.deepEqual(of("${a.b}${SET}"), [[0], false, true]);
  assert.equal(of("p${!A}${word:?no}"), null);
  // In an env file's double quotes a backslash protects the dollar, unless it protects a backslash.
  assert.equal(of("a\\$word", "env-double"), null);
  assert.deepEqual(of("a\\\\$word", "env-double"), [[3], true, false]);
  for (const writing of ["yaml", "env"] as const) assert.deepEqual(of("a\\$word", writing), [[2], true, false]);
  assert.deepEqual(of("\\$a$b", "env-double"), [[3], true, false]);
});

test("what a text that is not quite the setting's does, by the parser of the release", () => {
  const view = (release: string, adapter: string) =>
    viewOf([`MAILER_ADAPTER=${adapter}`, "SMTP_HOST_ADDR=a"], { image: `ghcr.io/plausible/community-edition:v${release}` });
  const mua = view("3.2.1", "Bamboo.Mua");
  const old = view("2.1.4", "Bamboo.SMTPAdapter");
  const strict = view("3.1.0", "Bamboo.SMTPAdapter");
  const parsed = {
    SMTP_HOST_PORT: ["boot", "send", "send"],
    SMTP_HOST_SSL_ENABLED: ["boot", "dropped", "boot"],
    SMTP_MX_LOOKUPS_ENABLED: ["boot", "dropped", "boot"],
  };
  for (const [name, effects] of Object.entries(parsed))
    assert.deepEqual(
      [mua, old, strict].map((each) => effectOn(each, name)),
      effects,
      name,
    );
  const always = {
    MAILER_ADAPTER: "boot",
    SMTP_MIDDLEBOX_COMP_MODE: "boot",
    SMTP_HOST_ADDR: "host",
    SMTP_USER_NAME: "login",
    SMTP_USER_PWD: "login",
    MAILER_EMAIL: "sender",
    MAILER_NAME: "name",
    SMTP_RETRIES: "send",
    MAILGUN_BASE_URI: "send",
    POSTMARK_API_KEY: "key",
  };
  for (const [name, effect] of Object.entries(always)) assert.equal(effectOn(mua, name), effect, name);
});

test("severities, from the gravest", () => {
  assert.deepEqual((["error", "warning", "info", "hint"] as const).map(lowered), ["warning", "info", "hint", "hint"]);
  assert.ok(isAtLeast("error", "warning") && isAtLeast("info", "info"));
  assert.ok(!isAtLeast("hint", "info"));
});

test("a finding that rests on something says so, one severity lower", () => {
  const message = { en: "It fails on {port}.", "zh-cn": "{port} 失败。" };
  const finding = { message, values: { port: 25 }, severity: "error" } as const;
  assert.equal(qualify(finding, null), finding);
  const weak = qualify(finding, notes.weakProvider, { provider: "Zoo" });
  assert.equal(weak.severity, "warning");
  assert.equal(
    textOf({ template: weak.message, values: weak.values }, "en"),
    "It fails on 25. (We have no first-hand source for what Zoo uses on that port.)",
  );
});

test("a finding on an adapter that is only assumed to be in the release says so, and is no less grave", () => {
  const finding = { message: { en: "{release} fails.", "zh-cn": "{release} 失败。" }, values: {}, severity: "error" } as const;
  const view = viewOf(["MAILER_ADAPTER=Bamboo.SMTPAdapter"]);
  const assuming = {
    ...view,
    choice: { ...view.choice, release: { ...view.choice.release, assumedAdapters: ["Bamboo.SMTPAdapter"] } },
  } as typeof view;
  assert.equal(onAssumedAdapter({ ...assuming, adapter: null }, finding), finding);
  assert.equal(onAssumedAdapter({ ...assuming, adapter: "Bamboo.Mua" }, finding), finding);
  const said = onAssumedAdapter({ ...assuming, adapter: "Bamboo.SMTPAdapter" }, finding);
  assert.equal(said.severity, "error");
  assert.match(
    textOf({ template: said.message, values: said.values }, "en"),
    /^3\.2\.1 fails\. \(Assuming that Plausible 3\.2\.1 still/,
  );
});

test("a plain scalar that YAML takes for something else: as it is written, and what the container gets", () => {
  const of = (line: string) => {
    const view = viewOf([], { more: `      ${line}\n` });
    const [variable] = view.service.environment.values();
    assert.ok(variable);
    return retypedFrom(view, variable);
  };
  assert.deepEqual(of("SMTP_HOST_PORT: 0465"), { written: "0465", value: "309", type: "integer" });
  assert.equal(of("SMTP_USER_PWD: 0x1F")?.type, "integer");
  assert.equal(of("SMTP_USER_PWD: 1e10")?.type, "float");
  assert.equal(of("A: TRUE")?.type, "boolean");
  for (const line of [
    "SMTP_HOST_PORT: 587",
    'SMTP_HOST_PORT: "0465"',
    "- SMTP_HOST_PORT=0465",
    "SMTP_USER_NAME: ann",
    "SMTP_USER_NAME:",
    "A: true",
  ])
    assert.equal(of(line), null, line);
});

test("the line that brings a value in, where the value stands elsewhere", () => {
  const view = viewOf(["SMTP_HOST_ADDR=a", "SMTP_USER_PWD=${SECRET}", "SMTP_USER_NAME"], {
    more: "    env_file: mail.env\n",
    files: { ".env": "SECRET=rosebud\nSMTP_USER_NAME=ann\n", "mail.env": "MAILER_EMAIL=a@zoo.example\n" },
  });
  const of = (name: string) => {
    const variable = view.variable(name);
    assert.ok(isPlaced(variable));
    return relatedTo(view.service, variable).map(({ at, message }) => [
      view.project.files.get(at.file)?.slice(at.start, at.end),
      textOf(message, "en"),
    ]);
  };
  assert.deepEqual(of("SMTP_HOST_ADDR"), []);
  assert.deepEqual(
    of("SMTP_USER_PWD").map(([, said]) => said),
    ["`SMTP_USER_PWD` is passed to service `plausible` here"],
  );
  assert.match(of("SMTP_USER_PWD")[0]?.[0] ?? "", /SECRET/);
  assert.match(of("SMTP_USER_NAME")[0]?.[0] ?? "", /^- SMTP_USER_NAME$/);
  assert.deepEqual(
    of("MAILER_EMAIL").map(([text]) => text),
    ["mail.env"],
  );
});
