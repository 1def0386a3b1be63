import assert from "node:assert/strict";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { test } from "node:test";
import { requestFor } from "../../../testing/smtp.js";
import { textOf } from "../../base/messages.js";
import { apiReport } from "./api-report.js";
import { askApi } from "./ask-api.js";

const api = { base: "https://api.postmarkapp.com", key: "rosebud", domain: null };
const request = { ...requestFor("3.2.1", { client: "postmark", host: "api.postmarkapp.com", api }), askApi: true };

test("a question that is cancelled says nothing of the provider, whether it was on its way or not", async (t) => {
  const server = createServer((socket) => socket.on("error", () => {})).listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => server.close());
  const here = { ...request, timeout: 60_000, connectTo: { host: "127.0.0.1", port: (server.address() as AddressInfo).port } };
  const abort = new AbortController();
  const waiting = askApi(here, (text) => text, abort.signal);
  await once(server, "connection");
  abort.abort();
  for (const asked of [await waiting, await askApi(here, (text) => text, AbortSignal.abort())]) {
    assert.ok(asked);
    const { wouldDeliver, cause, advice } = apiReport(here, asked).verdict;
    assert.deepEqual([wouldDeliver, cause, textOf(advice, "en")], [null, "cancelled", "The test was cancelled."]);
  }
});

test("a provider that says nothing in time is unreachable", async (t) => {
  const server = createServer((socket) => socket.on("error", () => {})).listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => server.close());
  const here = { ...request, timeout: 50, connectTo: { host: "127.0.0.1", port: (server.address() as AddressInfo).port } };
  const asked = await askApi(here, (text) => text, new AbortController().signal);
  assert.ok(asked);
  const { wouldDeliver, cause, advice } = apiReport(here, asked).verdict;
  assert.deepEqual([wouldDeliver, cause], [null, "connection-timeout"]);
  assert.match(
    textOf(advice, "en"),
    /^Postmark is unreachable from here, .*\nAddress `api\.postmarkapp\.com`: no answer within 0\.1 s\.$/,
  );
});

test("nothing is asked without a key, without an address, or of a provider that only takes what is sent", async () => {
  const never = new AbortController().signal;
  const of = (delivery: Parameters<typeof requestFor>[1]) => askApi(requestFor("3.2.1", delivery), (text) => text, never);
  assert.equal(await of({ client: "mua" }), null);
  assert.equal(await of({ client: "postmark", api: { ...api, key: null } }), null);
  assert.equal(await of({ client: "postmark", api: { ...api, base: null } }), null);
  assert.deepEqual(await of({ client: "mandrill", api }), { kind: "not-asked", ms: 0 });
});
