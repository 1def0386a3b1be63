import assert from "node:assert/strict";
import { test } from "node:test";
import { keyAt, serviceKeys } from "./key-table.js";
import { projectRows } from "./project-keys.js";
import { serviceRows } from "./service-keys.js";

test("each key has one row, and so has what it stands in", () => {
  for (const rows of [serviceRows, projectRows]) {
    const paths = rows.map(([path]) => path);
    assert.deepEqual(
      paths.filter((path, index) => paths.indexOf(path) !== index),
      [],
    );
    const known = new Set(paths);
    const orphans = paths.filter((path) => path.includes(".") && !known.has(path.slice(0, path.lastIndexOf("."))));
    assert.deepEqual(orphans, []);
  }
});

test("a place is found by its keys and item numbers", () => {
  assert.equal(keyAt(["services", "web", "ports", 3, "target"])?.cast, "int");
  assert.equal(keyAt(["services", "web", "ulimits", "nofile"])?.cast, "int");
  assert.equal(keyAt(["networks", "back", "internal"])?.cast, "boolean");
  assert.equal(keyAt(["services", "web", "environment", "init"])?.cast, undefined);
  assert.equal(keyAt(["services", "web", "volumes", "read_only"]), undefined);
  assert.equal(keyAt(["services"])?.values?.entries, serviceKeys);
});

test("a map with rows for its keys refuses others, unless it takes anything", () => {
  assert.equal(serviceKeys.get("healthcheck")?.closed, true);
  assert.equal(serviceKeys.get("environment")?.closed, false);
  assert.equal(keyAt(["services", "web"])?.closed, false);
  assert.deepEqual(serviceKeys.get("security_opt")?.items?.kinds, ["string"]);
});
