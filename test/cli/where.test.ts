import assert from "node:assert/strict";
import { after, test } from "node:test";
import { composeFile, makeProject, type TestProject } from "../support/cli.js";

const folders: TestProject[] = [];
const project = (files: Readonly<Record<string, string>>) => {
  const made = makeProject(files);
  folders.push(made);
  return made;
};
after(() => {
  for (const each of folders) each.remove();
});

interface Reported {
  readonly rule: string;
  readonly severity: string;
  readonly variable: string | null;
  readonly file: string;
}

/** The rules that `lint` reports, each with its variable. */
async function found(files: Readonly<Record<string, string>>, ...args: string[]): Promise<string[]> {
  const { stdout } = await project(files).run(["lint", "--no-process-env", "--format", "json", ...args]);
  return (JSON.parse(stdout).findings as Reported[]).map(({ rule, variable }) => `${rule}@${variable}`);
}

const wrongFlag = ["SMTP_HOST_ADDR=smtp.postmarkapp.com", "SMTP_HOST_PORT=587", "SMTP_HOST_SSL_ENABLED=true"];
const login = ["SMTP_USER_NAME", "SMTP_USER_PWD", "MAILER_EMAIL=plausible@zoo.example", "BASE_URL=https://stats.zoo.example"];

const coolify = `# documentation: https://plausible.io/docs
# slogan: Simple, open-source analytics.
services:
  plausible:
    image: ghcr.io/plausible/community-edition:v3.2.1
    exclude_from_hc: true
    environment:
      - SERVICE_FQDN_PLAUSIBLE_8000
      - BASE_URL=$SERVICE_FQDN_PLAUSIBLE
      - SECRET_KEY_BASE=\${SERVICE_BASE64_64_PLAUSIBLE:?}
      - TOTP_VAULT_KEY=\${SERVICE_REALBASE64_32_TOTP}
      - MAILER_EMAIL=hello@\${SERVICE_FQDN_PLAUSIBLE:-localhost}
      - SMTP_HOST_ADDR=smtp.postmarkapp.com
      - SMTP_USER_NAME=\${SERVICE_USER_SMTP}
      - SMTP_USER_PWD=\${SERVICE_PASSWORD_SMTP}
    volumes:
      - type: bind
        source: ./a.xml
        target: /a.xml
        content: <a/>
      - type: bind
        source: ./dir
        target: /dir
        is_directory: true
`;

test("what Coolify adds is no mistake, and what it sets is unknown", async () => {
  assert.deepEqual(await found({ "docker-compose.yml": coolify }), []);
  const { status, stdout } = await project({ "docker-compose.yml": coolify }).run([
    "explain",
    "--no-process-env",
    "--format",
    "json",
  ]);
  assert.equal(status, 0);
  const [service] = JSON.parse(stdout).services;
  assert.deepEqual(service.unset, []);
  assert.equal(service.environment.SERVICE_FQDN_PLAUSIBLE_8000.value, null);
  assert.equal(service.environment.MAILER_EMAIL.value, null, "a default that Coolify overrides");
  assert.deepEqual(service.mailer.outcome, "unknown");
});

test("a mistake in a file for Coolify is told all the same", async () => {
  const wrong = coolify.replace("SMTP_HOST_ADDR=smtp.postmarkapp.com", wrongFlag.join("\n      - "));
  assert.deepEqual(await found({ "docker-compose.yml": wrong }), ["tls-port-mismatch@SMTP_HOST_SSL_ENABLED"]);
  const strange = coolify.replace("exclude_from_hc", "exclude_from_hcc");
  assert.deepEqual(await found({ "docker-compose.yml": strange }), ["compose-error@null"]);
});

test("a template of CapRover is not judged as a compose file", async () => {
  const text = `captainVersion: 4
services:
    '$$cap_appname':
        image: ghcr.io/plausible/community-edition:v3.2.1
        environment:
            BASE_URL: https://$$cap_appname.$$cap_root_domain
            SECRET_KEY_BASE: $$cap_gen_random_hex(64)
            MAILER_EMAIL: $$cap_sender
            SMTP_HOST_ADDR: $$cap_smtp_host
            SMTP_HOST_PORT: $$cap_smtp_port
            SMTP_USER_NAME: $$cap_smtp_user
            SMTP_USER_PWD: $$cap_smtp_password
        caproverExtra: { containerHttpPort: '8000' }
caproverOneClickApp: { displayName: Plausible }
`;
  assert.deepEqual(await found({ "plausible.yml": text }, "plausible.yml"), []);
  const { stdout } = await project({ "plausible.yml": text }).run(["explain", "--format", "json", "plausible.yml"]);
  assert.equal(JSON.parse(stdout).services[0].mailer.outcome, "unknown");
});

test("Umbrel completes app_proxy, and Umbrel, Runtipi and CasaOS set their own names", async () => {
  const app = (more: string, host: string) =>
    `${composeFile([`BASE_URL=http://${host}`, `MAILER_EMAIL=hello@${host}`, "SMTP_HOST_ADDR=smtp.postmarkapp.com", "SMTP_USER_NAME", "SMTP_USER_PWD"])}${more}`;
  const umbrel = "  app_proxy:\n    environment:\n      APP_HOST: plausible_plausible_1\n";
  assert.deepEqual(await found({ "docker-compose.yml": app(umbrel, `\${DEVICE_DOMAIN_NAME}`) }), []);
  const runtipi = '    ports: ["${APP_PORT}:8000"]\n    labels:\n      runtipi.managed: true\n';
  assert.deepEqual(await found({ "docker-compose.yml": app(runtipi, `\${APP_DOMAIN}`) }), []);
  const network = "    networks: [tipi_main_network]\n";
  assert.deepEqual(await found({ "docker-compose.yml": app(network, "a.zoo.example") }), []);
  assert.deepEqual(await found({ "docker-compose.yml": app(network.replace("tipi", "my"), "a.zoo.example") }), [
    "compose-error@null",
  ]);
  const explained = await project({ "docker-compose.yml": app(runtipi, `\${APP_DOMAIN}`) }).run(["explain"]);
  assert.equal(explained.status, 0, explained.stderr);
  const casaos = "x-casaos:\n  main: plausible\n";
  assert.deepEqual(await found({ "docker-compose.yml": app(casaos, "$AppID.zoo.example") }), []);
  assert.deepEqual(await found({ "docker-compose.yml": app("", `\${APP_DOMAIN}`) }), ["unresolved-variable@MAILER_EMAIL"]);
});

test("stack.env is written by Portainer: it is neither missing nor empty", async () => {
  const compose = `${composeFile(["MAILER_ADAPTER=Bamboo.Mua", ...wrongFlag])}    env_file: [stack.env]\n`;
  assert.deepEqual(await found({ "compose.yml": compose }), ["tls-port-mismatch@SMTP_HOST_SSL_ENABLED"]);
  const { status, stdout } = await project({ "compose.yml": compose }).run(["explain", "--format", "json"]);
  assert.equal(status, 0);
  assert.equal(JSON.parse(stdout).services[0].mailer.outcome, "unknown");
});

test("one place for a template engine, and Compose's refusals are not told", async () => {
  const strange = composeFile([...wrongFlag, ...login]).replace("    environment", "    strange: true\n    environment");
  assert.deepEqual(await found({ "compose.yml": strange }), ["compose-error@null", "tls-port-mismatch@SMTP_HOST_SSL_ENABLED"]);
  const template = `${strange}      - TZ={{ timezone }}\n`;
  assert.deepEqual(await found({ "compose.yml": template }), ["tls-port-mismatch@SMTP_HOST_SSL_ENABLED"]);
});

test("a template that is no YAML yet is called so, in one sentence", async () => {
  const text =
    "services:\n  plausible:\n{% if mail %}\n    image: ghcr.io/plausible/community-edition:v3.2.1\n  - {{ x }}\n{% endif %}\n";
  const tree = project({ "compose.yml": text });
  for (const args of [["lint"], ["lint", "compose.yml"]]) {
    const { status, stderr, stdout } = await tree.run(args);
    assert.equal(status, 2);
    assert.match(stderr, /^plausible-mail: compose\.yml: this is a template.* --container -"\n$/);
    assert.equal(stdout, "");
  }
});

test("stack files are found, and say that Swarm reads no .env", async () => {
  const stack = composeFile(["BASE_URL=https://stats.zoo.example", "SMTP_HOST_ADDR", "SMTP_USER_NAME", "SMTP_USER_PWD"]);
  for (const name of ["stack.yml", "stack-plausible.yaml", "docker-stack.yml"]) {
    const files = { [name]: stack, ".env": "SMTP_HOST_ADDR=smtp.zoo.example\n" };
    assert.ok((await found(files)).includes("stack-reads-no-dotenv@SMTP_HOST_ADDR"), name);
  }
});

test("the output of docker compose config is a compose file, also as JSON", async () => {
  const environment = {
    BASE_URL: "https://stats.zoo.example",
    MAILER_EMAIL: "plausible@zoo.example",
    SMTP_HOST_ADDR: "smtp.postmarkapp.com",
    SMTP_HOST_PORT: "587",
    SMTP_HOST_SSL_ENABLED: "true",
    SMTP_USER_NAME: "abc",
    SMTP_USER_PWD: "pa$$word",
    SECRET_KEY_BASE: null,
  };
  const service = { command: null, entrypoint: null, environment, image: "ghcr.io/plausible/community-edition:v3.2.1" };
  const networks = { default: { name: "p_default", ipam: {} } };
  const json = JSON.stringify({ name: "p", networks, services: { plausible: { ...service, networks: { default: null } } } });
  const tree = project({ "effective.json": json });
  const wanted = ["tls-port-mismatch", "secret-in-compose"];
  for (const [args, options] of [
    [["effective.json"], {}],
    [["-"], { stdin: json }],
  ] as const) {
    const { stdout } = await tree.run(["lint", "--format", "json", ...args], options);
    assert.deepEqual(
      (JSON.parse(stdout).findings as Reported[]).map(({ rule }) => rule),
      wanted,
    );
  }
  const { stdout } = await tree.run(["explain", "--format", "json", "--show-secrets", "effective.json"]);
  assert.equal(JSON.parse(stdout).services[0].environment.SMTP_USER_PWD.value, "pa$word");
});

const marks = ["CLICKHOUSE_DATABASE_URL=http://clickhouse:8123/stats", "MAILER_ADAPTER=Bamboo.Mua", "SECRET_KEY_BASE"];

test("Plausible that is built, or has an image of one's own, is known by its variables", async () => {
  const items = [...wrongFlag, ...login];
  const of = (image: string, more: readonly string[]) =>
    found({ "compose.yml": composeFile([...items, ...more], "x").replace("image: x", image) });
  const told = ["tls-port-mismatch@SMTP_HOST_SSL_ENABLED"];
  assert.deepEqual(await of("build: ./analytics", marks), told);
  assert.deepEqual(await of("image: registry.zoo.example/stats:7", marks), told);
  assert.deepEqual(await of("build: .", marks.slice(0, 2)), [], "two names are not enough");
  const weak = ["SECRET_KEY_BASE", "ENABLE_EMAIL_VERIFICATION=true", "DISABLE_REGISTRATION=true"];
  assert.deepEqual(await of("build: .", weak), [], "names that others read as well");
  assert.deepEqual(await of("image: postgres:16", marks), [], "a database is none, whatever it is given");
});

test("names in env files tell it too, but not of what stands beside Plausible's own image", async () => {
  const env = [...wrongFlag, ...marks, "SMTP_USER_NAME=a", "SMTP_USER_PWD=b"].join("\n");
  const built = "services:\n  stats:\n    build: .\n    env_file: stats.env\n";
  const wanted = "tls-port-mismatch@SMTP_HOST_SSL_ENABLED";
  assert.ok((await found({ "compose.yml": built, "stats.env": env })).includes(wanted));
  const official = `${composeFile(["SMTP_HOST_ADDR=smtp.postmarkapp.com", ...login])}  backup:\n    image: zoo/backup:1\n    env_file: stats.env\n`;
  assert.equal((await found({ "compose.yml": official, "stats.env": env })).includes(wanted), false);
});

test("the config says outright which services are Plausible's", async () => {
  const files = {
    "compose.yml": composeFile([...wrongFlag, ...login], "registry.zoo.example/stats:7"),
    ".plausible-mail.yml": "services: [plaus*]\n",
  };
  assert.deepEqual(await found(files), ["tls-port-mismatch@SMTP_HOST_SSL_ENABLED"]);
  const { stdout } = await project(files).run(["explain", "--format", "json"]);
  assert.deepEqual(JSON.parse(stdout).services[0].version, { value: "3.2.1", assumed: true, reason: "own-image" });
  const wrong = project({ ...files, ".plausible-mail.yml": "services: {a: b}\n" });
  assert.match((await wrong.run(["lint"])).stderr, /services: expected a list of globs/);
});

const foreign: readonly (readonly [name: string, text: string, kind: RegExp])[] = [
  ["plausible.yaml", "apiVersion: apps/v1\nkind: Deployment\nspec:\n  template: {}\n", /a Kubernetes manifest.*kubectl exec/],
  ["plausible.nomad", 'job "plausible" {\n  group "web" {}\n}\n', /a Nomad job.*nomad alloc exec/],
  ["job.txt", 'job "plausible" {\n  group "web" {}\n}\n', /a Nomad job/],
  ["plausible.nix", "{ config, ... }: {\n  services.plausible.enable = true;\n}\n", /a NixOS module.*environ \| /],
  ["plausible.container", "[Container]\nImage=ghcr.io/plausible/community-edition:v3.2.1\n", /a Podman quadlet.*podman inspect/],
  ["run.sh", "#!/bin/sh\ndocker run -e BASE_URL=x plausible\n", /a shell script.*docker inspect/],
  ["Dockerfile", "FROM ghcr.io/plausible/community-edition:v3.2.1\n", /a Dockerfile/],
  ["site.yml", "- hosts: all\n  tasks: []\n", /an Ansible playbook/],
  [
    "deploy.yml",
    "service: plausible\nimage: plausible/community-edition\nservers:\n  web: [192.0.2.7]\nenv:\n  clear: {}\n",
    /a Kamal configuration.*kamal app exec/,
  ],
  ["my.xml", '<?xml version="1.0"?>\n<Container version="2">\n</Container>\n', /an Unraid template/],
];

test("a file that is no compose file is called what it is, with a way to check it", async () => {
  for (const [name, text, kind] of foreign) {
    const tree = project({ [name]: text });
    for (const command of ["lint", "explain", "test"]) {
      const { status, stderr } = await tree.run([command, name]);
      assert.equal(status, 2, name);
      assert.match(stderr, kind, name);
      assert.match(stderr, /^plausible-mail: [^\n]*plausible-mail lint --container -"\n$/, name);
      assert.doesNotMatch(stderr, /refuse/i);
    }
    assert.match((await tree.run(["lint", "--lang", "zh-cn", name])).stderr, /不是 compose 文件|而不是/);
  }
});

test("a folder that git ignores says why nothing is found in it", async () => {
  const tree = project({ ".git/HEAD": "", ".gitignore": "private/\n", "private/compose.yml": composeFile(wrongFlag) });
  for (const [args, at] of [
    [["private"], "."],
    [[], "private"],
  ] as const) {
    const { status, stderr } = await tree.run(["lint", ...args], { in: at });
    assert.equal(status, 2);
    assert.match(stderr, /\.gitignore leaves out \(such as .*compose\.yml\)/);
  }
  assert.match((await tree.run(["lint", "private", "--lang", "zh-cn"])).stderr, /\.gitignore/);
  assert.equal((await tree.run(["lint", "private/compose.yml"])).status, 1, "by name it is checked");
  assert.match((await project({ "a.txt": "" }).run(["lint"])).stderr, /no compose file in this folder or below it\n$/);
});

const dotenv = [
  "BASE_URL=https://stats.zoo.example",
  "SECRET_KEY_BASE=0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklmnopqrstuvwxyz",
  "TOTP_VAULT_KEY=dsxvbn3jxDd16az2QpsX5B8O+llxjQ2SJE2i5Bzx38I=",
  "MAILER_EMAIL=plausible@zoo.example",
  ...wrongFlag,
  "SMTP_USER_NAME=abc",
  "SMTP_USER_PWD=def",
].join("\n");

test("an env file stands for the projects that read it", async () => {
  const compose =
    "services:\n  plausible:\n    image: ghcr.io/plausible/community-edition:v3.2.1\n    env_file: conf/plausible.env\n";
  const other = compose.replace("conf/plausible.env", "../conf/plausible.env");
  const files = { "compose.yml": compose, "stacks/docker-compose.yml": other, "conf/plausible.env": dotenv, ".git/HEAD": "" };
  const tree = project(files);
  const { stdout, status } = await tree.run(["lint", "conf/plausible.env", "--format", "json"]);
  assert.equal(status, 1);
  const { findings, summary } = JSON.parse(stdout);
  assert.deepEqual(
    findings.map(({ rule, file }: Reported) => [rule, file]),
    [["tls-port-mismatch", "conf/plausible.env"]],
  );
  assert.equal(summary.files, 2);
  const bare = composeFile([
    "BASE_URL",
    "SECRET_KEY_BASE",
    "SMTP_HOST_ADDR",
    "SMTP_HOST_PORT",
    "SMTP_HOST_SSL_ENABLED",
    "SMTP_USER_NAME",
    "SMTP_USER_PWD",
    "MAILER_EMAIL",
  ]);
  const usual = { "compose.yml": bare, ".env": dotenv };
  assert.deepEqual(await found(usual, ".env"), await found(usual));
});

test("an env file that no project reads is a container's environment where its names or --image say so", async () => {
  assert.deepEqual(await found({ ".env": dotenv }, ".env"), ["tls-port-mismatch@SMTP_HOST_SSL_ENABLED"]);
  assert.deepEqual(await found({ "app/.env.production": dotenv }, "app/.env.production"), [
    "tls-port-mismatch@SMTP_HOST_SSL_ENABLED",
  ]);
  const few =
    "SMTP_HOST_ADDR=smtp.gmail.com\nSMTP_HOST_PORT=465\nSMTP_HOST_SSL_ENABLED=false\nSMTP_USER_NAME=a@gmail.com\nSMTP_USER_PWD=abcdabcdabcdabcd\n";
  for (const text of ["SMTP_HOST=a\nSMTP_PASSWORD=canary\n", few, "# nothing\n", ""]) {
    const tree = project({ "app.env": text, "compose.yml": "services:\n  web:\n    image: nginx\n" });
    const { status, stdout, stderr } = await tree.run(["lint", "app.env"]);
    assert.equal(status, 0);
    assert.equal(stdout, "");
    assert.match(stderr, /^app\.env: no Plausible settings in it.*\n$/);
    assert.match((await tree.run(["lint", "app.env", "--lang", "zh-cn"])).stderr, /没有 Plausible 的内容/);
  }
  const told = await found({ "app.env": few }, "app.env", "--image", "v3.1.0");
  assert.ok(told.includes("tls-port-mismatch@SMTP_HOST_SSL_ENABLED"));
  const tree = project({ "app.env": few });
  assert.equal((await tree.run(["lint", "app.env", "--image", "banana"])).status, 2);
  assert.match((await tree.run(["lint", "app.env", "--image", "v3.1.0"])).stdout, /1 Plausible service, 1 env file/);
});

test("fixes of a lone env file are edits of that file alone", async () => {
  const tree = project({ ".env": dotenv });
  const { findings } = JSON.parse((await tree.run(["lint", ".env", "--format", "json"])).stdout);
  assert.deepEqual(findings[0].fixes[0].edits[0].file, ".env");
  const half = project({ ".env": dotenv.replace("SMTP_USER_PWD=def", "") });
  for (const { file, fixes } of JSON.parse((await half.run(["lint", ".env", "--format", "json"])).stdout).findings) {
    assert.equal(file, ".env");
    for (const { edits } of fixes) for (const edit of edits) assert.equal(edit.file, ".env");
  }
});

test("explain and test say that an env file is no project", async () => {
  const tree = project({ ".env": dotenv });
  for (const command of ["explain", "test"]) {
    const { status, stderr } = await tree.run([command, ".env"]);
    assert.equal(status, 2);
    assert.match(stderr, /\.env: this is an env file\..*"--container \.env"\n$/);
  }
  assert.equal((await tree.run(["explain", "--container", ".env"])).status, 0);
});

test("a listing that is no env file is read as its platform means it", async () => {
  const text = dotenv
    .split("\n")
    .map((line) => `export ${line.replace("=", "='")}'`)
    .join("\n")
    .replace("'def'", String.raw`'it'\''s'`);
  const tree = project({ "config.env": text, "text.env": "just words\n" });
  const { status, stdout } = await tree.run(["lint", "config.env", "--image", "v3.2.1"]);
  assert.equal(status, 1);
  assert.match(stdout, /tls-port-mismatch[\s\S]* in your panel/);
  assert.doesNotMatch(stdout, /Docker Compose/);
  const words = await tree.run(["lint", "text.env"]);
  assert.equal(words.status, 0);
  assert.match(words.stderr, /^text\.env: no Plausible settings in it/);
});
