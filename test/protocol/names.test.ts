import assert from "node:assert/strict";
import { test } from "node:test";
import type { CodeAction, DocumentLink, Hover, Location, Range, WorkspaceEdit } from "vscode-languageserver/node";
import { codes, type TestClient, under, withServer } from "./client.js";

const compose = `services:
  plausible:
    image: ghcr.io/plausible/community-edition:v2.1.5
    env_file: mail.conf
    environment:
      - BASE_URL=https://\${HOST:-stats.acme-widgets.org}
      - MAILER_EMAIL=stats@\${HOST}
      - SMTP_USER_PWD
  web:
    image: nginx
    environment:
      HOST:
      PRICE: $$HOST
`;
const dotenv = "HOST=acme-widgets.org\nALIAS=$HOST\nSMTP_USER_PWD=x\nCOMPOSE_PROJECT_NAME=a\n";
const files = { "compose.yml": compose, ".env": dotenv, "mail.conf": "MAILER_NAME=Stats\n" };

function at(client: TestClient, uri: string, find: string, ahead = 1) {
  const text = client.text(uri);
  const before = text.slice(0, text.indexOf(find) + ahead).split("\n");
  return { textDocument: { uri }, position: { line: before.length - 1, character: before.at(-1)?.length ?? 0 } };
}

async function open(client: TestClient, place: { uri(name: string): string }) {
  await client.open(place.uri("compose.yml"), compose);
  await client.open(place.uri(".env"), dotenv, "dotenv");
}

test("references: every place of a name of .env, from wherever it stands", async () => {
  await withServer(files, {}, async (client, place) => {
    await open(client, place);
    const ask = async (uri: string, find: string, ahead: number, includeDeclaration = true) => {
      const found = await client.request<Location[]>("textDocument/references", {
        ...at(client, uri, find, ahead),
        context: { includeDeclaration },
      });
      return found.map(({ uri: file, range }) => `${file.split("/").at(-1)}:${range.start.line}`).sort();
    };
    const all = [".env:0", ".env:1", "compose.yml:11", "compose.yml:5", "compose.yml:6"];
    assert.deepEqual(await ask(place.uri(".env"), "HOST", 1), all);
    assert.deepEqual(await ask(place.uri("compose.yml"), "${HOST}", 3), all);
    assert.deepEqual(await ask(place.uri("compose.yml"), "HOST:\n", 1), all, "a bare name hands on what .env has");
    assert.deepEqual(await ask(place.uri("compose.yml"), "- SMTP_USER_PWD", 4, false), ["compose.yml:7"]);
    assert.deepEqual(await ask(place.uri("compose.yml"), "services", 1), []);
  });
});

test("rename gives a name of .env another one, and keeps the names of containers", async () => {
  await withServer(files, {}, async (client, place) => {
    await open(client, place);
    const env = place.uri(".env");
    const range = await client.request<Range>("textDocument/prepareRename", at(client, env, "HOST"));
    assert.equal(under(dotenv, range), "HOST");
    const edit = await client.request<WorkspaceEdit>("textDocument/rename", { ...at(client, env, "HOST"), newName: "DOMAIN" });
    await client.apply(edit);
    assert.match(client.text(env), /^DOMAIN=acme-widgets\.org\nALIAS=\$DOMAIN\n/);
    const text = client.text(place.uri("compose.yml"));
    assert.match(text, /\$\{DOMAIN:-stats/);
    assert.match(text, /stats@\$\{DOMAIN\}/);
    assert.match(text, /HOST: \$\{DOMAIN\}\n {6}PRICE: \$\$HOST/);
    const second = await client.request<WorkspaceEdit>("textDocument/rename", {
      ...at(client, env, "SMTP_USER"),
      newName: "PWD_OF_MAIL",
    });
    await client.apply(second);
    assert.match(client.text(place.uri("compose.yml")), /- SMTP_USER_PWD=\$\{PWD_OF_MAIL\}\n/);
  });
});

test("rename refuses what is not ours, taken, no name, or used by a file that nobody has open", async () => {
  const other = "services:\n  app:\n    image: app:$HOST\n";
  await withServer({ ...files, "compose.prod.yml": other }, {}, async (client, place) => {
    await open(client, place);
    const env = place.uri(".env");
    const refused = async (find: string, newName: string, uri = env) =>
      await client.request<WorkspaceEdit>("textDocument/rename", { ...at(client, uri, find), newName }).then(
        () => "",
        (error: Error) => error.message,
      );
    assert.match(await refused("HOST", "1A"), /doesn't begin with a digit/);
    assert.match(await refused("HOST", "ALIAS"), /ALIAS is set or used already/);
    assert.match(await refused("COMPOSE", "X"), /Only names that/);
    assert.match(await refused("HOST", "DOMAIN"), /compose\.prod\.yml may use this name too/);
    // An editor shows the reason where it would ask for the name.
    const begun = async (uri: string, find: string) =>
      await client.request<Range>("textDocument/prepareRename", at(client, uri, find));
    await assert.rejects(begun(env, "COMPOSE"), /Only names that \.env sets/);
    await assert.rejects(begun(place.uri("compose.yml"), "MAILER"), /Only names that \.env sets/);
  });
});

test("definition leads from .env back, and links from env_file to the file", async () => {
  await withServer(files, {}, async (client, place) => {
    await open(client, place);
    const back = await client.request<Location[]>("textDocument/definition", at(client, place.uri(".env"), "SMTP_USER"));
    assert.deepEqual(
      back.map(({ range }) => under(compose, range)),
      ["SMTP_USER_PWD"],
    );
    const links = await client.request<DocumentLink[]>("textDocument/documentLink", {
      textDocument: { uri: place.uri("compose.yml") },
    });
    assert.deepEqual(
      links.map(({ target, range }) => [under(compose, range), target]),
      [["mail.conf", place.uri("mail.conf")]],
    );
  });
});

test("hovers on the image and on the service say what the release does, and where mail goes", async () => {
  const key = `SECRET_KEY_BASE=${"kAnarie0".repeat(9)}`;
  const text = compose.replace("- SMTP_USER_PWD\n", `- SMTP_HOST_ADDR=smtp.acme-widgets.org\n      - ${key}\n`);
  await withServer({ ...files, "compose.yml": text }, {}, async (client, place) => {
    const uri = place.uri("compose.yml");
    await client.open(uri, text);
    const hover = async (find: string) => {
      const found = await client.request<Hover | null>("textDocument/hover", at(client, uri, find, 3));
      return (found?.contents as { value: string } | undefined)?.value ?? "";
    };
    assert.match(await hover("ghcr.io"), /Plausible 2\.1\.5\n[\s\S]*Bamboo\.Mua[\s\S]*Newer releases: .*3\.2\.1/);
    assert.match(await hover("plausible:\n"), /\*\*plausible\*\* · Plausible 2\.1\.5[\s\S]*smtp\.acme-widgets\.org/);
    assert.equal(await hover("nginx"), "");
  });
});

test("a rule can be fixed or ignored in the whole file, and its page opened where the client can", async () => {
  const text = compose.replace("- SMTP_USER_PWD\n", "- MAILER_NAME='A'\n      - SMTP_HOST_ADDR='smtp.acme-widgets.org'\n");
  const initializationOptions = { commands: ["plausibleMail.openDocs"] };
  await withServer({ ...files, "compose.yml": text }, { initializationOptions }, async (client, place) => {
    const uri = place.uri("compose.yml");
    await client.open(uri, text);
    const { position } = at(client, uri, "MAILER_NAME='A'", 14);
    const ask = () =>
      client.request<CodeAction[]>("textDocument/codeAction", {
        textDocument: { uri },
        range: { start: position, end: position },
        context: { diagnostics: [] },
      });
    const before = codes((await client.pull(uri)).items).filter((code) => code === "literal-quotes");
    assert.equal(before.length, 2);
    const actions = await ask();
    const titled = (pattern: RegExp) => actions.find(({ title }) => pattern.test(title));
    assert.deepEqual(titled(/^Open the documentation of literal-quotes$/)?.command?.arguments, ["literal-quotes"]);
    await client.apply(titled(/^Ignore literal-quotes in this file$/)?.edit ?? assert.fail());
    assert.match(client.text(uri), /^# plausible-mail-disable-file literal-quotes\nservices:/);
    assert.ok(!codes((await client.pull(uri)).items).includes("literal-quotes"));
    await client.edit(uri, "# plausible-mail-disable-file literal-quotes\n", "");
    await client.apply(
      (await ask()).find(({ title }) => /^Fix all 2 problems of literal-quotes/.test(title))?.edit ?? assert.fail(),
    );
    assert.ok(!codes((await client.pull(uri)).items).includes("literal-quotes"));
  });
});
