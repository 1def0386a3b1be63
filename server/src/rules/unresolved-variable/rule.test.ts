import assert from "node:assert/strict";
import { test } from "node:test";
import { analyseFiles, composeFile, lint, lintFor } from "../../../testing/rules/project.js";
import { applyFix, testReadme } from "../../../testing/rules/readme.js";
import { unresolvedVariable } from "./rule.js";

testReadme(unresolvedVariable, import.meta.url);

const relay = ["SMTP_HOST_ADDR=smtp-relay.gmail.com"];

function found(more: readonly string[], dotenv?: string): string[] {
  return lint({ "compose.yml": composeFile([...relay, ...more]), ...(dotenv === undefined ? {} : { ".env": dotenv }) });
}

test("the reference that nothing sets is marked, wherever it stands", () => {
  assert.deepEqual(found(["MAILER_EMAIL=plausible@${DOMAIN}"]), ['warning unresolved-variable "${DOMAIN}"']);
  assert.deepEqual(found(["MAILER_EMAIL=$MAILER_EMAIL"]), ['warning unresolved-variable "$MAILER_EMAIL"']);
  assert.deepEqual(found(["MAILER_EMAIL=${A}@${B}"], "A=me\n"), ['warning unresolved-variable "${B}"']);
  assert.deepEqual(found(["MAILER_EMAIL=${FROM:-${OTHER}}"]), ['warning unresolved-variable "${OTHER}"']);
  assert.deepEqual(found(["MAILER_EMAIL"], "MAILER_EMAIL=me@${DOMAIN}\n"), ['warning unresolved-variable "${DOMAIN}"']);
});

test("a dollar sign in a text may be meant as it stands", () => {
  const contents = { "compose.yml": composeFile([...relay, "MAILER_NAME=Cash $flow"]) };
  const fix = analyseFiles(contents).findings[0]?.fixes[0];
  assert.ok(fix);
  assert.deepEqual(applyFix(contents, fix), { "compose.yml": composeFile([...relay, "MAILER_NAME=Cash $$flow"]) });
});

test("what has a default, an alternate or a value is none of its business", () => {
  for (const value of ["${A:-x@example.com}", "${A-x@example.com}", "${A:+x@example.com}", "${B}", "x$$y@example.com"]) {
    const rules = found([`MAILER_EMAIL=${value}`], "B=b@example.com\n");
    assert.ok(!rules.some((line) => line.includes("unresolved-variable")), `${value}: ${rules}`);
  }
});

test("only mail variables that this release and adapter read", () => {
  assert.deepEqual(found(["BASE_URL=${BASE_URL}", "POSTMARK_API_KEY=${KEY}", "MY_OWN=${KEY}"]), []);
});

test("beside mail, only what keeps the release from starting when it is empty", () => {
  const set = ["BASE_URL=https://stats.zoo.example", `SECRET_KEY_BASE=${"k".repeat(64)}`, "MAILER_EMAIL=me@zoo.example"];
  const of = (items: readonly string[], more: Readonly<Record<string, string>> = {}, image?: string) =>
    lintFor("unresolved-variable", { "compose.yml": composeFile([...relay, ...set, ...items], image), ...more });
  const ports = ["HTTP_PORT=${HTTP_PORT}", "PORT=${WEB}", "ADMIN_USER_IDS=${IDS}"];
  assert.deepEqual(of(ports, { ".env": "A=1\n" }), ['warning unresolved-variable "${HTTP_PORT}"']);
  assert.deepEqual(of(["PORT=${WEB}"], { ".env": "A=1\n" }), ['warning unresolved-variable "${WEB}"']);
  assert.deepEqual(
    of(["HTTP_PORT=${HTTP_PORT}"]),
    ['info unresolved-variable "${HTTP_PORT}"'],
    "`.env` is seldom among the files",
  );
  assert.deepEqual(of(["HTTP_PORT=${HTTP_PORT:-8000}", "DISABLE_CRON=${OFF:+true}"], { ".env": "A=1\n" }), []);
  assert.deepEqual(of(["HTTP_PORT=${HTTP_PORT}"], { ".env": "A=1\n" }, "plausible/analytics:v2.0.0"), [], "not read there");
});

test("a key in an env file that refers to itself is empty", () => {
  const compose = "services:\n  plausible:\n    image: ghcr.io/plausible/community-edition:v3.2.1\n    env_file: conf.env\n";
  const env = "BASE_URL=https://stats.zoo.example\nSECRET_KEY_BASE=${SECRET_KEY_BASE}\nMAILER_EMAIL=me@zoo.example\n";
  const files = { "compose.yml": compose, "conf.env": env };
  assert.deepEqual(lintFor("unresolved-variable", files), ['warning unresolved-variable "${SECRET_KEY_BASE}"']);
  const shell = composeFile(["SECRET_KEY_BASE=${SECRET_KEY_BASE}", "BASE_URL=${BASE_URL}"]);
  assert.deepEqual(
    lintFor("unresolved-variable", { "compose.yml": shell }),
    [],
    "as in the compose file that Plausible publishes",
  );
});

test("an adapter that is not known either is taken for the release's own", () => {
  assert.deepEqual(found(["MAILER_ADAPTER=${ADAPTER}", "SMTP_HOST_PORT=${PORT}", "POSTMARK_API_KEY=${KEY}"]), [
    'warning unresolved-variable "${ADAPTER}"',
    'warning unresolved-variable "${PORT}"',
  ]);
});

test("the name is added to .env, as a placeholder that nothing else is concluded from", () => {
  const contents = { "compose.yml": composeFile([...relay, "MAILER_NAME=${SHOP}"]), ".env": "A=1\n" };
  const [finding] = analyseFiles(contents).findings;
  const fix = finding?.fixes[0];
  assert.ok(fix);
  assert.equal(fix.automatic, false);
  const fixed = applyFix(contents, fix);
  assert.equal(fixed[".env"], "A=1\nSHOP=replace-me\n");
  assert.deepEqual(lint(fixed), ['warning placeholder-value "replace-me"']);
  const without = { "compose.yml": contents["compose.yml"] };
  const made = analyseFiles(without).findings[0]?.fixes[1];
  assert.ok(made);
  assert.deepEqual(applyFix(without, made), { ...without, ".env": "SHOP=replace-me\n" });
});

test("a placeholder with which Plausible does not start is not added, also where the file is a piece of a set-up", () => {
  const contents = { "compose.yml": composeFile([...relay, "SMTP_HOST_SSL_ENABLED=${TLS}"]), ".env": "A=1\n" };
  const [finding] = analyseFiles(contents).findings;
  assert.equal(finding?.rule, "unresolved-variable");
  assert.ok(finding.fixes.every((fix) => !(applyFix(contents, fix)[".env"] ?? "").includes("TLS=")));
});

test("a bare relay is missed only where the whole login stands in .env, and nothing else may give it", () => {
  const names = ["SMTP_HOST_ADDR", "SMTP_USER_NAME", "SMTP_USER_PWD"];
  const found = (items: readonly string[], dotenv: string, image?: string) =>
    lintFor("unresolved-variable", { "compose.yml": composeFile(items, image), ".env": dotenv });
  const login = "SMTP_USER_NAME=ann@blumenhof.example\nSMTP_USER_PWD=not-for-you\n";
  assert.equal(found(names, login).length, 1);
  assert.deepEqual(found(names, "SMTP_USER_NAME=ann@blumenhof.example\n"), []);
  assert.deepEqual(found(names, `${login}SMTP_HOST_ADDR=smtp.blumenhof.example\n`), []);
  assert.deepEqual(found(names, "SMTP_USER_NAME=\nSMTP_USER_PWD=\n"), []);
  assert.deepEqual(found(["SMTP_HOST_ADDR", "SMTP_USER_NAME=a", "SMTP_USER_PWD=b"], "TZ=UTC\n"), []);
  assert.deepEqual(found([...names, "EXTRA_CONFIG_PATH=/x.exs"], login), []);
  // Another adapter has a relay by default.
  assert.deepEqual(found(names, login, "plausible/analytics:v2.0.0"), []);
});

test("a `.env` that is asked for and missing may set the name", () => {
  const more = "    env_file: [.env]\n";
  const compose = composeFile(["SMTP_HOST_ADDR=${MAIL_HOST}", "MAILER_EMAIL=ada@zoo.example"], undefined, more);
  const rulesOf = (files: Readonly<Record<string, string>>) => analyseFiles(files).findings.map(({ rule }) => rule);
  const found = rulesOf({ "compose.yml": compose });
  assert.ok(found.includes("env-file-missing") && !found.includes("unresolved-variable"));
  assert.ok(rulesOf({ "compose.yml": compose, ".env": "OTHER=1\n" }).includes("unresolved-variable"));
});
