import assert from "node:assert/strict";
import { test } from "node:test";
import { ce, compose, explain, explainJson, pageFrom, project, relay } from "../../../testing/explain.js";

test("a page has what the container gets and from where, what nothing reads, the mailer, and what it does", async () => {
  assert.equal(
    await explain(project, ["--all-services"]),
    `plausible  ${ce}:v3.2.1

Environment of the container
  MAILER_EMAIL     stats@acme-widgets.org          mail.env:1
  BASE_URL         https://stats.acme-widgets.org  compose.yml:10
  SECRET_KEY_BASE  ***                             compose.yml:11
  SMTP_HOST_ADDR   smtp.eu.mailgun.org             .env:1
  SMTP_HOST_PORT   587                             .env:2
  SMTP_USER_NAME   postmaster                      compose.yml:14
  SMTP_USER_PWD    ***                             compose.yml:15
  MAILER_NAME      (empty)                         compose.yml:16
  GREETING         , hello                         compose.yml:17  WHO is not set
  SMTP_RETRIES     3                               compose.yml:18

Files that Plausible reads as variables
  /run/secrets/below/it  volume ./other.txt
  /run/secrets/smtp_user_pwd  secret smtp_user_pwd

Not in the container (nothing sets them)
  MAILER_ADAPTER, TZ

Without effect: Plausible 3.2.1 doesn't read
  SMTP_RETRIES  not read by Bamboo.Mua

Plausible 3.2.1 starts with this mail configuration
  adapter       Bamboo.Mua
  ssl           {"middlebox_comp_mode":false}
  protocol      :tcp
  relay         smtp.eu.mailgun.org
  port          587
  auth          {"username":"postmaster","password":"***"}
  mailer_email   <stats@acme-widgets.org>

How it sends email
  Sent by       Mua
  Mail server   smtp.eu.mailgun.org:587
  Encryption    encrypted with STARTTLS if the server offers it
  Login         postmaster, *** (PLAIN, LOGIN)
  Name in EHLO  acme-widgets.org
  Sender        stats@acme-widgets.org

db  postgres  not Plausible

Environment of the container
  A  b  compose.yml:23
`,
  );
});

test("several services are pages with a line between them; others are shown where all are asked for", async () => {
  const second = compose(relay).replace("services:\n", "").replace("  plausible:", "  stats:");
  const files = { "compose.yml": `${compose(relay)}${second}  db:\n    image: postgres\n  idle:\n    build: .\n` };
  const page = await explain(files, ["--all-services"]);
  const [one = "", other = "", ...more] = page.split(/\n(?=stats |db |idle )/);
  assert.match(one, /^plausible {2}ghcr[\s\S]*\n$/);
  assert.equal(other.replace(/compose\.yml:\d+/g, ""), one.replace(/^plausible/, "stats").replace(/compose\.yml:\d+/g, ""));
  assert.deepEqual(more, ["db  postgres  not Plausible\n", "idle    not Plausible\n"]);
  assert.equal(await explain(files), `${one}\n${other}`);
});

test("a boot that is refused, cannot be, or isn't known takes the place of the mailer", async () => {
  const refused = await pageFrom("Plausible 3", [...relay, "SMTP_HOST_SSL_ENABLED=tls"]);
  const words =
    '** (ArgumentError) Invalid boolean value: "tls". Expected one of: 1, 0, t, f, true, false, y, n, yes, no, on, off';
  assert.equal(refused, `Plausible 3.2.1 refuses to start\n  ${words}\n`);
  const large = await pageFrom("The container", [...relay, `X=${"x".repeat(140_000)}`]);
  assert.equal(large, `The container can't start: "X" is longer than Linux allows\n  argument list too long\n`);
  const inPanel = { "compose.yml": compose([...relay, "MAILER_ADAPTER"], undefined, "    env_file: stack.env\n") };
  assert.match(await explain(inPanel), /\n\nWhether Plausible 3\.2\.1 starts depends on [A-Z_, \n]+\n$/);
  const { services } = (await explainJson(inPanel)) as { services: { mailer: { unknown: string[] } }[] };
  const mailer = services[0]?.mailer;
  assert.ok(mailer?.unknown.includes("LOG_LEVEL"));
  assert.deepEqual({ ...mailer, unknown: 0 }, { outcome: "unknown", unknown: 0, error: null, config: null, mailerEmail: null });

  const json = (await explainJson({ "compose.yml": compose([...relay, "SMTP_HOST_SSL_ENABLED=tls"]) })) as typeof mailer & {
    services: { mailer: unknown; delivery: unknown }[];
  };
  assert.deepEqual(json.services[0]?.mailer, {
    outcome: "refuses-to-boot",
    error: { type: "ArgumentError", message: words.slice("** (ArgumentError) ".length), variable: "SMTP_HOST_SSL_ENABLED" },
    config: null,
    mailerEmail: null,
  });
  assert.equal(json.services[0]?.delivery, null);
});

test("what it does: each kind of adapter, with and without a server, a login and encryption", async () => {
  const delivery = "How it sends email\n";
  const sender = "  Sender   plausible@stats.acme-widgets.org\n";
  const login = ["SMTP_USER_NAME=me", "SMTP_USER_PWD=plum-tree-9"];
  for (const [adapter, variable] of [
    ["Postmark", "POSTMARK_API_KEY"],
    ["Mailgun", "MAILGUN_API_KEY"],
    ["Mandrill", "MANDRILL_API_KEY"],
    ["SendGrid", "SENDGRID_API_KEY"],
  ] as const) {
    const settings = [`MAILER_ADAPTER=Bamboo.${adapter}Adapter`, `${variable}=plum-tree-9`, "MAILGUN_DOMAIN=acme-widgets.org"];
    assert.equal(await pageFrom(delivery, settings), `${delivery}  Sent by  ${adapter}'s API\n${sender}`);
  }
  assert.equal(
    await pageFrom(delivery, ["MAILER_ADAPTER=Bamboo.LocalAdapter"]),
    `${delivery}  Sent by  nothing: no email is sent
${sender}  No email can be sent: Bamboo.LocalAdapter keeps every mail in its own memory and reports success.
  Plausible's log doesn't show this failure
`,
  );
  assert.equal(
    await pageFrom(delivery, ["SMTP_HOST_PORT=25"]),
    `${delivery}  Sent by       Mua
  Mail server   the recipient's own mail server
  Encryption    encrypted with STARTTLS if the server offers it
  Login         none
  Name in EHLO  stats.acme-widgets.org
  Sender        plausible@stats.acme-widgets.org
`,
  );
  const failure = '** (MatchError) no match of right hand side value: ["not-an-address"]';
  const old = [...relay, ...login, "SMTP_HOST_SSL_ENABLED=true", "SMTP_MX_LOOKUPS_ENABLED=false", "MAILER_EMAIL=not-an-address"];
  assert.equal(
    await pageFrom(delivery, old, "plausible/analytics:v2.0"),
    `${delivery}  Sent by       gen_smtp
  Mail server   smtp.acme-widgets.org:587 (MX)
  Encryption    implicit TLS (certificate not verified)
  Login         me, *** (CRAM-MD5, LOGIN, PLAIN, XOAUTH2)
  Name in EHLO  stats.acme-widgets.org
  Sender        not-an-address
  No email can be sent: ${failure}
  Plausible's log then shows:
    ${failure}
`,
  );
  const { services } = (await explainJson({ "compose.yml": compose(old, "plausible/analytics:v2.0") })) as {
    services: { delivery: unknown; version: unknown }[];
  };
  assert.deepEqual(services[0]?.delivery, {
    client: "gen_smtp",
    host: "smtp.acme-widgets.org",
    port: 587,
    mxLookup: true,
    tls: "implicit",
    verifiesCertificate: false,
    auth: { username: "me", password: "***", mechanisms: ["CRAM-MD5", "LOGIN", "PLAIN", "XOAUTH2"] },
    ehlo: "stats.acme-widgets.org",
    mailFrom: "not-an-address",
    certainFailure: failure,
    logLine: failure,
  });
  assert.deepEqual(services[0]?.version, { value: "2.0.0", assumed: true, reason: "floating-tag" });
  const open = await pageFrom("Plausible 2.0.0", relay, "plausible/analytics:v2.0.0");
  assert.match(open, /\n {2}username {14}nil\n {2}password {14}nil\n/);
  assert.match(
    await pageFrom(delivery, [...relay, "MAILER_EMAIL=not-an-address"]),
    /\n {2}Login {8}none\n {2}Sender {7}not-an-address\n/,
    "without an address no name in EHLO is known",
  );
});

test("what nothing reads, with the reason of each", async () => {
  const unread = "Without effect";
  const some = ["SMTP_RETRIES=3", "POSTMARK_API_KEY=x", "MAIL_FROM=x", "MAILER_LOUD=x", "EMAIL=x", "MUA_X=x", "OTHER=x", "TZ=x"];
  const page = (await pageFrom(unread, [...relay, ...some])).split("\n\n")[0];
  assert.equal(
    page,
    `Without effect: Plausible 3.2.1 doesn't read
  SMTP_RETRIES      not read by Bamboo.Mua
  POSTMARK_API_KEY  not read by Bamboo.Mua
  MAIL_FROM         not read by any release
  MAILER_LOUD       not read by any release
  MUA_X             not read by any release`,
  );
  const direct = ["SMTP_HOST_PORT=25", "SMTP_HOST_SSL_ENABLED=no", "MAILER_EMAIL=a@acme-widgets.org"];
  assert.match(
    await pageFrom(unread, direct),
    /read\n {2}SMTP_HOST_PORT {9}only read if SMTP_HOST_ADDR is set\n {2}SMTP_HOST_SSL_ENABLED {2}only read if [^\n]*\n\n/,
  );
  assert.match(
    await pageFrom(unread, [...relay, "MAILER_NAME=Stats"], "plausible/analytics:v1.4.0"),
    /read\n {2}MAILER_NAME {2}read from 2\.0\.0 on\n\n/,
  );
});

test("in a terminal: names are bold, places are dim, what stops email is red", async () => {
  const page = await explain({ "compose.yml": compose([...relay, "SMTP_RETRIES=3", "MAILER_EMAIL=x"]) }, [], {
    terminal: true,
  });
  assert.match(page, /^\u001b\[1mplausible\u001b\[22m {2}ghcr/);
  assert.match(page, /\n {2}SMTP_HOST_PORT {3}587 {29}\u001b\[2mcompose\.yml:8\u001b\[22m\n/);
  assert.match(page, /\n {2}SMTP_RETRIES {2}\u001b\[2mnot read by Bamboo\.Mua\u001b\[22m\n/);
  assert.match(page, /\n {2}\u001b\[31mNo email can be sent: [^\n]*\u001b\[39m\n/);
});
