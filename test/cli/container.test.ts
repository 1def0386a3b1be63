import assert from "node:assert/strict";
import { after, test } from "node:test";
import { makeProject, type TestProject } from "../support/cli.js";

const folder: TestProject = makeProject({ "other/empty.txt": "" });
after(() => folder.remove());

interface Finding {
  readonly rule: string;
  readonly variable: string | null;
  readonly message: string;
  readonly file: string;
  readonly range: { readonly start: { line: number; character: number }; readonly end: { line: number; character: number } };
  readonly fixes: readonly unknown[];
}

const lint = (stdin: string, ...args: string[]) => folder.run(["lint", "--container", "-", ...args], { stdin });

async function findingsOf(stdin: string, ...args: string[]): Promise<readonly Finding[]> {
  const { stdout, stderr } = await lint(stdin, "--format", "json", ...args);
  assert.equal(stderr, "");
  return JSON.parse(stdout).findings;
}

/** The text that a finding stands on. */
function textAt(text: string, { range: { start, end } }: Finding): string {
  assert.equal(start.line, end.line);
  return (text.split(/\r?\n/)[start.line] ?? "").slice(start.character, end.character);
}

const environment = [
  "BASE_URL=https://stats.zoo.example",
  "SECRET_KEY_BASE=canary-7f3b9d2a5c8e1f4a7b0d3e6c9f2a5b8d1e4f7a0c3b6d9e2f5a8c1b4d7e0f3a6c",
  "DATABASE_URL=postgres://postgres:canary-of-db@plausible_db:5432/plausible_db",
  "CLICKHOUSE_DATABASE_URL=http://plausible_events_db:8123/plausible_events_db",
  "MAILER_ADAPTER=Bamboo.Mua",
  "MAILER_EMAIL=stats@zoo.example",
  "SMTP_HOST_ADDR=smtp.postmarkapp.com",
  "SMTP_HOST_PORT=587",
  "SMTP_HOST_SSL_ENABLED=true",
  "SMTP_USER_NAME=a&b<c>",
  "SMTP_USER_PWD=canary&hunter2",
];
const image = "ghcr.io/plausible/community-edition:v2.1.5";

const docker = (env: readonly string[] = environment, more: object = {}, config: object = {}) => ({
  Id: "3f2a",
  Name: "/stats-plausible-1",
  State: { Status: "running" },
  Image: `sha256:${"0".repeat(64)}`,
  HostConfig: { NetworkMode: "stats_default", ExtraHosts: [], Links: null },
  Mounts: [],
  Config: {
    Hostname: "3f2a",
    Env: env,
    Entrypoint: ["/entrypoint.sh"],
    Cmd: ["run"],
    Image: image,
    Labels: { "com.docker.compose.project": "stats", "com.docker.compose.service": "plausible" },
    ...config,
  },
  NetworkSettings: { Networks: { stats_default: { Aliases: ["plausible"] } } },
  ...more,
});

/** As Docker prints it: indented, with `&`, `<` and `>` escaped. */
const printed = (json: unknown) =>
  JSON.stringify(json, null, 4).replace(/[&<>]/g, (sign) => `\\u00${sign.charCodeAt(0).toString(16)}`);

const told = ["tls-port-mismatch@SMTP_HOST_SSL_ENABLED"];
const names = (findings: readonly Finding[]) => findings.map(({ rule, variable }) => `${rule}@${variable}`);

test("docker inspect: findings in that text, and what to set in the panel", async () => {
  const text = printed([docker()]);
  const [finding, second] = await findingsOf(text);
  assert.equal(second, undefined);
  assert.ok(finding);
  assert.deepEqual(names([finding]), told);
  assert.equal(finding.file, "<stdin>");
  assert.equal(textAt(text, finding), "true");
  assert.match(finding.message, /\nSet `SMTP_HOST_SSL_ENABLED` to `false` in your panel\.$/);
  assert.match(finding.message, /Plausible 2\.1\.5 /);
  assert.deepEqual(finding.fixes, []);
  const { stdout, status } = await lint(text, "--lang", "zh-cn");
  assert.equal(status, 1);
  assert.match(stdout, /在您的面板中将 "SMTP_HOST_SSL_ENABLED" 设为 "false"/);
  assert.match(stdout, /1 个容器/);
});

test("the forms of one container are all the same container", async () => {
  const { Config, ...rest } = docker();
  const podman = { ...rest, ImageName: image, Config: { ...Config, Image: "0".repeat(64) } };
  const swarm = {
    ID: "x",
    Spec: {
      Name: "stats_plausible",
      Labels: { "com.docker.stack.namespace": "stats" },
      TaskTemplate: { ContainerSpec: { Image: `${image}@sha256:${"1".repeat(64)}`, Env: environment } },
    },
  };
  const pairs = environment.map((entry) => [entry.slice(0, entry.indexOf("=")), entry.slice(entry.indexOf("=") + 1)] as const);
  const forms: Readonly<Record<string, string>> = {
    "the whole list": printed([docker()]),
    "one object, as a panel shows it": printed(docker()),
    "in one line": JSON.stringify([docker()]),
    "with tabs": JSON.stringify([docker()], null, "\t"),
    "with CRLF": printed([docker()]).replaceAll("\n", "\r\n"),
    "behind a prompt, and before one": `$ docker inspect plausible\n${printed([docker()])}\nroot@host:~# `,
    podman: printed([podman]),
    "a service of Swarm": printed([swarm]),
    "its environment as a list": JSON.stringify(environment),
    "its environment as an object": JSON.stringify(Object.fromEntries(pairs), null, 2),
    "its environment as pairs": JSON.stringify(pairs.map(([name, value]) => ({ name, value }))),
    env: `${environment.join("\n")}\n`,
    "env in a terminal": `${environment.join("\r\n")}\r\n`,
    "env behind a notice": `Defaulted container "plausible" out of: plausible, db\n${environment.join("\n")}`,
    "env behind a notice, in a terminal": `Connecting to fdaa:0:1... complete\n${environment.join("\r\n")}\r\n`,
    environ: `${environment.join("\0")}\0`,
    "export -p": pairs.map(([name, value]) => `export ${name}='${value}'`).join("\n"),
    "declare -x": pairs.map(([name, value]) => `declare -x ${name}="${value}"`).join("\n"),
    "every value in quotes": pairs.map(([name, value]) => `${name}="${value}"`).join("\n"),
    "config of a platform": `=====> plausible env vars\n${pairs.map(([name, value]) => `${name}:   ${value}`).join("\n")}\n`,
  };
  for (const [form, text] of Object.entries(forms)) {
    const findings = await findingsOf(
      text,
      ...(form.includes("env") || /export|declare|quotes|config/.test(form) ? ["--image", "v2.1.5"] : []),
    );
    assert.deepEqual(names(findings), told, form);
    assert.equal(findings[0] && textAt(text.replaceAll("\0", "\0"), findings[0]), "true", form);
  }
});

test("values of several lines, certificates and functions of bash are no variables of their own", async () => {
  const text = [
    "CERT=-----BEGIN CERTIFICATE-----",
    "SMTP_HOST_PORT=",
    "MIIBabcdefghijklmnopqrs==",
    "-----END CERTIFICATE-----",
    "NOTE=first",
    "",
    "  third",
    "BASH_FUNC_which%%=() {  eval x",
    "}",
    ...environment,
  ].join("\n");
  assert.deepEqual(names(await findingsOf(text)), told);
  const { stdout } = await folder.run(["explain", "--container", "-", "--format", "json", "--show-secrets"], { stdin: text });
  const [service] = JSON.parse(stdout).services;
  assert.equal(service.environment.NOTE.value, "first\n\n  third");
  assert.match(service.environment.CERT.value, /^-----BEGIN [\s\S]*SMTP_HOST_PORT=\n[\s\S]*END CERTIFICATE-----$/);
  assert.equal(service.environment.SMTP_HOST_PORT.value, "587");
  assert.equal(
    Object.keys(service.environment).some((name) => name.startsWith("BASH_FUNC")),
    false,
  );
  assert.deepEqual(service.version, { value: "3.2.1", assumed: true, reason: "no-image" });
});

test("the release comes out of the JSON, also where the tag does not name it", async () => {
  const releaseOf = async (config: object) => {
    const stdin = printed([docker(environment, {}, config)]);
    const { stdout } = await folder.run(["explain", "--container", "-", "--format", "json"], { stdin });
    return JSON.parse(stdout).services[0].version;
  };
  assert.deepEqual(await releaseOf({}), { value: "2.1.5", assumed: false, reason: null });
  const labels = { "org.opencontainers.image.version": "v3.0.1" };
  const floating = { Image: "ghcr.io/plausible/community-edition:latest", Labels: labels };
  assert.deepEqual(await releaseOf(floating), { value: "3.0.1", assumed: false, reason: null });
  const digest = { Image: `ghcr.io/plausible/community-edition@sha256:${"1".repeat(64)}` };
  assert.equal((await releaseOf(digest)).reason, "digest");
  assert.equal((await releaseOf({ Image: "registry.zoo.example/stats" })).reason, "own-image");
});

test("what is known of the network is used, and what is not known is not guessed", async () => {
  const local = environment.map((entry) =>
    entry.replace("smtp.postmarkapp.com", "localhost").replace("SSL_ENABLED=true", "SSL_ENABLED=false"),
  );
  const aboutHost = (findings: readonly Finding[]) =>
    names(findings).filter((name) => /^(?:localhost|unresolvable|unreachable)/.test(name));
  const of = async (env: readonly string[], more: object) => aboutHost(await findingsOf(printed([docker(env, more)])));
  assert.deepEqual(await of(local, {}), ["localhost-relay@SMTP_HOST_ADDR"]);
  assert.deepEqual(await of(local, { HostConfig: { NetworkMode: "host" } }), []);
  assert.deepEqual(await of(local, { HostConfig: { NetworkMode: "container:abc" } }), []);
  assert.deepEqual(aboutHost(await findingsOf(local.join("\n"))), [], "a pod may share it");
  const relay = local.map((entry) => entry.replace("localhost", "mail"));
  assert.deepEqual(await of(relay, {}), [], "another container of the network may have that name");
});

test("test says what to set in the panel, and explain and test take the same container", async () => {
  const text = printed([docker()]);
  const { stdout, status } = await folder.run(["explain", "--container", "-", "--format", "json"], { stdin: text });
  assert.equal(status, 0);
  const report = JSON.parse(stdout);
  assert.deepEqual(report.files, ["<stdin>"]);
  assert.equal(report.services[0].service, "plausible");
  assert.equal(report.services[0].environment.SMTP_USER_NAME.value, "a&b<c>");
  assert.equal(report.services[0].delivery.tls, "implicit");
  const refused = environment.map((entry) => entry.replace("SMTP_USER_PWD", "SMTP_USER_PW"));
  const tested = await folder.run(["test", "--container", "-", "--format", "json"], { stdin: printed([docker(refused)]) });
  assert.equal(JSON.parse(tested.stdout).verdict.cause, "boot-refused");
});

test("a file and a pipe are read alike", async () => {
  const tree = makeProject({ "plausible.json": printed([docker()]), "env.txt": environment.join("\n") });
  for (const name of ["plausible.json", "env.txt"]) {
    const { stdout, status } = await tree.run(["lint", "--container", name, "--image", "v2.1.5", "--format", "json"]);
    assert.equal(status, 1);
    assert.equal(JSON.parse(stdout).findings[0].file, name);
  }
  const utf16 = makeProject({ "out.json": Buffer.from(`\ufeff${printed([docker()])}`, "utf16le") });
  assert.equal((await utf16.run(["lint", "--container", "out.json"])).status, 1, "the `>` of PowerShell");
  const { stderr } = await tree.run(["lint", "plausible.json"]);
  assert.match(stderr, /describes a container.*plausible-mail lint --container plausible\.json/);
  tree.remove();
  utf16.remove();
});

const db = { ...docker(["POSTGRES_PASSWORD=canary-of-db"]), Name: "/db" };
const faulty: readonly (readonly [text: string, says: RegExp, ...args: string[]])[] = [
  ["", /empty/],
  [" \n\n", /empty/],
  ["[]\nError: No such object: plausible\n", /found no container/],
  [printed([docker()]).slice(0, 900), /ends before it is complete/],
  ['[{"Config": tru}]', /can't be read as JSON/],
  [`${"[".repeat(100_000)}`, /can't be read as JSON/],
  ['[{"RepoTags": ["x"], "RootFS": {}, "Config": {"Env": []}}]', /an image, not a container/],
  ['{"name": "p", "services": {}}', /a compose project/],
  ['{"apiVersion": "v1", "kind": "Pod"}', /a Kubernetes object/],
  ['{"a": 1}', /describes no container/],
  ["name: p\nservices:\n  plausible: {}\n", /a compose project/],
  ["apiVersion: v1\nkind: Pod\n", /a Kubernetes object/],
  ["Error response from daemon: No such container: x\n", /no line is NAME=value/],
  [printed([{ ...db, Config: { ...db.Config, Image: "postgres:16" } }]), /"postgres:16" doesn't run Plausible/],
  ["PATH=/bin\nSMTP_HOST=x\n", /this environment doesn't run Plausible/],
  [
    printed([
      { ...db, Config: { ...db.Config, Image: "postgres:16" } },
      { ...db, Config: { ...db.Config, Image: "redis" } },
    ]),
    /none of these 2 containers/,
  ],
  [printed([docker(), { ...docker(), Name: "/b" }]), /several containers run Plausible/],
  ["A=b\n", /--image banana: no such release/, "--image", "banana"],
];

test("what shows no container of Plausible's gets one sentence, status 2, and no secret", async () => {
  for (const [text, says, ...args] of faulty) {
    const { status, stdout, stderr } = await lint(text, ...args);
    assert.equal(status, 2, String(says));
    assert.equal(stdout, "");
    assert.match(stderr, says);
    assert.equal(stderr.trimEnd().includes("\n"), false, stderr);
    assert.doesNotMatch(stderr, /canary/);
    const json = await lint(text, "--format", "json", ...args);
    assert.equal(JSON.parse(json.stdout).failures.length, 1);
    const explained = await folder.run(["explain", "--container", "-", "--format", "json", ...args], { stdin: text });
    assert.equal(explained.status, 2);
    assert.match(JSON.parse(explained.stdout).errors[0].message, says);
  }
  for (const args of [
    ["lint", "x.yml", "--container", "-"],
    ["explain", ".", "--container", "-"],
    ["explain", "--image", "v3"],
  ]) {
    assert.equal((await folder.run(args, { stdin: "A=b" })).status, 2);
  }
});

test("one container of Plausible's among others is found", async () => {
  const other = { ...db, Config: { ...db.Config, Image: "postgres:16", Labels: {} } };
  assert.deepEqual(names(await findingsOf(printed([other, docker()]))), told);
});

test("no password appears, whatever form it comes in", async () => {
  const env = [...environment, 'SMTP_PASSWORD="canary in quotes"', "EXTRA=https://user:canary-in-url@zoo.example"];
  const forms = [printed([docker(env), db]), JSON.stringify([docker(env)]), env.join("\n"), `${env.join("\0")}\0`];
  for (const text of forms) {
    for (const args of [["lint"], ["lint", "--format", "json"], ["explain"], ["explain", "--format", "json", "--all-services"]]) {
      const { stdout, stderr } = await folder.run([...args, "--container", "-"], { stdin: text });
      assert.doesNotMatch(stdout + stderr, /canary/, args.join(" "));
    }
  }
});

test("a step says what to set, never that a variable which is not there is to be removed", async () => {
  const under = async (image: string, ...env: string[]) => {
    const base = environment.filter((entry) => !/^(?:SMTP_|MAILER_)/.test(entry));
    const findings = await findingsOf(printed([docker([...base, ...env], {}, { Image: image })]));
    return findings.map(({ rule, message }) => `${rule}: ${message.split("\n").at(-1)}`);
  };
  const of = (...env: string[]) => under("plausible/analytics:v2.0.0", ...env);
  const relay = ["SMTP_HOST_ADDR=smtp.postmarkapp.com", "SMTP_USER_NAME=a", "SMTP_USER_PWD=b", "MAILER_EMAIL=a@zoo.example"];
  const [silent, more] = await of(...relay, "SMTP_HOST_PORT=587");
  assert.equal(more, undefined);
  assert.match(silent ?? "", /^silent-failure: Use the image `ghcr\.io\/.*` in your panel\./);
  const half = await of("SMTP_HOST_ADDR=smtp.postmarkapp.com", "SMTP_HOST_PORT=587", "MAILER_EMAIL=a@zoo.example");
  assert.ok(half.includes("missing-credentials: Set `SMTP_USER_NAME` and `SMTP_USER_PWD` in your panel."), half.join("\n"));
  const quoted = await of(
    ...relay.map((entry) => entry.replace("=smtp.postmarkapp.com", '="smtp.postmarkapp.com"')),
    "SMTP_HOST_PORT=587",
  );
  assert.ok(quoted.includes("literal-quotes: Set `SMTP_HOST_ADDR` to `smtp.postmarkapp.com` in your panel."), quoted.join("\n"));
  const password = await of(...relay.map((entry) => entry.replace("PWD=b", 'PWD="canary"')), "SMTP_HOST_PORT=587");
  assert.ok(password.includes("literal-quotes: Remove the quotes in your panel."), password.join("\n"));
  // What only the user knows is to be changed there too.
  const address = relay.map((entry) => entry.replace("smtp.postmarkapp.com", "192.168.1.20"));
  const internal = await under("ghcr.io/plausible/community-edition:v3.0.1", ...address, "SMTP_HOST_PORT=587");
  assert.ok(internal.includes("tls-certificate: Change `SMTP_HOST_ADDR` in your panel."), internal.join("\n"));
  const command = await of(...relay.map((entry) => entry.replace("PWD=b", "PWD=$(cat /canary)")), "SMTP_HOST_PORT=587");
  assert.ok(command.includes("shell-syntax: Change `SMTP_USER_PWD` in your panel."), command.join("\n"));
});
