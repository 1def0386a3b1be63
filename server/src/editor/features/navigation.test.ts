import assert from "node:assert/strict";
import { test } from "node:test";
import { composeOf, openIn } from "../../../testing/editor.js";
import { definition } from "./definition.js";
import { documentLinks } from "./document-links.js";
import { references } from "./references.js";
import { prepareRename, rename } from "./rename.js";

const files: Readonly<Record<string, string>> = {
  "compose.yml": `${composeOf(["SMTP_HOST_ADDR: ${RELAY}", "SMTP_USER_NAME: a-${WHO:-x}-$WHO", "SMTP_USER_PWD:", "A: b"])}    env_file: [mail.env, none.env]
    secrets: [smtp_user_pwd]
secrets:
  smtp_user_pwd:
    file: pwd.txt
# plausible-mail-disable-file port-25, none-such, no-relay
`,
  ".env": "RELAY=x\nWHO=me\nRELAY=y\nSMTP_USER_PWD=plum\nLINK=${WHO}\nCOMPOSE_X=1\n",
  "mail.env": "MAILER_NAME=x\n",
  "pwd.txt": "x\n",
};

/** A document with the cursor so many signs behind where a text begins. */
function at(name: string, text: string, shift = 1, all = files) {
  const whole = all[name] ?? assert.fail(name);
  const offset = whole.indexOf(text) + shift;
  return openIn({ ...all, [name]: `${whole.slice(0, offset)}¦${whole.slice(offset)}` }, name);
}

function definitionOf(...where: Parameters<typeof at>): string[] {
  const { projects, path, offset, present, marked } = at(...where);
  return definition(projects, path, offset, present).map(({ uri, range }) => marked(uri, range));
}

function referencesOf(withDeclaration: boolean, ...where: Parameters<typeof at>): string[] {
  const { projects, path, offset, present, marked } = at(...where);
  return references(projects, path, offset, withDeclaration, present).map(({ uri, range }) => marked(uri, range));
}

function renamed(newName: string, ...where: Parameters<typeof at>): string | readonly string[] {
  const { projects, path, offset, present, marked, session } = at(...where);
  const result = rename(projects, path, offset, newName, session.files, present);
  if ("refused" in result) return result.refused;
  return (result.edit.documentChanges ?? []).flatMap((change) =>
    "edits" in change
      ? change.edits.map((one) => `${marked(change.textDocument.uri, one.range)} → ${"newText" in one ? one.newText : ""}`)
      : [],
  );
}

test("definition: from a use to the line that sets it, the last one; from a line to its uses; to files", () => {
  assert.deepEqual(definitionOf("compose.yml", "${RELAY}", 4), ['.env:3 "RELAY=y"']);
  assert.deepEqual(definitionOf("compose.yml", "$WHO", 2), ['.env:2 "WHO=me"']);
  assert.deepEqual(definitionOf("compose.yml", "SMTP_USER_PWD", 2), ['.env:4 "SMTP_USER_PWD=plum"']);
  assert.deepEqual(definitionOf(".env", "WHO}"), ['.env:2 "WHO=me"']);
  assert.deepEqual(definitionOf(".env", "RELAY=x"), ['compose.yml:7 "RELAY"']);
  assert.deepEqual(definitionOf(".env", "WHO=me"), ['.env:5 "WHO"', 'compose.yml:8 "WHO"', 'compose.yml:8 "WHO"']);
  assert.deepEqual(definitionOf("compose.yml", "mail.env", 0), ['mail.env:1 ""']);
  assert.deepEqual(definitionOf("compose.yml", "mail.env", 8), ['mail.env:1 ""']);
  assert.deepEqual(definitionOf("compose.yml", "none.env", 2), [], "a file that isn't there");
  assert.deepEqual(definitionOf("compose.yml", "smtp_user_pwd]", 2), ['pwd.txt:1 "x\\n"']);
  const unseen = { "compose.yml": `${composeOf([])}    secrets: [mail]\nsecrets:\n  mail:\n    environment: MAIL\n` };
  assert.deepEqual(definitionOf("compose.yml", "[mail", 2, unseen), [], "a secret without a file");
  for (const [text, shift] of [
    ["A: b", 1],
    ["A: b", 4],
    ["image", 1],
    ["mail.env", 9],
  ] as const)
    assert.deepEqual(definitionOf("compose.yml", text, shift), [], text);
});

test("references: every place of a name, with its line or without", () => {
  const who = ['.env:5 "WHO"', 'compose.yml:8 "WHO"', 'compose.yml:8 "WHO"'];
  for (const [name, text] of [
    ["compose.yml", "WHO:-x"],
    [".env", "WHO=me"],
    [".env", "WHO}"],
  ] as const) {
    assert.deepEqual(referencesOf(true, name, text), ['.env:2 "WHO"', ...who], text);
    assert.deepEqual(referencesOf(false, name, text), who, text);
  }
  assert.deepEqual(referencesOf(true, "compose.yml", "SMTP_USER_PWD"), [
    '.env:4 "SMTP_USER_PWD"',
    'compose.yml:9 "SMTP_USER_PWD"',
  ]);
  for (const shift of [0, "SMTP_USER_PWD".length])
    assert.equal(referencesOf(true, "compose.yml", "SMTP_USER_PWD", shift).length, 2, "at the edges of a bare name");
  assert.deepEqual(referencesOf(true, "compose.yml", "A: b"), []);
  const other = { "compose.yml": "services:\n  db:\n    image: postgres\n    environment: [A]\n", ".env": "A=1\n" };
  assert.deepEqual(referencesOf(true, "compose.yml", "[A", 2, other), [], "of no Plausible");
});

test("rename: wherever a name of .env is set and used; a bare name keeps its own", () => {
  assert.deepEqual(renamed("NEW", ".env", "RELAY=x"), [
    '.env:1 "RELAY" → NEW',
    '.env:3 "RELAY" → NEW',
    'compose.yml:7 "RELAY" → NEW',
  ]);
  assert.deepEqual(renamed("NEW", "compose.yml", "SMTP_USER_PWD"), [
    '.env:4 "SMTP_USER_PWD" → NEW',
    'compose.yml:9 "" →  ${NEW}',
  ]);
  const list = {
    "compose.yml": composeOf([]).replace(/environment:[\s\S]*/, "environment:\n      - A\n      - B\n"),
    ".env": "A=1\nB=2\n",
  };
  assert.deepEqual(renamed("NEW", ".env", "A=1", 1, list), ['.env:1 "A" → NEW', 'compose.yml:5 "" → =${NEW}']);
  const bareLine = { "compose.yml": `${composeOf([])}    env_file: m.env\n`, ".env": "A=1\n", "m.env": "A\n" };
  assert.deepEqual(renamed("NEW", ".env", "A=1", 1, bareLine), ['.env:1 "A" → NEW', 'm.env:1 "" → =${NEW}']);
  const flow = { ...list, "compose.yml": composeOf([]).replace(/environment:[\s\S]*/, "environment: [A]\n") };
  assert.match(String(renamed("NEW", ".env", "A=1", 1, flow)), /^An entry in braces or quotes can't be renamed\./);
  assert.deepEqual(renamed("RELAY", ".env", "RELAY=x"), [], "the same name");
});

test("rename refuses other names, bad ones, taken ones, and what a file may use that isn't open", () => {
  const notOurs = /^Only names that \.env sets can be renamed/;
  for (const [name, text] of [
    ["compose.yml", "image"],
    ["compose.yml", "A: b"],
    [".env", "COMPOSE_X"],
  ] as const) {
    assert.match(String(renamed("NEW", name, text)), notOurs, text);
    const { projects, path, offset, present } = at(name, text);
    const begun = prepareRename(projects, path, offset, present);
    assert.match(begun !== null && "refused" in begun ? begun.refused : "", notOurs, text);
  }
  const ready = at("compose.yml", "WHO:-x");
  const range = prepareRename(ready.projects, ready.path, ready.offset, ready.present);
  assert.ok(range !== null && !("refused" in range));
  assert.equal(ready.marked("file:///srv/compose.yml", range), 'compose.yml:8 "WHO"');
  const none = at("compose.yml", "postgres", 1, { "compose.yml": "services:\n  db:\n    image: postgres\n", ".env": "A=1\n" });
  assert.equal(prepareRename(none.projects, none.path, none.offset, none.present), null, "without Plausible it is for others");
  for (const bad of ["1A", "A-B", "", "A B", "é"])
    assert.match(String(renamed(bad, ".env", "WHO=me")), /^A name has letters/, bad);
  for (const taken of ["RELAY", "LINK", "COMPOSE_NEW", "DOCKER_X", "BUILDX_X"])
    assert.match(String(renamed(taken, ".env", "WHO=me")), /is set or used already\.$/, taken);
  const elsewhere = { ...files, "compose.other.yml": "services: {a: {image: nginx, environment: [X=${WHO}]}}\n" };
  assert.equal(
    renamed("NEW", ".env", "WHO=me", 1, elsewhere),
    "compose.other.yml may use this name too. Open that file first, then rename.",
  );
  const harmless = { ...files, "compose.other.yml": "services: {a: {image: nginx}}\n", "notes.txt": "WHO\n" };
  assert.ok(Array.isArray(renamed("NEW", ".env", "WHO=me", 1, harmless)));
});

test("links: env files that are there, and the pages of rules that a comment names", () => {
  const links = (docs: string | null) => {
    const { projects, path, present: _, session, marked } = at("compose.yml", "image");
    const { present } = openIn(files, "compose.yml", { docs });
    assert.ok(session);
    return documentLinks(projects, path, present).map(({ range, target }) => [marked("file:///srv/compose.yml", range), target]);
  };
  const file = ['compose.yml:11 "mail.env"', "file:///srv/mail.env"];
  assert.deepEqual(links(null), [file]);
  assert.deepEqual(links("file:///docs/"), [
    file,
    ['compose.yml:16 "port-25"', "file:///docs/port-25.md"],
    ['compose.yml:16 "no-relay"', "file:///docs/no-relay.md"],
  ]);
});
