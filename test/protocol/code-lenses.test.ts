import assert from "node:assert/strict";
import { test } from "node:test";
import type { ClientCapabilities, CodeLens } from "vscode-languageserver/node";
import { modern, type TestClient, withServer } from "./client.js";

const compose =
  `services:
  plausible:
    image: ghcr.io/plausible/community-edition:v3.2.1
    environment:
      - BASE_URL=https://stats.example.org
      - SECRET_KEY_BASE=jMX7ZEdTjSx8kZ1OqHkG0yJEOlHd6bRJ3JHSyZx2hPcFYJ5k0fEoqQb1w0kq8VnC
      - MAILER_EMAIL=stats@example.org
      - SMTP_HOST_ADDR=$` +
  "{RELAY}\n" +
  `      - SMTP_HOST_PORT=587
      - SMTP_HOST_SSL_ENABLED=true
`;

const capabilities: ClientCapabilities = {
  ...modern,
  workspace: { ...modern.workspace, codeLens: { refreshSupport: true } },
};

const over = async (client: TestClient, uri: string) => {
  const lenses = await client.request<CodeLens[]>("textDocument/codeLens", { textDocument: { uri } });
  return lenses.map(({ command }) => command?.title).join(" | ");
};

test("what is over a service is asked for again when another file changes, open or not", async () => {
  const files = { "compose.yml": compose, ".env": "RELAY=smtp.zoo.example\n" };
  const commands = ["plausibleMail.testSmtp", "plausibleMail.showTranscript", "plausibleMail.showContainer"];
  await withServer(files, { capabilities, initializationOptions: { commands } }, async (client, place) => {
    const uri = place.uri("compose.yml");
    const config = place.uri(".plausible-mail.yml");
    await client.open(uri, compose);
    assert.match(await over(client, uri), /smtp\.zoo\.example:587.*2 problems/);
    let before = client.lensRefreshes;
    place.write(".env", "RELAY=mail.zoo.example\n");
    await client.connection.sendNotification("workspace/didChangeWatchedFiles", {
      changes: [{ uri: place.uri(".env"), type: 2 }],
    });
    await client.until(() => client.lensRefreshes > before);
    assert.match(await over(client, uri), /mail\.zoo\.example:587/);
    before = client.lensRefreshes;
    await client.open(config, 'rules:\n  tls-port-mismatch: "off"\n', "yaml");
    await client.until(() => client.lensRefreshes > before);
    assert.match(await over(client, uri), / 1 problem$/);
  });
});
