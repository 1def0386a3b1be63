import assert from "node:assert/strict";
import { test } from "node:test";
import { memoryFiles } from "../../base/files.js";
import { folderOf } from "../../base/paths.js";
import type { Location } from "../../base/text.js";
import { rosterOf } from "../roster.js";
import type { Project, Service, Variable } from "../types.js";
import { nearestProject } from "./compose-variables.js";
import { findProject, isComposeFileName, isEnvFileName, overrideOf } from "./discover.js";
import { loadProject } from "./load.js";
import { createComposeCache } from "./project-files.js";

function load(texts: Readonly<Record<string, string>>, shell: ReadonlyMap<string, string> | null = null): Project {
  const composeFiles = Object.keys(texts).filter((path) => path.endsWith(".yml"));
  return loadProject(memoryFiles(texts), { composeFiles, processEnvironment: shell });
}

function serviceOf(project: Project, name = "web"): Service {
  const found = project.services.find((service) => service.name === name);
  assert.ok(found, JSON.stringify(project.errors));
  return found;
}

/** What stands at a location, as `file: text`. */
function cut(project: Project, at: Location | null): string | null {
  return at === null ? null : `${at.file}: ${project.files.get(at.file)?.text.slice(at.start, at.end)}`;
}

function shown(project: Project, variable: Variable | undefined): unknown {
  assert.ok(variable);
  const { origin } = variable;
  const value = variable.state === "value" ? variable.value : { composed: variable.composed, unresolved: variable.unresolved };
  return [value, origin.kind, cut(project, origin.at), origin.through.map((at) => cut(project, at))];
}

test("every value has the text that the user must change", () => {
  const project = load(
    {
      "/p/c.yml": `x-mail: &mail
  SHARED: \${X}
services:
  web:
    image: nginx
    env_file: m.env
    environment:
      <<: *mail
      PLAIN: "quoted"
      BARE:
      SOLE: \${X}
      DEFAULT: \${NONE:-\${ALSO_NONE-deep}}
      EMPTY_DEFAULT: \${NONE:-}
      MIXED: a\${X}b
      SHELL: \${HOME}
      UNSET: \${NONE}
      UNSET_BARE:
      NUMBER: 0465
`,
      "/p/.env": "\ufeffX='env # value'\r\nBARE=\"bare\" # note\r\n",
      "/p/m.env": "PLAIN=hidden\r\nFILE=text\r\nREF=${X}\r\nOWN=${PLAIN}2\r\nUNSET_BARE=hidden\r\n",
    },
    new Map([["HOME", "/root"]]),
  );
  assert.deepEqual(project.errors, []);
  const { environment } = serviceOf(project);
  const expected: Record<string, unknown> = {
    SHARED: ["env # value", "dotenv", "/p/.env: env # value", ["/p/c.yml: ${X}"]],
    PLAIN: ["quoted", "environment", "/p/c.yml: quoted", []],
    BARE: ["bare", "dotenv", "/p/.env: bare", ["/p/c.yml: BARE"]],
    SOLE: ["env # value", "dotenv", "/p/.env: env # value", ["/p/c.yml: ${X}"]],
    DEFAULT: ["deep", "environment", "/p/c.yml: deep", ["/p/c.yml: ${NONE:-${ALSO_NONE-deep}}", "/p/c.yml: ${ALSO_NONE-deep}"]],
    EMPTY_DEFAULT: ["", "environment", "/p/c.yml: ${NONE:-}", ["/p/c.yml: ${NONE:-}"]],
    MIXED: ["aenv # valueb", "environment", "/p/c.yml: a${X}b", ["/p/c.yml: ${X}"]],
    SHELL: ["/root", "process", null, ["/p/c.yml: ${HOME}"]],
    UNSET: [{ composed: "", unresolved: ["NONE"] }, "environment", "/p/c.yml: ${NONE}", ["/p/c.yml: ${NONE}"]],
    UNSET_BARE: [{ composed: null, unresolved: ["UNSET_BARE"] }, "environment", "/p/c.yml: UNSET_BARE", []],
    NUMBER: ["309", "environment", "/p/c.yml: 0465", []],
    FILE: ["text", "env_file", "/p/m.env: text", []],
    REF: ["env # value", "dotenv", "/p/.env: env # value", ["/p/m.env: ${X}"]],
    OWN: ["quoted2", "env_file", "/p/m.env: ${PLAIN}2", ["/p/m.env: ${PLAIN}"]],
  };
  for (const [name, want] of Object.entries(expected)) assert.deepEqual(shown(project, environment.get(name)), want, name);
  assert.equal(environment.size, Object.keys(expected).length);
  assert.equal(cut(project, environment.get("FILE")?.envFileAt ?? null), "/p/c.yml: m.env");
});

test("entries know how they are written", () => {
  const project = load({
    "/p/c.yml": `services:
  web:
    environment:
      - A=1 # one
      - "B=two words"
      - 'C=it''s=x'
      - # not this-
        D=4
      - E
      - >-
        F=fol
        ded
`,
  });
  const forms = [...serviceOf(project).environment.values()].map(({ declared }) => {
    const { form, quotes, flow, at, key, value } = declared;
    return [form, quotes, flow, ...[at, key, value].map((place) => cut(project, place)?.slice("/p/c.yml: ".length))];
  });
  assert.deepEqual(forms, [
    ["list-item", "none", false, "- A=1", "A", "1"],
    ["list-item", "double", false, '- "B=two words"', "B", "two words"],
    ["list-item", "single", false, "- 'C=it''s=x'", "C", "it''s=x"],
    ["list-item", "none", false, "- # not this-\n        D=4", "D", "4"],
    ["list-item", "none", false, "- E", "E", undefined],
    ["list-item", "block", false, "- >-\n        F=fol\n        ded", "F", "fol\n        ded"],
  ]);
});

test("a project without its process environment knows what the files say, and no more", () => {
  const project = load({ "/p/c.yml": "services:\n  web:\n    environment: [A, 'B=${X}', 'C=${X:-d}']\n", "/p/.env": "A=1\n" });
  const { environment } = serviceOf(project);
  assert.equal(environment.get("A")?.state, "value");
  assert.equal(environment.get("B")?.state, "unknown");
  assert.equal(environment.get("C")?.state, "value");
});

test("a service says that it is incomplete where a name may come from what is not seen", () => {
  const texts: readonly (readonly [string, boolean])[] = [
    ["env_file: here.env", false],
    ["env_file: gone.env", true],
    ["env_file: {path: gone.env, required: false}", false],
    ["env_file: [{path: gone.env, required: false}]", true],
    ["env_file: broken.env", true],
    ["env_file: ${DIR}/x.env", true],
    ["extends: {file: gone.yaml, service: web}", true],
    ["extends: nobody", true],
  ];
  for (const [line, incomplete] of texts) {
    const project = load({
      "/p/c.yml": `services:\n  web:\n    image: x\n    ${line}\n`,
      "/p/here.env": "A=1\n",
      "/p/broken.env": "A B\n",
    });
    if (line.startsWith("env_file: {")) continue; // refused by the schema
    assert.equal(serviceOf(project).incomplete, incomplete, line);
  }
  assert.equal(load({ "/p/c.yml": "services:\n  web: {image: x}\n  db:\n    image: 'y\n" }).incomplete, true);
});

test("secrets, configs and bind mounts are files of the container", () => {
  const project = load({
    "/p/c.yml": `services:
  web:
    secrets: [SMTP_USER_PWD, {source: token, target: /etc/token}]
    configs:
      - {source: text, target: /run/secrets/MAILER_NAME}
    volumes:
      - ./pw:/run/secrets/OTHER:ro
      - data:/data
      - {type: bind, source: ./pw, target: /run/secrets/LONG}
secrets:
  SMTP_USER_PWD: {file: ./pw}
  token: {environment: TOKEN}
configs:
  text: {content: "Mail \${TOKEN}"}
volumes: {data: }
`,
    "/p/pw": "pass\n",
    "/p/.env": "TOKEN=t\n",
  });
  const mounts = [...serviceOf(project).mounts].map(([path, { kind, content, at }]) => [path, kind, content, cut(project, at)]);
  assert.deepEqual(mounts, [
    ["/run/secrets/OTHER", "volume", "pass\n", "/p/pw: pass\n"],
    ["/data", "volume", null, null],
    ["/run/secrets/LONG", "volume", "pass\n", "/p/pw: pass\n"],
    ["/run/secrets/MAILER_NAME", "config", "Mail t", "/p/c.yml: Mail ${TOKEN}"],
    ["/run/secrets/SMTP_USER_PWD", "secret", "pass\n", "/p/pw: pass\n"],
    ["/etc/token", "secret", "t", "/p/.env: t"],
  ]);
});

test("a service's network: who it is, and whom it reaches", () => {
  const project = load({
    "/p/c.yml": `services:
  web:
    container_name: front
    hostname: h
    extra_hosts: ["host.docker.internal:host-gateway", "a=1.2.3.4"]
    links: ["db:database"]
    networks: {back: {aliases: [alias]}, out: }
    ports: ["127.0.0.1:8025:25/tcp", "80", {target: 587, published: "10587"}]
    depends_on: [db]
    profiles: [mail]
  db: {network_mode: host}
networks: {out: {external: true}, back: {}}
`,
  });
  const { network, dependsOn, profiles } = serviceOf(project);
  assert.deepEqual(network, {
    mode: null,
    names: ["web", "front", "h", "alias"],
    extraHosts: ["host.docker.internal", "a", "database"],
    networks: ["back", "out"],
    reachesElsewhere: true,
    ports: [
      { published: "8025", target: "25", protocol: "tcp", hostIp: "127.0.0.1" },
      { published: "", target: "80", protocol: "tcp", hostIp: "" },
      { published: "10587", target: "587", protocol: "tcp", hostIp: "" },
    ],
  });
  assert.deepEqual([dependsOn.map(({ name }) => name), profiles], [["db"], ["mail"]]);
  const db = serviceOf(project, "db").network;
  assert.deepEqual([db.mode, db.networks, db.reachesElsewhere], ["host", [], false]);
});

test("a load with a cache gives what a fresh one gives, and reads each dependency", () => {
  const cache = createComposeCache();
  const request = { composeFiles: ["/p/c.yml"], processEnvironment: null };
  const text = "services:\n  web:\n    image: x\n    env_file: m.env\n    environment: [A=1]\n";
  const plain = ({ services, dependencies }: Project) => [services.map((each) => [each.nameAt, each.environment]), dependencies];
  for (const changed of [text, `# above\n${text}`, text.replace("A=1", "A=2"), text.replace("x", '"x'), text]) {
    const files = memoryFiles({ "/p/c.yml": changed, "/p/.env": "" });
    assert.deepEqual(plain(loadProject(files, request, cache)), plain(loadProject(files, request)));
  }
  const project = loadProject(memoryFiles({ "/p/c.yml": text }), request, cache);
  serviceOf(project).environment;
  assert.deepEqual([...project.dependencies].sort(), ["/p/.env", "/p/c.yml", "/p/m.env"]);
});

test("a service keeps its identity as long as its texts are the same, whatever comes and goes beside it", () => {
  const [web, db] = ["  web:\n    image: x\n", "  db:\n    image: y\n"];
  const kept = (services: string) => {
    const cache = createComposeCache();
    const identitiesOf = (text: string) => {
      const files = memoryFiles({ "/p/c.yml": `services:\n${text}` });
      const project = loadProject(files, { composeFiles: ["/p/c.yml"], processEnvironment: null }, cache);
      const { identities } = rosterOf(project);
      assert.deepEqual(
        project.services.map(({ identity }) => identity),
        identities,
      );
      return identities;
    };
    const before = identitiesOf(web + db);
    const identities = identitiesOf(services);
    return identities.map((identity) => before.indexOf(identity));
  };
  assert.deepEqual(kept(web + db), [0, 1]);
  assert.deepEqual(kept(db + web), [1, 0]);
  assert.deepEqual(kept(`${web}  new:\n    image: z\n${db}`), [0, -1, 1]);
  assert.deepEqual(kept(web + db.replace("y", "z")), [0, -1]);
  assert.deepEqual(kept(db), [1]);
  // Nothing of it can be read.
  assert.deepEqual(kept(`${web}  db: "y\n`), [0]);
});

test("a text that cannot be interpolated is told at every load, in each document of a file", () => {
  const first = "services:\n  web:\n    image: nginx\n    environment:\n      - A=0${:E}\n";
  const files = memoryFiles({ "/p/c.yml": `${first}---\nservices:\n  web: {working_dir: "${"${HOME}"}"}\n` });
  const request = { composeFiles: ["/p/c.yml"], processEnvironment: null };
  const cache = createComposeCache();
  const told = () => loadProject(files, request, cache).textErrors.map(({ reason }) => reason.kind);
  assert.deepEqual(told(), ["interpolation"]);
  assert.deepEqual(told(), ["interpolation"]);
});

test("a project is found by Compose's names, with its override", () => {
  const files = memoryFiles({
    "/p/docker-compose.yml": "",
    "/p/compose.yml": "",
    "/p/docker-compose.override.yaml": "",
    "/p/sub/deep/x": "",
    "/q/mail.yml": "",
  });
  const both = ["/p/compose.yml", "/p/docker-compose.override.yaml"];
  assert.deepEqual(findProject(files, "/p", { searchParents: false }), both);
  assert.deepEqual(findProject(files, "/p/sub/deep", { searchParents: true }), both);
  assert.equal(findProject(files, "/p/sub/deep", { searchParents: false }), null);
  assert.equal(findProject(files, "/q", { searchParents: true }), null);
  assert.equal(overrideOf(files, "/q/mail.yml"), null);
});

test("file names tell compose files and env files", () => {
  const compose = [
    "compose.yml",
    "docker-compose.prod.yaml",
    "compose.override.yml",
    "my-docker-compose-file.yml",
    "Docker-Compose.yml",
  ];
  for (const name of compose) assert.ok(isComposeFileName(name), name);
  for (const name of ["plausible.yml", "compose.json", "decompose.yml"]) assert.ok(!isComposeFileName(name), name);
  for (const name of [".env", ".env.local", "plausible-conf.env"]) assert.ok(isEnvFileName(name), name);
  for (const name of ["env", "environment", "x.env.bak", ".envrc"]) assert.ok(!isEnvFileName(name), name);
});

test("a project at the root of a drive or a share has its .env and its override", () => {
  for (const root of ["C:/", "/", "//host/share/"]) {
    const files = memoryFiles({
      [`${root}compose.yml`]: "services: {web: {image: x, environment: ['A=${A}'], env_file: [./b.env]}}\n",
      [`${root}compose.override.yml`]: "services: {web: {environment: ['C=3']}}\n",
      [`${root}.env`]: "A=1\n",
      [`${root}b.env`]: "B=2\n",
    });
    const folder = folderOf(`${root}compose.yml`);
    const composeFiles = findProject(files, folder, { searchParents: true }) ?? [];
    assert.deepEqual(composeFiles, [`${root}compose.yml`, `${root}compose.override.yml`]);
    assert.equal(overrideOf(files, `${root}compose.yml`), `${root}compose.override.yml`);
    const project = loadProject(files, { composeFiles, processEnvironment: null });
    assert.deepEqual(project.errors, []);
    assert.deepEqual(
      [...(project.services[0]?.environment.values() ?? [])].map(
        (each) => each.state === "value" && `${each.name}=${each.value}`,
      ),
      ["B=2", "A=1", "C=3"],
    );
    assert.deepEqual(nearestProject(files, folder)?.composeFiles, composeFiles);
  }
});
