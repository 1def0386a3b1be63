import assert from "node:assert/strict";
import { test } from "node:test";
import { textOf } from "../../base/messages.js";
import { differences, overlookedBy } from "./ordinary-texts.js";
import type { OrdinaryClient } from "./talk.js";

test("why an ordinary program gets through where Plausible does not; nothing where it fails, too", () => {
  const of = (because: OrdinaryClient["because"], getsThrough = true) =>
    differences({ getsThrough, secure: true, because }, "3.0.1", "smtp.zoo.example");
  const en = (because: OrdinaryClient["because"]) => {
    const said = of(because);
    assert.ok(said);
    return textOf(said, "en");
  };
  assert.match(en("space"), /Plausible 3\.0\.1 puts a space/);
  assert.match(en("second-ehlo"), /Plausible 3\.0\.1 sends it twice/);
  assert.match(en("auth"), /Plausible 3\.0\.1 sends AUTH PLAIN/);
  assert.match(en("prompts"), /AUTH LOGIN, Plausible 3\.0\.1/);
  assert.match(en("tls"), /Plausible 3\.0\.1 doesn't/);
  assert.match(en("unknown"), /reaches `smtp\.zoo\.example`.*Plausible 3\.0\.1/);
  assert.equal(of("space", false), null);
});

test("a certificate that Plausible does not check is said to be rejected by others, and why", () => {
  const said = overlookedBy("2.0.0", "smtp.zoo.example", "expired");
  assert.ok(said);
  assert.match(textOf(said, "en"), /rejects the certificate of `smtp\.zoo\.example`: it has expired\. Plausible 2\.0\.0 doesn't/);
  assert.equal(overlookedBy("2.0.0", "smtp.zoo.example", null), null);
});
