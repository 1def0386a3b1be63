import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { after, test } from "node:test";
import { inspected } from "#server-testing/container.js";
import { bootable, composeFile, makeProject } from "../support/cli.js";
import { found, standInDocker } from "../support/docker.js";
import { elixirCommand } from "./elixir.js";

const environment = [
  ...bootable,
  "MAILER_EMAIL=stats@blumenhof.example",
  "SMTP_HOST_ADDR=smtp.zoo.example",
  "SMTP_HOST_PORT=587",
  "SMTP_USER_NAME=ada@zoo.example",
  "SMTP_USER_PWD=canary-password",
];

const project = makeProject({ "compose.yml": composeFile(environment) });
const docker = standInDocker([
  ...found(inspected({ environment, folder: project.folder })),
  { to: ["exec", "-T", "plausible", "/app/bin/plausible", "rpc"], through: elixirCommand() },
]);
after(() => {
  project.remove();
  docker.remove();
});

const run = (args: readonly string[], play: Readonly<Record<string, string>> = {}) =>
  project.run(args, { env: { PATH: docker.path, ...play } });

test("from the command line through Docker into Elixir and back: what differs, and nothing else", async () => {
  const other = await run(["explain", "--compare-running", "--format", "json"], { RELAY: "old.zoo.example" });
  assert.equal(other.status, 1);
  assert.deepEqual(
    JSON.parse(other.stdout).services[0].compared.differences.map(({ key }: { key: string }) => key),
    ["relay"],
  );
});

test("a connection and an email that fails; the lines that are shown do the same from a shell", async () => {
  const send = ["test", "--in-container", "--to", "o'hara@blumenhof.example", "--send", "--format", "json"];
  const { status, stdout, stderr } = await run(send, { ANSWER: "535" });
  assert.equal(status, 1, stderr);
  const { steps, verdict } = JSON.parse(stdout);
  assert.deepEqual(
    steps.map(({ status: step }: { status: string }) => step),
    ["ok", "ok", "failed"],
  );
  assert.equal(verdict.cause, "auth-refused");
  const [, line = ""] = stderr.split("\n").filter((shown) => shown.includes(" rpc "));
  const env = { PATH: docker.path, LANG: "C.UTF-8", ANSWER: "535" };
  const byShell = spawnSync("sh", ["-c", line.slice(2)], { encoding: "utf8", env });
  assert.match(byShell.stdout, /@@failed "\*\* \(Mua\.SMTPError\) 535 5\.7\.8 no/);
});
