import assert from "node:assert/strict";
import { test } from "node:test";
import { parseAddress, parseSettings } from "./settings.js";

test("an address is a host and a port", () => {
  assert.deepEqual(parseAddress("127.0.0.1:2525"), { host: "127.0.0.1", port: 2525 });
  assert.deepEqual(parseAddress(" mail.lan:25 "), { host: "mail.lan", port: 25 });
  assert.deepEqual(parseAddress("[::1]:2525"), { host: "::1", port: 2525 });
  for (const text of ["", "mail.lan", ":25", "mail.lan:0", "mail.lan:65536", "mail.lan:smtp", 25, null, undefined]) {
    assert.equal(parseAddress(text), null, String(text));
  }
});

test("settings have defaults, and what is not understood counts as unset", () => {
  const defaults = {
    rules: undefined,
    images: undefined,
    inlayHints: "on" as const,
    services: undefined,
    testTimeout: 10_000,
    testCa: "",
    testConnectTo: null,
  };
  for (const value of [undefined, null, [], "x", {}, { testTimeout: -1, testCa: 5, testConnectTo: "x" }]) {
    assert.deepEqual(parseSettings(value), defaults);
  }
  assert.equal(parseSettings({ testTimeout: 2.5 }).testTimeout, 2500);
  assert.equal(parseSettings({ testTimeout: 1e9 }).testTimeout, 300_000);
});
