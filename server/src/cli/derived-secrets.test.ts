import assert from "node:assert/strict";
import { test } from "node:test";
import { runIn } from "../../testing/cli.js";

/** A service with nothing of mail but this. */
function composeFile(environment: readonly string[]): string {
  const key = "0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklmnopqrstuvwxyz";
  const items = ["BASE_URL=https://stats.acme-widgets.org", `SECRET_KEY_BASE=${key}`, ...environment];
  const lines = items.map((item) => `      - ${item}\n`).join("");
  return `services:\n  plausible:\n    image: ghcr.io/plausible/community-edition:v3.2.1\n    environment:\n${lines}`;
}

/** Whatever shows something that Plausible makes of a project's values. A door that is new belongs here. */
const doors: Readonly<Record<string, readonly string[]>> = {
  lint: ["lint"],
  "lint json": ["lint", "--format", "json"],
  "lint sarif": ["lint", "--format", "sarif"],
  "lint github": ["lint", "--format", "github"],
  "explain text": ["explain", "--all-services"],
  "explain json": ["explain", "--all-services", "--format", "json"],
  "explain elixir": ["explain", "--format", "elixir"],
  "explain --as": ["explain", "--as", "v2.1.1"],
  "explain --as json": ["explain", "--as", "v2.1.1", "--format", "json"],
  "explain --compare": ["explain", "--compare", "-"],
  "explain --compare json": ["explain", "--compare", "-", "--format", "json"],
  test: ["test", "--connect-to", "127.0.0.1:1"],
  "test json": ["test", "--connect-to", "127.0.0.1:1", "--format", "json"],
  "test --find-working": ["test", "--connect-to", "127.0.0.1:1", "--find-working"],
  "test --find-working json": ["test", "--connect-to", "127.0.0.1:1", "--find-working", "--format", "json"],
  why: ["why", "-", "-f", "compose.yml"],
  "why json": ["why", "-", "-f", "compose.yml", "--format", "json"],
};

const relay = ["SMTP_HOST_ADDR=smtp.acme-widgets.org", "SMTP_HOST_PORT=587"];

/** Where a secret gets into what is made of it. */
const places = (secret: string): Readonly<Record<string, Readonly<Record<string, string>>>> => ({
  "as user name and password": {
    "compose.yml": composeFile([...relay, `SMTP_USER_NAME=${secret}`, `SMTP_USER_PWD=${secret}`]),
  },
  "in the host's user info": { "compose.yml": composeFile([`SMTP_HOST_ADDR=smtp://me:${secret}@smtp.acme-widgets.org`]) },
  "in the host's user info, without a scheme": { "compose.yml": composeFile([`SMTP_HOST_ADDR=me:${secret}@relay`]) },
  "as the sender": { "compose.yml": composeFile([...relay, `MAILER_EMAIL=\${SMTP_USER_PWD:-${secret}@acme-widgets.org}`]) },
  "as the sender's name": {
    "compose.yml": composeFile([...relay, "MAILER_NAME=${MY_TOKEN}", "MAILER_EMAIL=a@acme-widgets.org"]),
    ".env": `MY_TOKEN=${secret}\n`,
  },
  "as the host": { "compose.yml": composeFile(["SMTP_HOST_ADDR=${SMTP_USER_PWD}"]), ".env": `SMTP_USER_PWD=${secret}\n` },
  "as a part of the sender": {
    "compose.yml": composeFile([...relay, "MAILER_NAME=Stats", "MAILER_EMAIL=x-${MAIL_SECRET}@acme-widgets.org"]),
    ".env": `MAIL_SECRET=${secret}\n`,
  },
  "by way of another name": {
    "compose.yml": composeFile([...relay, "SMTP_USER_NAME=${LOGIN}", "SMTP_USER_PWD=x"]),
    ".env": `MAIL_TOKEN=${secret}\nLOGIN="\${MAIL_TOKEN}"\n`,
  },
  "under a name with a slip": {
    "compose.yml": composeFile([
      ...relay,
      `SMTP_USER_PDW=${secret}`,
      `SMTP_USER_PASWORD=${secret}`,
      `POSTMARK_API_KYE=${secret}`,
    ]),
  },
});

const log = (secret: string) =>
  `** (Mua.SMTPError) 535 5.7.8 Error: authentication failed for ${secret}@acme-widgets.org\n[error] Failed to send e-mail: me:${secret}@smtp.acme-widgets.org\n`;
const container = (secret: string) =>
  `[adapter: Bamboo.Mua, ssl: [middlebox_comp_mode: false], protocol: :tcp, relay: "other", port: 587, auth: [username: "${secret}9", password: "${secret}9"]]\n`;

for (const secret of ["k4narienvogel-Q7", "plum"]) {
  for (const [where, files] of Object.entries(places(secret))) {
    test(`no door shows ${secret.length < 6 ? "a short" : "a"} secret that stands ${where}`, async () => {
      for (const [door, args] of Object.entries(doors)) {
        const stdin = args[0] === "why" ? log(secret) : container(secret);
        const { stdout, stderr } = await runIn(files, args, { stdin });
        assert.doesNotMatch(stdout + stderr, new RegExp(secret), `${door}:\n${stdout}${stderr}`);
        assert.doesNotMatch(stdout + stderr, /(?<!\$)\{[a-z][a-zA-Z]*\}/, `${door}: a message with a place that was left open`);
      }
    });
  }
}

async function explained(lines: readonly string[], dotenv = "") {
  const { stdout } = await runIn({ "compose.yml": composeFile([...lines]), ".env": dotenv }, ["explain", "--format", "json"]);
  return JSON.parse(stdout).services[0];
}

test("what is made of a secret is masked in each field, and the rest is told", async () => {
  const token = "0b7c1d9e-aaaa-bbbb-cccc-1234567890ab";
  const { environment, mailer, delivery } = await explained([...relay, `SMTP_USER_NAME=${token}`, `SMTP_USER_PWD=${token}`]);
  assert.equal(environment.SMTP_USER_NAME.value, "***");
  assert.deepEqual(mailer.config.auth, { username: "***", password: "***" });
  assert.equal(delivery.auth.username, "***");
  assert.equal(delivery.host, "smtp.acme-widgets.org");
  assert.equal(mailer.config.relay, "smtp.acme-widgets.org");
});

test("a host with user info is masked like its variable", async () => {
  const { environment, mailer, delivery } = await explained(["SMTP_HOST_ADDR=smtp://me:plum@smtp.acme-widgets.org"]);
  const shown = "smtp://***@smtp.acme-widgets.org";
  assert.deepEqual([environment.SMTP_HOST_ADDR.value, mailer.config.relay, delivery.host], [shown, shown, shown]);
});

test("a sender that is a secret's default is masked, and so is its domain in EHLO", async () => {
  const { environment, mailer, delivery } = await explained([...relay, "MAILER_EMAIL=${SMTP_USER_PWD:-a@acme-widgets.org}"]);
  assert.equal(environment.MAILER_EMAIL.value, "***");
  assert.deepEqual([mailer.mailerEmail, delivery.mailFrom, delivery.ehlo], ["***", "***", "***"]);
});

test("no host, port, address, switch, adapter, default or placeholder is blanked because a secret is equal to it", async () => {
  for (const text of [
    "smtp.acme-widgets.org",
    "stats.acme-widgets.org", // of BASE_URL
    "587",
    "noreply@acme-widgets.org",
    "Bamboo.Mua",
    "true",
    "changeme",
    "<your-password>",
  ]) {
    const service = await explained(
      [
        ...relay,
        "MAILER_EMAIL=${MAILER_EMAIL:-noreply@acme-widgets.org}",
        "MAILER_ADAPTER=Bamboo.Mua",
        "SMTP_HOST_SSL_ENABLED=true",
        "SMTP_USER_NAME=changeme",
        "MAILER_NAME=<your-password>",
        "PUBLIC_HOST=stats.acme-widgets.org",
        "SMTP_USER_PWD=${SMTP_USER_PWD}",
      ],
      `SMTP_USER_PWD=${text}\n`,
    );
    const { environment, delivery, mailer } = service;
    const shown = Object.entries(environment as Record<string, { value: string }>)
      .filter(([name]) => !/KEY|PWD|URL/.test(name))
      .map(([name, { value }]) => `${name}=${value}`);
    assert.ok(!shown.join().includes("***"), `${text}: ${shown.join()}`);
    assert.equal(environment.SMTP_USER_PWD.value, "***");
    assert.equal(delivery.host, "smtp.acme-widgets.org");
    assert.equal(delivery.mailFrom, "noreply@acme-widgets.org");
    assert.equal(mailer.config.auth.password, "***");
  }
});

test("a message of Plausible stays as it is but for the secret", async () => {
  const { mailer } = await explained([...relay, "SMTP_HOST_PORT=plum", "SMTP_USER_PWD=plum", "SMTP_USER_NAME=me"]);
  assert.equal(mailer.outcome, "refuses-to-boot");
  const { stdout } = await runIn({ "compose.yml": composeFile([...relay, "SMTP_HOST_PORT=pear"]) }, [
    "explain",
    "--format",
    "json",
  ]);
  assert.equal(mailer.error.message, JSON.parse(stdout).services[0].mailer.error.message.replaceAll("pear", "***"));
});

test("a file that is one line of JSON shows what stands around a finding", async () => {
  const environment = {
    SMTP_USER_PWD: "k4narienvogel-Q7",
    SMTP_HOST_ADDR: "smtp.acme-widgets.org",
    SMTP_HOST_SSL_ENABLED: "maybe",
  };
  const service = { image: "ghcr.io/plausible/community-edition:v3.2.1", environment };
  const { stdout } = await runIn({ "compose.yml": JSON.stringify({ services: { plausible: service } }) }, ["lint"], {
    columns: 300,
  });
  assert.match(stdout, /"SMTP_USER_PWD":\*\*\*,"SMTP_HOST_ADDR":"smtp\.acme-widgets\.org","SMTP_HOST_SSL_/);
  assert.doesNotMatch(stdout, /k4narienvogel/);
});

test("a mixture with a secret that nothing sets shows the rest of it", async () => {
  const { environment } = await explained(["DATABASE_URL=postgres://postgres:${DB_PASSWORD}@plausible_db:5432/plausible_db"]);
  assert.equal(environment.DATABASE_URL.value, "postgres://***@plausible_db:5432/plausible_db");
});
