import assert from "node:assert/strict";
import { test } from "node:test";
import { placed } from "../../../testing/cli.js";
import { ce, compose, explain, pageFrom, relay } from "../../../testing/explain.js";

test("--as: each kind of change, with its line and what to write", async () => {
  const changes = (environment: readonly string[], from: string, to: string) =>
    pageFrom("What changes", environment, from, ["--as", to]);
  const log = (from: string, to: string) => `  Failed emails in the log: ${from} → ${to}\n`;
  const tls = [...relay, "SMTP_HOST_SSL_ENABLED=tls"];
  const words = `** (ArgumentError) Invalid boolean value:
    "tls". Expected one of: 1, 0, t, f, true, false, y, n, yes, no, on, off`;
  assert.equal(
    await changes(tls, `${ce}:v2.1.4`, "v3.2.1"),
    `What changes from 2.1.4 to 3.2.1
  SMTP_HOST_SSL_ENABLED  compose.yml:9
    Plausible 3.2.1 refuses to start: ${words}
  SMTP_HOST_SSL_ENABLED  compose.yml:9
    its meaning changes: on → keeps Plausible from starting
    → set SMTP_HOST_SSL_ENABLED=true
${log("without a reason", "with the reason")}`,
  );
  assert.match(
    await changes(tls, `${ce}:v3.2.1`, "v2.1.4"),
    /SMTP_HOST_SSL_ENABLED {2}compose\.yml:9\n {4}Plausible 2\.1\.4 starts again\. What kept it from starting: \*\* /,
  );
  assert.equal(
    await changes([...relay, "SMTP_RETRIES=3", "MAILER_NAME=Stats"], `${ce}:v3.2.1`, "plausible/analytics:v1.4.0"),
    `What changes from 3.2.1 to 1.4.0
  MAILER_ADAPTER  compose.yml:2
    unset, so its default changes: Bamboo.Mua → Bamboo.SMTPAdapter
  MAILER_EMAIL  compose.yml:2
    unset, so its default changes: plausible@stats.acme-widgets.org →
    hello@plausible.local
    → set MAILER_EMAIL=plausible@stats.acme-widgets.org
  MAILER_NAME  compose.yml:10
    no longer read
    → remove the line
  SMTP_RETRIES  compose.yml:9
    now read
  DISABLE_REGISTRATION  compose.yml:2
    unset, so its default changes: invite_only → false
  MAILER_ADAPTER  compose.yml:2
    Sent by: Mua → gen_smtp
  SMTP_HOST_ADDR  compose.yml:7
    Certificate verified: yes → no
  MAILER_EMAIL  compose.yml:2
    Sender: plausible@stats.acme-widgets.org → hello@plausible.local
${log("with the reason", "nothing")}`,
  );
  assert.equal(
    await changes([...relay, "MAILER_ADAPTER=Bamboo.SMTPAdapter"], `${ce}:v3.2.1`, "master"),
    `What changes from 3.2.1 to master (assumed: the image's tag moves)
  MAILER_ADAPTER  compose.yml:9
    "Bamboo.SMTPAdapter" was removed: Plausible master (assumed: the image's tag
    moves) refuses to start with it
    → set MAILER_ADAPTER=Bamboo.Mua
`,
  );
  const same = await pageFrom("Nothing changes", relay, `${ce}:v3.2.1`, ["--as", "v3.1.0"]);
  assert.equal(same, "Nothing changes from 3.2.1 to 3.1.0\n");
});

test("--as: a secret in what was and in what would be is hidden, as text and as JSON", async () => {
  const secret = "plum-tree@acme-widgets.org";
  const files = {
    "compose.yml": compose([...relay, "MAILER_EMAIL=${MY_TOKEN}", "SMTP_HOST_SSL_ENABLED=${MY_TOKEN}"], `${ce}:v2.1.4`),
    ".env": `MY_TOKEN=${secret}\n`,
  };
  for (const to of ["v3.2.1", "plausible/analytics:v1.4.0"]) {
    const page = await explain(files, ["--as", to]);
    const json = await explain(files, ["--as", to, "--format", "json"]);
    assert.ok(!(page + json).includes("plum-tree"), to);
  }
  const changesTo = async (to: string, from: string) => {
    const other = { ...files, "compose.yml": files["compose.yml"].replace("v2.1.4", from) };
    const { services } = placed(JSON.parse(await explain(other, ["--as", to, "--format", "json"])), other) as {
      services: { as: { changes: unknown[] } }[];
    };
    return services[0]?.as;
  };
  const refusal =
    '** (ArgumentError) Invalid boolean value: "***". Expected one of: 1, 0, t, f, true, false, y, n, yes, no, on, off';
  const before = "** (ArgumentError) errors were found at the given arguments:\n\n  * 1st argument: not an already existing atom";
  const refused = {
    kind: "boot-refused",
    variable: "SMTP_HOST_SSL_ENABLED",
    subject: null,
    write: null,
    at: `.env:1 "${secret}"`,
  };
  assert.deepEqual(await changesTo("v3.2.1", "v2.1.4"), {
    from: { image: `${ce}:v2.1.4`, version: { value: "2.1.4", assumed: false, reason: null } },
    changes: [
      { ...refused, message: `Plausible 3.2.1 refuses to start: ${refusal}`, from: before, to: refusal },
      {
        kind: "log",
        message: "Failed emails in the log: without a reason → with the reason",
        variable: null,
        subject: null,
        from: "without-reason",
        to: "with-reason",
        write: null,
        at: `compose.yml:3 "${ce}:v2.1.4"`,
      },
    ],
  });
  const message = `Plausible 2.1.4 refuses to start: ${before.replace(/\s+/g, " ")}`;
  assert.deepEqual((await changesTo("v2.1.4", "v3.2.1"))?.changes[0], { ...refused, message, from: refusal, to: before });
});
