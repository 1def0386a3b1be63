import assert from "node:assert/strict";
import { test } from "node:test";
import { textIn, viewOf } from "../../testing/rules/view.js";
import { entryNear } from "./entry-near.js";
import { evidentMeaning } from "./evident-meaning.js";
import { mailServiceOf } from "./mail-catcher.js";
import { placeOfHost, whyNoCertificate } from "./relay.js";
import { isBareAddress, loginAddress } from "./sender-address.js";
import { servicesNamed, shareNetwork } from "./service-networks.js";

test("words for yes and no, in quotes and blanks too; everything else means neither", () => {
  for (const word of ["1", "TRUE", " yes ", "'on'", '" enabled "', "enable", "ssl", "required", "require", "implicit"])
    assert.equal(evidentMeaning(word), true, word);
  for (const word of ["0", "False", "no", '"off"', "disable", "disabled", "starttls", "none", "null", "plain"])
    assert.equal(evidentMeaning(word), false, word);
  for (const word of ["", "maybe", "10", "true!", "not", "'on", "on'", "starttls only", "requires"])
    assert.equal(evidentMeaning(word), null, word);
});

test("an address that every server takes, and the login that is one", () => {
  for (const address of ["a@zoo.example", "a.b+c@mail.zoo.example", "a@x-y.example", "a@b.co", "_a@b1.example"])
    assert.ok(isBareAddress(address), address);
  for (const text of [
    "",
    "a",
    "a@zoo",
    "Ann <a@zoo.example>",
    "a@zoo.example ",
    "a b@zoo.example",
    "a@-zoo.example",
    "a@zoo-.example",
    "a@zoo..example",
    "a@zoo.e",
    "a@zoo.1",
    "@zoo.example",
    '"a"@zoo.example',
    "a@b@zoo.example",
  ])
    assert.ok(!isBareAddress(text), text);
  assert.equal(loginAddress(viewOf(["SMTP_USER_NAME=a@zoo.example"])), "a@zoo.example");
  for (const login of ["SMTP_USER_NAME=ann", "SMTP_USER_NAME", "SMTP_USER_NAME=<a@zoo.example>"])
    assert.equal(loginAddress(viewOf([login])), null, login);
});

test("why no authority gives out a certificate", () => {
  for (const host of ["10.0.0.5", "203.0.113.7", "[::1]", "fd00::1", "1.2.3", "127.1"])
    assert.equal(whyNoCertificate(host), "address", host);
  for (const host of ["mail", "MAIL", "mail."]) assert.equal(whyNoCertificate(host), "one-label", host);
  for (const host of ["mail.lan", "Mail.Local", "a.home.arpa", "a.internal", "a.localhost", "a.corp."])
    assert.equal(whyNoCertificate(host), "private-domain", host);
  for (const host of ["smtp.zoo.example", "lan.example", "1.example", "mail.lan.example", "localhost.example"])
    assert.equal(whyNoCertificate(host), null, host);
});

test("where a host is, whatever its case and its final dot; a provider's is nobody's container", () => {
  const more =
    "    extra_hosts: ['Relay.Zoo.Example:10.0.0.9']\n  mail:\n    image: boky/postfix\n    container_name: smtp.gmail.com\n";
  const { project, service } = viewOf(["SMTP_HOST_ADDR=mail"], { more });
  const of = (host: string) => placeOfHost(project, service, host);
  assert.deepEqual(["MAIL", "mail.", "relay.zoo.example."].map(of), ["project", "project", "project"]);
  assert.deepEqual(["localhost.", "127.0.0.1", "ip6-loopback"].map(of), ["loopback", "loopback", "loopback"]);
  assert.deepEqual(["other", "x.lan.", "172.16.0.1"].map(of), ["private", "private", "private"]);
  assert.deepEqual(["smtp.gmail.com", "x.lan.example", "8.8.8.8", "plausible.example"].map(of), [
    "outside",
    "outside",
    "outside",
    "outside",
  ]);
  assert.equal(of("plausible"), "private"); // its own name leads to itself, and to no mail server
});

test("two services share a network by name; where one has no network of its own, nobody can tell", () => {
  const more = [
    "    networks: [front, back]",
    "  mail: {image: boky/postfix, networks: [back]}",
    "  other: {image: x, networks: [side]}",
    "  host: {image: x, network_mode: host}",
    "networks: {front: {}, back: {}, side: {}}",
    "",
  ].join("\n");
  const { project, service } = viewOf(["A=b"], { more });
  const [mail] = servicesNamed(project, service, "Mail.");
  const [other] = servicesNamed(project, service, "other");
  const [host] = servicesNamed(project, service, "host");
  assert.ok(mail && other && host);
  assert.equal(shareNetwork(service, mail), true);
  assert.equal(shareNetwork(mail, other), false);
  assert.deepEqual([shareNetwork(service, host), shareNetwork(host, service)], [null, null]);
  assert.deepEqual(servicesNamed(project, service, "plausible"), []);
});

test("a new line belongs beside the first of these that a file of the service's writes", () => {
  const more = "    secrets: [SMTP_HOST_PORT]\nsecrets:\n  SMTP_HOST_PORT: {file: ./port}\n";
  const view = viewOf(["MAILER_EMAIL=a@zoo.example", "SMTP_HOST_ADDR=a"], { more, files: { port: "25" } });
  const near = (...names: string[]) => {
    const entry = entryNear(view, names);
    return entry === null ? null : textIn(view, entry.key);
  };
  assert.equal(near("SMTP_HOST_PORT", "SMTP_HOST_ADDR", "MAILER_EMAIL"), "SMTP_HOST_ADDR");
  assert.equal(near("MAILER_NAME", "MAILER_EMAIL"), "MAILER_EMAIL");
  assert.equal(near("SMTP_HOST_PORT", "MAILER_NAME"), null);
});

test("the service that takes mail is another one than Plausible's own", () => {
  const of = (more: string) => mailServiceOf(viewOf(["A=b"], { more }))?.name ?? null;
  for (const image of [
    "axllent/mailpit",
    "docker.io/mailhog/mailhog:v1",
    "my/postfix-relay",
    "x/exim",
    "stalwartlabs/stalwart:latest",
    "Docker-Mailserver/Docker-Mailserver",
  ])
    assert.equal(of(`  a: {image: "${image}"}\n`), "a", image);
  for (const name of ["mail", "smtp", "postfix", "mailserver"]) assert.equal(of(`  ${name}: {image: x}\n`), name, name);
  for (const other of [
    "  db: {image: postgres}\n",
    "  mailer: {image: x}\n",
    "  a: {image: x/smtpd-exporter-ui}\n",
    "  gmail: {image: mypostfixes}\n",
    "",
  ])
    assert.equal(of(other), null, other);
});
