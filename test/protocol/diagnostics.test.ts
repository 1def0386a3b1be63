import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { test } from "node:test";
import type { RegistrationParams, UnregistrationParams } from "vscode-languageserver/node";
import { codes, modern, plain, pushOnly, under, withServer } from "./client.js";
import { compose, composeOfBareNames, dotenv } from "./samples.js";

test("pull: the squiggle is under the value, with everything that a client may show", async () => {
  await withServer({ "compose.yml": compose }, {}, async (client, place) => {
    const uri = place.uri("compose.yml");
    await client.open(uri, compose);
    const { kind, items, resultId } = await client.pull(uri);
    assert.equal(kind, "full");
    assert.deepEqual(codes(items), ["tls-port-mismatch"]);
    const [finding] = items;
    assert.ok(finding);
    assert.equal(under(compose, finding.range), "true");
    assert.equal(finding.severity, 1);
    assert.equal(finding.source, "plausible-mail");
    assert.match(finding.codeDescription?.href ?? "", /^file:.*\/docs\/rules\/tls-port-mismatch\.md$/);
    assert.match(String(finding.message), /SMTP_HOST_SSL_ENABLED/);
    assert.deepEqual(finding.data, { rule: "tls-port-mismatch", service: "plausible", variable: "SMTP_HOST_SSL_ENABLED" });
    assert.ok(resultId);

    assert.deepEqual(await client.pull(uri, resultId), { kind: "unchanged", resultId });
    await client.edit(uri, "ENABLED=true", "ENABLED=false");
    const after = await client.pull(uri, resultId);
    assert.deepEqual(after.items, []);
    assert.notEqual(after.resultId, resultId);
    assert.deepEqual([...client.published.keys()], [], "who asks is not sent anything besides");
  });
});

test("push: the same for a client that does not ask", async () => {
  await withServer({ "compose.yml": compose }, { capabilities: pushOnly }, async (client, place) => {
    const uri = place.uri("compose.yml");
    await client.open(uri, compose);
    const [finding] = await client.sent(uri, ({ length }) => length === 1);
    assert.equal(under(compose, finding?.range ?? assert.fail()), "true");
    assert.equal(client.published.get(uri)?.version, 1);
    await client.edit(uri, "ENABLED=true", "ENABLED=false");
    await client.sent(uri, ({ length }) => length === 0);
  });
});

test("a client that can nothing still gets diagnostics, without what it does not know", async () => {
  await withServer({ "compose.yml": compose }, { capabilities: plain }, async (client, place) => {
    await client.open(place.uri("compose.yml"), compose);
    const [finding] = await client.sent(place.uri("compose.yml"), ({ length }) => length === 1);
    assert.equal(finding?.codeDescription, undefined);
    assert.equal(finding?.relatedInformation, undefined);
    assert.deepEqual(client.registered, []);
  });
});

test("a value in .env is underlined in .env, with a way to the compose file", async () => {
  await withServer({ "compose.yml": composeOfBareNames, ".env": dotenv }, {}, async (client, place) => {
    const [composeUri, envUri] = [place.uri("compose.yml"), place.uri(".env")];
    await client.open(envUri, dotenv, "plaintext");
    const { items } = await client.pull(envUri);
    assert.deepEqual(codes(items), ["tls-port-mismatch"], ".env alone finds its project beside it");
    const [finding] = items;
    assert.equal(under(dotenv, finding?.range ?? assert.fail()), "true");
    const inCompose = finding?.relatedInformation?.find(({ location }) => location.uri === composeUri);
    assert.ok(inCompose, "the compose file is related");
    assert.match(under(composeOfBareNames, inCompose.location.range), /SMTP_HOST_SSL_ENABLED/);

    // The compose file is opened, and .env closed: its finding comes with the answer for the compose file.
    await client.open(composeUri, composeOfBareNames);
    await client.close(envUri);
    const answer = await client.pull(composeUri);
    assert.deepEqual(answer.items, []);
    assert.deepEqual(codes(answer.relatedDocuments?.[envUri]?.items ?? []), ["tls-port-mismatch"]);

    // It is cured on the disk: the client is told to ask again, and learns that nothing is left.
    const before = client.refreshes;
    place.write(".env", dotenv.replace("ENABLED=true", "ENABLED=false"));
    await client.connection.sendNotification("workspace/didChangeWatchedFiles", { changes: [{ uri: envUri, type: 2 }] });
    await client.until(() => client.refreshes > before);
    const again = await client.pull(composeUri, answer.resultId);
    assert.equal(again.kind, "unchanged");
    assert.deepEqual(again.relatedDocuments?.[envUri]?.items, []);
  });
});

test("findings of closed files are sent to a client that takes no related documents", async () => {
  const capabilities = { ...pushOnly, textDocument: { ...pushOnly.textDocument, diagnostic: {} } };
  await withServer({ "compose.yml": composeOfBareNames, ".env": dotenv }, { capabilities }, async (client, place) => {
    const [composeUri, envUri] = [place.uri("compose.yml"), place.uri(".env")];
    await client.open(composeUri, composeOfBareNames);
    assert.deepEqual((await client.pull(composeUri)).items, []);
    await client.sent(envUri, ({ length }) => length === 1);
    // Once it is open, it is asked for, and what was sent is taken back.
    await client.open(envUri, dotenv, "dotenv");
    assert.deepEqual(codes((await client.pull(envUri)).items), ["tls-port-mismatch"]);
    await client.sent(envUri, ({ length }) => length === 0);
    await client.close(envUri);
    await client.sent(envUri, ({ length }) => length === 1);
    await client.close(composeUri);
    await client.sent(envUri, ({ length }) => length === 0);
  });
});

test("an edit of .env changes what holds in the open compose file, and the client is told to ask again", async () => {
  const half = dotenv.replace("SMTP_HOST_SSL_ENABLED=true\n", "");
  const text = compose.replace("- SMTP_HOST_PORT=587", "- SMTP_HOST_PORT");
  await withServer({ "compose.yml": text, ".env": half }, {}, async (client, place) => {
    const [composeUri, envUri] = [place.uri("compose.yml"), place.uri(".env")];
    await client.open(composeUri, text);
    await client.open(envUri, half, "dotenv");
    await client.pull(envUri);
    const before = await client.pull(composeUri);
    assert.deepEqual(codes(before.items), ["tls-port-mismatch"]);
    await client.edit(envUri, "PORT=587", "PORT=465");
    await client.until(() => client.refreshes > 0);
    assert.deepEqual((await client.pull(composeUri, before.resultId)).items, []);
  });
});

test("a change on the disk is re-checked; an open document counts more than the disk", async () => {
  await withServer({ "compose.yml": composeOfBareNames, ".env": dotenv }, { capabilities: pushOnly }, async (client, place) => {
    const envUri = place.uri(".env");
    await client.open(place.uri("compose.yml"), composeOfBareNames);
    await client.sent(envUri, ({ length }) => length === 1);
    place.write(".env", dotenv.replace("ENABLED=true", "ENABLED=false"));
    await client.connection.sendNotification("workspace/didChangeWatchedFiles", { changes: [{ uri: envUri, type: 2 }] });
    await client.sent(envUri, ({ length }) => length === 0);

    place.write("compose.override.yml", "services:\n  plausible:\n    environment:\n      SMTP_HOST_SSL_ENABLED: sure\n");
    const override = place.uri("compose.override.yml");
    await client.connection.sendNotification("workspace/didChangeWatchedFiles", { changes: [{ uri: override, type: 1 }] });
    const [finding] = await client.sent(override, ({ length }) => length === 1);
    assert.equal(finding?.code, "invalid-boolean");

    await client.open(override, "services: {}\n");
    await client.sent(override, ({ length }) => length === 0);
  });
});

test("an env file under any name is watched, and becomes a document of the server", async () => {
  const text = composeOfBareNames.replace(/ {4}environment:[\s\S]*/, "    env_file: conf/mail.conf\n");
  await withServer({ "compose.yml": text, "conf/mail.conf": dotenv }, {}, async (client, place) => {
    await client.open(place.uri("compose.yml"), text);
    const { relatedDocuments } = await client.pull(place.uri("compose.yml"));
    assert.deepEqual(codes(relatedDocuments?.[place.uri("conf/mail.conf")]?.items ?? []), ["tls-port-mismatch"]);
    const registered = (method: string) => JSON.stringify(client.registered.filter((one) => one.method === method));
    await client.until(
      () => registered("textDocument/diagnostic").includes("**/conf/mail.conf"),
      () => JSON.stringify(client.registered),
    );
    assert.match(registered("workspace/didChangeWatchedFiles"), /"pattern":"mail\.conf"/);
    for (const method of ["didOpen", "didChange", "didClose", "hover", "codeAction"]) {
      assert.match(registered(`textDocument/${method}`), /mail\.conf/, method);
    }
    await client.open(place.uri("conf/mail.conf"), dotenv, "plaintext");
    assert.deepEqual(codes((await client.pull(place.uri("conf/mail.conf"))).items), ["tls-port-mismatch"]);
    await client.edit(place.uri("conf/mail.conf"), "=true", "=false");
    assert.deepEqual((await client.pull(place.uri("conf/mail.conf"))).items, []);
  });
});

test("what is registered for an env file is taken back once nothing reads it", async () => {
  const text = composeOfBareNames.replace(/ {4}environment:[\s\S]*/, "    env_file: conf/mail.conf\n");
  await withServer({ "compose.yml": text, "conf/mail.conf": dotenv, "conf/other.conf": dotenv }, {}, async (client, place) => {
    const uri = place.uri("compose.yml");
    /** What stands: registered, and not taken back. */
    const standing = (name: string) =>
      client.registered
        .filter(({ id, options }) => !client.unregistered.includes(id) && JSON.stringify(options).includes(name))
        .map(({ method }) => method)
        .sort();
    const until = (condition: () => boolean) =>
      client.until(condition, () => JSON.stringify([client.registered, client.unregistered]));
    await client.open(uri, text);
    await client.pull(uri);
    await until(() => standing("mail.conf").includes("textDocument/diagnostic"));
    await until(() => standing("mail.conf").includes("workspace/didChangeWatchedFiles"));
    const before = standing("mail.conf");
    await client.edit(uri, "conf/mail.conf", "conf/other.conf");
    await client.pull(uri);
    await until(() => standing("mail.conf").length === 0 && standing("other.conf").length === before.length);
    assert.deepEqual(standing("other.conf"), before);
    const made = client.registered.length;
    await client.close(uri);
    await until(() => standing("other.conf").length === 0);
    assert.equal(client.registered.length, made, "nothing is registered where nothing is left");
    await client.open(uri, text);
    await until(() => standing("mail.conf").length === before.length);
    assert.equal(new Set(client.unregistered).size, client.unregistered.length, "each is taken back once");
  });
});

test("what is registered is taken back also where the client says yes to it late", async () => {
  const text = composeOfBareNames.replace(/ {4}environment:[\s\S]*/, "    env_file: conf/mail.conf\n");
  const files = { "compose.yml": text, "conf/mail.conf": dotenv, "conf/other.conf": dotenv };
  const capabilities = { ...modern, workspace: { ...modern.workspace, inlayHint: { refreshSupport: true } } };
  await withServer(files, { capabilities }, async (client, place) => {
    const uri = place.uri("compose.yml");
    const standing = new Map<string, string>();
    const late: (() => void)[] = [];
    client.connection.onRequest("client/registerCapability", async ({ registrations }: RegistrationParams) => {
      for (const { id, registerOptions } of registrations) standing.set(id, JSON.stringify(registerOptions));
      if (JSON.stringify(registrations).includes("mail.conf")) await new Promise<void>((resolve) => void late.push(resolve));
    });
    client.connection.onRequest("client/unregisterCapability", ({ unregisterations }: UnregistrationParams) => {
      for (const { id } of unregisterations) standing.delete(id);
    });
    const names = () => [...standing.values()].join();
    const until = (condition: () => boolean) => client.until(condition, names);
    await client.open(uri, text);
    await client.open(place.uri("other/compose.yml"), compose);
    await until(() => late.length === 2); // the watchers, and the documents
    const before = client.hintRefreshes;
    await client.edit(uri, "conf/mail.conf", "conf/other.conf");
    await until(() => client.hintRefreshes > before); // all projects were looked at again
    for (const answer of late) answer();
    await until(() => names().includes("other.conf") && !names().includes("mail.conf"));
    const [ids, refreshes] = [[...standing.keys()], client.hintRefreshes];
    await client.edit(uri, "    env_file:", "    labels: []\n    env_file:");
    await until(() => client.hintRefreshes > refreshes);
    assert.deepEqual([...standing.keys()], ids, "where no file has changed, nothing is registered anew");
  });
});

test("while a line is no YAML, it is told, and the others are judged as they stand", async () => {
  const two = compose.replace("SMTP_USER_PWD\n", "SMTP_USER_PWD\n      - MAILER_EMAI=two@a.org\n");
  await withServer({ "compose.yml": two }, {}, async (client, place) => {
    const uri = place.uri("compose.yml");
    await client.open(uri, two);
    const before = await client.pull(uri);
    assert.deepEqual(codes(before.items), ["tls-port-mismatch", "unknown-variable"]);
    await client.edit(uri, "    image: ghcr", "    labels: {\n    image: ghcr");
    const broken = await client.pull(uri);
    assert.deepEqual(codes(broken.items), ["compose-error", "tls-port-mismatch", "unknown-variable"]);
    const places = broken.items.map(({ range }) => under(client.text(uri), range)).sort();
    assert.deepEqual(places.slice(0, 2), ["MAILER_EMAI", "true"]);
    await client.edit(uri, "MAILER_EMAI=", "MAILER_EMAL=");
    assert.deepEqual(codes((await client.pull(uri)).items), ["compose-error", "tls-port-mismatch", "unknown-variable"]);
    await client.edit(uri, "    labels: {\n", "");
    assert.deepEqual(codes((await client.pull(uri)).items), ["tls-port-mismatch", "unknown-variable"]);
  });
});

test("CRLF documents and UTF-8 positions", async () => {
  const text = compose
    .replaceAll("\n", "\r\n")
    .replace("- SMTP_HOST_SSL_ENABLED=true", '- "SMTP_HOST_SSL_ENABLED=true" # 邮件🐎');
  const withName = text.replace("      - MAILER_EMAIL", "      - MAILER_NAME=Ærø 统计 🐎 SMTP\r\n      - MAILER_EMAIL");
  const flow = `services: {plausible: {image: "ghcr.io/plausible/community-edition:v3.2.1", environment: {MAILER_NAME: "统计🐎", SMTP_HOST_PORT: two, MAILER_EMAIL: a@acme-widgets.org, SMTP_HOST_ADDR: smtp.acme-widgets.org, SMTP_USER_NAME: "\${U}", SMTP_USER_PWD: "\${P}"}}}\r\n`;
  const capabilities = { general: { positionEncodings: ["utf-8", "utf-16"] }, textDocument: { diagnostic: {} } };
  await withServer({ "compose.yml": withName }, { capabilities }, async (client, place) => {
    assert.equal(client.initialized.capabilities.positionEncoding, "utf-8");
    await client.open(place.uri("compose.yml"), withName);
    const [finding] = (await client.pull(place.uri("compose.yml"))).items;
    assert.equal(under(withName, finding?.range ?? assert.fail()), "true");

    await client.open(place.uri("flow/compose.yml"), flow);
    const port = (await client.pull(place.uri("flow/compose.yml"))).items.find(({ code }) => code === "invalid-integer");
    const bytes = Buffer.from(flow);
    const { start, end } = port?.range ?? assert.fail();
    assert.equal(bytes.subarray(start.character, end.character).toString(), "two");
    // A change counts in bytes as well.
    const edit = { range: { start, end }, text: "2" };
    const textDocument = { uri: place.uri("flow/compose.yml"), version: 2 };
    await client.connection.sendNotification("textDocument/didChange", { textDocument, contentChanges: [edit] });
    const { items } = await client.pull(place.uri("flow/compose.yml"));
    assert.deepEqual(
      codes(items).filter((code) => code === "invalid-integer"),
      [],
    );
  });
});

test("settings and .plausible-mail.yml decide about severities, settings first", async () => {
  const files = { "compose.yml": compose, ".plausible-mail.yml": "rules: {tls-port-mismatch: hint}\n" };
  await withServer(files, {}, async (client, place) => {
    const uri = place.uri("compose.yml");
    await client.open(uri, compose);
    assert.equal((await client.pull(uri)).items[0]?.severity, 4);
    client.settings = { rules: { "tls-port-mismatch": "info" } };
    await client.connection.sendNotification("workspace/didChangeConfiguration", { settings: null });
    await client.until(() => client.refreshes > 0);
    assert.equal((await client.pull(uri)).items[0]?.severity, 3);
    client.settings = { rules: { "tls-port-mismatch": "off", "no-such-rule": "error" } };
    await client.connection.sendNotification("workspace/didChangeConfiguration", { settings: null });
    await client.until(() => client.log.some((line) => line.includes("no-such-rule")));
  });
});

test("a .plausible-mail.yml that cannot be used is underlined, and the rest goes on", async () => {
  await withServer({ "compose.yml": compose }, {}, async (client, place) => {
    const config = place.uri(".plausible-mail.yml");
    await client.open(place.uri("compose.yml"), compose);
    for (const [text, underlined] of [
      ["rules:\n  tls-port-mismach: off\n", "tls-port-mismach"],
      ["rules: {port-25: loud}\n", "port-25"],
      ["imagess: []\n", "imagess"],
      ["files: []\nrules: [\n", null],
    ] as const) {
      await client.open(config, text, "yaml");
      const [problem, ...others] = (await client.pull(config)).items;
      assert.deepEqual([problem?.source, others], ["plausible-mail", []]);
      if (underlined !== null) assert.equal(under(text, problem?.range ?? assert.fail()), underlined);
      assert.deepEqual(codes((await client.pull(place.uri("compose.yml"))).items), ["tls-port-mismatch"]);
      await client.close(config);
    }
    await client.open(config, "rules: {tls-port-mismatch: off}\n", "yaml");
    assert.deepEqual((await client.pull(config)).items, []);
    assert.deepEqual((await client.pull(place.uri("compose.yml"))).items, [], "before it is saved");
  });
});

test("nothing is said about a compose file without Plausible, nor about documents that are not ours", async () => {
  await withServer({}, {}, async (client, place) => {
    const other = compose.replace("plausible/community-edition", "acme/stats");
    await client.open(place.uri("compose.yml"), other);
    assert.deepEqual((await client.pull(place.uri("compose.yml"))).items, []);
    for (const uri of ["untitled:Untitled-1", "vscode-notebook-cell:/x.ipynb#W0", "no uri", "file:///"]) {
      await client.open(uri, dotenv, "plaintext");
      assert.deepEqual((await client.pull(uri)).items, []);
    }
    await client.open("untitled:Untitled-2", compose, "dockercompose");
    assert.deepEqual(codes((await client.pull("untitled:Untitled-2")).items), ["tls-port-mismatch"]);
    assert.deepEqual(client.log, []);
  });
});

test("an env file that no project reads shows nothing, and brings no project with it", async () => {
  const files = { "compose.yml": compose, "other/acme.env": dotenv, ".env": "SMTP_USER_PWD=x\n" };
  await withServer(files, { capabilities: pushOnly }, async (client, place) => {
    await client.open(place.uri("other/acme.env"), dotenv, "dotenv");
    await client.open(place.uri(".env"), "SMTP_USER_PWD=x\n", "dotenv");
    await client.sent(place.uri("compose.yml"), ({ length }) => length === 1);
    await client.close(place.uri(".env"));
    await client.sent(place.uri("compose.yml"), ({ length }) => length === 0);
    assert.equal(client.published.get(place.uri("other/acme.env")), undefined);
  });
});

test("a folder that joins or leaves the workspace brings its settings with it", async () => {
  await withServer({ "compose.yml": compose }, {}, async (client, place) => {
    const uri = place.uri("compose.yml");
    await client.open(uri, compose);
    await client.pull(uri);
    client.settings = { rules: { "tls-port-mismatch": "hint" } };
    const event = { added: [{ uri: place.uri("other"), name: "other" }], removed: [] };
    await client.connection.sendNotification("workspace/didChangeWorkspaceFolders", { event });
    await client.until(() => client.refreshes > 0);
    assert.equal((await client.pull(uri)).items[0]?.severity, 4);
  });
});

test("a client without workspace/configuration hands its settings over", async () => {
  const initializationOptions = { settings: { rules: { "tls-port-mismatch": "warning" } } };
  await withServer({ "compose.yml": compose }, { capabilities: plain, initializationOptions }, async (client, place) => {
    const uri = place.uri("compose.yml");
    await client.open(uri, compose);
    await client.sent(uri, ([finding]) => finding?.severity === 2);
    const settings = { plausibleMail: { rules: { "tls-port-mismatch": "off" } } };
    await client.connection.sendNotification("workspace/didChangeConfiguration", { settings });
    await client.sent(uri, ({ length }) => length === 0);
  });
});

test("an open document that nobody asks about is reported unasked after a while", async () => {
  // VS Code opens documents that are in no tab, and asks only about those in one.
  await withServer({ "compose.yml": compose }, {}, async (client, place) => {
    const uri = place.uri("compose.yml");
    await client.open(uri, compose);
    await client.sent(uri, ({ length }) => length === 1);
    assert.deepEqual(codes((await client.pull(uri)).items), ["tls-port-mismatch"]);
    await client.sent(uri, ({ length }) => length === 0);
    // Opened again it is another document: that it was asked for before tells nothing.
    await client.close(uri);
    await client.open(uri, compose);
    await client.sent(uri, ({ length }) => length === 1);
  });
});

test("a file that only COMPOSE_FILE in .env names is linted as part of that project, until that line says otherwise", async () => {
  const base = "services:\n  plausible:\n    image: ghcr.io/plausible/community-edition:v3.2.1\n";
  const part = compose.replace(/ {4}image: ghcr.*\n/, "");
  const text = "COMPOSE_FILE=base.yml;parts/mail.yml\nCOMPOSE_PATH_SEPARATOR=;\nSMTP_USER_PWD=x\n";
  await withServer({ "base.yml": base, "parts/mail.yml": part, ".env": text }, {}, async (client, place) => {
    const [partUri, envUri] = [place.uri("parts/mail.yml"), place.uri(".env")];
    await client.open(partUri, part, "yaml");
    const first = await client.pull(partUri);
    assert.deepEqual(codes(first.items), ["tls-port-mismatch"]);

    // Alone it has no image: it is none of ours.
    await client.open(envUri, text, "dotenv");
    let before = client.refreshes;
    await client.edit(envUri, ";parts/mail.yml", "");
    await client.until(() => client.refreshes > before);
    const second = await client.pull(partUri, first.resultId);
    assert.deepEqual(second.items, []);
    before = client.refreshes;
    await client.edit(envUri, "base.yml", "base.yml;parts/mail.yml");
    await client.until(() => client.refreshes > before);
    assert.deepEqual(codes((await client.pull(partUri, second.resultId)).items), ["tls-port-mismatch"]);

    // The same on the disk.
    await client.close(envUri);
    before = client.refreshes;
    place.write(".env", "COMPOSE_FILE=base.yml\n");
    await client.connection.sendNotification("workspace/didChangeWatchedFiles", { changes: [{ uri: envUri, type: 2 }] });
    await client.until(() => client.refreshes > before);
    assert.deepEqual((await client.pull(partUri)).items, []);
  });
});

test("an env file that comes to lie beside the project, loaded by nobody, is seen at once", async () => {
  const text = composeOfBareNames.replace(/^ {6}- SMTP.*\n/gm, "");
  await withServer({ "compose.yml": text }, { capabilities: pushOnly }, async (client, place) => {
    const [composeUri, envUri] = [place.uri("compose.yml"), place.uri("plausible-conf.env")];
    await client.open(composeUri, text);
    await client.request("plausibleMail/services", { uri: composeUri });
    const tell = (type: 1 | 3) =>
      client.connection.sendNotification("workspace/didChangeWatchedFiles", { changes: [{ uri: envUri, type }] });
    place.write("plausible-conf.env", "SMTP_HOST_ADDR=smtp.acme-widgets.org\nSMTP_HOST_PORT=587\n");
    await tell(1);
    await client.sent(envUri, (items) => codes(items).includes("not-passed-through"));
    rmSync(new URL(envUri));
    await tell(3);
    await client.sent(envUri, ({ length }) => length === 0);
  });
});

test("what the command line recognises by its marks, the editor does too", async () => {
  const wrong = "      - SMTP_HOST_ADDR=smtp.postmarkapp.com\n      - SMTP_HOST_PORT=587\n      - SMTP_HOST_SSL_ENABLED=true\n";
  const login = "      - SMTP_USER_NAME\n      - SMTP_USER_PWD\n      - MAILER_EMAIL=a@zoo.example\n";
  const service = (what: string, more = "") => `services:\n  stats:\n    ${what}\n    environment:\n${wrong}${login}${more}`;
  const image = "image: ghcr.io/plausible/community-edition:v3.2.1";
  const marks = "      - TOTP_VAULT_KEY\n      - CLICKHOUSE_DATABASE_URL\n      - SECRET_KEY_BASE\n";
  const coolify = "      - SERVICE_FQDN_STATS_8000\n      - BASE_URL=${SERVICE_FQDN_STATS:?}\n";
  const files = {
    "built/compose.yml": service("build: .", marks),
    "named/compose.yml": service("image: registry.zoo.example/x:1"),
    "named/.plausible-mail.yml": "services: [stats]\n",
    "coolify/compose.yml": service(`${image}\n    exclude_from_hc: true`, coolify),
    "template/compose.yml": service(image, "      - BASE_URL={{ url }}\n      - X=${bad name}\n"),
    "stack/stack.yml": service(image),
    "none/compose.yml": service("image: registry.zoo.example/x:1"),
  };
  await withServer(files, {}, async (client, place) => {
    for (const [path, text] of Object.entries(files)) {
      if (!/compose|stack\.yml/.test(path)) continue;
      const uri = place.uri(path);
      await client.open(uri, text, "yaml");
      assert.deepEqual(codes((await client.pull(uri)).items), path.startsWith("none") ? [] : ["tls-port-mismatch"], path);
    }
  });
});

test("of hundreds of problems the most severe are shown, and the first one says how many there are", async () => {
  const service = (index: number) =>
    `  plausible_${index}:\n    image: ghcr.io/plausible/community-edition:v3.2.1\n    environment:\n      - SMTP_HOST_PORT=x\n`;
  const last = "  last:\n    image: ghcr.io/plausible/community-edition:v3.2.1\n    environment:\n      - SMTP_USER_NAME=me\n";
  const text = `services:\n${Array.from({ length: 300 }, (_, index) => service(index)).join("")}${last}`;
  await withServer({ "compose.yml": text }, {}, async (client, place) => {
    const uri = place.uri("compose.yml");
    await client.open(uri, text);
    const { items } = await client.pull(uri);
    const [first, ...others] = items;
    assert.equal(others.length, 250);
    assert.match(String(first?.message), /They are 250 of \d+\./);
    assert.equal(first?.severity, 3);
    assert.deepEqual(first?.range, { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } });
    const lines = others.map(({ range }) => range.start.line);
    assert.deepEqual(
      lines,
      [...lines].sort((a, b) => a - b),
    );
    assert.equal(others.at(-1)?.code, "half-credentials", "an error at the end of the file comes before a warning at its start");
  });
});

for (const [how, capabilities] of [
  ["asked for", modern],
  ["sent", pushOnly],
] as const) {
  test(`lint all: files that are not open have their findings, each once, and follow each change (${how})`, async () => {
    const wrong = composeOfBareNames;
    const files = { "a/compose.yml": wrong, "a/.env": dotenv, "b/compose.yml": "services:\n  web:\n    image: nginx\n" };
    await withServer(files, { capabilities }, async (client, place) => {
      const [a, b, uri] = [place.uri("a/compose.yml"), place.uri("b/compose.yml"), place.uri("a/.env")];
      const sent = () => codes(client.published.get(uri)?.diagnostics ?? []);
      const counted = await client.request("plausibleMail/lintAll", { uris: [a, b, "not a uri", 5] });
      assert.deepEqual(counted, { projects: 1, files: 1, problems: 1 });
      await client.until(() => sent().length === 1);
      assert.deepEqual(sent(), ["tls-port-mismatch"]);
      place.write("a/.env", dotenv.replace("SSL_ENABLED=true", "SSL_ENABLED=false"));
      await client.connection.sendNotification("workspace/didChangeWatchedFiles", { changes: [{ uri, type: 2 }] });
      await client.until(() => sent().length === 0);
      assert.deepEqual(await client.request("plausibleMail/lintAll", {}), { projects: 0, files: 0, problems: 0 });
    });
  });
}
