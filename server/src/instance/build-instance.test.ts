import assert from "node:assert/strict";
import { test } from "node:test";
import { analyseFiles, composeFile } from "../../testing/rules/project.js";

/** The service as the rules see it, with these entries of its environment. */
function instanceOf(environment: readonly string[], image = "ghcr.io/plausible/community-edition:v3.2.1") {
  const [instance] = analyseFiles({ "compose.yml": composeFile([...environment], image) }).services;
  assert.ok(instance);
  return instance;
}

test("a setting tells what it rests on: the text of its variable, or a default with its source", () => {
  const { settings, sender } = instanceOf(["SMTP_HOST_ADDR=smtp.zoo.example", "BASE_URL=https://stats.zoo.example"]);
  assert.deepEqual(settings?.relay, {
    kind: "host",
    host: "smtp.zoo.example",
    decidedBy: { by: "text", variable: "SMTP_HOST_ADDR" },
  });
  assert.ok(settings.port.kind === "known" && settings.port.port === 587);
  assert.ok(settings.port.decidedBy.by === "default");
  assert.match(settings.port.decidedBy.source, /config\/runtime\.exs/);
  assert.equal(settings.tls.opens, "starttls");
  assert.equal(settings.tls.decidedBy.variable, "SMTP_HOST_SSL_ENABLED");
  assert.equal(sender.address, "plausible@stats.zoo.example");
  assert.equal(sender.decidedBy.by, "default");
});

test("the port 465 decides about TLS while the flag is unset, and no longer when it is set", () => {
  const by465 = instanceOf(["SMTP_HOST_ADDR=smtp.zoo.example", "SMTP_HOST_PORT=465"]).settings?.tls;
  assert.deepEqual(by465, { opens: "implicit", decidedBy: { by: "text", variable: "SMTP_HOST_PORT" } });
  const byFlag = instanceOf(["SMTP_HOST_ADDR=smtp.zoo.example", "SMTP_HOST_PORT=465", "SMTP_HOST_SSL_ENABLED=no"]).settings?.tls;
  assert.deepEqual(byFlag, { opens: "starttls", decidedBy: { by: "text", variable: "SMTP_HOST_SSL_ENABLED" } });
});

test("a word that stops `db createdb` stops the container", () => {
  const image = "ghcr.io/plausible/community-edition:v2.1.4";
  const { settings } = instanceOf(["SMTP_HOST_ADDR=smtp.zoo.example", "SMTP_HOST_SSL_ENABLED=t"], image);
  assert.equal(settings?.tlsFlag.kind, "refused");
  assert.equal(settings.tls.opens, null);
});

test("what is not known stays so, setting by setting", () => {
  const { settings } = instanceOf(["SMTP_HOST_ADDR", "SMTP_HOST_PORT=465", "SMTP_USER_NAME=ann", "SMTP_USER_PWD=<password>"]);
  assert.equal(settings?.relay.kind, "unknown");
  assert.equal(settings.inForce, "if-relay");
  assert.ok(settings.port.kind === "known" && settings.port.port === 465);
  // A placeholder is a text that is not seen: the variable is set.
  assert.equal(settings.login.kind, "both");
  // A reference that nothing sets leaves an empty text, which is a relay to the adapter.
  assert.equal(instanceOf(["SMTP_HOST_ADDR=${HOST}"]).settings?.inForce, "yes");
});

test("what lies in a folder of secrets is not missing", () => {
  const items = ["SMTP_HOST_ADDR=smtp.sendgrid.net", "SMTP_USER_NAME=apikey"].map((item) => `      - ${item}\n`).join("");
  const found = (volumes: string, tag: string, more = "") => {
    const image = `ghcr.io/plausible/community-edition:${tag}`;
    const compose = `services:\n  plausible:\n    image: ${image}\n    environment:\n${items}${more}    volumes: [${volumes}]\n`;
    return analyseFiles({ "compose.yml": compose }).findings.some(({ rule }) => rule === "half-credentials");
  };
  for (const volume of ["./secrets:/run/secrets", "secrets:/run/secrets/:ro", "run:/run"])
    assert.ok(!found(volume, "v3.2.1"), volume);
  for (const volume of ["data:/var/lib/plausible", "./run:/runtime"]) assert.ok(found(volume, "v3.2.1"), volume);
  assert.ok(!found("./config:/config", "v3.2.1", "      - CONFIG_DIR=/config/\n"));
  assert.ok(found("./config:/run/secrets", "v3.2.1", "      - CONFIG_DIR=/config\n"));
});
