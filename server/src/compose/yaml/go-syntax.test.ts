import assert from "node:assert/strict";
import { test } from "node:test";
import { memoryFiles } from "../../base/files.js";
import { loadProject } from "../project/load.js";

/** What Compose shows of a key that is a map or a list. */
function shown(key: string): string | undefined {
  const files = memoryFiles({ "/p/c.yml": `services:\n  a:\n    image: x\n    labels: {${key}: b}\n` });
  const { errors } = loadProject(files, { composeFiles: ["/p/c.yml"], processEnvironment: new Map() });
  return errors
    .map(({ message }) => message)
    .find((message) => message.includes("map key"))
    ?.replace(/.*invalid map key: /, "");
}

test("maps and lists in the place of a key, as Go's %#v prints them", () => {
  assert.equal(shown("{a: b, A: ~}"), 'map[string]interface {}{"A":interface {}(nil), "a":"b"}');
  assert.equal(shown("{{ image }}"), 'map[string]interface {}{"image":interface {}(nil)}'); // biome-ignore format: of a template
  assert.equal(
    shown("[0x10, true, 1.50, 'q\"', {1: x}]"),
    '[]interface {}{16, true, 1.5, "q\\"", map[interface {}]interface {}{1:"x"}}',
  );
  assert.equal(shown("[2001-01-01]"), "[]interface {}{time.Date(2001, time.January, 1, 0, 0, 0, 0, time.UTC)}");
  assert.equal(shown("a"), undefined);
});
