import assert from "node:assert/strict";
import { test } from "node:test";
import { memoryFiles } from "../base/files.js";
import { loadProject } from "../compose/project/load.js";
import type { Project } from "../compose/types.js";
import { indexOf, type ProjectIndex } from "../instance/project-index.js";
import { Trace, traced } from "./traced-project.js";

const project = loadProject(
  memoryFiles({
    "/p/compose.yml": `services:
  plausible:
    image: ghcr.io/plausible/community-edition:v3.2.1
    env_file: mail.env
    depends_on: [mail]
    environment: &env {A: b}
  mail:
    image: boky/postfix
  plausible_db:
    image: postgres:16
    environment: {SMTP_HOST_ADDR: x}
  other:
    image: nginx
    network_mode: service:plausible
    environment: *env
`,
    "/p/mail.env": "A=1\n",
    "/p/unread.env": "A=1\n",
  }),
  { composeFiles: ["/p/compose.yml"], processEnvironment: null },
);

/** What a look at the traced project gives, and what it leaves in the trace. */
function look<T>(at: (traced: Project, index: ProjectIndex) => T) {
  const trace = new Trace();
  const wrapped = traced(project, trace);
  const result = at(wrapped, indexOf(wrapped));
  const { everything, beside, asked, given } = trace;
  return { result, everything, beside, asked, given: [...given].map(({ name }) => name) };
}

test("what a project says of itself is the same, and rests on nothing", () => {
  const keys = ["request", "directory", "container", "dotenv", "shared", "name", "networks", "broken", "incomplete"] as const;
  for (const key of keys) {
    const { result, everything, beside, asked, given } = look((wrapped) => wrapped[key]);
    assert.equal(result, project[key], key);
    assert.deepEqual([everything, beside, asked.size, given], [false, false, 0, []], key);
  }
  const at = { file: "/p/compose.yml", start: 20, end: 21 };
  const block = project.blockAt(at) ?? assert.fail("a block");
  assert.deepEqual(look((wrapped) => wrapped.blockAt(at)).result, block);
  assert.deepEqual(look((wrapped) => wrapped.placeOf("/p/compose.yml", block.block)).result?.base, block.base);
});

test("who looks at all services, errors or paths rests on everything; who looks at files beside, on those", () => {
  for (const key of ["dependencies", "listed", "errors", "textErrors", "services", "active"] as const) {
    const { result, everything } = look((wrapped) => wrapped[key]);
    assert.equal(result, project[key], key);
    assert.ok(everything, key);
  }
  const { result, everything, beside } = look((wrapped) => wrapped.envFilesBeside);
  assert.deepEqual(
    result.map(({ path }) => path),
    ["/p/unread.env"],
  );
  assert.deepEqual([everything, beside], [false, true]);
});

test("one text rests on its service; who goes through all of them rests on everything", () => {
  const path = "/p/compose.yml";
  assert.deepEqual(
    [look(({ files }) => files.get(path)), look(({ files }) => files.has(path))].map(({ result, everything }) => [
      result,
      everything,
    ]),
    [
      [project.files.get(path), false],
      [true, false],
    ],
  );
  const visited: string[] = [];
  const all: readonly (readonly [string, (files: Project["files"]) => unknown, unknown])[] = [
    ["size", ({ size }) => size, project.files.size],
    ["keys", (files) => [...files.keys()], [...project.files.keys()]],
    ["values", (files) => [...files.values()], [...project.files.values()]],
    ["entries", (files) => [...files.entries()], [...project.files]],
    ["iterator", (files) => [...files], [...project.files]],
    ["forEach", (files) => files.forEach((_, each) => void visited.push(each)), undefined],
  ];
  for (const [name, of, expected] of all) {
    const { result, everything } = look(({ files }) => of(files));
    assert.deepEqual(result, expected, name);
    assert.ok(everything, name);
  }
  assert.deepEqual(visited, [...project.files.keys()]);
});

test("each question is noted with its answer, and asked again it is answered anew; services that are given are noted", () => {
  const questions: readonly (readonly [
    (index: ProjectIndex) => unknown,
    key: string,
    answer: unknown,
    given: readonly string[],
  ])[] = [
    [(index) => index.called("mail"), "called mail", "mail", ["mail"]],
    [(index) => index.called("none"), "called none", "", []],
    [(index) => index.named("MAIL"), "named MAIL", "mail", ["mail"]],
    [(index) => index.readsEnvFiles(), "readsEnvFiles", true, []],
    [(index) => index.readersOf("/p/mail.env"), "readersOf /p/mail.env", "plausible", ["plausible"]],
    [(index) => index.waitingFor("mail"), "waitingFor mail", "plausible", ["plausible"]],
    [(index) => index.companions(), "companions", "mail\nplausible_db", ["mail", "plausible_db"]],
    [(index) => index.companionsWithMail(), "companionsWithMail", "plausible_db", ["plausible_db"]],
    [(index) => index.runsPlausible(), "runsPlausible", true, []],
    [(index) => index.relays(), "relays", "mail", ["mail"]],
    [(index) => index.mailServices(), "mailServices", "mail", ["mail"]],
    [(index) => index.sharingTexts(), "sharingTexts", "plausible\nother", ["plausible", "other"]],
    [
      (index) => index.sharersOf({ file: "/p/compose.yml", start: 9, end: 9 }, "plausible"),
      "sharingTexts",
      "plausible\nother",
      ["plausible", "other"],
    ],
    [(index) => index.areAllAlone(), "areAllAlone", false, []],
    [(index) => index.isContainerName("p-mail-1"), "isContainerName p-mail-1", true, []],
    [(index) => index.isRead("/p/mail.env", "mail"), "isRead mail /p/mail.env", true, []],
    [(index) => index.hasAttached("plausible"), "hasAttached plausible", true, []],
    [(index) => index.names(), "names", "plausible\nmail\nother", []],
    [(index) => index.ask("mine", () => 7), "mine", 7, []],
  ];
  const empty = loadProject(memoryFiles({ "/p/compose.yml": "services: {}\n" }), project.request);
  for (const [ask, key, answer, given] of questions) {
    const seen = look((_, index) => ask(index));
    assert.deepEqual(seen.result, ask(indexOf(project)), key);
    assert.deepEqual([...seen.asked.keys()], [key]);
    assert.deepEqual(seen.asked.get(key)?.answer, answer, key);
    assert.deepEqual([...seen.given].sort(), [...given].sort(), key);
    assert.equal(seen.everything, false, key);
    const compute = seen.asked.get(key)?.compute ?? assert.fail(key);
    assert.deepEqual(compute(project), answer, key);
    const changed = compute(empty);
    if (key === "areAllAlone") assert.equal(changed, true);
    else if (key !== "mine") assert.ok(changed === "" || changed === false, `${key}: ${changed} of an empty project`);
  }
});
