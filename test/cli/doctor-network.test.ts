import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { after, describe, test } from "node:test";
import { promisify } from "node:util";
import { inspected, printed } from "#server-testing/container.js";
import { bootable, composeFile, makeProject, runCli } from "../support/cli.js";
import { type DockerAnswer, found, standInDocker } from "../support/docker.js";
import { startMailServer } from "../support/mail-server.js";

const toRemove: { remove(): void }[] = [];
const toClose: { close(): Promise<void> }[] = [];
after(async () => {
  for (const one of toRemove) one.remove();
  for (const one of toClose) await one.close();
});

const user = "ada@zoo.example";
const canary = "canary-pwd-4711";

/** A project whose mail server is on this machine, and a Docker that runs the command of `docker run` here. */
async function world(run: Partial<DockerAnswer>) {
  const server = await startMailServer({ tls: "starttls", hostNames: ["localhost"], auth: { user, password: canary } });
  toClose.push(server);
  const variables = [
    ...bootable,
    "MAILER_EMAIL=stats@blumenhof.example",
    "SMTP_HOST_ADDR=localhost",
    `SMTP_HOST_PORT=${server.port}`,
    `SMTP_USER_NAME=${user}`,
  ];
  const text = composeFile([...variables, "SMTP_USER_PWD"]);
  const project = makeProject({ "it's here/compose.yml": text, "it's here/ca.pem": server.ca });
  const cwd = `${project.folder}/it's here`;
  const docker = standInDocker([
    { to: ["run", "--rm"], ...run },
    ...found(inspected({ environment: [...variables, `SMTP_USER_PWD=${canary}`], folder: cwd })),
    { to: ["rpc"], stdout: printed({ mailer: "[adapter: Bamboo.Mua]" }) },
    { to: ["logs"], stdout: "" },
  ]);
  toRemove.push(project, docker);
  const env = { PATH: docker.path, SMTP_USER_PWD: canary };
  const args = ["doctor", "--docker", "--ca", "ca.pem", "--to", "ada@blumenhof.example", "--format", "json"];
  const doctor = async () => {
    const { stdout, stderr } = await runCli(args, { cwd, env });
    const { steps } = JSON.parse(stdout);
    return {
      network: steps.find(({ step }: { step: string }) => step === "network"),
      line: stderr.split("\n").find((shown) => /^\$ docker run /.test(shown)) ?? "",
      output: stdout + stderr,
    };
  };
  return { server, docker, cwd, env, doctor };
}

describe("doctor: from the network of the container", () => {
  test("this program runs there, and its answer is read: the recipient is asked for, nothing is sent", async () => {
    const { server, docker, cwd, env, doctor } = await world({ runs: true });
    const { network, line, output } = await doctor();
    assert.equal(network.status, "ok", JSON.stringify(network));
    assert.equal(network.details.wouldDeliver, true);
    assert.equal(server.messages.length, 0);
    assert.ok(!output.includes(canary) && !JSON.stringify(docker.calls()).includes(canary), "the password goes by its name");
    // The line that was shown is what ran, word for word, and answers the same from a shell.
    const ran = docker.calls().find((words) => words[0] === "run");
    const byShell = await promisify(execFile)("sh", ["-c", line.slice(2)], { cwd, env });
    assert.deepEqual(docker.calls().at(-1), ran);
    assert.equal(JSON.parse(byShell.stdout).verdict.wouldDeliver, true, byShell.stderr);
    assert.ok(ran?.includes("container:stats-plausible-1"));
  });

  test("a failure there is the verdict's: cause and advice", async () => {
    const { server, doctor } = await world({ runs: true });
    await server.close();
    const { network } = await doctor();
    assert.equal(network.status, "failed");
    assert.equal(network.details.cause, "connection-refused");
  });

  const unread: readonly { readonly name: string; readonly run: Partial<DockerAnswer>; readonly says: RegExp }[] = [
    {
      name: "no image can be fetched",
      run: {
        status: 125,
        stderr:
          "Unable to find image 'node:22-alpine' locally\ndocker: Error response from daemon: Get \"https://registry-1.docker.io/v2/\": dial tcp: lookup registry-1.docker.io: no such host.\n",
      },
      says: /Image node:22-alpine can.t be fetched \(Get "https:\/\/registry-1/,
    },
    {
      name: "a container that has gone meanwhile",
      run: { status: 125, stderr: "docker: Error response from daemon: No such container: stats-plausible-1.\n" },
      says: /has no running container/,
    },
    { name: "an answer that is cut", run: { stdout: '{"schemaVersion": 1, "steps": [{"step"' }, says: /answer is incomplete/ },
  ];
  for (const { name, run, says } of unread) {
    test(`${name}: not known, in one sentence, and no failure`, async () => {
      const { doctor } = await world(run);
      const { network } = await doctor();
      assert.equal(network.status, "unknown");
      assert.match(network.summary, says);
    });
  }
});
