import assert from "node:assert/strict";
import { test } from "node:test";
import { memoryFiles } from "../base/files.js";
import { loadProject } from "../compose/project/load.js";
import type { Service } from "../compose/types.js";
import { indexOf } from "./project-index.js";

const text = `x-net: &net
  networks: {default: {aliases: [Shared]}}
services:
  web:
    image: ghcr.io/plausible/community-edition:v3.2.1
    env_file: a.env
    depends_on: [mail, db]
  mail:
    image: bytemark/smtp
    container_name: Post
    network_mode: service:web
  mail_db:
    image: postgres:16
    <<: *net
  other:
    image: nginx
    <<: *net
    env_file: [a.env, b.env]
    depends_on: {mail: {condition: service_started}}
`;
const project = loadProject(memoryFiles({ "/p/c.yml": text, "/p/a.env": "A=1\n", "/p/b.env": "B=1\n" }), {
  composeFiles: ["/p/c.yml"],
  processEnvironment: null,
});
const index = indexOf(project);
const names = (services: readonly Service[]) => services.map(({ name }) => name);

test("services are found by what others ask about them, in the order of the file", () => {
  assert.equal(indexOf(project), index);
  assert.deepEqual(names(index.called("web")), ["web"]);
  assert.deepEqual(names(index.called("Web")), []);
  assert.deepEqual(names(index.named("WEB")), ["web"]);
  assert.deepEqual(names(index.named("post")), ["mail"]);
  assert.deepEqual(names(index.named("shared")), ["mail_db", "other"], "also where an alias brings it");
  assert.deepEqual([index.isRead("/p/a.env"), index.isRead("/p/a.env", "web"), index.isRead("/p/c.env")], [true, true, false]);
  assert.deepEqual([index.isRead("/p/b.env", "web"), index.isRead("/p/b.env", "other")], [true, false]);
  assert.deepEqual([index.hasAttached("web"), index.hasAttached("mail")], [true, false]);
  assert.deepEqual(names(index.sharingTexts()), ["mail_db", "other"]);
  assert.deepEqual(names(index.waitingFor("mail")), ["web", "other"]);
  assert.deepEqual(names(index.companions()), ["mail", "mail_db"]);
  assert.deepEqual(names(index.relays()), ["mail"]);
  assert.deepEqual(names(index.mailServices()), ["mail"]);
  assert.deepEqual(index.names(), ["web", "mail", "other"]);
  assert.deepEqual([index.readsEnvFiles(), names(index.readersOf("/p/a.env"))], [true, ["web", "other"]]);
  const none = loadProject(memoryFiles({ "/p/c.yml": "services:\n  a: {image: x}\n" }), {
    composeFiles: ["/p/c.yml"],
    processEnvironment: null,
  });
  assert.equal(indexOf(none).readsEnvFiles(), false);
});

test("an answer that was found once is not looked for again, one that is no longer asked for neither", () => {
  let asked = 0;
  const ask = (question: string) =>
    index.ask(question, ({ services }) => {
      asked += 1;
      return services.length;
    });
  assert.deepEqual([ask("a"), ask("a"), ask("b"), asked], [4, 4, 4, 2]);
});

test("of several services that extend others, one in a block is enough", () => {
  const text =
    "services:\n  base: {image: z}\n  above: {extends: base}\n  bottom: {image: y}\n  top: {extends: bottom}\n  alone: {image: x, environment: *a}\n  a: {image: x, environment: &a {A: b}}\n";
  const loaded = loadProject(memoryFiles({ "/p/c.yml": text }), { composeFiles: ["/p/c.yml"], processEnvironment: null });
  const [base] = indexOf(loaded).called("base");
  assert.ok(base);
  assert.deepEqual(names(indexOf(loaded).sharersOf(base.nameAt, "base")), names(indexOf(loaded).sharingTexts()));
  assert.ok(indexOf(loaded).sharingTexts().length > 0);
});

test("who takes something from a place: those who extend its service, and where it has an anchor whoever has an alias", () => {
  const files = memoryFiles({
    "/p/c.yml": `services:
  web: {image: x}
  alias: {image: x, environment: *common}
  anchor: {image: y, environment: &common {A: b}}
  base: {image: z}
  above: {extends: base}
`,
  });
  const loaded = loadProject(files, { composeFiles: ["/p/c.yml"], processEnvironment: null });
  const sharers = (owner: string, of = owner) => {
    const [service] = indexOf(loaded).called(of);
    return names(indexOf(loaded).sharersOf(service?.nameAt ?? { file: "", start: 0, end: 0 }, owner));
  };
  assert.deepEqual([indexOf(loaded).areAllAlone(), index.areAllAlone()], [false, false]);
  const all = names(indexOf(loaded).sharingTexts());
  assert.deepEqual(all, ["alias", "anchor", "base", "above"]);
  assert.deepEqual([sharers("web"), sharers("alias")], [[], ["alias"]]);
  assert.deepEqual([sharers("anchor"), sharers("base"), sharers("above")], [all, all, all]);
  assert.deepEqual(sharers("alias", "web"), all, "whose text it is cannot be told");
});

test("a container's own name is project, service and number", () => {
  for (const host of ["p-mail-1", "P_MAIL_12", "p-mail_db-1", "-web-1"]) assert.ok(index.isContainerName(host), host);
  for (const host of ["mail-1", "p-mail", "p-mail-x", "p-mai-1", "p.mail-1", "1"]) assert.ok(!index.isContainerName(host), host);
});
