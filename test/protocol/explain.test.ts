import assert from "node:assert/strict";
import { test } from "node:test";
import { withServer } from "./client.js";
import { canary, composeOfBareNames, dotenv } from "./samples.js";

interface Explanation {
  readonly service: string;
  readonly text: string;
  readonly newer: readonly string[];
}

test("explain: what the container gets, as the open texts have it, without a secret", async () => {
  await withServer({ "compose.yml": composeOfBareNames, ".env": dotenv }, {}, async (client, place) => {
    const uri = place.uri("compose.yml");
    await client.open(uri, composeOfBareNames);
    await client.open(place.uri(".env"), dotenv, "dotenv");
    const ask = (more: object = {}) => client.request<Explanation | null>("plausibleMail/explain", { uri, ...more });
    const found = await ask();
    assert.equal(found?.service, "plausible");
    assert.match(found?.text ?? "", /SMTP_HOST_ADDR +smtp\.acme-widgets\.org +\.env:4/);
    assert.ok(!found?.text.includes(canary));
    assert.deepEqual(found?.newer, []);
    await client.edit(place.uri(".env"), "smtp.acme", "mail.acme");
    assert.match((await ask())?.text ?? "", /mail\.acme-widgets\.org/);
    assert.equal(await ask({ service: "nobody" }), null);
    assert.equal(await client.request("plausibleMail/explain", {}), null);
  });
});

test("explain: another release, what changes first", async () => {
  const old = composeOfBareNames.replace("v3.2.1", "v2.1.0");
  await withServer({ "compose.yml": old, ".env": dotenv }, {}, async (client, place) => {
    const uri = place.uri("compose.yml");
    await client.open(uri, old);
    const ask = (as?: string) => client.request<Explanation | null>("plausibleMail/explain", { uri, as });
    assert.equal((await ask())?.newer[0], "3.2.1");
    assert.match((await ask("3.2.1"))?.text ?? "", /^[^\n]*2\.1\.0[^\n]*3\.2\.1/);
    assert.equal(await ask("no-such-tag"), null, "what is no release is answered with nothing");
  });
});
