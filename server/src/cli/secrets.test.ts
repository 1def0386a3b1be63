import assert from "node:assert/strict";
import { test } from "node:test";
import { composeFile, runIn } from "../../testing/cli.js";

const canary = "k4narienvogel!Q";

/** Places where people put a password, each with a mistake on or near it, so that much is said about it. */
const places: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "in the list": { "compose.yml": composeFile([`SMTP_USER_PWD=${canary}`, "SMTP_HOST_SSL_ENABLED=true"]) },
  "in quotes that stay": { "compose.yml": composeFile([`SMTP_USER_PWD="${canary}"`]) },
  "in .env": {
    "compose.yml": composeFile(["SMTP_USER_PWD", "SMTP_HOST_SSL_ENABLED=maybe"]),
    ".env": `SMTP_USER_PWD=${canary}\n`,
  },
  "in .env under another name": { "compose.yml": composeFile(["SMTP_USER_PWD=${MAILPASS}"]), ".env": `MAILPASS='${canary}'\n` },
  "under a harmless name": { "compose.yml": composeFile(["GREETING=${SMTP_USER_PWD}"]), ".env": `SMTP_USER_PWD=${canary}\n` },
  "as the default of a secret, under another name": {
    "compose.yml": composeFile([`MAILER_ADAPTER=\${MAILPASS:-${canary}}`, `SMTP_RETRIES=a\${MY_TOKEN-${canary}}`]),
  },
  "as an unknown variable": { "compose.yml": composeFile([`SMTP_PASSWORD=${canary}`]) },
  "in an address": { "compose.yml": composeFile([`DATABASE_URL=postgres://postgres:${canary}@plausible_db:5432/plausible`]) },
  "in an env file with a line that is broken": {
    "compose.yml": composeFile(["SMTP_HOST_PORT=x"]).replace("    environment:", "    env_file: mail.env\n    environment:"),
    "mail.env": `SMTP_USER_PWD=${canary}\n`,
  },
  "as a name before a value": { "compose.yml": composeFile([`SMTP_HOST_ADDR=https://me:${canary}@smtp.eu.mailgun.org`]) },
  "where Plausible prints it": { "compose.yml": composeFile([]).replace(/SECRET_KEY_BASE=.*/, `SECRET_KEY_BASE=${canary}`) },
  "in what Compose refuses": { "compose.yml": composeFile([`SMTP_USER_PWD=a\${${canary}`]) },
  "in what became a part of the image": {
    "compose.yml": composeFile([]).replace(
      "v3.2.1\n    environment:",
      "v3.2.1\n      - SMTP_USER_PWD=${SMTP_USER_PWD}\n    environment:",
    ),
    ".env": `SMTP_USER_PWD=${canary}\n`,
  },
  "in a name, without a value and with one": {
    "compose.yml": composeFile(["SMTP_A${SMTP_USER_PWD}", "SMTP_B${SMTP_USER_PWD}=1"]),
    ".env": `SMTP_USER_PWD=${canary}\n`,
  },
  "in a name of letters alone": {
    "compose.yml": composeFile(["SMTP_A${SMTP_USER_PWD}=1"]),
    ".env": "SMTP_USER_PWD=k4narienvogel7\n",
  },
  "in an env file that ends in a quote": {
    "compose.yml": composeFile([]).replace("    environment:", "    env_file: mail.env\n    environment:"),
    "mail.env": `SMTP_USER_PWD="${canary}\nA=b\n`,
  },
  "after a quote that ends too early": {
    "compose.yml": composeFile([]).replace("    environment:", "    env_file: mail.env\n    environment:"),
    "mail.env": `SMTP_USER_PWD="ab" ${canary}\n`,
  },
  "behind a colon in a list": { "compose.yml": composeFile([`SMTP_USER_PWD:${canary}`]) },
  "behind an asterisk": { "compose.yml": `${composeFile([])}    labels:\n      MY_TOKEN: *${canary}\n` },
  "behind a blank and a hash": { "compose.yml": composeFile(["SMTP_USER_PWD"]), ".env": `SMTP_USER_PWD=a #${canary}\n` },
  "before a host without a scheme": { "compose.yml": composeFile([`SMTP_HOST_ADDR=me:${canary}@smtp.eu.mailgun.org:587`]) },
  ...Object.fromEntries(
    [canary, canary.replace("!", "-"), `"${canary}`, `${canary} x`].map((line) => [
      `alone in an env file, as ${line.replace(canary, "it").replace(canary.replace("!", "-"), "a name")}`,
      {
        "compose.yml": composeFile(["SMTP_USER_PWD"]).replace("    environment:", "    env_file: mail.conf\n    environment:"),
        "mail.conf": `SMTP_HOST_PORT=x\nSMTP_USER_PWD=\n${line}\n`,
        ".env": `SMTP_USER_PWD=\n${line}\nA=b\n`,
      },
    ]),
  ),
  "below its name, as a key": { "compose.yml": mapOf(`SMTP_USER_PWD:\n        ${canary}: x`) },
  "below its name, as a key that is asked for": { "compose.yml": mapOf(`SMTP_USER_PWD:\n        ? ${canary}`) },
  "below its name, in a list": { "compose.yml": mapOf(`SMTP_USER_PWD:\n        - ${canary}`) },
  "beside its name, as a key": { "compose.yml": mapOf(`SMTP_USER_PWD:\n      ${canary}: x`) },
  "behind its name, in a key": { "compose.yml": mapOf(`SMTP_USER_PWD=${canary}: x`) },
  "in braces, as a key": { "compose.yml": mapOf(`SMTP_USER_PWD: {${canary}: x}`) },
  "on a broken line": { "compose.yml": `${composeFile([`SMTP_USER_PWD=${canary}`])}      - SMTP_USER_PWD: "${canary}\n` },
};

/** A compose file with this in its `environment`, a map. */
function mapOf(pairs: string): string {
  return composeFile([]).replace(/ {4}environment:\n(?: {6}.*\n)*/, `    environment:\n      ${pairs}\n`);
}

const commands = [
  ["lint"],
  ["lint", "--format", "json"],
  ["explain", "--all-services"],
  ["explain", "--all-services", "--format", "json"],
  ["explain", "--format", "elixir"],
  ["explain", "--as", "v2.1.1"],
  ["explain", "--as", "master", "--format", "json"],
  ...["sarif", "github", "junit", "gitlab"].map((format) => ["lint", "--format", format]),
  ...["text", "json", "markdown"].map((format) => ["doctor", "--connect-to", "127.0.0.1:1", "--format", format]),
  ["test", "--connect-to", "127.0.0.1:1"],
  ["test", "--connect-to", "127.0.0.1:1", "--format", "json"],
];

for (const [where, files] of Object.entries(places)) {
  test(`no output shows a secret that stands ${where}`, async () => {
    for (const args of commands) {
      const { stdout, stderr } = await runIn(files, args);
      assert.ok(!(stdout + stderr).includes(canary.slice(0, -2)), `${args.join(" ")}:\n${stdout}${stderr}`);
      assert.ok(!(stdout + stderr).includes(Buffer.from(canary).toString("base64").slice(0, 12)), args.join(" "));
    }
  });
}

test("a weak password is hidden in code frames too, and ordinary words elsewhere stay readable", async () => {
  const compose = composeFile(["SMTP_USER_PWD='plausible'", "SMTP_HOST_SSL_ENABLED=true"]);
  const { stdout } = await runIn({ "compose.yml": compose }, ["lint"]);
  assert.match(stdout, /- SMTP_USER_PWD=\*\*\*\n +│ +\^\^\^\n/);
  assert.doesNotMatch(stdout, /'plausible'/);
  assert.match(stdout, /Plausible service/);
});

test("a secret that is empty is shown as empty: there is nothing to hide, and much to see", async () => {
  const { stdout } = await runIn({ "compose.yml": composeFile(["SMTP_USER_NAME=me", "SMTP_USER_PWD="]) }, ["lint"]);
  assert.match(stdout, /- SMTP_USER_PWD=\n/);
  assert.doesNotMatch(stdout, /\*\*\*/);
});

test("the value of every other variable is exactly Compose's, also beside a secret that is a word in it", async () => {
  const compose = composeFile(["POSTGRES_PASSWORD=postgres", "CLICKHOUSE_DATABASE_URL=http://plausible_events_db:8123/postgres"]);
  const { stdout } = await runIn({ "compose.yml": compose }, ["explain", "--format", "json"]);
  const { environment } = JSON.parse(stdout).services[0];
  assert.equal(environment.POSTGRES_PASSWORD.value, "***");
  assert.equal(environment.CLICKHOUSE_DATABASE_URL.value, "http://plausible_events_db:8123/postgres");
});

test("the name of a secret that nothing sets is not one", async () => {
  for (const form of ["SMTP_USER_PWD", "SMTP_USER_PWD=${SMTP_USER_PWD}"]) {
    const compose = composeFile(["SMTP_USER_NAME=me", form]);
    for (const command of ["lint", "explain"]) {
      const { stdout } = await runIn({ "compose.yml": compose }, [command, "--format", "json"]);
      assert.ok(!/[Bb]oth[^"]*\*\*\*|`\*\*\*`/.test(stdout), stdout);
    }
  }
});

test("an image with a digest shows no user info", async () => {
  const image = `ghcr.io/plausible/community-edition:v3.2.1@sha256:${"0".repeat(64)}`;
  const compose = composeFile([]).replace("ghcr.io/plausible/community-edition:v3.2.1", image);
  const { stdout } = await runIn({ "compose.yml": compose }, ["explain"]);
  assert.ok(stdout.includes(image), stdout);
});

test("what follows a $ in a password is a part of it", async () => {
  const compose = composeFile(["SMTP_USER_PWD=ab$k4narienvogel", "MAILER_NAME=a$other"]);
  for (const format of ["text", "json"]) {
    const { stdout } = await runIn({ "compose.yml": compose }, ["explain", "--format", format]);
    assert.ok(!stdout.includes("k4narienvogel") && stdout.includes("other"), stdout);
  }
});

test("user info in an address is hidden, the rest of it stays", async () => {
  const compose = composeFile(["DATABASE_URL=postgres://postgres:postgres@plausible_db:5432/plausible_db"]);
  const { stdout } = await runIn({ "compose.yml": compose }, ["explain", "--format", "json"]);
  assert.equal(JSON.parse(stdout).services[0].environment.DATABASE_URL.value, "postgres://***@plausible_db:5432/plausible_db");
});

test("a fix around a secret still does what it says", async () => {
  const { stdout } = await runIn({ "compose.yml": composeFile([`SMTP_USER_PWD="${canary}"`]) }, ["lint", "--format", "json"]);
  const { fixes } = JSON.parse(stdout).findings.find(({ rule }: { rule: string }) => rule === "literal-quotes");
  const line = `      - SMTP_USER_PWD="${canary}"`;
  const edits: { range: { start: { character: number }; end: { character: number } }; newText: string }[] = fixes[0].edits;
  const fixed = edits
    .sort((a, b) => b.range.start.character - a.range.start.character)
    .reduce((text, { range, newText }) => text.slice(0, range.start.character) + newText + text.slice(range.end.character), line);
  assert.equal(fixed.replaceAll('"', ""), line.replaceAll('"', ""));
  assert.doesNotMatch(fixed, /=["]/);
});

test("--show-secrets: a terminal is asked, and its answer counts", async () => {
  const files = { "compose.yml": composeFile([`SMTP_USER_PWD=${canary}`]) };
  const args = ["explain", "--show-secrets"];
  const piped = await runIn(files, args);
  assert.ok(piped.stdout.includes(canary));
  const yes = await runIn(files, args, { terminal: true, answer: true });
  assert.equal(yes.questions.length, 1);
  assert.ok(yes.stdout.includes(canary));
  const no = await runIn(files, args, { terminal: true, answer: false });
  assert.ok(!no.stdout.includes(canary));
});

test("values of a million letters are read, also beside a mistake, and a log with such a line", async () => {
  for (const name of ["SMTP_HOST_ADDR", "SMTP_USER_PWD", "MAILER_EMAIL"]) {
    const compose = composeFile([`${name}=${"a".repeat(1_000_000)}`, "SMTP_HOST_SSL_ENABLED=maybe"]);
    for (const args of [["lint"], ["lint", "--format", "json"], ["explain", "--format", "json"]])
      assert.notEqual((await runIn({ "compose.yml": compose }, args)).stdout, "", `${name} ${args.join(" ")}`);
  }
  const { status } = await runIn({}, ["why", "-"], { stdin: `[error] Failed to send e-mail ${"a".repeat(1_000_000)}\n` });
  assert.equal(status, 2); // a line of mail that says nothing known
});

test("names and values with signs of a regular expression are texts like any other", async () => {
  const compose = composeFile(["SMTP_HOST_ADDR=[a-", "SMTP_USER_PWD=(*+?", "SMTP_USER_NAME=\\", "(SMTP_HOST=x"]);
  for (const args of [["lint"], ["explain"]]) {
    const { status, stderr } = await runIn({ "compose.yml": `${compose}  "a(b[":\n    image: x\n` }, args);
    assert.ok(status < 2 || !/regular expression/i.test(stderr), stderr);
  }
});

test("a fix that writes a placeholder is kept where a secret is still that placeholder", async () => {
  const compose = `services:
  mail:
    image: bytemark/smtp
  plausible:
    image: plausible/analytics:v2.0.0
    env_file: plausible-conf.env
    depends_on: [mail]
`;
  const files = {
    "compose.yml": compose,
    "plausible-conf.env": "BASE_URL=https://stats.blumenhof.example\nSECRET_KEY_BASE=replace-me\n",
  };
  const { stdout } = await runIn(files, ["lint", "--no-process-env", "--format", "json"]);
  const findings: { rule: string; fixes: { edits: { newText: string }[] }[] }[] = JSON.parse(stdout).findings;
  const written = findings
    .filter(({ rule }) => rule === "orphan-mail-sidecar")
    .flatMap(({ fixes }) => fixes.flatMap(({ edits }) => edits));
  assert.ok(
    written.some(({ newText }) => newText.includes("=replace-me")),
    stdout,
  );
});
