import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { CodeAction, Diagnostic, ResponseError, WorkspaceEdit } from "vscode-languageserver/node";
import { type MailServer, startMailServer } from "../support/mail-server.js";
import { startScriptedServer } from "../support/scripted-server.js";
import { codes, modern, pushOnly, type StartOptions, type TestClient, under, type Workspace, withServer } from "./client.js";
import { canary, composeOfBareNames, dotenv } from "./samples.js";

const host = "smtp.acme-widgets.org";
const user = "stats@acme-widgets.org";

interface Result {
  readonly verdict: { readonly wouldDeliver: boolean | null; readonly cause: string | null };
  readonly alternatives: readonly {
    readonly port: number;
    readonly works: boolean | null;
    readonly lines: readonly string[];
    readonly cure: { readonly title: string; readonly edit: WorkspaceEdit } | null;
  }[];
  readonly search: { readonly advice: string } | null;
  readonly elsewhere: { readonly server: string; readonly network: string } | null;
  readonly hostPort: string | null;
  readonly notes: readonly string[];
}

let mail: MailServer;
before(async () => {
  mail = await startMailServer({ tls: "starttls", auth: { user, password: canary }, hostNames: [host, "relay"] });
});
after(() => mail.close());

/** The `.env` of the samples with other lines; port 1025 is one of which nothing is known. */
function env(changes: Readonly<Record<string, string>>): string {
  return Object.entries({ SMTP_HOST_SSL_ENABLED: "false", ...changes }).reduce(
    (text, [name, value]) => text.replace(new RegExp(`^${name}=.*$`, "m"), `${name}=${value}`),
    dotenv,
  );
}

/** A project on the test's mail server, its `.env` open. */
async function withProject(
  text: string,
  options: StartOptions,
  run: (client: TestClient, place: Workspace, uri: string) => Promise<void>,
): Promise<void> {
  await withServer({ "compose.yml": composeOfBareNames, ".env": text }, options, async (client, place) => {
    place.write("ca.pem", mail.ca);
    client.settings = { testCa: `${place.folder}/ca.pem`, testConnectTo: `127.0.0.1:${mail.port}`, testTimeout: 5 };
    await client.connection.sendNotification("workspace/didChangeConfiguration", { settings: null });
    const uri = place.uri(".env");
    await client.open(uri, text, "dotenv");
    await run(client, place, uri);
  });
}

const runTest = (client: TestClient, uri: string, params: object = {}) =>
  client.request<Result>("plausibleMail/testSmtp", { uri, ...params });

/** The findings of tests, without those of rules. */
async function ofTests(client: TestClient, uri: string): Promise<Diagnostic[]> {
  return (await client.pull(uri)).items.filter(({ code }) => String(code).startsWith("test-smtp/"));
}

/** Waits for what the client asks for after the server has said that it is outdated. */
async function refreshed(client: TestClient, uri: string, run: () => Promise<unknown>): Promise<Diagnostic[]> {
  const before = client.refreshes;
  await run();
  await client.until(
    () => client.refreshes > before,
    () => "a refresh",
  );
  return (await client.pull(uri)).items;
}

for (const [road, capabilities] of [
  ["pull", modern],
  ["push", pushOnly],
] as const) {
  test(`${road}: a refused login is a finding on the entry that brings it in, until that changes`, async () => {
    await withProject(env({ SMTP_USER_PWD: "Wrong-1-password" }), { capabilities }, async (client, place, env) => {
      const uri = place.uri("compose.yml");
      await client.open(uri, composeOfBareNames);
      const shown = async (run: () => Promise<unknown>, lines: readonly number[]) => {
        if (road === "pull") return await refreshed(client, uri, run);
        await run();
        const linesOf = (all: Diagnostic[]) => all.map(({ range }) => range.start.line).join();
        return await client.sent(uri, (all) => linesOf(all) === lines.join());
      };
      if (road === "pull") assert.deepEqual((await client.pull(uri)).items, []);
      const [found, ...more] = await shown(() => runTest(client, env), [13]);
      assert.deepEqual(more, []);
      assert.ok(found);
      assert.equal(under(client.text(uri), found.range), "SMTP_USER_PWD");
      assert.deepEqual([found.source, found.code, found.severity], ["plausible-mail", "test-smtp/auth-refused", 1]);
      assert.match(found.codeDescription?.href ?? "", /\/docs\/rules\/\.\.\/test-smtp\.md#auth-refused$/);
      assert.match(String(found.message), /^Test SMTP: .*rejects the login/);
      const related = (found.relatedInformation ?? []).map(({ location }) => [
        location.uri,
        under(client.text(location.uri), location.range),
      ]);
      assert.deepEqual(related, [
        [env, "Wrong-1-password"],
        [uri, "SMTP_USER_NAME"],
      ]);
      assert.ok(!JSON.stringify(found).includes("Wrong-1-password"));

      const [moved] = await shown(() => client.edit(uri, "services:", "# one line more\nservices:"), [14]);
      assert.equal(moved?.range.start.line, found.range.start.line + 1, "an edit above moves it");
      await client.edit(env, "MAILER_EMAIL=", "UNRELATED=1\nMAILER_EMAIL=");
      await client.edit(uri, "# one line more\n", "# one line more\n# another\n");
      const still =
        road === "pull" ? (await client.pull(uri)).items : await client.sent(uri, ([one]) => one?.range.start.line === 15);
      assert.deepEqual(codes(still), ["test-smtp/auth-refused"], "unrelated edits leave it");
      assert.deepEqual(await shown(() => client.edit(env, "Wrong-1-password", "Other-2-password"), []), []);
      await client.edit(env, "Other-2-password", "Wrong-1-password");
      const later = road === "pull" ? (await client.pull(uri)).items : (client.published.get(uri)?.diagnostics ?? []);
      assert.deepEqual(later, [], "what was said of an older text does not come back");
    });
  });
}

test("its fix is a code action, and the next test clears it", async () => {
  const text = env({ SMTP_HOST_PORT: "1025", SMTP_HOST_SSL_ENABLED: "true" });
  await withProject(text, {}, async (client, _place, uri) => {
    const actions = async () => {
      const items = await ofTests(client, uri);
      const [range] = items.map((one) => one.range);
      if (range === undefined) return [];
      const context = { diagnostics: items };
      return await client.request<CodeAction[]>("textDocument/codeAction", { textDocument: { uri }, range, context });
    };
    await runTest(client, uri);
    const [fix, ...others] = await actions();
    assert.deepEqual([fix?.title, fix?.isPreferred, others], ["Set SMTP_HOST_SSL_ENABLED to false", true, []]);
    await client.apply(fix?.edit ?? assert.fail("an edit"));
    assert.match(client.text(uri), /^SMTP_HOST_SSL_ENABLED=false$/m);
    assert.deepEqual(await ofTests(client, uri), []);

    await client.edit(uri, "SSL_ENABLED=false", "SSL_ENABLED=true");
    await runTest(client, uri);
    assert.deepEqual(codes(await ofTests(client, uri)), ["test-smtp/tls-on-plain-port"]);
    client.settings = { ...(client.settings as object), testConnectTo: "127.0.0.1:1" };
    await client.connection.sendNotification("workspace/didChangeConfiguration", { settings: null });
    assert.equal((await runTest(client, uri)).verdict.cause, "connection-refused");
    assert.deepEqual(codes(await ofTests(client, uri)), ["test-smtp/connection-refused"]);
  });
});

test("one mistake, one finding: what a rule has said as an error is not said again", async () => {
  await withProject(env({ SMTP_HOST_SSL_ENABLED: "true" }), {}, async (client, _place, uri) => {
    const { verdict } = await runTest(client, uri);
    assert.equal(verdict.cause, "tls-on-plain-port");
    assert.deepEqual(codes((await client.pull(uri)).items), ["tls-port-mismatch"]);
  });
});

test("a value that is changed while the test runs is not the one that failed", async () => {
  const slow = await startScriptedServer({ delay: 300, greeting: "554 5.7.1 no\r\n" });
  try {
    await withProject(env({}), {}, async (client, _place, uri) => {
      const running = runTest(client, uri, { connectTo: `127.0.0.1:${slow.port}` });
      await client.until(() => slow.connections() > 0);
      await client.edit(uri, "SMTP_HOST_PORT=587", "SMTP_HOST_PORT=2525");
      assert.equal((await running).verdict.cause, "greeting-refused");
      assert.deepEqual(await ofTests(client, uri), []);
    });
  } finally {
    await slow.close();
  }
});

test("while the file is broken it stays, and it is there again afterwards", async () => {
  await withProject(env({ SMTP_USER_PWD: "Wrong-1-password" }), {}, async (client, place, uri) => {
    const compose = place.uri("compose.yml");
    await client.open(compose, composeOfBareNames);
    await runTest(client, uri);
    await client.edit(uri, "BASE_URL=", "=\nBASE_URL=");
    assert.ok(codes((await client.pull(compose)).items).includes("test-smtp/auth-refused"));
    await client.edit(uri, "=\nBASE_URL=", "BASE_URL=");
    assert.deepEqual(codes((await client.pull(compose)).items), ["test-smtp/auth-refused"]);
  });
});

test("the same service is not tested twice at once", async () => {
  const silent = await startScriptedServer({ greeting: { silent: true } });
  try {
    await withProject(env({}), {}, async (client, _place, uri) => {
      const params = { connectTo: `127.0.0.1:${silent.port}`, timeout: 1 };
      const first = runTest(client, uri, params);
      await client.until(() => silent.connections() > 0);
      const refusal = (error: ResponseError) => error.code === -32803 && /plausible is already running/.test(error.message);
      await assert.rejects(runTest(client, uri, params), refusal);
      await first;
      assert.equal((await runTest(client, uri, params)).verdict.cause, "no-greeting");
    });
  } finally {
    await silent.close();
  }
});

test("findWorking: the edit for what works is an edit of the user's own text", async () => {
  const text = env({ SMTP_HOST_PORT: "1025", SMTP_HOST_SSL_ENABLED: "true" });
  await withProject(text, {}, async (client, _place, uri) => {
    const lines: string[] = [];
    client.connection.onNotification("$/progress", ({ value }) => void lines.push(value.message ?? ""));
    const { verdict, alternatives, search } = await runTest(client, uri, { findWorking: true, workDoneToken: "t" });
    assert.equal(verdict.cause, "tls-on-plain-port");
    const [one, ...others] = alternatives;
    assert.deepEqual([one?.port, one?.works, one?.lines, others], [1025, true, ["SMTP_HOST_SSL_ENABLED=false"], []]);
    assert.match(search?.advice ?? "", /^Port 1025 works/);
    assert.ok(
      lines.some((line) => line.startsWith("✔ 1025 STARTTLS")),
      lines.join("\n"),
    );
    await client.apply(one?.cure?.edit ?? assert.fail("an edit"));
    assert.equal((await runTest(client, uri)).verdict.wouldDeliver, true);
  });
});

test("a relay of the project: where it is published, and the test through that port", async () => {
  const compose = composeOfBareNames.replace(
    /^services:\n/,
    `services:\n  relay: {image: boky/postfix, ports: ["${mail.port}:587"]}\n`,
  );
  const text = env({ SMTP_HOST_ADDR: "relay" });
  await withServer(
    { "compose.yml": compose, ".env": text },
    { initializationOptions: { remote: "ssh-remote" } },
    async (client, place) => {
      place.write("ca.pem", mail.ca);
      client.settings = { testCa: "ca.pem", testTimeout: 5 };
      await client.connection.sendNotification("workspace/didChangeConfiguration", { settings: null });
      const uri = place.uri("compose.yml");
      const outside = await runTest(client, uri);
      assert.equal(outside.verdict.cause, "host-not-found");
      assert.equal(outside.hostPort, `127.0.0.1:${mail.port}`);
      assert.match(outside.elsewhere?.network ?? "", /^docker run .* node:22-alpine node plausible-mail\.mjs /);
      const inside = await runTest(client, uri, { fromHostPort: true });
      assert.equal(inside.verdict.wouldDeliver, true);
      assert.match(
        inside.notes.join(" "),
        new RegExp(`Connects to 127\\.0\\.0\\.1:${mail.port}, where the project publishes that port`),
      );
    },
  );
});

test("on a remote computer it says which", async () => {
  await withProject(env({}), { initializationOptions: { remote: "ssh-remote" } }, async (client, _place, uri) => {
    assert.match((await runTest(client, uri)).notes.join(" "), /runs on the remote computer \(ssh-remote\)/);
  });
});
