import assert from "node:assert/strict";
import { after, test } from "node:test";
import { bootable, composeFile, makeProject, type TestProject } from "../support/cli.js";

const projects: TestProject[] = [];
after(() => {
  for (const project of projects) project.remove();
});

const secret = "k4narienvogel!Q";
const mail = [
  "SMTP_HOST_ADDR=smtp.eu.mailgun.org",
  "SMTP_HOST_PORT=587",
  "SMTP_USER_NAME=postmaster",
  `SMTP_USER_PWD=${secret}`,
] as const;

function project(environment: readonly string[], image?: string): TestProject {
  const made = makeProject({ "compose.yml": composeFile([...bootable, ...environment], image) });
  projects.push(made);
  return made;
}

const printed = `[
  adapter: Bamboo.Mua,
  ssl: [middlebox_comp_mode: false],
  protocol: :tcp,
  relay: "smtp.eu.mailgun.org",
  port: 587,
  auth: [username: "postmaster", password: "${secret}"]
]`;

test("--format elixir: the configuration as the container prints it, secrets hidden unless asked for", async () => {
  const made = project(mail);
  const { status, stdout } = await made.run(["explain", "--format", "elixir"]);
  assert.equal(status, 0);
  assert.equal(stdout, `${printed.replace(secret, "***")}\n`);
  assert.equal((await made.run(["explain", "--format", "elixir", "--show-secrets"])).stdout, `${printed}\n`);
});

test("--format elixir: the exception of a release that refuses to boot", async () => {
  const { stdout } = await project([...mail, "SMTP_HOST_SSL_ENABLED=tls"]).run(["explain", "--format", "elixir"]);
  assert.match(stdout, /^\*\* \(ArgumentError\) Invalid boolean value: "tls"/);
});

test("--compare: the same, from a file and from standard input, with colours and prompts", async () => {
  const made = project(mail);
  const output = `iex(plausible@c0ffee)1> Application.get_env(:plausible, Plausible.Mailer)\r\n${printed.replace(/(\w+): /g, "\x1b[36m$1:\x1b[0m ")}\r\niex(plausible@c0ffee)2> `;
  const { status, stdout, stderr } = await made.run(["explain", "--compare", "-"], { stdin: output });
  assert.equal(status, 0, stderr);
  assert.match(stdout, /The container runs with the mail configuration of these files/);
  const json = await made.run(["explain", "--compare", "-", "--format", "json"], { stdin: printed.replace(/\s+/g, " ") });
  assert.deepEqual(JSON.parse(json.stdout).services[0].compared, { same: true, differences: [] });
});

test("--compare: each difference with the line at fault; secrets are compared and not shown", async () => {
  const made = project(mail);
  const other = "v0gelhaus!Zaun";
  const stdin = printed.replace("587", "25").replace(secret, other).replace("protocol: :tcp,\n", "");
  const { status, stdout } = await made.run(["explain", "--compare", "-"], { stdin });
  assert.equal(status, 1);
  assert.match(stdout, /^ {2}port {2}SMTP_HOST_PORT {2}compose\.yml:8$/m);
  assert.match(stdout, /^ {2}auth\.password {2}SMTP_USER_PWD {2}compose\.yml:10$/m);
  assert.match(stdout, /^ {2}protocol {2}SMTP_HOST_SSL_ENABLED /m);
  const json = await made.run(["explain", "--compare", "-", "--format", "json"], { stdin });
  assert.equal(json.status, 1);
  const { compared } = JSON.parse(json.stdout).services[0];
  assert.equal(compared.same, false);
  assert.deepEqual(
    compared.differences.map(({ key, files, container, secret }: Record<string, unknown>) => [key, files, container, secret]),
    [
      ["protocol", ":tcp", null, false],
      ["port", "587", "25", false],
      ["auth.password", '"***"', '"***"', true],
    ],
  );
  for (const text of [stdout, json.stdout]) for (const word of [secret, other]) assert.ok(!text.includes(word));
});

test("--compare with several Plausible services: one must be chosen", async () => {
  const environment = (host: string) =>
    [...bootable, ...mail, `SMTP_HOST_ADDR=${host}`].map((item) => `      - ${item}\n`).join("");
  const one = (name: string, host: string) =>
    `  ${name}:\n    image: ghcr.io/plausible/community-edition:v3.2.1\n    environment:\n${environment(host)}`;
  const made = makeProject({
    "compose.yml": `services:\n${one("blue", "smtp.eu.mailgun.org")}${one("green", "smtp.zoo.example")}`,
  });
  projects.push(made);
  const unnamed = await made.run(["explain", "--compare", "-"], { stdin: printed });
  assert.equal(unnamed.status, 2);
  assert.match(unnamed.stderr, /several Plausible services: blue, green; choose one with --service/);
  assert.equal((await made.run(["explain", "--compare", "-", "--service", "blue"], { stdin: printed })).status, 0);
  const green = await made.run(["explain", "--compare", "-", "--service", "green", "--format", "json"], { stdin: printed });
  assert.equal(green.status, 1);
  assert.deepEqual(
    JSON.parse(green.stdout).services.map(({ service }: { service: string }) => service),
    ["green"],
  );
  assert.equal((await made.run(["explain", "--service", "red"])).status, 2);
});

test("--compare: a blotted password differs from nothing; no configuration, no file: exit status 2", async () => {
  const made = project(mail);
  assert.equal((await made.run(["explain", "--compare", "-"], { stdin: printed.replace(secret, "*****") })).status, 0);
  for (const [args, stdin] of [
    [["--compare", "-"], "nil\n"],
    [["--compare", "none.txt"], ""],
    [["--compare", "-", "--format", "elixir"], printed],
  ] as const) {
    const { status, stderr } = await made.run(["explain", ...args], { stdin });
    assert.equal(status, 2);
    assert.match(stderr, /^plausible-mail: .*--compare/);
  }
});

test("--as: what is sent differently has its names in the language of the reader", async () => {
  const files = ["SMTP_HOST_ADDR=smtp.eu.mailgun.org", "SMTP_HOST_SSL_ENABLED=true"];
  const made = project(files, "plausible/analytics:v2.0.0");
  const ask = async (as: string, language: string) =>
    (await made.run(["explain", "--as", as, "--lang", language])).stdout.replace(/[\s\S]*(?:What changes|的变化)/, "");
  const english = await ask("v3.2.1", "en");
  assert.match(english, /^ {4}Sent by: gen_smtp → Mua$/m);
  assert.match(english, /^ {4}Certificate verified: no → yes$/m);
  const chinese = await ask("v3.2.1", "zh-cn");
  assert.match(chinese, /^ {4}发送方式：gen_smtp → Mua$/m);
  assert.match(chinese, /^ {4}验证证书：否 → 是$/m);
  for (const text of [english, chinese])
    assert.doesNotMatch(text, /verifiesCertificate|mailFrom|mxLookup|starttls-if|fails-if|\b(?:client|tls|auth|ehlo)[:：]/);
  const flipped = project(["SMTP_HOST_ADDR=smtp.eu.mailgun.org", "SMTP_HOST_SSL_ENABLED=no", "MAILER_ADAPTER=Bamboo.Mua"]);
  const upgraded = await flipped.run(["explain", "--as", "plausible/community-edition:v2.1.4", "--lang", "zh-cn"]);
  assert.match(upgraded.stdout, /^ {4}加密：服务器提供 STARTTLS 时加密 → 隐式 TLS$/m);
});

test("--as: the answer of that image, and what changes on the way", async () => {
  const made = project(
    ["SMTP_HOST_ADDR=smtp.eu.mailgun.org", "SMTP_HOST_SSL_ENABLED=no", "MAILER_ADAPTER=Bamboo.Mua"],
    "plausible/community-edition:v2.1.4",
  );
  const { status, stdout } = await made.run(["explain", "--as", "v3.2.1", "--format", "json"]);
  assert.equal(status, 0);
  const [service] = JSON.parse(stdout).services;
  assert.equal(service.version.value, "3.2.1");
  assert.equal(service.image, "ghcr.io/plausible/community-edition:v3.2.1");
  assert.equal(service.delivery.tls, "starttls-if-offered");
  assert.equal(service.as.from.version.value, "2.1.4");
  const flip = service.as.changes.find(({ kind }: { kind: string }) => kind === "flag-flips");
  assert.deepEqual(
    [flip.variable, flip.from, flip.to, flip.write, flip.file, flip.range.start.line],
    ["SMTP_HOST_SSL_ENABLED", "on", "off", "SMTP_HOST_SSL_ENABLED=true", "compose.yml", 7],
  );
  const text = (await made.run(["explain", "--as", "3.2.1"])).stdout;
  assert.match(text, /What changes from 2\.1\.4 to 3\.2\.1/);
  const flips =
    "  SMTP_HOST_SSL_ENABLED  compose.yml:8\n    its meaning changes: on → off\n    → set SMTP_HOST_SSL_ENABLED=true\n";
  assert.ok(text.includes(flips), text);
  assert.match((await made.run(["explain", "--as", "3.2.1", "--lang", "zh-cn"])).stdout, /含义改变：开 → 关$/m);
  // No line decides about it: it has no heading.
  assert.match(text, /\n\n? {2}Failed emails in the log: without a reason → with the reason$/m);
  assert.doesNotMatch(text, /^ {2}-/m);
  for (const line of text.split("\n")) assert.ok(line.length <= 80, line);
});

test("--as: an image instead of a tag, an adapter that is gone, the same release, no release at all", async () => {
  const made = project([...mail, "MAILER_ADAPTER=Bamboo.SMTPAdapter"], "ghcr.io/plausible/community-edition:v3.2.1");
  const { stdout } = await made.run(["explain", "--as", "ghcr.io/plausible/community-edition:master"]);
  assert.match(stdout, /"Bamboo\.SMTPAdapter" was removed: Plausible master/);
  assert.match(stdout, /→ set MAILER_ADAPTER=Bamboo\.Mua/);
  assert.match((await made.run(["explain", "--as", "v3.2.1", "--lang", "zh-cn"])).stdout, /没有变化/);
  for (const wanted of ["postgres:16", "nonsense"]) {
    const { status, stderr } = await made.run(["explain", "--as", wanted]);
    assert.equal(status, 2);
    assert.match(stderr, /^plausible-mail: --as /);
  }
});

test("text: variables that nothing reads, and what the log shows of a failure that is certain", async () => {
  const dead = [...mail, "SMTP_RETRIES=3", "POSTMARK_API_KEY=x", "SMTP_PASSWORD=x", "MAILER_EMAIL=not-an-email"];
  const made = project(dead);
  const { stdout } = await made.run(["explain"]);
  assert.match(stdout, /Without effect: Plausible 3\.2\.1 doesn't read/);
  assert.match(stdout, /^ {2}SMTP_RETRIES +not read by Bamboo\.Mua$/m);
  assert.match(stdout, /^ {2}SMTP_PASSWORD +not read by any release$/m);
  assert.match(stdout, /Plausible's log then shows:\n {4}\*\* \(\w+/);
  const [service] = JSON.parse((await made.run(["explain", "--format", "json"])).stdout).services;
  assert.deepEqual(service.unread, ["SMTP_RETRIES", "POSTMARK_API_KEY", "SMTP_PASSWORD"]);
  assert.match(service.delivery.logLine, /^\*\* \(/);
});
