import assert from "node:assert/strict";
import { test } from "node:test";
import { adviceOnNames, namesToShow } from "./certificate-names.js";

test("a wildcard covers one label before at least two others, whatever the case", () => {
  const covered = (name: string, host: string) => /only with a wildcard/.test(adviceOnNames([name], host)?.en ?? "");
  assert.ok(covered("*.zoo.example", "mail.zoo.example"));
  assert.ok(covered("*.zoo.example", "m.zoo.example"));
  assert.ok(covered("*.ZOO.example", "Mail.zoo.EXAMPLE"));
  for (const host of ["a.mail.zoo.example", "zoo.example", ".zoo.example", "mailzoo.example", "zoo", "mail.zoo.test"])
    assert.ok(!covered("*.zoo.example", host), host);
  assert.ok(!covered("*.example", "mail.example"));
  assert.ok(!covered("mail.zoo.example", "mail.zoo.example"));
  assert.ok(!covered("x.zoo.example", "m.zoo.example"));
  assert.ok(!covered("m*.zoo.example", "mail.zoo.example"));
});

test("one wildcard that covers the host among other names is what is shown", () => {
  const names = ["other.test", "*.zoo.example", "*.zoo.test"];
  assert.deepEqual(namesToShow(names, "mail.zoo.example"), ["*.zoo.example"]);
  assert.match(adviceOnNames(names, "mail.zoo.example")?.en ?? "", /only with a wildcard/);
  assert.match(adviceOnNames([], "mail.zoo.example")?.en ?? "", /another name/);
});

test("a name that can stand in SMTP_HOST_ADDR is shown, and neither a wildcard nor the bare domain beside it", () => {
  assert.deepEqual(namesToShow(["mx1.zoo.test", "*.zoo.test"], "mail.zoo.example"), ["mx1.zoo.test"]);
  assert.equal(adviceOnNames(["mx1.zoo.test", "*.zoo.test"], "mail.zoo.example"), null);
  assert.deepEqual(namesToShow(["*.zoo.test", "zoo.test"], "mail.zoo.example"), ["*.zoo.test"]);
  assert.match(adviceOnNames(["*.zoo.test", "zoo.test"], "mail.zoo.example")?.en ?? "", /mail server's own host name/);
  assert.deepEqual(namesToShow(["zoo.test"], "mail.zoo.example"), ["zoo.test"]);
});
