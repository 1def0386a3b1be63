import assert from "node:assert/strict";
import { test } from "node:test";
import type { CodeAction, CompletionList, Hover, TextEdit } from "vscode-languageserver/node";
import { type TestClient, under, withServer } from "./client.js";

/** What is offered at the `|` of a config, and the text after the first one with a label is taken. */
async function offered(
  client: TestClient,
  uri: string,
  marked: string,
  label: string,
): Promise<{ labels: string[]; after: string }> {
  const before = marked.slice(0, marked.indexOf("|")).split("\n");
  await client.open(uri, marked.replace("|", ""), "yaml");
  const position = { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
  const { items } = await client.request<CompletionList>("textDocument/completion", { textDocument: { uri }, position });
  const edit = items.find((item) => item.label === label)?.textEdit as TextEdit | undefined;
  if (edit !== undefined) await client.change(uri, [edit]);
  const after = client.text(uri);
  await client.close(uri);
  return { labels: items.map((item) => item.label), after };
}

test("keys, rules and levels of .plausible-mail.yml are completed", async () => {
  await withServer({}, {}, async (client, place) => {
    const uri = place.uri(".plausible-mail.yml");
    const top = await offered(client, uri, "images: []\n|\n", "rules");
    assert.deepEqual(top.labels, ["rules", "services", "files"]);
    const rules = await offered(client, uri, "rules:\n  port-25: hint\n  tls-|\n", "tls-port-mismatch");
    assert.ok(!rules.labels.includes("port-25"));
    assert.equal(rules.after, "rules:\n  port-25: hint\n  tls-port-mismatch: \n");
    const levels = await offered(client, uri, "rules:\n  port-25:|\n", "off");
    assert.deepEqual(levels.labels, ["error", "warning", "info", "hint", "off"]);
    assert.equal(levels.after, 'rules:\n  port-25: "off"\n');
    assert.deepEqual((await offered(client, uri, "images:\n  - a|\n", "")).labels, []);
    assert.deepEqual((await offered(client, place.uri("other.yml"), "rules:\n  tls-|\n", "")).labels, []);
  });
});

test("all its mistakes are shown at once, and a slip has a fix", async () => {
  const text = "rule: 1\nrules:\n  prt-25: off\n  no-relay: loud\nimages: 3\n";
  await withServer({}, {}, async (client, place) => {
    const uri = place.uri(".plausible-mail.yml");
    await client.open(uri, text, "yaml");
    const { items } = await client.pull(uri);
    assert.deepEqual(
      items.map(({ range }) => under(text, range)),
      ["rule", "prt-25", "no-relay", "images"],
    );
    const range = items[1]?.range ?? assert.fail();
    const context = { diagnostics: [] };
    const [fix] = await client.request<CodeAction[]>("textDocument/codeAction", { textDocument: { uri }, range, context });
    assert.equal(fix?.title, "Change to port-25");
    await client.apply(fix?.edit ?? assert.fail());
    assert.match(client.text(uri), /^ {2}port-25: off$/m);
    assert.equal((await client.pull(uri)).items.length, 3);
  });
});

test("a rule and a key tell what they mean", async () => {
  await withServer({}, {}, async (client, place) => {
    const uri = place.uri(".plausible-mail.yml");
    await client.open(uri, "rules:\n  port-25: off\nimages: []\n", "yaml");
    const hover = async (line: number, character: number) => {
      const found = await client.request<Hover | null>("textDocument/hover", {
        textDocument: { uri },
        position: { line, character },
      });
      return (found?.contents as { value: string } | undefined)?.value ?? "";
    };
    assert.match(
      await hover(1, 4),
      /^\*\*port-25\*\* · warning unless set otherwise\n\n[\s\S]*\[Documentation\]\(file:.*port-25\.md\)/,
    );
    assert.match(await hover(2, 1), /images that run Plausible/);
    assert.equal(await hover(1, 12), "");
  });
});
