import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { runs } from "../../../testing/runs.js";
import { SourceText } from "../../base/text.js";
import { splitBlocks } from "./blocks.js";
import type { ComposeDocument } from "./document.js";
import { parseDocuments } from "./parse-documents.js";
import { Piece } from "./piece.js";
import { entriesOf, follow, locate, type View } from "./placed-nodes.js";
import { parseWhole } from "./whole-document.js";

/** Everything that a view gives, with its places in the file. */
function dump(view: View | null): unknown {
  const value = view === null ? null : follow(view);
  if (value === null) return null;
  const { part, node } = value;
  const at = locate(part, node);
  if (node.kind === "scalar") return [at.start, at.end, node.style, node.tag, node.text];
  if (node.kind === "sequence") return [at.start, at.end, node.flow, node.items.map((item) => dump({ part, node: item.node }))];
  const entries = [...entriesOf(value).values()];
  return [at.start, at.end, entries.map((field) => [locate(field.part, field.key).start, field.name, dump(field.value)])];
}

function dumpDocument(document: ComposeDocument): unknown {
  const sections = [...document.sections].filter((name) => name !== "services");
  return {
    sections: sections.map((name) => [name, dump(document.section(name))]).sort(),
    services: [...document.services.values()].map((service) => [service.name, service.nameAt, dump(service.body())]),
  };
}

const indent = fc.constantFrom(0, 0, 2, 2, 2, 4, 4, 4, 4, 6, 6, 1, 3, 8);
const content = fc.constantFrom(
  "services:",
  "services: # all",
  "web:",
  "db: &db",
  "x-env: &env",
  "x-list: &list [A=1, B=2]",
  '"quoted": 1',
  "'single':",
  "image: nginx:1",
  "environment:",
  "environment: *env",
  "environment: *list",
  "<<: *env",
  "<<: *db",
  "<<: [*db, *env]",
  "- K=V",
  "- 'K=V'",
  "- A: 1",
  "K: V",
  "K: &anchor V",
  "L: *anchor",
  "K: |",
  "K: >-",
  "K: |+",
  "text in a block",
  "# comment",
  "",
  "  ",
  'K: "two',
  'lines"',
  "K: [1,",
  "2]",
  "K: {a: 1}",
  "}",
  "word",
  "word: word",
  "a: b: c",
  "---",
  "...",
  "%YAML 1.2",
  "? complex",
  ": value",
  "-",
  "!tag",
  "K: !reset null",
  "\tK: 1",
  "K:\t1",
  "volumes:",
  "secrets: {a: {file: b}}",
  "&x",
  "*x",
  "@",
  "é: 1",
  "a.b-c: 1",
  "a b: 1",
  "1: 2",
  "K: V # comment",
);
const line = fc.tuple(indent, content).map(([blanks, text]) => " ".repeat(blanks) + text);

/** Texts that are mostly in order: services of a few keys, with some lines from the above between them. */
const service = fc
  .tuple(
    fc.constantFrom("web", "db", "mail", "web2", '"cache"'),
    fc.constantFrom("", " &db", " # comment", " # a: b"),
    fc.array(
      fc.constantFrom(
        "    image: nginx:1",
        "    environment:\n      - K=V\n      - L=${X}",
        "    environment:\n      <<: *env\n      K: 1",
        "    environment: *env",
        "    environment: {A: 1,\n      B: 2}",
        "    command: |\n      run # this\n\n     # comment\n",
        "    command: |+\n      run\n\n",
        '    command: "two\n      lines"',
        "    # comment",
        "  # comment",
        "# comment",
        "",
        "    <<: *db",
        "    labels: &labels\n      a: b",
        "    labels: *labels",
        "    wor",
      ),
      { minLength: 1, maxLength: 5 },
    ),
  )
  .map(([name, rest, lines]) => [`  ${name}:${rest}`, ...lines].join("\n"));
const composeText = fc
  .tuple(
    fc.constantFrom("", "\ufeff", "# head\n", "\n\n", "version: '3'\n", "---\n"),
    fc.constantFrom("", "x-env: &env\n  A: 1\n", "x-env: &env {A: 1}\nx-db: &db\n  image: y\n"),
    fc.array(service, { minLength: 1, maxLength: 5 }),
    fc.constantFrom("", "volumes:\n  a:\n", "secrets:\n  a: {file: b}\n# end", "x-late: *env\n", "wor"),
    fc.array(fc.tuple(fc.nat(), line), { maxLength: 1 }),
    fc.boolean(),
  )
  .map(([head, anchors, services, tail, noise, crlf]) => {
    const lines = `${head}${anchors}services:\n${services.join("\n")}\n${tail}`.split("\n");
    for (const [at, text] of noise) lines.splice(at % (lines.length + 1), 0, text);
    return lines.join(crlf ? "\r\n" : "\n");
  });

function agree(text: string): void {
  const parts = parseDocuments("/c.yml", new SourceText(text));
  const whole = parseWhole("/c.yml", text);
  const isBroken = (documents: readonly ComposeDocument[]) => documents.some((document) => document.problems().length > 0);
  assert.equal(isBroken(parts), isBroken(whole), JSON.stringify(text));
  if (!isBroken(whole)) assert.deepEqual(parts.map(dumpDocument), whole.map(dumpDocument), JSON.stringify(text));
}

test("blocks give what a parse of the whole text gives", () => {
  const options = runs(300);
  let cut = 0;
  fc.assert(
    fc.property(composeText, (text) => {
      if (splitBlocks(text) !== null) cut += 1;
      agree(text);
    }),
    options,
  );
  assert.ok(cut > options.numRuns / 3, `${cut} texts were cut`);
});

test("blocks give what a parse of the whole text gives, whatever the lines", () => {
  fc.assert(
    fc.property(fc.array(line, { maxLength: 12 }), (lines) => agree(lines.join("\n"))),
    runs(500),
  );
});

test("any text is documents and problems, never an exception", () => {
  const nested = [`a: ${"[".repeat(20_000)}`, `${"{".repeat(5000)}`, `${"- ".repeat(5000)}x`, `a: ${"&a ".repeat(100)}`];
  for (const text of [...nested, "\0", "\ud800", "a: *a", "a: &a *a", "a: &a\n  <<: *a", "services: &s\n  web: *s"]) {
    for (const document of parseDocuments("/c.yml", new SourceText(text))) {
      document.problems();
      for (const found of document.services.values()) found.body();
    }
  }
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 60 }), (text) => {
      for (const document of parseDocuments("/c.yml", new SourceText(text))) dumpDocument(document);
    }),
    runs(150),
  );
});

test("an edit parses its own block only, and gives what a fresh parse gives", () => {
  fc.assert(
    fc.property(composeText, composeText, fc.nat(), line, (text, other, at, added) => {
      const lines = text.split("\n");
      lines.splice(at % (lines.length + 1), 0, added);
      for (const next of [lines.join("\n"), other]) {
        const before = parseDocuments("/c.yml", new SourceText(text));
        for (const document of before) document.problems();
        const after = parseDocuments("/c.yml", new SourceText(next), before);
        const fresh = parseDocuments("/c.yml", new SourceText(next));
        assert.deepEqual(after.map(dumpDocument), fresh.map(dumpDocument));
        assert.deepEqual(
          after.flatMap((document) => document.problems()),
          fresh.flatMap((document) => document.problems()),
        );
      }
    }),
    runs(80),
  );
  const before = "services:\n  a:\n    image: x\n  b:\n    image: y\n";
  const first = parseDocuments("/c.yml", new SourceText(before));
  const second = parseDocuments("/c.yml", new SourceText(before.replace("image: x", "image: changed")), first);
  const blockOf = ([document]: typeof first, name: string) => {
    const text = document?.services.get(name);
    return text instanceof Piece ? text.block : assert.fail();
  };
  assert.equal(blockOf(second, "b"), blockOf(first, "b"));
  assert.notEqual(blockOf(second, "a"), blockOf(first, "a"));
});

test("a broken service takes no other with it, and of its own lines only the broken one", () => {
  const text = 'services:\n  a:\n    image: "x\n  b:\n    image: y\n  wor\n  c:\n    image: z\nvol\nvolumes:\n  d:\n';
  const [document] = parseDocuments("/c.yml", new SourceText(text));
  assert.ok(document);
  assert.deepEqual(
    [...document.services.values()].map((found) => [found.name, dump(found.body()) !== null, found.unseen().names]),
    [
      ["a", true, ["image"]],
      ["b", true, []],
      ["c", true, []],
    ],
  );
  assert.notEqual(document.section("volumes"), null);
  assert.deepEqual(
    document
      .problems()
      .map(({ service: name, at }) => [name, text.slice(at.start, at.end)])
      .slice(-2),
    [
      [null, "wor"],
      [null, "vol"],
    ],
  );
  assert.deepEqual([...new Set(document.problems().map(({ service: name }) => name))], ["a", null]);
});

test("what cannot be cut safely is parsed whole", () => {
  for (const text of [
    "{services: {}}",
    "---\n---\na: 1\n",
    "a: 1\n---\nb: 2\n",
    "%YAML 1.1\n---\na: 1",
    "a:\n\t- b",
    "? a\n: b",
    "- a",
    "",
    "word",
  ]) {
    assert.equal(splitBlocks(text), null, text);
  }
  assert.equal(splitBlocks("services:\n- a\n"), null);
  assert.equal(splitBlocks("services: &all\n  a: {}\n")?.services, null);
});
