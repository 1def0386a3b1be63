import assert from "node:assert/strict";
import { test } from "node:test";
import type { EnvFileOptions } from "../env-statements.js";
import { parseEnvFile } from "./env-file.js";
import { envFileWords, faultWords } from "./env-file-words.js";

const shell: Readonly<Record<string, string>> = { H: "host", EMPTY: "" };

function parse(text: string, options: Partial<EnvFileOptions<string>> = {}) {
  return parseEnvFile<string>(text, {
    file: "/p/.env",
    lookup(name, earlier) {
      const value = shell[name];
      if (value !== undefined) return { value, origin: "shell" };
      const statement = earlier.get(name);
      return statement?.value == null
        ? undefined
        : { value: statement.value, origin: `earlier ${name}`, unresolved: statement.unresolved };
    },
    ...options,
  });
}

/** What the file gives each name, null for a bare one; the file must be accepted. */
function valuesOf(text: string, options: Partial<EnvFileOptions<string>> = {}): Record<string, string | null> {
  const { statements, error } = parse(text, options);
  assert.equal(error, null, JSON.stringify(text));
  return Object.fromEntries(statements.map(({ name, value }) => [name, value]));
}

function errorOf(text: string, options: Partial<EnvFileOptions<string>> = {}) {
  const { error, statements } = parse(text, options);
  assert.ok(error, `accepted: ${JSON.stringify(text)}`);
  return {
    message: faultWords(error.fault),
    at: text.slice(error.at.start, error.at.end),
    before: statements.map(({ name }) => name),
  };
}

test("names, separators and values", () => {
  assert.deepEqual(valuesOf("A=1\nB=two words\nC = spaced\nD= lead\nE=trail  \t \nF=\nG:4\nH1: x\nA:b=c"), {
    A: "b=c",
    B: "two words",
    C: "spaced",
    D: "lead",
    E: "trail",
    F: "",
    G: "4",
    H1: "x",
  });
  assert.deepEqual(valuesOf("A-B=1\nA.B=2\nA[0]=3\n1A=4\nÄ=5\n[mail]\n=x\n"), {
    "A-B": "1",
    "A.B": "2",
    "A[0]": "3",
    "1A": "4",
    Ä: "5",
    "[mail]": null,
    "": "x",
  });
  assert.deepEqual(valuesOf("export A=1\nexport\tB=2\nexport C\nexport=3\nexports=4\n"), {
    A: "1",
    B: "2",
    C: null,
    export: "3",
    exports: "4",
  });
  assert.deepEqual(valuesOf("A\tB=1\n"), { "A\tB": "1" });
  assert.deepEqual(valuesOf(""), {});
});

test("a bare name inherits, but not in a last line without a line break", () => {
  assert.deepEqual(valuesOf("A\nB \nC=1\n"), { A: null, B: null, C: "1" });
  assert.deepEqual(valuesOf("C=1\nA"), { C: "1", "": "A" });
});

test("comments", () => {
  const text = '# c\n  # indented\nA=1 # c\nB=1#x\nC="a # b" # c\nD=#x\nE= #x\nF=a #\nG=1\t# tab\nH1=   # only\nI="x"#c\n';
  assert.deepEqual(valuesOf(text), {
    A: "1",
    B: "1#x",
    C: "a # b",
    D: "#x",
    E: "#x",
    F: "a",
    G: "1\t# tab",
    H1: "# only",
    I: "x",
  });
});

test("quotes", () => {
  assert.deepEqual(valuesOf(`A="d 'q'"\nB='s "q"'\nC=a"b"c\nD=it's\nE=""\nF=''\n`), {
    A: "d 'q'",
    B: 's "q"',
    C: 'a"b"c',
    D: "it's",
    E: "",
    F: "",
  });
  assert.deepEqual(valuesOf("A=\"l1\nl2\"\nB='m1\nm2'\nC=after\n"), { A: "l1\nl2", B: "m1\nm2", C: "after" });
  assert.deepEqual(valuesOf('A="x" y\nB="1"C=2\nD="x" E=3\n'), { A: "x", y: null, B: "1", C: "2", D: "x", E: "3" });
});

test("escapes", () => {
  assert.deepEqual(valuesOf(String.raw`A="\a\b\f\n\r\t\v\\ \" \q \/ \x41 \c"`), {
    A: '\u0007\b\f\n\r\t\v\\ " \\q \\/ \\x41 \\c',
  });
  assert.deepEqual(valuesOf(String.raw`A="\0101 \01 \0 \08 \0777 \0377 \00611"`), { A: "A \\1 \\ \\8 \\777 ÿ 11" });
  assert.deepEqual(valuesOf(`${String.raw`A='\\n\'x'`}\n${String.raw`B="\\"`}\n${String.raw`C=a\nb`}`), {
    A: "\\\\n'x",
    B: "\\",
    C: "a\\nb",
  });
});

test("dollars", () => {
  const text =
    'A=$H\nB=${H}:25\nC="$H x"\nD=\'$H\'\nE=$$H\nF=\\$H\nG="\\$H"\nI="$$H"\nJ=${NOPE:-d}\nK=pa$5\nL=$A$LATER\nLATER=1\nM=`x` $(x)\n';
  assert.deepEqual(valuesOf(text), {
    A: "host",
    B: "host:25",
    C: "host x",
    D: "$H",
    E: "$H",
    F: "\\host",
    G: "$H",
    I: "$H",
    J: "d",
    K: "pa$5",
    L: "host",
    LATER: "1",
    M: "`x` $(x)",
  });
});

test("unresolved names are carried on", () => {
  const { statements } = parse("A=x$NOPE\nB=$A\nC='$NOPE'\n");
  assert.deepEqual(
    statements.map(({ unresolved }) => unresolved),
    [["NOPE"], ["NOPE"], []],
  );
});

test("line ends, byte order mark and odd blanks", () => {
  assert.deepEqual(valuesOf('# c\r\nA=1 # x\r\n\r\nB="2"\r\nC\r\nD=y'), { A: "1", B: "2", C: null, D: "y" });
  assert.deepEqual(valuesOf("\ufeffA=1\n"), { A: "1" });
  assert.deepEqual(valuesOf("\u00a0A\u00a0=\u00a0b\u00a0\u2003\n"), { A: "b" });
  assert.deepEqual(valuesOf("A=\ufffdt\ufffd\n", { encoding: "lossy" }), { A: "\ufffdt\ufffd" });
});

test("what Compose refuses, in its words", () => {
  assert.deepEqual(errorOf("A=1\nB 2=1\nC=3\n"), { message: "line 2: key cannot contain a space", at: "B 2", before: ["A"] });
  assert.equal(errorOf("- A=1").message, "line 1: key cannot contain a space");
  assert.equal(errorOf("\n\njust text\n").message, "line 3: key cannot contain a space");
  assert.equal(errorOf('A="x\ny"\nX Y=1\n').message, "line 3: key cannot contain a space");
  assert.deepEqual(errorOf("A$=1\n"), {
    message: 'line 1: unexpected character "$" in variable name "A$=1"',
    at: "$",
    before: [],
  });
  assert.equal(errorOf('{"A": "b"}\n').message, String.raw`line 1: unexpected character "{" in variable name "{\"A\": \"b\"}"`);
  assert.equal(errorOf("A\u2003=1\n").message, String.raw`line 1: unexpected character "\u2003" in variable name "A\u2003=1"`);
  assert.deepEqual(errorOf('A="x\ny\n'), { message: 'line 3: unterminated quoted value "x', at: '"x', before: [] });
  assert.equal(errorOf("export ").message, "zero length string");
  assert.deepEqual(errorOf("A=x ${1} y\n"), { message: 'Invalid template: "x ${1} y"', at: "${1}", before: [] });
  assert.deepEqual(errorOf('A="\\n\\n${NOPE:?\\tm}"\n'), {
    message: "required variable NOPE is missing a value: \tm",
    at: "${NOPE:?\\tm}",
    before: [],
  });
  assert.equal(
    errorOf("A=1\nB", { encoding: "utf-16" }).message,
    'line 1: unexpected character "\ufffd" in variable name "\\xff\\xfeA\\x00=\\x001\\x00"',
  );
});

test("an error names the file as Compose does", () => {
  const { error } = parse("A B=1");
  assert.ok(error);
  assert.equal(envFileWords(error.fault, "prod.env"), "failed to read prod.env: line 1: key cannot contain a space");
  assert.equal(
    envFileWords(error.fault, "prod.env", "raw"),
    "failed to parse env_file prod.env: line 1: key cannot contain a space",
  );
});

test("raw takes every line literally", () => {
  const options = { format: "raw" } as const;
  assert.deepEqual(valuesOf('\ufeffA="x" # c \r\n  B= $H\n# c\n\n\tC\nD=a=b\nE=', options), {
    A: '"x" # c ',
    B: " $H",
    C: null,
    D: "a=b",
    E: "",
  });
  assert.deepEqual(errorOf("X=1\nA = 1", options), { message: "variable 'A ' contains whitespaces", at: "A ", before: ["X"] });
  assert.equal(errorOf(" =1", options).message, "no variable name on line '=1'");
  assert.equal(errorOf("A=1\nB=\ufffd", { ...options, encoding: "lossy" }).message, "invalid utf8 bytes at line 2");
});

test("every statement says where its parts stand", () => {
  const text = '# c\n  export A = "x $H" # c\r\nB: y z # c\nC\nD=\n';
  const parts = parse(text).statements.map(({ entry }) => {
    const part = (span: { start: number; end: number } | null) => span && text.slice(span.start, span.end);
    return [part(entry.at), part(entry.key), part(entry.value), entry.quotes];
  });
  assert.deepEqual(parts, [
    ['export A = "x $H"', "A", '"x $H"', "double"],
    ["B: y z", "B", "y z", "none"],
    ["C", "C", null, "none"],
    ["D=", "D", "", "none"],
  ]);
});

test("references stand where the file has them, behind escapes too", () => {
  const text = 'X=1\nA="\\n\\"\\$${H}${NOPE:-d\\td}"\nB=${X}\n';
  const [, a, b] = parse(text).statements;
  const spans = a?.interpolation?.references.map(({ span, inserted }) =>
    [span, inserted].map((part) => part && text.slice(part.start, part.end)),
  );
  assert.deepEqual(spans, [
    ["${H}", null],
    ["${NOPE:-d\\td}", "d\\td"],
  ]);
  assert.equal(a?.value, '\n"$hostd\td');
  const sole = b?.interpolation?.sole;
  assert.deepEqual(sole && [text.slice(sole.span.start, sole.span.end), sole.origin], ["${X}", "earlier X"]);
});

test("reads any text without an exception, in linear time", () => {
  const long = 100_000;
  for (const text of [
    "\0GITCRYPT\0\x02",
    '"'.repeat(long),
    "\\".repeat(long),
    'A="\\'.repeat(long),
    "=".repeat(long),
    "\n#".repeat(long),
    "A=$\n".repeat(long),
  ])
    parse(text);
});
