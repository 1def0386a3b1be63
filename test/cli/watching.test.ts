import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import type { Delivery } from "#server/plausible/mailer/model.js";
import { checkSender } from "#server/smtp/check-sender.js";
import { bootable, composeFile, makeProject, root } from "../support/cli.js";
import { type DnsServer, startDnsServer } from "../support/dns-server.js";
import { type DockerAnswer, standInDocker } from "../support/docker.js";
import { type MailServer, type MailServerOptions, startMailServer } from "../support/mail-server.js";

const toRemove: { remove(): void }[] = [];
const toClose: { close(): Promise<void> }[] = [];
after(async () => {
  for (const one of toRemove) one.remove();
  for (const one of toClose) await one.close();
});

const host = "smtp.mailgun.org";
const canary = "canary-pwd-4711";
const login = { user: "postmaster@blumenhof.example", password: canary };
const environment = [
  ...bootable,
  "MAILER_EMAIL=stats@blumenhof.example",
  `SMTP_HOST_ADDR=${host}`,
  "SMTP_HOST_PORT=587",
  `SMTP_USER_NAME=${login.user}`,
  `SMTP_USER_PWD=${login.password}`,
];

const entry = (time: string, reason: string) =>
  `2026-11-30T${time}Z ${time}.000 [error] Failed to send e-mail:\n2026-11-30T${time}Z \n2026-11-30T${time}Z   ** (${reason})\n`;
const log =
  entry("10:00:00", "Mua.SMTPError) 535 5.7.8 Authentication credentials invalid") +
  entry("10:20:00", "Mua.SMTPError) 535 5.7.8 Authentication credentials invalid") +
  entry("12:00:00", "Mua.TransportError) timeout");

function world(answers: readonly DockerAnswer[] = [{ to: ["logs"], stdout: log }]) {
  const project = makeProject({ "compose.yml": composeFile(environment) });
  const docker = standInDocker(answers);
  toRemove.push(project, docker);
  return { project, docker, run: (...args: string[]) => project.run(["why", ...args], { env: { PATH: docker.path } }) };
}

describe("why --running", () => {
  test("reads the log of the container, and exactly that", async () => {
    const { run, docker } = world();
    const { status, stdout, stderr } = await run("--running", "--since", "24h");
    assert.equal(status, 1, stderr);
    assert.deepEqual(docker.calls(), [
      ["compose", "logs", "--no-color", "--no-log-prefix", "--timestamps", "--since", "24h", "plausible"],
    ]);
    assert.match(stderr, /^\$ docker compose logs --no-color --no-log-prefix --timestamps --since 24h plausible\n/);
    assert.match(stdout, /2 times, the first in line 1, the last at 2026-11-30T10:20:00Z/);
    assert.match(stdout, /SMTP_USER_PWD/);
    assert.match(stdout, /3 emails failed\.\n {2}2026-11-30 10:00 {2}█+ 2\n {2}2026-11-30 12:00 {2}█+ 1\n/);
    assert.ok(!(stdout + stderr).includes("canary"));
  });

  test("JSON has the failures, and each hour's", async () => {
    const { run } = world();
    const { summary } = JSON.parse((await run("--running", "--format", "json")).stdout);
    assert.deepEqual(
      [summary.failures, summary.attempts, summary.hours],
      [
        3,
        null,
        [
          { hour: "2026-11-30T10", failures: 2 },
          { hour: "2026-11-30T12", failures: 1 },
        ],
      ],
    );
  });

  test("a quiet log is no failure: status 0", async () => {
    const { run } = world([{ to: ["logs"], stdout: "" }]);
    assert.equal((await run("--running")).status, 0);
  });

  test("a container that can't be asked is one sentence", async () => {
    const { run } = world([{ to: ["logs"], stderr: "no such service: plausible\n", status: 1 }]);
    const { status, stderr } = await run("--running", "--quiet");
    assert.equal(status, 2);
    assert.match(stderr, /^plausible-mail: Docker Compose knows no service "plausible" in this project\n$/);
  });

  test("--dry-run, and flags that make no sense without it", async () => {
    const { run, docker } = world();
    const dry = await run("--running", "--follow", "--dry-run");
    assert.equal(dry.stdout, "docker compose logs --no-color --no-log-prefix --timestamps --follow plausible\n");
    assert.deepEqual(docker.calls(), []);
    assert.match((await run("--since", "1h")).stderr, /--since needs --running/);
    assert.match((await run("--running", "plausible.log")).stderr, /either a log or --running/);
    assert.match((await run("--running", "--since", "yesterday")).stderr, /Expected a duration/);
  });

  test("--follow tells each failure as it comes, groups it, and explains all of them when it is interrupted", async () => {
    const { project, docker } = world([{ to: ["logs"], stdout: log, hangs: true }]);
    const child = spawn(process.execPath, [join(root, "server/bin/plausible-mail.js"), "why", "--running", "--follow"], {
      cwd: project.folder,
      env: { PATH: docker.path, LANG: "C.UTF-8" },
    });
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
      if (/timeout/.test(text)) child.kill("SIGINT");
    });
    const status = await new Promise((resolve) => child.on("close", resolve));
    assert.equal(status, 1, stderr);
    assert.match(stderr, /New: \*\* \(Mua\.SMTPError\) 535[^\n]*\nAgain \(2 times\): [^\n]*535[^\n]*\nNew: [^\n]*timeout/);
    assert.match(stdout, /3 emails failed/);
  });
});

describe("why --fail-on", () => {
  const withDebug = Array.from({ length: 10 }, () => "10:00:00.000 [debug] Sending email with Bamboo.Mua:\n").join("") + log;
  for (const [flag, text, status] of [
    ["4", log, 0],
    ["3", log, 1],
    ["50%", withDebug, 0],
    ["30%", withDebug, 1],
    ["99%", log, 1],
  ] as const) {
    test(`${flag} of ${text === log ? "a usual log" : "a log at level debug"}: ${status}`, async () => {
      const { project } = world();
      const result = await project.run(["why", "--fail-on", flag], { stdin: text });
      assert.equal(result.status, status, result.stdout);
      assert.equal(/share isn't known/.test(result.stderr), flag === "99%");
    });
  }

  test("neither a number nor a share", async () => {
    const { project } = world();
    for (const value of ["0", "-1", "many", "1.5", "101%"]) {
      assert.equal((await project.run(["why", "--fail-on", value], { stdin: log })).status, 2, value);
    }
  });
});

async function server(options: Partial<MailServerOptions> = {}): Promise<MailServer> {
  const started = await startMailServer({ tls: "starttls", hostNames: [host], auth: login, ...options });
  toClose.push(started);
  return started;
}

async function smtpTest(to: MailServer, args: readonly string[], variables = environment) {
  const project = makeProject({ "compose.yml": composeFile(variables), "ca.pem": to.ca });
  toRemove.push(project);
  return project.run(["test", "--connect-to", `127.0.0.1:${to.port}`, "--ca", "ca.pem", ...args]);
}

describe("test for monitors", () => {
  test("--format nagios: one line, its own exit statuses", async () => {
    const good = await server();
    const ok = await smtpTest(good, ["--format", "nagios"]);
    assert.equal(ok.status, 0);
    assert.match(ok.stdout, /^SMTP OK - smtp\.mailgun\.org:587 accepts email \(encrypted, signed in\) \| time=\d+\.\d{3}s\n$/);
    assert.equal(ok.stderr, "");
    const refused = await smtpTest(await server({ auth: { user: login.user, password: "another" } }), ["--format", "nagios"]);
    assert.equal(refused.status, 2);
    assert.match(refused.stdout, /^SMTP CRITICAL - smtp\.mailgun\.org:587: [^|]+ \(SMTP_USER_PWD\) \| time=/);
    const plain = await smtpTest(await server({ tls: "none" }), ["--format", "nagios", "--allow-plaintext-auth"]);
    assert.equal(plain.status, 1);
    assert.match(plain.stdout, /^SMTP WARNING - .*not encrypted/);
    const unasked = await smtpTest(await server({ tls: "none" }), ["--format", "nagios"]);
    assert.equal(unasked.status, 3);
    const project = makeProject({ "compose.yml": "services: {}\n" });
    toRemove.push(project);
    const nothing = await project.run(["test", "--format", "nagios"]);
    assert.equal(nothing.status, 3);
    assert.match(nothing.stdout, /^SMTP UNKNOWN - no Plausible service in this project\n$/);
    for (const { stdout } of [ok, refused, plain, unasked]) assert.ok(!stdout.includes("canary"));
  });

  test("--quiet: one line", async () => {
    const good = await smtpTest(await server(), ["--quiet"]);
    assert.equal(good.stdout, "✔ SMTP test passed: smtp.mailgun.org:587 accepts email (encrypted, signed in)\n");
    assert.equal(good.stderr, "");
  });
});

describe("test --dns", () => {
  async function dnsServer(): Promise<DnsServer> {
    const started = await startDnsServer({
      "blumenhof.example": { txt: ["v=spf1 include:_spf.google.com -all"], mx: ["mx.blumenhof.example"] },
      "_spf.google.com": { txt: ["v=spf1 ip4:192.0.2.0/24 ~all"] },
      "k1._domainkey.blumenhof.example": { txt: [`k=rsa; p=${"M".repeat(400)}`] },
      "_dmarc.blumenhof.example": { txt: ["v=DMARC1; p=quarantine"] },
    });
    toClose.push(started);
    return started;
  }

  test("each look with the record to add; the verdict stays what it is", async () => {
    const dns = await dnsServer();
    const args = ["--dns", "--dns-server", dns.address];
    const { status, stdout } = await smtpTest(await server(), [...args, "--format", "json"]);
    assert.equal(status, 0);
    const report = JSON.parse(stdout);
    assert.equal(report.verdict.wouldDeliver, true);
    assert.deepEqual(
      report.dns.map(
        ({ check, domain, status: one }: { check: string; domain: string; status: string }) => `${check} ${domain} ${one}`,
      ),
      [
        "spf blumenhof.example failed",
        "dkim k1._domainkey.blumenhof.example ok",
        "dmarc _dmarc.blumenhof.example ok",
        "mx blumenhof.example ok",
      ],
    );
    assert.equal(report.dns[0].record, "v=spf1 include:_spf.google.com -all");
    assert.equal(report.dns[0].suggested, "v=spf1 include:mailgun.org include:_spf.google.com -all");
    const text = await smtpTest(await server(), args);
    assert.match(text.stdout, /Domain of the sender: blumenhof\.example\n {2}✖ SPF /);
    assert.match(text.stdout, /\+ v=spf1 include:mailgun\.org include:_spf\.google\.com -all\n/);
  });

  test("the policy above is that of the registered domain, as the list of public suffixes has it", async () => {
    const dns = await startDnsServer({
      "_dmarc.co.uk": { txt: ["v=DMARC1; p=reject"] },
      "_dmarc.blumenhof.co.uk": { txt: ["v=DMARC1; p=quarantine"] },
      "_dmarc.github.io": { txt: ["v=DMARC1; p=reject"] },
    });
    toClose.push(dns);
    const dmarc = async (mailFrom: string) => {
      const delivery = { client: "mua", host: null, ehlo: null, mailFrom } as Delivery;
      return (await checkSender(delivery, dns.address, 5_000)).find(({ check }) => check === "dmarc")?.record;
    };
    assert.equal(await dmarc("stats@mail.news.blumenhof.co.uk"), "v=DMARC1; p=quarantine");
    assert.equal(await dmarc("stats@zoo.co.uk"), null, "co.uk is nobody's domain");
    assert.equal(await dmarc("stats@zoo.github.io"), null, "nor is github.io, for those below it");
  });

  test("without --dns nobody is asked; a server that is gone is no failure", async () => {
    const dns = await dnsServer();
    const { stdout } = await smtpTest(await server(), ["--format", "json"]);
    assert.equal("dns" in JSON.parse(stdout), false);
    assert.deepEqual(dns.asked, []);
    assert.match((await smtpTest(await server(), ["--dns-server", dns.address])).stderr, /--dns-server needs --dns/);
  });
});
