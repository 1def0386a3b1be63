import assert from "node:assert/strict";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { inspected, printed } from "#server-testing/container.js";
import { bootable, composeFile, makeProject, root } from "../support/cli.js";
import { startDnsServer } from "../support/dns-server.js";
import { type DockerAnswer, found, standInDocker } from "../support/docker.js";
import { type MailServer, startMailServer } from "../support/mail-server.js";

const toRemove: { remove(): void }[] = [];
const toClose: { close(): Promise<void> }[] = [];
after(async () => {
  for (const one of toRemove) one.remove();
  for (const one of toClose) await one.close();
});

const host = "smtp.zoo.example";
const canary = "canary-pwd-4711";
const user = "ada@zoo.example";
const environment = [
  ...bootable,
  "MAILER_EMAIL=stats@blumenhof.example",
  `SMTP_HOST_ADDR=${host}`,
  "SMTP_HOST_PORT=587",
  `SMTP_USER_NAME=${user}`,
  `SMTP_USER_PWD=${canary}`,
];
const mailer = `[adapter: Bamboo.Mua, ssl: [middlebox_comp_mode: false], protocol: :tcp, relay: "${host}", port: 587, auth: [username: "${user}", password: "***"]]`;
const log =
  "2026-11-30T10:00:00Z 10:00:00.000 [error] Failed to send e-mail:\n2026-11-30T10:00:00Z   ** (Mua.SMTPError) 535 5.7.8 bad\n";

async function world(variables = environment) {
  const server: MailServer = await startMailServer({ tls: "starttls", hostNames: [host], auth: { user, password: canary } });
  toClose.push(server);
  const project = makeProject({ "compose.yml": composeFile(variables), "ca.pem": server.ca });
  const docker = standInDocker();
  toRemove.push(project, docker);
  const toServer = ["--connect-to", `127.0.0.1:${server.port}`, "--ca", "ca.pem"];
  const run = (args: readonly string[]) => project.run(["doctor", ...toServer, ...args], { env: { PATH: docker.path } });
  const answers = (more: readonly DockerAnswer[] = []): DockerAnswer[] => [
    ...more,
    ...found(inspected({ environment: variables, folder: project.folder })),
    { to: ["rpc"], stdout: printed({ mailer }) },
    { to: ["logs"], stdout: "" },
  ];
  return { server, project, docker, run, answers };
}

type Report = {
  steps: { step: string; status: string; summary: string; details: Record<string, unknown> }[];
  verdict: Record<string, unknown>;
};
const stepsOf = ({ steps }: Report) => steps.map(({ step, status }) => `${step} ${status}`);

describe("doctor", () => {
  test("without a terminal and without --docker nobody asks Docker; the steps are there all the same", async () => {
    const { run, docker } = await world();
    const { status, stdout } = await run(["--format", "json"]);
    assert.equal(status, 0, stdout);
    const report = JSON.parse(stdout) as Report;
    assert.deepEqual(stepsOf(report), [
      "project ok",
      "lint ok",
      "configuration ok",
      "running skipped",
      "test ok",
      "network skipped",
      "log skipped",
      "invitation ok",
      "domain skipped",
      "release ok",
    ]);
    assert.deepEqual(Object.keys(report), ["schemaVersion", "service", "release", "steps", "verdict"]);
    assert.equal(report.verdict.wouldDeliver, true);
    assert.deepEqual(docker.calls(), []);
  });

  test("with --docker the container speaks: its settings, and the failures in its log", async () => {
    const { run, docker, answers } = await world();
    docker.answer(answers([{ to: ["logs"], stdout: log }]));
    const { status, stdout } = await run(["--docker", "--format", "json"]);
    assert.equal(status, 0, stdout);
    const report = JSON.parse(stdout) as Report;
    const of = (name: string) => report.steps.find(({ step }) => step === name);
    assert.equal(of("running")?.status, "ok");
    assert.equal(of("log")?.status, "failed");
    assert.deepEqual(
      ((of("log")?.details.answers ?? []) as { cause: string }[]).map(({ cause }) => cause),
      ["auth-refused"],
    );
    assert.match(String(report.verdict.next), /^Look at the failed emails in the log \(login rejected\)/);
  });

  test("a container with other settings: what works in the files is not what runs, so it can't be known; recreate it", async () => {
    const { run, docker, project, answers } = await world();
    const old = environment.map((line) => line.replace("587", "25"));
    docker.answer([{ to: ["inspect"], stdout: inspected({ environment: old, folder: project.folder }) }, ...answers()]);
    const { status, stdout } = await run(["--docker", "--format", "json"]);
    assert.equal(status, 2);
    const { verdict } = JSON.parse(stdout) as Report;
    assert.match(String(verdict.next), /docker compose up -d plausible/);
  });

  test("a mistake that a test proves: cause, rule, variable, and the one edit to make", async () => {
    const { run } = await world([...environment, "SMTP_HOST_SSL_ENABLED=true"]);
    const { status, stdout } = await run([]);
    assert.equal(status, 1);
    assert.match(stdout, /✖ settings +errors: 1/);
    assert.match(stdout, /✖ test from here +implicit TLS on a STARTTLS port/);
    assert.match(
      stdout.replace(/\s+/g, " "),
      /✖ Email doesn't work: implicit TLS on a STARTTLS port\. Next .*SMTP_HOST_SSL_ENABLED.*\(compose\.yml:1\d\)/,
    );
  });

  test("--no-network connects nowhere", async () => {
    const { run, server } = await world();
    const { stdout } = await run(["--no-network", "--dns", "--format", "json"]);
    const report = JSON.parse(stdout) as Report;
    for (const name of ["test", "network", "domain"]) assert.ok(stepsOf(report).includes(`${name} skipped`), name);
    assert.equal(server.connections(), 0);
  });

  test("what doesn't start sends nothing, also where nobody may be asked", async () => {
    const { run } = await world(environment.filter((line) => !line.startsWith("BASE_URL=")));
    const { status, stdout } = await run(["--no-network", "--format", "json"]);
    const { verdict } = JSON.parse(stdout) as Report;
    assert.deepEqual([verdict.wouldDeliver, verdict.cause, verdict.variable], [false, "boot-refused", "BASE_URL"]);
    assert.equal(status, 1);
  });

  test("--dns looks at the sender's domain", async () => {
    const dns = await startDnsServer({ "blumenhof.example": { mx: [""] } });
    toClose.push(dns);
    const { run } = await world();
    const { stdout } = await run(["--dns", "--dns-server", dns.address, "--format", "json"]);
    assert.ok(stepsOf(JSON.parse(stdout) as Report).includes("domain failed"));
  });

  test("no format shows a secret of the project, of the container, or of the log", async () => {
    const variables = [...environment, "DATABASE_URL=postgres://u:canary-db-4712@db/x"];
    const { run, docker, project, answers } = await world(variables);
    const old = variables.map((line) => line.replace(canary, "canary-old-4713"));
    docker.answer([
      { to: ["inspect"], stdout: inspected({ environment: old, folder: project.folder }) },
      { to: ["logs"], stdout: log.replace("bad", `${canary} for ${canary}`) },
      ...answers(),
    ]);
    for (const format of ["text", "json", "markdown"]) {
      const { stdout, stderr } = await run(["--docker", "--format", format]);
      assert.ok(stdout.length > 500);
      assert.ok(!/canary/.test(stdout + stderr), `${format}: ${/.{40}canary.{20}/.exec(stdout + stderr)?.[0]}`);
    }
  });

  test("--dry-run shows the commands and runs none", async () => {
    const { run, docker } = await world();
    const { status, stdout } = await run(["--dry-run"]);
    assert.equal(status, 0);
    assert.match(
      stdout,
      /^docker compose ps --all --quiet plausible\ndocker inspect CONTAINER\ndocker compose exec -T plausible .*\ndocker compose logs /,
    );
    assert.deepEqual(docker.calls(), []);
  });

  test("the bundled example, from ✖ to ✔, also in Chinese", async () => {
    const example = { host: "smtp.eu.mailgun.org", user: "postmaster@blumenhof.example" };
    const project = makeProject({ "ca.pem": "" });
    toRemove.push(project);
    cpSync(join(root, "examples/quick-start"), project.folder, { recursive: true });
    const env = join(project.folder, ".env");
    const password = /^SMTP_USER_PWD=(.*)$/m.exec(readFileSync(env, "utf8"))?.[1] ?? "";
    const server = await startMailServer({ tls: "starttls", hostNames: [example.host], auth: { user: example.user, password } });
    toClose.push(server);
    writeFileSync(join(project.folder, "ca.pem"), server.ca);
    const args = ["doctor", "--connect-to", `127.0.0.1:${server.port}`, "--ca", "ca.pem"];
    const broken = await project.run(args);
    assert.equal(broken.status, 1, broken.stdout);
    assert.match(broken.stdout, /✖ Email doesn't work/);
    writeFileSync(env, readFileSync(env, "utf8").replace("SSL_ENABLED=true", "SSL_ENABLED=false"));
    const compose = join(project.folder, "compose.yml");
    writeFileSync(compose, readFileSync(compose, "utf8").replace(/SMTP_USER_NAME="(.*)"/, "SMTP_USER_NAME=$1"));
    const again = await project.run([...args, "--lang", "zh-cn"]);
    assert.equal(again.status, 0, again.stdout);
    assert.match(again.stdout, /✔ 以这些设置可以发信。/);
    assert.ok(!(broken.stdout + again.stdout).includes(password));
  });
});
