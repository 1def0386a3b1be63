import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { containerId, inspected, printed } from "#server-testing/container.js";
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

function world(answers: readonly DockerAnswer[], variables = environment, image?: string) {
  const project = makeProject({ "compose.yml": composeFile(variables, image) });
  const docker = standInDocker([...found(inspected({ environment: variables, folder: project.folder })), ...answers]);
  toRemove.push(project, docker);
  return {
    docker,
    run: (...args: string[]) => project.run(["test", "--in-container", ...args], { env: { PATH: docker.path } }),
  };
}

const connects = {
  adapter: "Bamboo.Mua",
  server: '{"smtp.zoo.example", 587}',
  connected: '"smtp.zoo.example ESMTP ready\\r\\n"',
  ehlo: '["SIZE 1000", "STARTTLS", "AUTH PLAIN LOGIN"]',
};
const like = '{"priority_email", true, true}';

/** The two questions of a test that sends: the first connects, the second has an email in it. */
function answering(connect: Readonly<Record<string, string>>, send: Readonly<Record<string, string>>): DockerAnswer[] {
  // The stand-in tells them by the order of its answers: what comes first is used up.
  return [
    { to: ["rpc"], stdout: printed(connect), once: true },
    { to: ["rpc"], stdout: printed(send) },
  ];
}

const json = (run: { stdout: string }) => JSON.parse(run.stdout);
const stepsOf = (report: { steps: { step: string; status: string }[] }) =>
  report.steps.map(({ step, status }) => `${step} ${status}`);

describe("test --in-container", () => {
  test("connects and says EHLO, sends nothing: both steps, and no verdict about delivery", async () => {
    const { run, docker } = world([{ to: ["rpc"], stdout: printed(connects) }]);
    const result = await run("--format", "json");
    assert.equal(result.status, 2);
    const report = json(result);
    assert.equal(report.ranOn, "plausible");
    assert.deepEqual(stepsOf(report), ["connect ok", "ehlo ok"]);
    assert.equal(report.verdict.wouldDeliver, null);
    assert.equal("elsewhere" in report, false);
    const calls = docker.calls();
    assert.deepEqual(
      calls.map((words) => words.slice(0, 6)),
      [
        ["compose", "ps", "--all", "--quiet", "plausible"],
        ["inspect", calls[1]?.[1]],
        ["compose", "exec", "-T", "plausible", "/app/bin/plausible", "rpc"],
      ],
    );
    assert.ok(!calls.flat().some((word) => word.includes("deliver_now")));
    const text = await run();
    assert.match(text.stdout, /^✔ The container reaches the mail server\n/);
    assert.match(text.stderr, /✔ connection +connected to smtp\.zoo\.example:587: smtp\.zoo\.example ESMTP ready/);
  });

  test("--send hands one email to Plausible's own mailer: status 0, the recipient is the only thing that is put in", async () => {
    const { run, docker } = world(answering(connects, { like, delivered: "true" }));
    const result = await run("--to", "o'hara@blumenhof.example", "--send", "--format", "json");
    assert.equal(result.status, 0, result.stderr);
    const report = json(result);
    assert.deepEqual(stepsOf(report), ["connect ok", "ehlo ok", "message ok"]);
    assert.equal(report.verdict.wouldDeliver, true);
    assert.deepEqual(report.verdict.channel, { tls: true, authenticated: true });
    const sent = docker.calls().at(-1)?.at(-1) ?? "";
    assert.match(sent, /to: "o\\u\{27\}hara@blumenhof\.example"/);
    assert.ok(!sent.includes("'"), "a quote would end the word of a shell");
    assert.ok(!JSON.stringify(docker.calls()).includes("canary"));
  });

  // Answers of the real libraries: mua 0.2.x, gen_smtp 1.2.0, elixir-mail.
  const failures: readonly { answer: string; cause: string | null; variable: string | null; logLine: RegExp | null }[] = [
    {
      answer: '"** (Mua.SMTPError) 535 5.7.8 Authentication credentials invalid\\r\\n"',
      cause: "auth-refused",
      variable: "SMTP_USER_PWD",
      logLine: /535/,
    },
    {
      answer: '"** (Mua.SMTPError) 550 5.7.1 Sender address rejected: not owned by user\\r\\n"',
      cause: "sender-refused",
      variable: "MAILER_EMAIL",
      logLine: /550/,
    },
    {
      answer:
        '"** (Mua.TransportError) TLS client: In state hello at tls_record.erl:532 generated CLIENT ALERT: Fatal - Unexpected Message\\n {unsupported_record_type,50}"',
      cause: "tls-on-plain-port",
      variable: "SMTP_HOST_SSL_ENABLED",
      logLine: /unsupported_record_type/,
    },
    { answer: '"** (Mua.TransportError) connection refused"', cause: "connection-refused", variable: null, logLine: /refused/ },
    {
      answer: '"{:network_failure, ~c\\"smtp.zoo.example\\", {:error, :closed}}"',
      cause: "tls-impossible",
      variable: "MAILER_ADAPTER",
      logLine: null,
    },
    {
      answer: '"** (ArgumentError) The email address `plausible@localhost` is invalid.\\n"',
      cause: "recipient-invalid",
      variable: null,
      logLine: /is invalid/,
    },
  ];
  for (const { answer, cause, variable, logLine } of failures) {
    test(`an email that fails is explained by the causes of the log: ${cause}`, async () => {
      const { run } = world(answering(connects, { like, failed: answer }));
      const result = await run("--to", "you@blumenhof.example", "--send", "--format", "json");
      assert.equal(result.status, 1, result.stderr);
      const { verdict, steps } = json(result);
      assert.equal(verdict.wouldDeliver, false);
      assert.equal(verdict.cause, cause);
      if (variable !== null) assert.equal(verdict.variable, variable);
      if (logLine !== null) assert.match(verdict.logLine, logLine);
      assert.equal(steps.at(-1).step, "message");
      assert.equal(steps.at(-1).status, "failed");
    });
  }

  test("an exception in the mailer is an answer too", async () => {
    const { run } = world(
      answering(connects, { like, raised: '"** (ArgumentError) There was no API key set for the Postmark adapter."' }),
    );
    const { status, stdout } = await run("--to", "you@blumenhof.example", "--send", "--format", "json");
    assert.equal(status, 1);
    assert.equal(JSON.parse(stdout).verdict.variable, "POSTMARK_API_KEY");
  });

  test("a connection that fails ends the test: nothing is sent", async () => {
    const { run, docker } = world([
      {
        to: ["rpc"],
        stdout: printed({
          adapter: "Bamboo.Mua",
          server: '{"smtp.zoo.example", 587}',
          failed: '"** (Mua.TransportError) timeout"',
        }),
      },
    ]);
    const result = await run("--to", "you@blumenhof.example", "--send", "--format", "json");
    assert.equal(result.status, 1);
    assert.deepEqual(stepsOf(json(result)), ["connect failed", "ehlo skipped", "message skipped"]);
    assert.equal(docker.calls().length, 3);
  });

  test("a server that refuses EHLO", async () => {
    const { ehlo: _, ...before } = connects;
    const { run } = world([
      { to: ["rpc"], stdout: printed({ ...before, refused: '"** (Mua.SMTPError) 421 4.3.0 Try again later\\r\\n"' }) },
    ]);
    const result = await run("--format", "json");
    assert.equal(result.status, 1);
    assert.deepEqual(stepsOf(json(result)), ["connect ok", "ehlo failed"]);
  });

  test("an adapter for a web API has no server to connect to; one email shows whether it works", async () => {
    const variables = [...bootable, "MAILER_ADAPTER=Bamboo.PostmarkAdapter", "POSTMARK_API_KEY=canary-key-4711"];
    const { run } = world(
      answering({ adapter: "Bamboo.PostmarkAdapter", no_server: "true" }, { like, delivered: "true" }),
      variables,
    );
    const sent = await run("--to", "you@blumenhof.example", "--send", "--format", "json");
    assert.equal(sent.status, 0, sent.stderr);
    assert.deepEqual(stepsOf(json(sent)), ["connect skipped", "ehlo skipped", "message ok"]);
  });

  test("a release whose client has no such function: not known, and sending is still tried", async () => {
    const undefinedFunction = {
      adapter: "Bamboo.Mua",
      raised: '"** (UndefinedFunctionError) function Mua.connect/5 is undefined or private"',
    };
    const { run } = world(answering(undefinedFunction, { like, delivered: "true" }));
    const only = await run("--format", "json");
    assert.equal(only.status, 2);
    const { run: again } = world(answering(undefinedFunction, { like, delivered: "true" }));
    assert.equal((await again("--to", "you@blumenhof.example", "--send")).status, 0);
  });

  test("a server that repeats the password, and a password in an exception, show none", async () => {
    const { run } = world(answering(connects, { like, failed: `"** (Mua.SMTPError) 535 5.7.8 bad password ${canary}\\r\\n"` }));
    for (const format of ["text", "json"]) {
      const { stdout, stderr } = await run("--to", "you@blumenhof.example", "--send", "--format", format);
      assert.ok(!(stdout + stderr).includes("canary"), stdout);
    }
  });

  test("several containers: one is asked, and that is said", async () => {
    const two = inspected(
      { environment, folder: "/srv" },
      { environment, folder: "/srv", name: "stats-plausible-2", id: containerId.replace("4f", "5e") },
    );
    const { run, docker } = world([]);
    docker.answer([
      { to: ["ps"], stdout: `${containerId}\n${containerId.replace("4f", "5e")}\n` },
      { to: ["inspect"], stdout: two },
      { to: ["rpc"], stdout: printed(connects) },
    ]);
    const [connect] = json(await run("--format", "json")).steps;
    assert.match(connect.detail, / \(one of 2 containers\)$/);
  });

  const refusals: readonly { name: string; answer: DockerAnswer; says: RegExp }[] = [
    {
      name: "a container without Plausible",
      answer: {
        to: ["rpc"],
        stderr:
          'OCI runtime exec failed: exec failed: unable to start container process: exec: "/app/bin/plausible": stat /app/bin/plausible: no such file or directory: unknown\n',
        status: 126,
      },
      says: /doesn't answer "bin\/plausible rpc"/,
    },
    {
      name: "a release without rpc",
      answer: { to: ["rpc"], stderr: "ERROR: Unknown command rpc\n\nUsage: plausible COMMAND [ARGS]\n", status: 1 },
      says: /doesn't answer "bin\/plausible rpc"/,
    },
    {
      name: "a node that is not up",
      answer: { to: ["rpc"], stderr: "--rpc-eval : RPC failed with reason :nodedown\n", status: 1 },
      says: /doesn't answer yet/,
    },
    { name: "an output that is cut", answer: { to: ["rpc"], stdout: '@@server {"smtp.zoo' }, says: /answer is incomplete/ },
  ];
  for (const { name, answer, says } of refusals) {
    test(`${name} is one sentence, status 2`, async () => {
      const { run } = world([answer]);
      const { status, stderr, stdout } = await run("--quiet");
      assert.equal(status, 2);
      assert.equal(stdout, "");
      assert.match(stderr, says);
      assert.equal(stderr.trimEnd().split("\n").length, 1);
    });
  }

  test("what says where this machine connects is refused; --to needs --send", async () => {
    const { run } = world([]);
    assert.match((await run("--connect-to", "127.0.0.1:25")).stderr, /--connect-to and --in-container exclude each other/);
    assert.match((await run("--to", "a@b.example")).stderr, /--to needs --send/);
    assert.match((await run("--send")).stderr, /--send needs --to/);
  });

  test("--dry-run shows what would be sent, and runs nothing", async () => {
    const { run, docker } = world([]);
    const { status, stdout } = await run("--to", "you@blumenhof.example", "--send", "--dry-run");
    assert.equal(status, 0);
    assert.equal(stdout.trimEnd().split("\n").length, 4);
    assert.match(stdout, /Plausible\.Mailer\.deliver_now/);
    assert.deepEqual(docker.calls(), []);
  });
});
