import assert from "node:assert/strict";
import { test } from "node:test";
import { analyseFiles, composeFile } from "../../../testing/rules/project.js";
import { viewOf } from "../../../testing/rules/view.js";
import { textOf } from "../../base/messages.js";
import { literalOf, loseCredential } from "./lost-credentials.js";

/** The titles of all fixes of a rule. */
function titles(rule: string, files: Record<string, string>): string[] {
  const found = analyseFiles(files).findings.filter((finding) => finding.rule === rule);
  assert.ok(found.length > 0, `${rule} must speak`);
  return found.flatMap(({ fixes }) => fixes.map(({ title }) => textOf(title, "en")));
}

const sender = "MAILER_EMAIL=ann@blumenhof.example";

test("a literal password that the provider refuses stays where it is", () => {
  const settings = ["SMTP_HOST_ADDR=smtp-relay.brevo.com", sender, "SMTP_USER_NAME=ann@blumenhof.example"];
  for (const password of ["SMTP_USER_PWD=xkeysib-0123456789abcdef", "SMTP_USER_PWD=${PW:-xkeysib-0123456789abcdef}"]) {
    assert.deepEqual(titles("provider-credentials", { "compose.yml": composeFile([...settings, password]) }), [], password);
  }
});

test("one half of a login is not taken out of an env file, where Plausible would no longer start without it", () => {
  const lines = ["SMTP_HOST_ADDR=smtp.blumenhof.example", sender, "SMTP_USER_NAME=ann", "SMTP_USER_PWD=$PW_OF_ANN"];
  const files = (more: readonly string[]) => ({
    "compose.yml": composeFile([]).replace(/ {4}environment:\s*$/, "    env_file: mail.env\n"),
    "mail.env": ["BASE_URL=https://stats.blumenhof.example", `SECRET_KEY_BASE=${"k".repeat(64)}`, ...lines, ...more, ""].join(
      "\n",
    ),
  });
  assert.deepEqual(titles("unresolved-variable", files([])), ["Set `PW_OF_ANN` in `.env`"]);
});

test("no line with the only user name, password or key is removed", () => {
  const host = ["SMTP_HOST_ADDR=smtp.blumenhof.example", "SMTP_HOST_PORT=587", sender];
  const half = (item: string, more: Record<string, string> = {}) =>
    titles("half-credentials", { "compose.yml": composeFile([...host, item]), ...more });
  assert.ok(!half("SMTP_USER_NAME=ann").includes("Remove `SMTP_USER_NAME`"));
  assert.ok(!half("SMTP_USER_PWD=${PW:-rosebud}").includes("Remove `SMTP_USER_PWD`"));
  // `.env` keeps it.
  assert.ok(half("SMTP_USER_PWD=${PW}", { ".env": "PW=rosebud\n" }).includes("Remove `SMTP_USER_PWD`"));

  const login = ["SMTP_USER_NAME=ann", "SMTP_USER_PWD=rosebud"];
  const unknown = (item: string) => titles("unknown-variable", { "compose.yml": composeFile([...host, ...login, item]) });
  assert.deepEqual(unknown("SMTP_PASSWORD=other"), []);
  assert.deepEqual(unknown("SMTP_PASSWORD=rosebud"), ["Remove `SMTP_PASSWORD`"]);
  assert.deepEqual(unknown("SMTP_PASSWORD=changeme"), ["Remove `SMTP_PASSWORD`"]);

  const twice = (second: string) =>
    titles("duplicate-variable", { "compose.yml": composeFile([...host, "SMTP_USER_NAME=ann", "SMTP_USER_PWD=one", second]) });
  assert.deepEqual(twice("SMTP_USER_PWD=two"), []);
  assert.equal(twice("SMTP_USER_PWD=one").length, 2);
});

test("a mail service with a password of its own is not removed", () => {
  const sidecar = (environment: string) => `  mail:\n    image: bytemark/smtp\n${environment}`;
  const relay = composeFile(["SMTP_HOST_ADDR=smtp.blumenhof.example", "SMTP_HOST_PORT=587", sender]);
  const remove = "Remove the service `mail` and its `depends_on`";
  const found = (environment: string) => titles("orphan-mail-sidecar", { "compose.yml": relay + sidecar(environment) });
  assert.deepEqual(found(""), [remove]);
  assert.deepEqual(found("    environment:\n      - RELAY_PASSWORD=rosebud\n"), []);
});

/** What an entry of these lines gives by itself, and whether it would be lost. */
function literal(lines: string, name: string) {
  const { project, service } = viewOf([], { more: lines, files: { ".env": "X=1\nY=1\n" } });
  const entry = service.environment.get(name)?.declared;
  assert.ok(entry);
  return [literalOf(project, entry), loseCredential(project, [entry])] as const;
}

test("the text that an entry gives without any reference, whatever its quotes", () => {
  const of = (line: string) => literal(`      ${line}\n`, "SMTP_USER_PWD")[0];
  for (const line of [
    "SMTP_USER_PWD: rosebud",
    "SMTP_USER_PWD: 'rosebud'",
    'SMTP_USER_PWD: "rosebud"',
    "- SMTP_USER_PWD=rosebud",
    '- "SMTP_USER_PWD=rosebud"',
  ])
    assert.equal(of(line), "rosebud", line);
  for (const line of ["${X:-rosebud}", "${X-rosebud}", "${X:+rosebud}", "${X}rosebud", "$X-rosebud${Y:?no}"])
    assert.match(of(`SMTP_USER_PWD: ${line}`), /^-?rosebud$/, line);
  for (const line of ["${X}", "$X", "${X:-}", "${X:?rosebud}", "$X$Y"]) assert.equal(of(`SMTP_USER_PWD: ${line}`), "", line);
  assert.equal(of("- SMTP_USER_PWD"), "");
});

test("a credential is told by its name, and is lost where its text stands nowhere else", () => {
  const isLost = (line: string, name: string, more = "") => literal(`      - ${line}\n${more}`, name)[1];
  for (const name of [
    "SMTP_USER_PWD",
    "SMTP_USER_NAME",
    "SMTP_USER",
    "LOGIN",
    "MAIL_USERNAME",
    "SMTP_LOGIN_NAME",
    "POSTMARK_API_KEY",
  ])
    assert.ok(isLost(`${name}=rosebud`, name), name);
  for (const name of ["SMTP_HOST_ADDR", "USERS", "SUPERUSER", "MAILER_EMAIL"]) assert.ok(!isLost(`${name}=rosebud`, name), name);
  for (const text of ["# note", "/run/pwd", "./pwd", "../pwd", '""', "changeme", "--"])
    assert.ok(!isLost(`SMTP_USER_PWD=${text}`, "SMTP_USER_PWD"), text);
  const beside = (text: string) => isLost("SMTP_USER_PWD=rosebud", "SMTP_USER_PWD", `      - ${text}\n`);
  for (const text of ["A=rosebud", 'A="rosebud"', "'B=rosebud'"]) assert.ok(!beside(text), text);
  for (const text of ["A=rosebud2", "A=arosebud", "A=b # rosebud", "# A=rosebud", "rosebud=a"]) assert.ok(beside(text), text);
});
