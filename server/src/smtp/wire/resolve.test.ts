import assert from "node:assert/strict";
import { test } from "node:test";
import { addressesOf, type Dns, exchangesOf, limited } from "./resolve.js";

const never = new AbortController().signal;
const four = { address: "192.0.2.1", family: 4 };
const six = { address: "2001:db8::1", family: 6 };

function dns(more: Partial<Dns> = {}): Dns {
  const nothing = () => Promise.reject(new Error("must not be asked"));
  return { addresses: nothing, exchanges: nothing, ...more };
}

const failing = (code: string) => () => Promise.reject(Object.assign(new Error(code), { code }));
const fault = (problem: string, code = "") => ({ problem, code });

test("an address is its own, a name has those that the adapter would see, IPv6 first", async () => {
  const both = dns({ addresses: async () => [four, six, four] });
  assert.deepEqual(await addressesOf("192.0.2.9", false, dns(), 100, never), [{ address: "192.0.2.9", family: 4 }]);
  assert.deepEqual(await addressesOf("2001:db8::9", false, dns(), 100, never), [{ address: "2001:db8::9", family: 6 }]);
  assert.deepEqual(await addressesOf("zoo.example", true, both, 100, never), [six, four, four]);
  assert.deepEqual(await addressesOf("zoo.example", false, both, 100, never), [four, four]);
  await assert.rejects(addressesOf("zoo.example", false, dns({ addresses: async () => [six] }), 100, never), fault("not-found"));
  await assert.rejects(addressesOf(" ", true, dns(), 100, never), fault("not-found"));
});

test("a name that does not exist is told from one that nobody could be asked for", async () => {
  const of = (host: string, code: string, hasNetwork?: boolean) =>
    addressesOf(
      host,
      true,
      dns({ addresses: failing(code), ...(hasNetwork === undefined ? {} : { hasNetwork: () => hasNetwork }) }),
      100,
      never,
    );
  await assert.rejects(of("zoo.example", "ENOTFOUND"), fault("not-found", "ENOTFOUND"));
  await assert.rejects(of("zoo.example", "ENOTFOUND", true), fault("not-found", "ENOTFOUND"));
  await assert.rejects(of("zoo.example", "ENOTFOUND", false), fault("offline", "ENOTFOUND"));
  await assert.rejects(of("zoo.example.", "EAI_AGAIN", true), fault("offline", "EAI_AGAIN"));
  // A name of one label is refused in the same way by resolvers that know it to be local; other texts are no names.
  for (const host of ["mail", "smtp://zoo.example", "zoo..example", "zoo.example:25"])
    await assert.rejects(of(host, "EAI_AGAIN", false), fault("not-found", "EAI_AGAIN"), host);
  await assert.rejects(of("zoo.example", "ECONNREFUSED", false), fault("refused", "ECONNREFUSED"));
});

test("the mail exchangers of a name, the preferred ones first, at most ten", async () => {
  const of = (host: string, found: Dns["exchanges"]) => exchangesOf(host, dns({ exchanges: found }), 100, never);
  const rows = [
    { exchange: "b", priority: 10 },
    { exchange: "c", priority: 5 },
    { exchange: "a", priority: 10 },
  ];
  assert.deepEqual(await of("zoo.example", async () => rows), ["c", "a", "b"]);
  const many = Array.from({ length: 12 }, (_, index) => ({ exchange: `x${index}`, priority: index }));
  assert.equal((await of("zoo.example", async () => many)).length, 10);
  assert.deepEqual(await of("zoo.example", failing("ENODATA")), []);
  for (const host of ["192.0.2.1", "2001:db8::1", "mail"]) assert.deepEqual(await exchangesOf(host, dns(), 100, never), [], host);
});

test("a wait ends with its work, with its time, or with a cancel, whichever comes first", async () => {
  const forever = new Promise<never>(() => {});
  assert.equal(await limited(Promise.resolve(1), 60_000, never), 1);
  await assert.rejects(limited(Promise.reject(new Error("no")), null, never), { message: "no" });
  await assert.rejects(limited(Promise.reject("no"), null, never), { message: "no" });
  await assert.rejects(limited(forever, 1, never), fault("timeout"));
  await assert.rejects(limited(forever, null, AbortSignal.abort()), fault("cancelled"));
  const abort = new AbortController();
  const waiting = assert.rejects(limited(forever, null, abort.signal), fault("cancelled"));
  abort.abort();
  await waiting;
  await assert.rejects(
    exchangesOf("zoo.example", dns({ exchanges: () => forever }), 60_000, AbortSignal.abort()),
    fault("cancelled"),
  );
  await assert.rejects(
    addressesOf("zoo.example", true, dns({ addresses: () => forever }), 60_000, AbortSignal.abort()),
    fault("cancelled"),
  );
  assert.deepEqual(await exchangesOf("zoo.example", dns({ exchanges: () => forever }), 1, never), []);
});
