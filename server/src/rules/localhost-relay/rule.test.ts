import assert from "node:assert/strict";
import { test } from "node:test";
import { analyseFiles, composeFile, lint, lintFor } from "../../../testing/rules/project.js";
import { applyFix, testReadme } from "../../../testing/rules/readme.js";
import { localhostRelay } from "./rule.js";

testReadme(localhostRelay, import.meta.url);

function found(host: string, more = ""): string[] {
  return lint({ "compose.yml": composeFile([`SMTP_HOST_ADDR=${host}`, "SMTP_HOST_PORT=1025"], undefined, more) });
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

test("the fix joins extra_hosts that are there", () => {
  const fixed = (more: string) => {
    const files = { "compose.yml": composeFile(["SMTP_HOST_ADDR=host.docker.internal", "SMTP_HOST_PORT=1025"], undefined, more) };
    const fix = analyseFiles(files).findings[0]?.fixes[0];
    return fix === undefined ? undefined : applyFix(files, fix)["compose.yml"]?.slice(files["compose.yml"].length - more.length);
  };
  const entry = "host.docker.internal:host-gateway";
  assert.equal(
    fixed("    extra_hosts:\n      - a.example.com:10.0.0.1 # ours\n    restart: always\n"),
    `    extra_hosts:\n      - a.example.com:10.0.0.1 # ours\n      - "${entry}"\n    restart: always\n`,
  );
  assert.equal(
    fixed("    extra_hosts:\n      a.example.com: 10.0.0.1\n"),
    "    extra_hosts:\n      a.example.com: 10.0.0.1\n      host.docker.internal: host-gateway\n",
  );
  assert.equal(fixed("    extra_hosts: [a.example.com:10.0.0.1]\n"), undefined);
});

test("the default sidecar name is no loopback", () => {
  assert.deepEqual(lintFor("localhost-relay", { "compose.yml": composeFile(["A=b"], "plausible/analytics:v2.0.0") }), []);
});
