import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { CodeLens } from "vscode-languageserver/node";
import { type MailServer, startMailServer } from "../support/mail-server.js";
import { modern, withServer } from "./client.js";
import { canary, composeOfBareNames, dotenv } from "./samples.js";

const host = "smtp.acme-widgets.org";
const user = "stats@acme-widgets.org";

let mail: MailServer;
before(async () => {
  mail = await startMailServer({ tls: "starttls", auth: { user, password: canary }, hostNames: [host] });
});
after(() => mail.close());

const capabilities = { ...modern, workspace: { ...modern.workspace, applyEdit: true } };

test("Test SMTP runs as a command where the editor has none: progress, verdict as a message, the cure as its button", async () => {
  const files = { "compose.yml": composeOfBareNames, ".env": dotenv.replace("PORT=587", "PORT=1025") };
  await withServer(files, { capabilities }, async (client, place) => {
    place.write("ca.pem", mail.ca);
    client.settings = { testCa: `${place.folder}/ca.pem`, testConnectTo: `127.0.0.1:${mail.port}`, testTimeout: 5 };
    await client.connection.sendNotification("workspace/didChangeConfiguration", { settings: null });
    const uri = place.uri("compose.yml");
    await client.open(uri, composeOfBareNames);
    const lines: string[] = [];
    client.connection.onNotification("$/progress", ({ value }) => void lines.push(value.message ?? value.kind));
    client.answer = "Set SMTP_HOST_SSL_ENABLED to false";
    const command = { command: "plausibleMail.testSmtp", arguments: [uri, "plausible"] };
    const result = await client.request<{ verdict: { cause: string } }>("workspace/executeCommand", command);
    assert.equal(result.verdict.cause, "tls-on-plain-port");
    await client.until(() => client.edits.length === 1);
    assert.deepEqual(
      client.questions.map(({ buttons }) => buttons),
      [[client.answer]],
    );
    assert.match(JSON.stringify(client.edits[0]), /"false"/);
    assert.ok(
      lines.some((line) => line.startsWith("✖ ")),
      lines.join("\n"),
    );
  });
});

test("an editor that knows no messages with buttons gets the verdict all the same, also where nothing is named", async () => {
  const files = { "compose.yml": composeOfBareNames, ".env": dotenv.replace("PORT=587", "PORT=1025") };
  await withServer(files, { capabilities, asksNobody: true }, async (client, place) => {
    client.settings = { testConnectTo: `127.0.0.1:${mail.port}`, testTimeout: 5 };
    await client.connection.sendNotification("workspace/didChangeConfiguration", { settings: null });
    await client.open(place.uri("compose.yml"), composeOfBareNames);
    await client.request("workspace/executeCommand", { command: "plausibleMail.testSmtp" });
    await client.until(() => client.told.length === 1);
    assert.match(client.told[0] ?? "", /^Set `?SMTP_HOST_SSL_ENABLED`? to/);
    assert.match(client.told[0] ?? "", /docker compose up -d/);
    assert.deepEqual(client.edits, []);
  });
});

test("a verdict of email that arrives unencrypted is a warning", async () => {
  const plain = await startMailServer({ tls: "none" });
  const bare = dotenv.replace(/^SMTP_USER.*\n/gm, "").replace("ENABLED=true", "ENABLED=false");
  try {
    await withServer({ "compose.yml": composeOfBareNames, ".env": bare }, { capabilities }, async (client, place) => {
      client.settings = { testConnectTo: `127.0.0.1:${plain.port}`, testTimeout: 5 };
      await client.connection.sendNotification("workspace/didChangeConfiguration", { settings: null });
      const uri = place.uri("compose.yml");
      await client.open(uri, composeOfBareNames);
      const told: { type: number; message: string }[] = [];
      client.connection.onRequest("window/showMessageRequest", (params) => {
        told.push(params);
        return null;
      });
      client.connection.onNotification("window/showMessage", (params) => void told.push(params));
      const command = { command: "plausibleMail.testSmtp", arguments: [uri, "plausible"] };
      const result = await client.request<{ verdict: object }>("workspace/executeCommand", command);
      assert.deepEqual(Object.entries(result.verdict).find(([key]) => key === "channel")?.[1], {
        tls: false,
        authenticated: false,
      });
      await client.until(() => told.length === 1);
      assert.equal(told[0]?.type, 2);
    });
  } finally {
    await plain.close();
  }
});

test("over a service stands what the last test came to, for a client that can show more", async () => {
  const files = { "compose.yml": composeOfBareNames, ".env": dotenv.replace("ENABLED=true", "ENABLED=false") };
  const initializationOptions = { commands: ["plausibleMail.showTranscript", "plausibleMail.showContainer"] };
  await withServer(files, { initializationOptions }, async (client, place) => {
    place.write("ca.pem", mail.ca);
    client.settings = { testCa: `${place.folder}/ca.pem`, testConnectTo: `127.0.0.1:${mail.port}`, testTimeout: 5 };
    await client.connection.sendNotification("workspace/didChangeConfiguration", { settings: null });
    const uri = place.uri("compose.yml");
    await client.open(uri, composeOfBareNames);
    await client.open(place.uri(".env"), files[".env"], "dotenv");
    const titles = async () => {
      const lenses = await client.request<CodeLens[]>("textDocument/codeLens", { textDocument: { uri } });
      return lenses.map(({ command }) => command?.title.replace(/\d\d:\d\d/, "00:00"));
    };
    const where = "smtp.acme-widgets.org:587 · STARTTLS";
    assert.deepEqual(await titles(), ["Test SMTP", where]);
    await client.request("plausibleMail/testSmtp", { uri });
    assert.deepEqual(await titles(), ["Test SMTP", "✓ SMTP works · 00:00", where]);
    await client.edit(place.uri(".env"), `SMTP_USER_PWD=${canary}`, "SMTP_USER_PWD=another");
    assert.deepEqual(await titles(), ["Test SMTP", "Settings changed since the test at 00:00", where]);
    await client.edit(place.uri(".env"), "another\n", "Wrong-1-password\n");
    await client.request("plausibleMail/testSmtp", { uri });
    assert.deepEqual(await titles(), ["Test SMTP", "✗ SMTP: login rejected · 00:00", `${where} · 1 problem`]);
  });
});

test("a refusal of the command is a message, and no error", async () => {
  await withServer(
    { "compose.yml": composeOfBareNames },
    { initializationOptions: { trusted: false } },
    async (client, place) => {
      await client.open(place.uri("compose.yml"), composeOfBareNames);
      const command = { command: "plausibleMail.testSmtp", arguments: [place.uri("compose.yml")] };
      assert.equal(await client.request("workspace/executeCommand", command), null);
      await client.until(() => client.told.length === 1);
      assert.match(client.told[0] ?? "", /^Restricted Mode/);
    },
  );
});

test("a client with commands of its own keeps them", async () => {
  const initializationOptions = { commands: ["plausibleMail.testSmtp"] };
  await withServer({}, { initializationOptions }, async (client) => {
    assert.deepEqual(client.initialized.capabilities.executeCommandProvider?.commands, [
      "plausibleMail.askInDotenv",
      "plausibleMail.setFreshKey",
    ]);
  });
});
