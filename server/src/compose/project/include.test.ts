import assert from "node:assert/strict";
import { test } from "node:test";
import { memoryFiles } from "../../base/files.js";
import type { Location } from "../../base/text.js";
import type { Project, Variable } from "../types.js";
import { loadProject } from "./load.js";

function load(texts: Readonly<Record<string, string>>, shell: ReadonlyMap<string, string> | null = new Map()): Project {
  return loadProject(memoryFiles(texts), { composeFiles: ["/p/compose.yml"], processEnvironment: shell });
}

const cut = (project: Project, at: Location | null) =>
  at === null ? null : `${at.file}: ${project.files.get(at.file)?.text.slice(at.start, at.end)}`;

function variable(project: Project, service: string, name: string): Variable {
  const found = project.services.find((each) => each.name === service)?.environment.get(name);
  assert.ok(found, JSON.stringify(project.errors));
  return found;
}

const text = (project: Project, service: string, name: string) => {
  const found = variable(project, service, name);
  return found.state === "value" ? found.value : found.composed;
};

test("an included file has its own .env, below that of the project", () => {
  const project = load({
    "/p/compose.yml": "include: [sub/mail.yml]\nservices: {web: {image: nginx, environment: [Y]}}\n",
    "/p/.env": "X=top\n",
    "/p/sub/.env": "X=sub\nY=below\n",
    "/p/sub/mail.yml": 'services:\n  mail: {image: m, environment: ["A=${Y}", X, Y]}\n',
  });
  assert.deepEqual(project.errors, []);
  assert.equal(text(project, "mail", "A"), "below");
  assert.equal(text(project, "mail", "X"), "top");
  assert.equal(text(project, "web", "Y"), null);
  const { origin } = variable(project, "mail", "A");
  assert.equal(cut(project, origin.at), "/p/sub/.env: below");
  assert.deepEqual(
    origin.through.map((at) => cut(project, at)),
    ["/p/sub/mail.yml: ${Y}"],
  );
  assert.deepEqual(
    project.dotenv.map(({ path }) => path),
    ["/p/.env", "/p/sub/.env"],
  );
  assert.ok(project.dependencies.has("/p/sub/.env"));
  assert.equal(project.incomplete, false);
});

test("paths, env files and the directory of an item", () => {
  const project = load({
    "/p/compose.yml":
      "include:\n  - path: [sub/mail.yml, over.yml]\n    env_file: [a.env, b.env]\n    project_directory: other\nservices: {}\n",
    "/p/a.env": "X=a\nY=a\n",
    "/p/b.env": "Y=b\n",
    "/p/sub/.env": "X=no\nY=no\n",
    "/p/sub/mail.yml": 'services: {mail: {image: m, env_file: e.env, environment: {A: "${X}${Y}", B: low}}}\n',
    "/p/over.yml": "services: {mail: {environment: {B: high}}}\n",
    "/p/other/e.env": "E=here\n",
  });
  assert.deepEqual(project.errors, []);
  assert.deepEqual(
    ["A", "B", "E"].map((name) => text(project, "mail", name)),
    ["ab", "high", "here"],
  );
});

test("a service lies over the included one of its name, the first of two items over the second", () => {
  const project = load({
    "/p/compose.yml": "include: [a.yml, b.yml]\nservices: {mail: {environment: {A: own}}}\n",
    "/p/a.yml": "services: {mail: {image: a, environment: {A: a, B: a}}}\n",
    "/p/b.yml": "services: {mail: {image: b, environment: {A: b, B: b, C: b}}}\n",
  });
  assert.deepEqual(
    ["A", "B", "C"].map((name) => text(project, "mail", name)),
    ["own", "a", "b"],
  );
  assert.equal(project.services[0]?.image?.text, "a");
});

test("env files of an included service see what the project sees", () => {
  const project = load({
    "/p/compose.yml": "include: [sub/mail.yml]\n",
    "/p/sub/.env": "Y=below\n",
    "/p/sub/e.env": "K=$Y\n",
    "/p/sub/mail.yml": "services: {mail: {image: m, env_file: e.env}}\n",
  });
  assert.equal(text(project, "mail", "K"), "");
});

test("what cannot be included is refused where it is named", () => {
  const missing = load({ "/p/compose.yml": "include:\n  - none.yml\nservices: {web: {image: w}}\n" });
  assert.deepEqual(
    missing.errors.map(({ message, at }) => [message, cut(missing, at)]),
    [["open /p/none.yml: no such file or directory", "/p/compose.yml: none.yml"]],
  );
  assert.equal(missing.incomplete, true);

  const cycle = load({ "/p/compose.yml": "include: [a.yml]\n", "/p/a.yml": "include: [compose.yml]\n" });
  assert.deepEqual(
    cycle.errors.map(({ message }) => message),
    ["include cycle detected:\n/p/compose.yml\n include /p/a.yml\n include /p/compose.yml"],
  );

  const env = load({
    "/p/compose.yml": "include: [{path: a.yml, env_file: x.env}]\n",
    "/p/a.yml": "services: {a: {image: x}}\n",
  });
  assert.deepEqual(
    env.errors.map(({ message, at }) => [message, cut(env, at)]),
    [["stat /p/x.env: no such file or directory", "/p/compose.yml: x.env"]],
  );
});

test("an included file that nothing tells the name of is unseen, not missing", () => {
  const texts = { "/p/compose.yml": "include: ['${WHERE}/a.yml']\nservices: {web: {image: w}}\n" };
  assert.deepEqual(load(texts, null).errors, []);
  assert.equal(load(texts, null).incomplete, true);
  assert.deepEqual(
    load(texts).errors.map(({ message }) => message),
    ["open /a.yml: no such file or directory"],
  );
  const remote = load({ "/p/compose.yml": "include: ['https://example.org/x.git']\nservices: {web: {image: w}}\n" }, null);
  assert.deepEqual([remote.errors, remote.incomplete], [[], true]);
});

test("secrets of an included file count from its folder and its environment", () => {
  const project = load({
    "/p/compose.yml": "include: [sub/mail.yml]\n",
    "/p/sub/.env": "PWD_OF_MAIL=geheim\n",
    "/p/sub/s.txt": "text",
    "/p/sub/mail.yml":
      "services: {mail: {image: m, secrets: [a, b]}}\nsecrets: {a: {file: ./s.txt}, b: {environment: PWD_OF_MAIL}}\n",
  });
  const mounts = project.services[0]?.mounts;
  assert.equal(mounts?.get("/run/secrets/a")?.content, "text");
  assert.equal(mounts?.get("/run/secrets/b")?.content, "geheim");
});
