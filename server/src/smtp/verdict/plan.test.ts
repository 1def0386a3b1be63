import assert from "node:assert/strict";
import { test } from "node:test";
import { requestFor } from "../../../testing/smtp.js";
import { planOf } from "./plan.js";

test("walks what the delivery has: TLS first, or STARTTLS after EHLO", () => {
  const steps = (overrides: Parameters<typeof requestFor>[1]) =>
    planOf(requestFor("3.2.1", overrides)).steps.map(({ step }) => step);
  assert.deepEqual(steps({ tls: "implicit" }), ["resolve", "connect", "tls", "greeting", "ehlo", "sender"]);
  assert.deepEqual(steps({}), ["resolve", "connect", "greeting", "ehlo", "starttls", "tls", "sender"]);
  assert.ok(steps({ auth: { username: "u", password: "p", mechanisms: ["PLAIN"], unseen: [] } }).includes("auth"));
});

test("recipient and message only where they are asked for", () => {
  const steps = (to: string | null, send: boolean) =>
    planOf({ ...requestFor("3.2.1", {}), to, send })
      .steps.map(({ step }) => step)
      .slice(-2);
  assert.deepEqual(steps(null, true), ["tls", "sender"]);
  assert.deepEqual(steps("you@example.org", false), ["sender", "recipient"]);
  assert.deepEqual(steps("you@example.org", true), ["recipient", "message"]);
});

test("nothing is walked where the outcome stands without it", () => {
  const stop = (release: string, overrides: Parameters<typeof requestFor>[1], to: string | null = null) => {
    const plan = planOf({ ...requestFor(release, overrides), to });
    return plan.kind === "no-talk" ? [plan.cause, plan.at] : plan.kind;
  };
  const failing = (kind: "invalid-sender" | "invalid-host" | "invalid-port" | "black-hole", exception = "** (x) y") => ({
    certainFailure: { kind, exception, variable: null },
  });
  assert.deepEqual(stop("3.2.1", failing("invalid-sender")), ["sender-invalid", null]);
  assert.deepEqual(stop("3.2.1", { host: "", ...failing("invalid-host") }), ["host-not-found", null]);
  assert.deepEqual(stop("3.2.1", { host: " h", ...failing("invalid-host") }), ["adapter-crashes", null]);
  assert.deepEqual(stop("3.2.1", { port: 70000, ...failing("invalid-port") }), ["adapter-crashes", null]);
  assert.deepEqual(stop("3.2.1", { client: "none", ...failing("black-hole") }), ["black-hole", null]);
  assert.deepEqual(stop("3.2.1", { client: "postmark" }), ["api-adapter", null]);
  assert.deepEqual(stop("3.2.1", { host: null }), ["no-relay", null]);
  assert.deepEqual(stop("3.1.0", { client: "gen_smtp", tls: "impossible" }), ["tls-impossible", "tls"]);
  assert.deepEqual(stop("3.2.1", {}, "admin@localhost"), ["recipient-invalid", null]);
  assert.equal(stop("3.1.0", { client: "gen_smtp" }, "admin@localhost"), "talk");
});
