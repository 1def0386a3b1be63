import assert from "node:assert/strict";
import { test } from "node:test";
import { analyseFiles, composeFile, folder, lintFor } from "../../../testing/rules/project.js";
import { testReadme } from "../../../testing/rules/readme.js";
import { memoryFiles } from "../../base/files.js";
import { textOf } from "../../base/messages.js";
import { analyse } from "../../lint/analysis.js";
import { defaultConfig } from "../../lint/config.js";
import { composeError } from "./rule.js";

testReadme(composeError, import.meta.url);

const id = "compose-error";
const relay = ["SMTP_HOST_ADDR=smtp.acme-widgets.org", "SMTP_USER_NAME", "SMTP_USER_PWD"];

/** As the command line asks. */
function every(contents: Readonly<Record<string, string>>, named: boolean, shell: ReadonlyMap<string, string> | null = null) {
  const files = Object.fromEntries(Object.entries(contents).map(([name, text]) => [`${folder}/${name}`, text]));
  const request = { composeFiles: [`${folder}/compose.yml`], processEnvironment: shell };
  const { findings } = analyse({ files: memoryFiles(files), request, config: defaultConfig, refusals: { every: true, named } });
  return findings.flatMap(({ rule, severity, at, message }) =>
    rule === id ? [`${severity} ${at.file.slice(folder.length + 1)} ${textOf(message, "en")}`] : [],
  );
}

test("in an editor: what is no YAML, and what no YAML extension says, wherever in the project it stands", () => {
  const other = (text: string) => ({ "compose.yml": composeFile(relay, undefined, `  other:\n    image: nginx\n${text}`) });
  assert.deepEqual(lintFor(id, other("    environment: ['A=${b.c}']\n")), ['error compose-error "${b.c}"']);
  assert.deepEqual(lintFor(id, other("    labels: ['a=${b.c}']\n")), ['error compose-error "${b.c}"']);
  assert.deepEqual(lintFor(id, other("    extends: {service: a, file: none.yml}\n")), ['error compose-error "none.yml"']);
  assert.deepEqual(lintFor(id, other("    extends: other\n")), ['error compose-error "other"']);
  assert.deepEqual(lintFor(id, other("    depends_on: [nothing]\n")), []);
  assert.deepEqual(lintFor(id, other("    nonsense: true\n")), []);
  assert.deepEqual(lintFor(id, other("    ports: [\n")), ['error compose-error "["']);
});

test("in an editor: lines of .env and of env files that cannot be read", () => {
  assert.deepEqual(lintFor(id, { "compose.yml": composeFile(relay), ".env": "A=b\nB C=d\n" }), ['error compose-error "B C"']);
  const compose = composeFile(relay, undefined, "    env_file: mail.env\n");
  assert.deepEqual(lintFor(id, { "compose.yml": compose, "mail.env": "A B=1\n" }), ['error compose-error "A B"']);
  // That is for env-file-missing.
  assert.deepEqual(lintFor(id, { "compose.yml": compose }), []);
});

test("the first place that is no YAML, or each key that stands again, is told once in editor and command line alike", () => {
  const told = (text: string) => {
    const contents = { "compose.yml": text };
    const { findings } = analyseFiles(contents);
    const inEditor = findings.flatMap(({ rule, at }) => (rule === id ? [text.slice(at.start, at.end)] : []));
    assert.equal(every(contents, false).length, inEditor.length);
    return inEditor;
  };
  const twice = composeFile(relay, undefined, "    restart: always\n    restart: 'no'\n");
  assert.deepEqual(told(twice), ["restart"]);
  assert.ok(told(composeFile(relay, undefined, "    restart: always\n")).length === 0);
  assert.deepEqual(told(`${twice}  plausible:\n    image: plausible/analytics:v2.0\n`), ["restart", "plausible"]);
  assert.deepEqual(told(`${twice}    labels: 'x\n  @\n`), ["'x"]);
  // Also where nothing is left of the service.
  assert.deepEqual(told("services:\n  web: {image: plausible/analytics, x\n"), ["{image: plausible/analytics, x"]);
});

test("what is said rests on the reason, not on words that a name or a value happens to have", () => {
  const told = (text: string) => every({ "compose.yml": composeFile(relay, undefined, text) }, true, new Map());
  const [lost, ...more] = told("  bicycle:\n    image: nginx\n    depends_on: [nothing]\n");
  assert.deepEqual(more, []);
  assert.match(lost ?? "", /refuses this project: service "bicycle" depends on undefined service "nothing"/);
  const [strange] = told("  other:\n    image: nginx\n    'no such file or directory': x\n");
  assert.match(strange ?? "", /refuses this project: validating /);
  const [network] = told("  other:\n    image: nginx\n    networks: [cycle]\n");
  assert.match(network ?? "", /refers to undefined network cycle/);
  assert.doesNotMatch(network ?? "", /leads back to itself/);
});

test("a project without Plausible is not judged; a file asked for by name that is no YAML is", () => {
  const broken = "services:\n  web:\n    image: nginx\n    environment: ['A=${b.c}']\n";
  assert.deepEqual(lintFor(id, { "compose.yml": broken }), []);
  assert.deepEqual(every({ "compose.yml": broken }, false), []);
  assert.deepEqual(every({ "compose.yml": broken }, true), []);
  assert.equal(every({ "compose.yml": "services:\n  web:\n    image: [\n" }, false).length, 0);
  assert.equal(every({ "compose.yml": "services:\n  web:\n    image: [\n" }, true).length, 1);
  assert.equal(every({ "compose.yml": "services:\n  web:\n    image: plausible/analytics\n    ports: [\n" }, false).length, 1);
});

test("no error rests on a value that may be set where nobody sees it", () => {
  const compose = composeFile(relay, undefined, "    mem_limit: $MEMORY\n    ports: ['$PORT']\n    privileged: '$P'\n");
  const shell = new Map<string, string>();
  assert.deepEqual(every({ "compose.yml": compose }, false, shell), []);
  assert.equal(every({ "compose.yml": compose, ".env": "A=1\n" }, false, shell).length, 3);
  const plain = composeFile(relay, undefined, "    mem_limit: much\n");
  assert.equal(every({ "compose.yml": plain }, false, shell).length, 1);
});

test("on the command line any cause, in Compose's words with paths from the project", () => {
  const compose = composeFile(relay, undefined, "    depends_on: [nothing]\n");
  assert.deepEqual(every({ "compose.yml": compose }, false), [
    'error compose.yml Docker Compose refuses this project: service "plausible" depends on undefined service "nothing": invalid compose project',
  ]);
  const network = (name: string) => `  ${name}:\n    image: nginx\n    networks: [front]\n`;
  assert.equal(every({ "compose.yml": composeFile(relay, undefined, network("a") + network("b")) }, false).length, 1);
  const missing = composeFile(relay, undefined, "    extends: {service: a, file: none.yml}\n");
  assert.match(
    every({ "compose.yml": missing }, false).join(),
    /can't read this file.*\n.*: open none\.yml: no such file or directory$/,
  );
});

test("what a template engine is still to fill in is no mistake yet", () => {
  const ports = (text: string) => ({ "compose.yml": composeFile(relay, undefined, `    ports:\n      - "${text}"\n`) });
  for (const text of ["127.0.0.1:{{ port }}:8000", "{% if x %}80{% endif %}:8000", "<%= port %>:8000"]) {
    assert.deepEqual(every(ports(text), false), [], text);
  }
  assert.equal(every(ports("eighty:8000"), false).length, 1);
});

test("what a program in the container fills in makes no template of a file", () => {
  const labelled = (line: string) => ({
    "compose.yml": composeFile(relay, undefined, `    labels:\n      - '${line}'\n    networks: [gone]\n`),
  });
  for (const line of ["caddy.reverse_proxy={{upstreams 8000}}", "tag={{.Name}}", "homepage.key={{HOMEPAGE_VAR_KEY}}"]) {
    assert.equal(every(labelled(line), false).length, 1, line);
  }
  assert.deepEqual(every(labelled("traefik.http.routers.a.rule=Host(`{{ domain }}`)"), false), []);
  // Whoever fills in this line: it is not what Compose will read.
  const port = composeFile(relay, undefined, '    ports: ["{{.Port}}:8000"]\n');
  assert.deepEqual(every({ "compose.yml": port }, false), []);
});

test("what is demanded rests on the shell: an error only where that was seen", () => {
  const compose = composeFile([...relay, "MAILER_NAME=${NAME:?set it}"]);
  assert.deepEqual(lintFor(id, { "compose.yml": compose }), []);
  assert.deepEqual(lintFor(id, { "compose.yml": compose, ".env": "A=b\n" }), ['warning compose-error "${NAME:?set it}"']);
  assert.match(every({ "compose.yml": compose }, false, new Map()).join(), /^warning /);
  assert.match(every({ "compose.yml": compose, ".env": "A=b\n" }, false, new Map()).join(), /^error /);
  assert.deepEqual(every({ "compose.yml": compose }, false, new Map([["NAME", "x"]])), []);
});

test("an encrypted env file is none of its business", () => {
  const contents = {
    "compose.yml": composeFile(relay, undefined, "    env_file: mail.env\n"),
    "mail.env": "\0GITCRYPT\0\ufffd x\n",
  };
  assert.deepEqual(lintFor(id, contents), []);
  assert.deepEqual(every(contents, true), []);
});

test("a compose file that is no text is refused, as Compose refuses it", () => {
  const text = composeFile(relay);
  for (const unreadable of [`${text}# \0\n`, "\0GITCRYPT\0"]) {
    assert.equal(every({ "compose.yml": unreadable }, true).length, 1);
  }
});

test("never shows what stands on the line", () => {
  const env = { "compose.yml": composeFile(relay), ".env": 'SMTP_USER_PWD="canary-7f3a\nX Y=canary-7f3a\n' };
  const dollar = { "compose.yml": composeFile([...relay, "SENTRY_DSN=canary-7f3a${!}"]) };
  for (const contents of [env, dollar]) {
    const { findings } = analyseFiles(contents);
    assert.ok(findings.length > 0);
    for (const { message } of findings) assert.doesNotMatch(textOf(message, "en") + textOf(message, "zh-cn"), /canary/);
  }
});
