import assert from "node:assert/strict";
import { test } from "node:test";
import { SourceText } from "../../base/text.js";
import type { YamlFault } from "./faults.js";
import { goYamlWords, placedFault } from "./go-yaml-words.js";
import { libraryFault } from "./library-faults.js";

const source = new SourceText("a: 1\nb: {c\nd: @x\n");
const at = source.text.indexOf("@");
const sayFault = (fault: YamlFault) => goYamlWords({ ...placedFault(fault, at, source), file: "c.yml", own: true });
const say = (message: string) => sayFault(libraryFault(message).fault);

test("the words of go-yaml where they are known, with its line", () => {
  assert.equal(
    say("Plain value cannot start with reserved character @"),
    "yaml: line 3: found character that cannot start any token",
  );
  assert.equal(sayFault({ kind: "unknown-anchor", name: "a" }), "yaml: unknown anchor 'a' referenced");
  assert.equal(sayFault({ kind: "repeated-key", name: "A" }), 'failed to parse c.yml: line 3: mapping key "A" already defined');
});

test("what is not closed counts where it was opened, by a parser that counts from 0", () => {
  const { fault } = libraryFault("Flow map in block collection must be sufficiently indented and end with a }");
  const opened = placedFault(fault, source.text.indexOf("{"), source);
  assert.equal(goYamlWords({ ...opened, file: "c.yml", own: true }), "yaml: line 1: did not find expected ',' or '}'");
});

test("other words stay, in its form", () => {
  assert.equal(say("Something else"), "yaml: line 3: Something else");
});

test("the text at which our parser stumbles is not quoted: it may be a secret", () => {
  const message = 'Unexpected double-quoted-scalar token in YAML stream: "\\"hunter2\\""';
  assert.equal(say(message), "yaml: line 3: Unexpected double-quoted-scalar token in YAML stream");
});
