import assert from "node:assert/strict";
import { test } from "node:test";
import { composeFile } from "../../testing/rules/project.js";
import { memoryFiles } from "../base/files.js";
import { loadProject } from "../compose/project/load.js";
import { isPlaceholderOfSecret, isPublicText, shownTexts } from "./public-texts.js";

test("a host, address, switch, adapter, default or placeholder is shown whatever is equal to it, and nothing else is", () => {
  for (const text of [
    ...["smtp.acme.org", "SMTP.Acme.ORG", "me+you@acme.org", "a-b.c1.example", "192.168.0.1", "localhost"],
    ...["true", "false", "yes", "no", "on", "off", "null", "nil", "none"],
    ...["password", "passwd", "username", "user", "secret", "token", "key", "secret_key", "plausible"],
    ...["Bamboo.Mua", "Bamboo.PostmarkAdapter", "587", "25", "changeme", "<your-password>"],
  ])
    assert.ok(isPublicText(text), text);
  for (const text of [
    ...["plum", "plum-tree-9", "1234", "588", "host", "acme.o", "acme.org1", "acme..org", "me@", "a b.org", "-x.", ".org"],
    ...["1.2.3", "1.2.3.4.5", "1234.1.1.1", "x192.168.0.1", "me@you@acme.org", "truely", "password1", `<${"x".repeat(47)}>`],
    ...["https://acme.org", "acme.abcdefghijklmnopqrstuvwxyz"],
  ])
    assert.ok(!isPublicText(text), text);
});

test("under some names a text shows itself, where it is what is meant to stand there", () => {
  const shows: readonly (readonly [name: string, text: string])[] = [
    ["SMTP_HOST_ADDR", "relay"],
    ["SMTP_HOST_ADDR", "Relay-1.x"],
    ["SMTP_HOST_PORT", "1"],
    ["SMTP_HOST_PORT", "12345"],
    ["BASE_URL", "http://stats"],
    ["BASE_URL", "https://stats.acme.org/x"],
    ["MAILER_EMAIL", "me@acme.org"],
  ];
  for (const [name, text] of shows) {
    assert.ok(isPublicText(text, [name]), `${name}=${text}`);
    assert.ok(isPublicText(text, ["OTHER", name]), `${name}=${text}`);
  }
  const hides: readonly (readonly [name: string, text: string])[] = [
    ["SMTP_HOST_ADDR", "plum tree"],
    ["SMTP_HOST_ADDR", "me:plum"],
    ["SMTP_HOST_PORT", "123456"],
    ["SMTP_HOST_PORT", "58x"],
    ["SMTP_HOST_PORT", "x58"],
    ["BASE_URL", "https://me:x@stats"],
    ["BASE_URL", "see https://stats"],
    ["BASE_URL", "ftp://stats"],
    ["BASE_URL", "https://a b"],
    ["BASE_URL", "relay"],
    ["SMTP_USER_NAME", "relay"],
    ["OTHER", "relay"],
  ];
  for (const [name, text] of hides) assert.ok(!isPublicText(text, [name]), `${name}=${text}`);
});

test("a placeholder is short; a long text with the same signs may be a password", () => {
  assert.ok(isPlaceholderOfSecret("<your-password>"));
  const long = `<your-${"x".repeat(41)}>`;
  assert.equal(long.length, 48);
  assert.ok(isPlaceholderOfSecret(long));
  assert.ok(!isPlaceholderOfSecret(long.replace("<", "<<")));
  assert.ok(!isPlaceholderOfSecret("{{ password }}"), "a program fills it in");
});

test("what a service shows in any case: what stands where it belongs, of an address also its host; not what is hidden", () => {
  const text = composeFile([
    "BASE_URL=https://stats.acme.org/x",
    "SMTP_HOST_ADDR=relay",
    "SMTP_HOST_PORT=1025",
    "MAILER_EMAIL=me@acme.org",
    "SMTP_USER_NAME=me",
    "SMTP_RETRIES",
    "HIDDEN=hidden.acme.org",
    "UNSEEN=${NAME}mail.acme.org",
    "EMPTY=",
    "BROKEN=https://[",
  ]);
  const files = memoryFiles({ "/p/compose.yml": text });
  const { services } = loadProject(files, { composeFiles: ["/p/compose.yml"], processEnvironment: null });
  const shown = shownTexts(services, ({ name }) => name === "HIDDEN");
  const own = [...shown].filter((each) => !isPublicText(each) || each.includes(".acme"));
  assert.deepEqual(own.sort(), ["1025", "https://stats.acme.org/x", "mail.acme.org", "relay", "stats.acme.org"]);
  assert.ok(shown.has("me@acme.org") && shown.has("true") && shown.has("587"));
  assert.ok(!shown.has("") && !shown.has("me"));
});
