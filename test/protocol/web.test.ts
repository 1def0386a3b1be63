// The language server as a browser has it: a virtual workspace whose files the client hands over.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { CodeAction, Hover, InlayHint } from "vscode-languageserver/node";
import type { HandedFile, HandOverParams, HandOverResult, InTerminal } from "#server/protocol.js";
import { codes, modern, pushOnly, type StartOptions, TestClient, type Workspace, workspace } from "./client.js";
import { canary, compose, composeOfBareNames, dotenv } from "./samples.js";

const root = "vscode-vfs://github/acme/stats/";

/** A folder that only the client can read, and what the server has asked about it. */
class Repository {
  readonly asked: string[] = [];
  /** What the client waits for before it hands a file over. */
  readonly held = new Map<string, Promise<void>>();
  /** Files that nobody can tell anything about. */
  readonly unknown = new Set<string>();
  readonly files: Map<string, string>;

  constructor(files: Readonly<Record<string, string>>) {
    this.files = new Map(Object.entries(files));
  }

  readonly handOver = async ({ files, folders }: HandOverParams): Promise<HandOverResult> => {
    this.asked.push(...files, ...folders);
    const read = await Promise.all(files.map((uri) => this.#fileAt(uri)));
    const names = [...this.files.keys()].filter((name) => !name.includes("/"));
    return {
      files: read.filter((one) => one !== null),
      folders: folders.map((uri) => ({ uri, names: `${uri}/` === root ? names : [] })),
    };
  };

  async #fileAt(uri: string): Promise<HandedFile | null> {
    const name = decodeURIComponent(uri.slice(root.length));
    const text = this.files.get(name);
    await this.held.get(name);
    if (this.unknown.has(name)) return null;
    return text === undefined
      ? { uri, kind: "missing" }
      : { uri, kind: "file", base64: Buffer.from(text, "utf8").toString("base64") };
  }
}

async function inBrowser(
  repository: Repository,
  run: (client: TestClient) => Promise<void>,
  options: StartOptions = {},
): Promise<void> {
  const place: Workspace = { folder: "", uri: (name) => root + name, write: () => {}, remove: () => {} };
  const client = await TestClient.start(place, { transport: "web", handOver: repository.handOver, ...options });
  try {
    await run(client);
  } finally {
    await client.stop();
  }
}

const [composeUri, envUri] = [`${root}compose.yml`, `${root}.env`];

describe("in a browser", () => {
  test("values come from a file that was handed over, and its findings are told once, under its own address", async () => {
    await inBrowser(new Repository({ "compose.yml": composeOfBareNames, ".env": dotenv }), async (client) => {
      await client.open(composeUri, composeOfBareNames);
      const { items, relatedDocuments = {} } = await client.pull(composeUri);
      assert.deepEqual(codes(items), []);
      assert.deepEqual(Object.keys(relatedDocuments), [envUri]);
      assert.deepEqual(codes(relatedDocuments[envUri]?.items ?? []), ["tls-port-mismatch"]);
      await client.open(envUri, dotenv, "dotenv");
      assert.deepEqual(codes((await client.pull(envUri)).items), ["tls-port-mismatch"]);
      const again = await client.pull(composeUri);
      assert.deepEqual(again.relatedDocuments?.[envUri]?.items ?? [], [], "of an open file only its own answer tells");
      const sent = [...client.published].filter(([, { diagnostics }]) => diagnostics.length > 0);
      assert.deepEqual(sent, [], "what is asked for is not sent too");
    });
  });

  test("to a client that does not ask they are sent, each file once", async () => {
    const repository = new Repository({ "compose.yml": composeOfBareNames, ".env": dotenv });
    const run = async (client: TestClient) => {
      await client.open(composeUri, composeOfBareNames);
      const found = await client.sent(envUri, ({ length }) => length > 0);
      assert.deepEqual(codes(found), ["tls-port-mismatch"]);
      const told = [...client.published].filter(([, { diagnostics }]) => diagnostics.length > 0).map(([uri]) => uri);
      assert.deepEqual(told, [envUri]);
    };
    await inBrowser(repository, run, { capabilities: pushOnly });
  });

  test("hover, hints, fixes and pages work, and no secret is shown", async () => {
    await inBrowser(new Repository({ "compose.yml": composeOfBareNames, ".env": dotenv }), async (client) => {
      await client.open(composeUri, composeOfBareNames);
      const line = composeOfBareNames.split("\n").findIndex((text) => text.includes("SMTP_HOST_PORT"));
      const position = { line, character: 12 };
      const hover = await client.request<Hover>("textDocument/hover", { textDocument: { uri: composeUri }, position });
      assert.match(JSON.stringify(hover.contents), /587.*\.env/s);
      const range = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };
      const hints = await client.request<InlayHint[]>("textDocument/inlayHint", { textDocument: { uri: composeUri }, range });
      const labels = hints.map(({ label }) => (typeof label === "string" ? label : label.map(({ value }) => value).join("")));
      assert.ok(labels.includes("= 587 (.env:5)"), labels.join("\n"));
      const page = await client.request<{ text: string }>("plausibleMail/explain", { uri: composeUri });
      assert.ok(page, client.log.join("\n"));
      assert.match(page.text, /Bamboo\.Mua/);
      assert.ok(!page.text.includes("/%"), page.text);
      assert.ok(![hover, hints, page].some((told) => JSON.stringify(told).includes(canary)));
    });
  });

  test("a fix changes the file that is at fault", async () => {
    await inBrowser(new Repository({ "compose.yml": composeOfBareNames, ".env": dotenv }), async (client) => {
      await client.open(composeUri, composeOfBareNames);
      await client.open(envUri, dotenv, "dotenv");
      const { items } = await client.pull(envUri);
      const [finding] = items;
      assert.ok(finding);
      const context = { diagnostics: [finding] };
      const params = { textDocument: { uri: envUri }, range: finding.range, context };
      const actions = await client.request<CodeAction[]>("textDocument/codeAction", params);
      const fix = actions.find(({ isPreferred }) => isPreferred)?.edit;
      assert.ok(fix);
      await client.apply(fix);
      assert.match(client.text(envUri), /SMTP_HOST_SSL_ENABLED=false/);
      assert.deepEqual((await client.pull(envUri)).items, []);
    });
  });

  test("nothing is told before a file that it rests on has come", async () => {
    const repository = new Repository({ "compose.yml": composeOfBareNames, ".env": dotenv });
    let release = () => {};
    repository.held.set(".env", new Promise((resolve) => (release = resolve)));
    await inBrowser(repository, async (client) => {
      await client.open(composeUri, composeOfBareNames);
      let answered = false;
      const pulled = client.pull(composeUri).then((answer) => {
        answered = true;
        return answer;
      });
      await client.until(() => repository.asked.includes(envUri));
      assert.equal(answered, false);
      release();
      assert.deepEqual(codes((await pulled).relatedDocuments?.[envUri]?.items ?? []), ["tls-port-mismatch"]);
    });
  });

  test("what changes on its way is asked for again", async () => {
    const repository = new Repository({ "compose.yml": composeOfBareNames, ".env": dotenv });
    let release = () => {};
    repository.held.set(".env", new Promise((resolve) => (release = resolve)));
    await inBrowser(repository, async (client) => {
      await client.open(composeUri, composeOfBareNames);
      const pulled = client.pull(composeUri);
      await client.until(() => repository.asked.includes(envUri));
      repository.held.clear();
      repository.files.set(".env", dotenv.replace("ENABLED=true", "ENABLED=false"));
      await client.connection.sendNotification("workspace/didChangeWatchedFiles", { changes: [{ uri: envUri, type: 2 }] });
      // After this answer the server has read what was told before.
      await assert.rejects(client.request("nothing/of/this/name", {}));
      release();
      assert.deepEqual((await pulled).relatedDocuments ?? {}, {});
      assert.equal(repository.asked.filter((uri) => uri === envUri).length, 2);
    });
  });

  test("a file that appears later counts from then on", async () => {
    const text = compose.replace("      - SMTP_USER_PWD\n", "    env_file: mail.env\n");
    const repository = new Repository({ "compose.yml": text });
    await inBrowser(repository, async (client) => {
      await client.open(composeUri, text);
      const before = codes((await client.pull(composeUri)).items);
      assert.ok(before.includes("env-file-missing"), before.join());
      repository.files.set("mail.env", `SMTP_USER_PWD=${canary}\n`);
      const changes = [{ uri: `${root}mail.env`, type: 1 }];
      await client.connection.sendNotification("workspace/didChangeWatchedFiles", { changes });
      const after = codes((await client.pull(composeUri)).items);
      assert.deepEqual(after, ["tls-port-mismatch"]);
    });
  });

  test("a file that nobody can look at is neither there nor missing", async () => {
    const text = compose.replace("      - SMTP_USER_PWD\n", "    env_file: [mail.env, ../common.env]\n");
    const repository = new Repository({ "compose.yml": text });
    repository.unknown.add("mail.env");
    await inBrowser(repository, async (client) => {
      await client.open(composeUri, text);
      // It may set the adapter, and with it everything else.
      assert.deepEqual(codes((await client.pull(composeUri)).items), []);
      const outside = repository.asked.filter((uri) => !`${uri}/`.startsWith(root));
      assert.deepEqual(outside, [], "nothing outside of the opened folder is asked for");
    });
  });

  test("what an env file that nobody can look at may set is not said to be unset", async () => {
    const repository = new Repository({ "compose.yml": composeOfBareNames });
    repository.unknown.add(".env");
    await inBrowser(repository, async (client) => {
      await client.open(composeUri, composeOfBareNames);
      const range = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };
      const hints = await client.request<InlayHint[]>("textDocument/inlayHint", { textDocument: { uri: composeUri }, range });
      const labels = hints.map(({ label }) => (typeof label === "string" ? label : label.map(({ value }) => value).join("")));
      assert.ok(labels.includes("not known here") && !labels.includes("not set"), labels.join("\n"));
    });
  });

  test("an override beside it counts, and what is included from outside of the folder is told", async () => {
    const override = "services:\n  plausible:\n    environment:\n      - SMTP_HOST_SSL_ENABLED=false\n";
    await inBrowser(new Repository({ "compose.yml": compose, "compose.override.yml": override }), async (client) => {
      await client.open(composeUri, compose);
      assert.ok(!codes((await client.pull(composeUri)).items).includes("tls-port-mismatch"));
    });
    const including = `include: [../common.yml]\n${compose}`;
    await inBrowser(new Repository({ "compose.yml": including }), async (client) => {
      await client.open(composeUri, including);
      const { items } = await client.pull(composeUri);
      const told = items.find(({ code }) => code === "compose-error");
      assert.equal(told?.severity, 3);
      assert.match(String(told?.message), /outside of the opened folder/);
      assert.ok(!JSON.stringify(items).includes("/%"), JSON.stringify(items));
    });
  });

  test("a file that is opened without a folder is checked with what lies beside it", async () => {
    const repository = new Repository({ "compose.yml": composeOfBareNames, ".env": dotenv });
    const client = await TestClient.start(null, { transport: "web", handOver: repository.handOver });
    await client.open(composeUri, composeOfBareNames);
    const { relatedDocuments = {} } = await client.pull(composeUri);
    assert.deepEqual(codes(relatedDocuments[envUri]?.items ?? []), ["tls-port-mismatch"]);
    assert.ok(
      repository.asked.every((uri) => `${uri}/`.startsWith(root)),
      repository.asked.join("\n"),
    );
    await client.stop();
  });

  test("nothing outside of the folders is asked for in Restricted Mode, and nothing of a document that was never saved", async () => {
    const repository = new Repository({});
    const options = { transport: "web" as const, handOver: repository.handOver, initializationOptions: { trusted: false } };
    const client = await TestClient.start(null, options);
    for (const uri of [composeUri, "untitled:Untitled-1"]) {
      await client.open(uri, compose);
      assert.deepEqual(codes((await client.pull(uri)).items), ["tls-port-mismatch"]);
    }
    assert.deepEqual(repository.asked, []);
    await client.stop();
  });

  test("what connects or runs programs says why it cannot, and names the command", async () => {
    for (const [locale, words] of [
      ["en", /A browser can't .*copy the command/],
      ["zh-cn", /浏览器无法.*请复制命令/],
    ] as const) {
      const run = async (client: TestClient) => {
        const told = await client.request<InTerminal>("plausibleMail/inTerminal", { uri: composeUri, what: "smtp" });
        assert.match(told.reason, words);
        assert.equal(told.command, "node plausible-mail.mjs test --service plausible");
        for (const what of ["diagnose", "compare", "test", "log"]) {
          const { reason, command } = await client.request<InTerminal>("plausibleMail/inTerminal", { uri: composeUri, what });
          assert.match(reason, words);
          assert.match(command, /^node plausible-mail\.mjs (?:doctor|explain|test|why) --service plausible --/);
          await assert.rejects(client.request("plausibleMail/askContainer", { uri: composeUri, what }), { message: reason });
        }
        await assert.rejects(client.request("plausibleMail/testSmtp", { uri: composeUri }), { message: told.reason });
      };
      await inBrowser(new Repository({ "compose.yml": compose }), run, { locale, capabilities: modern });
    }
  });
});

test("folders of a disk, and virtual ones: each is read where it is", async () => {
  const repository = new Repository({ "compose.yml": composeOfBareNames, ".env": dotenv });
  const place = workspace({ "compose.yml": composeOfBareNames, ".env": dotenv });
  const options = { transport: "here", handOver: repository.handOver, initializationOptions: { handsOver: true } } as const;
  const client = await TestClient.start(place, options);
  try {
    for (const folder of [`${place.uri("")}/`, root]) {
      await client.open(`${folder}compose.yml`, composeOfBareNames);
      const { relatedDocuments = {} } = await client.pull(`${folder}compose.yml`);
      assert.deepEqual(codes(relatedDocuments[`${folder}.env`]?.items ?? []), ["tls-port-mismatch"], folder);
    }
    assert.deepEqual(
      repository.asked.filter((uri) => uri.startsWith("file:")),
      [],
    );
  } finally {
    await client.stop();
    place.remove();
  }
});

test("a server with a disk of its own takes what a client hands over too, and asks no container about it", async () => {
  const options = { transport: "here", initializationOptions: { handsOver: true } } as const;
  const run = async (client: TestClient) => {
    await client.open(composeUri, composeOfBareNames);
    const { relatedDocuments = {} } = await client.pull(composeUri);
    assert.deepEqual(codes(relatedDocuments[envUri]?.items ?? []), ["tls-port-mismatch"]);
    const { reason } = await client.request<InTerminal>("plausibleMail/inTerminal", { uri: composeUri, what: "diagnose" });
    assert.match(reason, /aren't on this computer/);
    assert.equal(await client.request("plausibleMail/inTerminal", { uri: composeUri, what: "smtp" }), null);
    const asked = client.request("plausibleMail/askContainer", { uri: composeUri, what: "diagnose", dryRun: true });
    await assert.rejects(asked, { message: reason });
  };
  await inBrowser(new Repository({ "compose.yml": composeOfBareNames, ".env": dotenv }), run, options);
});
