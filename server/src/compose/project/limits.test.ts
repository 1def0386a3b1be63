import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type FileContent, memoryFiles, tooLarge } from "../../base/files.js";
import type { Project } from "../types.js";
import { loadProject } from "./load.js";

const web = "services:\n  web:\n    image: nginx\n";

function load(files: Readonly<Record<string, string>>, larger: readonly string[] = []): Project {
  const inMemory = memoryFiles(files);
  const read = (path: string): FileContent => (larger.includes(path) ? tooLarge : inMemory.read(path));
  return loadProject({ read }, { composeFiles: ["/p/compose.yml"], processEnvironment: new Map() });
}

const told = ({ errors }: Project) => errors.map(({ message }) => message);

describe("what is beyond a limit is told as our own limit, and is unknown", () => {
  for (const [shape, text] of [
    ["brackets", `x-deep: ${"[".repeat(10_000)}${"]".repeat(10_000)}\n`],
    ["brackets that nothing closes", `x-deep: ${"[".repeat(10_000)}\n`],
    ["braces", `x-deep: ${"{a: ".repeat(10_000)}1${"}".repeat(10_000)}\n`],
    ["dashes", `x-deep:\n  ${"- ".repeat(10_000)}a\n`],
    ["lines", `x-deep:\n${Array.from({ length: 1_000 }, (_, index) => `${" ".repeat(index + 1)}a:\n`).join("")}`],
  ] as const) {
    test(`nesting of ${shape}`, () => {
      const project = load({ "/p/compose.yml": web + text });
      assert.deepEqual(told(project), ["yaml: nested deeper than 200 levels"]);
      assert.ok(project.broken && project.incomplete);
      assert.equal(project.textErrors.length, 1);
    });
  }

  test("nesting that is deep, and can be read", () => {
    const text = `x-deep: ${"[".repeat(150)}${"]".repeat(150)}\n`;
    assert.deepEqual(told(load({ "/p/compose.yml": web + text })), []);
  });

  test("files that each include the next one twice", () => {
    const next = (index: number) => `include: [f${index + 1}.yml, ./f${index + 1}.yml]\n`;
    const fan = Object.fromEntries(
      Array.from({ length: 25 }, (_, index) => [`/p/f${index}.yml`, index === 24 ? web : next(index)]),
    );
    const project = load({ "/p/compose.yml": `include: [f0.yml]\n${web}`, ...fan });
    assert.equal(told(project).filter((message) => message.includes("more than 500 files are included")).length, 1);
    assert.ok(project.incomplete);
  });

  test("a compose file, a `.env` and an env file that are too large", () => {
    const files = {
      "/p/compose.yml": `${web}    env_file: web.env\n    environment: [B]\n`,
      "/p/.env": "B=1\n",
      "/p/web.env": "A=1\n",
    };
    assert.deepEqual(told(load(files, ["/p/compose.yml"])), ["/p/compose.yml: larger than 16 MB"]);
    const project = load(files, ["/p/.env", "/p/web.env"]);
    assert.deepEqual(told(project), ["/p/.env: larger than 16 MB", "/p/web.env: larger than 16 MB"]);
    assert.equal(project.services[0]?.incomplete, true);
    assert.equal(project.services[0]?.environment.get("B")?.state, "unknown");
  });
});
