import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { certificates } from "../support/certificates.js";
import { bootable, root } from "../support/cli.js";
import { type RealProject, realProject } from "./docker.js";

const { ca, issue } = await certificates();
const { key, cert } = await issue(["smtp.zoo.example"]);

const compose = `services:
  plausible:
    image: ghcr.io/plausible/community-edition:v3.2.1
    environment:
${bootable.map((line) => `      - ${line}\n`).join("")}      - MAILER_EMAIL=stats@blumenhof.example
      - SMTP_HOST_ADDR=smtp.zoo.example
      - SMTP_HOST_PORT
      - SMTP_USER_NAME=ada@zoo.example
      - SMTP_USER_PWD
  mail:
    image: node:22-alpine
    command: node /repository/test/out/engine/mail-program.js
    volumes:
      - ${root}:/repository:ro
      - ./certificate:/certificate:ro
    networks:
      default:
        aliases: [smtp.zoo.example]
`;
const dotEnv = (port: number, password = "canary-password") => `SMTP_HOST_PORT=${port}\nSMTP_USER_PWD=${password}\n`;

let project: RealProject;
before(() => {
  project = realProject({
    "compose.yml": compose,
    ".env": dotEnv(587),
    "certificate/key.pem": key,
    "certificate/cert.pem": cert,
    "ca.pem": ca,
  });
  project.compose("up", "--detach");
});
after(() => project.remove());

const canary = /canary/;

test("doctor: no such host from here, but from the container's network it accepts email, and that decides", async () => {
  const { status, stdout, stderr } = await project.run(["doctor", "--docker", "--ca", "ca.pem", "--format", "json"]);
  const { steps, verdict } = JSON.parse(stdout);
  const came = new Map<string, string>(steps.map((one: { step: string; status: string }) => [one.step, one.status]));
  assert.deepEqual(
    ["running", "test", "network", "log"].map((step) => came.get(step)),
    ["ok", "failed", "ok", "ok"],
    stdout,
  );
  assert.equal(verdict.wouldDeliver, true);
  assert.equal(status, 0);
  assert.doesNotMatch(stdout + stderr, canary);
});

test("doctor: a password that the mail server rejects", async () => {
  writeFileSync(join(project.folder, ".env"), dotEnv(587, "canary-wrong"));
  const { status, stdout, stderr } = await project.run(["doctor", "--docker", "--ca", "ca.pem", "--format", "json"]);
  writeFileSync(join(project.folder, ".env"), dotEnv(587));
  assert.equal(JSON.parse(stdout).verdict.cause, "auth-refused", stdout);
  assert.equal(status, 1);
  assert.doesNotMatch(stdout + stderr, canary);
});

test("a change of .env differs from what runs until the container is created anew; a restart doesn't read it", async () => {
  const compared = async () => {
    const { status, stdout, stderr } = await project.run(["explain", "--compare-running", "--format", "json"]);
    assert.doesNotMatch(stdout + stderr, canary);
    const { environment, reasons, differences } = JSON.parse(stdout).services[0].compared;
    return {
      status,
      variables: environment.differences.map(({ variable }: { variable: string }) => variable),
      reasons: reasons.map(({ kind }: { kind: string }) => kind),
      keys: differences.map(({ key }: { key: string }) => key),
    };
  };
  const same = { status: 0, variables: [], reasons: [], keys: [] };
  const changed = { status: 1, variables: ["SMTP_HOST_PORT"], reasons: ["not-recreated"], keys: ["protocol", "port"] };
  assert.deepEqual(await compared(), same);
  writeFileSync(join(project.folder, ".env"), dotEnv(465));
  assert.deepEqual(await compared(), changed);
  project.compose("restart", "--timeout", "0", "plausible");
  assert.deepEqual(await compared(), changed);
  project.compose("up", "--detach", "--timeout", "0", "plausible");
  assert.deepEqual((await compared()).variables, []);
  writeFileSync(join(project.folder, ".env"), dotEnv(587));
  project.compose("up", "--detach", "--timeout", "0", "plausible");
  assert.deepEqual(await compared(), same);
});

test("its log is read", async () => {
  const line = '12:34:56.789 [error] Failed to send e-mail: {:error, %Mua.SMTPError{code: 535, lines: ["535 5.7.8 no"]}}';
  project.compose("exec", "-T", "plausible", "sh", "-c", 'printf "%s\\n" "$0" > /proc/1/fd/1', line);
  const { status, stdout } = await project.run(["why", "--running", "--since", "1h", "--format", "json"]);
  assert.match(stdout, /"auth-refused"/);
  assert.equal(status, 1);
});

test("why it can't be asked", async () => {
  const told = async (...more: readonly string[]) => {
    const { status, stdout, stderr } = await project.run(["explain", "--compare-running", "--docker", "docker", ...more]);
    assert.equal(status, 2, stdout + stderr);
    return stderr.split("\n").filter((line) => line !== "" && !line.startsWith("$ "));
  };
  project.compose("pause", "plausible");
  assert.match((await told()).join(), /is paused/);
  project.compose("unpause", "plausible");
  project.compose("stop", "--timeout", "0", "plausible");
  assert.match((await told()).join(), /isn't running \("exited"\)/);
  project.compose("rm", "--force", "plausible");
  assert.match((await told()).join(), /has no running container/);
  // It runs, but serves nobody.
  project.compose("run", "--detach", "--rm", "--entrypoint", "sleep 60", "plausible");
  assert.match((await told()).join(), /has no running container/);
  project.compose("up", "--detach");
});

test("what the engine does not have", async () => {
  const told = async (env: Readonly<Record<string, string>>) => {
    const { status, stderr } = await project.run(["explain", "--compare-running", "--docker", "docker"], { env });
    assert.equal(status, 2);
    return stderr;
  };
  assert.match(await told({ DOCKER_HOST: "unix:///nowhere.sock" }), /Docker doesn't answer/);
  assert.match(await told({ DOCKER_CONFIG: project.folder }), /Docker Compose isn.t installed for it/);
});
