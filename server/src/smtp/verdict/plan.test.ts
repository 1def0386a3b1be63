import assert from "node:assert/strict";
import { test } from "node:test";
import { requestFor } from "../../../testing/smtp.js";
import { textOf } from "../../base/messages.js";
import type { CertainFailure } from "../../plausible/mailer/model.js";
import { planOf } from "./plan.js";

test("walks what the delivery has: TLS first, or STARTTLS after EHLO", () => {
  const steps = (overrides: Parameters<typeof requestFor>[1]) =>
    planOf(requestFor("3.2.1", overrides)).steps.map(({ step }) => step);
  assert.deepEqual(steps({ tls: "implicit" }), ["resolve", "connect", "tls", "greeting", "ehlo", "sender"]);
  assert.deepEqual(steps({}), ["resolve", "connect", "greeting", "ehlo", "starttls", "tls", "sender"]);
  assert.deepEqual(steps({ tls: "impossible" }).slice(0, 3), ["resolve", "connect", "tls"]);
  assert.ok(steps({ auth: { username: "u", password: "p", mechanisms: ["PLAIN"], unseen: [] } }).includes("auth"));
});

test("each step tells what the adapter needs there, and never the password", () => {
  const auth = { username: "rosebud", password: "rosebud", mechanisms: ["PLAIN"], unseen: [] };
  const expected = (overrides: Parameters<typeof requestFor>[1]) =>
    planOf({ ...requestFor("3.2.1", overrides), to: "you@example.org", send: true }).steps.map(
      ({ step, expects }) => [step, textOf(expects, "en")] as const,
    );
  const said = new Map(expected({ auth: { ...auth, username: "ann" } }));
  assert.equal(said.get("resolve"), "an address for `smtp.zoo.example`");
  assert.equal(said.get("connect"), "port `587` answers");
  assert.equal(said.get("ehlo"), "`250` to `EHLO sender.example`");
  assert.equal(said.get("auth"), "`235` to the login of `ann`");
  assert.equal(said.get("sender"), "`250` to the sender `plausible@sender.example`");
  assert.equal(said.get("recipient"), "`250` to the recipient `you@example.org`");
  assert.doesNotMatch(new Map(expected({ auth })).get("auth") ?? "rosebud", /rosebud/);
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
  const failing = (kind: CertainFailure["kind"]) => ({
    certainFailure: { kind, exception: "** (x) y", variable: null },
  });
  assert.deepEqual(stop("3.2.1", failing("invalid-sender")), ["sender-invalid", null]);
  assert.deepEqual(stop("3.2.1", { host: "", ...failing("invalid-host") }), ["host-not-found", null]);
  assert.deepEqual(stop("3.2.1", { host: " h", ...failing("invalid-host") }), ["adapter-crashes", null]);
  assert.deepEqual(stop("3.2.1", { port: 70000, ...failing("invalid-port") }), ["adapter-crashes", null]);
  assert.deepEqual(stop("3.2.1", { host: "  ", ...failing("invalid-host") }), ["host-not-found", null]);
  assert.deepEqual(stop("3.2.1", failing("invalid-retries")), ["adapter-crashes", null]);
  assert.deepEqual(stop("3.2.1", { client: "none", ...failing("black-hole") }), ["black-hole", null]);
  assert.deepEqual(stop("3.2.1", { client: "none" }), ["black-hole", null]);
  assert.deepEqual(stop("3.2.1", failing("black-hole")), ["black-hole", null]);
  assert.deepEqual(stop("3.2.1", { port: null }), ["no-relay", null]);
  assert.deepEqual(stop("2.1.4", { tls: "impossible", ...failing("middlebox-mode") }), ["adapter-crashes", "tls"]);
  assert.deepEqual(stop("3.2.1", { client: "postmark" }), ["api-adapter", null]);
  assert.deepEqual(stop("3.2.1", { host: null }), ["no-relay", null]);
  assert.deepEqual(stop("3.1.0", { client: "gen_smtp", tls: "impossible" }), ["tls-impossible", "tls"]);
  assert.deepEqual(stop("3.2.1", {}, "admin@localhost"), ["recipient-invalid", null]);
  assert.equal(stop("3.1.0", { client: "gen_smtp" }, "admin@localhost"), "talk");
});

test("a port that no connection can have ends in an exit of Erlang's, and what is certain in its own exception", () => {
  const planned = (overrides: Parameters<typeof requestFor>[1]) => planOf(requestFor("3.2.1", overrides));
  for (const port of [-1, 65_536]) {
    const plan = planned({ port });
    assert.ok(plan.kind === "no-talk");
    assert.deepEqual([plan.cause, plan.at], ["adapter-crashes", "connect"]);
    assert.equal(plan.exception, "** (exit) an exception was raised: :function_clause");
  }
  for (const port of [0, 65_535]) assert.equal(planned({ port }).kind, "talk", String(port));
  const certain = planned({ certainFailure: { kind: "invalid-sender", exception: "** (x) y", variable: null } });
  assert.ok(certain.kind === "no-talk" && certain.exception === "** (x) y");
  const direct = planned({ host: null });
  assert.ok(direct.kind === "no-talk" && direct.exception === null);
});
