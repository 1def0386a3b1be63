import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { runs } from "../../testing/runs.js";
import { memoryFiles } from "../base/files.js";
import { createComposeCache } from "../compose/project/project-files.js";
import type { PlausibleInstance } from "../instance/plausible-instance.js";
import { indexOf } from "../instance/project-index.js";
import { analyse } from "./analysis.js";
import { defaultConfig } from "./config.js";
import { Judgements } from "./judgements.js";

const request = { composeFiles: ["/p/compose.yml", "/p/compose.override.yml"], processEnvironment: null };

/** Services that rest on each other in all the ways that there are. */
const start: Readonly<Record<string, string>> = {
  "/p/compose.yml": `name: stats
x-mail: &mail
  SMTP_HOST_PORT: 587
  SMTP_USER_PWD: hunter2-of-all
services:
  plausible:
    image: ghcr.io/plausible/community-edition:v3.2.1
    environment:
      - BASE_URL=https://stats.acme-widgets.org
      - SMTP_HOST_ADDR=mail
      - SMTP_HOST_PORT=2x5
      - SMTP_USER_PWD=hunter2-of-one
      - MAILER_EMAI=\${FROM}
    depends_on: [mail, plausible_db, smtp]
  # a relay
  mail:
    image: bytemark/smtp
    ports: ["2525:25"]
  plausible_db:
    image: postgres:16-alpine
    environment:
      SMTP_USER_NAME: stats
      MAILER_EMAIL: stats@acme-widgets.org
  merged:
    image: plausible/analytics:v2.0
    env_file: mail.env
    environment: {<<: *mail, SMTP_HOST_ADDR: post}
  alike:
    image: plausible/analytics:latest
    environment:
      <<: *mail
      SMTP_HOST_ADDR: localhost
  extending:
    extends: plausible
    environment: [SMTP_HOST_SSL_ENABLED=true, SMTP_USER_NAME=]
  inside:
    image: nginx
    network_mode: service:alike
  secretive:
    image: ghcr.io/plausible/community-edition:v3
    secrets: [SMTP_USER_PWD]
    env_file: [mail.env]
    environment:
      SMTP_HOST_ADDR: mial
secrets:
  SMTP_USER_PWD: {file: ./pw}
`,
  "/p/compose.override.yml": "services:\n  plausible:\n    environment:\n      - SMTP_RETRIES=many\n",
  "/p/.env": "FROM=a@acme-widgets.org\nSMTP_USER_NAME=stats\nMAILER_NAME=\n",
  "/p/mail.env": 'SMTP_RETRIES=\nMAILER_EMAIL="stats@acme-widgets.org\nSMTP_USR=x\n',
  "/p/pw": "secret\n",
};

const snippets = [
  "",
  "\n",
  "x",
  "#",
  '"',
  "&a ",
  "*a",
  "$",
  "  new:\n    image: nginx\n",
  "  new:\n    image: postgres\n    environment: [SMTP_HOST_PORT=25]\n",
  "  post:\n    image: boky/postfix\n",
  "  mial:\n    image: axllent/mailpit\n    hostname: localhost\n",
  "  other:\n    image: ghcr.io/plausible/community-edition:v3.2.1\n    env_file: mail.env\n    environment: {SMTP_HOST_ADDR: mail, SMTP_HOST_PORT: 465}\n",
  "      - SMTP_HOST_SSL_ENABLED=yes\n",
  "      SMTP_HOST_SSL_ENABLED: yes\n",
  "    container_name: post\n",
  "    depends_on: [mail]\n",
  "# plausible-mail-disable-next-line invalid-integer\n",
  "SMTP_HOST_ADDR=mail\n",
];

interface Edit {
  readonly file: string;
  /** By which share of the text it begins; there, or where that line begins. */
  readonly at: number;
  readonly atLine: boolean;
  /** How many lines, or signs, it takes away. */
  readonly lines: number;
  readonly length: number;
  readonly text: string;
}

const edit: fc.Arbitrary<Edit> = fc.record({
  file: fc.constantFrom(...Object.keys(start), "/p/compose.yml", "/p/compose.yml", "/p/compose.yml"),
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  atLine: fc.boolean(),
  lines: fc.constantFrom(0, 0, 0, 1, 2),
  length: fc.constantFrom(0, 0, 1, 3),
  text: fc.oneof(fc.constantFrom(...snippets), fc.string({ maxLength: 2 })),
});

function edited(text: string, { at, atLine, lines, length, text: inserted }: Edit): string {
  let from = Math.floor(at * text.length);
  if (atLine) from = text.lastIndexOf("\n", from - 1) + 1;
  let to = Math.min(text.length, from + (atLine ? 0 : length));
  for (let line = 0; line < lines && atLine; line += 1) to = Math.max(to, text.indexOf("\n", to) + 1);
  return text.slice(0, from) + inserted + text.slice(to);
}

test("after any edits the judgements are those of a fresh look, to the last place", () => {
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 8 }), (edits) => {
      const texts = { ...start };
      const cache = createComposeCache();
      const judgements = new Judgements();
      const look = (kept: boolean) => {
        const files = memoryFiles(texts);
        return analyse({ files, request, config: defaultConfig, ...(kept ? { cache, judgements } : {}) });
      };
      look(true);
      for (const one of edits) {
        texts[one.file] = edited(texts[one.file] ?? "", one);
        const [mine, fresh] = [look(true), look(false)];
        const shown = Object.entries(texts).map(([path, text]) => `--- ${path}\n${text}`);
        assert.deepEqual(mine.findings, fresh.findings, shown.join("\n"));
        assert.deepEqual([...mine.project.dependencies].sort(), [...fresh.project.dependencies].sort(), shown.join("\n"));
      }
    }),
    runs(10),
  );
});

test("an edit in one service leaves the judgements of the others as they are", () => {
  const judged: string[] = [];
  const judgements = new Judgements();
  const cache = createComposeCache();
  const names = (text: string) => {
    judged.length = 0;
    const files = memoryFiles({ ...start, "/p/compose.yml": text });
    const { project } = analyse({ files, request, config: defaultConfig, cache, judgements: new Judgements() });
    judgements.of(project, defaultConfig, ({ service }) => {
      judged.push(service.name);
      return [];
    });
    return judged;
  };
  const text = start["/p/compose.yml"] ?? "";
  assert.deepEqual(names(text), ["plausible", "merged", "alike", "extending", "secretive"]);
  assert.deepEqual(names(text), []);
  assert.deepEqual(names(text.replace("MAILER_EMAI=", "MAILER_EMAIL=")), ["plausible", "extending"], "and what extends it");
  assert.deepEqual(names(text.replace("hunter2-of-all", "x")).length, 5, "what stands between the services");
});

test("the names in an env file may make Plausible of a service that is built", () => {
  const cache = createComposeCache();
  const judgements = new Judgements();
  const rulesOf = (env: string) => {
    const files = memoryFiles({
      "/p/compose.yml": "services:\n  stats:\n    build: .\n    env_file: stats.env\n",
      "/p/stats.env": env,
    });
    const composeFiles = ["/p/compose.yml"];
    const found = analyse({
      files,
      request: { composeFiles, processEnvironment: null },
      config: defaultConfig,
      cache,
      judgements,
    });
    return found.findings.map(({ rule }) => rule);
  };
  const half = "CLICKHOUSE_DATABASE_URL=http://a/b\nMAILER_ADAPTER=Bamboo.Mu\n";
  assert.deepEqual(rulesOf(half), []);
  assert.ok(rulesOf(`${half}ENABLE_EMAIL_VERIFICATION=true\n`).includes("unknown-adapter"));
  assert.deepEqual(rulesOf(half), []);
});

test("what rests on everything is judged anew each time, what rests on files beside or on another service when these change", () => {
  const looks = {
    everything: (view) => view.project.services.length,
    beside: (view) => view.project.envFilesBeside.length,
    other: (view) => indexOf(view.project).called("db").length,
    nothing: () => 0,
  } satisfies Record<string, (view: PlausibleInstance) => number>;
  const compose = (db: string) =>
    `services:\n  plausible:\n    image: plausible/analytics:v2.0\n  db:\n    image: ${db}\n    env_file: db.env\n`;
  const base = { "/p/compose.yml": compose("postgres"), "/p/db.env": "A=1\n", "/p/beside.env": "A=1\n" };
  const changes: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    nothing: base,
    "another service": { ...base, "/p/compose.yml": compose("redis") },
    "the file of another service": { ...base, "/p/db.env": "A=2\n" },
    "a file beside": { ...base, "/p/beside.env": "A=2\n" },
  };
  const judgedAgain: Record<string, string[]> = {};
  for (const [what, look] of Object.entries(looks)) {
    judgedAgain[what] = Object.entries(changes).flatMap(([name, files]) => {
      const cache = createComposeCache();
      const judgements = new Judgements();
      let count = 0;
      for (const texts of [base, files]) {
        const { project } = analyse({
          files: memoryFiles(texts),
          request,
          config: defaultConfig,
          cache,
          judgements: new Judgements(),
        });
        judgements.of(project, defaultConfig, (view) => {
          count += 1;
          look(view);
          return [];
        });
      }
      return count === 2 ? [name] : [];
    });
  }
  assert.deepEqual(judgedAgain, {
    everything: Object.keys(changes),
    beside: ["a file beside"],
    other: ["another service", "the file of another service"],
    nothing: [],
  });
});

test("a file that is mounted counts for its service, whether as a secret or as a volume", () => {
  const judgedAfter = (more: string, path: string) => {
    const texts = {
      "/p/compose.yml": `services:\n  plausible:\n    image: plausible/analytics:v2.0\n${more}`,
      "/p/pw": "a\n",
      "/p/m.env": "A=1\n",
    };
    const [cache, judgements] = [createComposeCache(), new Judgements()];
    let count = 0;
    for (const changed of [texts, { ...texts, [path]: "B=2\n" }, { ...texts, [path]: "B=2\n" }]) {
      const { project } = analyse({
        files: memoryFiles(changed),
        request,
        config: defaultConfig,
        cache,
        judgements: new Judgements(),
      });
      judgements.of(project, defaultConfig, () => {
        count += 1;
        return [];
      });
    }
    return count;
  };
  assert.equal(judgedAfter("    volumes: [./pw:/run/secrets/SMTP_USER_PWD]\n", "/p/pw"), 2);
  assert.equal(judgedAfter("    secrets: [SMTP_USER_PWD]\nsecrets:\n  SMTP_USER_PWD: {file: ./pw}\n", "/p/pw"), 2);
  assert.equal(judgedAfter("    env_file: m.env\n", "/p/m.env"), 2);
  assert.equal(judgedAfter("    env_file: m.env\n", "/p/pw"), 1);
});

test("what holds moves with its text: lines above it, a service before it, and an edit of another one", () => {
  const service = (name: string, port: string) =>
    `  ${name}:\n    image: plausible/analytics:v2.0\n    environment:\n      - SMTP_HOST_ADDR=smtp.acme-widgets.org\n      - SMTP_HOST_PORT=${port}\n`;
  const text = `services:\n${service("a", "x")}${service("b", "y")}`;
  for (const [changed, isKept] of [
    [`# one line more\n${text}`, false],
    [text.replace("services:\n", `services:\n${service("zeroth", "587")}`), true],
    [text.replace("=x", "=longer"), true],
    [text, true],
  ] as const) {
    const cache = createComposeCache();
    const judgements = new Judgements();
    const look = (compose: string, kept: boolean) => {
      const files = memoryFiles({ "/p/compose.yml": compose });
      return analyse({ files, request, config: defaultConfig, ...(kept ? { cache, judgements } : {}) }).findings;
    };
    const before = look(text, true);
    const after = look(changed, true);
    assert.deepEqual(after, look(changed, false), changed);
    const messages = new Set(before.map(({ message }) => message));
    const kept = after.filter(({ message, service: of }) => of === "b" && messages.has(message)).length;
    assert.equal(kept > 0, isKept, changed);
  }
});
