import assert from "node:assert/strict";
import { test } from "node:test";
import { addressKind, isLoopback } from "./addresses.js";

test("addresses of every notation fall into their range", () => {
  const kinds = {
    loopback: [
      "127.0.0.1",
      "127.1",
      "127.8.9.10",
      "::1",
      "[::1]",
      "0:0:0:0:0:0:0:1",
      "0::1",
      "::ffff:127.0.0.1",
      "::ffff:7f00:1",
    ],
    private: [
      ...["10.0.0.7", "192.168.1.2", "172.16.0.1", "172.31.255.1", "169.254.1.1", "100.64.0.1", "0.0.0.0", "::"],
      ...["fd00::7", "fc00::1", "fe80::1", "fec0::1", "[FD12:3456::1]", "::ffff:10.0.0.7", "::ffff:c0a8:102"],
    ],
    public: ["203.0.113.9", "8.8.8.8", "172.32.0.1", "100.128.0.1", "2001:4860::1", "::ffff:8.8.8.8"],
  } as const;
  for (const [kind, hosts] of Object.entries(kinds)) for (const host of hosts) assert.equal(addressKind(host), kind, host);
});

test("a name is no address", () => {
  for (const host of [
    "mail",
    "smtp.zoo.example",
    "999.1.1.1",
    "10.0.0.7.nip.io",
    "",
    "fe80",
    "a:b",
    "08",
    "08.1.1.1",
    "4294967296",
    "1.2.3.09",
  ]) {
    assert.equal(addressKind(host), null, host);
  }
});

test("some names mean the machine itself", () => {
  for (const host of ["localhost", "LOCALHOST.", "mail.localhost", "ip6-localhost", "127.0.0.1", "[::1]"])
    assert.ok(isLoopback(host), host);
  for (const host of ["localhost.example", "mylocalhost", "10.0.0.1"]) assert.ok(!isLoopback(host), host);
});
