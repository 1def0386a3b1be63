import assert from "node:assert/strict";
import { test } from "node:test";
import { memoryFiles } from "../../base/files.js";
import { loadProject } from "../project/load.js";
import type { Mount } from "../types.js";

type Shell = ReadonlyMap<string, string> | null;

const beside = { "/p/s.txt": "of a file", "/p/.env": "SET=of .env\nHALF=a${NOTHING}b\n", "/home/me/h.txt": "of the home" };

/** The mounts of a service with these lines, below them the rest of the file. */
function mountsOf(lines: string, rest = "", shell: Shell = new Map()): ReadonlyMap<string, Mount> {
  const text = `services:\n  a:\n    image: x\n    ${lines}\n${rest}`;
  const request = { composeFiles: ["/p/c.yml"], processEnvironment: shell };
  const project = loadProject(memoryFiles({ "/p/c.yml": text, ...beside }), request);
  assert.deepEqual(project.errors, []);
  return project.services[0]?.mounts ?? new Map();
}

const shown = (mounts: ReadonlyMap<string, Mount>) =>
  Object.fromEntries([...mounts].map(([path, { kind, source, content }]) => [path, [kind, source, content]]));

test("volumes in their short and long forms; the last one for a path counts", () => {
  assert.deepEqual(
    shown(
      mountsOf(
        'volumes: ["./s.txt:/run/a/:ro", "/data", "~/h.txt:/h", "data:/v", "d:/w"]',
        "volumes: {data: {}}\n",
        new Map([["HOME", "/home/me"]]),
      ),
    ),
    {
      "/run/a": ["volume", "./s.txt", "of a file"],
      "/data": ["volume", "", null],
      "/h": ["volume", "~/h.txt", "of the home"],
      "/v": ["volume", "data", null],
      "d:/w": ["volume", "", null],
    },
  );
  assert.deepEqual(shown(mountsOf("volumes: [{type: bind, source: ./s.txt, target: /a}, {type: tmpfs, target: /t}]")), {
    "/a": ["volume", "./s.txt", "of a file"],
  });
  assert.deepEqual(shown(mountsOf('volumes: ["./none:/a", "./s.txt:/a"]')), { "/a": ["volume", "./s.txt", "of a file"] });
});

test("secrets stand below /run/secrets, configs at the root, unless their target says where", () => {
  const rest = "secrets: {s: {file: ./s.txt}}\nconfigs: {c: {content: text}}\n";
  assert.deepEqual(shown(mountsOf("secrets: [s, {source: s, target: t}, {source: s, target: /u}]", rest)), {
    "/run/secrets/s": ["secret", "s", "of a file"],
    "/run/secrets/t": ["secret", "s", "of a file"],
    "/u": ["secret", "s", "of a file"],
  });
  assert.deepEqual(shown(mountsOf("configs: [c, {source: c, target: d}]", rest)), {
    "/c": ["config", "c", "text"],
    "/d": ["config", "c", "text"],
  });
});

test("a content that rests on what nothing sets is seen only where the process is seen", () => {
  const content = (definition: string, shell: Shell) =>
    mountsOf("configs: [c]", `configs: {c: {${definition}}}\n`, shell).get("/c")?.content;
  assert.equal(content('content: "a${NOTHING}b"', new Map()), "ab");
  assert.equal(content('content: "a${NOTHING}b"', null), null);
  assert.equal(content('content: "a${SET}b"', null), "aof .envb");
  assert.equal(content('content: "${NOTHING}"', new Map()), null);
  assert.equal(content("environment: SET", null), "of .env");
  assert.equal(content("environment: HALF", new Map()), "ab");
  assert.equal(content("environment: HALF", null), null);
  assert.equal(content("file: './${NOTHING}s.txt'", new Map()), "of a file");
  assert.equal(content("file: './${NOTHING}s.txt'", null), null);
});

test("what a panel fills in is not seen, whoever sees the process", () => {
  const content = (text: string) => mountsOf("configs: [c]", `configs: {c: {content: "${text}"}}\n`).get("/c")?.content;
  assert.equal(content("x${SERVICE_PASSWORD_A}"), null);
});
