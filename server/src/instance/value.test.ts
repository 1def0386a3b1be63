import assert from "node:assert/strict";
import { test } from "node:test";
import { analyseFiles, composeFile } from "../../testing/rules/project.js";
import { textIn, viewOf } from "../../testing/rules/view.js";
import { defaultConfig } from "../lint/config.js";
import { isPlaced } from "./service-variable.js";
import { certainlySet, knownText, placeOf, shownText, textOfVariable } from "./value.js";

const unseenFile = "    secrets: [SMTP_USER_PWD]\nsecrets:\n  SMTP_USER_PWD: {external: true}\n";

test("a text is known where it is there and no placeholder", () => {
  const view = viewOf(["SMTP_HOST_ADDR=smtp.zoo.example", "SMTP_USER_PWD=<password>", "SMTP_USER_NAME", "MAILER_NAME="]);
  const of = (name: string) => [knownText(view.variable(name)), textOfVariable(view.variable(name))];
  assert.deepEqual(of("SMTP_HOST_ADDR"), ["smtp.zoo.example", "smtp.zoo.example"]);
  assert.deepEqual(of("SMTP_USER_PWD"), [null, "<password>"]);
  assert.deepEqual(of("MAILER_NAME"), ["", ""]);
  for (const name of ["SMTP_USER_NAME", "SMTP_HOST_PORT"]) assert.deepEqual(of(name), [null, null], name);
});

test("a value is shown in one line of at most 60 characters, without backticks", () => {
  assert.equal(shownText("a\rb\nc\td`e`"), "a\\rb\\nc\\td'e'");
  assert.equal(shownText("\r\r\n\n\t\t"), "\\r\\r\\n\\n\\t\\t");
  assert.equal(shownText("x".repeat(60)), "x".repeat(60));
  assert.equal(shownText("x".repeat(61)), `${"x".repeat(57)}…`);
});

test("what certainly reaches the container: a value, a reference, a file; no bare name that nothing sets", () => {
  const view = viewOf(["SMTP_HOST_ADDR=a", "SMTP_USER_NAME=${LOGIN}", "MAILER_EMAIL"], { more: unseenFile });
  const of = (name: string) => certainlySet(view.variable(name));
  assert.ok(of("SMTP_HOST_ADDR") && of("SMTP_USER_NAME") && of("SMTP_USER_PWD"));
  assert.ok(!of("MAILER_EMAIL") && !of("SMTP_HOST_PORT"));
  const incomplete = viewOf(["SMTP_HOST_ADDR=a"], { more: "    env_file: gone.env\n" });
  assert.ok(!certainlySet(incomplete.variable("MAILER_EMAIL")));
});

test("the text to change: the value where it stands, the entry where it is empty, else what asks for it", () => {
  const more = "    env_file: mail.env\n";
  const environment = [
    "SMTP_HOST_ADDR=smtp.zoo.example",
    "SMTP_HOST_PORT=",
    "SMTP_USER_NAME=${LOGIN}",
    "MAILER_EMAIL",
    "SMTP_USER_PWD=${SECRET}",
  ];
  const view = viewOf(environment, {
    more,
    files: { ".env": "SECRET=rosebud\nMAILER_NAME=\n", "mail.env": "MAILER_NAME=\nSMTP_RETRIES=2\n" },
  });
  const at = (name: string) => {
    const variable = view.variable(name);
    assert.ok(isPlaced(variable));
    const place = placeOf(variable);
    return [place.file.split("/").at(-1), textIn(view, place)];
  };
  assert.deepEqual(at("SMTP_HOST_ADDR"), ["compose.yml", "smtp.zoo.example"]);
  assert.deepEqual(at("SMTP_HOST_PORT"), ["compose.yml", "SMTP_HOST_PORT="]);
  assert.deepEqual(at("SMTP_USER_PWD"), [".env", "rosebud"]);
  assert.deepEqual(at("SMTP_USER_NAME"), ["compose.yml", "${LOGIN}"]);
  assert.deepEqual(at("MAILER_EMAIL"), ["compose.yml", "MAILER_EMAIL"]);
  assert.deepEqual(at("MAILER_NAME"), ["mail.env", "MAILER_NAME="]);
  assert.deepEqual(at("SMTP_RETRIES"), ["mail.env", "2"]);
});

test("of what the shell sets, the reference or the name that asks for it is all there is to show", () => {
  const shell = new Map([
    ["LOGIN", "ann"],
    ["MAILER_EMAIL", "a@zoo.example"],
  ]);
  const [view] = analyseFiles(
    { "compose.yml": composeFile(["SMTP_USER_NAME=${LOGIN}", "MAILER_EMAIL"]) },
    defaultConfig,
    shell,
  ).services;
  assert.ok(view);
  const at = (name: string) => {
    const variable = view.variable(name);
    assert.ok(isPlaced(variable) && variable.state === "value");
    return textIn(view, placeOf(variable));
  };
  assert.deepEqual([at("SMTP_USER_NAME"), at("MAILER_EMAIL")], ["${LOGIN}", "MAILER_EMAIL"]);
});

test("the place of a file's text is its text, and where it has none, or none is seen, what mounts it", () => {
  const more = (at: string) => `    secrets: [SMTP_USER_PWD]\nsecrets:\n  SMTP_USER_PWD: {file: ${at}}\n`;
  const place = (view: ReturnType<typeof viewOf>) => {
    const variable = view.variable("SMTP_USER_PWD");
    assert.ok(isPlaced(variable));
    return textIn(view, placeOf(variable));
  };
  assert.equal(place(viewOf(["A=b"], { more: more("./pwd"), files: { pwd: "rosebud\n" } })), "rosebud");
  assert.equal(place(viewOf(["A=b"], { more: more("./pwd"), files: { pwd: "" } })), "SMTP_USER_PWD");
  assert.equal(place(viewOf(["A=b"], { more: unseenFile })), "SMTP_USER_PWD");
});
