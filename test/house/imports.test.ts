import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { floors } from "./floors.js";
import { circlesOf, readImports, type SourceFile } from "./imports.js";

const sources = readImports(fileURLToPath(new URL("../../../server/src", import.meta.url)));

/** The folder of a file, as the allow-list names it. */
function floorOf(path: string): string {
  if (path in floors) return path;
  const folder = path.split("/").slice(0, -1).join("/") || ".";
  return folder.startsWith("rules/") && folder !== "rules/kit" ? "rules/*" : folder;
}

/** Whether a file of one rule reaches into the folder of another. */
function crossesRules(from: string, to: string): boolean {
  return floorOf(from) === "rules/*" && floorOf(to) === "rules/*" && from.split("/")[1] !== to.split("/")[1];
}

describe("the house", () => {
  test("has the rooms of the allow-list and no other", () => {
    assert.deepEqual([...new Set(sources.map(({ path }) => floorOf(path)))].sort(), Object.keys(floors).sort());
  });

  test("data flows one way: no folder leads back to itself", () => {
    const names = Object.keys(floors);
    assert.deepEqual(
      circlesOf(names, (name) => floors[name]?.folders.filter((folder) => folder !== name) ?? []),
      [],
    );
  });

  test("a file imports only what its folder may", () => {
    assert.deepEqual(sources.flatMap(strangersOf), []);
  });

  test("no file leads back to itself, not even by a type", () => {
    const files = new Map(sources.map((source) => [source.path, source.files]));
    const circles = circlesOf([...files.keys()], (path) => files.get(path) ?? []);
    assert.deepEqual(
      circles.map((circle) => circle.join(" ")),
      [],
    );
  });
});

function strangersOf({ path, files, packages }: SourceFile): string[] {
  const floor = floorOf(path);
  const { folders, packages: known = [] } = floors[floor] ?? { folders: [] };
  return [
    ...files
      .filter((file) => crossesRules(path, file) || (floorOf(file) !== floor && !folders.includes(floorOf(file))))
      .map((file) => `${path} imports ${file}`),
    ...packages.filter((name) => !known.includes(name)).map((name) => `${path} imports ${name}`),
  ];
}
