import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { runs } from "../../../testing/runs.js";
import { memoryFiles } from "../../base/files.js";
import { applyEdits, type TextEdit } from "../../base/text.js";
import { loadProject } from "../project/load.js";
import type { Entry, Project, Service, Variable } from "../types.js";
import { addEntries, addEntry, passThrough, removeEntry, renameEntry, setValue, unquoteValue } from "./edit.js";

type Texts = Readonly<Record<string, string>>;

function load(texts: Texts): Project {
  return loadProject(memoryFiles(texts), { composeFiles: ["/p/compose.yml"], processEnvironment: null });
}

function service(project: Project): Service {
  const found = project.services[0];
  assert.ok(found, JSON.stringify(project.errors));
  return found;
}

function variable(project: Project, name: string): Variable {
  const found = service(project).environment.get(name);
  assert.ok(found, `no ${name}`);
  return found;
}

function apply(texts: Texts, edits: readonly TextEdit[] | null): Texts {
  assert.ok(edits, "the edit can be made");
  const changed: Record<string, string> = { ...texts };
  for (const file of new Set(edits.map((edit) => edit.file))) {
    const text = changed[file];
    assert.ok(text !== undefined);
    changed[file] = applyEdits(
      text,
      edits.filter((edit) => edit.file === file),
    );
  }
  return changed;
}

function environment(project: Project): Record<string, string | null> {
  return Object.fromEntries(
    [...service(project).environment.values()].map((found) => [
      found.name,
      found.state === "value" ? found.value : found.composed,
    ]),
  );
}

/** A project of one service with these lines under `environment:`, and a key after them. */
function compose(lines: readonly string[], env = "", eol = "\n"): Texts {
  const yaml = [
    "services:",
    "  web:",
    "    image: x",
    "    environment: # mail",
    ...lines.map((line) => `      ${line}`),
    "    restart: always",
    "",
  ];
  return { "/p/compose.yml": yaml.join(eol), ...(env === "" ? {} : { "/p/.env": env }) };
}

const body = (texts: Texts) => (texts["/p/compose.yml"] ?? "").split("    environment: # mail\n")[1]?.split("    restart")[0];

/** Awkward texts for a value, none with a line break inside. */
const awkward = fc.oneof(
  fc.constantFrom(
    "",
    " ",
    "587",
    "0465",
    "1e10",
    "true",
    "null",
    "~",
    "yes",
    "a #b",
    "a: b",
    "a:",
    "#x",
    "'",
    '"',
    "it's",
    'say "x"',
    "$",
    "$$",
    "$X",
    "${X}",
    "\\",
    "a\\",
    "\\'",
    "-",
    "- a",
    "{",
    "}",
    "[a]",
    "a, b",
    "&a",
    "*a",
    "!x",
    "|",
    ">",
    "%",
    "@",
    "`",
    " a",
    "a ",
    "\ta",
    "é",
    "\u00a0",
    "<<",
    "=",
    "K=V",
    "?",
    "---",
    "a}b",
    "//",
    ";",
  ),
  fc.string({ maxLength: 12 }).map((text) => text.replace(/[\r\n]/g, "")),
  fc.stringMatching(/^[ -~]{0,12}$/),
);

const places: readonly { readonly name: string; readonly texts: Texts }[] = [
  ["list", ["- A=1", "- K=old # kept", "- Z=2"]],
  ["list, double quotes", ["- A=1", '- "K=old" # kept', "- Z=2"]],
  ["list, single quotes", ["- A=1", "- 'K=old' # kept", "- Z=2"]],
  ["list, block", ["- A=1", "- |-", "  K=old", "- Z=2"]],
  ["list, bare", ["- A=1", "- K # kept", "- Z=2"]],
  ["list, empty", ["- A=1", "- K=", "- Z=2"]],
  ["list, reference", ["- A=1", "- K=${NOPE} # kept", "- Z=2"]],
  ["list, two lines", ["- A=1", "- K=old", "  more", "- Z=2"]],
  ["flow list", ["[A=1, K=old, Z=2]"]],
  ["flow list, quoted", ["['A=1', 'K=old', \"Z=2\"]"]],
  ["map", ["A: 1", "K: old # kept", "Z: 2"]],
  ["map, double quotes", ["A: 1", 'K: "old" # kept', "Z: 2"]],
  ["map, single quotes", ["A: 1", "K: 'old' # kept", "Z: 2"]],
  ["map, literal block", ["A: 1", "K: |", "  old", "  text", "Z: 2"]],
  ["map, bare", ["A: 1", "K: # kept", "Z: 2"]],
  ["map, null", ["A: 1", "K: ~ # kept", "Z: 2"]],
  ["map, quoted key", ["A: 1", '"K": old', "Z: 2"]],
  ["map, quoted bare key", ["A: 1", "'K':", "Z: 2"]],
  ["map, empty text", ["A: 1", 'K: ""', "Z: 2"]],
  ["flow map", ["{A: 1, K: old, Z: 2}"]],
  ["flow map, bare", ["{A: 1, K, Z: 2}"]],
  ["flow map, JSON", ['{"A": "1", "K": "old", "Z": "2"}']],
].map(([name, lines]) => ({ name: name as string, texts: compose(lines as string[]) }));
for (const line of [
  "K=old",
  "K=old # kept",
  'K="old" # kept',
  "K='old' # kept",
  "export K=old",
  "K: old",
  "K=",
  "K = old",
  'K="two\nlines"',
]) {
  (places as { name: string; texts: Texts }[]).push(
    { name: `.env, ${line}`, texts: compose(["- A=1", "- K", "- Z=2"], `# mail\n${line}\nQ=7\n`) },
    { name: `.env by reference, ${line}`, texts: compose(["A: 1", "K: ${K}", "Z: 2"], `Q=7\n${line}`) },
    {
      name: `env_file, ${line}`,
      texts: {
        "/p/compose.yml": "services:\n  web:\n    image: x\n    env_file: m.env\n    environment: {A: 1, Z: 2}\n",
        "/p/m.env": `Q=7\n${line}\r\nR=8\r\n`,
      },
    },
  );
}

for (const { name, texts } of places) {
  test(`setValue: ${name}: the variable gets the text, nothing else changes`, () => {
    const before = environment(load(texts));
    fc.assert(
      fc.property(awkward, (wanted) => {
        const project = load(texts);
        const changed = apply(texts, setValue(project, variable(project, "K"), wanted));
        const after = load(changed);
        const context = JSON.stringify(changed);
        assert.deepEqual(after.errors, [], context);
        assert.deepEqual(environment(after), { ...before, K: wanted }, context);
        for (const [file, text] of Object.entries(texts)) {
          if (text.includes("# kept")) assert.ok(changed[file]?.includes("# kept"), context);
          assert.equal(changed[file]?.includes("\r\n"), text.includes("\r\n"));
        }
      }),
      runs(30),
    );
  });

  test(`removeEntry: ${name}: only this variable goes`, () => {
    const { K: _, ...others } = environment(load(texts));
    const project = load(texts);
    const after = load(apply(texts, removeEntry(project, variable(project, "K").declared)));
    assert.deepEqual(after.errors, []);
    assert.deepEqual(environment(after), others);
  });

  test(`renameEntry: ${name}: the value comes under the other name`, () => {
    const project = load(texts);
    const { declared } = variable(project, "K");
    const after = load(apply(texts, renameEntry(project, declared, "SMTP_NAME")));
    assert.deepEqual(after.errors, []);
    const { K, ...others } = environment(load(texts));
    assert.deepEqual(Object.keys(environment(after)).sort(), ["SMTP_NAME", ...Object.keys(others)].sort());
    if (declared.value !== null) assert.equal(environment(after).SMTP_NAME, K);
  });

  test(`addEntry: ${name}: a new entry stands after the one it belongs to`, () => {
    const near = variable(load(texts), "K").declared;
    fc.assert(
      fc.property(awkward, (value) => {
        const project = load(texts);
        const escaped = value.replaceAll("$", "$$$$");
        const changed = apply(texts, addEntry(project, service(project), { name: "NEW", value: escaped, near }));
        const after = load(changed);
        assert.deepEqual(after.errors, [], JSON.stringify(changed));
        assert.deepEqual(environment(after), { ...environment(project), NEW: value }, JSON.stringify(changed));
      }),
      runs(15),
    );
  });
}

test("setValue changes only what it must", () => {
  const cases: readonly (readonly [string[], string, string[]])[] = [
    [["- K=true # on"], "false", ["- K=false # on"]],
    [["- K=old"], "a #b", ['- "K=a #b"']],
    [["- 'K=old'"], "it's", ["- 'K=it''s'"]],
    [["K: 465"], "587", ["K: 587"]],
    [["K: old"], "0465", ['K: "0465"']],
    [["K: 'old'"], "new", ["K: 'new'"]],
    [["K: old"], "Pa$word", ["K: Pa$$word"]],
    [["K:   # later"], "x", ["K: x   # later"]],
    [["- K"], "x", ["- K=x"]],
    [["- K=${X:-old}"], "new", ["- K=${X:-new}"]],
    [["- K=${X:-}"], "new", ["- K=${X:-new}"]],
    [["K: ${X:-465}"], "587", ["K: ${X:-587}"]],
    [["K: a${X:-465}"], "587", ["K: 587"]],
  ];
  for (const [lines, value, expected] of cases) {
    const texts = compose(lines);
    const project = load(texts);
    assert.equal(
      body(apply(texts, setValue(project, variable(project, "K"), value))),
      expected.map((line) => `      ${line}\n`).join(""),
    );
  }
});

test("setValue edits `.env` where the value comes from there, with the quotes of that file", () => {
  const texts = compose(["- K=${MAIL:-x}"], "MAIL=old # kept\n");
  const project = load(texts);
  const changed = apply(texts, setValue(project, variable(project, "K"), "Pa$s"));
  assert.equal(changed["/p/.env"], "MAIL='Pa$s' # kept\n");
});

test("setValue is not possible where the whole entry comes from a reference, or the value from nowhere", () => {
  const project = loadProject(memoryFiles(compose(["- ${LINE}", "- K=${SHELL_ONLY}"], "LINE=A=b\n")), {
    composeFiles: ["/p/compose.yml"],
    processEnvironment: new Map([["SHELL_ONLY", "x"]]),
  });
  assert.equal(setValue(project, variable(project, "A"), "c"), null);
  assert.equal(setValue(project, variable(project, "K"), "c"), null);
});

test("edits keep out of texts that they cannot write safely", () => {
  const lines: readonly (readonly [string, string])[] = [
    ["K: &anchor", ""],
    ["K: !!str", ""],
    ["K: ${EMPTY:+alt}", "EMPTY=\n"],
  ];
  for (const [line, env] of lines) {
    const project = load(compose([line], env));
    assert.equal(setValue(project, variable(project, "K"), "x"), null, line);
  }
  const complex = load(compose(["? K", ": x"]));
  assert.equal(addEntry(complex, service(complex), { name: "A", value: "1", near: variable(complex, "K").declared }), null);
});

test("a line of `format: raw` is written as it is", () => {
  const texts = {
    "/p/compose.yml": "services:\n  web:\n    image: x\n    env_file: [{path: m.env, format: raw}]\n",
    "/p/m.env": "K=old\r\nZ=2\r\n",
  };
  const project = load(texts);
  const changed = apply(texts, setValue(project, variable(project, "K"), 'a "b" #c $D'));
  assert.equal(changed["/p/m.env"], 'K=a "b" #c $D\r\nZ=2\r\n');
  assert.equal(environment(load(changed)).K, 'a "b" #c $D');
});

test("removeEntry never leaves an empty `environment:`", () => {
  for (const line of ["- K=1", "K: 1", "- K", "K:"]) {
    const texts = compose(["# a comment", line]);
    const project = load(texts);
    const changed = apply(texts, removeEntry(project, variable(project, "K").declared));
    assert.equal(changed["/p/compose.yml"], "services:\n  web:\n    image: x\n      # a comment\n    restart: always\n");
  }
  const fragment = { "/p/compose.yml": "services:\n  web:\n    environment:\n    - K=1\n" };
  const project = load(fragment);
  const changed = apply(fragment, removeEntry(project, variable(project, "K").declared));
  assert.equal(changed["/p/compose.yml"], "services:\n  web:\n    environment: []\n");
});

test("removeEntry keeps an anchor's map", () => {
  const texts = { "/p/compose.yml": "x-e: &e\n  K: 1\nservices:\n  web:\n    image: x\n    environment: *e\n" };
  const project = load(texts);
  const changed = apply(texts, removeEntry(project, variable(project, "K").declared));
  assert.equal(changed["/p/compose.yml"], "x-e: &e {}\nservices:\n  web:\n    image: x\n    environment: *e\n");
});

test("addEntries: without `near` to the section, else in a new one; line ends and indentation stay", () => {
  const added = [
    { name: "A", value: "${A}" },
    { name: "B", value: null },
  ];
  const cases: readonly (readonly [string, string])[] = [
    [
      "services:\n  web:\n    environment:\n      - K=1\n",
      "services:\n  web:\n    environment:\n      - K=1\n      - A=${A}\n      - B\n",
    ],
    ["services:\n  web:\n    environment:\n    - K=1", "services:\n  web:\n    environment:\n    - K=1\n    - A=${A}\n    - B"],
    [
      "services:\r\n    web:\r\n        environment:\r\n            K: 1\r\n",
      "services:\r\n    web:\r\n        environment:\r\n            K: 1\r\n            A: ${A}\r\n            B:\r\n",
    ],
    ["services:\n  web:\n    environment: {}\n", 'services:\n  web:\n    environment: {A: "${A}", B: null}\n'],
    ["services:\n  web:\n    environment: [K=1]\n", 'services:\n  web:\n    environment: [K=1, "A=${A}", B]\n'],
    [
      "x-e: &e {K: 1}\nservices:\n  web:\n    environment:\n      <<: *e\n",
      "x-e: &e {K: 1}\nservices:\n  web:\n    environment:\n      <<: *e\n      A: ${A}\n      B:\n",
    ],
    [
      "services:\n  web:\n    image: x # it\n    ports: ['1:1']\n",
      "services:\n  web:\n    image: x # it\n    environment:\n      - A=${A}\n      - B\n    ports: ['1:1']\n",
    ],
    [
      "services:\n    web:\n        image: x\n        env_file:\n            - a.env\n",
      "services:\n    web:\n        image: x\n        env_file:\n            - a.env\n        environment:\n            - A=${A}\n            - B\n",
    ],
    [
      "services:\n  web:\n    image: x\n    environment:\n    ports: []\n",
      "services:\n  web:\n    image: x\n    environment:\n      - A=${A}\n      - B\n    ports: []\n",
    ],
    ["services:\n  web: {image: x}\n", 'services:\n  web: {image: x, environment: ["A=${A}", B]}\n'],
    ["{services: {web: {image: x}}}", '{services: {web: {image: x, environment: ["A=${A}", B]}}}'],
  ];
  for (const [text, expected] of cases) {
    const texts = { "/p/compose.yml": text };
    const project = load(texts);
    assert.equal(apply(texts, addEntries(project, service(project), added))["/p/compose.yml"], expected);
  }
});

test("passThrough leaves the bare name", () => {
  const cases: readonly (readonly [string[], string[]])[] = [
    [["- K=${K} # kept"], ["- K # kept"]],
    [['- "K=${K}"'], ['- "K"']],
    [["K: ${K}"], ["K:"]],
    [['K: "" # kept'], ["K: # kept"]],
    [["{K: '', A: 1}"], ["{K: null, A: 1}"]],
    [["[K=, A=1]"], ["[K, A=1]"]],
  ];
  for (const [lines, expected] of cases) {
    const texts = compose(lines);
    const project = load(texts);
    const changed = apply(texts, passThrough(project, variable(project, "K").declared));
    assert.equal(body(changed), expected.map((line) => `      ${line}\n`).join(""));
    assert.equal(variable(load(changed), "K").state, "unknown");
  }
});

test("unquoteValue takes out the quotes that reach the container", () => {
  const cases: readonly (readonly [string[], string[], string])[] = [
    [['- K="v" # kept'], ['- "K=v" # kept'], "v"],
    [["- K='v'"], ["- 'K=v'"], "v"],
    [["- K='it's'"], ['- "K=it\'s"'], "it's"],
    [['- K="a\\b"'], ['- "K=a\\\\b"'], "a\\b"],
    [["- 'K=\"v\"'"], ["- 'K=v'"], "v"],
    [['- "K=\\"v\\""'], ['- "K=v"'], "v"],
    [["K: '\"v\"'"], ["K: 'v'"], "v"],
    [["K: '''v'''"], ["K: 'v'"], "v"],
  ];
  for (const [lines, expected, value] of cases) {
    const texts = compose(lines);
    const project = load(texts);
    const changed = apply(texts, unquoteValue(project, variable(project, "K").declared));
    assert.equal(body(changed), expected.map((line) => `      ${line}\n`).join(""));
    assert.equal(environment(load(changed)).K, value);
  }
  const entry: Entry = variable(load(compose(["- K=v"])), "K").declared;
  assert.equal(unquoteValue(load(compose(["- K=v"])), entry), null);
});
