import assert from "node:assert/strict";
import { test } from "node:test";
import { type ClientCapabilities, type CompletionItem, CompletionItemTag, type CompletionList } from "vscode-languageserver/node";
import { codes, modern, type TestClient, withServer } from "./client.js";
import { canary } from "./samples.js";

const capabilities: ClientCapabilities = {
  ...modern,
  workspace: { ...modern.workspace, applyEdit: true },
  textDocument: {
    ...modern.textDocument,
    completion: {
      completionItem: {
        snippetSupport: true,
        tagSupport: { valueSet: [CompletionItemTag.Deprecated] },
        documentationFormat: ["markdown"],
      },
    },
  },
};

/** Opens a text with a `|` where the cursor is, and asks for completions there. */
async function completeAt(client: TestClient, uri: string, marked: string, languageId?: string): Promise<CompletionItem[]> {
  const before = marked.slice(0, marked.indexOf("|")).split("\n");
  await client.open(uri, marked.replace("|", ""), languageId);
  const position = { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
  const { items } = await client.request<CompletionList>("textDocument/completion", { textDocument: { uri }, position });
  return items;
}

/** The text after an item was taken. */
async function take(client: TestClient, uri: string, item: CompletionItem | undefined): Promise<string> {
  assert.ok(item?.textEdit && "range" in item.textEdit);
  const newText = item.textEdit.newText.replace(/\$\{\d+:((?:[^\\}]|\\.)*)\}|\$0/g, "$1").replace(/\\([\\$}])/g, "$1");
  await client.change(uri, [{ range: item.textEdit.range, newText }]);
  return client.text(uri);
}

const labels = (items: readonly CompletionItem[]) => items.map(({ label }) => label);
const named = (items: readonly CompletionItem[], label: string) => items.find((item) => item.label === label);

const head = `services:
  db:
    image: postgres:16
    environment:
      - POSTGRES_PASSWORD=x
  plausible:
    image: ghcr.io/plausible/community-edition:v3.2.1
    environment:
      - BASE_URL=https://stats.acme-widgets.org
      - SECRET_KEY_BASE=${"kAnarie0".repeat(9)}
`;

test("names that are not set yet come first with mail, in the form of their neighbours", async () => {
  await withServer({}, { capabilities }, async (client, place) => {
    for (const [name, typed] of [
      ["a", "      - |"],
      ["b", "      -|"],
      ["c", "      |"],
      ["d", "      - SMTP_HO|"],
      ["e", "      SMTP_|\n      - MAILER_NAME=x"],
    ]) {
      const uri = place.uri(`${name}/compose.yml`);
      const items = await completeAt(client, uri, `${head}${typed}\n`);
      assert.ok(!labels(items).includes("BASE_URL"), typed);
      assert.match(items[0]?.label ?? "", /^(MAILER|SMTP)_/);
      assert.match(await take(client, uri, named(items, "SMTP_HOST_ADDR")), /^ {6}- SMTP_HOST_ADDR=$/m, typed);
    }
    const map = `${head.replace("- BASE_URL=", "BASE_URL: ").replace("- SECRET_KEY_BASE=", "SECRET_KEY_BASE: ")}      SMTP_|\n`;
    const mapUri = place.uri("map/compose.yml");
    assert.match(
      await take(client, mapUri, named(await completeAt(client, mapUri, map), "SMTP_HOST_ADDR")),
      /^ {6}SMTP_HOST_ADDR: $/m,
    );
    const bare = head.replace(/^( {6}- (?:BASE|SECRET)\w+)=.*$/gm, "$1");
    const bareUri = place.uri("bare/compose.yml");
    assert.match(
      await take(client, bareUri, named(await completeAt(client, bareUri, `${bare}      - |\n`), "MAILER_EMAIL")),
      /^ {6}- MAILER_EMAIL$/m,
    );
  });
});

test("a list that is open stays open while its name or value is typed", async () => {
  const map = head.replace(/^ {6}- (BASE_URL|SECRET_KEY_BASE)=/gm, "      $1: ");
  await withServer({}, { capabilities }, async (client, place) => {
    for (const [index, [text, typed, label]] of [
      [`${head}      -|`, " smtp_ho", "SMTP_HOST_ADDR"],
      [`${head}      -  |`, "SMTP_HOST_A", "SMTP_HOST_ADDR"],
      [`${head}      |`, "SMTP", "SMTP_HOST_ADDR"],
      [`${head}      -|`, " mail", "Mail via Mailgun…"],
      [`${head}      - SMTP_HOST_ADDR=|`, "smtp.mailg", "smtp.mailgun.org"],
      [`${map}      SMTP_HOST_ADDR:|`, " smtp.mailg", "smtp.mailgun.org"],
      [`${map}      |`, "SMTP_", "SMTP_HOST_ADDR"],
    ].entries()) {
      const uri = place.uri(`${index}/compose.yml`);
      const item = named(await completeAt(client, uri, `${text}\n`), label ?? "");
      assert.ok(item?.textEdit && "range" in item.textEdit, text);
      // VS Code compares all from the start of the range up to the cursor, with the blanks in it.
      const { start } = item.textEdit.range;
      const before = client.text(uri).split("\n")[start.line]?.slice(start.character) ?? "";
      const compared = `${before}${typed}`.toLowerCase();
      assert.ok(item.filterText?.toLowerCase().startsWith(compared), `${compared} | ${item.filterText}`);
    }
  });
});

test("in flow style names and values are offered as in a block", async () => {
  const flow = (environment: string) => `services:
  db:
    image: postgres:16
    environment: { POSTGRES_PASSWORD: x }
  plausible:
    image: ghcr.io/plausible/community-edition:v3.2.1
    environment: ${environment}
    restart: always
`;
  await withServer({}, { capabilities }, async (client, place) => {
    for (const [index, [typed, label, after]] of [
      ["{SMTP_|}", "SMTP_HOST_ADDR", "{SMTP_HOST_ADDR: }"],
      [
        "{ BASE_URL: 'https://a.example, b', SMTP_| }",
        "SMTP_HOST_ADDR",
        "{ BASE_URL: 'https://a.example, b', SMTP_HOST_ADDR:  }",
      ],
      ["{SMTP_|, MAILER_NAME: x}", "SMTP_HOST_ADDR", "{SMTP_HOST_ADDR: , MAILER_NAME: x}"],
      ["[BASE_URL=https://a.example, SMTP_|]", "SMTP_HOST_ADDR", "[BASE_URL=https://a.example, SMTP_HOST_ADDR=]"],
      ["{SMTP_HOST_ADDR: |}", "smtp.mailgun.org", "{SMTP_HOST_ADDR: smtp.mailgun.org}"],
      [
        '{SMTP_HOST_ADDR: smtp.mailgun.org, SMTP_HOST_PORT: "|"}',
        "587",
        '{SMTP_HOST_ADDR: smtp.mailgun.org, SMTP_HOST_PORT: "587"}',
      ],
      ["[SMTP_HOST_ADDR=smtp.mailgun.org, SMTP_HOST_PORT=|]", "465", "[SMTP_HOST_ADDR=smtp.mailgun.org, SMTP_HOST_PORT=465]"],
    ].entries()) {
      const uri = place.uri(`${index}/compose.yml`);
      const items = await completeAt(client, uri, flow(typed ?? ""));
      const text = await take(client, uri, named(items, label ?? ""));
      assert.ok(text.includes(`environment: ${after}\n`), `${typed}\n${text}`);
      assert.ok(!labels(items).some((each) => each.startsWith("Mail via")), "a preset is a block of lines");
    }
    for (const [index, text] of [
      flow("{}").replace("POSTGRES_PASSWORD: x", "SMTP_|"),
      flow("{ MAILER_NAME: x } # {SMTP_|"),
      flow("{ MAILER_NAME: x } |"),
      flow("{ MAILER_NAME: x }").replace("restart: always", "labels: {SMTP_|}"),
    ].entries()) {
      assert.deepEqual(labels(await completeAt(client, place.uri(`n${index}/compose.yml`), text)), [], text);
    }
  });
});

test("what the adapter ignores is struck through, and resolve tells what a name means", async () => {
  await withServer({}, { capabilities }, async (client, place) => {
    const items = await completeAt(client, place.uri("compose.yml"), `${head}      - |\n`);
    const retries = named(items, "SMTP_RETRIES");
    assert.deepEqual(retries?.tags, [CompletionItemTag.Deprecated]);
    assert.equal(retries?.detail, "not used with Bamboo.Mua");
    assert.equal(named(items, "SMTP_HOST_ADDR")?.tags, undefined);
    const resolved = await client.request<CompletionItem>("completionItem/resolve", named(items, "SMTP_HOST_PORT"));
    assert.match(JSON.stringify(resolved.documentation), /Port of the mail server.*587/);
    assert.deepEqual(await client.request("completionItem/resolve", { label: "x", data: { variable: 3 } }), {
      label: "x",
      data: { variable: 3 },
    });
  });
});

test("nothing outside of Plausible's services, nor where neither a name nor a value stands", async () => {
  await withServer({}, { capabilities }, async (client, place) => {
    for (const [index, text] of [
      head.replace("- POSTGRES_PASSWORD=x", "- POSTGRES_PASSWORD=x\n      - |"),
      head.replace("- POSTGRES_PASSWORD=x", "- SMTP_HOST_PORT=|"),
      head.replace("postgres:16", "postgres:|"),
      head.replace("    environment:\n      - BASE", "    command: [x]\n    labels:\n      - |\n    environment:\n      - BASE"),
      head.replace("- BASE_URL=https", "- BASE_URL=ht|tps").replace("BASE_URL", "OTHER"),
      `${head}|`,
      `${head}  |`,
      "services:\n  web:\n    image: nginx\n    environment:\n      - SMTP_|\n",
      "key: |\nother: value\n",
    ].entries()) {
      assert.deepEqual(labels(await completeAt(client, place.uri(`${index}/compose.yml`), text)), [], text);
    }
  });
});

test("an anchor that a Plausible service merges counts as its environment", async () => {
  const text = `x-mail: &mail
  MAILER_EMAIL: stats@acme-widgets.org
  SMTP_|
services:
  plausible:
    image: ghcr.io/plausible/community-edition:v3.2.1
    environment:
      <<: *mail
      BASE_URL: https://stats.acme-widgets.org
`;
  await withServer({}, { capabilities }, async (client, place) => {
    const uri = place.uri("compose.yml");
    const items = await completeAt(client, uri, text);
    assert.ok(!labels(items).includes("MAILER_EMAIL"));
    assert.match(await take(client, uri, named(items, "SMTP_HOST_ADDR")), /^ {2}SMTP_HOST_ADDR: $/m);
  });
});

test("values: hosts, ports and flags by provider and release, adapters, logins, senders", async () => {
  const cases: [string, string, string[]][] = [
    ["- SMTP_HOST_ADDR=|", "smtp.postmarkapp.com", ["Postmark", "587", "STARTTLS"]],
    ["- SMTP_HOST_ADDR=smtp.send|grid.net", "smtp.sendgrid.net", ["SendGrid", "apikey"]],
    ["- SMTP_HOST_ADDR=smtp.mailgun.org\n      - SMTP_HOST_PORT=|", "587", ["STARTTLS"]],
    ["- SMTP_HOST_ADDR=smtp.mailgun.org\n      - SMTP_HOST_PORT=|", "465", ["implicit TLS"]],
    [
      "- SMTP_HOST_ADDR=smtp.mailgun.org\n      - SMTP_HOST_PORT=587\n      - SMTP_HOST_SSL_ENABLED=|",
      "false",
      ["STARTTLS on 587 ✓"],
    ],
    [
      "- SMTP_HOST_ADDR=smtp.mailgun.org\n      - SMTP_HOST_PORT=587\n      - SMTP_HOST_SSL_ENABLED=|",
      "true",
      ["fails on 587", "STARTTLS"],
    ],
    ["- SMTP_HOST_ADDR=smtp.sendgrid.net\n      - SMTP_USER_NAME=|", "apikey", ["SendGrid"]],
    ["- MAILER_EMAIL=|", "plausible@stats.acme-widgets.org", ["BASE_URL"]],
    ["- MAILER_ADAPTER=|", "Bamboo.Mua", ["default"]],
    ["- MAILER_ADAPTER=|", "Bamboo.PostmarkAdapter", ["web API"]],
    ["- DISABLE_REGISTRATION=|", "invite_only", ["invited"]],
  ];
  await withServer({}, { capabilities }, async (client, place) => {
    for (const [index, [typed, label, said]] of cases.entries()) {
      const uri = place.uri(`${index}/compose.yml`);
      const item = named(await completeAt(client, uri, `${head}      ${typed}\n`), label);
      for (const part of said) assert.ok(item?.detail?.includes(part), `${typed} ${label}: ${item?.detail}`);
      assert.ok((await take(client, uri, item)).trimEnd().endsWith(`=${label}`), typed);
    }
    const hosts = labels(await completeAt(client, place.uri("h/compose.yml"), `${head}      - SMTP_HOST_ADDR=|\n`));
    assert.ok(!hosts.includes("aspmx.l.google.com"), "a host that takes email for its own domains only");
    // Port 587 comes before 465, and the flag that works before the one that fails.
    assert.deepEqual(
      labels(await completeAt(client, place.uri("p/compose.yml"), `${head}      ${cases[2]?.[0]}\n`)).slice(0, 2),
      ["587", "465"],
    );
    assert.deepEqual(
      labels(await completeAt(client, place.uri("q/compose.yml"), `${head}      ${cases[4]?.[0]}\n`)).slice(0, 2),
      ["false", "true"],
    );
  });
});

test("in a map a value keeps its quotes and its comment, and the blank after the colon is written", async () => {
  const map = head.replace(/^ {6}- (BASE_URL|SECRET_KEY_BASE)=/gm, "      $1: ");
  await withServer({}, { capabilities }, async (client, place) => {
    for (const [index, [typed, label, after]] of [
      ["SMTP_HOST_ADDR: smtp.mailgun.org\n      SMTP_HOST_SSL_ENABLED: |", "false", "SMTP_HOST_SSL_ENABLED: false"],
      ["SMTP_HOST_ADDR: smtp.mailgun.org\n      SMTP_HOST_SSL_ENABLED:|", "true", "SMTP_HOST_SSL_ENABLED: true"],
      ['SMTP_HOST_ADDR: "smtp.|"', "smtp.mailgun.org", 'SMTP_HOST_ADDR: "smtp.mailgun.org"'],
      ["SMTP_HOST_ADDR: smtp.| # the relay", "smtp.mailgun.org", "SMTP_HOST_ADDR: smtp.mailgun.org # the relay"],
    ].entries()) {
      const uri = place.uri(`${index}/compose.yml`);
      const item = named(await completeAt(client, uri, `${map}      ${typed}\n`), label ?? "");
      assert.ok((await take(client, uri, item)).trimEnd().endsWith(after ?? ""), client.text(uri));
    }
  });
});

test("references name what .env has, without a secret", async () => {
  const files = { ".env": `MAIL_HOST=smtp.acme-widgets.org\nSMTP_USER_PWD=${canary}\n` };
  await withServer(files, { capabilities }, async (client, place) => {
    const uri = place.uri("compose.yml");
    const items = await completeAt(client, uri, `${head}      - SMTP_HOST_ADDR=\${|\n`);
    assert.deepEqual(labels(items), ["${MAIL_HOST}", "${SMTP_USER_PWD}"]);
    assert.equal(items[0]?.detail, ".env:1 smtp.acme-widgets.org");
    assert.equal(items[1]?.detail, ".env:2 ***");
    assert.ok(!JSON.stringify(items).includes(canary));
    assert.ok((await take(client, uri, items[0])).trimEnd().endsWith("SMTP_HOST_ADDR=${MAIL_HOST}"));
  });
});

test("an env file is offered what the compose files ask it for, and the values of what that becomes", async () => {
  const compose = `${head}      - MAILER_EMAIL\n      - SMTP_HOST_ADDR=\${MAIL_HOST}\n      - SMTP_USER_PWD\n`;
  await withServer({ "compose.yml": compose }, { capabilities }, async (client, place) => {
    const env = place.uri(".env");
    const items = await completeAt(client, env, "SMTP_USER_PWD=x\n|\n", "dotenv");
    assert.deepEqual(labels(items), ["MAILER_EMAIL", "MAIL_HOST"]);
    assert.equal(items[0]?.detail, "read by service plausible");
    await client.close(env);
    const hosts = await completeAt(client, env, "MAIL_HOST=|\n", "dotenv");
    assert.ok(labels(hosts).includes("smtp.mailgun.org"));
    await client.close(env);
    assert.deepEqual(await completeAt(client, place.uri("elsewhere/.env"), "|\n", "dotenv"), []);
  });
});

test("tags of known releases, and rules in a comment that suppresses", async () => {
  await withServer({}, { capabilities }, async (client, place) => {
    const tags = await completeAt(client, place.uri("a/compose.yml"), head.replace("edition:v3.2.1", "edition:v|"));
    assert.equal(tags[0]?.label, "v3.2.1");
    assert.equal(tags[0]?.detail, "newest release");
    assert.ok(!labels(tags).includes("v2.0.0"), "it was published elsewhere");
    const text = `${head}      - SMTP_HOST_ADDR=smtp.acme-widgets.org\n      # plausible-mail-disable-next-line |\n      - SMTP_HOST_PORT=99999\n`;
    const rules = await completeAt(client, place.uri("b/compose.yml"), text);
    assert.equal(rules[0]?.label, "invalid-integer");
    assert.equal(rules[0]?.preselect, true);
    const more = text.replace("line |", "line invalid-integer, no-|");
    assert.ok(!labels(await completeAt(client, place.uri("c/compose.yml"), more)).includes("invalid-integer"));
    assert.deepEqual(
      await completeAt(client, place.uri("d/compose.yml"), text.replace("line |", "line no-relay -- be|cause")),
      [],
    );
  });
});

test("a preset writes all that a provider needs, and the line for the password into .env", async () => {
  await withServer({ ".env": "POSTGRES=1\n" }, { capabilities }, async (client, place) => {
    const uri = place.uri("compose.yml");
    const item = named(await completeAt(client, uri, `${head}      - |\n`), "Mail via Mailgun EU…");
    assert.match(
      await take(client, uri, item),
      / {6}- MAILER_EMAIL=plausible@stats\.acme-widgets\.org\n {6}- SMTP_HOST_ADDR=smtp\.eu\.mailgun\.org\n {6}- SMTP_HOST_PORT=587\n {6}- SMTP_USER_NAME=replace-me\n {6}- SMTP_USER_PWD=\$\{SMTP_USER_PWD\}\n/,
    );
    await client.edit(uri, "replace-me", "postmaster@mg.acme-widgets.org");
    await client.request("workspace/executeCommand", item?.command);
    await client.until(() => client.edits.length === 1);
    assert.match(JSON.stringify(client.edits[0]), /SMTP_USER_PWD=replace-me/);
    assert.deepEqual(
      codes((await client.pull(uri)).items).filter((code) => !/unresolved|placeholder/.test(code)),
      [],
    );
    // What is no name is not written, whoever asks.
    await client.request("workspace/executeCommand", { ...item?.command, arguments: [uri, ["a b\nc"]] });
    await client.request("workspace/executeCommand", { command: "nobody.knows", arguments: [] });
    assert.equal(client.edits.length, 1);
  });
});

test("a client without snippets, tags or edits gets plain names", async () => {
  await withServer({}, {}, async (client, place) => {
    const items = await completeAt(client, place.uri("compose.yml"), `${head}      - |\n`);
    assert.ok(items.length > 5);
    assert.ok(items.every(({ insertTextFormat, command, tags }) => insertTextFormat === undefined && !command && !tags));
  });
});

test("completions are in Simplified Chinese where the client is", async () => {
  await withServer({}, { capabilities, locale: "zh-cn" }, async (client, place) => {
    const items = await completeAt(client, place.uri("compose.yml"), `${head}      - |\n`);
    assert.equal(named(items, "SMTP_RETRIES")?.detail, "Bamboo.Mua 不使用");
    assert.ok(named(items, "通过 Mailgun EU 发送邮件…"));
  });
});
