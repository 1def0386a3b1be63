import assert from "node:assert/strict";
import { test } from "node:test";
import { textIn, viewOf } from "../../testing/rules/view.js";
import { isTaken, nearMissesInDotenv } from "./dotenv-names.js";
import { malformedEntries } from "./malformed-entries.js";
import { isMislaid, mailNameOfFile, misplacedOn } from "./mislaid.js";
import { asksForMissingDotenv, howMissing, isUnsetBareName, isUnsetInFiles } from "./unset-name.js";
import { isMisnamed, isShared, isUsedByCommand, misnamedFor, ownVariables } from "./variable-names.js";

const host = "SMTP_HOST_ADDR=smtp.zoo.example";

test("a name is missing where nothing brings it, or a bare name finds nothing in files that are there to set it", () => {
  const files = { ".env": "A=1\nSMTP_HOST_PORT=587\n" };
  const view = viewOf([host, "SMTP_USER_NAME", "SMTP_HOST_PORT", "SMTP_USER_PWD=${SECRET}"], { files });
  assert.equal(howMissing(view, "MAILER_EMAIL"), "absent");
  assert.equal(howMissing(view, "SMTP_USER_NAME"), "unset");
  for (const name of ["SMTP_HOST_ADDR", "SMTP_HOST_PORT", "SMTP_USER_PWD"]) assert.equal(howMissing(view, name), null, name);
  assert.ok(isUnsetBareName(view.service.environment.get("SMTP_USER_NAME")));
  for (const name of ["SMTP_USER_PWD", "SMTP_HOST_ADDR", "SMTP_HOST_PORT", "MAILER_EMAIL"])
    assert.ok(!isUnsetBareName(view.service.environment.get(name)), name);
});

test("without a file that could set it a bare name may be the shell's, and one that an env file sets is hidden", () => {
  assert.ok(!isUnsetInFiles(viewOf([host, "SMTP_USER_NAME"]), "SMTP_USER_NAME"));
  const beside = (env: string) =>
    viewOf([host, "SMTP_USER_NAME"], { more: "    env_file: mail.env\n", files: { "mail.env": env } });
  assert.ok(isUnsetInFiles(beside("A=1\n"), "SMTP_USER_NAME"));
  assert.ok(!isUnsetInFiles(beside("SMTP_USER_NAME=ann\n"), "SMTP_USER_NAME"));
  const gone = viewOf([host, "SMTP_USER_NAME"], { more: "    env_file: gone.env\n", files: { ".env": "A=1\n" } });
  assert.ok(isUnsetInFiles(gone, "SMTP_USER_NAME"));
  assert.equal(howMissing(gone, "MAILER_EMAIL"), null); // it may be in the file that is missing
});

test("where an env file is a `.env` that is not there, it may set any name", () => {
  const asking = viewOf([host, "SMTP_USER_NAME"], { more: "    env_file: [.env, a.env]\n", files: { "a.env": "A=1\n" } });
  assert.ok(asksForMissingDotenv(asking));
  assert.ok(!isUnsetInFiles(asking, "SMTP_USER_NAME"));
  const there = viewOf([host], { more: "    env_file: .env\n", files: { ".env": "A=1\n" } });
  assert.ok(!asksForMissingDotenv(there));
  assert.ok(!asksForMissingDotenv(viewOf([host], { more: "    env_file: gone.env\n" })));
});

test("the mail variable that a file's name is meant for", () => {
  const view = viewOf([host]);
  const of = (name: string) => mailNameOfFile(view, name);
  for (const name of [
    "SMTP_USER_PWD",
    "smtp_user_pwd",
    "smtp-user.pwd",
    "smtp user pwd",
    "SMTP_USER_PWD.txt",
    "plausible_smtp_user_pwd",
    "SMTP_USER_PWD_FILE",
    "smtp_password",
    "SMTP_USR_PWD",
    "smtp_user_pwd.SECRET",
    "smtp_user_pwd.pass",
    "smtp_user_pwd.key",
  ])
    assert.equal(of(name), "SMTP_USER_PWD", name);
  assert.equal(of("mailer_email"), "MAILER_EMAIL");
  // Not read under this adapter, meant for nothing of Plausible's, or of no program that sends mail.
  for (const name of [
    "postmark_api_key",
    "smtp_certificate_authority",
    "db_password",
    "my_smtp_user_pwd",
    "SMTP_USER_PWD_FILES_X",
    "user_pwd",
    "smtp_user_pwd.txt.gz",
  ])
    assert.equal(of(name), null, name);
});

test("mail settings on a database or a mail server count as misplaced while Plausible lacks them", () => {
  const more = [
    "  db: {image: postgres:16, environment: [SMTP_USER_PWD=a, SMTP_HOST_ADDR=b, SMTP_RETRIES=2]}",
    "  app: {image: nextcloud, environment: [SMTP_USER_PWD=a]}",
    "  build: {build: ., environment: [SMTP_USER_PWD=a]}",
    "",
  ].join("\n");
  const view = viewOf([host], { more });
  const on = (name: string) => {
    const other = view.project.services.find((service) => service.name === name);
    assert.ok(other);
    return misplacedOn(view, other).map((variable) => variable.name);
  };
  assert.deepEqual(on("db"), ["SMTP_USER_PWD"]); // it has a host; SMTP_RETRIES is read by the other adapter
  for (const name of ["app", "build", "plausible"]) assert.deepEqual(on(name), [], name);
  assert.ok(isMislaid(view, "SMTP_USER_PWD"));
  assert.ok(!isMislaid(view, "SMTP_USER_NAME"));
});

test("a variable lies where Plausible does not look: in a file or a variable of another name", () => {
  const secret = (name: string) => `    secrets: [${name}]\nsecrets:\n  ${name}: {file: ./x}\n`;
  const files = { x: "rosebud" };
  assert.ok(isMislaid(viewOf([host], { more: secret("smtp_password"), files }), "SMTP_USER_PWD"));
  assert.ok(!isMislaid(viewOf([host], { more: secret("db_password"), files }), "SMTP_USER_PWD"));
  assert.ok(isMislaid(viewOf([host, "SMTP_USER_PWD_FILE=/x"]), "SMTP_USER_PWD"));
  assert.ok(!isMislaid(viewOf([host, "SMTP_USER_PWD_FILES=/x"]), "SMTP_USER_PWD"));
  const elsewhere = "    volumes: ['./x:/elsewhere/smtp_password', './x:/run/secretsmtp_password']\n";
  assert.ok(!isMislaid(viewOf([host], { more: elsewhere, files }), "SMTP_USER_PWD"));
});

test("a line of `.env` that nothing takes is a near miss of what the service lacks", () => {
  const misses = (environment: readonly string[], env: string, more = "") =>
    nearMissesInDotenv(viewOf(environment, { more, files: { ".env": env } })).map(({ statement, meant, passedOn }) => [
      statement.name,
      meant,
      passedOn,
    ]);
  assert.deepEqual(misses([host, "SMTP_USER_PWD"], "SMTP_USER_PDW=a\n"), [["SMTP_USER_PDW", "SMTP_USER_PWD", true]]);
  assert.deepEqual(misses([host], "SMTP_USER_PDW=a\n"), [["SMTP_USER_PDW", "SMTP_USER_PWD", false]]);
  // A name that other programs have counts only where the service passes on what was meant.
  assert.deepEqual(misses([host, "SMTP_USER_PWD"], "SMTP_PASSWORD=a\n"), [["SMTP_PASSWORD", "SMTP_USER_PWD", true]]);
  assert.deepEqual(misses([host], "SMTP_PASSWORD=a\n"), []);
  for (const env of [
    "SMTP_USER_PDW=\n",
    "SMTP_USER_PDW\n",
    "UNLIKE_ANYTHING=a\n",
    "SMTP_USER_PWD=a\n",
    "SMTP_USER_PDW=a\nSMTP_USER_PWD=b\n",
  ])
    assert.deepEqual(misses([host, "SMTP_USER_PWD"], env), [], env);
  assert.deepEqual(misses([host, "SMTP_USER_PWD", "A=${SMTP_USER_PDW}"], "SMTP_USER_PDW=a\n"), []);
  assert.deepEqual(misses([host, "SMTP_USER_PWD=b"], "SMTP_USER_PDW=a\n"), []);
});

test("a name is taken where a file names it or refers to it, outside of comments", () => {
  const taken = (more: string, files: Readonly<Record<string, string>> = {}) =>
    isTaken(viewOf([host], { more, files: { ".env": "X_Y=1\n", ...files } }).project, "X_Y");
  for (const more of ["      - X_Y\n", "      - A=${X_Y:-b}\n", "      - A=$X_Y\n"]) assert.ok(taken(more), more);
  for (const more of ["", "      - A=b # X_Y\n", "      - MY_X_Y=b\n", "      - X_Y_Z=b\n", "      - A.X_Y=b\n"])
    assert.ok(!taken(more), more);
  const loading = "    env_file: a.env\n";
  assert.ok(taken(loading, { "a.env": "A=$X_Y\n" }));
  assert.ok(taken(loading, { "a.env": "A=${X_Y}\n" }));
  for (const env of ["X_Y=2\n", "A=X_Y\n", "A=$X_YZ\n", "# $X_Y\n"]) assert.ok(!taken(loading, { "a.env": env }), env);
  assert.ok(taken("    env_file: .env\n")); // the service gets all of it
});

test("a variable under another name was meant for one of Plausible's", () => {
  const view = viewOf([host, "SMTP_PASSWORD=a", "SMTP_USER_NAM=b", "OTHER=c", "BASE_UR=d"]);
  assert.equal(misnamedFor(view, "SMTP_USER_PWD")?.name, "SMTP_PASSWORD");
  assert.equal(misnamedFor(view, "SMTP_USER_NAME")?.name, "SMTP_USER_NAM");
  assert.equal(misnamedFor(view, "BASE_URL")?.name, "BASE_UR");
  assert.ok(isMisnamed(view, "SMTP_USER_PWD") && !isMisnamed(view, "MAILER_EMAIL"));
  // The right name is none that has to be renamed.
  assert.equal(misnamedFor(view, "SMTP_HOST_ADDR"), null);
});

test("whose a variable is: not what another service reads too, nor what a command speaks of", () => {
  const more = "    env_file: [a.env, b.env]\n    command: sh -c 'echo $$MAILER_NAME'\n  other: {image: x, env_file: a.env}\n";
  const files = { "a.env": "SMTP_USER_NAME=ann\n", "b.env": "SMTP_USER_PWD=rosebud\n" };
  const view = viewOf([host, "MAILER_NAME=x", "MAILER_EMAIL=", "SMTP_HOST_PORT", "OTHER=y"], { more, files });
  assert.deepEqual(
    ownVariables(view)
      .map(({ variable }) => variable.name)
      .sort(),
    ["SMTP_HOST_ADDR", "SMTP_USER_PWD"],
  );
  const declared = (name: string) => view.service.environment.get(name)?.declared;
  for (const [name, shared] of [
    ["SMTP_USER_NAME", true],
    ["SMTP_USER_PWD", false],
    ["SMTP_HOST_ADDR", false],
  ] as const) {
    const entry = declared(name);
    assert.ok(entry);
    assert.equal(isShared(view, entry), shared, name);
  }
  assert.ok(isUsedByCommand(view, "MAILER_NAME") && !isUsedByCommand(view, "SMTP_HOST_ADDR"));
});

test("entries that set something else than what was meant, with the names that are not set", () => {
  const of = (...items: string[]) => {
    const view = viewOf(items);
    return malformedEntries(view.project, view.service).map(({ kind, names, at }) => [kind, names, textIn(view, at)]);
  };
  const [colon] = of(`'SMTP_HOST_ADDR:smtp.zoo.example'`);
  assert.deepEqual(colon?.[1], ["SMTP_HOST_ADDR"]);
  const [exported] = of("export SMTP_HOST_ADDR=a");
  assert.deepEqual(exported?.[1], ["SMTP_HOST_ADDR"]);
  const [folded] = of("SMTP_HOST_ADDR=a\n        SMTP_HOST_PORT=587");
  assert.deepEqual([folded?.[0], folded?.[1]], ["folded", ["SMTP_HOST_PORT"]]);
  for (const item of ["SMTP_HOST_ADDR=a", "'OTHER:b'", "export OTHER=b"]) assert.deepEqual(of(item), [], item);
  const fromFile = viewOf(["A=b"], { more: "    env_file: a.env\n", files: { "a.env": "export SMTP_HOST_ADDR=a\n" } });
  assert.deepEqual(malformedEntries(fromFile.project, fromFile.service), []);
});
