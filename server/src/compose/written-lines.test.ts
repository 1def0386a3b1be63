import assert from "node:assert/strict";
import { test } from "node:test";
import { textIn, viewOf } from "../../testing/rules/view.js";
import { foldedEntry, misnamedEntry, referenceAt, valueOnLine } from "./written-lines.js";

/** The name, the value and its quote in the line with `@`, which is not in the file. */
function onLine(line: string, kind: "compose-file" | "env-file" = "compose-file") {
  const { project } = viewOf([], { more: `${line}\n` });
  const [[file, source] = ["", undefined]] = project.files;
  assert.ok(source);
  const start = source.text.indexOf(line);
  const found = valueOnLine(project, { file, start, end: start }, kind);
  return found === null ? null : [found.name, textIn({ project }, found.at), found.quote];
}

test("name and value of a line, as far as one line tells", () => {
  const lines: [string, [string, string, string] | null][] = [
    ["      - A_1=b c", ["A_1", "b c", ""]],
    ["      - A=b # note", ["A", "b", ""]],
    ["      - A=b#c ", ["A", "b#c", ""]],
    ['      - "A=b #c"', ["A", "b #c", '"']],
    ["      - 'A=b'", ["A", "b", "'"]],
    ['      - A="b"', ["A", '"b"', '"']],
    ["      A: b", ["A", "b", ""]],
    ['      A: "b c" # note', ["A", "b c", '"']],
    ["      'A': 'b'", ["A", "b", "'"]],
    ['      "A" : b', ["A", "b", ""]],
    ["      - export A=b", ["A", "b", ""]],
    ["      - A", null],
    ["      - A=", null],
    ["      # A", null],
    ["      - 1A=b", null],
  ];
  for (const [line, found] of lines) assert.deepEqual(onLine(line), found, line);
  assert.deepEqual(onLine('A="b c"', "env-file"), ["A", "b c", '"']);
  assert.deepEqual(onLine("export A='b'", "env-file"), ["A", "b", "'"]);
});

test("an entry whose name is more than a name", () => {
  const of = (item: string, more = "") => {
    const view = viewOf([item], { more });
    const [[name, { declared }] = ["", { declared: null }]] = view.service.environment;
    assert.ok(declared);
    const found = misnamedEntry(name, declared);
    return found === null ? null : [found.kind, found.name, textIn(view, found.at)];
  };
  assert.deepEqual(of("'SMTP_HOST_ADDR:a'"), ["colon", "SMTP_HOST_ADDR", "SMTP_HOST_ADDR:a"]);
  assert.deepEqual(of("SMTP_HOST_ADDR:a=b"), ["colon", "SMTP_HOST_ADDR", "SMTP_HOST_ADDR:a=b"]);
  for (const word of ["export", "set", "ENV", "env", "-e", "--env"])
    assert.deepEqual(of(`'${word} SMTP_HOST_ADDR=a'`), ["export", "SMTP_HOST_ADDR", `${word} SMTP_HOST_ADDR`], word);
  for (const item of ["SMTP_HOST_ADDR=a:b", "smtp:a", "exports A=b", "'export a=b'", "'my export A=b'"])
    assert.equal(of(item), null, item);
});

test("the lines that YAML folds into an entry, with their names and values", () => {
  const of = (item: string, isName = (name: string) => name.length > 1) => {
    const view = viewOf([item]);
    const [variable] = view.service.environment.values();
    assert.ok(variable);
    const found = foldedEntry(view.project, variable.declared, isName);
    return found === null
      ? null
      : [found.upper, found.isLost, found.lines.map(({ name, value }) => [name, value]), textIn(view, found.at)];
  };
  assert.deepEqual(of("AA=b\n        CC=d"), ["AA", false, [["CC", "d"]], "CC=d"]);
  assert.deepEqual(of("AA\n        CC=d"), ["AA", true, [["CC", "d"]], "CC=d"]);
  assert.deepEqual(of("AA=b\n        CC\n        DD=e"), [
    "AA",
    false,
    [
      ["CC", null],
      ["DD", "e"],
    ],
    "CC\n        DD=e",
  ]);
  assert.equal(of("AA=b\n        and more"), null);
  assert.equal(of("AA=b\n        C=d"), null);
  assert.equal(of("AA=b"), null);
  assert.equal(of('"AA=b\n        CC=d"'), null);
});

test("the name in the reference at a place", () => {
  const view = viewOf(["A=x${BC:-d}$E$$F"]);
  const [[file, source] = ["", undefined]] = view.project.files;
  assert.ok(source);
  const start = source.text.indexOf("x${BC");
  const at = (offset: number) => referenceAt(view.project, file, start + offset);
  assert.deepEqual([0, 1, 3, 5].map(at), [null, "BC", "BC", "BC"]);
  assert.deepEqual(
    [source.text.indexOf("$E"), source.text.indexOf("$E") + 2].map((offset) => referenceAt(view.project, file, offset)),
    ["E", "E"],
  );
  assert.equal(referenceAt(view.project, file, source.text.indexOf("F") + 1), null);
  assert.equal(referenceAt(view.project, "/nowhere", 0), null);
});
