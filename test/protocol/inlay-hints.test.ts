import assert from "node:assert/strict";
import { test } from "node:test";
import type { ClientCapabilities, InlayHint, InlayHintLabelPart, Location } from "vscode-languageserver/node";
import { modern, type TestClient, withServer } from "./client.js";
import { canary } from "./samples.js";

const compose = `services:
  plausible:
    image: ghcr.io/plausible/community-edition:v3.2.1
    environment:
      - BASE_URL=https://stats.acme-widgets.org
      - MAILER_EMAIL
      - SMTP_HOST_ADDR=\${MAIL_HOST}
      - SMTP_HOST_PORT=\${MAIL_PORT:-587}
      - SMTP_HOST_SSL_ENABLED=true
      - SMTP_RETRIES=3
      - SMTP_USER_NAME
      - SMTP_USER_PWD
  other:
    image: nginx
    environment: [OTHER, MAILER_EMAIL]
`;
const dotenv = `MAIL_HOST=smtp.acme-widgets.org
MAILER_EMAIL=stats@acme-widgets.org
SMTP_USER_PWD=${canary}
OTHER=1
LOST=2
COMPOSE_PROJECT_NAME=stats
`;

/** The hints of a range of lines, each as `line: label`. */
async function hintsOf(client: TestClient, uri: string, lines: [number, number] = [0, 99]): Promise<string[]> {
  const range = { start: { line: lines[0], character: 0 }, end: { line: lines[1], character: 0 } };
  const hints = await client.request<InlayHint[]>("textDocument/inlayHint", { textDocument: { uri }, range });
  return hints.map(({ position, label }) => {
    const parts = label as InlayHintLabelPart[];
    return `${position.line}: ${parts.map(({ value }) => value).join("")}`;
  });
}

test("hints say what a line becomes, and never a secret", async () => {
  await withServer({ "compose.yml": compose, ".env": dotenv }, {}, async (client, place) => {
    const uri = place.uri("compose.yml");
    await client.open(uri, compose);
    assert.deepEqual(await hintsOf(client, uri), [
      "5: = stats@acme-widgets.org (.env:2)",
      "6: = smtp.acme-widgets.org (.env:1)",
      "7: = 587",
      "8: ⚠ must be false on 587",
      "9: not used with Bamboo.Mua",
      "10: not set",
      "11: •••••• (.env:3)",
    ]);
    assert.deepEqual(await hintsOf(client, uri, [5, 6]), ["5: = stats@acme-widgets.org (.env:2)"], "only what is seen");
    const range = { start: { line: 5, character: 0 }, end: { line: 6, character: 0 } };
    const [hint] = await client.request<InlayHint[]>("textDocument/inlayHint", { textDocument: { uri }, range });
    const [, origin] = (hint?.label ?? []) as InlayHintLabelPart[];
    const { uri: there, range: at } = origin?.location ?? assert.fail();
    const led = { textDocument: { uri: there }, position: at.start };
    const [target] = await client.request<Location[]>("textDocument/definition", led);
    assert.equal(target?.uri, place.uri(".env"), "where an editor goes from the hint");
    assert.equal(target?.range.start.line, 1);
  });
});

test("in .env they say who takes a line, and nobody only where no file names it", async () => {
  await withServer({ "compose.yml": compose, ".env": dotenv }, {}, async (client, place) => {
    await client.open(place.uri(".env"), dotenv, "dotenv");
    assert.deepEqual(await hintsOf(client, place.uri(".env")), [
      "0: → plausible (SMTP_HOST_ADDR)",
      "1: → plausible",
      "2: → plausible",
      "4: → nobody",
    ]);
  });
});

test("a line of .env without a name has no hint, and the lines around it keep theirs", async () => {
  const strange = "=1\n  = 2\nLOST=3\n";
  await withServer({ "compose.yml": compose, ".env": strange }, {}, async (client, place) => {
    await client.open(place.uri(".env"), strange, "dotenv");
    assert.deepEqual(await hintsOf(client, place.uri(".env")), ["2: → nobody"]);
  });
});

test("they can be fewer, or none, and speak Chinese", async () => {
  const files = { "compose.yml": compose, ".env": dotenv };
  await withServer(files, { settings: { inlayHints: "problems" }, locale: "zh-cn" }, async (client, place) => {
    const uri = place.uri("compose.yml");
    await client.open(uri, compose);
    assert.deepEqual(await hintsOf(client, uri), ["8: ⚠ 端口 587 须为 false", "9: Bamboo.Mua 不使用", "10: 未设置"]);
    await client.open(place.uri(".env"), dotenv, "dotenv");
    assert.deepEqual(await hintsOf(client, place.uri(".env")), ["4: → 无人使用"]);
  });
  await withServer(files, { settings: { inlayHints: "off" } }, async (client, place) => {
    await client.open(place.uri("compose.yml"), compose);
    assert.deepEqual(await hintsOf(client, place.uri("compose.yml")), []);
  });
});

test("they are asked for again when another file changes", async () => {
  const capabilities: ClientCapabilities = {
    ...modern,
    workspace: { ...modern.workspace, inlayHint: { refreshSupport: true } },
  };
  await withServer({ "compose.yml": compose, ".env": dotenv }, { capabilities }, async (client, place) => {
    await client.open(place.uri("compose.yml"), compose);
    await client.open(place.uri(".env"), dotenv, "dotenv");
    await hintsOf(client, place.uri("compose.yml"));
    const before = client.hintRefreshes;
    await client.edit(place.uri(".env"), "smtp.acme", "mail.acme");
    await client.until(() => client.hintRefreshes > before);
    assert.ok((await hintsOf(client, place.uri("compose.yml"))).includes("6: = mail.acme-widgets.org (.env:1)"));
  });
});
