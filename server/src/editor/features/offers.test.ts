import assert from "node:assert/strict";
import { test } from "node:test";
import type { CodeActionContext } from "vscode-languageserver-types";
import { composeOf, openIn } from "../../../testing/editor.js";
import { releases } from "../../plausible/tables/releases.js";
import { diagnosticOf } from "./diagnostics.js";
import { extractions } from "./extract.js";
import { freshKeyEdit } from "./fresh-key.js";
import { inTerminal, whyNotHere } from "./in-terminal.js";
import { inlayHints } from "./inlay-hints.js";
import { newerReleases } from "./services.js";

const relay = ["SMTP_HOST_ADDR: smtp.acme-widgets.org", "SMTP_HOST_PORT: 587"];

test("a value moves to .env where the user asks, and only where nothing else takes it", () => {
  const moves = (
    lines: readonly string[],
    text: string,
    context: Partial<CodeActionContext> = {},
    dotenv: string | null = "A=1\n",
  ) => {
    const compose = composeOf(lines).replace(text, `${text[0]}¦${text.slice(1)}`);
    const { projects, path, offset, present, marked } = openIn({
      "compose.yml": compose,
      ...(dotenv === null ? {} : { ".env": dotenv }),
    });
    return extractions(projects, path, { start: offset, end: offset }, { diagnostics: [], ...context }, present).map(
      ({ title, kind, edit }) => [
        title,
        kind,
        ...(edit?.documentChanges ?? []).flatMap((change) =>
          "edits" in change
            ? change.edits.map((one) => `${marked(change.textDocument.uri, one.range)} → ${"newText" in one ? one.newText : ""}`)
            : [change.kind],
        ),
      ],
    );
  };
  const port = [
    ["Move SMTP_HOST_PORT to .env", "refactor.extract", 'compose.yml:8 " 587" → ', '.env:2 "" → SMTP_HOST_PORT=587\n'],
  ];
  assert.deepEqual(moves(relay, "SMTP_HOST_PORT"), port);
  for (const [line, there] of [
    ["¦SMTP_HOST_PORT: 587", true],
    ["SMTP_HOST_PORT: 587¦", true],
    [" ¦ SMTP_HOST_PORT: 587", false],
  ] as const) {
    const text = composeOf([relay[0] ?? "", "SMTP_HOST_PORT: 587"]).replace(line.replace("¦", "").replace(/^ +/, "  "), line);
    const { projects, path, offset, present } = openIn({ "compose.yml": text, ".env": "" });
    const found = extractions(projects, path, { start: offset, end: offset }, { diagnostics: [] }, present);
    assert.equal(found.length === 1, there, line);
  }
  for (const only of ["refactor", "refactor.extract", ""])
    assert.deepEqual(moves(relay, "SMTP_HOST_PORT", { only: [only] }), port, only);
  for (const only of ["quickfix", "refactor.inline", "refactor.ex"])
    assert.deepEqual(moves(relay, "SMTP_HOST_PORT", { only: [only] }), [], only);
  assert.deepEqual(moves(relay, "SMTP_HOST_PORT", { triggerKind: 2 }), [], "not by itself");
  assert.deepEqual(moves(relay, "SMTP_HOST_PORT", { triggerKind: 1 }), port);
  assert.deepEqual(moves(relay, "SMTP_HOST_PORT", { triggerKind: 2, only: ["refactor"] }), port);
  assert.deepEqual(moves(relay, "SMTP_HOST_PORT", {}, null)[0]?.slice(2), [
    "create",
    'compose.yml:8 " 587" → ',
    '.env:1 "" → SMTP_HOST_PORT=587\n',
  ]);
  for (const [lines, text] of [
    [relay, "image"],
    [[...relay, "SMTP_USER_PWD: x"], "SMTP_USER_PWD"],
    [["SMTP_HOST_ADDR: ${A}"], "SMTP_HOST_ADDR"],
    [["SMTP_HOST_ADDR: ''"], "SMTP_HOST_ADDR"],
    [["SMTP_HOST_ADDR:"], "SMTP_HOST_ADDR"],
    [[...relay, "X: ${SMTP_HOST_PORT}"], "SMTP_HOST_PORT"],
    [[...relay, "GREETING: x"], "GREETING"],
  ] as const)
    assert.deepEqual(moves(lines, text), [], text);
});

test("a new key for the variable of the service that a finding offers it for, another one each time", () => {
  const { projects, present } = openIn({
    "compose.yml": composeOf(relay).replace(/SECRET_KEY_BASE: k+/, "SECRET_KEY_BASE: replace-me"),
  });
  const keyFor = (service: string, variable: string) => {
    const [change] = freshKeyEdit(projects, { service, variable }, present)?.documentChanges ?? [];
    return change !== undefined && "edits" in change ? change.edits.map((one) => ("newText" in one ? one.newText : "")) : null;
  };
  const [first, second] = [keyFor("plausible", "SECRET_KEY_BASE"), keyFor("plausible", "SECRET_KEY_BASE")];
  assert.match(first?.join() ?? "", /^[A-Za-z0-9+/]{64}$/);
  assert.notDeepEqual(first, second);
  assert.deepEqual([keyFor("plausible", "SMTP_HOST_PORT"), keyFor("other", "SECRET_KEY_BASE")], [null, null]);
});

test("what can't be done from here: the command that does it, and why", () => {
  const { projects, present } = openIn({ "compose.yml": composeOf(relay) });
  const view = projects[0]?.analysis.services[0] ?? assert.fail();
  for (const [what, command] of [
    ["smtp", "test --service plausible"],
    ["diagnose", "doctor --service plausible --docker"],
    ["compare", "explain --service plausible --compare-running"],
    ["test", "test --service plausible --in-container"],
    ["log", "why --service plausible --running"],
  ] as const) {
    const shown = inTerminal(view, what, true, present);
    assert.equal(shown.command, `node plausible-mail.mjs ${command}`);
    assert.match(shown.reason, what === "smtp" ? /^A browser can't connect to mail servers/ : /^A browser can't run Docker/);
    assert.match(whyNotHere(what, false, present), /^These files aren't on this computer/);
  }
});

test("newer releases, the newest first", () => {
  const of = (name: string) => newerReleases(releases.find((one) => one.name === name) ?? assert.fail(name));
  assert.deepEqual(of("3.1.0"), ["3.2.1", "3.2.0"]);
  assert.deepEqual(of("3.2.1"), []);
  assert.deepEqual(of("master"), []);
});

test("Compose's own words may quote any line: there the value of each secret's name is hidden", () => {
  const { projects, present } = openIn({ "compose.yml": composeOf([...relay, "SMTP_HOST_SSL_ENABLED: maybe"]) });
  const { analysis, findings } = projects[0] ?? assert.fail();
  const [finding] = findings;
  assert.ok(finding);
  const text = "It says A_KEY=zz.";
  const message = () => ({ template: { en: text, "zh-cn": text }, values: {} });
  const said = (change: Partial<typeof finding>) =>
    diagnosticOf({ ...finding, ...change, message: message() } as typeof finding, analysis.project, present)?.message;
  assert.equal(said({ rule: "compose-error" }), "It says A_KEY=***");
  assert.equal(said({ rule: "port-25" }), text);
  assert.equal(said({ rule: null }), text);
});

test("hints come in the order of the lines, whichever service has them first", () => {
  const compose = `x-mail: &mail\n  MAILER_NAME: \${NAME_OF_IT}\n${composeOf(["SMTP_HOST_PORT:", "<<: *mail"])}`;
  const { projects, path, document, present } = openIn({
    "compose.yml": compose,
    ".env": "NAME_OF_IT=Stats\nSMTP_HOST_PORT=587\n",
  });
  const hints = inlayHints(projects, path, { start: 0, end: document.text.length }, "on", present);
  assert.deepEqual(
    hints.map(({ position }) => position.line),
    [1, 8],
  );
});
