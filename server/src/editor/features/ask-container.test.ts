import assert from "node:assert/strict";
import { test } from "node:test";
import { containerId, inspected, printed, type RunAnswer, runnerOf } from "../../../testing/container.js";
import { composeOf, openIn } from "../../../testing/editor.js";
import { testedWith } from "../../../testing/tested.js";
import type { Language } from "../../base/messages.js";
import { ContainerTrouble } from "../../containers/faults.js";
import type { AskContainerParams } from "../../protocol.js";
import { askContainer } from "./ask-container.js";
import type { ContainerWorld } from "./container-question.js";
import type { EditorTestOptions } from "./test-notes.js";

const secret = "plum-tree-9";
const lines = [
  "SMTP_HOST_ADDR: smtp.acme-widgets.org",
  "SMTP_HOST_PORT: 587",
  "SMTP_USER_NAME: stats@acme-widgets.org",
  `SMTP_USER_PWD: ${secret}`,
];
const compose = composeOf(lines);
const environment = [...compose.matchAll(/^ {6}([A-Z_]+): (.*)$/gm)].map(([, name, value]) => `${name}=${value}`);
const mailer = (port: number) =>
  `[adapter: Bamboo.Mua, ssl: [middlebox_comp_mode: false], protocol: :tcp, relay: "smtp.acme-widgets.org", port: ${port}, auth: [username: "stats@acme-widgets.org", password: "***"]]`;

const there: readonly RunAnswer[] = [
  { to: "ps", stdout: `${containerId}\n` },
  { to: "inspect", stdout: inspected({ environment, folder: "/srv" }) },
];
const reached = printed({
  adapter: "Bamboo.Mua",
  server: '{"smtp.acme-widgets.org", 587}',
  connected: '"220 ready"',
  ehlo: '["AUTH PLAIN"]',
});
const refused = `2026-11-30T10:00:00Z 10:00:00.000 [error] Failed to send e-mail:\n2026-11-30T10:00:00Z   ** (Mua.SMTPError) 535 5.7.8 ${secret} is wrong\n`;

interface Asked {
  readonly text?: string;
  readonly answers?: readonly RunAnswer[];
  readonly programs?: readonly string[];
  readonly world?: Partial<ContainerWorld>;
  readonly options?: Partial<EditorTestOptions>;
  readonly language?: Language;
}

/** Asks the container of a service. What comes of it, the commands that ran, and the lines that were told meanwhile. */
async function ask(params: Omit<AskContainerParams, "uri">, asked: Asked = {}) {
  const { text = compose, answers = there, programs, world = {}, options = {}, language = "en" } = asked;
  const { projects, present } = openIn({ "compose.yml": text }, "compose.yml", { language });
  const [checked = assert.fail("a project")] = projects;
  const { runner, calls } = runnerOf(answers, programs);
  const told: string[] = [];
  const view = checked.analysis.services[0] ?? assert.fail("a service");
  const answer = await askContainer(
    {
      params,
      view,
      checked,
      options: {
        ...{ to: null, send: false, timeout: 5000, ca: [], allowPlaintextAuth: async () => false, findWorking: false },
        ...{ askApi: false, connectTo: null, fromHostPort: false, remote: null },
        ...options,
      },
      caFiles: [],
      present,
      signal: new AbortController().signal,
      onLine: (line) => told.push(line),
    },
    {
      runner,
      program: null,
      probe: async () => testedWith().report,
      checkSender: () => assert.fail("the DNS is asked"),
      comparisonPage: (_, { differences }) => `${differences?.length ?? "?"} differences`,
      ...world,
    },
  );
  assert.ok(!JSON.stringify([answer, told, calls]).includes(secret));
  return { answer, told, ran: calls.map(({ argv }) => argv.join(" ")) };
}

test("beforehand: the command lines that would run, and none of them does", async () => {
  const preview = async (params: Omit<AskContainerParams, "uri">, asked?: Asked) => {
    const { answer, told, ran } = await ask({ ...params, dryRun: true }, asked);
    assert.deepEqual([answer.outcome, told, ran], ["unknown", [], []]);
    return [answer.summary, ...answer.commands.map((line) => line.replace("--file compose.yml ", ""))];
  };
  const [nothing, list, inspect] = ["Nothing was run.", "docker compose ps --all --quiet plausible", "docker inspect CONTAINER"];
  const starts = async (...asked: Parameters<typeof preview>) =>
    (await preview(...asked)).map((line) => line.split(" ").slice(0, 4).join(" "));
  const exec = "docker compose exec -T";
  const [ps, logs] = ["docker compose ps --all", "docker compose logs --no-color"];
  assert.deepEqual((await preview({ what: "compare" })).slice(0, 3), [nothing, list, inspect]);
  assert.deepEqual((await starts({ what: "compare" })).slice(1), [ps, inspect, exec]);
  assert.deepEqual((await starts({ what: "test" })).slice(1), [ps, inspect, exec]);
  const to = { options: { to: "ada@acme-widgets.org" } };
  assert.deepEqual((await starts({ what: "test" }, to)).slice(1), [ps, inspect, exec, exec], "one to connect, one to send");
  assert.deepEqual((await starts({ what: "diagnose" })).slice(1), [ps, inspect, exec, logs]);
  assert.deepEqual((await preview({ what: "log", since: "1h" })).slice(1), [
    "docker compose logs --no-color --no-log-prefix --timestamps --since 1h plausible",
  ]);
  assert.doesNotMatch((await preview({ what: "log" })).join(), /--since/);
  const [why, ...none] = await preview({ what: "compare" }, { programs: [] });
  assert.match(why ?? "", /^Docker isn't installed here.*\.$/);
  assert.deepEqual(none, []);
  assert.equal((await preview({ what: "log" }, { language: "zh-cn" }))[0], "未运行任何命令。");
});

test("diagnose tells beforehand how this program runs in the container's network, with the limits of the test", async () => {
  const network = async (
    params: Partial<AskContainerParams>,
    world: Partial<ContainerWorld>,
    options: Partial<EditorTestOptions> = {},
  ) => (await ask({ what: "diagnose", dryRun: true, ...params }, { world, options })).answer.commands.at(4);
  const program = { path: "/opt/plausible-mail", isFile: false };
  assert.equal(await network({}, {}), undefined, "it isn't here");
  const run = await network({}, { program });
  assert.match(run ?? "", /^docker run --rm --network container:CONTAINER --volume \/opt\/plausible-mail:\/plausible-mail:ro /);
  assert.match(run ?? "", / --timeout 5$/);
  assert.match(
    (await network({}, { program }, { to: "ada@acme-widgets.org" })) ?? "",
    / --timeout 5 --to ada@acme-widgets\.org$/,
  );
  const named = await network({ program: "/srv/plausible-mail.mjs" }, { program });
  assert.match(named ?? "", / --volume \/srv\/plausible-mail\.mjs:\/plausible-mail\.mjs:ro /, "the client's own one comes first");
});

test("compare: the same settings, others, and what can't be told", async () => {
  const compared = async (answers: readonly RunAnswer[], language?: Language) => {
    const { answer, told, ran } = await ask({ what: "compare" }, { answers, ...(language === undefined ? {} : { language }) });
    const { commands, outcome, summary, page, ...rest } = answer;
    assert.deepEqual(rest, {
      schemaVersion: 1,
      uri: "file:///srv/compose.yml",
      service: "plausible",
      test: null,
      log: null,
      cure: null,
    });
    assert.deepEqual(
      told,
      commands.map((line) => `$ ${line}`),
    );
    assert.equal(ran.length, 3);
    return [outcome, summary, page];
  };
  const rpc = (port: number) => ({ to: "rpc", stdout: printed({ mailer: mailer(port) }) });
  const same = "The running container has the settings of these files.";
  assert.deepEqual(await compared([...there, rpc(587)]), ["ok", same, "0 differences"]);
  assert.deepEqual(await compared([...there, rpc(25)]), [
    "failed",
    "The running container has other settings than these files.",
    "1 differences",
  ]);
  assert.deepEqual(await compared([...there, { to: "rpc", stdout: "?" }]), [
    "unknown",
    "The running container can't be compared completely with these files.",
    "? differences",
  ]);
  assert.equal((await compared([...there, rpc(587)], "zh-cn"))[1], "运行中的容器的设置与文件一致。");
});

test("compare: what only a shell may set is no difference", async () => {
  const compared = async (line: string) => {
    const named = inspected({ environment: [...environment, "MAILER_NAME=Stats"], folder: "/srv" });
    const answers = [{ to: "inspect", stdout: named }, ...there, { to: "rpc", stdout: printed({ mailer: mailer(587) }) }];
    return (await ask({ what: "compare" }, { text: composeOf([...lines, line]), answers })).answer.outcome;
  };
  assert.equal(await compared("MAILER_NAME:"), "ok");
  assert.equal(await compared("MAILER_NAME: Other"), "failed");
});

test("test: each step as a line, and what Plausible's own connection or email came to", async () => {
  const answers = (...printedBy: readonly string[]) => [...there, ...printedBy.map((stdout) => ({ to: "rpc", stdout }))];
  const { answer, told } = await ask({ what: "test" }, { answers: answers(reached) });
  assert.equal(answer.outcome, "unknown");
  assert.equal(answer.summary, answer.test?.verdict.advice);
  assert.match(answer.summary, /^The container reaches the mail server\./);
  const { ranOn, notes, elsewhere, hostPort, steps } = answer.test ?? assert.fail("a test");
  assert.deepEqual([ranOn, notes, elsewhere, hostPort], ["plausible", [], null, null], "of this computer nothing is told");
  const shown = told.filter((line) => !line.startsWith("$ "));
  assert.deepEqual(shown.slice(0, 2), [
    "✔ connect: connected to smtp.acme-widgets.org:587: 220 ready",
    "✔ ehlo: the server offers AUTH PLAIN",
  ]);
  assert.ok(steps.length >= 2);
  const failed = await ask(
    { what: "test" },
    { answers: answers(printed({ failed: '"** (Mua.TransportError) connection refused"' })) },
  );
  assert.deepEqual([failed.answer.outcome, failed.answer.test?.verdict.cause], ["failed", "connection-refused"]);
  assert.match(failed.told.join("\n"), /^✖ connect: /m);
});

test("test: an email that is asked for is sent, and then it is known", async () => {
  let asked = 0;
  const { runner } = runnerOf(there);
  const outputs = [reached, printed({ delivered: ":ok" })];
  const world: Partial<ContainerWorld> = {
    runner: {
      has: () => true,
      run: async (command, limits, signal) => {
        if (!command.argv.includes("rpc")) return await runner.run(command, limits, signal);
        asked += 1;
        return { kind: "ended", status: 0, stdout: outputs[asked - 1] ?? "", stderr: "", cut: false };
      },
    },
  };
  const { answer } = await ask({ what: "test" }, { world, options: { to: "ada@acme-widgets.org" } });
  assert.deepEqual([answer.outcome, asked], ["ok", 2]);
  assert.match(answer.summary, /^Email works from the container/);
});

test("log: its failures are counted and explained; a line of mail that nobody knows leaves it open", async () => {
  const read = async (stdout: string) => {
    const { answer, ran } = await ask({ what: "log", since: "24h" }, { answers: [{ to: "logs", stdout }] });
    assert.match(ran.join(), /--since 24h plausible$/);
    return answer;
  };
  const failures = await read(refused);
  assert.deepEqual(
    [failures.outcome, failures.summary, failures.log?.answers.map(({ cause }) => cause)],
    ["failed", "Failed emails in the container's log: 1.", ["auth-refused"]],
  );
  const calm = await read("2026-11-30T10:00:00Z 10:00:00.000 [info] hello\n");
  assert.deepEqual([calm.outcome, calm.summary], ["ok", "No failed emails in the container's log."]);
  const odd = await read("2026-11-30T10:00:00Z 10:00:00.000 [error] the mailer is lost\n");
  assert.deepEqual([odd.outcome, odd.summary], ["unknown", "This text mentions mail but is not recognized."]);
});

test("why a container can't be asked is one sentence; who cancels gets no answer", async () => {
  const away = {
    to: "ps",
    status: 1,
    stderr: "Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?",
  };
  const { answer, told } = await ask({ what: "compare" }, { answers: [away] });
  assert.deepEqual([answer.outcome, answer.page, answer.commands.length, told.length], ["unknown", null, 1, 1]);
  assert.match(answer.summary, /^Docker doesn't answer: .*\.$/);
  const quoting = await ask({ what: "compare" }, { answers: [{ to: "ps", status: 1, stderr: `no such thing: ${secret}` }] });
  assert.match(quoting.answer.summary, /\*\*\*/);
  const cancelled = { to: "ps", outcome: { kind: "cancelled" } as const };
  await assert.rejects(ask({ what: "compare" }, { answers: [cancelled] }), ContainerTrouble);
  const broken: Partial<ContainerWorld> = { comparisonPage: () => assert.fail("broken") };
  await assert.rejects(ask({ what: "compare" }, { answers: there, world: broken }), /broken/, "a fault of our own isn't hidden");
});

/** The probe of a test that came to this. */
const probing = (change: Parameters<typeof testedWith>[0]) => ({ probe: async () => testedWith(change).report });
const nothingWrong = { cause: null, rule: null, variable: null, cure: null } as const;

test("diagnose: each step is told as it ends; neither Docker nor the DNS is asked unless somebody wants it", async () => {
  const { answer, told, ran } = await ask({ what: "diagnose" }, { world: probing({ wouldDeliver: true, ...nothingWrong }) });
  assert.deepEqual([answer.outcome, answer.cure, ran], ["ok", null, []]);
  assert.match(answer.summary, /^Email works with these settings\. Invite somebody\./);
  assert.match(answer.page ?? "", /^# Plausible Mail: diagnosis\n/);
  assert.equal(told[0], "✔ project: service plausible, Plausible 3.2.1");
  assert.ok(told.includes("✔ test from here: the mail server accepts email"));
  assert.ok(told.includes("· running container: Docker wasn't to be asked"));
  assert.ok(told.includes("· sender's domain: not asked for"));
  assert.equal(told.length, [...(answer.page ?? "").matchAll(/^## /gm)].length);
  const asked: unknown[] = [];
  const checkSender: ContainerWorld["checkSender"] = async ({ mailFrom }, timeout) => {
    asked.push([mailFrom, timeout]);
    return [];
  };
  const world = { ...probing({ wouldDeliver: true, ...nothingWrong }), checkSender };
  const wide = await ask({ what: "diagnose", docker: true, dns: true }, { world, answers: [...there, { to: "logs" }] });
  assert.deepEqual(asked, [["plausible@stats.acme-widgets.org", 5000]]);
  assert.ok(wide.ran.some((line) => line.includes(" logs ")));
  const chinese = await ask({ what: "diagnose" }, { world: probing({ wouldDeliver: true, ...nothingWrong }), language: "zh-cn" });
  assert.match(chinese.told[0] ?? "", /^✔ [^:]+：/);
});

test("diagnose: what fails, what can't be told, and the edit that comes first", async () => {
  const tls = composeOf([...lines, "SMTP_HOST_SSL_ENABLED: 'true'"]);
  const failed = await ask({ what: "diagnose" }, { text: tls });
  assert.equal(failed.answer.outcome, "failed");
  assert.equal(failed.answer.cure?.title, "Set SMTP_HOST_SSL_ENABLED to false");
  assert.match(JSON.stringify(failed.answer.cure?.edit), /"newText":"false"/);
  const open = await ask({ what: "diagnose" }, { world: probing({ wouldDeliver: null, ...nothingWrong }) });
  assert.deepEqual([open.answer.outcome, open.answer.cure], ["unknown", null]);
  const refused = composeOf(["MAILER_EMAI: a@b.org", ...lines.filter((line) => !line.includes("PORT")), "SMTP_HOST_PORT: x"]);
  const other = composeOf(["SMTP_HOST_PORT: y"]).replace("services:\n  plausible:", "  second:");
  const gravest = await ask({ what: "diagnose" }, { text: refused + other });
  const [first, second] = [...(gravest.answer.page ?? "").matchAll(/^- compose\.yml:(\d+): /gm)].map(([, line]) => line);
  assert.deepEqual([first, second], ["11", "7"], "the error before the warning, and nothing of another service");
  assert.match(gravest.answer.page ?? "", /^errors: 1, warnings: 1$/m);
});
