import assert from "node:assert/strict";
import { test } from "node:test";
import type { Range, WorkspaceEdit } from "vscode-languageserver/node";
import { type TestClient, withServer } from "./client.js";
import { canary, composeOfBareNames, dotenv } from "./samples.js";

interface Explanation {
  readonly uri: string | null;
  readonly service: string | null;
  readonly answers: readonly {
    readonly cause: string | null;
    readonly rule: string | null;
    readonly variable: string | null;
    readonly advice: string;
    readonly alternatives: readonly { readonly cause: string }[];
    readonly logLine: string;
    readonly finding: { readonly uri: string; readonly range: Range; readonly rule: string } | null;
    readonly fixes: readonly { readonly title: string; readonly edit: WorkspaceEdit }[];
    readonly docs: string | null;
  }[];
  readonly unknown: { readonly count: number };
  readonly message: string | null;
}

const files = { "compose.yml": composeOfBareNames, ".env": dotenv };
const explain = (client: TestClient, params: object) => client.request<Explanation>("plausibleMail/explainLogLine", params);
const alert =
  "plausible-1  | ** (Mua.TransportError) TLS client: In state hello at tls_record.erl:532 generated CLIENT ALERT: Fatal - Unexpected Message\nplausible-1  |  {unsupported_record_type,50}";

test("a line is answered with cause, variable and the edit, which cures", async () => {
  await withServer(files, {}, async (client, place) => {
    await client.open(place.uri(".env"), dotenv, "dotenv");
    const explanation = await explain(client, { text: alert, uri: place.uri("compose.yml") });
    assert.deepEqual([explanation.service, explanation.uri, explanation.message], ["plausible", place.uri("compose.yml"), null]);
    const [answer] = explanation.answers;
    assert.deepEqual(
      [answer?.cause, answer?.rule, answer?.variable],
      ["tls-on-plain-port", "tls-port-mismatch", "SMTP_HOST_SSL_ENABLED"],
    );
    assert.equal(answer?.finding?.uri, place.uri(".env"));
    assert.match(answer?.docs ?? "", /docs\/rules\/tls-port-mismatch\.md$/);
    const [fix] = answer?.fixes ?? [];
    assert.ok(fix);
    await client.apply(fix.edit);
    assert.match(client.text(place.uri(".env")), /^SMTP_HOST_SSL_ENABLED=false$/m);
    const again = await explain(client, { text: "** (Mua.SMTPError) 535 no", uri: place.uri("compose.yml") });
    assert.equal(again.answers[0]?.cause, "auth-refused");
    assert.ok(!JSON.stringify([explanation, again, client.log]).includes(canary));
  });
});

test("without a project a line is explained in general, in the client's language, and a strange one plainly", async () => {
  await withServer({}, { locale: "zh-cn" }, async (client) => {
    const { answers, service } = await explain(client, { text: "** (Mua.TransportError) timeout" });
    assert.equal(service, null);
    assert.match(answers[0]?.advice ?? "", /防火墙/);
    assert.deepEqual(
      answers[0]?.alternatives.map(({ cause }) => cause),
      ["plain-on-tls-port", "no-greeting", "tls-failed"],
    );
    const strange = await explain(client, { text: "[error] Postgrex lost its connection" });
    assert.deepEqual([strange.answers, strange.message], [[], "未找到与邮件有关的内容。"]);
    const unknown = await explain(client, { text: "[error] the mailer is sad" });
    assert.deepEqual([unknown.answers, unknown.unknown.count], [[], 1]);
    assert.equal(await explain(client, { text: 7 }), null);
  });
});

test("in Restricted Mode too: nothing is connected to", async () => {
  await withServer(files, { initializationOptions: { trusted: false } }, async (client, place) => {
    const { answers } = await explain(client, { text: alert, uri: place.uri("compose.yml") });
    assert.equal(answers[0]?.cause, "tls-on-plain-port");
  });
});

test("what the project has of secrets is masked, also where the line repeats it", async () => {
  await withServer(files, {}, async (client, place) => {
    const text = `** (Mua.SMTPError) 535 5.7.8 ${canary} is wrong`;
    const explanation = await explain(client, { text, uri: place.uri("compose.yml") });
    assert.ok(!JSON.stringify(explanation).includes(canary));
  });
});

test("of two services that are called the same, in two projects, none is taken for the one that wrote it", async () => {
  const two = { "a/compose.yml": composeOfBareNames, "b/compose.yml": composeOfBareNames };
  await withServer(two, {}, async (client, place) => {
    for (const [name, text] of Object.entries(two)) await client.open(place.uri(name), text);
    const text = "** (Mua.TransportError) nxdomain";
    const { uri, service, answers } = await explain(client, { text });
    assert.deepEqual([uri, service, answers[0]?.cause], [null, null, "host-not-found"]);
    assert.equal((await explain(client, { text, uri: place.uri("b/compose.yml") })).uri, place.uri("b/compose.yml"));
  });
});
