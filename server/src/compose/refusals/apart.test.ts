import assert from "node:assert/strict";
import { test } from "node:test";
import { memoryFiles } from "../../base/files.js";
import { loadProject } from "../project/load.js";

/** Why a service with these lines is refused; `shell`: null where the process is not seen. */
function refusals(lines: readonly string[], shell: ReadonlyMap<string, string> | null = new Map()): string[] {
  const text = `services:\n  a:\n    image: x\n${lines.map((line) => `    ${line}\n`).join("")}secrets: {ok: {file: ./s}}\n`;
  const request = { composeFiles: ["/p/c.yml"], processEnvironment: shell };
  const { errors } = loadProject(memoryFiles({ "/p/c.yml": text }), request);
  return errors.map(({ message }) => message.replace("/p/", ""));
}

const undefinedName = (what: string) => [`service "a" refers to undefined ${what}: invalid compose project`];

test("of two mounts for one path the later one counts alone", () => {
  assert.deepEqual(refusals(['volumes: ["nope:/x", "./b:/x/"]']), []);
  assert.deepEqual(refusals(['volumes: ["nope:/x", {type: bind, source: ./b, target: /x}]']), []);
  assert.deepEqual(refusals(['volumes: ["./b:/x", "nope:/x"]']), undefinedName("volume nope"));
  assert.deepEqual(refusals(['volumes: ["nope:/x", "./b:/y"]']), undefinedName("volume nope"));
});

test("of two secrets for one path the later one counts alone", () => {
  assert.deepEqual(refusals(["secrets: [{source: nope, target: t}, {source: ok, target: t}]"]), []);
  assert.deepEqual(refusals(["secrets: [nope, {source: ok, target: /run/secrets/nope}]"]), []);
  assert.deepEqual(refusals(["secrets: [{source: ok, target: t}, {source: nope, target: t}]"]), undefinedName("secret nope"));
});

test("items that are not told apart have one number", () => {
  const port = (index: number) => `validating c.yml: services.a.ports.${index} must be a number`;
  assert.deepEqual(refusals(["ports: [80, [1], [2]]"]), [port(1)]);
  assert.deepEqual(refusals(["ports: [80, 80, [2]]"]), [port(1)]);
  assert.deepEqual(refusals(['ports: ["80", "81", [2]]']), [port(2)]);
  assert.deepEqual(refusals(["ports: [{target: 80}, {target: 80, protocol: tcp}, [2]]"]), [port(1)]);
});

test("what nothing sets is nothing only where the process is seen, and what a panel fills in never", () => {
  const missing = ['service "a" depends on undefined service "db": invalid compose project'];
  assert.deepEqual(refusals(["links: ['d${X}b']"]), missing);
  assert.deepEqual(refusals(["links: ['d${X}b']"], null), []);
  assert.deepEqual(refusals(["links: ['d${SERVICE_FQDN_A}b']"]), []);
});

test("names of limits are free; what stands at another name is judged by hand", () => {
  assert.deepEqual(refusals(["ulimits: {nofile: 5, a_b: {c: d}, e_f: 7}"]), []);
  assert.deepEqual(refusals(["ulimits: {a_b: true}"]), ["services.a.ulimits.a_b: invalid type bool for external"]);
  assert.deepEqual(refusals(["ulimits: {nofile: true}"]), [
    "validating c.yml: services.a.ulimits.nofile must be a integer or string",
  ]);
  assert.deepEqual(refusals(["ulimits: {a_b: {soft: true}}"]), ["panic: interface conversion: interface {} is bool, not int"]);
});
