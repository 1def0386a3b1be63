import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { after, describe, test } from "node:test";
import { containerId, type Inspected, inspected, printed } from "#server-testing/container.js";
import { bootable, composeFile, makeProject } from "../support/cli.js";
import { type DockerAnswer, found, standInDocker } from "../support/docker.js";

const toRemove: { remove(): void }[] = [];
after(() => {
  for (const one of toRemove) one.remove();
});

const canary = "canary-pwd-4711";
const environment = [
  ...bootable,
  "MAILER_EMAIL=stats@blumenhof.example",
  "SMTP_HOST_ADDR=smtp.zoo.example",
  "SMTP_HOST_PORT=587",
  "SMTP_USER_NAME=ada@zoo.example",
  `SMTP_USER_PWD=${canary}`,
];
const mailer = (port: number) =>
  `[adapter: Bamboo.Mua, ssl: [middlebox_comp_mode: false], protocol: :tcp, relay: "smtp.zoo.example", port: ${port}, auth: [username: "ada@zoo.example", password: "***"]]`;
const settings = (port = 587) => printed({ mailer: mailer(port), sender: '"stats@blumenhof.example"', elixir: '"1.19.4"' });

function world(answers: readonly DockerAnswer[] = [], names?: readonly string[]) {
  const project = makeProject({ "compose.yml": composeFile(environment) });
  const docker = standInDocker(answers, names);
  toRemove.push(project, docker);
  const run = (args: readonly string[], env: Record<string, string> = {}) =>
    project.run(args, { env: { PATH: docker.path, ...env } });
  return {
    project,
    docker,
    run,
    describe: (more: Partial<Inspected> = {}) => inspected({ environment, folder: project.folder, ...more }),
  };
}

describe("explain --compare-running", () => {
  test("the same settings: status 0, and exactly these calls", async () => {
    const { run, docker, describe } = world();
    docker.answer([...found(describe()), { to: ["rpc"], stdout: settings() }]);
    const { status, stdout, stderr } = await run(["explain", "--compare-running"]);
    assert.equal(status, 0, stdout + stderr);
    assert.match(stdout, /Container "stats-plausible-1" runs with the settings of these files\./);
    const calls = docker.calls();
    assert.deepEqual(
      calls.map((words) => words.slice(0, 7)),
      [
        ["compose", "ps", "--all", "--quiet", "plausible"],
        ["inspect", containerId],
        ["compose", "exec", "-T", "plausible", "/app/bin/plausible", "rpc", calls[2]?.[6] ?? ""],
      ],
    );
    assert.equal(calls[2]?.length, 7);
  });

  test("each command is shown before it runs, as a shell reads it word for word", async () => {
    const { run, docker, describe } = world();
    docker.answer([...found(describe()), { to: ["rpc"], stdout: settings() }]);
    const { stderr } = await run(["explain", "--compare-running"]);
    const shown = stderr.split("\n").filter((line) => line.startsWith("$ "));
    assert.equal(shown.length, 3);
    const before = docker.calls();
    for (const line of shown) {
      assert.equal(spawnSync("sh", ["-n", "-c", line.slice(2)]).status, 0, line);
      spawnSync("sh", ["-c", line.slice(2)], { env: { PATH: docker.path } });
    }
    assert.deepEqual(docker.calls().slice(before.length), before);
  });

  test("a forgotten restart: the variables and the keys that differ, where they are, status 1, no secret", async () => {
    const { run, docker, describe } = world();
    const old = environment.map((line) => line.replace("587", "25").replace(canary, "canary-old-4712"));
    docker.answer([
      ...found(describe({ environment: [...old, "SMTP_HOST_SSL_ENABLED=true"] })),
      { to: ["rpc"], stdout: settings(25) },
    ]);
    const text = await run(["explain", "--compare-running"]);
    assert.equal(text.status, 1);
    assert.match(text.stdout, /doesn't run with the settings of these files/);
    assert.match(text.stdout.replace(/\s+/g, " "), /started before a change.*"docker compose up -d plausible" recreates it/);
    assert.match(text.stdout, /SMTP_HOST_PORT {2}compose\.yml:9\n {4}files {6}587\n {4}container {2}25\n/);
    assert.match(text.stdout, /SMTP_HOST_SSL_ENABLED.*\n {4}files {6}missing\n {4}container {2}true\n/);
    assert.match(text.stdout, /SMTP_USER_PWD.*\n {4}files {6}\*\*\*\n {4}container {2}another value/);
    assert.match(text.stdout, /port {2}SMTP_HOST_PORT/);
    const json = await run(["explain", "--compare-running", "--format", "json"]);
    assert.equal(json.status, 1);
    const { compared } = JSON.parse(json.stdout).services[0];
    assert.equal(compared.same, false);
    assert.deepEqual(
      compared.differences.map(({ key }: { key: string }) => key),
      ["port"],
    );
    assert.deepEqual(
      compared.environment.differences.map(({ variable }: { variable: string }) => variable),
      ["SMTP_HOST_PORT", "SMTP_USER_PWD", "SMTP_HOST_SSL_ENABLED"],
    );
    assert.deepEqual(compared.reasons, [{ kind: "not-recreated" }]);
    for (const output of [text, json])
      assert.ok(!/canary/.test(output.stdout + output.stderr + JSON.stringify(docker.calls())), "a secret");
  });

  test("another override, another image and another project of the same name are told apart", async () => {
    const { run, docker, project, describe } = world();
    const reasons = async (description: string) => {
      docker.answer([...found(description), { to: ["rpc"], stdout: settings() }]);
      const { status, stdout } = await run(["explain", "--compare-running", "--format", "json"]);
      assert.equal(status, 1);
      return JSON.parse(stdout).services[0].compared.reasons;
    };
    const files = ["compose.yml", "compose.local.yml"];
    assert.deepEqual(await reasons(describe({ files })), [
      { kind: "other-files", files: files.map((file) => `${project.folder}/${file}`) },
    ]);
    assert.deepEqual(await reasons(describe({ image: "ghcr.io/plausible/community-edition:v2.1.4" })), [
      {
        kind: "other-image",
        files: "ghcr.io/plausible/community-edition:v3.2.1",
        container: "ghcr.io/plausible/community-edition:v2.1.4",
      },
    ]);
    assert.deepEqual(await reasons(describe({ folder: "/srv/other" })), [{ kind: "other-project", folder: "/srv/other" }]);
  });

  test("coloured output between other lines, behind names of containers, is read; a cut one is told, and differs from nothing", async () => {
    const { run, docker, describe } = world();
    const coloured = settings()
      .split("\n")
      .map((line) => `\u001b[36mplausible-1  | \u001b[0m${line}\r`)
      .join("\n");
    docker.answer([...found(describe()), { to: ["rpc"], stdout: `12:00:00.000 [notice] hello\n${coloured}` }]);
    assert.equal((await run(["explain", "--compare-running"])).status, 0);
    docker.answer([...found(describe()), { to: ["rpc"], stdout: settings().slice(0, 60) }]);
    const { status, stdout } = await run(["explain", "--compare-running"]);
    assert.equal(status, 2);
    assert.match(stdout.replace(/\s+/g, " "), /its mail configuration couldn't be read\. The container's answer is incomplete/);
  });

  test("several containers: one is looked at, and that is said", async () => {
    const { run, docker, project } = world();
    const two = inspected(
      { environment, folder: project.folder },
      { environment, folder: project.folder, name: "stats-plausible-2", id: containerId.replace("4f", "5e") },
    );
    docker.answer([
      { to: ["ps"], stdout: `${containerId}\n${containerId.replace("4f", "5e")}\n` },
      { to: ["inspect"], stdout: two },
      { to: ["rpc"], stdout: settings() },
    ]);
    const { status, stdout } = await run(["explain", "--compare-running"]);
    assert.equal(status, 0);
    assert.match(stdout, /2 containers of this service run; this is one of them\./);
  });

  test("a container that restarts again and again is compared by its variables", async () => {
    const { run, docker, describe } = world();
    docker.answer([
      ...found(describe({ state: "restarting", environment: environment.filter((line) => !line.includes("USER_PWD")) })),
      {
        to: ["rpc"],
        stderr: "Error response from daemon: Container 4f2b is restarting, wait until the container is running\n",
        status: 1,
      },
    ]);
    const { status, stdout } = await run(["explain", "--compare-running"]);
    assert.equal(status, 1);
    assert.match(stdout, /SMTP_USER_PWD/);
    assert.match(stdout, /has no running container/);
  });

  test("--dry-run prints the commands and runs nothing", async () => {
    const { run, docker } = world();
    const { status, stdout } = await run(["explain", "--compare-running", "--dry-run"]);
    assert.equal(status, 0);
    const lines = stdout.trimEnd().split("\n");
    assert.deepEqual(lines.slice(0, 2), ["docker compose ps --all --quiet plausible", "docker inspect CONTAINER"]);
    assert.match(lines[2] ?? "", /^docker compose exec -T plausible \/app\/bin\/plausible rpc 'put = .*'$/);
    assert.deepEqual(docker.calls(), []);
  });
});

describe("what keeps a container from being asked is one sentence, status 2", () => {
  const cases: readonly { name: string; answers: readonly DockerAnswer[]; says: RegExp }[] = [
    {
      name: "no permission on the socket",
      answers: [
        {
          to: ["ps"],
          stderr:
            'permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock: Get "http://%2Fvar%2Frun%2Fdocker.sock/v1.47/containers/json": dial unix /var/run/docker.sock: connect: permission denied\n',
          status: 1,
        },
      ],
      says: /This user may not use Docker/,
    },
    {
      name: "no daemon",
      answers: [
        {
          to: ["ps"],
          stderr: "Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?\n",
          status: 1,
        },
      ],
      says: /Docker doesn't answer/,
    },
    {
      name: "no compose",
      answers: [
        {
          to: ["ps"],
          stderr: "docker: unknown command: docker compose\n\nRun 'docker --help' for more information\n",
          status: 1,
        },
      ],
      says: /Docker Compose isn't installed/,
    },
    {
      name: "an old Docker without compose, which takes its flags for its own",
      answers: [{ to: ["ps"], stderr: "unknown flag: --quiet\n\nUsage:  docker [OPTIONS] COMMAND [ARG...]\n", status: 125 }],
      says: /Docker Compose isn't installed/,
    },
    { name: "no container", answers: [{ to: ["ps"], stdout: "" }], says: /has no running container/ },
    {
      name: "no such service",
      answers: [{ to: ["ps"], stderr: "no such service: plausible\n", status: 1 }],
      says: /knows no service/,
    },
    {
      name: "a container that has stopped",
      answers: found(inspected({ environment, folder: "/srv", state: "exited" })),
      says: /isn't running \("exited"\)/,
    },
    { name: "a cut description", answers: found('[{"Id": "4f2b", "Config": {'), says: /answer is incomplete/ },
    {
      name: "something else",
      answers: [{ to: ["ps"], stderr: "Error: the moon is full\n", status: 1 }],
      says: /can't be asked: Error: the moon is full/,
    },
  ];
  for (const { name, answers, says } of cases) {
    test(name, async () => {
      const { run, docker } = world(answers);
      // This machine may have a Podman, which is asked after Docker.
      const { status, stdout, stderr } = await run(["explain", "--compare-running", "--quiet"], { PATH: docker.folder });
      assert.equal(status, 2, stderr);
      assert.equal(stdout, "");
      assert.match(stderr, says);
      assert.equal(stderr.trimEnd().split("\n").length, 1, stderr);
    });
  }

  test("no docker at all", async () => {
    const { project } = world();
    const { status, stderr } = await project.run(["explain", "--compare-running"], { env: { PATH: "/nowhere" } });
    assert.equal(status, 2);
    assert.equal(
      stderr,
      "plausible-mail: Docker isn't installed here, or isn't on PATH (looked for docker, docker-compose and podman)\n",
    );
    const chinese = await project.run(["explain", "--compare-running", "--lang", "zh-cn"], { env: { PATH: "/nowhere" } });
    assert.match(chinese.stderr, /此处未安装 Docker/);
  });

  test("a program of --docker that is not there", async () => {
    const { run } = world();
    const { status, stderr } = await run(["explain", "--compare-running", "--docker", "dokcer"]);
    assert.equal(status, 2);
    assert.match(stderr, /"dokcer" isn't installed here/);
  });

  test("Docker without its Compose leaves it to docker-compose, then to podman", async () => {
    const { run, docker } = world(
      [
        { to: ["compose"], stderr: "docker: 'compose' is not a docker command.\n", status: 1 },
        { to: ["ps"], stdout: "" },
      ],
      ["docker", "docker-compose"],
    );
    const { stderr } = await run(["explain", "--compare-running"]);
    assert.match(stderr, /^\$ docker compose ps --all --quiet plausible\n\$ docker-compose ps --all --quiet plausible\n/);
    assert.match(stderr, /has no running container/);
    assert.equal(docker.calls().length, 2);
  });

  test("--docker names another program, with words of its own", async () => {
    const { run, docker, describe } = world([], ["podman"]);
    docker.answer([...found(describe()), { to: ["rpc"], stdout: settings() }]);
    const { status, stderr } = await run(["explain", "--compare-running", "--docker", "podman --log-level=error"]);
    assert.equal(status, 0);
    assert.match(stderr, /^\$ podman --log-level=error compose ps --all --quiet plausible\n\$ podman --log-level=error inspect /);
  });
});

test("the project's own flags reach Compose", async () => {
  const { docker, project } = world([{ to: ["ps"], stdout: "" }]);
  toRemove.push(project);
  const args = ["explain", "-f", "compose.yml", "--profile", "mail", "--compare-running"];
  await project.run(args, { env: { PATH: docker.path } });
  assert.deepEqual(docker.calls(), [
    ["compose", "--file", "compose.yml", "--profile", "mail", "ps", "--all", "--quiet", "plausible"],
  ]);
});
