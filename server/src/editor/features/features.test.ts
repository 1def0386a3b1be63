import assert from "node:assert/strict";
import { test } from "node:test";
import type { MarkupContent } from "vscode-languageserver-types";
import { openIn } from "../../../testing/editor.js";
import type { Language } from "../../base/messages.js";
import { applyEdits, type TextEdit } from "../../base/text.js";
import { automaticEdits } from "../../lint/automatic-edits.js";
import { codeActions, findingsAt } from "./code-actions.js";
import { codeLenses } from "./code-lens.js";
import { hover } from "./hover.js";
import { Presentation } from "./presentation.js";
import { SuppressionEdits } from "./suppress.js";

/** A session with one open document, `/srv/compose.yml` or `.env`; a `|` in it is the cursor. */
function open(files: Readonly<Record<string, string>>, name = "compose.yml", language: Language = "en") {
  const marked = Object.fromEntries(Object.entries(files).map(([key, text]) => [key, text.replace("|", "¦")]));
  const opened = openIn(marked, name, { language });
  return { ...opened, text: opened.document.text };
}

function hoverText(...parts: Parameters<typeof open>): string {
  const { projects, document, offset, present } = open(...parts);
  return (hover(projects, document.path, offset, present)?.contents as MarkupContent | undefined)?.value ?? "";
}

const service = (lines: string, image = "ghcr.io/plausible/community-edition:v3.2.1") =>
  `services:\n  plausible:\n    image: ${image}\n    environment:\n      BASE_URL: https://stats.acme-widgets.org\n      SECRET_KEY_BASE: ${"k".repeat(64)}\n${lines}`;

test("hover: every way in which a value is written gives the same answer", () => {
  const relay = "      SMTP_HOST_ADDR: smtp.acme-widgets.org\n";
  const map = hoverText({ "compose.yml": service(`${relay}      SMTP_HOST|_PORT: 465\n`) });
  assert.match(map, /implicit TLS/);
  assert.match(map, /`465` \(\[compose\.yml:8\]/);
  for (const value of ['"465|"', "4|65", "'465'|"]) {
    assert.equal(hoverText({ "compose.yml": service(`${relay}      SMTP_HOST_PORT: ${value}\n`) }), map);
  }
  const through = { "compose.yml": service(`${relay}      SMTP_HOST_PORT: \${RELAY_PORT}\n`), ".env": "A=1\nRELAY_|PORT=465\n" };
  const viaEnv = hoverText(through, ".env");
  assert.match(viaEnv, /\*\*SMTP_HOST_PORT\*\*/, "a value under another name is the container's variable");
  assert.match(viaEnv, /`465` \(\[\.env:2\]/);
});

test("hover: what is unknown, unread, refused or not passed on is said so", () => {
  assert.match(
    hoverText({ "compose.yml": service("      SMTP_HOST|_ADDR:\n") }),
    /`SMTP_HOST_ADDR`: not set in these files \(your shell may set it\)/,
  );
  assert.match(
    hoverText({ "compose.yml": service("      MAILER_ADAPTER: Bamboo.PostmarkAdapter\n      SMTP_HOST|_PORT: 465\n") }),
    /doesn't read it with `Bamboo\.PostmarkAdapter`/,
  );
  const refused = service("      SMTP_HOST_ADDR: smtp.acme-widgets.org\n      SMTP_HOST|_PORT: x\n");
  assert.match(hoverText({ "compose.yml": refused }), /refuses to start/);
  assert.match(
    hoverText({ "compose.yml": service(""), ".env": "SMTP_|HOST_PORT=1\n" }, ".env"),
    /doesn't get it: add it to its `environment`/,
  );
  assert.equal(hoverText({ "compose.yml": service("      HTTP|_COLOUR: blue\n") }), "");
  assert.equal(hoverText({ "compose.yml": service("").replace("image", "im|age") }), "");
});

test("hover: BASE_URL leads to a sender only where the sender is made of it", () => {
  const baseUrl = (lines: string, image?: string) =>
    hoverText({ "compose.yml": service(lines, image).replace("BASE_URL", "BASE|_URL") });
  assert.match(baseUrl(""), /the sender is `plausible@stats\.acme-widgets\.org`/);
  const written = baseUrl("      MAILER_EMAIL: post@acme-widgets.org\n");
  assert.match(written, /BASE_URL/);
  assert.doesNotMatch(written, /the sender is/);
  assert.doesNotMatch(baseUrl("", "plausible/analytics:v1.0.0"), /the sender is/);
});

test("hover: no secret, however it is written, in both languages", () => {
  for (const language of ["en", "zh-cn"] as const) {
    for (const line of ["      SMTP_USER_|PWD: kanarie-9\n", "      SMTP_USER_PWD: '|kanarie-9'\n"]) {
      const text = hoverText({ "compose.yml": service(line) }, "compose.yml", language);
      assert.match(text, /\*\*\*/);
      assert.ok(!text.includes("kanarie-9"));
    }
  }
  const url = hoverText({ "compose.yml": service("").replace("https://stats", "https://user:kanarie-9@|stats") });
  assert.match(url, /BASE_URL/);
  assert.ok(!url.includes("kanarie-9"));
});

/** The text after the suppression of the first finding of a rule. */
function suppressed(files: Readonly<Record<string, string>>, rule: string, name = "compose.yml"): string | null {
  const { projects, document } = open(files, name);
  const found = findingsAt(projects, document.path).find(({ finding }) => finding.rule === rule);
  assert.ok(found && found.finding.rule !== null, `${rule} is found in ${name}`);
  const edit = new SuppressionEdits(found.project).onLine({ ...found.finding, rule: found.finding.rule });
  return edit === null ? null : applyEdits(document.text, [edit]);
}

test("a suppression silences its finding in every style of writing", () => {
  const bad = "smtp.acme-widgets.org\n";
  for (const [files, rule, name] of [
    [{ "compose.yml": service(`      SMTP_HOST_ADDR: ${bad}      SMTP_HOST_SSL_ENABLED: sure\n`) }, "invalid-boolean"],
    [{ "compose.yml": service(`      SMTP_HOST_ADDR: ${bad}      "SMTP_HOST_SSL_ENABLED": 'sure' # why\n`) }, "invalid-boolean"],
    [{ "compose.yml": service(`      SMTP_HOST_ADDR: ${bad}      SMTP_HOST_SSL_ENABLED:\n        sure\n`) }, "invalid-boolean"],
    [
      { "compose.yml": service(`      SMTP_HOST_ADDR: ${bad}      SMTP_HOST_SSL_ENABLED: >-\n        sure\n`) },
      "invalid-boolean",
    ],
    [
      {
        "compose.yml": service("").replace(/environment:[\s\S]*/, "env_file: .env\n"),
        ".env": "export SMTP_HOST_ADDR=localhost\n",
      },
      "localhost-relay",
      ".env",
    ],
  ] as const) {
    const after = suppressed(files, rule, name);
    assert.ok(after !== null);
    const again = open({ ...files, [name ?? "compose.yml"]: after }, name);
    assert.ok(!findingsAt(again.projects, again.document.path).some(({ finding }) => finding.rule === rule), after);
  }
});

test("no suppression where the comment would become part of a value", () => {
  const { projects, document, text } = open({ "compose.yml": service("      MAILER_NAME: >-\n        a\n        b\n") });
  const { analysis } = projects[0] ?? assert.fail();
  const start = text.indexOf("        b");
  const finding = { rule: "literal-quotes", at: { file: document.path, start: start + 8, end: start + 9 } } as never;
  assert.equal(new SuppressionEdits(analysis.project).onLine(finding), null);
});

test("fix-all leaves out what a decision is needed for, and what overlaps", () => {
  const edit = (start: number, end: number, newText: string): TextEdit => ({ file: "/a", start, end, newText });
  const finding = (automatic: boolean, ...edits: TextEdit[]) =>
    ({ fixes: [{ title: { template: { en: "", "zh-cn": "" }, values: {} }, edits, automatic }] }) as never;
  assert.deepEqual(automaticEdits([finding(false, edit(0, 1, "x"))]), []);
  assert.deepEqual(automaticEdits([finding(true, edit(0, 2, "x")), finding(true, edit(1, 3, "y"), edit(8, 9, "z"))]), [
    edit(0, 2, "x"),
  ]);
  assert.deepEqual(automaticEdits([finding(true, edit(0, 2, "x")), finding(true, edit(0, 2, "x"), edit(8, 9, "z"))]), [
    edit(0, 2, "x"),
    edit(8, 9, "z"),
  ]);
});

test("fix-all leaves edits that adjoin for the next time, as nobody knows which comes first", () => {
  const edit = (start: number, end: number, newText: string, file = "/a"): TextEdit => ({ file, start, end, newText });
  const all = (...lists: TextEdit[][]) =>
    automaticEdits(
      lists.map(
        (edits) => ({ fixes: [{ title: { template: { en: "", "zh-cn": "" }, values: {} }, edits, automatic: true }] }) as never,
      ),
    );
  const first = edit(2, 4, "x");
  for (const [name, other] of Object.entries({
    behind: edit(4, 6, "y"),
    before: edit(0, 2, "y"),
    "an insertion at the end": edit(4, 4, "y"),
    "an insertion at the start": edit(2, 2, "y"),
    "around it": edit(0, 9, "y"),
    "inside of it": edit(3, 3, "y"),
    "another text for the same": edit(2, 4, "y"),
  })) {
    assert.deepEqual(all([first], [other]), [first], name);
  }
  const apart = edit(5, 6, "y");
  assert.deepEqual(all([first], [apart]), [first, apart]);
  const elsewhere = edit(2, 4, "y", "/b");
  assert.deepEqual(all([first], [elsewhere]), [first, elsewhere]);
  assert.deepEqual(all([edit(7, 7, "a")], [edit(7, 7, "b")]), [edit(7, 7, "a")], "two insertions at one place");
});

test("code actions are those of the findings under the range", () => {
  const lines =
    "      SMTP_HOST_ADDR: smtp.acme-widgets.org\n      SMTP_HOST_SSL_ENABLED: sure\n      MAILER_EMAI: a@acme-widgets.org\n";
  const { projects, document, present, text } = open({ "compose.yml": service(lines) });
  const at = (find: string) => {
    const start = text.indexOf(find);
    const actions = codeActions(projects, document.path, { start, end: start }, { diagnostics: [] }, present);
    return new Set(actions.flatMap(({ diagnostics }) => diagnostics?.map(({ code }) => code) ?? []));
  };
  assert.deepEqual([...at("sure")], ["invalid-boolean"]);
  assert.deepEqual([...at("MAILER_EMAI")], ["unknown-variable"]);
  assert.deepEqual([...at("image")], []);
});

test("the code lens stays while the YAML of its service is broken", () => {
  const text = service("      SMTP_HOST_ADDR: smtp.acme-widgets.org\n");
  const { session, document, present } = open({ "compose.yml": text });
  const lenses = () =>
    codeLenses(session.projectsAt(document.path), document.path, present, () => null).map(({ range }) => range.start.line);
  assert.deepEqual(lenses(), [1]);
  const broken = [{ range: { start: { line: 2, character: 0 }, end: { line: 2, character: 0 } }, text: "    labels: [\n" }];
  document.update(broken, 2);
  session.changed(document);
  assert.deepEqual(lenses(), [1]);
});

test("the code lens names the port, also while the login is not seen, and never a port that is not known", () => {
  const lens = (lines: string) => {
    const { projects, document, present } = open({ "compose.yml": service(lines) });
    const shown = new Presentation({ ...present.facts, showsPages: true }, () => undefined);
    return codeLenses(projects, document.path, shown, () => null)
      .map(({ command }) => command?.title ?? "")
      .join(" | ");
  };
  const unseen = `      SMTP_HOST_ADDR: smtp.acme-widgets.org\n      SMTP_USER_NAME: ab\n      SMTP_USER_PWD: ${"${PWD_OF_MAIL}"}\n`;
  assert.match(lens(unseen), /smtp\.acme-widgets\.org:587/);
  assert.doesNotMatch(lens(`${unseen}      SMTP_HOST_PORT: ${"${PORT_OF_MAIL}"}\n`), /null/);
});

test("code actions: a file that is not there is made, where the client can", () => {
  const relay = "      SMTP_HOST_ADDR: smtp.acme-widgets.org\n      SMTP_USER_NAME: a@acme-widgets.org\n";
  const { projects, document, offset, present } = open({ "compose.yml": service(`${relay}      SMTP_USER_PWD: s3|cret\n`) });
  const at = { start: offset, end: offset };
  const move = (shown: Presentation) =>
    codeActions(projects, document.path, at, { diagnostics: [] }, shown).find(({ title }) => title.includes(".env"));
  const changes = move(present)?.edit?.documentChanges ?? [];
  assert.deepEqual(changes[0], { kind: "create", uri: "file:///srv/.env" });
  assert.equal(changes.length, 3);
  assert.equal(move(new Presentation({ ...present.facts, createsFiles: false }, () => undefined)), undefined);
});

test("hover: services are named where they differ, and what does not matter is left out", () => {
  const relay = (port: string) =>
    `    environment:\n      BASE_URL: https://stats.acme-widgets.org\n      SECRET_KEY_BASE: ${"k".repeat(64)}\n      SMTP_HOST_ADDR: smtp.acme-widgets.org\n      SMTP_HOST_PORT: ${port}\n`;
  const image = "    image: ghcr.io/plausible/community-edition:v3.2.1\n";
  const shared = `x: &mail\n  SMTP_HOST_PORT: \${RELAY}\nservices:\n  a:\n${image}    environment: {<<: *mail, SMTP_HOST_ADDR: smtp.acme-widgets.org, BASE_URL: https://a.acme-widgets.org, SECRET_KEY_BASE: ${"k".repeat(64)}}\n  b:\n${image}    environment: {<<: *mail, MAILER_ADAPTER: Bamboo.PostmarkAdapter}\n`;
  const text = hoverText({ "compose.yml": shared.replace("SMTP_HOST_PORT", "SMTP_HOST|_PORT"), ".env": "RELAY=587\n" });
  assert.match(text, /\*\*SMTP_HOST_PORT\*\* · a · Plausible/);
  assert.match(text, /\*\*SMTP_HOST_PORT\*\* · b · Plausible/);
  const one = `services:\n  a:\n${image}${relay("587")}`;
  assert.match(
    hoverText({ "compose.yml": one.replace("SMTP_HOST_PORT", "SMTP_HOST|_PORT") }),
    /^\*\*SMTP_HOST_PORT\*\* · Plausible 3\.2\.1 · `Bamboo\.Mua`/,
  );
  const base = hoverText({ "compose.yml": one.replace("BASE_URL", "BASE|_URL") });
  assert.match(base, /^\*\*BASE_URL\*\* · Plausible 3\.2\.1\n/, "every adapter reads it");
  assert.doesNotMatch(base, /No default/);
});

test("hover: the lines of a variable say what is wrong at another one of them", () => {
  const files = {
    "compose.yml": service(
      "      SMTP_HOST_ADDR: smtp.acme-widgets.org\n      SMTP_HOST_PORT: 587\n      SMTP_HOST_SSL|_ENABLED: ${TLS}\n",
    ),
    ".env": "TLS=true\n",
  };
  assert.match(hoverText(files), /✗ /);
  assert.doesNotMatch(hoverText({ ...files, "compose.yml": files["compose.yml"].replace("${TLS}", '"true"') }), /✗ /);
});
