import assert from "node:assert/strict";
import { test } from "node:test";
import { composeFile } from "../../testing/rules/project.js";
import { memoryFiles } from "../base/files.js";
import { loadProject } from "../compose/project/load.js";
import { FoundSecrets } from "./found-secrets.js";

/** The secrets of a service whose password is written like this. */
function secretsIn(value: string): readonly string[] {
  const files = { "/p/compose.yml": composeFile(["env_file"]).replace("- env_file", () => value), "/p/.env": "" };
  const project = loadProject(memoryFiles(files), { composeFiles: ["/p/compose.yml"], processEnvironment: null });
  return [...new FoundSecrets(project, project.services).texts];
}

/** What stands behind names of secrets where nothing reads it: below the service. */
function writtenIn(more: string): readonly string[] {
  const files = { "/p/compose.yml": composeFile([], undefined, more) };
  const project = loadProject(memoryFiles(files), { composeFiles: ["/p/compose.yml"], processEnvironment: null });
  return [...new FoundSecrets(project, project.services).written()];
}

test("what only says where a secret stands is none", () => {
  const references = [
    ...["${NAME_OF_IT}", "'${NAME_OF_IT}'", '"${NAME_OF_IT}"', "${NAME_OF_IT:-}", "${NAME_OF_IT-}", "$NAME_OF_IT"],
    ...["${NAME_OF_IT:?set it}", "${NAME_OF_IT?set it}", "$A1_B2", "  ${NAME_OF_IT}  "],
  ];
  for (const text of references) {
    assert.deepEqual(secretsIn(`- SMTP_USER_PWD=${text}`), [], text);
    assert.deepEqual(writtenIn(`    labels:\n      MY_TOKEN: ${text}\n`), [], text);
  }
});

test("a text with a dollar sign in it, or with one before what is no name, is one", () => {
  for (const text of [
    ...["$Sommer2019", "pa$WORD_OF_IT", "${X}and-more", "$WORD", "$a_b", "$1_B", "${X:-pear}", "${X+pear}", "x${X}", "$A_B!"],
  ]) {
    assert.ok(secretsIn(`- SMTP_USER_PWD=${text}`).includes(text), text);
  }
});

test("what stands in for a secret that nothing sets is one: the default of its name, under whatever name", () => {
  const inDefault = (value: string) => secretsIn(`- GREETING=${value}`);
  for (const text of ["${MY_TOKEN:-pear}", "${MY_TOKEN-pear}", "a ${MY_TOKEN:-pear} b", "${MY_TOKEN:+pear}", "${MY_TOKEN+pear}"])
    assert.deepEqual(
      inDefault(text).filter((each) => each === "pear"),
      ["pear"],
      text,
    );
  assert.deepEqual(inDefault("${OTHER:-pear}"), []);
  assert.deepEqual(inDefault("${MY_TOKEN:?pear}"), []);
});

test("a secret is known with its quotes and without them, as the file has it and as it is meant", () => {
  assert.deepEqual([...secretsIn("- SMTP_USER_PWD=' pear '")].sort(), [" pear ", "' pear '"]);
  assert.deepEqual([...secretsIn("- SMTP_USER_PWD=a$$b")].sort(), ["a$$b", "a$b"]);
  assert.deepEqual(secretsIn("- SMTP_USER_PWD=\"pear'"), ["\"pear'"], "no pair");
  assert.deepEqual(secretsIn("- SMTP_USER_PWD="), []);
  assert.deepEqual(secretsIn('- SMTP_USER_PWD=""'), []);
});

test("what stands behind a secret's name in any line: whole, without signs of YAML, and behind a quote that ends too early", () => {
  const written = (value: string) => [...writtenIn(`    labels:\n      MY_TOKEN: ${value}\n`)].sort();
  assert.deepEqual(written("pear"), ["pear"]);
  assert.deepEqual(written('"pear"'), ['"pear"', '\\"pear\\"', "pear"].sort());
  assert.deepEqual(written("*pear"), ["*pear", "pear"]);
  assert.deepEqual(written("&a pear"), ["&a pear", "a pear"]);
  assert.deepEqual(written("!x pear"), ["!x pear", "x pear"]);
  assert.deepEqual(written("'ab' pear"), ["'ab' pear", "ab' pear", "pear"]);
  assert.deepEqual(written("${NAME_OF_IT}"), []);
});

test("by way of other names: where a name is bare, holds a secret, or only passes one on", () => {
  const texts = (lines: readonly string[], dotenv: string) => {
    const files = { "/p/compose.yml": composeFile(lines), "/p/.env": dotenv };
    const project = loadProject(memoryFiles(files), { composeFiles: ["/p/compose.yml"], processEnvironment: null });
    const found = new FoundSecrets(project, project.services);
    const marked = found.places.map((at) => found.textAt(at));
    return { texts: [...found.texts].sort(), marked: [...new Set(marked)].sort(), passedOn: [...found.passedOn()].sort() };
  };
  assert.deepEqual(texts(["SMTP_USER_PWD"], "SMTP_USER_PWD=pear\n"), { texts: ["pear"], marked: ["pear"], passedOn: [] });
  assert.deepEqual(texts(["SMTP_USER_PWD"], ""), { texts: [], marked: [], passedOn: [] });
  assert.deepEqual(texts(["GREETING=${MY_TOKEN}"], "MY_TOKEN=pear\n"), { texts: ["pear"], marked: ["pear"], passedOn: ["pear"] });
  assert.deepEqual(texts(["GREETING=a-${MY_TOKEN}"], "MY_TOKEN=pear\n").passedOn, ["pear"]);
  assert.deepEqual(texts(["A_KEY=pear", "GREETING=pear"], ""), { texts: ["pear"], marked: ["pear"], passedOn: [] });
  assert.deepEqual(
    texts(["GREETING=x", "LINK=postgres://a:b@db"], ""),
    { texts: [], marked: [], passedOn: [] },
    "user info that is a word",
  );
  assert.deepEqual(texts(["LINK=postgres://a:plum-tree-9@db"], "").texts, ["a:plum-tree-9", "plum-tree-9"]);
  assert.deepEqual(texts(["SMTP_HOST_ADDR=smtp://a:b@relay"], "").texts, ["a:b", "b"], "but not of a mail server");
});
