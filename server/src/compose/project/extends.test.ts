import assert from "node:assert/strict";
import { test } from "node:test";
import { memoryFiles } from "../../base/files.js";
import type { Project, Service } from "../types.js";
import { loadProject } from "./load.js";

type Texts = Readonly<Record<string, string>>;

/** The project of `/p/compose.yml`; `shell` null: nobody knows what the shell sets. */
function load(texts: Texts, shell: ReadonlyMap<string, string> | null = new Map()): Project {
  const absolute = Object.fromEntries(Object.entries(texts).map(([path, text]) => [`/p/${path}`, text]));
  return loadProject(memoryFiles(absolute), { composeFiles: ["/p/compose.yml"], processEnvironment: shell });
}

function web(project: Project): Service {
  const found = project.services.find(({ name }) => name === "web");
  assert.ok(found);
  return found;
}

/** Each variable of `web`, and the file that its value stands in. */
function environmentOf(project: Project): Record<string, string> {
  assert.deepEqual(
    project.errors.map(({ message }) => message),
    [],
  );
  const pairs = [...web(project).environment.values()].map((each) => {
    const value = each.state === "value" ? each.value : `${each.composed} ?`;
    return [each.name, `${value} from ${each.origin.at?.file.slice("/p/".length)}`] as const;
  });
  return Object.fromEntries(pairs);
}

/** The messages, each with the text that it points at. */
function refusalsOf(texts: Texts): [string, string][] {
  return load(texts).errors.map(({ message, at }) => [
    message,
    (texts[at.file.slice("/p/".length)] ?? "").slice(at.start, at.end),
  ]);
}

const extending = (what: string) => `services:\n  web: {image: x, extends: ${what}}\n`;

test("a service is laid over the one that it extends, which is laid over its own base", () => {
  const compose = `services:
  web: {image: x, extends: middle, environment: [A=web]}
  middle: {extends: {file: low.yml, service: web}, environment: {A: middle, B: middle}}
`;
  const low =
    "services:\n  web: {image: y, extends: lowest, environment: [A=low, B=low, C=low]}\n  lowest: {environment: [D=lowest]}\n";
  const project = load({ "compose.yml": compose, "low.yml": low });
  assert.deepEqual(environmentOf(project), {
    D: "lowest from low.yml",
    A: "web from compose.yml",
    B: "middle from compose.yml",
    C: "low from low.yml",
  });
  assert.equal(web(project).image?.text, "x");
  assert.ok(project.dependencies.has("/p/low.yml"));
});

test("paths in a base count from its own file's folder, its names from the project", () => {
  const texts = {
    "compose.yml": extending("{file: sub/base.yml, service: base}"),
    "sub/base.yml":
      "services:\n  base: {env_file: m.env, environment: ['NAME=${X}'], extends: {file: more.yml, service: base}}\n",
    "sub/more.yml": "services:\n  base: {env_file: more.env}\n",
    "sub/m.env": "M=sub\n",
    "m.env": "M=top\n",
    "sub/more.env": "MORE=1\n",
    ".env": "X=top\n",
    "sub/.env": "X=sub\n",
  };
  assert.deepEqual(environmentOf(load(texts)), { MORE: "1 from sub/more.env", M: "sub from sub/m.env", NAME: "top from .env" });
});

test("the name and the file of a base are interpolated", () => {
  const texts = {
    "compose.yml": extending('{file: "${DIR:-sub}/base.yml", service: "${SERVICE}"}'),
    "sub/base.yml": "services:\n  mail: {environment: [A=1]}\n",
    ".env": "SERVICE=mail\n",
  };
  assert.deepEqual(environmentOf(load(texts)), { A: "1 from sub/base.yml" });
});

test("a base whose name the shell may set is unknown, and refused only where the shell is known", () => {
  for (const what of ["'${NAME}'", "{file: '${NAME}.yml', service: web}"]) {
    const open = load({ "compose.yml": extending(what) }, null);
    assert.deepEqual([open.errors.length, web(open).incomplete], [0, true], what);
    assert.equal(load({ "compose.yml": extending(what) }).errors.length, 1, what);
  }
});

test("a base may stand in several documents of a file, of which a later one is laid over an earlier one", () => {
  const texts = {
    "compose.yml": extending("{file: base.yml, service: base}"),
    "base.yml": "services: {base: {environment: [A=1, B=1]}}\n---\nservices: {base: {environment: [B=2]}}\n",
  };
  assert.deepEqual(environmentOf(load(texts)), { A: "1 from base.yml", B: "2 from base.yml" });
});

test("what `extends` says in two documents is joined key by key", () => {
  const compose = "services: {web: {image: x, extends: {file: base.yml}}}\n---\nservices: {web: {extends: {service: base}}}\n";
  const project = load({ "compose.yml": compose, "base.yml": "services: {base: {environment: [A=1]}}\n" });
  assert.equal(web(project).incomplete, true, "no base for the first document, so nobody can know");
});

test("`extends: !reset` extends nothing", () => {
  const texts = { "compose.yml": `${extending("!reset base")}  base: {image: y, environment: [A=1]}\n` };
  assert.deepEqual(environmentOf(load(texts)), {});
  assert.equal(web(load(texts)).incomplete, false);
});

test("a base that is not there is refused where it is named", () => {
  const cannot = (why: string, file = "compose.yml") => `cannot extend service "web" in /p/${file}: ${why}`;
  const cases: readonly (readonly [string, Texts, string, string])[] = [
    ["nobody", {}, cannot('service "nobody" not found'), "nobody"],
    ["{service: nobody}", {}, cannot('service "nobody" not found'), "nobody"],
    ["", {}, cannot('service "" not found'), "extends"],
    ["[base]", {}, cannot('service "" not found'), "extends"],
    ["{file: base.yml}", { "base.yml": "services: {web: {image: y}}\n" }, "extends.web.service is required", "extends"],
    ["{file: ./no.yml, service: a}", {}, "open /p/no.yml: no such file or directory", "./no.yml"],
    ["{file: b.yml, service: a}", { "b.yml": "services: {c: {}}\n" }, cannot('service "a" not found in b.yml'), "a"],
    ["{file: b.yml, service: a}", { "b.yml": "volumes: {a: {}}\n" }, cannot("no services section", "b.yml"), "a"],
    ["{file: b.yml, service: a}", { "b.yml": "services: [a]\n" }, cannot("services must be a mapping", "b.yml"), "a"],
    [
      "{file: b.yml, service: a}",
      { "b.yml": "services: {a: !reset {image: y}}\n" },
      cannot('service "a" not found in b.yml'),
      "a",
    ],
    ["{file: b.yml, service: a}", { "b.yml": "services: {a: [x]}\n" }, "services.a must be a mapping", "a"],
  ];
  for (const [what, others, message, at] of cases) {
    const texts = { "compose.yml": extending(what), ...others };
    const found = refusalsOf(texts);
    assert.ok(
      found.some(([said, place]) => said === message && place === at),
      JSON.stringify({ what, message, at, found }),
    );
    assert.equal(web(load(texts)).incomplete, true, what);
  }
});

test("a base of a base that is not there is told of the one that names it", () => {
  const texts = { "compose.yml": `${extending("base")}  base: {image: y, extends: nobody}\n` };
  const message = 'cannot extend service "base" in /p/compose.yml: service "nobody" not found';
  for (const [said, at] of refusalsOf(texts)) assert.deepEqual([said, at], [message, "nobody"]);
});

test("a circle names each service with the file in which the next one is sought", () => {
  const circle = (...steps: string[]) => `Circular reference:\n  ${steps.join("\n  extends ")}`;
  const [first] = refusalsOf({ "compose.yml": extending("web") });
  assert.deepEqual(first, [circle("web in /p/compose.yml", "web in /p/compose.yml"), "web"]);
  const [other] = refusalsOf({
    "compose.yml": extending("{file: base.yml, service: a}"),
    "base.yml": "services:\n  a: {extends: b}\n  b: {extends: a}\n",
  });
  const steps = ["web in /p/base.yml", "a in /p/compose.yml", "b in /p/compose.yml", "a in /p/compose.yml"];
  assert.equal(other?.[0], circle(...steps));
});

test("the same name in another file is no circle", () => {
  const texts = {
    "compose.yml": extending("{file: a.yml, service: web}"),
    "a.yml": "services:\n  web: {extends: {file: b.yml, service: web}, environment: [A=a]}\n",
    "b.yml": "services:\n  web: {environment: [A=b, B=b]}\n",
  };
  assert.deepEqual(environmentOf(load(texts)), { A: "a from a.yml", B: "b from b.yml" });
});

test("a chain that is too long to follow is unknown from there on", () => {
  const chain = (length: number) => {
    const lines = Array.from({ length }, (_, index) => `  s${index}: {image: x, extends: s${index + 1}}\n`);
    return load({ "compose.yml": `${extending("s0")}${lines.join("")}  s${length}: {image: x, environment: [LAST=1]}\n` });
  };
  const short = web(chain(20));
  assert.deepEqual([short.environment.has("LAST"), short.incomplete], [true, false]);
  const long = web(chain(110));
  assert.deepEqual([long.environment.has("LAST"), long.incomplete], [false, true]);
});
