import assert from "node:assert/strict";
import { test } from "node:test";
import { composeOf, openIn } from "../../../testing/editor.js";
import type { TextEdit } from "../../base/text.js";
import { OpenDocument } from "../session/documents.js";
import { configActions, configDiagnostics } from "./config-diagnostics.js";
import { diagnosticOf } from "./diagnostics.js";
import type { ClientFacts } from "./presentation.js";
import { Presentation } from "./presentation.js";
import { SuppressionEdits } from "./suppress.js";
import { tooLargeDiagnostics } from "./too-large.js";

const files = {
  "compose.yml": composeOf(["SMTP_HOST_ADDR: smtp.acme-widgets.org", "SMTP_HOST_PORT: ${PORT_OF_IT}"]),
  ".env": "PORT_OF_IT=x\n",
};

function opened(facts: Partial<ClientFacts> = {}, texts: Readonly<Record<string, string>> = files) {
  const all = openIn(texts, "compose.yml", facts);
  return { ...all, project: all.projects[0]?.analysis.project ?? assert.fail("a project") };
}

const edit = (name: string, start: number, newText: string): TextEdit => ({
  file: `/srv/${name}`,
  start,
  end: start + 1,
  newText,
});
const range = (character: number) => ({ start: { line: 0, character }, end: { line: 0, character: character + 1 } });
const top = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
const [composeUri, envUri, freshUri] = ["file:///srv/compose.yml", "file:///srv/.env", "file:///srv/new.env"];

test("edits by file, with the versions of open documents; a file that isn't there is made, where the client can", () => {
  const edits = [edit("compose.yml", 0, "a"), edit(".env", 1, "b"), edit("compose.yml", 3, "c")];
  const { present, project } = opened();
  assert.deepEqual(present.workspaceEdit(project, edits), {
    documentChanges: [
      {
        textDocument: { uri: composeUri, version: 1 },
        edits: [
          { range: range(0), newText: "a" },
          { range: range(3), newText: "c" },
        ],
      },
      { textDocument: { uri: envUri, version: null }, edits: [{ range: range(1), newText: "b" }] },
    ],
  });
  const old = opened({ versionedEdits: false });
  assert.deepEqual(old.present.workspaceEdit(old.project, edits), {
    changes: {
      [composeUri]: [
        { range: range(0), newText: "a" },
        { range: range(3), newText: "c" },
      ],
      [envUri]: [{ range: range(1), newText: "b" }],
    },
  });
  const fresh = [edit("new.env", 7, "x")];
  assert.deepEqual(present.workspaceEdit(project, fresh), {
    documentChanges: [
      { kind: "create", uri: freshUri },
      { textDocument: { uri: freshUri, version: null }, edits: [{ range: top, newText: "x" }] },
    ],
  });
  for (const facts of [{ createsFiles: false }, { versionedEdits: false }]) {
    const other = opened(facts);
    assert.equal(other.present.workspaceEdit(other.project, fresh), null);
    assert.equal(other.present.actionFor(other.project, fresh, "It"), null);
  }
});

test("an edit of several files is looked at first: by marks, or by lines where the client shows them", () => {
  const one = [edit("compose.yml", 0, "a"), edit("compose.yml", 3, "c")];
  const wide = [edit("compose.yml", 0, "a"), edit(".env", 11, "y")];
  const { present, project } = opened();
  assert.deepEqual(present.actionFor(project, one, "It"), { edit: present.workspaceEdit(project, one) });
  assert.deepEqual(present.actionFor(project, wide, "It"), { edit: present.workspaceEdit(project, wide) }, "it can neither");
  const marks = opened({ confirmsEdits: true });
  const annotationId = "several-files";
  assert.deepEqual(marks.present.actionFor(marks.project, wide, "It"), {
    edit: {
      documentChanges: [
        { textDocument: { uri: composeUri, version: 1 }, edits: [{ range: range(0), newText: "a", annotationId }] },
        { textDocument: { uri: envUri, version: null }, edits: [{ range: range(11), newText: "y", annotationId }] },
      ],
      changeAnnotations: { [annotationId]: { label: "It", needsConfirmation: true } },
    },
  });
  const made = marks.present.actionFor(marks.project, [edit("compose.yml", 0, "a"), edit("new.env", 0, "x")], "It")?.edit;
  assert.deepEqual(made?.documentChanges?.[0], { kind: "create", uri: freshUri, annotationId });
  const shows = opened({ reviewsEdits: true, confirmsEdits: true });
  const review = {
    title: "It",
    edit: shows.present.workspaceEdit(shows.project, wide),
    lines: ["compose.yml", "- services:", "+ aervices:", ".env", "- PORT_OF_IT=x", "+ PORT_OF_IT=y"],
  };
  assert.deepEqual(shows.present.actionFor(shows.project, wide, "It"), {
    command: { title: "It", command: "plausibleMail.applyReviewed", arguments: [review] },
  });
});

test("the lines that are shown of an edit stand alone: without their indentation, dash and line break", () => {
  const shown = (text: string, from: string, newText: string) => {
    const { present, project } = opened({ reviewsEdits: true }, { "compose.yml": text, ".env": "A=1\r\nB=2\r\n" });
    const start = text.indexOf(from);
    const edits = [{ file: "/srv/compose.yml", start, end: start + from.length, newText }, edit(".env", 2, "9")];
    const [review] = present.actionFor(project, edits, "It")?.command?.arguments ?? [];
    return (review as { readonly lines: readonly string[] }).lines;
  };
  const ofEnv = [".env", "- A=1", "+ A=9"];
  const map = composeOf(["SMTP_HOST_PORT: 25", `SMTP_USER_PWD: plum-tree-9`]);
  assert.deepEqual(shown(map, "25", "587"), ["compose.yml", "- SMTP_HOST_PORT: 25", "+ SMTP_HOST_PORT: 587", ...ofEnv]);
  assert.deepEqual(shown(map, " plum-tree-9", ""), ["compose.yml", "- SMTP_USER_PWD: ***", "+ SMTP_USER_PWD:", ...ofEnv]);
  const list =
    "services:\r\n  plausible:\r\n    image: plausible/analytics:v2.0\r\n    environment:\r\n      - A=1\r\n      - B=2\r\n";
  assert.deepEqual(shown(list, "1\r\n      - B=2", "3\r\n      - C=4"), [
    "compose.yml",
    "- A=1",
    "- B=2",
    "+ A=3",
    "+ C=4",
    ...ofEnv,
  ]);
  assert.deepEqual(shown(list, "      - B=2\r\n", ""), ["compose.yml", "- B=2", ...ofEnv], "what stays isn't shown");
});

test("a finding as the client is told of it", () => {
  const { present, project, projects, marked } = opened({ docs: "file:///docs/" });
  const finding = projects[0]?.findings.find(({ rule }) => rule === "invalid-integer") ?? assert.fail();
  const diagnostic = diagnosticOf(finding, project, present);
  assert.ok(diagnostic);
  const { message, range: place, relatedInformation, ...rest } = diagnostic;
  assert.deepEqual(rest, {
    severity: 1,
    source: "plausible-mail",
    code: "invalid-integer",
    codeDescription: { href: "file:///docs/invalid-integer.md" },
    data: { rule: "invalid-integer", service: "plausible", variable: "SMTP_HOST_PORT" },
  });
  assert.equal(marked(envUri, place), '.env:1 "x"');
  assert.match(String(message), /^SMTP_HOST_PORT must be a whole number/);
  assert.deepEqual(
    relatedInformation?.map(({ location }) => marked(location.uri, location.range)),
    ['compose.yml:8 "SMTP_HOST_PORT: ${PORT_OF_IT}"'],
  );
  const severities = (["error", "warning", "info", "hint"] as const).map(
    (severity) => diagnosticOf({ ...finding, severity }, project, present)?.severity,
  );
  assert.deepEqual(severities, [1, 2, 3, 4]);
  for (const facts of [{ codeDescription: false, docs: "x/" }, { docs: null }]) {
    const plain = opened({ ...facts, relatedInformation: false });
    const shown = diagnosticOf(finding, plain.project, plain.present);
    assert.deepEqual([shown?.codeDescription, shown?.relatedInformation], [undefined, undefined]);
  }
  const gone = { ...finding, at: { file: "/srv/gone.yml", start: 3, end: 4 } };
  assert.equal(diagnosticOf(gone, project, present), null);
  const unread = { ...finding, at: { file: "/srv/gone.yml", start: 0, end: 0 } };
  assert.deepEqual(diagnosticOf(unread, project, present)?.range, top, "its beginning is there whatever is in it");
  const failed = { ...finding, rule: null, cause: "auth-refused" as const };
  const ofTest = diagnosticOf(failed, project, present);
  assert.deepEqual(
    [ofTest?.code, ofTest?.codeDescription?.href],
    ["test-smtp/auth-refused", "file:///docs/../test-smtp.md#auth-refused"],
  );
  const noService = diagnosticOf({ ...finding, service: null, variable: null }, project, present);
  assert.deepEqual(noService?.data, { rule: "invalid-integer", service: "", variable: null });
});

test("what is wrong in a config file stands under its key, with what was meant", () => {
  const text = "rules:\n  prt-25: off\nimages: 3\n";
  const document = new OpenDocument("file:///srv/.plausible-mail.yml", "yaml", 4, text, "utf-16");
  const { present } = opened();
  const [first, second, ...more] = configDiagnostics(document, "en");
  assert.deepEqual(more, []);
  const key = { start: { line: 1, character: 2 }, end: { line: 1, character: 8 } };
  const shown = {
    range: key,
    severity: 1,
    source: "plausible-mail",
    message: "rules.prt-25: no such rule (did you mean port-25?)",
  };
  assert.deepEqual(first, shown);
  assert.deepEqual(second?.range.start, { line: 2, character: 0 });
  const actions = (at: string, facts = present) => {
    const start = text.indexOf(at);
    return configActions(document, { start, end: start }, facts);
  };
  const edits = [{ range: key, newText: "port-25" }];
  const action = { title: "Change to port-25", kind: "quickfix", isPreferred: true, diagnostics: [shown] };
  assert.deepEqual(actions("prt-25"), [
    { ...action, edit: { documentChanges: [{ textDocument: { uri: document.uri, version: 4 }, edits }] } },
  ]);
  assert.deepEqual(actions("images"), [], "nobody knows what was meant");
  assert.deepEqual(actions("rules"), []);
  const old = new Presentation({ ...present.facts, versionedEdits: false }, () => undefined);
  assert.deepEqual(actions(": off", old), [{ ...action, edit: { changes: { [document.uri]: edits } } }], "at its end");
  const broken = new OpenDocument("file:///srv/.plausible-mail.yml", "yaml", 1, "- a\n", "utf-16");
  assert.match(String(configDiagnostics(broken, "en")[0]?.message), /^expected a map with/);
  assert.deepEqual(configDiagnostics(new OpenDocument("file:///srv/other.yml", "yaml", 1, text, "utf-16"), "en"), []);
});

test("a comment that silences joins the one that is there, and begins the file behind its mark", () => {
  const suppressed = (text: string, marked: string, inFile = false) => {
    const { project } = opened({}, { "compose.yml": text });
    const start = text.indexOf(marked);
    const at = { rule: "port-25" as const, at: { file: "/srv/compose.yml", start, end: start + marked.length } };
    const edits = new SuppressionEdits(project);
    const made = inFile ? edits.inFile(at) : edits.onLine(at);
    return made === null ? null : text.slice(0, made.start) + made.newText + text.slice(made.end);
  };
  const disable = "plausible-mail-disable";
  const text = composeOf(["SMTP_HOST_PORT: 25"]);
  const line = "      SMTP_HOST_PORT: 25\n";
  assert.equal(suppressed(text, "25"), text.replace(line, `      # ${disable}-next-line port-25\n${line}`));
  const there = text.replace(line, `      # ${disable}-next-line no-relay -- why\n${line}`);
  assert.equal(suppressed(there, "25"), there.replace("no-relay", "no-relay, port-25"));
  const bare = text.replace(line, `      # ${disable}-next-line no-relay  \n${line}`);
  assert.equal(suppressed(bare, "25"), bare.replace("no-relay", "no-relay, port-25"));
  assert.equal(suppressed(text, "25", true), `# ${disable}-file port-25\n${text}`);
  assert.equal(suppressed(`\ufeff${text}`, "25", true), `\ufeff# ${disable}-file port-25\n${text}`);
  assert.equal(suppressed(`# ${disable}-file no-relay\n${text}`, "25", true), `# ${disable}-file no-relay, port-25\n${text}`);
  assert.equal(
    suppressed(text.replaceAll("\n", "\r\n"), "25", true),
    `# ${disable}-file port-25\r\n${text.replaceAll("\n", "\r\n")}`,
  );
  const wide = `${" ".repeat(150)}SMTP_HOST_PORT: 25\n`;
  const deep = text.replace(/ {6}/g, " ".repeat(150));
  assert.equal(suppressed(deep, ": 25"), deep.replace(wide, `${" ".repeat(150)}# ${disable}-next-line port-25\n${wide}`));
  const { project } = opened();
  const elsewhere = { rule: "port-25" as const, at: { file: "/srv/gone.yml", start: 0, end: 0 } };
  assert.deepEqual(
    [new SuppressionEdits(project).onLine(elsewhere), new SuppressionEdits(project).inFile(elsewhere)],
    [null, null],
  );
  const long = composeOf(["A: >-", "  one", "  two"]);
  assert.equal(suppressed(long, "two"), null, "inside of a value");
  assert.notEqual(suppressed(long, "A: >"), null, "above it");
});

test("a compose file that is too large to be read says so, if it has Plausible in it", () => {
  const { present } = opened({ docs: "file:///docs/" });
  const fill = `# ${"x".repeat(16 * 1024 * 1024)}\n`;
  const shown = (text: string, name = "compose.yml", language = "plaintext") =>
    tooLargeDiagnostics(new OpenDocument(`file:///srv/${name}`, language, 1, text, "utf-16"), present);
  const text = composeOf([]);
  const [found, ...more] = shown(text + fill);
  assert.deepEqual(more, []);
  assert.deepEqual(
    [found?.range, found?.severity, found?.source, found?.code, found?.codeDescription],
    [
      { start: top.start, end: { line: 0, character: 9 } },
      2,
      "plausible-mail",
      "compose-error",
      { href: "file:///docs/compose-error.md" },
    ],
  );
  assert.match(String(found?.message), /^This file isn't checked: it is larger than 16 MB\.\n/);
  const plain = new Presentation({ ...present.facts, docs: null }, () => undefined);
  const large = new OpenDocument("file:///srv/compose.yml", "yaml", 1, text + fill, "utf-16");
  assert.equal(tooLargeDiagnostics(large, plain)[0]?.codeDescription, undefined, "no page is installed");
  assert.deepEqual(shown(text), []);
  assert.deepEqual(shown(`services: {}\n${fill}`), []);
  const names = [shown(text + fill, "x.txt"), shown(text + fill, "x.txt", "yaml"), shown(text + fill, "x.txt", "dockercompose")];
  assert.deepEqual(
    names.map(({ length }) => length),
    [0, 1, 1],
  );
});
