import assert from "node:assert/strict";
import { test } from "node:test";
import { composeFile, lint } from "../testing/project.js";
import { testReadme } from "../testing/readme.js";
import { localhostRelay } from "./rule.js";

testReadme(localhostRelay, import.meta.url);

function found(host: string, more = ""): string[] {
  return lint({ "compose.yml": composeFile([`SMTP_HOST_ADDR=${host}`, "SMTP_HOST_PORT=25"], undefined, more) });
}

test("every way to say loopback", () => {
  for (const host of ["localhost", "127.0.0.1", "::1", "LocalHost"]) {
    assert.deepEqual(found(host), [`error localhost-relay ${JSON.stringify(host)}`]);
  }
});

test("is silent where something else listens on that loopback", () => {
  assert.deepEqual(found("localhost", "    network_mode: host\n"), []);
  assert.deepEqual(found("localhost", "    network_mode: service:vpn\n  vpn:\n    image: example/vpn\n"), []);
  assert.deepEqual(found("localhost", "  mail:\n    image: boky/postfix\n    network_mode: service:plausible\n"), []);
});

test("host.docker.internal needs extra_hosts", () => {
  assert.deepEqual(found("host.docker.internal"), ['warning localhost-relay "host.docker.internal"']);
  assert.deepEqual(found("host.docker.internal", "    extra_hosts:\n      - host.docker.internal:host-gateway\n"), []);
  assert.deepEqual(found("host.docker.internal", "    extra_hosts:\n      host.docker.internal: host-gateway\n"), []);
});

test("the default sidecar name is no loopback", () => {
  assert.deepEqual(lint({ "compose.yml": composeFile(["A=b"], "plausible/analytics:v2.0.0") }), []);
});
