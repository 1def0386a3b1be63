import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { runs } from "../../../testing/runs.js";
import { memoryFiles } from "../../base/files.js";
import { analyse } from "../../lint/analysis.js";
import { defaultConfig } from "../../lint/config.js";
import { ConfigSource } from "./config-source.js";
import { OpenDocument } from "./documents.js";
import { type Checked, Session } from "./session.js";
import type { ShownFinding } from "./test-findings.js";

const compose = `services:
  plausible:
    image: ghcr.io/plausible/community-edition:v3.2.1
    environment:
      - BASE_URL=https://stats.acme-widgets.org
      - SMTP_HOST_ADDR=smtp.acme-widgets.org
      - SMTP_HOST_PORT=587
      - SMTP_HOST_SSL_ENABLED
      - SMTP_USER_NAME="apikey"
      - MAILER_EMAI=\${FROM}
  # a relay
  mail:
    image: acme/relay
    environment:
      PORT: 25
  stats:
    image: plausible/analytics:v2.0
    env_file: .env
    environment: {SMTP_HOST_ADDR: mail, SMTP_HOST_PORT: 2x5}
volumes:
  data:
`;
const dotenv = "SMTP_HOST_SSL_ENABLED=true\nFROM=a@acme-widgets.org\nSMTP_HOST_ADDR='localhost'\nSMTP_RETRIES=\n";

function sessionOf(files: Readonly<Record<string, string>>): Session {
  return new Session(memoryFiles(files), new ConfigSource(() => ({}), assert.fail));
}

function openIn(session: Session, uri: string, text: string, languageId = "dockercompose"): OpenDocument {
  const document = new OpenDocument(uri, languageId, 1, text, "utf-16");
  session.open(document);
  return document;
}

function replace(session: Session, document: OpenDocument, start: number, end: number, text: string): void {
  document.update([{ range: document.positions.rangeOf({ start, end }), text }], document.version + 1);
  session.changed(document);
}

const summary = (findings: readonly ShownFinding[]) =>
  findings.map(({ rule, service, variable, at, fixes }) => [rule, service, variable, at.file, at.start, at.end, fixes.length]);

const snippets = [
  "\n",
  "  ",
  "x",
  "#",
  '"',
  ": ",
  "- ",
  "\n      - SMTP_RETRIES=2",
  "{",
  "&a ",
  "*a",
  "\t",
  "$",
  "\n  new:\n    image: x",
  "邮🐎",
];

test("after any edits the session says what a fresh analysis says", () => {
  const edit = fc.record({
    env: fc.boolean(),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.integer({ min: 0, max: 12 }),
    text: fc.oneof(fc.constantFrom("", ...snippets), fc.string({ maxLength: 4 })),
    ask: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 12 }), (edits) => {
      const session = sessionOf({});
      const main = openIn(session, "file:///srv/compose.yml", compose);
      const env = openIn(session, "file:///srv/.env", dotenv, "dotenv");
      session.projectsAt(main.path);
      for (const { env: inEnv, at, length, text, ask } of edits) {
        const document = inEnv ? env : main;
        const start = Math.floor(at * document.text.length);
        replace(session, document, start, Math.min(document.text.length, start + length), text);
        if (ask) session.projectsAt(main.path);
      }
      const [checked] = session.projectsAt(main.path);
      if (checked === undefined) return; // no "services" any more
      const files = memoryFiles({ [main.path]: main.text, [env.path]: env.text });
      const fresh = analyse({ files, request: checked.request, config: defaultConfig });
      assert.deepEqual(summary(checked.findings), summary(fresh.findings));
      for (const { at } of checked.findings) {
        const text = at.file === main.path ? main.text : env.text;
        assert.ok(at.start <= at.end && at.end <= text.length, "a finding stands in the text");
      }
    }),
    runs(30),
  );
});

test("edits that undo each other give the findings of the beginning, through a broken state", () => {
  const session = sessionOf({ "/srv/.env": dotenv });
  const document = openIn(session, "file:///srv/compose.yml", compose);
  const before = session.projectsAt(document.path);
  const at = compose.indexOf("    environment:");
  replace(session, document, at, at, "    labels: [\n");
  const broken = session.projectsAt(document.path);
  // What is absent may stand in the line that cannot be read; what is there is judged as before.
  const gone = textsOf(before, { text: compose }).filter((each) => !textsOf(broken, document).includes(each));
  assert.deepEqual(gone, []);
  replace(session, document, at, at + "    labels: [\n".length, "");
  assert.deepEqual(summary(session.projectsAt(document.path)[0]?.findings ?? []), summary(before[0]?.findings ?? []));
});

function textsOf(projects: readonly Checked[], { text }: { readonly text: string }): string[] {
  return projects
    .flatMap(({ findings }) => findings)
    .filter(({ at }) => at.file.endsWith("compose.yml"))
    .map(({ rule, at }) => `${rule} ${text.slice(at.start, at.end)}`)
    .sort();
}

test("a change re-checks what depends on it and nothing else", () => {
  const session = sessionOf({ "/a/.env": dotenv, "/b/.env": dotenv });
  const a = openIn(session, "file:///a/compose.yml", compose);
  const b = openIn(session, "file:///b/compose.yml", compose);
  const [ofA] = session.projectsAt(a.path);
  const [ofB] = session.projectsAt(b.path);
  session.changedOnDisk(["/b/.env", "/c/compose.yml"]);
  assert.equal(session.projectsAt(a.path)[0], ofA, "the very same analysis");
  assert.notEqual(session.projectsAt(b.path)[0], ofB);
  session.changedOnDisk(["/a"]);
  assert.notEqual(session.projectsAt(a.path)[0], ofA, "its folder was removed");
});

test("an analysis is made once, however often it is asked for", () => {
  let reads = 0;
  const disk = memoryFiles({ "/srv/.env": dotenv });
  const session = new Session(
    {
      read(path) {
        reads += 1;
        return disk.read(path);
      },
    },
    new ConfigSource(() => ({}), assert.fail),
  );
  const document = openIn(session, "file:///srv/compose.yml", compose);
  const [first] = session.projectsAt(document.path);
  const after = reads;
  assert.equal(session.projectsAt(document.path)[0], first);
  assert.equal(session.openProjects()[0], first);
  assert.equal(reads, after, "and without a look at the disk");
  const all = session.openProjects();
  session.projectsAt(document.path);
  assert.equal(session.openProjects(), all, "and the list is the same: with a thousand documents each asks for it");
  replace(session, document, document.text.length, document.text.length, "# a change\n");
  assert.notEqual(session.openProjects()[0], first);
});

test("a disk that is watched is read once until a change is told; one that is not watched at every check", () => {
  for (const isWatched of [true, false]) {
    const contents: Record<string, string> = { "/srv/.env": "IMAGE=plausible/analytics:v2.0\n" };
    const session = new Session(memoryFiles(contents), new ConfigSource(() => ({}), assert.fail), isWatched);
    const document = openIn(session, "file:///srv/compose.yml", "services:\n  plausible:\n    image: ${IMAGE}\n");
    const image = () => session.projectsAt(document.path)[0]?.analysis.project.services[0]?.image?.text;
    assert.equal(image(), "plausible/analytics:v2.0");
    contents["/srv/.env"] = "IMAGE=nginx\n";
    replace(session, document, document.text.length, document.text.length, "# a change of another file\n");
    assert.equal(image(), isWatched ? "plausible/analytics:v2.0" : "nginx");
    session.changedOnDisk(["/srv/.env"]);
    assert.equal(image(), "nginx");
    contents["/srv/.env"] = "IMAGE=busybox\n";
    session.reset();
    assert.equal(image(), "busybox");
  }
});

test("a file whose service has neither image nor build joins the default project of its folder", () => {
  const session = sessionOf({ "/srv/compose.yml": compose, "/srv/.env": "" });
  const part = "services:\n  plausible:\n    environment:\n      SMTP_HOST_SSL_ENABLED: sure\n";
  const document = openIn(session, "file:///srv/compose.prod.yml", part);
  const [checked] = session.projectsAt(document.path);
  assert.deepEqual(checked?.request.composeFiles, ["/srv/compose.yml", "/srv/compose.prod.yml"]);
  assert.ok(checked?.findings.some(({ rule, at }) => rule === "invalid-boolean" && at.file === document.path));
});

test("COMPOSE_FILE in .env says which files are one project; a change of it asks again, and leaves other projects alone", () => {
  const base = "services:\n  plausible:\n    image: ghcr.io/plausible/community-edition:v3.2.1\n    env_file: mail.env\n";
  const part =
    "services:\n  plausible:\n    image: ${IMAGE}\n    environment: [SMTP_HOST_PORT=587, SMTP_HOST_SSL_ENABLED=true]\n";
  const session = sessionOf({
    "/srv/base.yml": base,
    "/srv/parts/mail.yml": part,
    "/srv/mail.env": "SMTP_HOST_ADDR=smtp.acme-widgets.org\n",
    "/srv/parts/.env": "IMAGE=ghcr.io/plausible/community-edition:v3.2.1\n",
    "/other/compose.yml": compose,
  });
  const text = "COMPOSE_FILE=base.yml:parts/mail.yml\nIMAGE=plausible/analytics:v1.4\nX=1\n";
  const dotenv = openIn(session, "file:///srv/.env", text, "dotenv");
  openIn(session, "file:///srv/parts/mail.yml", part, "yaml");
  openIn(session, "file:///other/compose.yml", compose);
  const at = (path: string) => session.projectsAt(path)[0] ?? assert.fail(path);
  const named = at("/srv/parts/mail.yml");
  assert.deepEqual(named.request.composeFiles, ["/srv/base.yml", "/srv/parts/mail.yml"]);
  assert.equal(at("/srv/.env"), named, ".env is part of the project that it names");
  const [service] = named.analysis.services;
  assert.equal(service?.service.image?.text, "plausible/analytics:v1.4", "the .env that names the files counts first");
  assert.ok(service?.service.environment.has("SMTP_HOST_ADDR"), "and all of its files take part");

  const other = at("/other/compose.yml");
  const colon = text.indexOf(":");
  replace(session, dotenv, colon, text.indexOf("\n"), "");
  const alone = at("/srv/parts/mail.yml");
  assert.deepEqual(alone.request.composeFiles, ["/srv/parts/mail.yml"]);
  assert.equal(alone.analysis.services[0]?.service.image?.text, "ghcr.io/plausible/community-edition:v3.2.1");
  replace(session, dotenv, colon, colon, ":parts/mail.yml");
  const again = at("/srv/parts/mail.yml");
  assert.deepEqual(again.request.composeFiles, named.request.composeFiles);
  assert.equal(at("/other/compose.yml"), other, "nothing else is analysed again");
  replace(session, dotenv, 0, "COMPOSE_FILE".length, "COMPOSE_FILES");
  assert.equal(at("/srv/parts/mail.yml").request.foundFrom, undefined, "only that variable says so");
});

test("a compose file in braces is one, whatever stands before them", () => {
  const braces = "{services: {plausible: {image: plausible/analytics}}}\n";
  for (const before of ["", "\n  ", "\ufeff", "---\n", "--- "]) {
    const session = sessionOf({});
    openIn(session, "file:///srv/stats.yml", `${before}${braces}`, "yaml");
    assert.equal(session.projectsAt("/srv/stats.yml")[0]?.analysis.services.length, 1, JSON.stringify(before));
  }
  const other = sessionOf({});
  openIn(other, "file:///srv/stats.yml", "{version: 3}\n", "yaml");
  assert.deepEqual(other.projectsAt("/srv/stats.yml"), []);
});

test("what .env says of the project unsaved is gone with its document", () => {
  const text = "services:\n  plausible:\n    image: plausible/analytics:v2.0\n";
  const session = sessionOf({ "/srv/compose.yml": text, "/srv/mail.yml": text, "/srv/.env": "COMPOSE_FILE=mail.yml\n" });
  openIn(session, "file:///srv/mail.yml", text);
  const files = () => session.projectsAt("/srv/mail.yml")[0]?.request.composeFiles;
  assert.deepEqual(files(), ["/srv/mail.yml"]);
  const dotenv = openIn(session, "file:///srv/.env", "COMPOSE_FILE=compose.yml:mail.yml\n", "dotenv");
  assert.deepEqual(files(), ["/srv/compose.yml", "/srv/mail.yml"]);
  session.close(dotenv.path);
  assert.deepEqual(files(), ["/srv/mail.yml"]);
});

test("COMPOSE_PROFILES in .env says which services run", () => {
  const late = `services:\n  plausible:\n    image: plausible/analytics:v2.0\n    profiles: [late]\n    volumes: [gone:/data]\n`;
  const session = sessionOf({ "/srv/compose.yml": late });
  openIn(session, "file:///srv/compose.yml", late);
  const dotenv = openIn(session, "file:///srv/.env", "COMPOSE_PROFILES=late\n", "dotenv");
  const errors = () => session.projectsAt("/srv/compose.yml")[0]?.analysis.project.errors.map(({ message }) => message);
  assert.deepEqual(errors(), ['service "plausible" refers to undefined volume gone: invalid compose project']);
  replace(session, dotenv, dotenv.text.indexOf("late"), dotenv.text.length - 1, "other");
  assert.deepEqual(errors(), []);
});

test("a file at the root of a drive is checked with the override and the .env beside it", () => {
  const session = sessionOf({
    "C:/compose.override.yml": "services: {plausible: {environment: [MAILER_EMAIL]}}\n",
    "C:/.env": dotenv,
  });
  openIn(session, "file:///c%3A/compose.yml", compose);
  openIn(session, "file:///c%3A/.env", dotenv, "dotenv");
  for (const path of ["C:/compose.yml", "C:/.env"]) {
    const [checked, ...more] = session.projectsAt(path);
    assert.equal(more.length, 0);
    assert.deepEqual(checked?.request.composeFiles, ["C:/compose.yml", "C:/compose.override.yml"]);
    assert.deepEqual(
      checked?.analysis.project.dotenv.map(({ path, state }) => [path, state]),
      [["C:/.env", "read"]],
    );
  }
});
