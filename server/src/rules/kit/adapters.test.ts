import assert from "node:assert/strict";
import { test } from "node:test";
import { viewOf } from "../../../testing/rules/view.js";
import { textOf } from "../../base/messages.js";
import type { PlausibleInstance } from "../../instance/plausible-instance.js";
import { knownRelease, newestRelease } from "../../plausible/tables/releases.js";
import { imageEdits, laterRelease, releaseForMua, takesSettings, useRelease } from "./newer-image.js";
import { adapterInstead, otherPorts, portFixes } from "./other-port.js";
import { isStack } from "./stack.js";
import { muaLines, switchToMua } from "./switch-to-mua.js";
import { mailFlagsOf } from "./tls-flag.js";
import type { Fix } from "./types.js";

const host = "SMTP_HOST_ADDR=smtp.zoo.example";
const genSmtp = "MAILER_ADAPTER=Bamboo.SMTPAdapter";
const mua = "MAILER_ADAPTER=Bamboo.Mua";
const imageOf = (release: string) =>
  release === "2.0.0" ? "plausible/analytics:v2.0.0" : `ghcr.io/plausible/community-edition:v${release}`;
const of = (release: string, ...environment: string[]) => viewOf(environment, { image: imageOf(release) });
const titleOf = (fix: Fix | null) => (fix === null ? null : textOf(fix.title, "en"));

test("the next release of which something holds is later, and released", () => {
  assert.equal(laterRelease(of("2.1.1", host), () => true)?.name, "2.1.2");
  assert.equal(laterRelease(of("2.1.1", host), ({ name }) => name === "2.1.1" || name === "3.0.1")?.name, "3.0.1");
  assert.equal(
    laterRelease(of(newestRelease.name, host), () => true),
    null,
  );
});

test("Mua is fit for use where it sends without a login and goes to the relay itself", () => {
  assert.equal(releaseForMua(of("3.1.0", host, genSmtp))?.name, "3.1.0");
  for (const release of ["2.0.0", "2.1.0", "2.1.1"])
    assert.equal(releaseForMua(of(release, host, genSmtp))?.name, "2.1.2", release);
  assert.equal(releaseForMua(of("2.1.2", host, genSmtp))?.name, "2.1.2");
});

test("a later release takes the settings as they stand, or not", () => {
  const takes = (release: string, later: string, ...environment: string[]) =>
    takesSettings(of(release, ...environment), knownRelease(later));
  const login = ["SMTP_USER_NAME=ann", "SMTP_USER_PWD=rosebud"];
  assert.ok(takes("2.1.1", "3.2.1", mua, host, "SMTP_HOST_PORT=587", ...login));
  assert.ok(takes("2.1.1", "3.2.1", mua, host, "SMTP_HOST_PORT=465", ...login));
  assert.ok(!takes("2.1.1", "3.2.1", mua, host, "SMTP_HOST_PORT=465", "SMTP_HOST_SSL_ENABLED=false", ...login));
  assert.ok(!takes("2.1.1", "3.2.1", mua, host, "SMTP_USER_NAME=ann"), "it refuses half a login");
  assert.ok(!takes("3.2.1", "3.2.1", "MAILER_ADAPTER=Bamboo.PostmarkAdapter"));
  assert.ok(!takes("2.1.1", "1.4.4", mua, host), "it has no such adapter");
  assert.ok(!takes("3.2.1", "1.4.4", host), "nor is it that one's default");
  assert.ok(takes("2.1.4", "3.2.1", mua), "without a relay there is no port");
});

test("another default port is a better one outside; a server of one's own listens where it listens", () => {
  const takes = (relay: string, ...more: string[]) =>
    takesSettings(of("2.1.1", mua, `SMTP_HOST_ADDR=${relay}`, ...more), knownRelease("3.2.1"));
  assert.ok(takes("smtp.zoo.example"));
  assert.ok(!takes("mail"));
  assert.ok(takes("mail", "SMTP_HOST_PORT=25"));
  assert.ok(takesSettings(of("2.1.2", mua, "SMTP_HOST_ADDR=mail"), knownRelease("3.2.1")), "the same default");
});

test("the image of another release, where its text stands as a whole", () => {
  const release = knownRelease("3.2.1");
  const edited = (image: string, to = release) =>
    imageEdits(viewOf([host], { image }), to)?.map(({ newText }) => newText) ?? null;
  assert.deepEqual(edited("ghcr.io/plausible/community-edition:v3.0.1"), ["ghcr.io/plausible/community-edition:v3.2.1"]);
  assert.deepEqual(edited('"ghcr.io/plausible/community-edition:v3.0.1"'), ["ghcr.io/plausible/community-edition:v3.2.1"]);
  assert.equal(edited("ghcr.io/plausible/community-edition:v3.2.1"), null);
  assert.equal(edited("ghcr.io/plausible/community-edition:${TAG}"), null);
  assert.equal(edited("ghcr.io/plausible/community-edition:${TAG:-v3.0.1}"), null);
  const fix = useRelease(viewOf([host], { image: imageOf("3.0.1") }), release);
  assert.deepEqual(
    [titleOf(fix), fix?.automatic, fix?.effect?.release],
    ["Use the image `ghcr.io/plausible/community-edition:v3.2.1`", false, release],
  );
  assert.equal(useRelease(viewOf([host]), null), null);
});

test("the ports that would do suit the flag as it stands, and the provider", () => {
  const ports = (...environment: string[]) => otherPorts(of("3.2.1", ...environment));
  assert.deepEqual(ports(host), ["587", "465"]);
  assert.deepEqual(ports(host, "SMTP_HOST_SSL_ENABLED=false"), ["587"]);
  assert.deepEqual(ports(host, "SMTP_HOST_SSL_ENABLED=true"), ["465"]);
  assert.deepEqual(ports("SMTP_HOST_ADDR=smtp.office365.com"), ["587"]);
  assert.deepEqual(ports("MAILER_ADAPTER=Bamboo.PostmarkAdapter"), []);
  assert.deepEqual(otherPorts(of("2.1.1", mua, host)), ["587"], "no implicit TLS there");
  assert.deepEqual(otherPorts(of("2.0.0", host)), ["587"], "without the flag that adapter opens 465 unencrypted");
});

test("the fixes of a port: its own, with the flag, with another adapter, with another release", () => {
  const fixes = (view: PlausibleInstance, ...more: [boolean?, number?]) =>
    portFixes(view, ...more).map((fix) => [titleOf(fix), fix?.automatic]);
  const on = "SMTP_HOST_SSL_ENABLED=true";
  assert.deepEqual(fixes(of("3.2.1", host)), [
    ["Use port `587`", true],
    ["Use port `465`", true],
  ]);
  assert.deepEqual(fixes(of("3.2.1", host), false, 465), [["Use port `587`", false]]);
  const office = of("3.2.1", "SMTP_HOST_ADDR=smtp.office365.com", on);
  assert.deepEqual(fixes(office), [["Use port `587` with `SMTP_HOST_SSL_ENABLED=false`", true]]);
  assert.deepEqual(fixes(office, true, 587), []);
  assert.deepEqual(fixes(of("3.2.1", "SMTP_HOST_ADDR=zoo-example.mail.protection.outlook.com")), []);
  assert.deepEqual(fixes(of("3.1.0", genSmtp, host))[0], ["Use `Bamboo.Mua` and port `587`", true]);
  assert.deepEqual(fixes(of("2.1.1", genSmtp, host))[0], ["Use Plausible 2.1.2 with `Bamboo.Mua` and port `587`", false]);
  assert.deepEqual(
    [adapterInstead(of("3.1.0", genSmtp, host)), adapterInstead(of("2.0.0", host)), adapterInstead(of("3.2.1", host))],
    ["Bamboo.Mua", null, null],
  );
});

test("what such a fix makes of the container", () => {
  const effect = (view: PlausibleInstance) => {
    const [fix] = portFixes(view);
    return [...(fix?.effect?.settings ?? [])].map(([name, after]) => [
      name,
      after !== null && after !== "unseen" ? after.text : after,
    ]);
  };
  assert.deepEqual(effect(of("3.2.1", host)), [["SMTP_HOST_PORT", "587"]]);
  assert.deepEqual(effect(of("3.1.0", genSmtp, host)), [
    ["SMTP_HOST_PORT", "587"],
    ["MAILER_ADAPTER", "Bamboo.Mua"],
  ]);
  const [older] = portFixes(of("2.1.1", genSmtp, host));
  assert.equal(older?.effect?.release?.name, "2.1.2");
  assert.ok(older.edits.some(({ newText }) => newText.endsWith(":v2.1.2")));
});

test("the lines for the same relay with Mua: the old defaults, and what the new one reads otherwise", () => {
  const lines = (view: PlausibleInstance, port25: "stays" | "moves" = "stays", release = "3.1.0") =>
    muaLines(view, knownRelease(release), port25)
      ?.slice(1)
      .map(({ name, value }) => `${name}=${value}`) ?? null;
  const at = (...environment: string[]) => of("3.1.0", genSmtp, ...environment);
  assert.deepEqual(lines(at()), ["SMTP_HOST_ADDR=mail", "SMTP_HOST_PORT=25"]);
  assert.deepEqual(lines(at("SMTP_HOST_ADDR=relay")), ["SMTP_HOST_PORT=25"]);
  assert.deepEqual(lines(at(host)), [], "a default that nobody chose is left behind");
  assert.deepEqual(lines(at(host, "SMTP_HOST_PORT=25")), []);
  assert.deepEqual(lines(at(host, "SMTP_HOST_PORT=25"), "moves"), ["SMTP_HOST_PORT=587"]);
  assert.deepEqual(lines(at("SMTP_HOST_ADDR=relay", "SMTP_HOST_PORT=25"), "moves"), []);
  assert.deepEqual(lines(at(host, "SMTP_HOST_PORT=465")), [], "Mua takes 465 for what it is");
  assert.deepEqual(lines(at(host, "SMTP_HOST_PORT=465", "SMTP_HOST_SSL_ENABLED=false")), ["SMTP_HOST_SSL_ENABLED=true"]);
  assert.deepEqual(lines(at(host, "SMTP_HOST_PORT=587", "SMTP_HOST_SSL_ENABLED=true")), ["SMTP_HOST_SSL_ENABLED=false"]);
  assert.deepEqual(lines(at("SMTP_HOST_ADDR=smtp.office365.com", "SMTP_HOST_PORT=465")), ["SMTP_HOST_PORT=587"]);
  assert.deepEqual(lines(at("SMTP_HOST_ADDR=smtp.migadu.com", "SMTP_HOST_PORT=587")), ["SMTP_HOST_PORT=465"]);
  assert.deepEqual(lines(at(host, "SMTP_HOST_PORT=1025")), [], "what a port speaks is not known");
  // Texts that the old adapter drops.
  const old = (...environment: string[]) => of("2.1.4", genSmtp, host, ...environment);
  assert.deepEqual(lines(old("SMTP_HOST_PORT=587", "SMTP_HOST_SSL_ENABLED=1"), "stays", "2.1.4"), [
    "SMTP_HOST_SSL_ENABLED=false",
  ]);
  assert.deepEqual(lines(old("SMTP_HOST_PORT=465", "SMTP_HOST_SSL_ENABLED=1"), "stays", "2.1.4"), ["SMTP_HOST_SSL_ENABLED=true"]);
  assert.deepEqual(lines(old("SMTP_HOST_PORT=1025", "SMTP_HOST_SSL_ENABLED=1"), "stays", "2.1.4"), [
    "SMTP_HOST_SSL_ENABLED=false",
  ]);
  assert.equal(lines(of("3.1.0", "MAILER_ADAPTER=Bamboo.PostmarkAdapter")), null);
  assert.equal(lines(at(host), "stays", "2.0.0"), null);
});

test("the switch to Mua: with the image where its own is not fit, and without the lines that only the old adapter reads", () => {
  const fix = switchToMua(of("3.1.0", genSmtp, host, "SMTP_RETRIES=2", "SMTP_MX_LOOKUPS_ENABLED=false"));
  assert.deepEqual([titleOf(fix), fix?.automatic, fix?.edits.length], ["Use `Bamboo.Mua`", true, 3]);
  const older = switchToMua(of("2.1.1", genSmtp, host));
  assert.deepEqual([titleOf(older), older?.automatic], ["Use `Bamboo.Mua` of Plausible 2.1.2", false]);
  assert.equal(switchToMua(of("2.0.0", genSmtp, host)), null, "that release has none");
  assert.equal(switchToMua(of("2.1.1", host)), null, "nothing is written that could be changed");
  assert.equal(switchToMua(of("3.1.0", "MAILER_ADAPTER=Bamboo.PostmarkAdapter")), null);
});

test("the mail flags that are read, each with its parser", () => {
  const flags = (release: string, ...environment: string[]) =>
    mailFlagsOf(of(release, ...environment)).map(({ name, parser, ifRelay }) => [name, parser, ifRelay]);
  const tls = "SMTP_HOST_SSL_ENABLED";
  assert.deepEqual(flags("3.2.1", host), [
    [tls, "strict", false],
    ["SMTP_MIDDLEBOX_COMP_MODE", "strict", false],
  ]);
  assert.deepEqual(flags("3.2.1", "SMTP_HOST_ADDR"), [
    [tls, "strict", true],
    ["SMTP_MIDDLEBOX_COMP_MODE", "strict", false],
  ]);
  assert.deepEqual(flags("3.2.1", "BASE_URL=https://a.example"), [["SMTP_MIDDLEBOX_COMP_MODE", "strict", false]]);
  assert.deepEqual(flags("2.1.1", mua, host), []);
  assert.deepEqual(flags("2.1.4", genSmtp, host), [
    [tls, "true-or-false-string", false],
    ["SMTP_MX_LOOKUPS_ENABLED", "true-or-false-string", false],
  ]);
  assert.deepEqual(flags("3.2.1", "MAILER_ADAPTER=Bamboo.PostmarkAdapter"), []);
});

test("a stack is told by the file's name, or by what only Swarm does", () => {
  const view = (more: string) => viewOf([host], { more });
  for (const deploy of [
    "placement: {constraints: [x]}",
    "endpoint_mode: vip",
    "update_config: {}",
    "rollback_config: {}",
    "mode: global",
    'mode: "replicated"',
  ])
    assert.ok(isStack(view(`    deploy:\n      ${deploy}\n`)), deploy);
  for (const more of [
    "",
    "    deploy:\n      replicas: 2\n",
    "    deploy:\n      mode: host\n",
    "    labels:\n      mode: global\n",
  ])
    assert.ok(!isStack(view(more)), more);
  const named = (name: string) => {
    const one = view("");
    return isStack({ ...one, project: { ...one.project, request: { ...one.project.request, composeFiles: [`/p/${name}`] } } });
  };
  for (const name of ["stack.yml", "docker-stack.yaml", "Stack-prod.yml"]) assert.ok(named(name), name);
  for (const name of ["compose.yml", "my-stack.yml", "stack.yml.bak", "stack/compose.yml"]) assert.ok(!named(name), name);
});
