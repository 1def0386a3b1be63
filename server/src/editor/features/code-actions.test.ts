import assert from "node:assert/strict";
import { test } from "node:test";
import type { CodeActionContext } from "vscode-languageserver-types";
import { composeOf, openIn } from "../../../testing/editor.js";
import { codeActions } from "./code-actions.js";
import type { ClientFacts } from "./presentation.js";

const relay = ["SMTP_HOST_ADDR: smtp.acme-widgets.org", "SMTP_HOST_PORT: 587"];

/** What is offered at the cursor: title, kind, whether it is preferred, of which rule, and its edits or command. */
function offered(
  files: Readonly<Record<string, string>>,
  context: Partial<CodeActionContext> = {},
  facts: Partial<ClientFacts> = {},
  name?: string,
) {
  const { projects, path, offset, present, marked } = openIn(files, name, facts);
  const actions = codeActions(projects, path, { start: offset, end: offset }, { diagnostics: [], ...context }, present);
  return actions.map(({ title, kind, isPreferred, diagnostics, command, edit }) => ({
    title,
    kind,
    preferred: isPreferred,
    codes: diagnostics?.map(({ code }) => code).join(),
    command: command === undefined ? undefined : [command.command, ...(command.arguments ?? [])],
    edits: edit?.documentChanges?.flatMap((change) =>
      "edits" in change
        ? change.edits.map((one) => `${marked(change.textDocument.uri, one.range)} → ${"newText" in one ? one.newText : ""}`)
        : [`${change.kind} ${change.kind === "create" ? change.uri : ""}`],
    ),
  }));
}

const quick = (title: string, codes: string, edits: readonly string[], preferred?: true) => ({
  title,
  kind: "quickfix",
  preferred,
  codes,
  command: undefined,
  edits,
});

const ignored = (rule: string, line: number) => [
  quick(`Ignore ${rule} on this line`, rule, [`compose.yml:${line} "" →       # plausible-mail-disable-next-line ${rule}\n`]),
  quick(`Ignore ${rule} in this file`, rule, [`compose.yml:1 "" → # plausible-mail-disable-file ${rule}\n`]),
];

const mismatch = {
  "compose.yml": composeOf([...relay, "SMTP_HOST_SSL_ENABLED: 't¦rue'", "SMTP_USER_NAME: a@b.org", "SMTP_USER_PWD:"]),
};
const fixes = [
  quick("Set SMTP_HOST_SSL_ENABLED to false", "tls-port-mismatch", ['compose.yml:9 "true" → false'], true),
  quick("Use port 465", "tls-port-mismatch", ['compose.yml:8 "587" → 465']),
];

test("of each finding under the cursor its fixes, the first one preferred, and what silences it", () => {
  assert.deepEqual(offered(mismatch), [...fixes, ...ignored("tls-port-mismatch", 9)]);
  const docs = offered(mismatch, {}, { opensDocs: true }).at(-1);
  const title = "Open the documentation of tls-port-mismatch";
  assert.deepEqual(docs, {
    ...quick(title, "", []),
    command: ["plausibleMail.openDocs", "tls-port-mismatch"],
    edits: undefined,
  });
  assert.deepEqual(offered({ "compose.yml": composeOf(relay).replace("image:", "ima¦ge:") }), []);
  const edges = (text: string) => offered({ "compose.yml": composeOf([...relay, `SMTP_HOST_SSL_ENABLED: ${text}`]) }).length;
  assert.deepEqual(["'¦true'", "'true¦'", "¦'true'", "'true'¦"].map(edges), [4, 4, 0, 0]);
});

test("the client's own diagnostic is the one that is cured, by code, place and text", () => {
  const { projects, path, offset, present } = openIn(mismatch);
  const at = { start: offset, end: offset };
  const own = codeActions(projects, path, at, { diagnostics: [] }, present)[0]?.diagnostics?.[0] ?? assert.fail();
  const shown = { ...own, tags: [] };
  const first = (diagnostic: typeof own) =>
    codeActions(projects, path, at, { diagnostics: [diagnostic] }, present)[0]?.diagnostics?.[0];
  assert.equal(first(shown), shown);
  const { start, end } = own.range;
  for (const other of [
    { ...own, code: "port-25" },
    { ...own, message: "x" },
    { ...own, range: { start: { ...start, line: 0 }, end } },
    { ...own, range: { start: { ...start, character: 0 }, end } },
    { ...own, range: { start, end: { ...end, line: 99 } } },
    { ...own, range: { start, end: { ...end, character: 99 } } },
  ])
    assert.deepEqual(first(other), own);
});

test("which kinds are asked for", () => {
  const quickFixes = offered(mismatch);
  assert.deepEqual(offered(mismatch, { only: ["quickfix"] }), quickFixes);
  assert.deepEqual(offered(mismatch, { only: ["refactor", "quickfix"] }), quickFixes);
  for (const only of ["refactor", "quickfix.other", "quick"]) assert.deepEqual(offered(mismatch, { only: [only] }), [], only);
  const all = {
    ...quick("Fix all auto-fixable Plausible Mail problems", "", ['compose.yml:9 "true" → false']),
    codes: undefined,
  };
  const fixAll = { ...all, kind: "source.fixAll.plausibleMail" };
  for (const only of ["source", "source.fixAll", "source.fixAll.plausibleMail"])
    assert.deepEqual(offered(mismatch, { only: [only] }), [fixAll], only);
  assert.deepEqual(offered(mismatch, { only: [""] }), [...quickFixes, fixAll], "all of them");
  assert.deepEqual(offered(mismatch, { only: ["source.fixAll.other"] }), []);
  assert.deepEqual(offered({ "compose.yml": composeOf(relay) }, { only: ["source"] }), [], "nothing needs no decision");
});

test("what one rule finds several times in a file is fixed at once; only what needs no decision is counted", () => {
  const rule = "literal-quotes";
  const list = (items: readonly string[]) =>
    `services:\n  plausible:\n    image: ghcr.io/plausible/community-edition:v3.2.1\n    environment:\n${items.map((item) => `      - ${item}\n`).join("")}`;
  const titles = (items: readonly string[], more: Readonly<Record<string, string>> = {}) =>
    offered({ "compose.yml": list(items), ...more })
      .filter(({ title }) => title.startsWith("Fix all"))
      .map(({ title, edits, codes }) => [title, codes, edits?.length]);
  const two = ["SMTP_HOST_ADDR='smt¦p.acme-widgets.org'", "MAILER_EMAIL='a@acme-widgets.org'"];
  assert.deepEqual(titles(two), [[`Fix all 2 problems of ${rule} in this file`, "", 2]]);
  assert.deepEqual(titles([...two, "SMTP_USER_NAME='me'"]), [[`Fix all 3 problems of ${rule} in this file`, "", 3]]);
  assert.deepEqual(titles(two.slice(0, 1)), []);
  const elsewhere = { ".env": "FROM=x\nSMTP_USER_NAME=\"'me'\"\n" };
  assert.deepEqual(titles([...two.slice(0, 1), "SMTP_USER_NAME"], elsewhere), [], "another file is another matter");
  const shown = { code: rule, message: "", range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } } };
  const [fixRule] = offered({ "compose.yml": list(two) }, { diagnostics: [shown, { ...shown, code: "port-25" }] }).filter(
    ({ title }) => title.startsWith("Fix all"),
  );
  assert.equal(fixRule?.codes, rule, "it cures those that the client shows of it");
});

test("where no mail server is set, a client that can sets up mail; one that can apply edits makes a new key", () => {
  const none = { "compose.yml": composeOf([]).replace("  plausible:", "  plau¦sible:") };
  const setUp = (facts: Partial<ClientFacts>) => offered(none, {}, facts).filter(({ command }) => command !== undefined);
  assert.deepEqual(setUp({}), []);
  assert.deepEqual(setUp({ setsUpMail: true }), [
    {
      ...quick("Set up mail…", "no-relay", []),
      command: ["plausibleMail.setUpMail", "file:///srv/compose.yml", "plausible"],
      edits: undefined,
    },
  ]);
  const keyed = { "compose.yml": composeOf(relay).replace(/SECRET_KEY_BASE: k+/, "SECRET_KEY_BASE: replace¦-me") };
  const fresh = (facts: Partial<ClientFacts>) =>
    offered(keyed, {}, facts).filter(({ command }) => command?.[0] === "plausibleMail.setFreshKey");
  assert.deepEqual(fresh({ appliesEdits: false }), []);
  assert.deepEqual(
    fresh({}).map(({ kind, preferred, command }) => [kind, preferred, command?.slice(1)]),
    [["quickfix", undefined, ["file:///srv/compose.yml", "plausible", "SECRET_KEY_BASE"]]],
  );
});
