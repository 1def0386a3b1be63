import assert from "node:assert/strict";
import { test } from "node:test";
import { memoryFiles } from "../../base/files.js";
import { loadProject } from "./load.js";

/** The messages for a project in `/p`, and the texts that they point at. */
function refusals(files: Readonly<Record<string, string>>, profiles: readonly string[] = []): [string, string][] {
  const absolute = Object.fromEntries(Object.entries(files).map(([path, text]) => [`/p/${path}`, text]));
  const composeFiles = Object.keys(absolute).filter((path) => /compose.*\.yml$/.test(path));
  const project = loadProject(memoryFiles(absolute), { composeFiles, profiles, processEnvironment: new Map() });
  return project.errors.map(({ message, at }) => [message, (absolute[at.file] ?? "").slice(at.start, at.end)]);
}

const service = (lines: string, rest = "") => ({
  "compose.yml": `services:\n  web:\n    image: nginx\n${lines.replace(/^(?=.)/gm, "    ")}\n${rest}`,
});

const one = (files: Readonly<Record<string, string>>, message: string, at: string) =>
  assert.deepEqual(refusals(files), [[message, at]]);

test("a sound project has no errors", () => {
  const text = `x-note: anything\nname: shop\nservices:
  web:
    image: "nginx:\${TAG:-1}"
    command: ["echo", "$$HOME"]
    environment: {A: "", B: ~, C: 5}
    env_file: [{path: no.env, required: false}]
    networks: [default, back]
    volumes: ["data:/d", "./x:/x", "/y", {type: volume, source: data, target: /e}]
    secrets: [s]
    depends_on: {db: {condition: service_started}}
    x-own: 1
  db: {build: .}
networks: {back: }
volumes: {data: }
secrets: {s: {environment: S}}
`;
  assert.deepEqual(refusals({ "compose.yml": text }), []);
});

test("bytes that are no text for YAML", () => {
  one(service('labels: ["a=\u0007"]'), "yaml: control characters are not allowed", "\u0007");
  one({ "compose.yml": "%YAML 1.2\n---\nservices: {web: {image: x}}\n" }, "yaml: found incompatible YAML document", "%YAML 1.2");
  assert.deepEqual(refusals({ "compose.yml": "%YAML 1.1\n---\nservices: {web: {image: x}}\n" }), []);
});

test("what is no map, and keys that are no text", () => {
  one({ "compose.yml": "# nothing\n" }, "empty compose file", "");
  const nameless = "yaml: unmarshal errors:\n  line 1: cannot unmarshal";
  one({ "compose.yml": "- a\n" }, `${nameless} !!seq into cli.named`, "- a");
  one({ "compose.yml": "0x10\n" }, `${nameless} !!int \`0x10\` into cli.named`, "0x10");
  const [first] = refusals({ "compose.yml": "name: [a]\nservices: {web: {image: x}}\n" });
  assert.deepEqual(first, [`${nameless} !!seq into string`, "[a]"]);
  one({ "compose.yml": "services: {web: {image: x}}\n---\n- a\n" }, "top-level object must be a mapping", "- a");
  one({ "compose.yml": "services: {web: {image: x}}\n---\n# end\n" }, "top-level object must be a mapping", "");
  one({ "compose.yml": "services: []\n" }, "services must be a mapping", "[]");
  one({ "compose.yml": "services:\n  web:\n" }, "validating /p/compose.yml: services.web must be a mapping", "web");
  one(service("environment:\n  587: x"), "non-string key in services.web.environment: 587", "587");
  one(service("ports:\n  - {~: x}"), "non-string key in services.web.ports[0]: <nil>", "~");
  one(service("", "1: x\n"), "non-string key at top level: 1", "1");
  assert.deepEqual(refusals(service('environment:\n  "587": x\n  yes: y\n  on: z')), []);
});

test("unknown keys and values of a wrong kind", () => {
  const invalid = (what: string) => `validating /p/compose.yml: ${what}`;
  one(service("enviroment: [A=1]"), invalid("services.web additional properties 'enviroment' not allowed"), "enviroment");
  one(service("", "environment: {A: 1}\n"), invalid(" additional properties 'environment' not allowed"), "environment");
  one({ "compose.yml": "services: {a b: {image: x}}\n" }, invalid("services additional properties 'a b' not allowed"), "a b");
  one(service("ports: 80"), invalid("services.web.ports must be a array"), "80");
  one(service("env_file:"), invalid("services.web.env_file must be a string"), "env_file");
  one(
    service("env_file: [{path: a, optional: true, required: false}]"),
    invalid("services.web.env_file.0 additional properties 'optional' not allowed"),
    "optional",
  );
  one(service("", "version: 3\n"), invalid("version must be a string"), "3");
  one(service("", "include: a.yml\n"), "`include` must be a list, got a.yml", "a.yml");
  one(service("", "include: [a.yml]\n"), "open /p/a.yml: no such file or directory", "a.yml");
});

test("a later file is judged after the merge", () => {
  const base = service("environment: {A: 1}")["compose.yml"];
  const overlay = (lines: string) => ({ "compose.yml": base, "compose.more.yml": `services:\n  web:\n${lines}` });
  assert.deepEqual(refusals(overlay("    environment:\n")), []);
  assert.deepEqual(refusals(overlay("    ports: !reset null\n")), []);
  one(overlay("    imag: x\n"), "validating /p/compose.more.yml: services.web additional properties 'imag' not allowed", "imag");
});

test("a text that cannot be interpolated stops Compose wherever it stands", () => {
  const invalid = (path: string, text: string) =>
    `invalid interpolation format for ${path}.\nYou may need to escape any $ with another $.\n${text}`;
  one(service("", "x-a: [{b: 'q${'}]\n"), invalid("x-a.[].b", "q${"), "${");
  one(service('labels: ["a=${1}"]'), invalid("services.web.labels.[]", "a=${1}"), "${1}");
  one(service("environment: ['A=${']"), invalid("services.web.environment.[]", "A=${"), "${");
  const idle = "services:\n  web: {image: x}\n  idle: {image: '${TAG:?which}', profiles: [p]}\n";
  one(
    { "compose.yml": idle },
    "error while interpolating services.idle.image: required variable TAG is missing a value: which",
    "${TAG:?which}",
  );
  assert.deepEqual(refusals(service("# ${\nlabels: {'${': x}")), []);
});

test("a service that would run has something to run, and refers to what there is", () => {
  const undefinedName = (kind: string, name: string) =>
    `service "web" refers to undefined ${kind} ${name}: invalid compose project`;
  one(
    { "compose.yml": "services:\n  web:\n    command: x\n" },
    'service "web" has neither an image nor a build context specified: invalid compose project',
    "web",
  );
  one(service("secrets: [s]"), undefinedName("secret", "s"), "s");
  one(service("configs: [{source: c, target: /c}]"), undefinedName("config", "c"), "c");
  one(service("volumes: ['data:/d']"), undefinedName("volume", "data"), "data:/d");
  one(service("networks: [back]"), undefinedName("network", "back"), "web");
  one(service("links: ['db:x']"), 'service "web" depends on undefined service "db": invalid compose project', "db:x");
  one(
    service("secrets: [s]", "secrets: {s: {file: a, environment: B}}\n"),
    "secrets.s: file|environment attributes are mutually exclusive",
    "s",
  );
});

test("what shares the network, the processes or the memory of another service needs it", () => {
  const lost = 'service "web" depends on undefined service "db": invalid compose project';
  const of = (text: string) =>
    refusals({ "compose.yml": `services:\n  web:\n    image: x\n    ${text}\n` }).map(([message]) => message);
  for (const key of ["network_mode", "pid", "ipc"]) {
    assert.deepEqual(of(`${key}: "service:db"`), [lost], key);
    assert.deepEqual(of(`${key}: host`), [], key);
    assert.deepEqual(of(`${key}: "container:db"`), [], key);
    const circle = `services:\n  web: {image: x, ${key}: "service:db"}\n  db: {image: y, depends_on: [web]}\n`;
    assert.deepEqual(
      refusals({ "compose.yml": circle }).map(([message]) => /^dependency cycle detected: /.test(message ?? "")),
      [true],
      key,
    );
  }
  assert.deepEqual(of("volumes_from: [db]"), [lost]);
  assert.deepEqual(of('volumes_from: ["db:ro"]'), [lost]);
  assert.deepEqual(of('volumes_from: ["container:db"]'), []);
});

test("services of profiles that nobody asks for are not held to that", () => {
  const files = { "compose.yml": "services:\n  web: {image: x}\n  idle: {image: x, profiles: [p], env_file: no.env}\n" };
  assert.deepEqual(refusals(files), []);
  assert.equal(refusals(files, ["p"]).length, 1);
  assert.equal(refusals({ ...files, ".env": "COMPOSE_PROFILES=a,p\n" }).length, 1);
});

test("env files and label files are read last", () => {
  const files = { "compose.yml": "services:\n  web: {env_file: no.env, label_file: no.label}\n" };
  assert.deepEqual(
    refusals(files).map(([message]) => message),
    [
      'service "web" has neither an image nor a build context specified: invalid compose project',
      "label file /p/no.label not found: stat /p/no.label: no such file or directory",
      "env file /p/no.env not found: stat /p/no.env: no such file or directory",
    ],
  );
});

test("what only follows from a broken place is not listed beside it", () => {
  const files = { "compose.yml": 'services:\n  web: {image: nginx, environment: {A: ${B}, C: me, PASSWORD: "hunter2"}}\n' };
  assert.deepEqual(
    refusals(files).filter(([message]) => !/did not find expected/.test(message)),
    [],
  );
});
