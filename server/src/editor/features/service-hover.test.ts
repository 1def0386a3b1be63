import assert from "node:assert/strict";
import { test } from "node:test";
import { composeOf, openIn } from "../../../testing/editor.js";
import type { ClientFacts } from "./presentation.js";
import { serviceHover } from "./service-hover.js";

const relay = ["SMTP_HOST_ADDR: smtp.acme-widgets.org", "SMTP_HOST_PORT: 587"];

/** What is told under the cursor: kind, text and marked range. */
function told(text: string, facts: Partial<ClientFacts> = {}) {
  const { projects, path, offset, present, marked } = openIn({ "compose.yml": text }, "compose.yml", facts);
  const hover = serviceHover(projects, path, offset, present);
  if (hover === null) return null;
  const { kind, value } = hover.contents as { kind: string; value: string };
  return { kind, value, at: hover.range === undefined ? null : marked("file:///srv/compose.yml", hover.range) };
}

const onName = (text: string) => text.replace("  plausible:", "  plau¦sible:");

test("the name of a service: where its email goes, and its problems", () => {
  assert.deepEqual(told(onName(composeOf(relay))), {
    kind: "markdown",
    value: `**plausible** · Plausible 3.2.1

- email goes to \`smtp.acme-widgets.org:587\` (encrypted with STARTTLS if the server offers it)
- doesn't sign in
- the sender is \`plausible@stats.acme-widgets.org\`
- One problem with its email settings: \`SMTP_USER_NAME\` and \`SMTP_USER_PWD\` are missing: port \`587\` usually requires a login.${"  "}
  Plausible 3.2.1 sends through \`smtp.acme-widgets.org\` without signing in, which nearly every server rejects on that port. Add both.`,
    at: 'compose.yml:2 "plausible"',
  });
  const plain = told(onName(composeOf(relay)), { markdownHover: false });
  assert.equal(plain?.kind, "plaintext");
  assert.match(
    plain?.value ?? "",
    /^plausible · Plausible 3\.2\.1\n\n- email goes to smtp[^`]*requires a login\.\n {2}Plausible/,
  );
  const clean = told(onName(composeOf([...relay, "SMTP_USER_NAME: a@acme-widgets.org", "SMTP_USER_PWD:"])));
  assert.match(clean?.value ?? "", /\n- No problem found in its email settings\.$/);
  const refused = told(onName(composeOf(["SMTP_HOST_ADDR: smtp.acme-widgets.org", "SMTP_HOST_PORT: x"])));
  assert.match(
    refused?.value ?? "",
    /3\.2\.1\n\n- Plausible refuses to start: Config variable SMTP_HOST_PORT must be an integer\. Got x\n- One/,
  );
  const secret = told(onName(composeOf([...relay, "SMTP_HOST_SSL_ENABLED: yes", "SMTP_USER_NAME: me"])));
  assert.match(
    secret?.value ?? "",
    /3\.2\.1\n\n- Plausible refuses to start because of it\.\n- \d problems with email settings, the first: /,
  );
  const unseen = told(`${onName(composeOf(["MAILER_ADAPTER:"]))}    env_file: stack.env\n`);
  assert.match(
    unseen?.value ?? "",
    /3\.2\.1\n\n- Where its email goes depends on `LOG_LEVEL`, .*, which these files don't set \(your shell may\)\.\n- No/,
  );
});

test("the image: what the release does with email, and which are newer", () => {
  const image = (name: string) => {
    const about = told(composeOf(relay, name).replace("image: ", "image: ¦"));
    assert.equal(about?.at, `compose.yml:3 "${name}"`);
    return about?.value ?? "";
  };
  const ce = "ghcr.io/plausible/community-edition";
  assert.equal(
    image(`${ce}:v3.1.0`),
    `**${ce}:v3.1.0** · Plausible 3.1.0

- Released 2025-11-13.
- Sends email with \`Bamboo.Mua\` unless MAILER_ADAPTER says otherwise.
- Its log says why an email failed.
- Newer releases: 3.2.0, 3.2.1`,
  );
  assert.match(
    image(`${ce}:v2.1.4`),
    /\n- Its log says that an email failed, but not why\.\n- Newer releases: 2\.1\.5, 3\.0\.0, 3\.0\.1, 3\.1/,
  );
  const newest =
    "Sends email with `Bamboo.Mua` unless MAILER_ADAPTER says otherwise.\n- Its log says why an email failed.\n- This is the newest known release.";
  assert.equal(image(`${ce}:v3.2.1`), `**${ce}:v3.2.1** · Plausible 3.2.1\n\n- ${newest}`);
  assert.match(
    image(`${ce}:master`),
    /\(assumed\)\n\n- Assumed: the tag moves with each release\.\n- Released [^\n]*\n[\s\S]*newest known release\.$/,
  );
  const latest = image("plausible/analytics:latest");
  assert.match(
    latest,
    /^\*\*plausible\/analytics:latest\*\* · Plausible 2\.0\.0 \(assumed\)\n\n- Assumed: the tag moves with each release\.\n- Sends/,
  );
  assert.match(
    latest,
    /`Bamboo\.SMTPAdapter` unless [^\n]*\n- Its log says nothing about a failed email\.\n- Newer releases: 2\.1\.0, /,
  );
});

test("nothing beside the name and the image, nor of another program", () => {
  assert.equal(told(composeOf(relay).replace("    environment", "    envi¦ronment")), null);
  assert.equal(told(`${composeOf(relay)}  d¦b:\n    image: postgres\n`), null);
  assert.notEqual(told(composeOf(relay).replace("  plausible:", "  ¦plausible:")), null);
  assert.notEqual(told(composeOf(relay).replace("  plausible:", "  plausible¦:")), null);
  assert.equal(told(composeOf(relay).replace("  plausible:", " ¦ plausible:")), null);
  const { projects, offset, present } = openIn({ "compose.yml": onName(composeOf(relay)) });
  assert.equal(serviceHover(projects, "/srv/other.yml", offset, present), null);
});
