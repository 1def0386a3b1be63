import assert from "node:assert/strict";
import { test } from "node:test";
import { rootCertificates } from "node:tls";
import { trusting } from "./trusted.js";

test("connections that trust the same list in the same way share what Node makes of it, others do not", () => {
  const list = [rootCertificates[0] ?? ""];
  const { secureContext } = trusting(list, { minVersion: "TLSv1.2" });
  assert.ok(secureContext);
  assert.equal(trusting(list, { minVersion: "TLSv1.2" }).secureContext, secureContext);
  assert.notEqual(trusting(list, { minVersion: "TLSv1.3" }).secureContext, secureContext);
  assert.notEqual(trusting([...list], { minVersion: "TLSv1.2" }).secureContext, secureContext);
});

test("without a list Node's own roots are left to Node", () => {
  assert.deepEqual(trusting([], { minVersion: "TLSv1.2" }), { minVersion: "TLSv1.2" });
});
