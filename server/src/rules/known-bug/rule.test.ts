import assert from "node:assert/strict";
import { test } from "node:test";
import { analyseFiles, composeFile, lintFor } from "../../../testing/rules/project.js";
import { applyFix, testReadme } from "../../../testing/rules/readme.js";
import { textOf } from "../../base/messages.js";
import { releases } from "../../plausible/tables/releases.js";
import { knownBug } from "./rule.js";

testReadme(knownBug, import.meta.url);

const id = "known-bug";
const image = (tag: string) => `ghcr.io/plausible/community-edition:${tag}`;
const login = ["SMTP_USER_NAME=ann@blumenhof.example", "SMTP_USER_PWD", "MAILER_EMAIL=ann@blumenhof.example"];

function findings(items: readonly string[], tag: string) {
  return analyseFiles({ "compose.yml": composeFile([...items, ...login], image(tag)) }).findings.filter(
    ({ rule }) => rule === id,
  );
}

const texts = (items: readonly string[], tag: string) => findings(items, tag).map(({ message }) => textOf(message, "en"));
const titles = (items: readonly string[], tag: string) =>
  findings(items, tag).flatMap(({ fixes }) => fixes.map(({ title }) => textOf(title, "en")));

const mua = ["MAILER_ADAPTER=Bamboo.Mua", "SMTP_HOST_PORT=587"];
const ionos = ["MAILER_ADAPTER=Bamboo.Mua", "SMTP_HOST_ADDR=smtp.ionos.co.uk", "SMTP_HOST_PORT=465"];

test("the relay's mail exchanger is spoken of where there can be one", () => {
  const relay = (host: string) => texts([...mua, `SMTP_HOST_ADDR=${host}`], "v2.1.0")[0] ?? "";
  assert.match(relay("smtp.blumenhof.example"), /mail exchanger \(MX\) of `smtp\.blumenhof\.example`.*`Date`/);
  for (const host of ["192.0.2.7", "mail", "plausible"])
    assert.match(relay(host), /^Use Plausible 2\.1\.2 or newer: Gmail and others reject email from 2\.1\.0\.\n/, host);
  assert.match(texts(mua, "v2.1.1")[0] ?? "", /^Use Plausible 2\.1\.2 or newer: Gmail and others reject email from 2\.1\.1\.\n/);
});

test("one finding a service, only for the adapter and the releases that have the bug", () => {
  for (const { name } of releases) {
    const expected = name === "2.1.0" || name === "2.1.1" ? 1 : 0;
    const tag = name === "master" ? name : `v${name}`;
    assert.equal(findings([...mua, "SMTP_HOST_ADDR=smtp.sendgrid.net"], tag).length, expected, name);
    assert.equal(findings(["MAILER_ADAPTER=Bamboo.SMTPAdapter", "SMTP_HOST_ADDR=smtp.sendgrid.net"], tag).length, 0, name);
  }
  // The default adapter of 2.1.1 is another one.
  assert.deepEqual(findings(["SMTP_HOST_ADDR=smtp.sendgrid.net"], "v2.1.1"), []);
  assert.deepEqual(findings(["MAILER_ADAPTER", "SMTP_HOST_ADDR=smtp.sendgrid.net"], "v2.1.1"), []);
  assert.deepEqual(findings([...mua, "SMTP_HOST_ADDR=smtp.sendgrid.net", "EXTRA_CONFIG_PATH=/x.exs"], "v2.1.1"), []);
});

test("the second EHLO: from 2.1.2 to 3.0.1, on implicit TLS, at those who refuse it", () => {
  for (const tag of ["v2.1.2", "v2.1.5", "v3.0.1"]) assert.match(texts(ionos, tag)[0] ?? "", /503 Bad sequence of commands/, tag);
  for (const tag of ["v3.1.0", "v3.2.1"]) assert.deepEqual(texts(ionos, tag), [], tag);
  const with465 = (host: string, ...more: string[]) =>
    texts([`SMTP_HOST_ADDR=${host}`, "SMTP_HOST_PORT=465", ...more], "v3.0.1").length;
  assert.equal(with465("SMTP.IONOS.de."), 1);
  assert.equal(with465("smtp.ionos.de", "SMTP_HOST_SSL_ENABLED=true"), 1);
  // Plain text on that port has a finding of its own.
  assert.equal(with465("smtp.ionos.de", "SMTP_HOST_SSL_ENABLED=false"), 0);
  for (const host of ["smtp.gmail.com", "ionos.de", "${HOST}"]) assert.equal(with465(host), 0, host);
  assert.equal(texts(["SMTP_HOST_ADDR=smtp.ionos.de", "SMTP_HOST_PORT"], "v3.0.1").length, 0);
});

test("what no page of the provider says is information at most", () => {
  const items = ["SMTP_HOST_ADDR=smtp.1und1.de", "SMTP_HOST_PORT=465"];
  assert.deepEqual(
    findings(items, "v3.0.1").map(({ severity }) => severity),
    ["info"],
  );
  assert.match(texts(items, "v3.0.1")[0] ?? "", /no first-hand source/);
});

test("port 587 takes its flag along", () => {
  const image310 = `Use the image \`${image("v3.1.0")}\``;
  assert.deepEqual(titles(ionos, "v3.0.1"), [image310, "Use port `587`"]);
  const flagged = [...ionos, "SMTP_HOST_SSL_ENABLED=true"];
  assert.deepEqual(titles(flagged, "v3.0.1"), [image310, "Use port `587` with `SMTP_HOST_SSL_ENABLED=false`"]);
  const files = { "compose.yml": composeFile([...flagged, ...login], image("v3.0.1")) };
  const [finding] = analyseFiles(files).findings.filter(({ rule }) => rule === id);
  for (const fix of finding?.fixes ?? []) assert.deepEqual(lintFor(id, applyFix(files, fix)), []);
});

test("a newer image is offered only where it takes the settings as they stand", () => {
  const offered = (...more: string[]) =>
    titles(["MAILER_ADAPTER=Bamboo.Mua", "SMTP_HOST_ADDR=smtp.sendgrid.net", ...more], "v2.1.1");
  const image212 = [`Use the image \`${image("v2.1.2")}\``];
  assert.deepEqual(offered("SMTP_HOST_PORT=587"), image212);
  // 2.1.1 does not read the flag, and starts at port 25.
  assert.deepEqual(offered("SMTP_HOST_PORT=587", "SMTP_HOST_SSL_ENABLED=true"), []);
  assert.deepEqual(offered("SMTP_HOST_PORT=587", "SMTP_HOST_SSL_ENABLED=starttls"), []);
  assert.deepEqual(offered(), image212);
  assert.deepEqual(titles(["MAILER_ADAPTER=Bamboo.Mua", "SMTP_HOST_ADDR=192.168.1.4"], "v2.1.1"), []);
});
