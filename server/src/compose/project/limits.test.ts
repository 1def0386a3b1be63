import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type FileContent, memoryFiles, tooLarge, unseen } from "../../base/files.js";
import type { Project } from "../types.js";
import { findProject } from "./discover.js";
import { loadProject } from "./load.js";

const web = "services:\n  web:\n    image: nginx\n";

function load(files: Readonly<Record<string, string>>, beyond: readonly string[] = [], how = tooLarge): Project {
  const inMemory = memoryFiles(files);
  const read = (path: string): FileContent => (beyond.includes(path) ? how : inMemory.read(path));
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
    assert.deepEqual(told(project), ["/p/.env: larger than 1 MB", "/p/web.env: larger than 1 MB"]);
    assert.equal(project.services[0]?.incomplete, true);
    assert.equal(project.services[0]?.environment.get("B")?.state, "unknown");
  });

  test("what is extended, and is too large", () => {
    const text = "services:\n  web:\n    extends: {file: ../base.yml, service: web}\n";
    const project = load({ "/p/compose.yml": text }, ["/base.yml"]);
    assert.deepEqual(told(project), ["/base.yml: larger than 16 MB"]);
  });

  test("files that cannot be looked at are not missing, and those that nobody names are not there", () => {
    const text = `include:\n  - ../common.yml\n  - {path: own.yml, env_file: ../own.env}\nservices:
  web:
    extends: {file: ../base.yml, service: web}
    env_file: ../web.env
    environment: [A, B]
`;
    const outside = ["/common.yml", "/own.env", "/base.yml", "/web.env", "/p/.env"];
    const project = load({ "/p/compose.yml": text, "/p/own.yml": "services: {own: {image: nginx}}\n" }, outside, unseen);
    assert.deepEqual(
      told(project).sort(),
      ["/base.yml", "/common.yml", "/own.env"].map((path) => `${path}: can't be read from here`),
    );
    const read = (path: string): FileContent => (path === "/p/compose.yml" ? memoryFiles({ [path]: web }).read(path) : unseen);
    assert.deepEqual(findProject({ read }, "/p/below", { searchParents: true }), ["/p/compose.yml"]);
  });

  const doubling = (count: number) =>
    `A0=0123456789\n${Array.from({ length: count }, (_, index) => `A${index + 1}=\${A${index}}\${A${index}}\n`).join("")}`;
  const service = (...items: string[]) => `${web}    environment:\n${items.map((item) => `      - ${item}\n`).join("")}`;

  test("a value that doubles from line to line", () => {
    const project = load({
      "/p/compose.yml": service("A=${A10}", "B=${A40}", "C=${A40:+set}", "D=a${B}", "E"),
      "/p/.env": doubling(40),
    });
    assert.deepEqual(told(project), ["/p/.env: a value takes more than 1 MB from the names in it"]);
    assert.equal(project.broken, false);
    const { environment } = project.services[0] ?? assert.fail();
    const a = environment.get("A");
    assert.equal(a?.state === "value" ? a.value.length : a, 10 * 2 ** 10);
    const b = environment.get("B");
    assert.deepEqual(b?.state === "unknown" && [b.composed, b.unresolved], [null, []]);
  });

  test("a value of a compose file that takes too much, and a name that does", () => {
    const files = {
      "/p/compose.yml": service(`A=${"${B}".repeat(2_000)}`, "${C}"),
      "/p/.env": `B=${"b".repeat(1_000)}\n${doubling(17)}C=\${A17}=x\n`,
    };
    const project = load(files);
    const growth = "a value takes more than 1 MB from the names in it";
    assert.deepEqual(told(project), [`/p/.env: ${growth}`, `/p/compose.yml: ${growth}`, `/p/compose.yml: ${growth}`]);
    assert.equal(project.services[0]?.environment.get("A")?.state, "unknown");
    assert.equal(project.services[0]?.incomplete, true);
  });

  test("values that only together take too much are unknown from there on", () => {
    const env = `A=${"a".repeat(1_000_000)}\n`;
    const items = Array.from({ length: 20 }, (_, index) => `N${index}=b\${A}`);
    const project = load({ "/p/compose.yml": service(...items), "/p/.env": env });
    assert.deepEqual(told(project), ["/p/compose.yml: the values together take more than 16 MB from the names in them"]);
    const states = items.map((_, index) => project.services[0]?.environment.get(`N${index}`)?.state);
    assert.deepEqual([states.indexOf("unknown"), states.lastIndexOf("value")], [16, 15]);
    const inFile = load({
      "/p/compose.yml": `${web}    env_file: a.env\n`,
      "/p/a.env": env + items.map((item) => `${item}\n`).join(""),
    });
    assert.deepEqual(told(inFile), ["/p/a.env: the values together take more than 16 MB from the names in them"]);
    assert.equal(inFile.services[0]?.environment.get("N19")?.state, "unknown");
  });

  test("lines of env files without end", () => {
    const lines = Array.from({ length: 10_001 }, (_, index) => `N${index}=x\n`).join("");
    for (const format of ["", "\n        format: raw"]) {
      const project = load({ "/p/compose.yml": `${web}    env_file:\n      - path: a.env${format}\n`, "/p/a.env": lines });
      assert.deepEqual(told(project), ["/p/a.env: more than 10000 lines with a name"], format);
      const { environment, incomplete } = project.services[0] ?? assert.fail();
      assert.deepEqual([environment.size, incomplete], [10_000, true]);
      // A line that is not read may set it to something else.
      assert.equal(environment.get("N0")?.state, "unknown");
    }
    const project = load({ "/p/compose.yml": service("A=${N0}", "N1"), "/p/.env": lines });
    assert.deepEqual(told(project), ["/p/.env: more than 10000 lines with a name"]);
    assert.deepEqual(
      ["A", "N1"].map((name) => project.services[0]?.environment.get(name)?.state),
      ["unknown", "unknown"],
    );
  });

  test("an `environment` without end", () => {
    const items = Array.from({ length: 10_001 }, (_, index) => `N${index}=x`);
    const told10000 = ["/p/compose.yml: more than 10000 entries in `environment`"];
    const list = load({ "/p/compose.yml": service(...items) });
    assert.deepEqual(told(list), told10000);
    assert.equal(list.broken, false);
    assert.deepEqual([list.services[0]?.environment.get("N0")?.state, list.services[0]?.incomplete], ["unknown", true]);
    // In a map each name stands once: what was read is what counts.
    const pairs = items.map((item) => `      ${item.replace("=", ": ")}\n`).join("");
    const map = load({ "/p/compose.yml": `${web}    environment:\n${pairs}` });
    assert.deepEqual(told(map), told10000);
    const { environment, incomplete } = map.services[0] ?? assert.fail();
    assert.deepEqual([environment.get("N0")?.state, environment.get("N10000"), incomplete], ["value", undefined, true]);
    assert.deepEqual(told(load({ "/p/compose.yml": service(...items.slice(1)) })), []);
  });

  test("an env file without end", () => {
    const text = `A=b\n# ${"x".repeat(1024 * 1024)}\n`;
    const project = load({ "/p/compose.yml": `${service("A")}    env_file: a.env\n`, "/p/a.env": text, "/p/.env": text });
    assert.deepEqual(told(project), ["/p/.env: larger than 1 MB", "/p/a.env: larger than 1 MB"]);
    assert.deepEqual([project.services[0]?.environment.get("A")?.state, project.services[0]?.incomplete], ["unknown", true]);
  });

  test("a chain of `extends`", () => {
    const chain = (length: number) =>
      Array.from(
        { length },
        (_, index) => `  s${index}:\n    image: nginx\n${index + 1 < length ? `    extends: s${index + 1}\n` : ""}`,
      ).join("");
    assert.deepEqual(told(load({ "/p/compose.yml": `services:\n${chain(30)}` })), []);
    const project = load({ "/p/compose.yml": `services:\n${chain(33)}` });
    assert.deepEqual(new Set(told(project)), new Set(["/p/compose.yml: extends a chain of more than 30 services"]));
    assert.deepEqual(project.services.map(({ incomplete }) => incomplete).filter(Boolean).length, project.errors.length);
  });

  test("lines that each take a name that nothing sets, and the line before", () => {
    const lines = Array.from({ length: 500 }, (_, index) => `A${index + 1}=\${A${index}}\${B${index}}\n`).join("");
    const { environment } = load({ "/p/compose.yml": service("A=${A500}"), "/p/.env": lines }).services[0] ?? assert.fail();
    const variable = environment.get("A");
    assert.equal(variable?.state === "unknown" && variable.unresolved.length, 100);
  });

  test("lines that each are the line before", () => {
    const lines = Array.from({ length: 500 }, (_, index) => `A${index + 1}=\${A${index}}\n`).join("");
    const { environment } =
      load({ "/p/compose.yml": service("A=${A500}"), "/p/.env": `A0=x\n${lines}` }).services[0] ?? assert.fail();
    const variable = environment.get("A");
    assert.equal(variable?.state === "value" && variable.value, "x");
    assert.equal(variable?.origin.through.length, 100);
    assert.equal(variable?.origin.at?.start, 3);
  });

  test("aliases that multiply in what Compose makes one text of", () => {
    const bomb = Array.from({ length: 9 }, (_, index) => `x-${index + 1}: &x${index + 1} [${`*x${index}, `.repeat(40)}]\n`).join(
      "",
    );
    const text = `x-0: &x0 [a, b]\n${bomb}${web}    environment:\n      x-a: *x9\n      A: b\n`;
    const { environment } = load({ "/p/compose.yml": text }).services[0] ?? assert.fail();
    assert.deepEqual([environment.get("A")?.state, environment.get("#extensions")?.state], ["value", "unknown"]);
  });

  test("a key that stands so often that every two of them would be told", () => {
    const text = (times: number) => `${service("A")}${"x-a: 1\n".repeat(times)}`;
    const [error] = told(load({ "/p/compose.yml": text(45) }));
    assert.equal(error?.split("\n").length, 1 + (45 * 44) / 2);
    const [most] = told(load({ "/p/compose.yml": text(10_000) }));
    const lines = most?.split("\n") ?? [];
    assert.equal(lines.length, 1 + 1_000 + 1);
    assert.equal(lines.at(-1), "  … and 49,994,000 more like these");
  });
});
