import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { test } from "node:test";
import { codes, launcher, modern, plain, TestClient, withServer, workspace } from "./client.js";
import { compose } from "./samples.js";

test("initialize says exactly this", async () => {
  await withServer({}, { transport: "stdio" }, async (client) => {
    const { version, ...info } = client.initialized.serverInfo ?? {};
    assert.deepEqual(info, { name: "plausible-mail" });
    assert.match(version ?? "", /^\d+\.\d+\.\d+/);
    assert.deepEqual(client.initialized.capabilities, {
      positionEncoding: "utf-16",
      textDocumentSync: { openClose: true, change: 2, save: { includeText: false } },
      hoverProvider: true,
      completionProvider: { triggerCharacters: ["-", "=", ":", "_", "{"], resolveProvider: true },
      executeCommandProvider: {
        commands: ["plausibleMail.askInDotenv", "plausibleMail.setFreshKey", "plausibleMail.testSmtp"],
        workDoneProgress: true,
      },
      inlayHintProvider: true,
      definitionProvider: true,
      referencesProvider: true,
      renameProvider: true,
      documentLinkProvider: { resolveProvider: false },
      codeActionProvider: { codeActionKinds: ["quickfix", "refactor.extract", "source.fixAll.plausibleMail"] },
      codeLensProvider: { resolveProvider: false },
      diagnosticProvider: { identifier: "plausible-mail", interFileDependencies: true, workspaceDiagnostics: false },
      workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
    });
    await client.until(() => client.registered.length >= 2);
    const registered = client.registered.map(({ method, options }) => ({ method, options }));
    assert.deepEqual(registered, [
      {
        method: "workspace/didChangeWatchedFiles",
        options: {
          watchers: [
            { globPattern: "**/*compose*.{yml,yaml}" },
            { globPattern: "**/{.env,.env.*,*.env}" },
            { globPattern: "**/.plausible-mail.yml" },
          ],
        },
      },
      { method: "workspace/didChangeConfiguration", options: { section: "plausibleMail" } },
    ]);
  });
});

test("a client without any capability gets a server without pull and folders", async () => {
  await withServer({}, { capabilities: plain }, async (client) => {
    const { capabilities } = client.initialized;
    assert.equal(capabilities.diagnosticProvider, undefined);
    assert.equal(capabilities.workspace, undefined);
  });
});

test("it starts over node IPC too", async () => {
  await withServer({ "compose.yml": compose }, { transport: "ipc" }, async (client, place) => {
    await client.open(place.uri("compose.yml"), compose);
    assert.deepEqual(codes((await client.pull(place.uri("compose.yml"))).items), ["tls-port-mismatch"]);
  });
});

test("messages come in the language of the locale", async () => {
  for (const [options, expected] of [
    [{ locale: "zh-cn" }, /[\u4e00-\u9fff]/],
    [{ locale: "de" }, /^[^\u4e00-\u9fff]*$/],
    [{ locale: "en", initializationOptions: { language: "zh-cn" } }, /[\u4e00-\u9fff]/],
  ] as const) {
    await withServer({}, options, async (client, place) => {
      await client.open(place.uri("compose.yml"), compose);
      assert.match(String((await client.pull(place.uri("compose.yml"))).items[0]?.message), expected);
    });
  }
});

test("a killed server is noticed", async () => {
  const place = workspace({});
  const client = await TestClient.start(place, { capabilities: modern, transport: "stdio" });
  const closed = new Promise<void>((resolve) => client.connection.onClose(resolve));
  const ended = once(client.process, "exit");
  client.process.kill("SIGKILL");
  await Promise.all([closed, ended]);
  assert.equal(client.process.signalCode, "SIGKILL");
  place.remove();
});

test("it ends when its client is gone without a word", async () => {
  const client = await TestClient.start(null, { transport: "stdio" });
  const ended = once(client.process, "exit");
  client.process.stdin?.end();
  const [code] = await ended;
  assert.equal(code, 1, "no shutdown came first");

  const overIpc = await TestClient.start(null, { transport: "ipc" });
  const over = once(overIpc.process, "exit");
  overIpc.process.disconnect();
  await over;
});

test("started by hand it explains itself", () => {
  const bare = spawnSync(process.execPath, [launcher], { encoding: "utf8" });
  assert.equal(bare.status, 2);
  assert.match(bare.stderr, /--stdio/);
  const help = spawnSync(process.execPath, [launcher, "--help"], { encoding: "utf8" });
  assert.equal(help.status, 0);
  assert.match(help.stdout, /--stdio/);
  assert.match(spawnSync(process.execPath, [launcher, "--version"], { encoding: "utf8" }).stdout, /^\d+\.\d+\.\d+/);
});

test("requests about documents that nobody opened are answered, and nonsense ends nothing", async () => {
  await withServer({ "compose.yml": compose }, {}, async (client, place) => {
    const uri = place.uri("compose.yml");
    assert.deepEqual(codes((await client.pull(uri)).items), ["tls-port-mismatch"], "from the disk");
    const textDocument = { uri: "file:///nowhere/compose.yml" };
    const position = { line: 99, character: 99 };
    assert.equal(await client.request("textDocument/hover", { textDocument, position }), null);
    assert.deepEqual(await client.request("textDocument/codeLens", { textDocument }), []);
    await assert.rejects(client.request("plausibleMail/noSuchThing", {}));
    await client.open(uri, compose);
    await client.request("textDocument/hover", { textDocument: { uri }, position });
    assert.deepEqual(codes((await client.pull(uri)).items), ["tls-port-mismatch"]);
  });
});

test("documents that would break a careless reader end nothing", async () => {
  const nasty = [
    "services:\n  plausible: &a\n    <<: *a\n    image: ghcr.io/plausible/community-edition\n",
    `services: ${"[".repeat(2000)}`,
    `services:\n  plausible:\n    image: plausible/analytics\n    environment:\n${"      - X=${".repeat(500)}\n`,
    "\u0000services:\n\tplausible: {image: plausible/analytics, environment: [a: b, 1, null, ]}\n",
    `services:\n  a: &a {image: plausible/analytics, environment: [${"*a, ".repeat(50)}]}\n`,
    "services:\n  plausible:\n    extends: {file: compose.yml, service: plausible}\n    env_file: [., /dev/zero, /proc/self/mem, '']\n    image: plausible/analytics\n",
  ];
  await withServer({ ".env": "\u0000\ufffdA='\n" }, { transport: "stdio" }, async (client, place) => {
    const uri = place.uri("compose.yml");
    for (const text of nasty) {
      await client.open(uri, text);
      const whole = { start: { line: 0, character: 0 }, end: { line: 9999, character: 0 } };
      await client.pull(uri);
      await client.request("textDocument/hover", { textDocument: { uri }, position: { line: 1, character: 4 } });
      await client.request("textDocument/codeLens", { textDocument: { uri } });
      await client.request("textDocument/codeAction", { textDocument: { uri }, range: whole, context: { diagnostics: [] } });
      await client.close(uri);
    }
    assert.deepEqual(client.log, []);
    await client.open(uri, compose);
    assert.deepEqual(codes((await client.pull(uri)).items), ["tls-port-mismatch"]);
  });
});

test("after shutdown every request is an invalid one", async () => {
  await withServer({ "compose.yml": compose }, { transport: "stdio" }, async (client, place) => {
    const textDocument = { uri: place.uri("compose.yml") };
    await client.open(textDocument.uri, compose);
    await client.pull(textDocument.uri);
    await assert.rejects(client.request("plausibleMail/noSuchThing", {}), { code: -32601 });
    assert.equal(await client.request("shutdown", undefined), null);
    const requests: readonly [string, object | undefined][] = [
      ["textDocument/diagnostic", { textDocument }],
      ["textDocument/hover", { textDocument, position: { line: 0, character: 0 } }],
      ["textDocument/codeLens", { textDocument }],
      ["plausibleMail/services", {}],
      ["plausibleMail/testSmtp", textDocument],
      ["plausibleMail/noSuchThing", {}],
      ["shutdown", undefined],
    ];
    for (const [method, params] of requests) await assert.rejects(client.request(method, params), { code: -32600 }, method);
    const ended = once(client.process, "exit");
    await client.connection.sendNotification("exit");
    assert.deepEqual(await ended, [0, null]);
  });
});
