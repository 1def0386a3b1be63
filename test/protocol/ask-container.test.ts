import assert from "node:assert/strict";
import { after, test } from "node:test";
import { CancellationTokenSource } from "vscode-languageserver/node";
import type { AskContainerParams, ContainerAnswer } from "#server/protocol.js";
import { inspected, printed } from "#server-testing/container.js";
import { type DockerAnswer, found, standInDocker } from "../support/docker.js";
import { startMailServer } from "../support/mail-server.js";
import { type StartOptions, TestClient, type Workspace, withServer, workspace } from "./client.js";
import { canary, composeOfBareNames, dotenv } from "./samples.js";

const toRemove: { remove(): void }[] = [];
after(() => {
  for (const one of toRemove) one.remove();
});

const environment = dotenv.split("\n").filter((line) => line !== "");
const mailer = (port: number) =>
  `[adapter: Bamboo.Mua, ssl: [middlebox_comp_mode: false], protocol: :ssl, relay: "smtp.acme-widgets.org", port: ${port}, auth: [username: "stats@acme-widgets.org", password: "***"]]`;
const log = `2026-11-30T10:00:00Z 10:00:00.000 [error] Failed to send e-mail:
2026-11-30T10:00:00Z   ** (Mua.SMTPError) 535 5.7.8 ${canary} is wrong
`;

type Answers = (folder: string) => readonly DockerAnswer[];

/** A server whose project has its container, and what it is asked. */
async function withContainer(
  answers: Answers,
  options: StartOptions,
  run: (
    ask: (params: Partial<AskContainerParams>) => Promise<ContainerAnswer>,
    docker: ReturnType<typeof standInDocker>,
    client: TestClient,
    place: Workspace,
  ) => Promise<void>,
  env = dotenv,
): Promise<void> {
  const docker = standInDocker();
  toRemove.push(docker);
  const files = { "compose.yml": composeOfBareNames, ".env": env };
  await withServer(files, { path: docker.path, ...options }, async (client, place) => {
    docker.answer(answers(place.folder));
    await client.open(place.uri("compose.yml"), composeOfBareNames);
    const ask = (params: Partial<AskContainerParams>) =>
      client.request<ContainerAnswer>("plausibleMail/askContainer", { uri: place.uri("compose.yml"), ...params });
    await run(ask, docker, client, place);
  });
}

const running: Answers = (folder) => [
  ...found(inspected({ environment, folder })),
  { to: ["rpc"], stdout: printed({ mailer: mailer(587) }) },
  { to: ["logs"], stdout: log },
];

test("the command lines are told beforehand, and none of them runs", async () => {
  await withContainer(running, {}, async (ask, docker) => {
    const programs = async (params: Partial<AskContainerParams>) =>
      (await ask({ dryRun: true, ...params })).commands.map((line) =>
        line.replace("--file compose.yml ", "").split(" ").slice(0, 3).join(" "),
      );
    assert.deepEqual(await programs({ what: "compare" }), [
      "docker compose ps",
      "docker inspect CONTAINER",
      "docker compose exec",
    ]);
    assert.deepEqual(await programs({ what: "log", since: "1h" }), ["docker compose logs"]);
    const sending = await programs({ what: "test", to: "ada@acme-widgets.org" });
    assert.deepEqual(sending.slice(2), ["docker compose exec", "docker compose exec"]);
    assert.equal((await programs({ what: "diagnose" }))[3], "docker compose logs");
    assert.deepEqual(docker.calls(), []);
  });
});

test("Restricted Mode: not even the command lines are told", async () => {
  const options = { initializationOptions: { trusted: false } };
  await withContainer(running, options, async (ask, docker) => {
    for (const dryRun of [true, false])
      await assert.rejects(ask({ what: "compare", dryRun }), /Restricted Mode: trust this folder/);
    assert.deepEqual(docker.calls(), []);
  });
});

test("compare: the same, then another value; each command is told as it runs", async () => {
  await withContainer(running, {}, async (ask, docker, client, place) => {
    const lines: string[] = [];
    client.connection.onNotification("$/progress", ({ value }) => void lines.push(value.message ?? ""));
    const same = await ask({ what: "compare", workDoneToken: "c" });
    assert.deepEqual([same.outcome, same.service], ["ok", "plausible"]);
    assert.equal(same.commands.length, docker.calls().length);
    for (const command of same.commands) assert.ok(lines.includes(`$ ${command}`), command);
    const old = environment.map((line) => line.replace(canary, "canary-of-old"));
    docker.answer([{ to: ["inspect"], stdout: inspected({ environment: old, folder: place.folder }) }, ...running(place.folder)]);
    const differs = await ask({ what: "compare" });
    assert.equal(differs.outcome, "failed");
    assert.match(differs.page ?? "", /SMTP_USER_PWD/);
    assert.match(differs.page ?? "", /docker compose up -d plausible/);
    assert.ok(!/canary|Kanarie/.test(JSON.stringify([same, differs, lines, docker.calls()])));
  });
});

test("compare: what only a shell may set is no difference", async () => {
  const unset = dotenv.replace(/^SMTP_USER_PWD=.*\n/m, "");
  await withContainer(running, {}, async (ask) => assert.equal((await ask({ what: "compare" })).outcome, "ok"), unset);
});

test("test: Plausible itself connects, and sends where it is asked to", async () => {
  const connects = printed({
    adapter: "Bamboo.Mua",
    server: '{"smtp.acme-widgets.org", 587}',
    connected: '"220 ready"',
    ehlo: '["AUTH PLAIN"]',
  });
  const refused = printed({ failed: `"** (Mua.SMTPError) 535 5.7.8 no ${canary}"` });
  const answers: Answers = (folder) => [
    { to: ["rpc"], stdout: connects, once: true },
    { to: ["rpc"], stdout: connects, once: true },
    { to: ["rpc"], stdout: refused },
    ...running(folder),
  ];
  await withContainer(answers, {}, async (ask) => {
    const reached = await ask({ what: "test" });
    assert.deepEqual([reached.outcome, reached.test?.ranOn], ["unknown", "plausible"]);
    const sent = await ask({ what: "test", to: "ada@acme-widgets.org" });
    assert.equal(sent.outcome, "failed");
    assert.deepEqual([sent.test?.verdict.cause, sent.test?.verdict.variable], ["auth-refused", "SMTP_USER_PWD"]);
    assert.ok(!JSON.stringify([reached, sent]).includes(canary));
    await assert.rejects(ask({ what: "test", to: "Ada <ada@acme-widgets.org>" }), /one bare address/);
  });
});

test("log: its failures with the line at fault, without a secret", async () => {
  await withContainer(running, {}, async (ask, docker) => {
    const answer = await ask({ what: "log", since: "24h" });
    assert.equal(answer.outcome, "failed");
    assert.equal(answer.log?.answers[0]?.cause, "auth-refused");
    assert.ok(docker.calls()[0]?.includes("24h"));
    assert.ok(!JSON.stringify(answer).includes(canary));
    await assert.rejects(ask({ what: "log", since: "$(id)" }), /must be a duration/);
  });
});

test("diagnose: the doctor's report, with the edit that comes first", async () => {
  const server = await startMailServer({ tls: "starttls", hostNames: ["smtp.acme-widgets.org"] });
  try {
    const settings = { testConnectTo: `127.0.0.1:${server.port}`, testTimeout: 5 };
    await withContainer(running, { settings, locale: "zh-cn" }, async (ask, docker, client) => {
      const shown: string[] = [];
      client.connection.onNotification("$/progress", ({ value }) => void shown.push(value.message ?? ""));
      const answer = await ask({ what: "diagnose", docker: true, workDoneToken: 1 });
      assert.equal(answer.outcome, "failed");
      assert.match(answer.page ?? "", /^# Plausible Mail：诊断\n/);
      assert.match(answer.page ?? "", /## ✔ 运行中的容器/);
      assert.match(answer.page ?? "", /## ✖ 日志/);
      assert.ok(answer.cure, answer.summary);
      assert.match(JSON.stringify(answer.cure), /"newText":"false"/);
      assert.ok(shown.some((line) => line.startsWith("✔ 运行中的容器")));
      assert.ok(docker.calls().length > 0);
      assert.ok(!JSON.stringify([answer, shown]).includes(canary));
      docker.answer([]);
      const before = docker.calls().length;
      assert.match((await ask({ what: "diagnose" })).page ?? "", /## · 运行中的容器/);
      assert.equal(docker.calls().length, before, "nobody asks Docker unless it is wanted");
    });
  } finally {
    await server.close();
  }
});

test("a container that can't be asked is one sentence", async () => {
  const away: Answers = () => [
    {
      to: ["ps"],
      status: 1,
      stderr: "Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?",
    },
  ];
  await withContainer(away, {}, async (ask) => {
    const answer = await ask({ what: "compare" });
    assert.deepEqual([answer.outcome, answer.page], ["unknown", null]);
    assert.match(answer.summary, /^Docker doesn't answer: .*\.$/);
  });
  await withContainer(running, { path: "/nowhere" }, async (ask) => {
    const answer = await ask({ what: "log", dryRun: true });
    assert.deepEqual(answer.commands, []);
    assert.match(answer.summary, /^Docker isn't installed here/);
  });
});

/** Asks a container that never answers, and goes on when Docker has been called. */
async function withHangingQuestion(run: (client: TestClient, answer: Promise<unknown>, cancel: () => void) => Promise<void>) {
  const docker = standInDocker();
  toRemove.push(docker);
  docker.answer([{ to: ["ps"], hangs: true }]);
  const place = workspace({ "compose.yml": composeOfBareNames, ".env": dotenv });
  const client = await TestClient.start(place, { path: docker.path });
  const source = new CancellationTokenSource();
  try {
    const params = { uri: place.uri("compose.yml"), what: "compare" };
    const answer = client.connection.sendRequest("plausibleMail/askContainer", params, source.token);
    await client.until(() => docker.calls().length > 0);
    await run(client, answer, () => source.cancel());
  } finally {
    client.connection.dispose();
    place.remove();
  }
}

test("a question that hangs is cancelled", async () => {
  await withHangingQuestion(async (_, answer, cancel) => {
    cancel();
    await assert.rejects(answer, { code: -32800 });
  });
});

test("a question ends when the client shuts the server down", async () => {
  await withHangingQuestion(async (client, answer) => {
    await client.request("shutdown", undefined);
    await assert.rejects(answer, { code: -32800 });
  });
});
