import assert from "node:assert/strict";
import { test } from "node:test";
import { quiet, reply, wire } from "../../../testing/verdict.js";
import { knownRelease } from "../../plausible/tables/releases.js";
import type { SmtpAdapterName } from "../../plausible/types.js";
import type { StepName } from "../verdict/steps.js";
import type { Talk, Trouble } from "../verdict/talk.js";
import { nextAttempt, type Queue } from "./attempts.js";

const target = (host: string) => ({ host, addresses: [], port: 25 });
const [a, b] = [target("a"), target("b")];

/** The hosts that are tried next; null: none is. */
function next(
  adapter: SmtpAdapterName,
  step: StepName,
  trouble: Trouble,
  {
    talk = {},
    targets = [a, b],
    tried = 0,
    attempts = 3,
  }: { talk?: Partial<Talk>; targets?: Queue["targets"]; tried?: number; attempts?: number } = {},
) {
  const facts = knownRelease("3.1.0").smtp[adapter];
  assert.ok(facts);
  const retried = new Map(tried === 0 ? [] : [[targets[0], tried] as const]);
  return (
    nextAttempt({ targets, retried }, { ...quiet, ...talk, trouble: { step, trouble } }, facts, attempts)?.targets.map(
      ({ host }) => host,
    ) ?? null
  );
}

test("mua goes to the next host after a network error or a refusal for now, and tries none twice", () => {
  const mua = (step: StepName, trouble: Trouble, more = {}) => next("Bamboo.Mua", step, trouble, more);
  for (const problem of ["timeout", "closed", "refused", "tls", "flood"] as const)
    assert.deepEqual(mua("connect", wire(problem)), ["b"], problem);
  assert.deepEqual(mua("tls", { kind: "certificate", fault: "expired", names: [], protocol: "TLSv1.3" }), ["b"]);
  for (const code of [421, 450, 451, 452]) assert.deepEqual(mua("recipient", reply(code, "later")), ["b"], String(code));
  for (const code of [454, 550, 535]) assert.equal(mua("recipient", reply(code, "no")), null, String(code));
  assert.equal(mua("connect", wire("cancelled")), null);
  assert.equal(mua("auth", { kind: "crash", exception: "** (X) y" }), null);
  assert.equal(mua("connect", wire("timeout"), { targets: [a] }), null);
});

test("gen_smtp tries the other hosts first, each as often as it may", () => {
  const gen = (step: StepName, trouble: Trouble, more = {}) => next("Bamboo.SMTPAdapter", step, trouble, more);
  assert.deepEqual(gen("connect", wire("refused")), ["b", "a"]);
  assert.deepEqual(gen("connect", wire("refused"), { targets: [a] }), ["a"]);
  assert.deepEqual(gen("connect", wire("refused"), { tried: 1 }), ["b", "a"]);
  assert.deepEqual(gen("connect", wire("refused"), { tried: 2 }), ["b"]);
  assert.equal(gen("connect", wire("refused"), { targets: [a], tried: 2 }), null);
  assert.equal(gen("connect", wire("refused"), { targets: [a], attempts: 1 }), null);
  // The same silence again would only cost time.
  assert.deepEqual(gen("connect", wire("timeout")), ["b"]);
  assert.equal(gen("connect", wire("timeout"), { targets: [a] }), null);
});

test("gen_smtp opens again what could not be opened, and nothing that was refused for good or after the login", () => {
  const gen = (step: StepName, trouble: Trouble) => next("Bamboo.SMTPAdapter", step, trouble, { targets: [a] }) !== null;
  for (const problem of ["closed", "reset", "unreachable"] as const) assert.ok(gen("connect", wire(problem)), problem);
  for (const problem of ["cancelled", "not-found", "offline", "tls", "injected", "flood"] as const)
    assert.ok(!gen("connect", wire(problem)), problem);
  assert.ok(gen("greeting", reply(421, "later")) && !gen("greeting", reply(554, "4")));
  for (const step of ["sender", "recipient", "message"] as const) assert.ok(!gen(step, reply(450, "later")), step);
  assert.ok(gen("greeting", { kind: "unreadable", exception: "** (X) {:unexpected_response, []}", words: "" }));
  assert.ok(!gen("greeting", { kind: "unreadable", exception: "** (X) y", words: "" }));
});

test("a password that was refused, or may have been, is not sent again", () => {
  for (const adapter of ["Bamboo.Mua", "Bamboo.SMTPAdapter"] as const) {
    assert.equal(next(adapter, "auth", wire("closed"), { talk: { attempted: ["PLAIN"] } }), null, adapter);
    assert.notEqual(
      next(adapter, "ehlo", wire("closed"), { talk: { attempted: ["PLAIN"], authenticated: true } }),
      null,
      adapter,
    );
  }
});
