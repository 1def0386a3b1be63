import assert from "node:assert/strict";
import { test } from "node:test";
import type { ClientCapabilities, CodeAction, WorkspaceEdit } from "vscode-languageserver/node";
import { modern, type TestClient, withServer } from "./client.js";

const capabilities: ClientCapabilities = { ...modern, workspace: { ...modern.workspace, applyEdit: true } };

const compose = (items: readonly string[], tag = "v3.2.1") =>
  `services:\n  plausible:\n    image: ghcr.io/plausible/community-edition:${tag}\n    environment:\n${items.map((item) => `      - ${item}\n`).join("")}`;

async function keyActions(client: TestClient, uri: string, line: number): Promise<CodeAction[]> {
  const range = { start: { line, character: 0 }, end: { line, character: 60 } };
  const params = { textDocument: { uri }, range, context: { diagnostics: [] } };
  const actions = await client.request<CodeAction[]>("textDocument/codeAction", params);
  return actions.filter(({ title }) => title.startsWith("Set a new random"));
}

function newTexts(edit: WorkspaceEdit | undefined): string[] {
  return (edit?.documentChanges ?? []).flatMap((change) =>
    "edits" in change ? change.edits.map((one) => ("newText" in one ? one.newText : "")) : [],
  );
}

test("a new key is made when it is asked for, has the length that the release wants, and is another one each time", async () => {
  await withServer({}, { capabilities }, async (client, place) => {
    const uri = place.uri("compose.yml");
    const items = [
      "BASE_URL=https://stats.zoo.example",
      "SECRET_KEY_BASE=changeme",
      "TOTP_VAULT_KEY=$$(openssl rand -base64 32)",
    ];
    await client.open(uri, compose(items));
    const [base] = await keyActions(client, uri, 5);
    const [vault] = await keyActions(client, uri, 6);
    assert.equal(base?.title, "Set a new random SECRET_KEY_BASE (signs everyone out)");
    assert.equal(vault?.title, "Set a new random TOTP_VAULT_KEY (2FA must be set up again)");
    for (const [action, name] of [
      [base, "SECRET_KEY_BASE"],
      [vault, "TOTP_VAULT_KEY"],
    ] as const) {
      assert.equal(action?.edit, undefined);
      assert.equal(action?.isPreferred, undefined);
      // Where, not what: a key that stood here would be in the log of every client.
      assert.deepEqual(action?.command?.arguments, [uri, "plausible", name]);
    }
    for (const action of [base, base, vault]) await client.request("workspace/executeCommand", action?.command);
    await client.until(() => client.edits.length === 3);
    const [first, second, third] = client.edits.map((edit) => newTexts(edit).join(""));
    assert.match(first ?? "", /(^|=)[A-Za-z0-9+/]{64}$/);
    assert.match(second ?? "", /(^|=)[A-Za-z0-9+/]{64}$/);
    assert.notEqual(first, second);
    assert.equal(Buffer.from((third ?? "").replace(/^.*=(?=.{44}$)/, ""), "base64").length, 32);
    const keys = [first, second, third].map((text) => text?.match(/[A-Za-z0-9+/]{43,}=?$/)?.[0] ?? assert.fail("a key"));
    assert.ok(!client.log.some((line) => keys.some((key) => line.includes(key))), "no log has a key");
    // Only what a finding offers is written.
    await client.request("workspace/executeCommand", { ...base?.command, arguments: [uri, "plausible", "BASE_URL"] });
    await client.request("workspace/executeCommand", { ...base?.command, arguments: [uri, "db", "SECRET_KEY_BASE"] });
    assert.equal(client.edits.length, 3);
  });
});

test("where the vault key is derived from it, the title says that two-factor logins end too", async () => {
  await withServer({}, { capabilities }, async (client, place) => {
    const uri = place.uri("compose.yml");
    await client.open(uri, compose(["BASE_URL=https://stats.zoo.example", "SECRET_KEY_BASE=changeme"]));
    assert.equal((await keyActions(client, uri, 5))[0]?.title, "Set a new random SECRET_KEY_BASE (ends sessions and 2FA)");
    const old = place.uri("old/compose.yml");
    await client.open(old, compose(["BASE_URL=https://stats.zoo.example", "SECRET_KEY_BASE=changeme"], "v2.1.0"));
    assert.equal((await keyActions(client, old, 5))[0]?.title, "Set a new random SECRET_KEY_BASE (signs everyone out)");
  });
});

test("a client that applies no edits is offered no key, and fix-all writes none", async () => {
  await withServer({}, {}, async (client, place) => {
    const uri = place.uri("compose.yml");
    await client.open(uri, compose(["BASE_URL=https://stats.zoo.example", "SECRET_KEY_BASE=changeme"]));
    assert.deepEqual(await keyActions(client, uri, 5), []);
    const range = { start: { line: 0, character: 0 }, end: { line: 6, character: 0 } };
    const context = { diagnostics: [], only: ["source.fixAll"] };
    const all = await client.request<CodeAction[]>("textDocument/codeAction", { textDocument: { uri }, range, context });
    assert.doesNotMatch(JSON.stringify(all), /SECRET_KEY_BASE/);
  });
});
