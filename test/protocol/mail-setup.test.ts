import assert from "node:assert/strict";
import { test } from "node:test";
import type { CreateFile, TextDocumentEdit, WorkspaceEdit } from "vscode-languageserver/node";
import { codes, modern, withServer } from "./client.js";

const key = `SECRET_KEY_BASE=${"kAnarie0".repeat(9)}`;
const compose = `services:
  plausible:
    image: ghcr.io/plausible/community-edition:v3.2.1
    environment:
      - BASE_URL=https://stats.acme-widgets.org
      - ${key}
      - SMTP_HOST_ADDR
      - SMTP_USER_PWD=\${MAIL_PASSWORD}
      - SMTP_HOST_SSL_ENABLED=true
`;
const capabilities = {
  ...modern,
  workspace: { ...modern.workspace, workspaceEdit: { documentChanges: true, resourceOperations: ["create" as const] } },
};

interface Setup {
  readonly edit: WorkspaceEdit;
  readonly summary: readonly string[];
  readonly newFile: string | null;
}

test("mail is set up where the user's own settings stand: nothing is left to report, and no secret in the summary", async () => {
  await withServer({ ".env": "MAIL_PASSWORD=\n" }, { capabilities }, async (client, place) => {
    const uri = place.uri("compose.yml");
    await client.open(uri, compose);
    await client.open(place.uri(".env"), "MAIL_PASSWORD=\n", "dotenv");
    const choices = await client.request<{ providers: { name: string; login: string | null }[]; sender: string }>(
      "plausibleMail/mailProviders",
      { uri },
    );
    assert.equal(choices.sender, "plausible@stats.acme-widgets.org");
    assert.equal(choices.providers.find(({ name }) => name === "SendGrid")?.login, "apikey");
    const setup = await client.request<Setup>("plausibleMail/setUpMail", {
      uri,
      service: "plausible",
      provider: "Mailgun EU",
      sender: "stats@acme-widgets.org",
      user: "postmaster@mg.acme-widgets.org",
      password: "it's $ecret",
    });
    assert.ok(setup.summary.includes("SMTP_USER_PWD=••••••"));
    assert.ok(!JSON.stringify(setup.summary).includes("ecret"));
    await client.apply(setup.edit);
    const text = client.text(uri);
    assert.match(text, /- SMTP_HOST_SSL_ENABLED=false/);
    assert.match(text, /- SMTP_USER_PWD=\$\{MAIL_PASSWORD\}/);
    assert.match(text, /- SMTP_USER_NAME\n/);
    const env = client.text(place.uri(".env"));
    assert.match(env, /^SMTP_HOST_ADDR=smtp\.eu\.mailgun\.org$/m);
    assert.match(env, /^SMTP_USER_NAME=postmaster@mg\.acme-widgets\.org$/m);
    assert.deepEqual(codes((await client.pull(uri)).items), []);
    assert.deepEqual(codes((await client.pull(place.uri(".env"))).items), []);
    const explained = await client.request<{ text: string }>("plausibleMail/explain", { uri });
    assert.match(explained.text, /smtp\.eu\.mailgun\.org/);
  });
});

test("a missing .env is made, and what cannot be is refused", async () => {
  const bare = compose.replace("      - SMTP_USER_PWD=${MAIL_PASSWORD}\n      - SMTP_HOST_SSL_ENABLED=true\n", "");
  await withServer({}, { capabilities }, async (client, place) => {
    const uri = place.uri("compose.yml");
    await client.open(uri, bare);
    const ask = (more: object) =>
      client.request<Setup | null>("plausibleMail/setUpMail", {
        uri,
        service: "plausible",
        provider: "Postmark",
        sender: "stats@acme-widgets.org",
        user: "token",
        password: "token",
        ...more,
      });
    const setup = await ask({});
    assert.equal(setup?.newFile, place.uri(".env"));
    const [create, ...changes] = setup?.edit.documentChanges ?? [];
    assert.equal((create as CreateFile).kind, "create");
    const written = (changes as TextDocumentEdit[]).find(({ textDocument }) => textDocument.uri === place.uri(".env"));
    assert.match(JSON.stringify(written), /SMTP_HOST_ADDR=smtp\.postmarkapp\.com\\n/);
    assert.equal(await ask({ provider: "Nobody" }), null);
    assert.equal(await ask({ password: "two\nlines" }), null);
    assert.equal(await ask({ service: "other" }), null);
  });
});
