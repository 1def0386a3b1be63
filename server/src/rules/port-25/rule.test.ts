import assert from "node:assert/strict";
import { test } from "node:test";
import { analyseFiles, composeFile, lint, lintFor } from "../../../testing/rules/project.js";
import { testReadme } from "../../../testing/rules/readme.js";
import { textOf } from "../../base/messages.js";
import { port25 } from "./rule.js";

testReadme(port25, import.meta.url);

const credentials = ["SMTP_USER_NAME=plausible@example.com", "SMTP_USER_PWD"];

test("the default port counts where it is 25", () => {
  const of = (image: string, ...more: string[]) =>
    lintFor("port-25", { "compose.yml": composeFile(["SMTP_HOST_ADDR=smtp.zoo.example", ...more, ...credentials], image) });
  const found = ['warning port-25 "smtp.zoo.example"'];
  assert.deepEqual(of("plausible/analytics:v1.5.1"), found);
  assert.deepEqual(of("ghcr.io/plausible/community-edition:v2.1.0", "MAILER_ADAPTER=Bamboo.Mua"), found);
  assert.deepEqual(of("ghcr.io/plausible/community-edition:v3.2.1", "MAILER_ADAPTER=Bamboo.SMTPAdapter"), found);
  assert.deepEqual(of("ghcr.io/plausible/community-edition:v3.2.1"), []);
});

test("is silent inside, and where the host is not known", () => {
  for (const host of ["192.168.1.4", "mail.lan", "{{ host }}"]) {
    assert.deepEqual(
      lint({ "compose.yml": composeFile([`SMTP_HOST_ADDR=${host}`, "SMTP_HOST_PORT=25", ...credentials]) }),
      host.startsWith("{{") ? [] : [`warning tls-certificate "${host}"`],
      host,
    );
  }
  assert.deepEqual(lint({ "compose.yml": composeFile(["SMTP_HOST_ADDR", "SMTP_HOST_PORT=25", ...credentials]) }), []);
});

test("no port is offered that the host does not have", () => {
  for (const host of ["zoo-example.mail.protection.outlook.com", "aspmx.l.google.com"]) {
    const { findings } = analyseFiles({ "compose.yml": composeFile([`SMTP_HOST_ADDR=${host}`, "SMTP_HOST_PORT=25"]) });
    const [finding] = findings.filter(({ rule }) => rule === "port-25");
    assert.deepEqual(finding?.fixes, [], host);
    assert.ok(finding);
    assert.doesNotMatch(textOf(finding.message, "en"), /587|465/);
  }
});
