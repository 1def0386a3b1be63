import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, copyFileSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { after, before, test } from "node:test";
import { bootable, composeFile, makeProject, root } from "../support/cli.js";
import { docker, env } from "./docker.js";

const tarball = process.env.PLAUSIBLE_MAIL_TARBALL ?? "";
const folder = realpathSync(mkdtempSync(join(tmpdir(), "plausible-mail-image-")));
const userFlags = ["--user", `${process.getuid?.()}:${process.getgid?.()}`];
const project = makeProject({
  "compose.yml": composeFile([...bootable, "SMTP_HOST_ADDR=smtp.eu.mailgun.org", "SMTP_HOST_PORT", "SMTP_HOST_SSL_ENABLED=true"]),
  ".env": "SMTP_HOST_PORT=587\n",
});

before(() => {
  chmodSync(join(project.folder, ".env"), 0o600);
  copyFileSync(tarball, join(folder, basename(tarball)));
  // No registry is reached, so the base image has no digest here.
  writeFileSync(join(folder, "Dockerfile"), readFileSync(join(root, "Dockerfile"), "utf8").replace(/@sha256:[0-9a-f]+/g, ""));
  const run = spawnSync(
    "docker",
    ["build", "--network", "none", "--build-arg", `PACKAGE=${basename(tarball)}`, "--tag", "plausible-mail", "."],
    {
      cwd: folder,
      env: { ...env, DOCKER_BUILDKIT: "0" },
      encoding: "utf8",
    },
  );
  assert.equal(run.status, 0, run.stdout + run.stderr);
});
after(() => {
  rmSync(folder, { recursive: true });
  project.remove();
});

/** As the README says; the user has a folder and a file that nobody else may read. */
const run = (args: readonly string[], { flags = userFlags, input = "" } = {}) =>
  spawnSync(
    "docker",
    ["run", "--rm", "--interactive", ...flags, "--volume", `${project.folder}:/project:ro`, "plausible-mail", ...args],
    {
      env,
      input,
      encoding: "utf8",
    },
  );

test("it says of a project what the command line says here", async () => {
  const args = ["lint", "--format", "json"];
  const { status, stdout, stderr } = run(args);
  assert.equal(stderr, "");
  assert.deepEqual(JSON.parse(stdout).findings, JSON.parse((await project.run(args)).stdout).findings);
  assert.equal(status, 1);
});

test("without a command it lints", () => {
  const { status, stdout } = run([]);
  assert.match(stdout, /tls-port-mismatch/);
  assert.equal(status, 1);
});

test("it can't change what it reads", () => {
  const before = readFileSync(join(project.folder, "compose.yml"), "utf8");
  const { status, stderr } = run(["lint", "--fix"]);
  assert.equal(status, 2);
  assert.match(stderr, /compose\.yml/);
  assert.equal(readFileSync(join(project.folder, "compose.yml"), "utf8"), before);
});

test("without a user of the caller's it is not root, and says which file it may not read", () => {
  const { stdout } = spawnSync("docker", ["run", "--rm", "--entrypoint", "id", "plausible-mail", "-un"], {
    env,
    encoding: "utf8",
  });
  assert.equal(stdout.trim(), "node");
  chmodSync(project.folder, 0o755);
  const { status, stderr, stdout: told } = run(["lint"], { flags: [] });
  assert.equal(stderr, "");
  assert.match(told, /warning compose-error/);
  assert.match(told, /\.env:\s+permission denied/);
  assert.equal(status, 0);
});

test("what a container runs with comes through a pipe", () => {
  const environment = [...bootable, "SMTP_HOST_ADDR=smtp.eu.mailgun.org", "SMTP_HOST_PORT=587", "SMTP_HOST_SSL_ENABLED=true"];
  const flags = environment.flatMap((line) => ["--env", line]);
  const id = docker(project.folder, "create", ...flags, "ghcr.io/plausible/community-edition:v3.2.1").trim();
  try {
    const { status, stdout } = run(["lint", "--container", "-", "--format", "json"], {
      input: docker(project.folder, "inspect", id),
    });
    const rules = JSON.parse(stdout).findings.map(({ rule }: { rule: string }) => rule);
    assert.ok(rules.includes("tls-port-mismatch"), rules.join());
    assert.equal(status, 1);
  } finally {
    docker(project.folder, "rm", id);
  }
});
