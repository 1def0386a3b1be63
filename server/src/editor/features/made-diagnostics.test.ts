import assert from "node:assert/strict";
import { test } from "node:test";
import { composeOf, modernClient, openIn } from "../../../testing/editor.js";
import { memoryFiles } from "../../base/files.js";
import type { RuleId } from "../../base/ids.js";
import { ConfigSource } from "../session/config-source.js";
import { OpenDocument } from "../session/documents.js";
import { Session } from "../session/session.js";
import { diagnosticOf } from "./diagnostics.js";
import { MadeDiagnostics } from "./made-diagnostics.js";
import { Presentation } from "./presentation.js";

const facts = { ...modernClient, docs: "file:///docs/", appliesEdits: false };

const service = (name: string, port: string) =>
  `  ${name}:\n    image: ghcr.io/plausible/community-edition:v3.2.1\n    environment:\n      - SMTP_HOST_ADDR=smtp.acme-widgets.org\n      - SMTP_HOST_PORT=${port}\n`;

test("a diagnostic stays the same object until an edit concerns it", () => {
  const session = new Session(memoryFiles({}), new ConfigSource(() => ({}), assert.fail));
  const present = new Presentation(facts, (path) => session.document(path));
  const diagnostics = new MadeDiagnostics(present);
  const document = new OpenDocument(
    "file:///srv/compose.yml",
    "yaml",
    1,
    `services:\n${service("a", "x")}${service("b", "y")}`,
    "utf-16",
  );
  session.open(document);
  const integers = () => {
    const [checked] = session.projectsAt(document.path);
    const found = checked?.findings.filter(({ rule }) => rule === "invalid-integer") ?? [];
    return found.map((finding) => diagnostics.of(finding, checked?.analysis.project ?? assert.fail()) ?? assert.fail());
  };
  const edit = (at: number, length: number, text: string) => {
    document.update([{ range: document.positions.rangeOf({ start: at, end: at + length }), text }], document.version + 1);
    session.changed(document);
    return integers();
  };
  const [a, b] = integers();
  assert.ok(a !== undefined && b !== undefined);
  const longer = edit(document.text.indexOf("=x") + 1, 1, "xx");
  assert.notEqual(longer[0], a, "its range has changed");
  assert.equal(longer[1], b, "it has moved in the text, and not in its line");
  const lower = edit(0, 0, "# above\n");
  assert.equal(lower[1]?.range.start.line, b.range.start.line + 1);
  assert.deepEqual({ ...lower[1], range: null }, { ...b, range: null });
});

test("what has changed in a finding is shown: its rule, severity, service, variable, and the lines that it leads to", () => {
  const { session, document, present } = openIn({
    "compose.yml": composeOf(["SMTP_HOST_ADDR: smtp.acme-widgets.org", "SMTP_HOST_PORT: ${PORT_OF_IT}"]),
    ".env": "PORT_OF_IT=x\n",
  });
  const [checked = assert.fail("a project")] = session.projectsAt(document.path);
  const { project } = checked.analysis;
  const finding = checked.findings.find(({ rule }) => rule === "invalid-integer") ?? assert.fail();
  const [related = assert.fail("a line that it leads to")] = finding.related;
  const next = (change: Partial<typeof finding>, shown = present, before = finding.related, rule: RuleId = "invalid-integer") => {
    const diagnostics = new MadeDiagnostics(shown);
    const first = diagnostics.of({ ...finding, rule, related: before } as typeof finding, project);
    const second = diagnostics.of({ ...finding, ...change } as typeof finding, project);
    assert.deepEqual(second, diagnosticOf({ ...finding, ...change } as typeof finding, project, shown));
    return first === second;
  };
  assert.equal(next({}), true);
  assert.equal(next({ related: [{ ...related }] }), true, "the same line, and the same words");
  for (const change of [
    { rule: "port-25" as const },
    { severity: "hint" as const },
    { service: "other" },
    { variable: "SMTP_HOST_ADDR" },
    { at: { ...finding.at, start: finding.at.start - 1 } },
    { related: [] },
    { related: [related, related] },
    { related: [{ ...related, at: { ...related.at, start: related.at.start + 1 } }] },
    { related: [{ ...related, at: finding.at }] },
    { related: [{ ...related, message: { ...related.message } }] },
  ])
    assert.equal(next(change), false, Object.keys(change).join());
  const [one, other] = [related, { ...related, at: { ...related.at, start: related.at.start + 1 } }];
  assert.equal(next({ related: [one, other] }, present, [one, one]), false, "one of two has moved");
  assert.equal(
    next({ rule: "compose-error" }, present, finding.related, "compose-error"),
    false,
    "what Compose says is put into words anew",
  );
  const without = new Presentation({ ...present.facts, relatedInformation: false }, (path) => session.document(path));
  assert.equal(next({}, without), true, "of what a client can't show nothing counts");
});
