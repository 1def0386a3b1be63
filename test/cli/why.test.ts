import assert from "node:assert/strict";
import { after, test } from "node:test";
import { bootable, composeFile, makeProject, runCli, type TestProject } from "../support/cli.js";

const password = "not-a-word-7";
const settings = [
  ...bootable,
  "MAILER_EMAIL=stats@blumenhof.example",
  "SMTP_HOST_ADDR=smtp.eu.mailgun.org",
  "SMTP_USER_NAME=postmaster",
  `SMTP_USER_PWD=${password}`,
];
const failed = (reason: string) =>
  `plausible-1  | 10:00:00.000 [error] Failed to send e-mail:\nplausible-1  | \nplausible-1  |   ** ${reason}\n`;
const noTls = failed(
  "(Mua.TransportError) TLS client: In state hello at tls_record.erl:532 generated CLIENT ALERT: Fatal - Unexpected Message\nplausible-1  |  {unsupported_record_type,50}",
);
const refused = failed("(Mua.SMTPError) 535 5.7.8 no");

const projects: TestProject[] = [];
after(() => {
  for (const project of projects) project.remove();
});

function project(files: Readonly<Record<string, string | Uint8Array>>): TestProject {
  const made = makeProject(files);
  projects.push(made);
  return made;
}

async function explain(place: TestProject, args: readonly string[], stdin?: string) {
  const run = await place.run(["why", "--format", "json", ...args], stdin === undefined ? {} : { stdin });
  return { ...run, report: JSON.parse(run.stdout) };
}

test("without a compose file a line is explained in general: status 1", async () => {
  const place = project({ "plausible.log": refused });
  for (const [args, stdin] of [[["plausible.log"]], [["-"], refused], [[], refused]] as const) {
    const { status, report } = await explain(place, args, stdin);
    assert.equal(status, 1);
    assert.deepEqual(Object.keys(report), ["schemaVersion", "service", "answers", "unknown", "summary", "failure"]);
    assert.deepEqual([report.schemaVersion, report.service, report.summary.lines], [1, null, 3]);
    const [{ cause, variable, logLine, count, line, lastTime, alternatives, fixes }] = report.answers;
    assert.deepEqual(
      [cause, variable, logLine, count, line, lastTime, alternatives, fixes],
      ["auth-refused", "SMTP_USER_PWD", "** (Mua.SMTPError) 535 5.7.8 no", 1, 1, "10:00:00.000", [], []],
    );
  }
});

test("the log comes through a pipe", async () => {
  const place = project({ "compose.yml": composeFile([...settings, "SMTP_HOST_PORT=587"]) });
  const { status, stdout, stderr } = await runCli(["why"], { cwd: place.folder, stdin: refused });
  assert.equal(status, 1, stderr);
  assert.match(stdout, /cause +login rejected/);
});

test("with a compose file at hand the answer has the edit, and the edit cures", async () => {
  const compose = composeFile([...settings, "SMTP_HOST_PORT=587", "SMTP_HOST_SSL_ENABLED=true"]);
  const place = project({ "compose.yml": compose, "sub/x": "" });
  for (const args of [[], ["-f", "compose.yml"], ["--service", "plausible"]]) {
    const { report } = await explain(place, args, noTls);
    const [{ cause, rule, variable, finding, fixes, advice }] = report.answers;
    assert.deepEqual(
      [report.service, cause, rule, variable],
      ["plausible", "tls-on-plain-port", "tls-port-mismatch", "SMTP_HOST_SSL_ENABLED"],
    );
    assert.match(advice, /`587` uses STARTTLS\.\n.*`smtp\.eu\.mailgun\.org`/);
    assert.deepEqual([finding.rule, finding.file], ["tls-port-mismatch", "compose.yml"]);
    const [{ edits, preferred }] = fixes;
    assert.equal(preferred, true);
    assert.equal(edits[0].file, "compose.yml");
    assert.equal(edits[0].newText, "false");
    const { line, character } = edits[0].range.start;
    assert.equal(compose.split("\n")[line]?.slice(character, edits[0].range.end.character), "true");
  }
  const shown = await place.run(["why"], { stdin: noTls, in: "sub" });
  assert.match(shown.stdout, /\.\.\/compose\.yml:\d+\n +- +- SMTP_HOST_SSL_ENABLED=true\n +\+ +- SMTP_HOST_SSL_ENABLED=false/);
});

test("what the linter knows of the variable at fault is the answer: a password cut by a comment", async () => {
  const place = project({
    "compose.yml": composeFile([...settings.slice(0, -1), `SMTP_USER_PWD=${password} #1`, "SMTP_HOST_PORT=587"]),
  });
  const { stdout, report } = await explain(place, [], refused);
  assert.deepEqual([report.answers[0].cause, report.answers[0].rule], ["auth-refused", "hash-truncation"]);
  const text = await place.run(["why"], { stdin: refused });
  const { range } = report.answers[0].finding;
  const at = `compose.yml:${range.start.line + 1}:${range.start.character + 1}: Put "SMTP_USER_PWD" in quotes`;
  assert.ok(text.stdout.includes(at), `${at}\n${text.stdout}`);
  assert.match(text.stdout, /"docker compose up -d" recreates the container/);
  assert.doesNotMatch((await place.run(["why", "--quiet"], { stdin: refused })).stdout, /docker compose/);
  assert.ok(!`${stdout}${text.stdout}${text.stderr}`.includes(password));
});

test("a log that other settings wrote is told apart, and no edit is offered", async () => {
  const place = project({ "compose.yml": composeFile([...settings, "SMTP_HOST_PORT=587", "SMTP_HOST_SSL_ENABLED=true"]) });
  const other =
    '** (ArgumentError) raise/1 and reraise/2 expect a module name, string or exception as the first argument, got: {:network_failure, ~c"mail.elsewhere.example", {:error, :econnrefused}}';
  const { report } = await explain(place, [], other);
  const [{ cause, advice, fixes, finding }] = report.answers;
  assert.deepEqual([cause, fixes, finding], ["connection-refused", [], null]);
  assert.match(advice, /has different settings now than when this line was logged/);
});

test("a refused boot names the variable that has the value, of all that the text may be about", async () => {
  const line =
    'ERROR! Config provider Config.Reader failed with:\n** (ArgumentError) Invalid boolean value: "tls". Expected one of: 1, 0, t, f, true, false, y, n, yes, no, on, off\n';
  const place = project({ "compose.yml": composeFile([...settings, "SMTP_HOST_SSL_ENABLED=tls"]), log: line });
  const { report } = await explain(place, ["log"]);
  assert.deepEqual(
    [report.answers[0].cause, report.answers[0].variable, report.answers[0].rule],
    ["boot-refused", "SMTP_HOST_SSL_ENABLED", "invalid-boolean"],
  );
  const bare = project({ log: line });
  const alone = await explain(bare, ["log"]);
  assert.equal(alone.report.answers[0].variable, null);
  assert.ok(alone.report.answers[0].variables.includes("SMTP_HOST_SSL_ENABLED"));
});

test("a release that logs no reason is explained by what certainly fails, else by how to see more", async () => {
  const line = "10:00:00.000 [error] Failed to send e-mail\n";
  const old = "ghcr.io/plausible/community-edition:v2.1.4";
  const certain = project({
    "compose.yml": composeFile(
      [...settings, "MAILER_ADAPTER=Bamboo.SMTPAdapter", "SMTP_HOST_PORT=465", "SMTP_HOST_SSL_ENABLED=true"],
      old,
    ),
  });
  assert.deepEqual((await explain(certain, [], line)).report.answers[0].cause, "tls-impossible");
  const open = project({ "compose.yml": composeFile([...settings, "SMTP_HOST_PORT=587"], old) });
  const [{ cause, rule, advice, fixes }] = (await explain(open, [], line)).report.answers;
  assert.deepEqual([cause, rule, fixes.length > 0], [null, "silent-failure", true]);
  assert.match(advice, /from 2\.1\.5 on.*plausible-mail test/);
});

test("a log without mail: status 0; lines of mail that are not known: status 2, by number and never shown", async () => {
  const place = project({});
  const none = await place.run(["why"], { stdin: "[info] Running PlausibleWeb.Endpoint\n[notice] x\n" });
  assert.deepEqual([none.status, none.stdout], [0, "No mail-related lines found (2 lines).\n"]);
  const unknown = await place.run(["why"], { stdin: `[info] x\n[error] the mailer lost ${password}\n` });
  assert.equal(unknown.status, 2);
  assert.match(unknown.stdout, /^Line 2 mentions mail but is not recognized\.$/m);
  assert.ok(!unknown.stdout.includes(password));
});

test("what cannot be read: status 2, one line, JSON all the same", async () => {
  const place = project({ "compose.yml": composeFile(settings) });
  for (const [args, reason] of [
    [["nowhere.log"], "nowhere.log: no such file"],
    [["."], ".: is a directory"],
    [["[error] Failed to send e-mail"], "no such file; pass a line of the log on standard input"],
    [["-f", "nowhere.yml", "-"], "nowhere.yml"],
    [["--service", "stats", "-"], 'no Plausible service "stats"'],
    [["-f", "-"], "standard input can't be both the compose file and the log"],
  ] as const) {
    const { status, stderr, report } = await explain(place, args, refused);
    assert.equal(status, 2, stderr);
    assert.ok(stderr.startsWith("plausible-mail: ") && stderr.includes(reason), stderr);
    assert.ok(report.failure.includes(reason));
  }
  assert.equal((await place.run(["why"], { stdin: "" })).status, 2);
});

test("UTF-16 as PowerShell writes it, carriage returns, colours", async () => {
  const text = `\u001b[36mplausible-1  | \u001b[0m${refused.replace("plausible-1  | ", "").replaceAll("\n", "\r\n")}`;
  const place = project({ "log.txt": Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, "utf16le")]) });
  const { report } = await explain(place, ["log.txt"]);
  assert.equal(report.answers[0].cause, "auth-refused");
});

test("several Plausible services: each by its name, and its lines alone", async () => {
  const one = (name: string) =>
    composeFile([...settings, "SMTP_HOST_PORT=587"])
      .replace("services:\n", "")
      .replace("  plausible:", `  ${name}:`);
  const place = project({ "compose.yml": `services:\n${one("blue")}${one("green")}` });
  const log =
    refused.replaceAll("plausible-1", "blue-1") +
    failed("(Mua.TransportError) connection refused").replaceAll("plausible-1", "green-1");
  const unnamed = await explain(place, [], log);
  assert.equal(unnamed.report.service, null);
  assert.match(unnamed.stderr, /several Plausible services: blue, green/);
  const { report } = await explain(place, ["--service", "green"], log);
  assert.deepEqual(
    [report.service, report.answers.map(({ cause }: { cause: string }) => cause)],
    ["green", ["connection-refused"]],
  );
});

test("in Chinese", async () => {
  const place = project({});
  const { stdout } = await place.run(["why", "--lang", "zh-cn"], { stdin: refused });
  assert.match(stdout, /第 1 行[\s\S]*原因 +登录被拒绝[\s\S]*怎么办/);
});

test("bare names that nothing sets are taken as unset: the answer speaks of the server that would be met", async () => {
  const compose = composeFile([...settings, "SMTP_HOST_PORT=587", "MAILER_ADAPTER"]);
  const place = project({ "compose.yml": compose });
  const { report } = await explain(place, [], failed("(Mua.TransportError) timeout"));
  const [{ cause, advice, alternatives }] = report.answers;
  assert.equal(cause, "connection-timeout");
  assert.match(advice, /`smtp\.eu\.mailgun\.org` on port `587`/);
  assert.ok(
    alternatives.every((other: { cause: string }) => other.cause !== "plain-on-tls-port"),
    "that port speaks STARTTLS",
  );
  const postmark = await explain(
    place,
    [],
    failed("(Bamboo.ApiError) There was a problem sending the email through the Postmark API."),
  );
  assert.doesNotMatch(JSON.stringify(postmark.report), /cannot have|different settings/);
});
