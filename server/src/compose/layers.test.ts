import assert from "node:assert/strict";
import { test } from "node:test";
import { memoryFiles } from "../base/files.js";
import { isWithin, type Scope } from "./layers.js";
import { loadProject } from "./project/load.js";
import type { Service } from "./types.js";

/** `web` of a project whose files, in order, are `-f`; others that are named with a leading `+` are only there. */
function web(texts: Readonly<Record<string, string>>): Service {
  const composeFiles = Object.keys(texts).flatMap((path) => (path.startsWith("+") ? [] : [`/p/${path}`]));
  const files = Object.fromEntries(Object.entries(texts).map(([path, text]) => [`/p/${path.replace("+", "")}`, text]));
  const project = loadProject(memoryFiles(files), { composeFiles, processEnvironment: new Map() });
  assert.deepEqual(
    project.errors.map(({ message }) => message),
    [],
  );
  const found = project.services.find(({ name }) => name === "web");
  assert.ok(found);
  return found;
}

const environmentOf = ({ environment }: Service) =>
  Object.fromEntries([...environment.values()].map((each) => [each.name, each.state === "value" ? each.value : each.composed]));

const service = (lines: string) => `services:\n  web:\n    image: x\n${lines.replace(/^(?=.)/gm, "    ")}\n`;

test("a later file is laid over an earlier one, name by name", () => {
  const over = web({ "a.yml": service("environment: [A=1, B=1]"), "b.yml": service("environment: {B: 2, C: 2}") });
  assert.deepEqual(environmentOf(over), { A: "1", B: "2", C: "2" });
});

test("`!override` leaves nothing of the files before, `!reset` nothing at all", () => {
  const before = { "a.yml": service("environment: [A=1, B=1]") };
  assert.deepEqual(environmentOf(web({ ...before, "b.yml": service("environment: !override {B: 2}") })), { B: "2" });
  assert.deepEqual(environmentOf(web({ ...before, "b.yml": service("environment: !reset {B: 2}") })), {});
  const third = { "b.yml": service("environment: !reset null"), "c.yml": service("environment: [C=3]") };
  assert.deepEqual(environmentOf(web({ ...before, ...third })), { C: "3" });
});

test("`!reset` uncovers what the map merges from an anchor", () => {
  const text = "x-mail: &mail {environment: [A=merged]}\nservices: {web: {image: x, <<: *mail, environment: !reset [B=1]}}\n";
  assert.deepEqual(environmentOf(web({ "a.yml": text })), { A: "merged" });
});

test("a tag that comes with an anchor counts for nothing", () => {
  const before = { "a.yml": service("environment: [A=1]") };
  const merged = "x-mail: &mail {environment: !override [B=2]}\nservices: {web: {<<: *mail}}\n";
  assert.deepEqual(environmentOf(web({ ...before, "b.yml": merged })), { A: "1", B: "2" });
});

test("a tag in a base does not reach what other files say of the service", () => {
  const base = { "+base.yml": "services: {base: {image: x, environment: !override {B: base}}}\n" };
  const texts = {
    ...base,
    "a.yml": service("environment: [A=1]"),
    "b.yml": "services: {web: {extends: {file: base.yml, service: base}}}\n",
  };
  assert.deepEqual(environmentOf(web(texts)), { A: "1", B: "base" });
});

test("a service's own tag takes away what it has from its base", () => {
  const texts = "services:\n  web: {image: x, extends: base, environment: !reset null}\n  base: {image: y, environment: [A=1]}\n";
  assert.deepEqual(environmentOf(web({ "a.yml": texts })), {});
});

test("inside of what replaces all before it, a tag takes nothing away", () => {
  const above = "services:\n  web: !override {image: !reset y, environment: !reset [B=2]}\n";
  const replaced = web({ "a.yml": service("environment: [A=1]"), "b.yml": above });
  assert.deepEqual([environmentOf(replaced), replaced.image?.text], [{ B: "2" }, "y"]);
});

test("of a text the last one counts, and none that is empty of a text", () => {
  const image = (...lines: string[]) =>
    web(Object.fromEntries(lines.map((line, index) => [`${index}.yml`, `services: {web: {build: ., ${line}}}\n`]))).image?.text;
  assert.equal(image("image: a", "image: b"), "b");
  assert.equal(image("image: a", "image: "), "a");
  assert.equal(image("image: a", "image: 'b${NONE:-c}'"), "bc");
});

test("lists and single texts of all files are one list", () => {
  const texts = {
    "a.yml": service("profiles: [a]\nextra_hosts: ['one=1.1.1.1']"),
    "b.yml": service("profiles: ['${P:-b}']\nextra_hosts: {two: 2.2.2.2}"),
  };
  const { profiles, network } = web(texts);
  assert.deepEqual(
    [profiles, network.extraHosts],
    [
      ["a", "b"],
      ["one", "two"],
    ],
  );
});

test("names may be written as a list here and as a map there", () => {
  const rest = "networks: {back: {}, front: {}}\n";
  const orders = [
    ["networks: [back]", "networks: {back: {aliases: [m]}, front: }"],
    ["networks: {back: {aliases: [m]}, front: }", "networks: [back]"],
  ] as const;
  for (const [first, second] of orders) {
    const { network } = web({ "a.yml": service(first) + rest, "b.yml": service(second) });
    assert.deepEqual(
      [[...network.networks].sort(), network.names],
      [
        ["back", "front"],
        ["web", "m"],
      ],
      first,
    );
  }
});

test("a scope is within itself and within those that include it", () => {
  const lookup = () => undefined;
  const project: Scope = { lookup, outer: null };
  const included: Scope = { lookup, outer: project };
  const deeper: Scope = { lookup, outer: included };
  const beside: Scope = { lookup, outer: project };
  assert.ok(isWithin(project, project) && isWithin(deeper, project) && isWithin(deeper, included));
  assert.ok(!isWithin(project, included) && !isWithin(deeper, beside));
});
