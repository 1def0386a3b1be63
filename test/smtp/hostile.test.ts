import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { connect, type Socket } from "node:net";
import { after, test } from "node:test";
import fc from "fast-check";
import { runs } from "#server-testing/runs.js";
import { type Answer, type Script, type ScriptedServer, startScriptedServer } from "../support/scripted-server.js";
import { detailOf, everything, login, probe, text, walked } from "./run.js";

const open: ScriptedServer[] = [];
after(() => Promise.all(open.map((server) => server.close())));

async function scripted(script: Script): Promise<ScriptedServer> {
  const server = await startScriptedServer(script);
  open.push(server);
  return server;
}

const secret = "s3cret-p@ss";
const allowed = { allowPlaintextAuth: async () => true };

test("a server that says nothing: a verdict within the time limit, and what Plausible would do", async () => {
  const server = await scripted({ greeting: "" });
  const mua = await probe("3.2.1", server, {}, { timeout: 400 });
  assert.deepEqual([mua.verdict.wouldDeliver, mua.verdict.cause], [null, "no-greeting"]);
  assert.match(text(mua.verdict.advice), /Plausible 3\.2\.1 would have waited 30 s, so it may still get an answer\.$/);
  assert.match(text(mua.verdict.advice), /0\.4 s; Plausible would wait 30 s/);
  const gen = await probe("3.1.0", server, { client: "gen_smtp" }, { timeout: 400 });
  assert.match(text(gen.verdict.advice), /would wait 60 minutes/);
});

const everyStep = {
  greeting: { greeting: "hang" },
  ehlo: { on: /^EHLO/ },
  starttls: { on: /^STARTTLS/, capabilities: ["STARTTLS"] },
  auth: { on: /^AUTH/, capabilities: ["AUTH PLAIN"] },
  sender: { on: /^MAIL/ },
  recipient: { on: /^RCPT/ },
  message: { on: /^DATA/ },
  end: { on: /^\.$/ },
} as const;

for (const [name, at] of Object.entries(everyStep)) {
  const run = async (answer: Answer) => {
    const server = await scripted(
      "greeting" in at
        ? { greeting: answer }
        : { on: [[at.on, answer]], ...("capabilities" in at ? { capabilities: at.capabilities } : {}) },
    );
    const auth = name === "auth" ? login("user", secret) : null;
    const short = typeof answer === "object" && "silent" in answer ? { timeout: 300 } : {};
    return probe("3.2.1", server, { auth }, { ...allowed, ...short, to: "you@example.org", send: true });
  };

  test(`silence, hanging up and a reset at ${name}`, async () => {
    const silent = await run({ silent: true });
    assert.equal(silent.verdict.cause, name === "greeting" ? "no-greeting" : "connection-timeout");
    assert.equal(silent.verdict.logLine, "** (Mua.TransportError) timeout");
    for (const answer of [{ close: true }, { reset: true }] as const) {
      const { verdict, steps } = await run(answer);
      assert.deepEqual([verdict.wouldDeliver, verdict.cause], [false, "connection-closed"]);
      assert.equal(verdict.logLine, "** (Mua.TransportError) socket closed");
      assert.equal(steps.find(({ status }) => status === "failed")?.step, name === "end" ? "message" : name);
    }
  });

  if (name === "greeting") continue;
  test(`10 MB at ${name}: an end, and no memory to speak of`, async () => {
    const before = process.memoryUsage().rss;
    for (const answer of [
      "250-words and more words\r\n".repeat(400_000),
      `250 ${"x".repeat(10_000_000)}`,
      `550-${"\0".repeat(9_999)}\r\n`,
    ]) {
      const report = await run(`${answer}\r\n`);
      assert.notEqual(report.verdict.wouldDeliver, null);
      assert.ok(everything(report).length < 300_000);
    }
    assert.ok(process.memoryUsage().rss - before < 250 * 1024 * 1024);
  });
}

test("lines that end in LF alone, and NUL in them", async () => {
  const bare = await scripted({
    greeting: "220 hi\n",
    on: [
      [/^EHLO/, "250-hi\n250 SIZE 1000\n"],
      [/^MAIL/, "250 \0ok\n"],
    ],
  });
  const report = await probe("3.2.1", bare, {}, { to: "you@example.org", send: true });
  assert.equal(report.verdict.wouldDeliver, true, everything(report));
  assert.doesNotMatch(everything(report), /\0/);
});

test("a line that is longer than Erlang's buffer reaches the client in pieces", async () => {
  const long = await scripted({ greeting: `220 ${"x".repeat(1454)}\r\n` });
  assert.equal((await probe("3.2.1", long)).verdict.wouldDeliver, true);
  for (const client of ["mua", "gen_smtp"] as const) {
    const longer = await scripted({ greeting: `220 ${"x".repeat(2000)}\r\n` });
    const { verdict } = await probe("3.2.1", longer, { client });
    assert.deepEqual([verdict.wouldDeliver, verdict.cause], [false, "not-smtp"]);
    assert.match(verdict.logLine ?? "", /^\*\* \(CaseClauseError\) no case clause matching: "x/);
  }
});

test("a port that swallows connections: a verdict within the time limit", { skip: process.platform === "win32" }, async () => {
  // Its queue of connections is full, and it never takes one: the system then drops what comes.
  const program = `const server = require("node:net").createServer();
    server.listen({ port: 0, host: "127.0.0.1", backlog: 1 }, () => {
      require("node:fs").writeSync(1, String(server.address().port));
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
    });`;
  const child = spawn(process.execPath, ["-e", program], { stdio: ["ignore", "pipe", "inherit"] });
  const fillers: Socket[] = [];
  try {
    const port = Number(await new Promise((resolve) => child.stdout.once("data", resolve)));
    for (let connects = true; connects; ) {
      const socket = connect(port, "127.0.0.1").on("error", () => {});
      fillers.push(socket);
      connects = await new Promise((resolve) => {
        socket.once("connect", () => resolve(true));
        setTimeout(() => resolve(false), 500);
      });
    }
    const { ca } = await scripted({});
    const mua = await probe("3.2.1", { port, ca }, {}, { timeout: 300 });
    assert.deepEqual([mua.verdict.cause, walked(mua)], ["connection-timeout", "resolve:ok connect:failed"]);
    assert.equal(mua.verdict.logLine, "** (Mua.TransportError) timeout");
    assert.match(text(mua.verdict.advice), /0\.3 s; Plausible would wait 30 s/);
    const gen = await probe("3.1.0", { port, ca }, { client: "gen_smtp" }, { timeout: 300 });
    assert.match(text(gen.verdict.advice), /0\.3 s; Plausible would wait 15 s/);
  } finally {
    for (const socket of fillers) socket.destroy();
    child.kill("SIGKILL");
  }
});

test("cancel ends a test at once, wherever it waits", async () => {
  const silent = await scripted({ on: [[/^EHLO/, { silent: true }]] });
  const tlsSilent = await scripted({ greeting: "", on: [[/^/, { silent: true }]] });
  const asking = await scripted({ capabilities: ["AUTH PLAIN"] });
  for (const run of [
    (signal: AbortSignal) => probe("3.2.1", silent, {}, { timeout: 60_000 }, signal),
    (signal: AbortSignal) => probe("3.2.1", tlsSilent, { tls: "implicit" }, { timeout: 60_000 }, signal),
    (signal: AbortSignal) =>
      probe(
        "3.2.1",
        asking,
        { auth: login("user", secret) },
        { allowPlaintextAuth: () => new Promise<boolean>(() => {}) },
        signal,
      ),
  ]) {
    const controller = new AbortController();
    const running = run(controller.signal);
    await new Promise((resolve) => setTimeout(resolve, 150));
    controller.abort();
    const { verdict } = await running;
    assert.deepEqual([verdict.cause, verdict.wouldDeliver], ["cancelled", null]);
  }
});

test("a test that is cancelled before it starts connects to nobody", async () => {
  const server = await scripted({});
  const { verdict } = await probe("3.2.1", server, {}, {}, AbortSignal.abort());
  assert.equal(verdict.cause, "cancelled");
  assert.equal(server.connections(), 0);
});

test("a greeting of 10 MB, in lines or in one, costs no memory to speak of", async () => {
  const before = process.memoryUsage().rss;
  const lines = `${"220-hello hello hello hello hello hello hello\r\n".repeat(220_000)}220 done\r\n`;
  const many = await probe("3.2.1", await scripted({ greeting: lines }), {}, { timeout: 10_000 });
  assert.equal(many.verdict.wouldDeliver, true, everything(many).slice(0, 2000));
  assert.ok(everything(many).length < 300_000);
  const one = await probe("3.2.1", await scripted({ greeting: `220 ${"x".repeat(10_000_000)}\r\n` }), {}, { timeout: 10_000 });
  assert.equal(one.verdict.wouldDeliver, false);
  assert.ok(process.memoryUsage().rss - before < 200 * 1024 * 1024);
});

test("a greeting without end is given up after the time limit", async () => {
  const server = await scripted({ greeting: "" });
  const endless = await import("node:net").then(({ createServer }) =>
    createServer((socket) => {
      const timer = setInterval(() => socket.write("220-still talking\r\n".repeat(50)), 5);
      socket.on("close", () => clearInterval(timer)).on("error", () => {});
    }),
  );
  await new Promise<void>((resolve) => endless.listen(0, "127.0.0.1", resolve));
  const { port } = endless.address() as { port: number };
  const { verdict } = await probe("3.2.1", { port, ca: server.ca }, {}, { timeout: 500 });
  assert.deepEqual([verdict.wouldDeliver, verdict.cause], [false, "no-greeting"]);
  endless.close();
});

test("plain text behind the answer to STARTTLS is thrown away and named", async () => {
  const server = await scripted({ capabilities: ["STARTTLS"], injectAfterStartTls: "250-AUTH PLAIN\r\n250 injected\r\n" });
  const report = await probe("3.2.1", server, { auth: login("user", secret) });
  assert.match(walked(report), /tls:failed$/);
  assert.match(detailOf(report, "tls"), /discarded/);
  assert.deepEqual([report.verdict.wouldDeliver, report.verdict.cause], [false, "plain-text-injected"]);
  assert.match(report.verdict.logLine ?? "", /Unexpected Message\n \{unsupported_record_type,50\}$/);
  assert.deepEqual(server.lines, ["EHLO sender.example", "STARTTLS"]);
  assert.ok(!report.transcript.some((line) => line.includes("250 injected")));
});

test("STARTTLS accepted, and no TLS behind it", async () => {
  const script: Script = { capabilities: ["STARTTLS"], on: [[/^STARTTLS/, "220 2.0.0 Ready"]] };
  for (const [release, client] of [
    ["3.2.1", "mua"],
    ["2.0.0", "gen_smtp"],
  ] as const) {
    const { verdict } = await probe(release, await scripted(script), { client });
    assert.deepEqual([verdict.wouldDeliver, verdict.cause], [false, "plain-text-injected"]);
    if (client === "mua") assert.match(verdict.logLine ?? "", /Unexpected Message\n \{unsupported_record_type,53\}$/);
  }
  // From OTP 26 on the handshake never starts, and the talk goes on as if there had been none.
  const { verdict } = await probe("3.2.1", await scripted(script), { client: "gen_smtp" });
  assert.deepEqual([verdict.wouldDeliver, verdict.channel], [true, { tls: false, authenticated: false }]);
});

test("STARTTLS in lower case: Mua goes on in clear, SMTPAdapter takes it", async () => {
  const server = await scripted({ capabilities: ["starttls", "SIZE 1000"] });
  const mua = await probe("3.2.1", server);
  assert.deepEqual(mua.verdict.channel, { tls: false, authenticated: false });
  assert.match(
    text(mua.steps.find(({ step }) => step === "starttls")?.detail ?? mua.verdict.advice),
    /not offered as `STARTTLS` in capitals/,
  );
  const gen = await probe("2.0.0", server, { client: "gen_smtp", tls: "starttls-if-offered" });
  assert.deepEqual(gen.verdict.channel, { tls: true, authenticated: false });
});

test("EHLO 500 gives HELO, and then nothing is offered", async () => {
  const server = await scripted({ on: [[/^EHLO/, "500 5.5.1 what"]] });
  assert.equal((await probe("3.2.1", server)).verdict.wouldDeliver, true);
  assert.ok(server.lines.includes("HELO sender.example"));
  const other = await scripted({ on: [[/^EHLO/, "502 5.5.1 what"]] });
  assert.equal((await probe("3.2.1", other)).verdict.cause, "ehlo-refused");
});

test("the second EHLO of releases before 3.1.0", async () => {
  const server = await scripted({ on: [[/^EHLO/, (_line, times) => (times > 1 ? "503 5.5.1 Bad sequence" : "250 hi")]] });
  const { verdict } = await probe("3.0.1", server);
  assert.deepEqual([verdict.cause, verdict.rule], ["ehlo-refused", "known-bug"]);
  assert.equal(verdict.logLine, "** (Mua.SMTPError) 503 5.5.1 Bad sequence");
  assert.match(verdict.secondOpinion === null ? "" : text(verdict.secondOpinion), /EHLO once/);
});

test("the exact lines of a talk of Mua", async () => {
  const server = await scripted({
    capabilities: ["AUTH LOGIN PLAIN"],
    on: [
      [/^AUTH LOGIN/, "334 VXNlcm5hbWU6"],
      [/^dXNlcg==/, "334 UGFzc3dvcmQ6"],
      [/^czNj/, "235 in"],
    ],
  });
  const report = await probe("3.2.1", server, { auth: login("user", secret) }, { ...allowed, to: "you@example.org" });
  assert.equal(report.verdict.wouldDeliver, true, everything(report));
  assert.deepEqual(server.lines, [
    "EHLO sender.example",
    "AUTH LOGIN",
    "dXNlcg==",
    Buffer.from(secret).toString("base64"),
    "MAIL FROM: <plausible@sender.example>",
    "RCPT TO: <you@example.org>",
    "QUIT",
  ]);
});

test("a server that is strict about the blank: only Plausible fails", async () => {
  const server = await scripted({ on: [[/^MAIL FROM: /, "501 5.5.4 Syntax: MAIL FROM:<address>"]] });
  const { verdict } = await probe("3.2.1", server);
  assert.deepEqual([verdict.wouldDeliver, verdict.cause], [false, "sender-syntax"]);
  assert.match(verdict.secondOpinion === null ? "" : text(verdict.secondOpinion), /puts a space before the address/);
  const gen = await probe("3.1.0", server, { client: "gen_smtp" });
  assert.equal(gen.verdict.wouldDeliver, true);
});

test("something that is no mail server", async () => {
  const server = await scripted({ greeting: "HTTP/1.1 400 Bad Request\r\n" });
  const { verdict } = await probe("3.2.1", server);
  assert.equal(verdict.cause, "not-smtp");
  assert.equal(verdict.logLine, '** (CaseClauseError) no case clause matching: "HTTP/1.1 400 Bad Request\\r\\n"');
});

test("whatever is said, the test ends with a verdict and shows no secret", async () => {
  const words = [
    "220 ",
    "250 ",
    "250-",
    "235 ok",
    "334 ",
    "535 ",
    "\0\x07",
    "AUTH PLAIN",
    "AUTH LOGIN",
    "\r\n",
    "\n",
    "\r",
    "é\u202e",
    secret,
    "STARTTLS",
  ];
  const said = fc.array(fc.constantFrom(...words), { maxLength: 6 }).map((parts) => `${parts.join("")}\r\n`);
  const usual = (reply: string) => fc.oneof({ weight: 3, arbitrary: fc.constant(reply) }, { weight: 1, arbitrary: said });
  const script = fc.record({
    greeting: usual("220 hi\r\n"),
    ehlo: fc.oneof(usual("250-hi\r\n250 AUTH PLAIN LOGIN\r\n"), said),
    auth: usual("235 in\r\n"),
    mail: usual("250 ok\r\n"),
  });
  await fc.assert(
    fc.asyncProperty(script, fc.constantFrom("mua", "gen_smtp"), async ({ greeting, ehlo, auth, mail }, client) => {
      const server = await startScriptedServer({
        greeting,
        on: [
          [/^EHLO/, ehlo],
          [/^AUTH/, auth],
          [/^MAIL/, mail],
        ],
      });
      const report = await probe("3.1.0", server, { client, auth: login("user", secret) }, { ...allowed, timeout: 60 });
      await server.close();
      assert.ok(report.verdict.wouldDeliver !== null || report.verdict.cause !== null);
      assert.ok(!everything(report).includes(secret));
    }),
    runs(20),
  );
});

test("a cancel while it waits for the answer to NOOP is a cancel, and no verdict on the server", async () => {
  const abort = new AbortController();
  const server = await scripted({
    capabilities: ["STARTTLS", "AUTH PLAIN"],
    on: [
      [/^STARTTLS/, "220 go on\r\n"],
      [
        /^NOOP/,
        () => {
          abort.abort();
          return { silent: true };
        },
      ],
    ],
  });
  const delivery = { client: "gen_smtp", tls: "fails-if-offered", auth: login("user", secret) } as const;
  const report = await probe("3.1.0", server, delivery, { ...allowed, timeout: 60_000 }, abort.signal);
  assert.ok(server.lines.includes("NOOP"), server.lines.join());
  assert.deepEqual([report.verdict.wouldDeliver, report.verdict.cause], [null, "cancelled"]);
});

test("what is said in AUTH LOGIN stands in no transcript, neither the password nor the user", async () => {
  const [user, password] = ["stats@acme-widgets.org", secret].map((text) => Buffer.from(text).toString("base64"));
  const server = await scripted({
    capabilities: ["AUTH LOGIN"],
    on: [
      [/^AUTH LOGIN/, "334 VXNlcm5hbWU6\r\n"],
      [new RegExp(`^${user}$`), "334 UGFzc3dvcmQ6\r\n"],
      [new RegExp(`^${password}$`), "535 no\r\n"],
    ],
  });
  for (const [release, client] of [
    ["3.2.1", "mua"],
    ["3.1.0", "gen_smtp"],
  ] as const) {
    const { transcript } = await probe(release, server, { client, auth: login("stats@acme-widgets.org", secret) }, allowed);
    const from = transcript.findIndex((line) => line.startsWith("> AUTH LOGIN"));
    const said = transcript.slice(from, from + 6);
    assert.deepEqual(said, ["> AUTH LOGIN", "< 334 VXNlcm5hbWU6", "> ***", "< 334 UGFzc3dvcmQ6", "> ***", "< 535 no"], client);
  }
  assert.ok(server.lines.includes(user ?? "") && server.lines.includes(password ?? ""), "both of them were sent");
});

test("no secret leaves in any form, also where the server echoes it", async () => {
  const base64 = (value: string) => Buffer.from(value).toString("base64");
  const server = await scripted({
    capabilities: ["AUTH PLAIN"],
    on: [[/^AUTH/, (line) => `535-${line}\r\n535 ${secret} ${base64(secret)} \u001b[31m`]],
  });
  const report = await probe("3.2.1", server, { auth: login("user", secret) }, allowed);
  const shown = everything(report);
  assert.equal(report.verdict.cause, "auth-refused");
  const token = await probe("3.2.1", server, { auth: login(secret, secret) }, allowed);
  assert.ok(!everything(token).includes(secret), "a token that is user name and password at once");
  for (const form of [secret, base64(secret), base64(`\0user\0${secret}`)]) assert.ok(!shown.includes(form), form);
  assert.doesNotMatch(shown, /\u001b/);
});
