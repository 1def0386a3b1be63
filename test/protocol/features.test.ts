import assert from "node:assert/strict";
import { test } from "node:test";
import type { CodeAction, CodeLens, Hover, Location } from "vscode-languageserver/node";
import type { EditReview } from "#server/protocol.js";
import { codes, modern, type TestClient, under, withServer } from "./client.js";
import { canary, compose, composeOfBareNames, dotenv } from "./samples.js";

async function actionsAt(client: TestClient, uri: string, find: string, only?: string[]): Promise<CodeAction[]> {
  const before = client.text(uri).slice(0, client.text(uri).indexOf(find)).split("\n");
  const position = { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
  return await client.request("textDocument/codeAction", {
    textDocument: { uri },
    range: { start: position, end: position },
    context: { diagnostics: [], ...(only === undefined ? {} : { only }) },
  });
}

const onLine = (actions: readonly CodeAction[]) => actions.find(({ title }) => / on this line$/.test(title));

test("every fix cures, the first one is preferred, and one action suppresses", async () => {
  await withServer({}, {}, async (client, place) => {
    const uri = place.uri("compose.yml");
    await client.open(uri, compose);
    const actions = await actionsAt(client, uri, "true");
    assert.ok(actions.length >= 2);
    assert.deepEqual(
      actions.map(({ isPreferred }) => isPreferred === true),
      actions.map((_, index) => index === 0),
    );
    for (const action of actions) {
      assert.equal(action.kind, "quickfix");
      assert.deepEqual(codes(action.diagnostics ?? []), ["tls-port-mismatch"]);
      const original = client.text(uri);
      await client.apply(action.edit ?? assert.fail());
      assert.deepEqual((await client.pull(uri)).items, [], action.title);
      const whole = { start: { line: 0, character: 0 }, end: { line: 999, character: 0 } };
      await client.change(uri, [{ range: whole, newText: original }]);
      assert.deepEqual(codes((await client.pull(uri)).items), ["tls-port-mismatch"]);
      // The next action names the version that is current now.
      actions.splice(0, actions.length, ...(await actionsAt(client, uri, "true")));
    }
  });
});

test("a suppression stands above its line, in the same style, and joins one that is there", async () => {
  const text = composeOfBareNames.replaceAll("\n", "\r\n");
  await withServer({ "compose.yml": text, ".env": dotenv }, {}, async (client, place) => {
    const uri = place.uri(".env");
    await client.open(uri, dotenv, "dotenv");
    const suppress = onLine(await actionsAt(client, uri, "true"));
    assert.match(suppress?.title ?? "", /^Ignore tls-port-mismatch/);
    await client.apply(suppress?.edit ?? assert.fail());
    assert.match(client.text(uri), /^# plausible-mail-disable-next-line tls-port-mismatch\nSMTP_HOST_SSL_ENABLED=true$/m);
    assert.deepEqual((await client.pull(uri)).items, []);

    const compose2 = compose.replaceAll("\n", "\r\n").replace("ENABLED=true", "ENABLED=sure");
    await client.open(place.uri("b/compose.yml"), compose2);
    await client.apply(onLine(await actionsAt(client, place.uri("b/compose.yml"), "sure"))?.edit ?? assert.fail());
    assert.match(
      client.text(place.uri("b/compose.yml")),
      /\r\n {6}# plausible-mail-disable-next-line invalid-boolean\r\n {6}- SMTP_HOST_SSL/,
    );
    await client.edit(place.uri("b/compose.yml"), "line invalid-boolean", "line no-relay -- not now");
    await client.apply(onLine(await actionsAt(client, place.uri("b/compose.yml"), "sure"))?.edit ?? assert.fail());
    assert.match(client.text(place.uri("b/compose.yml")), /disable-next-line no-relay, invalid-boolean -- not now\r\n/);
    // The relay is there: the id that was typed by hand silences nothing.
    assert.deepEqual(codes((await client.pull(place.uri("b/compose.yml"))).items), ["needless-suppression"]);
  });
});

test("a value moves to .env when the user asks, where nothing else takes it", async () => {
  const files = { "compose.yml": compose, ".env": "POSTGRES=1\n" };
  await withServer(files, {}, async (client, place) => {
    const uri = place.uri("compose.yml");
    await client.open(uri, compose);
    const asked = async (find: string, only?: string[]) =>
      (await actionsAt(client, uri, find, only)).filter(({ kind }) => kind === "refactor.extract");
    const [action, ...others] = await asked("587", ["refactor"]);
    assert.equal(action?.title, "Move SMTP_HOST_PORT to .env");
    assert.deepEqual(others, []);
    assert.deepEqual(await asked("SMTP_USER_PWD", ["refactor"]), [], "nothing is written there");
    assert.deepEqual(await asked("587", ["quickfix"]), []);
    await client.open(place.uri(".env"), files[".env"], "dotenv");
    await client.apply((await asked("587"))[0]?.edit ?? assert.fail());
    assert.match(client.text(uri), /^ {6}- SMTP_HOST_PORT$/m);
    assert.equal(client.text(place.uri(".env")), "POSTGRES=1\nSMTP_HOST_PORT=587\n");
    assert.deepEqual(await asked("SMTP_HOST_PORT", ["refactor"]), []);
  });
  const other = `${compose}  other:\n    image: nginx\n    environment:\n      - SMTP_HOST_PORT\n`;
  await withServer({ "compose.yml": other }, {}, async (client, place) => {
    await client.open(place.uri("compose.yml"), other);
    assert.deepEqual(await actionsAt(client, place.uri("compose.yml"), "587", ["refactor"]), [], "another service would get it");
  });
});

test("what changes several files is shown first, and mail is set up from where none is", async () => {
  const bare = compose.replace(/^ {6}- SMTP_.*\n/gm, "");
  const capabilities = {
    ...modern,
    workspace: { ...modern.workspace, workspaceEdit: { documentChanges: true, changeAnnotationSupport: {} } },
  };
  const commands = ["plausibleMail.setUpMail"];
  await withServer({ ".env": "X=1\n" }, { capabilities, initializationOptions: { commands } }, async (client, place) => {
    const uri = place.uri("compose.yml");
    await client.open(uri, bare);
    const actions = await actionsAt(client, uri, "plausible:", ["quickfix"]);
    const setUp = actions.find(({ title }) => title === "Set up mail…");
    assert.deepEqual(setUp?.command?.arguments, [uri, "plausible"]);
    assert.equal(setUp?.isPreferred, undefined);
    const edits = actions.flatMap(({ edit }) => edit ?? []);
    const wide = edits.filter(({ documentChanges }) => (documentChanges ?? []).length > 1);
    assert.ok(wide.length > 0, "fixes write a login into .env");
    for (const { changeAnnotations, documentChanges = [] } of wide) {
      assert.deepEqual(
        Object.values(changeAnnotations ?? {}).map(({ needsConfirmation }) => needsConfirmation),
        [true],
      );
      const [id] = Object.keys(changeAnnotations ?? {});
      assert.ok(
        documentChanges.every(
          (each) => "edits" in each && each.edits.every((edit) => "annotationId" in edit && edit.annotationId === id),
        ),
      );
    }
    const narrow = edits.filter((edit) => !wide.includes(edit));
    assert.ok(narrow.length > 0 && narrow.every(({ changeAnnotations }) => changeAnnotations === undefined));
  });
});

test("a client that shows an edit itself gets what it changes, without secrets", async () => {
  const text = compose.replace("- SMTP_USER_PWD\n", `- SMTP_USER_PWD=${canary}\n`);
  const commands = ["plausibleMail.applyReviewed"];
  await withServer({ ".env": "X=1\n" }, { initializationOptions: { commands } }, async (client, place) => {
    const uri = place.uri("compose.yml");
    await client.open(uri, text);
    await client.open(place.uri(".env"), "X=1\n", "dotenv");
    const actions = await actionsAt(client, uri, canary, ["quickfix"]);
    const moved = actions.find(({ command }) => command?.command === "plausibleMail.applyReviewed");
    const review: EditReview = moved?.command?.arguments?.[0];
    assert.equal(moved?.edit, undefined, "it is made by the command alone");
    assert.deepEqual(review.lines, ["compose.yml", "- SMTP_USER_PWD=***", "+ SMTP_USER_PWD", ".env", "+ SMTP_USER_PWD=***"]);
    await client.apply(review.edit);
    assert.match(client.text(uri), /^ {6}- SMTP_USER_PWD$/m);
  });
});

test("fix-all leaves other files alone, and what the user must decide", async () => {
  const text = compose
    .replace("- SMTP_USER_PWD\n", '- MAILER_NAME="Stats"\n') // half of the credentials is missing
    .replace("SSL_ENABLED=true", "SSL_ENABLED");
  const env = "SMTP_HOST_SSL_ENABLED=true\n";
  await withServer({ ".env": env }, {}, async (client, place) => {
    const [uri, envUri] = [place.uri("compose.yml"), place.uri(".env")];
    await client.open(uri, text);
    await client.open(envUri, env, "dotenv");
    assert.deepEqual(codes((await client.pull(uri)).items), ["half-credentials", "literal-quotes"]);
    assert.deepEqual(codes((await client.pull(envUri)).items), ["tls-port-mismatch"]);
    assert.ok(
      !(await actionsAt(client, uri, '"Stats"')).some(({ title }) => /^Fix all/.test(title)),
      "of one problem there is no all",
    );
    const [fixAll] = await actionsAt(client, uri, "services", ["source.fixAll"]);
    await client.apply(fixAll?.edit ?? assert.fail());
    assert.equal(client.text(uri), text.replace('MAILER_NAME="Stats"', '"MAILER_NAME=Stats"'));
    assert.equal(client.text(envUri), env);
  });
});

test("fix-all applies what needs no decision, only when asked for", async () => {
  const text = compose.replace("- SMTP_USER_PWD\n", '- SMTP_USER_PWD\n      - MAILER_NAME="Stats"\n');
  await withServer({}, {}, async (client, place) => {
    const uri = place.uri("compose.yml");
    await client.open(uri, text);
    assert.deepEqual(codes((await client.pull(uri)).items), ["literal-quotes", "tls-port-mismatch"]);
    assert.ok(!(await actionsAt(client, uri, "services")).some(({ kind }) => kind?.startsWith("source")));
    for (const only of [["source"], ["source.fixAll"], ["source.fixAll.plausibleMail"]]) {
      assert.equal((await actionsAt(client, uri, "services", only)).length, 1);
    }
    assert.deepEqual(await actionsAt(client, uri, "services", ["source.organizeImports"]), []);
    const [fixAll] = await actionsAt(client, uri, "services", ["source.fixAll"]);
    await client.apply(fixAll?.edit ?? assert.fail());
    assert.deepEqual((await client.pull(uri)).items, []);
    assert.match(client.text(uri), /- "MAILER_NAME=Stats"/);
  });
});

function positionOf(client: TestClient, uri: string, find: string) {
  const before = client
    .text(uri)
    .slice(0, client.text(uri).indexOf(find) + 1)
    .split("\n");
  return { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
}

async function hoverAt(client: TestClient, uri: string, find: string): Promise<string> {
  const position = positionOf(client, uri, find);
  const hover = await client.request<Hover | null>("textDocument/hover", { textDocument: { uri }, position });
  return hover === null ? "" : (hover.contents as { value: string }).value;
}

test("hover tells meaning, default, value with origin and consequence, and no secret", async () => {
  await withServer({ "compose.yml": composeOfBareNames, ".env": dotenv }, {}, async (client, place) => {
    const [composeUri, envUri] = [place.uri("compose.yml"), place.uri(".env")];
    await client.open(composeUri, composeOfBareNames);
    await client.open(envUri, dotenv, "dotenv");
    const port = await hoverAt(client, composeUri, "SMTP_HOST_PORT");
    for (const part of [
      /\*\*SMTP_HOST_PORT\*\* · Plausible 3\.2\.1/,
      /Default: `587`/,
      /`587` \(\[\.env:5\]\(file:.*#L5\)\)/,
      /smtp\.acme-widgets\.org:587/,
    ]) {
      assert.match(port, part);
    }
    assert.equal(await hoverAt(client, envUri, "SMTP_HOST_PORT"), port, "the same from .env");
    for (const uri of [composeUri, envUri]) {
      const password = await hoverAt(client, uri, "SMTP_USER_PWD");
      assert.match(password, /\*\*\*/);
      assert.ok(!password.includes(canary));
    }
    assert.equal(await hoverAt(client, composeUri, "postgres"), "");
  });
});

test("definition leads to the line that gives the value, and to files", async () => {
  const compose = `services:
  plausible:
    image: ghcr.io/plausible/community-edition:v3.2.1
    env_file: mail.conf
    environment:
      - MAILER_EMAIL
      - BASE_URL=\${PROTOCOL}://\${HOST:-x}
      - PRICE=$$HOST
      - SMTP_HOST_ADDR=smtp.acme-widgets.org
    secrets: [SMTP_USER_PWD]
secrets:
  SMTP_USER_PWD: {file: pwd.txt}
`;
  const env = "PROTOCOL=https\nHOST=old\nHOST=new\nMAILER_EMAIL=stats@acme-widgets.org\n";
  const files = { "compose.yml": compose, ".env": env, "mail.conf": "MAILER_NAME=Stats\n", "pwd.txt": canary };
  await withServer(files, {}, async (client, place) => {
    const uri = place.uri("compose.yml");
    await client.open(uri, compose);
    const linesAt = async (find: string) => {
      const position = positionOf(client, uri, find);
      const found = await client.request<Location[]>("textDocument/definition", { textDocument: { uri }, position });
      return found.map((each) => `${each.uri.split("/").at(-1)}:${each.range.start.line + 1}`);
    };
    assert.deepEqual(await linesAt("MAILER_EMAIL"), [".env:4"]);
    assert.deepEqual(await linesAt("PROTOCOL"), [".env:1"]);
    assert.deepEqual(await linesAt("HOST:-"), [".env:3"], "the later line is in force");
    assert.deepEqual(await linesAt("$HOST"), [], "`$$` is a dollar sign");
    assert.deepEqual(await linesAt("smtp.acme"), [], "it is here");
    assert.deepEqual(await linesAt("mail.conf"), ["mail.conf:1"]);
    assert.deepEqual(await linesAt("SMTP_USER_PWD]"), ["pwd.txt:1"]);
  });
});

test("hover says when nothing brings the value in, and speaks Chinese", async () => {
  await withServer({ "compose.yml": composeOfBareNames }, { locale: "zh-cn" }, async (client, place) => {
    await client.open(place.uri("compose.yml"), composeOfBareNames);
    assert.match(await hoverAt(client, place.uri("compose.yml"), "SMTP_HOST_PORT"), /这些文件中未设置/);
  });
});

test("a code lens stands over each Plausible service", async () => {
  await withServer({}, {}, async (client, place) => {
    const uri = place.uri("compose.yml");
    await client.open(uri, compose);
    const lenses = await client.request<CodeLens[]>("textDocument/codeLens", { textDocument: { uri } });
    assert.deepEqual(
      lenses.map(({ command }) => command),
      [{ title: "Test SMTP", command: "plausibleMail.testSmtp", arguments: [uri, "plausible"] }],
    );
    assert.equal(under(compose, lenses[0]?.range ?? assert.fail()), "plausible");
  });
});

test("plausibleMail/services names the services of a project, from any of its files", async () => {
  await withServer({ "compose.yml": composeOfBareNames, ".env": dotenv }, {}, async (client, place) => {
    for (const name of ["compose.yml", ".env"]) {
      assert.deepEqual(await client.request("plausibleMail/services", { uri: place.uri(name) }), [
        {
          uri: place.uri("compose.yml"),
          service: "plausible",
          range: { start: { line: 3, character: 2 }, end: { line: 3, character: 11 } },
          release: "3.2.1",
          assumed: false,
          adapter: "Bamboo.Mua",
          host: "smtp.acme-widgets.org",
          port: 587,
          lastTest: null,
        },
      ]);
    }
    assert.deepEqual(await client.request("plausibleMail/services", { uri: "file:///nowhere/compose.yml" }), []);
  });
});

test("a login that is not seen hides neither host nor port", async () => {
  await withServer({ "compose.yml": compose.replace(/(- SMTP_USER_NAME)=.*/, "$1") }, {}, async (client, place) => {
    const uri = place.uri("compose.yml");
    const [info] = await client.request<{ host: string; port: number }[]>("plausibleMail/services", { uri });
    assert.deepEqual([info?.host, info?.port], ["smtp.acme-widgets.org", 587]);
  });
});

test("a login that somebody wrote into the host is not told with it", async () => {
  const host = "SMTP_HOST_ADDR=smtp://me:k4narienvogel@smtp.acme-widgets.org";
  const text = compose.replace(/SMTP_HOST_ADDR=.*/, host).replace(/^.*SMTP_(HOST_SSL|USER).*\n/gm, "");
  await withServer({ "compose.yml": text }, {}, async (client, place) => {
    const [info] = await client.request<{ host: string }[]>("plausibleMail/services", { uri: place.uri("compose.yml") });
    assert.equal(info?.host, "smtp://***@smtp.acme-widgets.org");
  });
});

test("of a line of .env that very many services take, the hover tells what it is for a few, and how many more there are", async () => {
  const one = composeOfBareNames.slice(composeOfBareNames.indexOf("  plausible:\n"));
  const all = Array.from({ length: 300 }, (_, index) => one.replace("  plausible:", `  plausible${index}:`)).join("");
  await withServer({ "compose.yml": `services:\n${all}`, ".env": dotenv }, {}, async (client, place) => {
    const textDocument = { uri: place.uri(".env") };
    await client.open(textDocument.uri, dotenv, "dotenv");
    const position = positionOf(client, textDocument.uri, "SMTP_HOST_PORT");
    const { contents } = await client.request<{ contents: { value: string } }>("textDocument/hover", { textDocument, position });
    assert.match(contents.value, /SMTP_HOST_PORT/);
    assert.match(contents.value, /280 more services take it\./);
  });
});
