import assert from "node:assert/strict";
import { test } from "node:test";
import { memoryFiles } from "../base/files.js";
import { loadProject } from "../compose/project/load.js";
import { createComposeCache } from "../compose/project/project-files.js";
import type { Project } from "../compose/types.js";
import type { Finding } from "../rules/kit/types.js";
import { Blocks } from "./anchors.js";

const env = "A=1\nB=2\n";

function projectOf(text: string, cache = createComposeCache()): Project {
  const files = memoryFiles({ "/p/compose.yml": text, "/p/.env": env });
  return loadProject(files, { composeFiles: ["/p/compose.yml"], processEnvironment: null }, cache);
}

const first = "  first:\n    image: nginx\n    environment:\n      - A=${B}\n";
const second = "  second:\n    image: redis\n";
const before = `x-note: hello\nservices:\n${first}${second}volumes:\n  data:\n`;

/** Two versions of a text, one after the other. */
function versionsOf(then: string, now: string): readonly [Project, Project] {
  const cache = createComposeCache();
  return [projectOf(then, cache), projectOf(now, cache)];
}

function blocksOf(project: Project, name = "first", others: readonly string[] = []): Blocks {
  const called = (wanted: string) => project.services.find((service) => service.name === wanted) ?? assert.fail(wanted);
  return new Blocks(project, called(name), others.map(called));
}

/** A finding with these marked texts: its own place, a related one, and an edit. */
function findingAt(project: Project, places: readonly (readonly [file: string, marked: string])[]): Finding {
  const [at, related, edit] = places.map(([file, marked]) => {
    const { text } = project.files.get(file) ?? assert.fail(file);
    const start = marked === "" ? text.length : text.indexOf(marked);
    assert.notEqual(start, -1, marked);
    return { file, start, end: start + marked.length };
  });
  const message = { template: { en: "", "zh-cn": "" }, values: {} };
  return {
    rule: "port-25",
    severity: "error",
    message,
    service: "first",
    variable: "A",
    at: at ?? assert.fail("a place"),
    related: related === undefined ? [] : [{ at: related, message }],
    fixes: edit === undefined ? [] : [{ title: message, automatic: true, edits: [{ ...edit, newText: "x" }] }],
  };
}

function textsOf(project: Project, { at, related, fixes }: Finding): string[] {
  const places = [at, ...related.map((one) => one.at), ...fixes.flatMap(({ edits }) => edits)];
  return places.map(({ file, start, end }) => (project.files.get(file)?.text ?? "").slice(start, end));
}

const compose = "/p/compose.yml";

test("a finding moves with its block, and stays the same object where nothing moves", () => {
  const places: readonly (readonly (readonly [string, string])[])[] = [
    [[compose, "A=${B}"]],
    [
      [compose, "A=${B}"],
      [compose, "image: nginx"],
      [compose, "first"],
    ],
    [
      [compose, "A=${B}"],
      ["/p/.env", "B=2"],
      [compose, "nginx"],
    ],
    [
      ["/p/.env", "B=2"],
      [compose, "A=${B}"],
    ],
    [
      [compose, "A=${B}"],
      [compose, "redis"],
    ],
    [
      [compose, "redis"],
      [compose, "data:"],
      ["/p/.env", "A=1"],
    ],
    [[compose, ""]],
    [
      [compose, "A=${B}"],
      [compose, ""],
    ],
  ];
  const versions = [
    before,
    `# one line more\n${before}`,
    before.replace("services:\n", "services:\n  zeroth:\n    image: x\n"),
    before.replace(second, `  between:\n    image: x\n${second}`),
    before.replace("x-note: hello\n", "x-note: hello\nx-more: 1\n"),
  ];
  for (const marked of places) {
    for (const others of [[], ["second"]]) {
      for (const version of versions) {
        const [old, now] = versionsOf(before, version);
        const finding = findingAt(old, marked);
        const anchors = blocksOf(old, "first", others).anchorsOf(finding);
        const moved = blocksOf(now, "first", others).moved(finding, anchors);
        assert.ok(moved, `${marked.join(" | ")} in ${version}`);
        assert.deepEqual(textsOf(now, moved), textsOf(old, finding), version);
        if (version === before) assert.equal(moved, finding);
        const { at, related, fixes, ...rest } = moved;
        const { at: _at, related: _related, fixes: _fixes, ...same } = finding;
        assert.deepEqual(
          [rest, related.map(({ message }) => message), fixes.map(({ title }) => title)],
          [same, finding.related.map(({ message }) => message), finding.fixes.map(({ title }) => title)],
        );
        assert.equal(at.end - at.start, finding.at.end - finding.at.start);
      }
    }
  }
});

test("where all places in its file stand in the service's one block, the block's place tells all", () => {
  const project = projectOf(before);
  const anchors = (...places: readonly (readonly [string, string])[]) => blocksOf(project).anchorsOf(findingAt(project, places));
  const home = before.indexOf(first);
  assert.equal(anchors([compose, "A=${B}"]), home);
  assert.equal(anchors([compose, "A=${B}"], [compose, "image: nginx"]), home);
  assert.equal(anchors([compose, "A=${B}"], ["/p/.env", "B=2"]), home, "other files move by themselves");
  for (const places of [
    [[compose, "redis"]],
    [["/p/.env", "B=2"]],
    [
      [compose, "A=${B}"],
      [compose, "redis"],
    ],
    [
      [compose, "A=${B}"],
      [compose, "hello"],
    ],
  ] as const)
    assert.ok(Array.isArray(anchors(...places)), places.join());
  const extended = projectOf(`${before.replace(second, "  second:\n    extends: first\n")}`);
  const several = blocksOf(extended, "second").anchorsOf(findingAt(extended, [[compose, "A=${B}"]]));
  assert.ok(Array.isArray(several), "it has two blocks");
  const last = projectOf(`services:\n${first}`);
  assert.ok(Array.isArray(blocksOf(last).anchorsOf(findingAt(last, [[compose, ""]]))), "the end of a file is no block's alone");
});

test("a place whose block is gone, or that was the end of a file and is no longer, cannot be told", () => {
  const moved = (marked: readonly (readonly [string, string])[], version: string, from = before) => {
    const [old, now] = versionsOf(from, version);
    const finding = findingAt(old, marked);
    return blocksOf(now).moved(finding, blocksOf(old).anchorsOf(finding));
  };
  assert.equal(
    moved(
      [
        [compose, "A=${B}"],
        [compose, "redis"],
      ],
      before.replace("redis", "valkey"),
    ),
    null,
  );
  assert.equal(moved([[compose, "hello"]], before.replace("hello", "you")), null);
  assert.equal(moved([[compose, "redis"]], before.replace(second, "")), null);
  const last = `services:\n${first}`;
  assert.equal(moved([[compose, ""]], `${last}${second}`, last), null, "behind the last block");
  const still = moved([[compose, ""]], `# more\n${last}`, last);
  assert.equal(still?.at.start, `# more\n${last}`.length);
});

test("of a service that has come to stand in two blocks, nobody can tell by where one of them began", () => {
  const [old, now] = versionsOf(before, before.replace(second, "  second:\n    extends: first\n"));
  const finding = findingAt(old, [[compose, "redis"]]);
  const anchors = blocksOf(old, "second").anchorsOf(finding);
  assert.equal(anchors, before.indexOf(second));
  assert.equal(blocksOf(now, "second").moved(finding, anchors), null);
});
