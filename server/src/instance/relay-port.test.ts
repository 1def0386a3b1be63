import assert from "node:assert/strict";
import { test } from "node:test";
import { viewOf } from "../../testing/rules/view.js";
import { knownPortMode, offersPort, usualPort } from "./relay-port.js";

const towards = (host: string, more: readonly string[] = [], services = "") =>
  viewOf([`SMTP_HOST_ADDR=${host}`, ...more], { more: services });
const inside = "  relay:\n    image: boky/postfix\n";

test("what a port speaks: by convention, or by the provider's row, and how sure that is", () => {
  const of = (host: string, port: number, services = "") => {
    const known = knownPortMode(towards(host, [], services), port);
    return known === null ? null : [known.mode, known.strength, known.provider];
  };
  assert.deepEqual(of("smtp.zoo.example", 587), ["starttls", "sure", null]);
  assert.deepEqual(of("smtp.zoo.example", 2465), ["implicit", "sure", null]);
  assert.deepEqual(of("smtp.zoo.example", 2525), ["starttls", "sure", null]);
  assert.equal(of("smtp.zoo.example", 1025), null);
  assert.deepEqual(of("smtp.gmail.com", 465), ["implicit", "sure", "Gmail"]);
  assert.deepEqual(of("smtp.gmail.com", 25), ["starttls", "sure", null]); // its row does not name it
  assert.deepEqual(of("mail.smtp2go.com", 80), ["starttls", "sure", "SMTP2GO"]); // only its row does
  assert.deepEqual(of("mail.smtp2go.com", 443), ["implicit", "sure", "SMTP2GO"]);
});

test("inside, only the registered ports are what they say", () => {
  for (const host of ["relay", "10.0.0.5", "localhost"]) {
    const of = (port: number) => knownPortMode(towards(host, [], inside), port)?.strength;
    for (const port of [25, 465, 587]) assert.equal(of(port), "sure", `${host}:${port}`);
    for (const port of [2525, 8025, 2465]) assert.equal(of(port), "weak", `${host}:${port}`);
  }
});

test("where there is no relay, the convention holds", () => {
  const direct = viewOf(["BASE_URL=https://a.example"]);
  assert.deepEqual(knownPortMode(direct, 465), { mode: "implicit", strength: "sure", provider: null });
  assert.equal(knownPortMode(direct, 1025), null);
  assert.ok(offersPort(direct, 1025));
});

test("a provider offers the ports of its row, whoever names none may offer any", () => {
  assert.ok(offersPort(towards("smtp.gmail.com"), 465) && offersPort(towards("smtp.gmail.com"), 587));
  assert.ok(!offersPort(towards("smtp.gmail.com"), 25));
  assert.ok(offersPort(towards("smtp.office365.com"), 587) && !offersPort(towards("smtp.office365.com"), 465));
  assert.ok(offersPort(towards("smtp.web.de"), 26));
  assert.ok(offersPort(towards("smtp.zoo.example"), 26));
});

test("the usual port suits the flag as it stands, and what the provider offers", () => {
  const on = ["SMTP_HOST_SSL_ENABLED=true"];
  assert.equal(usualPort(towards("smtp.zoo.example")), "587");
  assert.equal(usualPort(towards("smtp.zoo.example", on)), "465");
  assert.equal(usualPort(towards("smtp.office365.com", on)), "587");
  assert.equal(usualPort(towards("zoo-example.mail.protection.outlook.com")), "25");
});
