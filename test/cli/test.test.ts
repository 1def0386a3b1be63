import assert from "node:assert/strict";
import { after, test } from "node:test";
import { bootable, composeFile, makeProject, type TestProject } from "../support/cli.js";
import { type MailServer, type MailServerOptions, startMailServer } from "../support/mail-server.js";
import { type Script, startScriptedServer } from "../support/scripted-server.js";

const host = "smtp.eu.mailgun.org";
const user = "postmaster@blumenhof.example";
const password = "not-a-word-7";
const login = [`SMTP_USER_NAME=${user}`, `SMTP_USER_PWD=${password}`];
const settings = [...bootable, "MAILER_EMAIL=stats@blumenhof.example", `SMTP_HOST_ADDR=${host}`];

const toClose: { close(): Promise<void> }[] = [];
const projects: TestProject[] = [];
after(async () => {
  for (const server of toClose) await server.close();
  for (const project of projects) project.remove();
});

async function mailServer(options: MailServerOptions): Promise<MailServer> {
  const server = await startMailServer({ hostNames: [host], auth: { user, password }, ...options });
  toClose.push(server);
  return server;
}

async function scripted(script: Script) {
  const server = await startScriptedServer(script);
  toClose.push(server);
  return server;
}

/** Runs `test` on one Plausible service with these settings, sent to a server of ours. */
async function smtpTest(
  environment: readonly string[],
  server: { port: number; ca: string },
  args: readonly string[] = [],
  options: Parameters<TestProject["run"]>[1] = {},
) {
  const project = makeProject({ "compose.yml": composeFile([...settings, ...environment]), "ca.pem": server.ca });
  projects.push(project);
  return project.run(["test", "--connect-to", `127.0.0.1:${server.port}`, "--ca", "ca.pem", ...args], options);
}

test("mail would leave: status 0, every step with the server's words, nothing sent", async () => {
  const server = await mailServer({ tls: "starttls" });
  const { status, stdout } = await smtpTest(["SMTP_HOST_PORT=587", ...login], server, ["--format", "json"]);
  assert.equal(status, 0);
  const report = JSON.parse(stdout);
  assert.deepEqual(Object.keys(report), ["schemaVersion", "service", "ranOn", "steps", "verdict", "alternatives"]);
  assert.deepEqual([report.schemaVersion, report.service, report.ranOn], [1, "plausible", "host"]);
  assert.deepEqual(
    report.steps.map(({ step, status }: { step: string; status: string }) => `${step} ${status}`),
    [
      "resolve ok",
      "connect ok",
      "greeting ok",
      "ehlo ok",
      "starttls ok",
      "tls ok",
      "auth ok",
      "sender ok",
      "recipient skipped",
      "message skipped",
    ],
  );
  assert.equal(report.verdict.wouldDeliver, true);
  assert.equal(report.verdict.cause, null);
  assert.equal(server.messages.length, 0);
});

test("--to offers a recipient, --send hands over one message", async () => {
  const server = await mailServer({ tls: "implicit" });
  const offered = await smtpTest(["SMTP_HOST_PORT=465", ...login], server, ["--to", "you@blumenhof.example"]);
  assert.equal(offered.status, 0);
  assert.equal(server.messages.length, 0);
  const sent = await smtpTest(["SMTP_HOST_PORT=465", ...login], server, [
    "--to",
    "you@blumenhof.example",
    "--send",
    "--format",
    "json",
  ]);
  assert.equal(sent.status, 0);
  assert.deepEqual(JSON.parse(sent.stdout).verdict.channel, { tls: true, authenticated: true });
  assert.equal(server.messages.length, 1);
  assert.deepEqual(server.messages[0]?.to, ["you@blumenhof.example"]);
  assert.equal(server.messages[0]?.from, "stats@blumenhof.example");
});

test("text: the steps come on stderr, the verdict on stdout; first it says whom it talks to, and from where", async () => {
  const server = await mailServer({ tls: "starttls" });
  const { status, stdout, stderr } = await smtpTest(["SMTP_HOST_PORT=587", "SMTP_HOST_SSL_ENABLED=true", ...login], server);
  assert.equal(status, 1);
  const said = stderr.replace(/\s+/g, " ");
  assert.match(
    said,
    /^Testing smtp\.eu\.mailgun\.org:587 the way Bamboo\.Mua of Plausible 3\.2\.1 \(service "plausible"\) would\./,
  );
  assert.match(said, /runs on this computer, not in the container/);
  assert.match(said, /No email is sent/);
  assert.ok(stderr.indexOf("Testing") < stderr.indexOf("✖ TLS"));
  assert.match(stdout, /^✖ SMTP test failed\n/);
  assert.match(stdout, /cause +implicit TLS on a STARTTLS port\n/);
  assert.match(stdout, /variable +SMTP_HOST_SSL_ENABLED\n/);
  assert.match(stdout, /rule +tls-port-mismatch\n/);
  assert.match(stdout, /Mua\.TransportError/);
  for (const line of (stdout + stderr).split("\n")) assert.ok(line.length <= 90, line);
  const quiet = await smtpTest(["SMTP_HOST_PORT=587", "SMTP_HOST_SSL_ENABLED=true", ...login], server, ["--quiet"]);
  assert.equal(quiet.stderr, "");
});

test("a refused password: cause, the server's words, and no password anywhere", async () => {
  const server = await mailServer({ tls: "starttls", auth: { user, password: "another" } });
  const { status, stdout, stderr } = await smtpTest(["SMTP_HOST_PORT=587", ...login], server, ["--format", "json"]);
  assert.equal(status, 1);
  const { verdict, steps } = JSON.parse(stdout);
  assert.equal(verdict.cause, "auth-refused");
  assert.match(steps.find(({ step }: { step: string }) => step === "auth").detail, /535/);
  assert.ok(!(stdout + stderr).includes(password));
});

test("a release that refuses to boot: no connection, all steps skipped, its own words", async () => {
  const server = await mailServer({ tls: "starttls" });
  const { status, stdout } = await smtpTest(["SMTP_HOST_PORT=587", `SMTP_USER_NAME=${user}`], server, ["--format", "json"]);
  assert.equal(status, 1);
  const { verdict, steps } = JSON.parse(stdout);
  assert.equal(verdict.cause, "boot-refused");
  assert.equal(verdict.wouldDeliver, false);
  assert.match(verdict.logLine, /^ERROR! Config provider Config\.Reader failed with:\n\*\* \(ArgumentError\) /);
  assert.ok(steps.length > 0 && steps.every(({ status: step }: { status: string }) => step === "skipped"));
  assert.equal(server.connections(), 0);
});

test("a password never goes out in clear unless that is allowed: skipped, not known, status 2", async () => {
  const server = await mailServer({ tls: "none" });
  const { status, stdout } = await smtpTest(["SMTP_HOST_PORT=587", ...login], server, ["--format", "json"]);
  assert.equal(status, 2);
  const { verdict, steps } = JSON.parse(stdout);
  assert.equal(verdict.wouldDeliver, null);
  assert.equal(steps.find(({ step }: { step: string }) => step === "auth").status, "skipped");
  assert.equal(server.logins.length, 0);
  const allowed = await smtpTest(["SMTP_HOST_PORT=587", ...login], server, ["--allow-plaintext-auth"]);
  assert.equal(allowed.status, 0);
  assert.equal(server.logins.length, 1);
});

test("what a server repeats of the project's other secrets is shown in no format", async () => {
  const secret = "canary-api-4712";
  const server = await scripted({
    greeting: `220 ${secret} ESMTP\r\n`,
    capabilities: ["AUTH PLAIN"],
    on: [
      [/^AUTH/, `535 5.7.8 ${secret} is no password\r\n`],
      [/^MAIL/, `550 5.7.1 ${secret} sends nothing\r\n`],
    ],
  });
  const environment = ["SMTP_HOST_PORT=587", `POSTMARK_API_KEY=${secret}`];
  const shown = async (more: readonly string[], format: string) => {
    const flags = ["--allow-plaintext-auth", "--find-working", "--timeout", "2", "--format", format];
    const { stdout, stderr } = await smtpTest([...environment, ...more], server, flags);
    assert.doesNotMatch(stdout + stderr, new RegExp(secret), more.join());
    return { stdout, stderr };
  };
  assert.match((await shown(login, "text")).stderr, /\*\*\* is no password/, "the steps as they come");
  const { steps, verdict } = JSON.parse((await shown(login, "json")).stdout);
  const detailOf = (wanted: string) => steps.find(({ step }: { step: string }) => step === wanted).detail;
  assert.match(detailOf("greeting"), /\*\*\*/);
  for (const text of [detailOf("auth"), verdict.advice, verdict.logLine]) assert.match(text, /\*\*\* is no password/);

  const opened = ["SMTP_HOST_SSL_ENABLED=true"]; // tried without TLS too
  assert.match((await shown(opened, "text")).stderr, /\*\*\* sends nothing/);
  const { alternatives } = JSON.parse((await shown(opened, "json")).stdout);
  assert.match(alternatives[0].detail, /\*\*\* sends nothing/);
});

test("a silent server: --timeout ends the wait", async () => {
  const server = await scripted({ greeting: { silent: true } });
  const { status, stdout } = await smtpTest(["SMTP_HOST_PORT=587", ...login], server, ["--timeout", "0.5", "--format", "json"]);
  // Plausible itself would have waited longer.
  assert.equal(status, 2);
  const { verdict } = JSON.parse(stdout);
  assert.deepEqual([verdict.wouldDeliver, verdict.cause], [null, "no-greeting"]);
  assert.match(verdict.advice, /would have waited 30 s/);
});

test("Ctrl-C ends it at once, with 130", { skip: process.platform === "win32" }, async () => {
  const server = await scripted({ greeting: { silent: true } });
  const { status } = await smtpTest(["SMTP_HOST_PORT=587", ...login], server, ["--timeout", "60"], { interruptAt: "connected" });
  assert.equal(status, 130);
});

test("Ctrl-C ends it before other ports are tried", { skip: process.platform === "win32" }, async () => {
  const server = await scripted({ greeting: { silent: true } });
  const flags = ["--find-working", "--timeout", "60"];
  const { status, stdout } = await smtpTest(["SMTP_HOST_PORT=587", ...login], server, flags, { interruptAt: "connected" });
  assert.equal(status, 130);
  assert.equal(server.connections(), 1);
  assert.doesNotMatch(stdout, /\b465\b/);
});

test("localhost, and hosts that only the project's network has, are explained", async () => {
  const compose = composeFile([...settings.slice(0, -1), "SMTP_HOST_ADDR=mailer", "SMTP_HOST_PORT=25"]);
  const project = makeProject({ "compose.yml": `${compose}  mailer:\n    image: boky/postfix\n` });
  projects.push(project);
  const inside = await project.run(["test", "--timeout", "1"]);
  assert.match(
    inside.stderr.replace(/\s+/g, " "),
    /"mailer" is a service of this compose project: its name works only in the project's network/,
  );
  const loopback = makeProject({
    "compose.yml": composeFile([...settings.slice(0, -1), "SMTP_HOST_ADDR=localhost", "SMTP_HOST_PORT=1"]),
  });
  projects.push(loopback);
  const here = await loopback.run(["test", "--timeout", "1"]);
  assert.equal(here.status, 1);
  assert.match(
    here.stderr.replace(/\s+/g, " "),
    /"localhost" means this computer here\. In the container it's the container itself/,
  );
});

test("several Plausible services: one must be chosen", async () => {
  const compose = composeFile([...settings, ...login]);
  const two = makeProject({
    "compose.yml": `${compose}${compose.replace(/^services:\n/, "").replace("plausible:", "second:")}  db:\n    image: postgres\n`,
  });
  projects.push(two);
  const none = await two.run(["test"]);
  assert.equal(none.status, 2);
  assert.match(none.stderr, /^plausible-mail: several Plausible services: plausible, second; choose one with --service\n$/);
  const wrong = await two.run(["test", "--service", "db", "--format", "json"]);
  assert.equal(wrong.status, 2);
  assert.match(JSON.parse(wrong.stdout).verdict.advice, /does not run Plausible/);
  const chosen = await two.run(["test", "--service", "second", "--connect-to", "127.0.0.1:1", "--format", "json"]);
  assert.equal(JSON.parse(chosen.stdout).service, "second");
});

test("what Compose refuses: of this service it stops the test, of another it is told", async () => {
  const elsewhere = makeProject({
    "compose.yml": `${composeFile(settings)}  geoip:\n    image: maxmindinc/geoipupdate\n    env_file: none.env\n`,
  });
  projects.push(elsewhere);
  const told = await elsewhere.run(["test", "--connect-to", "127.0.0.1:1"]);
  assert.equal(told.status, 1);
  assert.match(told.stderr, /^Note: Docker Compose refuses this project: compose\.yml:\d+: env file none\.env not found/);
  const own = makeProject({ "compose.yml": `${composeFile(settings)}    env_file: none.env\n` });
  projects.push(own);
  const refused = await own.run(["test", "--format", "json"]);
  assert.equal(refused.status, 2);
  assert.match(JSON.parse(refused.stdout).verdict.advice, /env file none\.env not found/);
});

test("bad flags: one line, status 2", async () => {
  const project = makeProject({ "compose.yml": composeFile(settings) });
  projects.push(project);
  for (const args of [
    ["--to", "nobody"],
    ["--to", "a@b.example\r\nRCPT TO:<c@d.example>"],
    ["--send"],
    ["--timeout", "soon"],
    ["--connect-to", "nowhere"],
    ["--ca", "none.pem"],
    ["--ca", "compose.yml"],
    ["--from-host-port"],
    ["--format", "xml"],
  ]) {
    const { status, stderr } = await project.run(["test", ...args]);
    assert.equal(status, 2, args.join(" "));
    assert.match(stderr, /^plausible-mail: .+/, args.join(" "));
    const chinese = await project.run(["test", ...args, "--lang", "zh-cn"]);
    assert.equal(chinese.status, 2, args.join(" "));
    assert.match(chinese.stderr, /^plausible-mail: .*\p{Script=Han}/u, args.join(" "));
  }
});

test("--find-working: the port that works, with the lines to write and the edit", async () => {
  const server = await mailServer({ tls: "starttls" });
  const broken = ["SMTP_HOST_PORT=587", "SMTP_HOST_SSL_ENABLED=true", ...login];
  const { status, stdout } = await smtpTest(broken, server, ["--find-working", "--format", "json"]);
  assert.equal(status, 1, "the settings as they are would still fail");
  const { alternatives, search, verdict } = JSON.parse(stdout);
  assert.equal(verdict.cause, "tls-on-plain-port");
  assert.equal(verdict.fix.title, "Set SMTP_HOST_SSL_ENABLED to false");
  assert.deepEqual([verdict.fix.edits[0].file, verdict.fix.edits[0].newText], ["compose.yml", "false"]);
  // --connect-to leads to one port: others are not dialled.
  assert.equal(alternatives.length, 1);
  const [{ port, sslEnabled, works, lines, edits }] = alternatives;
  assert.deepEqual([port, sslEnabled, works, lines], [587, false, true, ["SMTP_HOST_SSL_ENABLED=false"]]);
  assert.deepEqual([edits[0].file, edits[0].newText], ["compose.yml", "false"]);
  assert.match(
    search.advice.join(" "),
    /Port `587` works \(STARTTLS\)\. Set `SMTP_HOST_SSL_ENABLED=false`, then run `docker compose up -d`\./,
  );
  assert.equal(server.logins.length, 1);
  const text = await smtpTest(broken, server, ["--find-working"]);
  assert.match(text.stdout, /other ports +Port "587" works/);
  assert.match(text.stderr, /✔ 587 STARTTLS: works, encrypted, signed in\n/);
});

test("--find-working dials the usual ports of the host that is configured", async (t) => {
  const server = await mailServer({ tls: "starttls", hostNames: ["localhost"], port: 2525 }).catch(() => null);
  if (server === null) return t.skip("something else listens on port 2525 of this machine");
  const project = makeProject({
    "compose.yml": composeFile([...settings.slice(0, -1), "SMTP_HOST_ADDR=localhost", "SMTP_HOST_PORT=1", ...login]),
    "ca.pem": server.ca,
  });
  projects.push(project);
  const { stdout } = await project.run(["test", "--ca", "ca.pem", "--find-working", "--timeout", "2", "--format", "json"]);
  const { alternatives, verdict } = JSON.parse(stdout);
  assert.equal(verdict.cause, "connection-refused");
  const found = alternatives.find(({ port }: { port: number }) => port === 2525);
  assert.deepEqual([found.works, found.sslEnabled, found.edits[0].newText], [true, null, "2525"]);
  assert.deepEqual(
    alternatives.map(({ port }: { port: number }) => port),
    [587, 465, 2525, 25],
  );
});

/** A project whose relay is a service of it. */
function withRelay(relay: string, environment: readonly string[] = [], args: Readonly<Record<string, string>> = {}): TestProject {
  const compose = composeFile([...settings.slice(0, -1), "SMTP_HOST_ADDR=relay", "SMTP_HOST_PORT=587", ...environment]);
  const project = makeProject({ "compose.yml": `name: stats\n${compose}  relay:\n    image: boky/postfix\n${relay}`, ...args });
  projects.push(project);
  return project;
}

test("--from-host-port goes through the published port, whatever form it has", async () => {
  const server = await mailServer({ tls: "starttls", hostNames: ["relay"] });
  const { port } = server;
  for (const ports of [
    `["127.0.0.1:${port}:587"]`,
    `["1:587/udp", "${port}:587/tcp"]`,
    `[{target: 587, published: "${port}", host_ip: 0.0.0.0}]`,
    `["${port - 1}-${port}:586-587"]`,
  ]) {
    const project = withRelay(`    ports: ${ports}\n`, login, { "ca.pem": server.ca });
    const { status, stderr } = await project.run(["test", "--from-host-port", "--ca", "ca.pem"]);
    assert.equal(status, 0, `${ports}\n${stderr}`);
    assert.match(
      stderr.replace(/\s+/g, " "),
      new RegExp(`Connecting to 127\\.0\\.0\\.1:${port}, where service "relay" publishes its port`),
    );
  }
});

test("--from-host-port says what is in the way", async () => {
  const cases: readonly (readonly [string, RegExp])[] = [
    ["", /service "relay" does not publish port 587 \(it publishes none\)/],
    ['    ports: ["2525:25"]\n', /does not publish port 587 \(it publishes 2525:25\)/],
    ['    ports: ["587"]\n', /Docker chooses the published port of relay:587 at each start/],
  ];
  for (const [ports, message] of cases) {
    const { status, stderr } = await withRelay(ports).run(["test", "--from-host-port"]);
    assert.equal(status, 2);
    assert.match(stderr, message);
  }
  const elsewhere = makeProject({ "compose.yml": composeFile(settings) });
  projects.push(elsewhere);
  const { stderr } = await elsewhere.run(["test", "--from-host-port"]);
  assert.match(stderr, /"smtp\.eu\.mailgun\.org" is not another service of this project/);
});

test("where the place may matter, the same test is offered on the server and inside of the network", async () => {
  const project = withRelay("    networks: [default, mail]\nnetworks: {mail: }\n", ["UNSET=${FROM_SHELL}"]);
  const { stderr } = await project.run(["test", "--timeout", "1", "--to", "you@blumenhof.example"], {
    env: { FROM_SHELL: "x" },
  });
  assert.match(stderr, /^ {2}node plausible-mail\.mjs test --service plausible --to you@blumenhof\.example$/m);
  assert.match(
    stderr,
    /^ {2}docker run --rm --network stats_default -v "\$\{PWD\}:\/project:ro" -w \/project -e FROM_SHELL node:22-alpine node plausible-mail\.mjs test --service plausible --to you@blumenhof\.example --from-container$/m,
  );
  const here = JSON.parse((await project.run(["test", "--timeout", "1", "--format", "json"])).stdout).elsewhere;
  assert.equal(here.server, "node plausible-mail.mjs test --service plausible");
  assert.match(here.network, /^docker run .* --network stats_default .* --from-container$/);
  const inside = await project.run(["test", "--timeout", "1", "--from-container", "--format", "json"]);
  const { ranOn, elsewhere } = JSON.parse(inside.stdout);
  assert.deepEqual([ranOn, elsewhere], ["container", undefined]);
  assert.match(inside.stderr.replace(/\s+/g, " "), /runs in a container of the project's network/);
});

test("a container in place of a project: the same talk, and what to set in the panel", async () => {
  const server = await mailServer({ tls: "starttls" });
  const project = makeProject({ "ca.pem": server.ca });
  projects.push(project);
  const inspected = (...more: string[]) => {
    const Config = { Image: "ghcr.io/plausible/community-edition:v3.2.1", Env: [...settings, ...more, ...login] };
    return JSON.stringify([{ Name: "/plausible", HostConfig: {}, Config }]);
  };
  const run = (stdin: string, ...args: string[]) => {
    const to = ["--connect-to", `127.0.0.1:${server.port}`, "--ca", "ca.pem"];
    return project.run(["test", "--container", "-", ...to, ...args], { stdin });
  };
  assert.equal((await run(inspected("SMTP_HOST_PORT=587"))).status, 0);
  const wrong = inspected("SMTP_HOST_PORT=587", "SMTP_HOST_SSL_ENABLED=true");
  const { status, stdout, stderr } = await run(wrong, "--format", "json");
  assert.equal(status, 1);
  const report = JSON.parse(stdout);
  assert.deepEqual(report.verdict.fix, { title: "Set `SMTP_HOST_SSL_ENABLED` to `false` in your panel.", edits: [] });
  assert.equal(report.verdict.variable, "SMTP_HOST_SSL_ENABLED");
  assert.equal(report.elsewhere, undefined);
  assert.ok(!(stdout + stderr).includes(password));
  assert.match(
    (await run(wrong)).stdout.replace(/\s+/g, " "),
    /fix Set ["`]SMTP_HOST_SSL_ENABLED["`] to ["`]false["`] in your panel\./,
  );
});
