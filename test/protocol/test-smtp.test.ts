import assert from "node:assert/strict";
import { rmSync, symlinkSync } from "node:fs";
import { test } from "node:test";
import { CancellationTokenSource, type WorkspaceEdit } from "vscode-languageserver/node";
import { startMailServer } from "../support/mail-server.js";
import { type ScriptedServer, startScriptedServer } from "../support/scripted-server.js";
import { TestClient, type Workspace, withServer, workspace } from "./client.js";
import { canary, composeOfBareNames, dotenv } from "./samples.js";

interface Result {
  readonly service: string;
  readonly steps: readonly { readonly step: string; readonly status: string; readonly detail: string }[];
  readonly verdict: { readonly wouldDeliver: boolean | null; readonly cause: string | null; readonly advice: string };
  readonly transcript: readonly string[];
  readonly notes: readonly string[];
  readonly cure: { readonly title: string; readonly edit: WorkspaceEdit } | null;
}

const user = "stats@acme-widgets.org";
const files = (env: string) => ({ "compose.yml": composeOfBareNames, ".env": env });
const run = (client: TestClient, place: Workspace, params: object = {}) =>
  client.request<Result>("plausibleMail/testSmtp", { uri: place.uri("compose.yml"), ...params });

test("the test walks the talk with progress, names the cause, and its cure cures", async () => {
  const server = await startMailServer({
    tls: "starttls",
    auth: { user, password: canary },
    hostNames: ["smtp.acme-widgets.org"],
  });
  try {
    await withServer(files(dotenv), { transport: "stdio" }, async (client, place) => {
      place.write("ca.pem", server.ca);
      client.settings = { testCa: `${place.folder}/ca.pem`, testConnectTo: `127.0.0.1:${server.port}`, testTimeout: 5 };
      await client.connection.sendNotification("workspace/didChangeConfiguration", { settings: null });
      await client.open(place.uri(".env"), dotenv, "dotenv");
      const progress: { kind: string; message?: string }[] = [];
      client.connection.onNotification("$/progress", ({ token, value }) => void (token === "t1" && progress.push(value)));

      const broken = await run(client, place, { workDoneToken: "t1" });
      assert.equal(broken.verdict.wouldDeliver, false);
      assert.equal(broken.service, "plausible");
      assert.deepEqual([progress[0]?.kind, progress.at(-1)?.kind], ["begin", "end"]);
      const lines = progress.flatMap(({ message }) => message ?? []);
      assert.match(lines[0] ?? "", /smtp\.acme-widgets\.org:587.*service plausible/, "to whom, and on whose behalf, comes first");
      assert.ok(
        lines.some((line) => line.startsWith("✖ tls")),
        lines.join("\n"),
      );

      assert.ok(broken.cure, JSON.stringify(broken.verdict));
      await client.apply(broken.cure.edit);
      assert.match(client.text(place.uri(".env")), /^SMTP_HOST_SSL_ENABLED=false$/m);
      const cured = await run(client, place, { to: "someone@acme-widgets.org" });
      assert.deepEqual([cured.verdict.wouldDeliver, cured.verdict.cause, cured.cure], [true, null, null]);
      assert.equal(server.messages.length, 0, "nothing is sent unasked");
      const everything = JSON.stringify([broken, cured, progress, client.log]);
      assert.ok(!everything.includes(canary) && !everything.includes(Buffer.from(canary).toString("base64")));
    });
  } finally {
    await server.close();
  }
});

/** Runs with a mail server that takes connections and says nothing. */
async function withSilentServer(run: (server: ScriptedServer, client: TestClient, place: Workspace) => Promise<void>) {
  const server = await startScriptedServer({ greeting: { silent: true } });
  const place = workspace(files(dotenv));
  const settings = { testConnectTo: `127.0.0.1:${server.port}`, testTimeout: 300 };
  const client = await TestClient.start(place, { settings });
  try {
    await run(server, client, place);
  } finally {
    client.connection.dispose();
    place.remove();
    await server.close();
  }
}

test("a running test is cancelled, and its progress ends", async () => {
  await withSilentServer(async (server, client, place) => {
    const kinds: string[] = [];
    client.connection.onNotification("$/progress", ({ token, value }) => void (token === 7 && kinds.push(value.kind)));
    const source = new CancellationTokenSource();
    const params = { uri: place.uri("compose.yml"), workDoneToken: 7 };
    const sent = client.connection.sendRequest("plausibleMail/testSmtp", params, source.token);
    await client.until(() => server.connections() > 0);
    source.cancel();
    await assert.rejects(sent, { code: -32800 });
    assert.deepEqual([kinds[0], kinds.at(-1)], ["begin", "end"]);
    assert.ok(await client.request("plausibleMail/services", { uri: place.uri("compose.yml") }), "it goes on");
  });
});

test("a test that is cancelled before it starts connects to nobody", async () => {
  await withSilentServer(async (server, client, place) => {
    // Until it has its settings again, the server starts nothing.
    let settled = () => {};
    const settings = new Promise<void>((resolve) => {
      settled = resolve;
    });
    client.connection.onRequest("workspace/configuration", () => settings.then(() => [client.settings]));
    await client.connection.sendNotification("workspace/didChangeConfiguration", { settings: null });
    const source = new CancellationTokenSource();
    const sent = client.connection.sendRequest("plausibleMail/testSmtp", { uri: place.uri("compose.yml") }, source.token);
    source.cancel();
    await assert.rejects(client.request("plausibleMail/noSuchThing", {})); // what came before has been read
    settled();
    await assert.rejects(sent, { code: -32800 });
    assert.equal(server.connections(), 0);
  });
});

test("a test ends when the client shuts the server down", async () => {
  await withSilentServer(async (server, client, place) => {
    const sent = run(client, place);
    await client.until(() => server.connections() > 0);
    await client.request("shutdown", undefined);
    await assert.rejects(sent, { code: -32800 });
  });
});

test("in Restricted Mode it is refused, and files outside of the workspace are not read", async () => {
  const text = "services:\n  plausible:\n    image: ghcr.io/plausible/community-edition:v3.2.1\n    env_file: ../outside.env\n";
  const outside = workspace({ "outside.env": dotenv });
  const options = { initializationOptions: { trusted: false } };
  try {
    await withServer({ "app/compose.yml": text, "link.env": "" }, options, async (client, place) => {
      const uri = place.uri("app/compose.yml");
      await assert.rejects(run(client, place, { uri }), /Restricted Mode/);
      rmSync(`${place.folder}/link.env`);
      symlinkSync(`${outside.folder}/outside.env`, `${place.folder}/link.env`);
      for (const target of [`${outside.folder}/outside.env`, "../link.env"]) {
        const pointed = text.replace("../outside.env", target);
        await client.open(uri, pointed);
        const { items, relatedDocuments } = await client.pull(uri);
        assert.deepEqual([items, relatedDocuments], [[], undefined], target);
        await client.close(uri);
      }
      await client.connection.sendNotification("plausibleMail/trust", { trusted: true });
      const pointed = text.replace("../outside.env", "../link.env");
      await client.open(uri, pointed);
      const { relatedDocuments } = await client.pull(uri);
      assert.match(JSON.stringify(relatedDocuments), /tls-port-mismatch/);
      await assert.rejects(run(client, place, { uri, service: "nope" }), /no Plausible service nope/);
    });
  } finally {
    outside.remove();
  }
});

test("what cannot be tested is said in the user's language", async () => {
  await withServer({ "compose.yml": "services: {db: {image: postgres}}\n" }, { locale: "zh-CN" }, async (client, place) => {
    await assert.rejects(run(client, place), /此处没有 Plausible 服务/);
    await assert.rejects(run(client, place, { to: "two@a.org, b@c.org" }), /Plausible/);
  });
});

test("names that nothing sets are taken as unset, and the test says so", async () => {
  const named = composeOfBareNames.replace("      - MAILER_EMAIL", "      - MAILER_ADAPTER\n      - MAILER_EMAIL");
  const { port, close } = await startScriptedServer();
  await close(); // nothing listens there any more
  await withServer({ "compose.yml": named, ".env": dotenv }, {}, async (client, place) => {
    client.settings = { testConnectTo: `127.0.0.1:${port}`, testTimeout: 5 };
    await client.connection.sendNotification("workspace/didChangeConfiguration", { settings: null });
    await client.open(place.uri("compose.yml"), named, "dockercompose");
    const { verdict, notes } = await run(client, place);
    assert.equal(verdict.cause, "connection-refused");
    for (const hidden of ["SECRET_KEY_BASE", "SMTP_USER_PWD"]) {
      const without = dotenv.replace(new RegExp(`^${hidden}=.*\n`, "m"), "");
      place.write(".env", without);
      await client.connection.sendNotification("workspace/didChangeWatchedFiles", {
        changes: [{ uri: place.uri(".env"), type: 2 }],
      });
      assert.equal((await run(client, place)).verdict.cause, "connection-refused", `${hidden} is set where nobody looks`);
    }
    assert.ok(
      notes.some((note) => note.includes("MAILER_ADAPTER")),
      notes.join("\n"),
    );
  });
});

test("a password goes out unencrypted only after a yes, and the default of the question is a no", async () => {
  const server = await startMailServer({ tls: "none", auth: { user, password: canary } });
  const plain = dotenv.replace("SMTP_HOST_SSL_ENABLED=true", "SMTP_HOST_SSL_ENABLED=false");
  try {
    await withServer(files(plain), {}, async (client, place) => {
      client.settings = { testConnectTo: `127.0.0.1:${server.port}`, testTimeout: 5 };
      await client.connection.sendNotification("workspace/didChangeConfiguration", { settings: null });
      await client.open(place.uri(".env"), plain, "dotenv");
      for (const answer of [null, "Don't Send"]) {
        client.answer = answer;
        const { verdict } = await run(client, place);
        assert.deepEqual([verdict.wouldDeliver, verdict.cause], [null, "plaintext-auth-not-allowed"]);
      }
      assert.deepEqual(server.logins, []);
      client.answer = "Send Unencrypted";
      assert.equal((await run(client, place)).verdict.wouldDeliver, true);
      const message =
        "Send the password unencrypted? smtp.acme-widgets.org:587 offers no encryption; Plausible would do the same.";
      assert.deepEqual(client.questions, Array(3).fill({ message, buttons: ["Don't Send", "Send Unencrypted"] }));
    });
  } finally {
    await server.close();
  }
});
