import assert from "node:assert/strict";
import { join } from "node:path";
import { after, test } from "node:test";
import { bootable, composeFile, makeProject, root, runCli, type TestProject } from "../support/cli.js";

const projects: TestProject[] = [];
after(() => {
  for (const project of projects) project.remove();
});

function project(files: Readonly<Record<string, string>>): TestProject {
  const made = makeProject(files);
  projects.push(made);
  return made;
}

async function explain(made: TestProject, args: readonly string[] = [], options: Parameters<TestProject["run"]>[1] = {}) {
  const { status, stdout, stderr } = await made.run(["explain", "--format", "json", ...args], options);
  return { status, stderr, stdout, report: JSON.parse(stdout), service: JSON.parse(stdout).services[0] };
}

test("the bundled example: environment with its origins, mailer, delivery", async () => {
  const { status, stdout } = await runCli(["explain", "--format", "json"], { cwd: join(root, "examples/quick-start") });
  assert.equal(status, 0);
  const report = JSON.parse(stdout);
  assert.deepEqual(Object.keys(report), ["schemaVersion", "files", "errors", "services"]);
  assert.deepEqual(report.files, ["compose.yml", ".env"]);
  assert.equal(report.services.length, 1);
  const [service] = report.services;
  assert.equal(service.service, "plausible");
  assert.equal(service.image, "ghcr.io/plausible/community-edition:v3.2.1");
  assert.deepEqual(service.version, { value: "3.2.1", assumed: false, reason: null });
  assert.deepEqual(service.environment.SMTP_HOST_PORT, {
    value: "587",
    origin: { kind: "dotenv", file: ".env", range: { start: { line: 8, character: 15 }, end: { line: 8, character: 18 } } },
    declared: { file: "compose.yml", range: { start: { line: 27, character: 6 }, end: { line: 27, character: 22 } } },
  });
  assert.equal(service.environment.SMTP_USER_PWD.value, "***");
  assert.equal(service.mailer.outcome, "boots");
  assert.equal(service.mailer.config.adapter, "Bamboo.Mua");
  assert.equal(service.mailer.config.port, 587);
  assert.deepEqual(service.mailer.mailerEmail, { name: "Blumenhof statistics", address: "stats@blumenhof.example" });
  assert.equal(service.delivery.tls, "implicit");
  assert.deepEqual(service.delivery.auth, {
    username: '"postmaster@blumenhof.example"',
    password: "***",
    mechanisms: ["PLAIN", "LOGIN"],
  });
  assert.equal(service.delivery.certainFailure, null);
});

test("text: every variable with the place of its value, within 80 columns", async () => {
  const { status, stdout } = await runCli(["explain"], { cwd: join(root, "examples/quick-start") });
  assert.equal(status, 0);
  assert.match(stdout, /SMTP_HOST_PORT +587 +\.env:9$/m);
  assert.match(stdout, /Plausible 3\.2\.1 starts with this mail configuration/);
  for (const line of stdout.split("\n")) assert.ok(line.length <= 80, line);
});

test("what nothing sets: bare names stay out, references are empty and say so", async () => {
  const made = project({ "compose.yml": composeFile([...bootable, "SMTP_USER_PWD", "MAILER_NAME=${WHO}"]) });
  const { service } = await explain(made);
  assert.deepEqual(service.unset, ["SMTP_USER_PWD"]);
  assert.equal(service.environment.SMTP_USER_PWD, undefined);
  assert.equal(service.environment.MAILER_NAME.value, "");
  assert.deepEqual(service.environment.MAILER_NAME.unresolved, ["WHO"]);
});

test("the shell, and its absence", async () => {
  const made = project({ "compose.yml": composeFile([...bootable, "SMTP_HOST_PORT"]) });
  const env = { SMTP_HOST_PORT: "2525" };
  const { service } = await explain(made, [], { env });
  assert.deepEqual(service.environment.SMTP_HOST_PORT.value, "2525");
  assert.deepEqual(service.environment.SMTP_HOST_PORT.origin, { kind: "process", file: null, range: null });
  assert.deepEqual((await explain(made, ["--no-process-env"], { env })).service.unset, ["SMTP_HOST_PORT"]);
});

test("the project is found as Compose finds it: parents, override, -f, COMPOSE_FILE in the shell and in .env", async () => {
  const override = "services:\n  plausible:\n    environment:\n      - MAILER_NAME=override\n";
  const other = composeFile(["MAILER_NAME=other"]);
  const made = project({
    "compose.yml": composeFile(["MAILER_NAME=main"]),
    "compose.override.yml": override,
    "other.yml": other,
    "below/deep/readme.md": "",
    "named/.env": "COMPOSE_FILE=../other.yml\n",
    "named/compose.yml": composeFile(["MAILER_NAME=named"]),
  });
  const name = async (args: readonly string[], options: Parameters<TestProject["run"]>[1] = {}) =>
    (await explain(made, args, options)).service.environment.MAILER_NAME.value;
  assert.equal(await name([]), "override");
  assert.equal(await name([], { in: "below/deep" }), "override");
  assert.equal(await name(["below/deep"]), "override");
  assert.equal(await name(["-f", "compose.yml"]), "main");
  assert.equal(await name(["compose.yml"]), "main");
  assert.equal(await name(["-f", "compose.yml", "-f", "other.yml"]), "other");
  assert.equal(await name([], { env: { COMPOSE_FILE: "other.yml:compose.override.yml" } }), "override");
  assert.equal(await name([], { env: { COMPOSE_FILE: "compose.yml|other.yml", COMPOSE_PATH_SEPARATOR: "|" } }), "other");
  assert.equal(await name(["--no-process-env"], { env: { COMPOSE_FILE: "other.yml" } }), "override");
  assert.equal(await name([], { in: "named" }), "other");
});

test("the .env of the folder in which Compose is run counts before that of the project", async () => {
  const profiled = "  late:\n    image: plausible/analytics:v2.0\n    profiles: [late]\n";
  const made = project({
    "deploy/stack.yml": `${composeFile(["A", "B", "C"])}${profiled}`,
    "deploy/.env": "A=deploy\nC=deploy-$B\nCOMPOSE_PROFILES=none\n",
    ".env": "COMPOSE_FILE=deploy/stack.yml\nCOMPOSE_PROFILES=late\nA=start\nB=start\n",
    "compose.yml": composeFile(["A", "B", "D"]),
    "below/.env": "D=below\nA=below\n",
  });
  const values = async (options: Parameters<TestProject["run"]>[1], args: readonly string[] = []) => {
    const { report, service } = await explain(made, args, options);
    const { A, B, C, D } = service.environment;
    return [report.services.length, A?.value, B?.value, C?.value, D?.value];
  };
  assert.deepEqual(await values({}), [2, "start", "start", "deploy-start", undefined]);
  assert.deepEqual(await values({}, ["-f", "deploy/stack.yml"]), [1, "deploy", undefined, "deploy-", undefined]);
  // `COMPOSE_FILE` counts only where Compose is run: from below, the search upwards finds a default name.
  assert.deepEqual(await values({ in: "below" }), [1, "below", "start", undefined, "below"]);
});

test("a variable may be called as nothing else in JavaScript", async () => {
  const { service } = await explain(project({ "compose.yml": composeFile(["__proto__=1", "constructor=2"]) }));
  assert.deepEqual(Object.keys(service.environment), ["__proto__", "constructor"]);
});

test("--env-file, COMPOSE_ENV_FILES, COMPOSE_DISABLE_ENV_FILE, --project-directory", async () => {
  const made = project({
    "compose.yml": composeFile(["MAILER_NAME"]),
    ".env": "MAILER_NAME=dotenv\n",
    "a.env": "MAILER_NAME=a\n",
    "b.env": "MAILER_NAME=b\n",
    "elsewhere/.env": "MAILER_NAME=elsewhere\n",
  });
  const name = async (args: readonly string[], env: Record<string, string> = {}) =>
    (await explain(made, args, { env })).service.environment.MAILER_NAME?.value;
  assert.equal(await name([]), "dotenv");
  assert.equal(await name(["--env-file", "a.env"]), "a");
  assert.equal(await name(["--env-file", "a.env", "--env-file", "b.env"]), "b");
  assert.equal(await name([], { COMPOSE_ENV_FILES: "b.env,a.env" }), "a");
  assert.equal(await name([], { COMPOSE_DISABLE_ENV_FILE: "1" }), undefined);
  assert.equal(await name(["-f", "compose.yml", "--project-directory", "elsewhere"]), "elsewhere");
});

test("an env file that Compose can do without leaves nothing open where it is missing", async () => {
  const compose = composeFile([...bootable]).replace(
    "    environment:",
    "    env_file: [{path: own.env, required: false}]\n    environment:",
  );
  const { service } = await explain(project({ "compose.yml": compose }));
  assert.equal(service.mailer.outcome, "boots");
});

test("only active services; a profile makes them so", async () => {
  const made = project({ "compose.yml": `${composeFile(["MAILER_NAME=x"])}    profiles: [stats]\n  db:\n    image: postgres\n` });
  const inactive = await explain(made, ["--all-services"]);
  assert.deepEqual(
    inactive.report.services.map(({ service }: { service: string }) => service),
    ["db"],
  );
  assert.match(inactive.stderr, /--profile stats/);
  const active = await explain(made, ["--profile", "stats"]);
  assert.equal(active.report.services.length, 1);
  assert.equal((await explain(made, [], { env: { COMPOSE_PROFILES: "x,stats" } })).report.services.length, 1);
});

test("--all-services adds the others without version, mailer and delivery", async () => {
  const made = project({
    "compose.yml": `${composeFile(bootable)}  db:\n    image: postgres\n    environment: {POSTGRES_DB: stats}\n`,
  });
  const { report } = await explain(made, ["--all-services"]);
  const db = report.services[1];
  assert.deepEqual([db.service, db.version, db.mailer, db.delivery], ["db", null, null, null]);
  assert.equal(db.environment.POSTGRES_DB.value, "stats");
});

test("a release that refuses to boot: its own words", async () => {
  const made = project({ "compose.yml": composeFile([...bootable, "SMTP_HOST_ADDR=smtp.eu.mailgun.org", "SMTP_HOST_PORT=abc"]) });
  const { status, service } = await explain(made);
  assert.equal(status, 0);
  assert.equal(service.mailer.outcome, "refuses-to-boot");
  assert.deepEqual(service.mailer.error, {
    type: "RuntimeError",
    message: "Config variable SMTP_HOST_PORT must be an integer. Got abc",
    variable: "SMTP_HOST_PORT",
  });
  assert.equal(service.delivery, null);
});

test("where Compose refuses: errors with places, no services, exit status 2", async () => {
  const made = project({ "compose.yml": composeFile(["MAILER_NAME=${WHO:?who sends}"]) });
  const { status, report, stderr } = await explain(made);
  assert.equal(status, 2);
  assert.deepEqual(report.services, []);
  assert.match(report.errors[0].message, /required variable WHO is missing a value: who sends/);
  assert.equal(report.errors[0].file, "compose.yml");
  assert.match(stderr, /^plausible-mail: compose\.yml:5: /);
});

test("no project, a missing file, a path and -f together: exit status 2, JSON all the same", async () => {
  const made = project({ "compose.yml": composeFile([]) });
  for (const args of [["-f", "none.yml"], ["none"], ["compose.yml", "-f", "compose.yml"]]) {
    const { status, report, stderr } = await explain(made, args);
    assert.equal(status, 2, args.join(" "));
    assert.equal(report.errors.length, 1);
    assert.match(stderr, /^plausible-mail: .+\n$/);
  }
});

test("secret files of CONFIG_DIR are named, not shown", async () => {
  const made = project({
    "compose.yml": `${composeFile([...bootable, "SMTP_HOST_ADDR=smtp.eu.mailgun.org", "SMTP_USER_NAME=me"])}    secrets: [SMTP_USER_PWD]\nsecrets:\n  SMTP_USER_PWD:\n    file: ./password.txt\n`,
    "password.txt": "not-a-word-7\n",
  });
  const { service, stdout } = await explain(made);
  assert.equal(service.secrets.SMTP_USER_PWD.origin.kind, "secret");
  assert.equal(service.secrets.SMTP_USER_PWD.origin.file, "password.txt");
  assert.equal(service.delivery.auth.password, "***");
  assert.doesNotMatch(stdout, /not-a-word-7/);
  const shown = await explain(made, ["--show-secrets"]);
  assert.equal(shown.service.delivery.auth.password, "not-a-word-7");
});
