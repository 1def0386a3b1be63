import assert from "node:assert/strict";
import { test } from "node:test";
import { memoryFiles } from "../../base/files.js";
import { loadProject } from "../project/load.js";

type Texts = Readonly<Record<string, string>>;

/** The messages for the files, in order, as `-f`, each with the text that it points at; those with a leading `+` are only there. */
function refusals(texts: Texts): [string, string][] {
  const composeFiles = Object.keys(texts).flatMap((path) => (path.startsWith("+") ? [] : [path]));
  const files = Object.fromEntries(Object.entries(texts).map(([path, text]) => [path.replace("+", ""), text]));
  const absolute = Object.fromEntries(Object.entries(files).map(([path, text]) => [`/p/${path}`, text]));
  const request = { composeFiles: composeFiles.map((path) => `/p/${path}`), processEnvironment: new Map<string, string>() };
  return loadProject(memoryFiles(absolute), request).errors.map(({ message, at }) => [
    message.replaceAll("/p/", ""),
    (absolute[at.file] ?? "").slice(at.start, at.end),
  ]);
}

const web = (lines: string, rest = "") => `services:\n  web:\n    image: x\n${lines.replace(/^(?=.)/gm, "    ")}\n${rest}`;

/** What is said of `a.yml` with `b.yml` laid over it. */
const laid = (below: string, above: string) => refusals({ "a.yml": web(below), "b.yml": web(above) });

const fine: [string, string][] = [];

test("each file is judged once it is laid over those before, and the first one that fails ends it", () => {
  const strange = (file: string, key: string) => `validating ${file}: services.web additional properties '${key}' not allowed`;
  assert.deepEqual(laid("foo: 1", ""), [[strange("a.yml", "foo"), "foo"]]);
  assert.deepEqual(laid("", "foo: 1"), [[strange("b.yml", "foo"), "foo"]]);
  assert.deepEqual(laid("foo: 1", "bar: 1"), [[strange("a.yml", "foo"), "foo"]]);
  assert.deepEqual(laid("ports: 80", "ports: !override [80]"), [["validating a.yml: services.web.ports must be a array", "80"]]);
  assert.deepEqual(laid("x-foo: 1", "x-foo: [1]"), fine);
});

test("what is taken away is not judged", () => {
  assert.deepEqual(laid("", "ports: !reset 80"), fine);
  assert.deepEqual(refusals({ "a.yml": web("foo: !reset 1") }), fine);
});

test("what is taken away leaves nothing that a later file would have to fit", () => {
  const files = (middle: string) =>
    refusals({ "a.yml": web("ports: ['80']"), "b.yml": web(middle), "c.yml": web("ports: ['81']") });
  assert.deepEqual(files("ports: !reset {a: b}"), fine);
});

test("a base is judged together with what is laid over it", () => {
  const texts = (own: string) => ({
    "a.yml": `services:\n  web: {image: x, extends: {file: base.yml, service: base}${own}}\n`,
    "+base.yml": "services:\n  base: {hostname: true}\n",
  });
  assert.deepEqual(refusals(texts(", hostname: a")), fine);
  assert.deepEqual(refusals(texts(""))[0], ["validating a.yml: services.web.hostname must be a string", "true"]);
});

test("what a base says is judged in the service that extends it, in that service's file", () => {
  const texts = {
    "a.yml": "services:\n  web: {image: x, extends: {file: base.yml, service: base}}\n",
    "+base.yml": "services:\n  base: {environment: 5}\n  other: {foo: 1}\n",
  };
  assert.deepEqual(refusals(texts)[0], ["validating a.yml: services.web.environment must be a mapping", "5"]);
});

test("a map and a list are not laid over each other, however deep they stand", () => {
  // What follows is that the value laid last does not fit either; Compose has stopped by then.
  assert.deepEqual(laid("logging: {options: {a: b}}", "logging: {options: [a]}")[0], [
    "cannot override services.web.logging.options",
    "{options: [a]}",
  ]);
  assert.deepEqual(laid("ports: ['80']", "ports: {a: b}")[0], ["cannot override services.web.ports", "{a: b}"]);
  assert.deepEqual(laid("healthcheck: {test: [CMD, a]}", "healthcheck: {test: a}"), [
    ["cannot override services.web.healthcheck.test", "{test: a}"],
  ]);
  assert.deepEqual(laid("healthcheck: {test: a}", "healthcheck: {test: [CMD, a]}"), fine);
  assert.deepEqual(laid("logging: {driver: a}", "logging:"), fine);
});

test("what Compose brings into one form first may be a map here and a list there", () => {
  for (const key of ["environment", "labels", "sysctls"]) {
    assert.deepEqual(laid(`${key}: {A: b}`, `${key}: [A=c]`), fine, key);
    assert.deepEqual(laid(`${key}: [A=c]`, `${key}: {A: b}`), fine, key);
  }
  assert.deepEqual(laid("command: [a]", "command: b"), fine);
});

test("items are counted on over the files before", () => {
  const item = (index: number) => `services.web.environment.[${index}]: unexpected type int`;
  assert.deepEqual(laid("environment: {A: 1, B: 2}", "environment: [C=1, 5]"), [[item(3), "5"]]);
  assert.deepEqual(laid("environment: [A=1]", "environment: [5]"), [[item(1), "5"]]);
  assert.deepEqual(laid("env_file: [{path: a.env, required: false}]", "env_file: [{path: b.env, required: 5}]")[0], [
    "validating b.yml: services.web.env_file.1.required must be a boolean or string",
    "5",
  ]);
});

test("of two env files with one path the last counts", () => {
  const at = "services.web.env_file.0 additional properties 'foo' not allowed";
  const wrong = "env_file:\n  - {path: a.env, foo: 1, required: false}\n";
  assert.deepEqual(refusals({ "a.yml": web(wrong) }), [[`validating a.yml: ${at}`, "foo"]]);
  assert.deepEqual(refusals({ "a.yml": web(`${wrong}  - {path: a.env, required: false}\n`) }), fine);
});

test("what is included is judged by itself, before anything is laid over it", () => {
  const included = (lines: string) =>
    refusals({ "a.yml": `include: [b.yml]\nservices: {db: {image: x}}\n`, "+b.yml": web(lines) });
  assert.deepEqual(included("foo: 1"), [["validating b.yml: services.web additional properties 'foo' not allowed", "foo"]]);
  assert.deepEqual(included("labels: [a]"), fine);
  const two = {
    "a.yml": "include: [b.yml, c.yml]\nservices: {db: {image: x}}\n",
    "+b.yml": web("logging: {driver: a}"),
    "+c.yml": web("logging: [a]"),
  };
  assert.deepEqual(refusals(two)[0], ["validating c.yml: services.web.logging must be a mapping", "[a]"]);
});

test("a service of which no file says anything is no mapping", () => {
  const empty = "services:\n  web:\n";
  const refused: [string, string][] = [["validating a.yml: services.web must be a mapping", "web"]];
  assert.deepEqual(refusals({ "a.yml": empty }), refused);
  assert.deepEqual(refusals({ "a.yml": empty, "b.yml": web("") }), refused);
  assert.deepEqual(refusals({ "a.yml": web(""), "b.yml": empty }), fine);
});

test("secrets and configs have one source, and keys that are theirs", () => {
  const beside = (rest: string) => refusals({ "a.yml": web("", rest) });
  const strange = (what: string) => `validating a.yml: ${what} additional properties 'foo' not allowed`;
  assert.deepEqual(beside("secrets: {s: {file: a}}\nconfigs: {c: {content: b}}\n"), fine);
  assert.deepEqual(beside("secrets: {s: {external: true}}\nconfigs: {c: {external: true}}\n"), fine);
  assert.deepEqual(beside("secrets: {s: {file: a, foo: 1}}\n"), [[strange("secrets.s"), "foo"]]);
  assert.deepEqual(beside("configs: {s: {file: a, x-foo: 1}}\n"), fine);
  assert.deepEqual(beside("secrets: {s: text}\n")[0], ["validating a.yml: secrets.s must be a mapping", "text"]);
  assert.deepEqual(beside("secrets: {s: }\n"), [["validating a.yml: secrets.s must be a mapping", "s"]]);
  assert.deepEqual(beside("secrets: {s: {name: t}}\n"), [["secrets.s: one of file|environment must be set", "s"]]);
  assert.deepEqual(beside("configs: {c: {file: a, content: b}}\n"), [
    ["configs.c: file|environment|content attributes are mutually exclusive", "c"],
  ]);
});

test("a source of one file and a source of another are two", () => {
  const files = (below: string, above: string) =>
    refusals({ "a.yml": web("", `secrets: {s: ${below}}\n`), "b.yml": web("", `secrets: {s: ${above}}\n`) });
  assert.deepEqual(files("{file: a}", "{environment: B}"), [
    ["secrets.s: file|environment attributes are mutually exclusive", "s"],
  ]);
  assert.deepEqual(files("{file: a}", "{file: b}"), fine);
});

test("what stands beside the services is laid over and judged as they are", () => {
  const files = (below: string, above: string) => refusals({ "a.yml": web("", below), "b.yml": web("", above) });
  assert.deepEqual(files("volumes: {v: {}}\n", "volumes: [v]\n")[0], ["cannot override volumes", "[v]"]);
  assert.deepEqual(files("volumes: {v: {}}\n", "volumes:\n"), fine);
  assert.deepEqual(files("volumes: {v: {}}\n", "volumes: !reset [v]\n"), fine);
  assert.deepEqual(files("version: 3\n", ""), [["validating a.yml: version must be a string", "3"]]);
  assert.deepEqual(files("", "version: 3\n"), [["validating b.yml: version must be a string", "3"]]);
});
