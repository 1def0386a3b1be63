import assert from "node:assert/strict";
import { test } from "node:test";
import { analyseFiles, composeFile } from "../../testing/rules/project.js";
import { isPlaceholder } from "../plausible/tables/placeholder.js";

function relayOf(host: string, more = "") {
  const [service] = analyseFiles({ "compose.yml": composeFile([`SMTP_HOST_ADDR=${host}`], undefined, more) }).services;
  assert.ok(service);
  return service.relay;
}

function placeOfHost(host: string, more = ""): string {
  const relay = relayOf(host, more);
  return relay.state === "host" ? relay.place : relay.state;
}

test("tells where a host is, as seen from the container", () => {
  for (const host of ["localhost", "127.0.0.1", "127.1.2.3", "::1", "LOCALHOST"])
    assert.equal(placeOfHost(host), "loopback", host);
  for (const host of [
    "10.0.0.5",
    "172.17.0.1",
    "192.168.1.2",
    "mail",
    "mail.lan",
    "nas.home.arpa",
    "host.docker.internal",
    "fd00::1",
  ]) {
    assert.equal(placeOfHost(host), "private", host);
  }
  for (const host of ["smtp.zoo.example", "203.0.113.7", "172.32.0.1", "2001:db8::1"])
    assert.equal(placeOfHost(host), "outside", host);
});

test("knows the names of the project's other services", () => {
  const mail = "  relay:\n    image: boky/postfix\n    container_name: mail.example.com\n";
  assert.equal(placeOfHost("relay", mail), "project");
  assert.equal(placeOfHost("mail.example.com", mail), "project");
  assert.equal(placeOfHost("smtp.zoo.example", "    extra_hosts:\n      - smtp.zoo.example:10.0.0.9\n"), "project");
});

test("knows nothing of what is no host", () => {
  for (const host of ["smtp://smtp.zoo.example", "smtp.zoo.example:587", "{{ host }}", "replace-me", "smtp example"]) {
    assert.equal(placeOfHost(host), "unknown", host);
  }
});

test("takes the adapter's default, and none where it has none", () => {
  const services = (image: string) =>
    analyseFiles({ "compose.yml": composeFile(["BASE_URL=https://a.example"], image) }).services;
  assert.deepEqual(services("plausible/analytics:v2.0.0")[0]?.relay, {
    state: "host",
    host: "mail",
    written: false,
    place: "private",
    provider: null,
  });
  assert.deepEqual(services("ghcr.io/plausible/community-edition:v3.2.1")[0]?.relay, { state: "none" });
});

test("placeholders stand for a value that is not there yet", () => {
  for (const text of [
    "{{ smtp_host }}",
    "(smtp_pwd)",
    "<password>",
    "%SMTP_HOST%",
    "replace-me",
    "REPLACE_ME",
    "change-me",
    "YOUR_SMTP_HOST_ADDR",
    "changeme",
    "your-password",
  ]) {
    assert.ok(isPlaceholder(text), text);
  }
  for (const text of [
    "smtp.zoo.example",
    "587",
    "true",
    "",
    "yourself.example.com",
    "myserver.example.com",
    "set",
    "insertcoin.example.com",
    "[::1]",
  ]) {
    assert.ok(!isPlaceholder(text), text);
  }
});
