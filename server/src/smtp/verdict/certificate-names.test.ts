import assert from "node:assert/strict";
import { test } from "node:test";
import { adviceOnNames, namesToShow } from "./certificate-names.js";

test("a name that can stand in SMTP_HOST_ADDR is shown, and neither a wildcard nor the bare domain beside it", () => {
  assert.deepEqual(namesToShow(["mx1.zoo.test", "*.zoo.test"], "mail.zoo.example"), ["mx1.zoo.test"]);
  assert.equal(adviceOnNames(["mx1.zoo.test", "*.zoo.test"], "mail.zoo.example"), null);
  assert.deepEqual(namesToShow(["*.zoo.test", "zoo.test"], "mail.zoo.example"), ["*.zoo.test"]);
  assert.match(adviceOnNames(["*.zoo.test", "zoo.test"], "mail.zoo.example")?.en ?? "", /mail server's own host name/);
  assert.deepEqual(namesToShow(["zoo.test"], "mail.zoo.example"), ["zoo.test"]);
});
