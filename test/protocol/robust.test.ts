import assert from "node:assert/strict";
import { once } from "node:events";
import { describe, test } from "node:test";
import { CancellationTokenSource, type Position } from "vscode-languageserver/node";
import { Random } from "../fuzz/random.js";
import { codes, pushOnly, TestClient, withServer, workspace } from "./client.js";
import { compose } from "./samples.js";

const huge = 2 ** 31 - 1;
const far: Position = { line: huge, character: huge };

/** Every request about a place, at this one. */
async function askEverywhere(client: TestClient, uri: string, position: Position): Promise<void> {
  const textDocument = { uri };
  const range = { start: position, end: position };
  const asked: readonly [string, object][] = [
    ["textDocument/hover", { textDocument, position }],
    ["textDocument/completion", { textDocument, position }],
    ["textDocument/definition", { textDocument, position }],
    ["textDocument/references", { textDocument, position, context: { includeDeclaration: true } }],
    ["textDocument/prepareRename", { textDocument, position }],
    ["textDocument/codeAction", { textDocument, range, context: { diagnostics: [] } }],
    ["textDocument/inlayHint", { textDocument, range }],
    ["textDocument/codeLens", { textDocument }],
    ["textDocument/documentLink", { textDocument }],
  ];
  for (const [method, params] of asked) {
    await client.request(method, params).catch((error: { code?: number }) => {
      // A refusal in the words of the protocol is an answer; that the server broke is none.
      assert.notEqual(error.code, -32603, method);
    });
  }
}

/** The server still answers, and says what a fresh one says. */
async function isSound(client: TestClient, uri: string): Promise<void> {
  await client.close(uri);
  await client.open(uri, compose);
  assert.deepEqual(codes((await client.pull(uri)).items), ["tls-port-mismatch"]);
  assert.deepEqual(client.log, []);
}

describe("places that are not there", () => {
  const places: Readonly<Record<string, Position>> = {
    "beyond the end": far,
    "beyond the end of a line": { line: 2, character: huge },
    "at the end": { line: compose.split("\n").length, character: 0 },
    "before the beginning": { line: -1, character: -1 },
    "between numbers": { line: 0.5, character: 1.5 },
  };
  for (const [name, position] of Object.entries(places)) {
    test(name, async () => {
      await withServer({ "compose.yml": compose }, {}, async (client, place) => {
        const uri = place.uri("compose.yml");
        await client.open(uri, compose);
        await askEverywhere(client, uri, position);
        await isSound(client, uri);
      });
    });
  }
});

describe("changes that no client should send", () => {
  const start = { line: 0, character: 0 };
  const changes: Readonly<Record<string, readonly object[]>> = {
    "beyond the end": [{ range: { start: far, end: far }, text: "# more\n" }],
    "from the end to the beginning": [{ range: { start: far, end: start }, text: "x" }],
    "before the beginning": [{ range: { start: { line: -5, character: -5 }, end: start }, text: "# " }],
    "without a text that is longer than nothing": [{ range: { start, end: start }, text: "" }],
    "none at all": [],
    "the whole text, several times": [{ text: "a: b\n" }, { text: compose }, { range: { start, end: start }, text: "# \r" }],
    "half of a character": [
      { range: { start, end: start }, text: "# \ud83d\n" },
      { range: { start: { line: 0, character: 2 }, end: { line: 0, character: 3 } }, text: "\ude00" },
    ],
  };
  for (const [name, contentChanges] of Object.entries(changes)) {
    test(name, async () => {
      await withServer({ "compose.yml": compose }, {}, async (client, place) => {
        const uri = place.uri("compose.yml");
        await client.open(uri, compose);
        const textDocument = { uri, version: 2 };
        await client.connection.sendNotification("textDocument/didChange", { textDocument, contentChanges });
        await client.pull(uri);
        await askEverywhere(client, uri, far);
        await isSound(client, uri);
      });
    });
  }
});

test("what is said of documents in the wrong order ends nothing", async () => {
  await withServer({ "compose.yml": compose }, {}, async (client, place) => {
    const uri = place.uri("compose.yml");
    const said = (method: string, params: object) => client.connection.sendNotification(`textDocument/${method}`, params);
    await said("didChange", { textDocument: { uri, version: 7 }, contentChanges: [{ text: "a: b\n" }] });
    await said("didClose", { textDocument: { uri } });
    await said("didSave", { textDocument: { uri } });
    await client.open(uri, compose);
    await client.open(uri, compose); // again, without a close
    await said("didChange", { textDocument: { uri, version: 1 }, contentChanges: [{ text: `${compose}# older\n` }] });
    await said("didClose", { textDocument: { uri } });
    await said("didClose", { textDocument: { uri } });
    for (const strange of [
      "",
      "file:",
      "file:///%zz",
      "untitled:Untitled-1",
      "vscode-userdata:/x",
      "http://[",
      "file://host/c%3A/x.yml",
    ]) {
      await client.open(strange, compose);
      await client.pull(strange);
      await client.close(strange);
    }
    await isSound(client, uri);
  });
});

test("a document that is closed and opened again shows nothing of the text that it had", async () => {
  await withServer({ "compose.yml": "services: {}\n" }, { capabilities: pushOnly }, async (client, place) => {
    const uri = place.uri("compose.yml");
    await client.open(uri, compose);
    await client.sent(uri, (found) => found.length === 1);
    await client.close(uri);
    await client.sent(uri, (found) => found.length === 0);
    await client.open(uri, "services: {}\n");
    await client.open(place.uri("other.yml"), compose);
    await client.sent(place.uri("other.yml"), (found) => found.length === 1);
    assert.deepEqual(codes(client.published.get(uri)?.diagnostics ?? []), []);
  });
});

test("a file that gets another name leaves nothing under the old one", async () => {
  await withServer({ "compose.yml": compose }, { capabilities: pushOnly }, async (client, place) => {
    const [before, after] = [place.uri("compose.yml"), place.uri("docker-compose.yml")];
    await client.open(before, compose);
    await client.sent(before, (found) => found.length === 1);
    await client.close(before);
    place.write("docker-compose.yml", compose);
    await client.open(after, compose);
    await client.connection.sendNotification("workspace/didChangeWatchedFiles", {
      changes: [
        { uri: before, type: 3 },
        { uri: after, type: 1 },
      ],
    });
    await client.sent(after, (found) => found.length === 1);
    await client.sent(before, (found) => found.length === 0);
  });
});

test("folders that go while their files are judged", async () => {
  const files = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`s${index}/compose.yml`, compose]));
  await withServer(files, {}, async (client, place) => {
    const answers = Object.keys(files).map(async (name) => {
      await client.open(place.uri(name), compose);
      return client.pull(place.uri(name));
    });
    const folder = { uri: place.uri("").replace(/\/$/, ""), name: "test" };
    const event = (added: object[], removed: object[]) =>
      client.connection.sendNotification("workspace/didChangeWorkspaceFolders", { event: { added, removed } });
    await event([], [folder]);
    await event([folder], []);
    await event([folder], [folder, { uri: "file:///never/there", name: "never" }]);
    for (const { items } of await Promise.all(answers)) assert.deepEqual(codes(items), ["tls-port-mismatch"]);
    assert.deepEqual(client.log, []);
  });
});

test("a thousand open documents", async () => {
  await withServer({}, {}, async (client, place) => {
    const uris = Array.from({ length: 1_000 }, (_, index) => place.uri(`s${index}/compose.yml`));
    for (const [index, uri] of uris.entries()) await client.open(uri, index % 100 === 0 ? compose : "services: {}\n");
    for (const [index, found] of [
      [0, 1],
      [1, 0],
      [900, 1],
    ] as const) {
      assert.equal((await client.pull(uris[index] ?? "")).items.length, found);
    }
    for (const uri of uris) await client.close(uri);
    await isSound(client, place.uri("compose.yml"));
  });
});

test("a request that is cancelled is answered as one, and no other is", async () => {
  await withServer({ "compose.yml": compose }, {}, async (client, place) => {
    const uri = place.uri("compose.yml");
    await client.open(uri, compose);
    const textDocument = { uri };
    const cancelled = new CancellationTokenSource();
    const answer = client.connection.sendRequest("textDocument/diagnostic", { textDocument }, cancelled.token);
    const other = client.connection.sendRequest<{ items: [] }>("textDocument/diagnostic", { textDocument });
    cancelled.cancel();
    await assert.rejects(answer, { code: -32800 });
    assert.equal((await other).items.length, 1);
  });
});

test("a storm of requests that are cancelled at once", async () => {
  await withServer({ "compose.yml": compose }, {}, async (client, place) => {
    const uri = place.uri("compose.yml");
    await client.open(uri, compose);
    const random = new Random(1);
    const methods = ["hover", "completion", "definition", "codeAction", "diagnostic", "codeLens", "inlayHint"];
    const storm = Array.from({ length: 500 }, async () => {
      const token = new CancellationTokenSource();
      const position = { line: random.below(12), character: random.below(30) };
      const params = { textDocument: { uri }, position, range: { start: position, end: position }, context: { diagnostics: [] } };
      const answer = client.connection.sendRequest(`textDocument/${methods[random.below(methods.length)]}`, params, token.token);
      if (random.below(4) > 0) token.cancel();
      await answer.catch((error: { code?: number }) =>
        assert.ok([-32800, -32801, -32802].includes(error.code ?? 0), String(error)),
      );
    });
    await Promise.all(storm);
    await isSound(client, uri);
  });
});

test("a server that is killed in the middle of a request is noticed", async () => {
  const place = workspace({ "compose.yml": compose });
  const client = await TestClient.start(place, { transport: "stdio" });
  try {
    const uri = place.uri("compose.yml");
    await client.open(uri, compose);
    const closed = new Promise<void>((resolve) => void client.connection.onClose(() => resolve()));
    void client.pull(uri).catch(() => {});
    const exit = once(client.process, "exit");
    client.process.kill("SIGKILL");
    assert.deepEqual(await exit, [null, "SIGKILL"]);
    await closed;
    client.connection.dispose();
  } finally {
    client.kill();
    place.remove();
  }
});
