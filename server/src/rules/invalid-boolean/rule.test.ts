import assert from "node:assert/strict";
import { test } from "node:test";
import { composeFile, lint } from "../../../testing/rules/project.js";
import { testReadme } from "../../../testing/rules/readme.js";
import { invalidBoolean } from "./rule.js";

testReadme(invalidBoolean, import.meta.url);

/** What this rule says of one setting beside a relay on 587. */
function found(release: string, setting: string, ...more: string[]): string[] {
  const image =
    release.startsWith("1") || release === "2.0.0"
      ? `plausible/analytics:v${release}`
      : `ghcr.io/plausible/community-edition:v${release}`;
  const relay = ["SMTP_HOST_ADDR=smtp.zoo.example", "SMTP_HOST_PORT=587", "SMTP_USER_NAME=a@example.com", "SMTP_USER_PWD"];
  return lint({ "compose.yml": composeFile([...relay, ...more, setting], image) }).filter((line) =>
    line.includes("invalid-boolean"),
  );
}

test("2.1.5 and later: ten words in any case, and nothing else", () => {
  for (const word of ["1", "t", "TRUE", "y", "Yes", "on", "0", "f", "False", "n", "NO", "off"]) {
    assert.deepEqual(found("3.2.1", `SMTP_HOST_SSL_ENABLED=${word}`), [], word);
  }
  for (const word of ["tls", "none", "nil", "2", "enabled", "starttls"]) {
    assert.deepEqual(found("2.1.5", `SMTP_HOST_SSL_ENABLED=${word}`), [`error invalid-boolean "${word}"`], word);
  }
  assert.deepEqual(found("3.2.1", "SMTP_MIDDLEBOX_COMP_MODE=maybe"), ['error invalid-boolean "maybe"']);
});

test("2.1.2 to 2.1.4: atoms", () => {
  for (const word of ["True", "1", "0", "starttls", "no", "off", "f", "none", "t", "n"]) {
    assert.deepEqual(found("2.1.4", `SMTP_HOST_SSL_ENABLED=${word}`), [`error invalid-boolean "${word}"`], word);
  }
  for (const word of ["true", "false", "nil", "yes", "on", "tls"])
    assert.deepEqual(found("2.1.4", `SMTP_HOST_SSL_ENABLED=${word}`), [], word);
});

test("SMTPAdapter before 2.1.5 drops what it does not know", () => {
  assert.deepEqual(found("2.0.0", "SMTP_HOST_SSL_ENABLED=starttls"), ['info invalid-boolean "starttls"']);
  for (const word of ["1", "0", "True", "no"]) assert.deepEqual(found("2.0.0", `SMTP_HOST_SSL_ENABLED=${word}`), [], word);
  const adapter = "MAILER_ADAPTER=Bamboo.SMTPAdapter";
  assert.deepEqual(found("3.2.1", "SMTP_MX_LOOKUPS_ENABLED=never", adapter), ['error invalid-boolean "never"']);
});

test("a flag that is not read is not judged", () => {
  assert.deepEqual(found("2.1.1", "SMTP_HOST_SSL_ENABLED=nonsense", "MAILER_ADAPTER=Bamboo.Mua"), []);
  assert.deepEqual(found("3.2.1", "SMTP_MX_LOOKUPS_ENABLED=nonsense"), []);
  assert.deepEqual(found("3.2.1", "SMTP_HOST_SSL_ENABLED=nonsense", "MAILER_ADAPTER=Bamboo.PostmarkAdapter"), []);
  const alone = lint({ "compose.yml": composeFile(["SMTP_HOST_SSL_ENABLED=nonsense"]) });
  assert.deepEqual(
    alone.filter((line) => line.includes("invalid-boolean")),
    [],
  );
});

test("is silent on template markers and unknown values", () => {
  for (const value of ["{{ tls }}", "replace-me", "${TLS}"])
    assert.deepEqual(found("3.2.1", `"SMTP_HOST_SSL_ENABLED=${value}"`), [], value);
});
