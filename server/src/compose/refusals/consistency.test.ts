import assert from "node:assert/strict";
import { test } from "node:test";
import { memoryFiles } from "../../base/files.js";
import { loadProject } from "../project/load.js";

/** Why a project is refused, in order; `profiles`: those that are asked for. */
function refusals(text: string, profiles: readonly string[] = []): string[] {
  const request = { composeFiles: ["/p/c.yml"], processEnvironment: new Map<string, string>(), profiles };
  const { errors } = loadProject(memoryFiles({ "/p/c.yml": text }), request);
  return errors.map(({ message }) => message.replace(": invalid compose project", "").replaceAll("/p/", ""));
}

const web = (lines: string, rest = "") => `services:\n  web:\n    image: x\n    ${lines}\n${rest}`;

test("a service has something to run", () => {
  assert.deepEqual(refusals("services: {a: {}}\n"), ['service "a" has neither an image nor a build context specified']);
  assert.deepEqual(refusals('services: {a: {image: ""}}\n'), ['service "a" has neither an image nor a build context specified']);
  assert.deepEqual(refusals("services: {a: {build: .}, b: {provider: {type: t}}}\n"), []);
});

test("what a service names is there", () => {
  assert.deepEqual(refusals(web("networks: [n, default]")), ['service "web" refers to undefined network n']);
  assert.deepEqual(refusals(web('volumes: ["vol:/x", "./v:/y", "/v:/z", "~/v:/u", "/w", "v:/drive"]')), [
    'service "web" refers to undefined volume vol',
  ]);
  assert.deepEqual(refusals(web("volumes: [{type: volume, source: v, target: /x}]", "volumes: {v: {}}\n")), []);
  assert.deepEqual(refusals(web("secrets: [s]\n    configs: [{target: /c}]")), [
    'service "web" refers to undefined secret s',
    'service "web" refers to undefined config ',
  ]);
  assert.deepEqual(refusals(web("models: [m]")), ['service "web" refers to undefined model m']);
});

test("a name is told as Go quotes it", () => {
  assert.deepEqual(refusals(web('depends_on: ["d\\xa0b"]')), ['service "web" depends on undefined service "d\\u00a0b"']);
});

test("the services that it waits for, by whatever key, take part", () => {
  for (const line of [
    "depends_on: [db]",
    "links: ['db:alias']",
    "volumes_from: ['db:ro']",
    "network_mode: service:db",
    "pid: service:db",
  ]) {
    assert.deepEqual(refusals(web(line)), ['service "web" depends on undefined service "db"'], line);
  }
  assert.deepEqual(refusals(web("volumes_from: ['container:db']")), []);
  const idle = web("depends_on: {db: {condition: service_started, required: false}}", "  db: {image: y, profiles: [p]}\n");
  assert.deepEqual(refusals(idle), []);
  assert.deepEqual(refusals(idle.replace(", required: false", "")), ['service "web" depends on undefined service "db"']);
  assert.deepEqual(refusals(idle.replace(", required: false", ""), ["p"]), []);
});

test("services that wait for one another", () => {
  const text = "services: {a: {image: x, depends_on: [b]}, b: {image: x, links: [c]}, c: {image: x, depends_on: [a]}}\n";
  assert.deepEqual(refusals(text), ["dependency cycle detected: a -> b -> c -> a"]);
});

test("networks beside a mode without any, and a health check that runs nothing", () => {
  assert.deepEqual(refusals(web("network_mode: host\n    networks: [default]")), [
    "service web declares mutually exclusive `network_mode` and `networks`",
  ]);
  assert.deepEqual(refusals(web("healthcheck: {test: [curl, x]}")), [
    'healthcheck.test must start either by "CMD", "CMD-SHELL" or "NONE"',
  ]);
});

test("nothing is left of a project", () => {
  for (const text of [
    "",
    "# c\n",
    'version: "3"\n',
    "include: []\n",
    "services: !reset {a: {image: x}}\n",
    'version: "3"\n---\ninclude:\n',
  ]) {
    assert.deepEqual(refusals(text), ["empty compose file"], text);
  }
  assert.deepEqual(refusals("---\n"), ["top-level object must be a mapping"]);
  assert.deepEqual(refusals("x-a: 1\n"), []);
  assert.deepEqual(refusals("services: {}\n"), []);
});
