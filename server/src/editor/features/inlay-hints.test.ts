import assert from "node:assert/strict";
import { test } from "node:test";
import type { Location } from "vscode-languageserver-types";
import { composeOf, openIn } from "../../../testing/editor.js";
import { definition } from "./definition.js";
import { type InlayHintMode, inlayHints } from "./inlay-hints.js";
import type { ClientFacts } from "./presentation.js";

const files = {
  "compose.yml": composeOf([
    "SMTP_HOST_ADDR: ${RELAY}",
    "SMTP_HOST_PORT:",
    "SMTP_HOST_SSL_ENABLED: yes",
    "SMTP_USER_NAME: a-${WHO}-b",
    "SMTP_USER_PWD:",
    "SMTP_RETRIES: 3",
    "MAILER_NAME: ${EMPTY}",
    "GREETING: ${NOBODY}",
    "LONG: ${LONG}",
  ]),
  ".env": `RELAY=smtp.eu.mailgun.org\nSMTP_HOST_PORT=587\nWHO=me\nSMTP_USER_PWD=plum\nEMPTY=\nLOST=1\nCOMPOSE_FILE=compose.yml\nDOCKER_X=1\nBUILDX_Y=1\nLONG=${"x".repeat(61)}\n`,
};

/** Line, text with the places that a click on its parts leads to: the definition of what stands at the part's location. */
function hintsIn(
  texts: Readonly<Record<string, string>>,
  name = "compose.yml",
  mode: InlayHintMode = "on",
  facts: Partial<ClientFacts> = {},
  lines: readonly [from: number, to: number] | null = null,
) {
  const { projects, path, document, present, marked } = openIn(texts, name, facts);
  const { text, source } = document;
  const range =
    lines === null
      ? { start: 0, end: text.length }
      : { start: source.lineStart(lines[0] - 1), end: source.lineEnd(lines[1] - 1) };
  const ledTo = ({ uri, range: { start } }: Location) => {
    assert.equal(uri, present.uriOf(path));
    const places = definition(projects, path, document.positions.offsetAt(start), present);
    return places.map((place) => ` @${marked(place.uri, place.range)}`).join("");
  };
  return inlayHints(projects, path, range, mode, present).map(({ position, label, kind, paddingLeft }) => {
    assert.deepEqual([kind, paddingLeft], [1, true]);
    assert.equal(position.character, source.lineEnd(position.line) - source.lineStart(position.line), "at the end of its line");
    const parts = typeof label === "string" ? [{ value: label }] : label;
    return [
      position.line + 1,
      ...parts.map((part) => part.value + ("location" in part && part.location ? ledTo(part.location) : "")),
    ];
  });
}

const problems = [
  [9, "⚠ must be false on 587"],
  [12, "not used with Bamboo.Mua"],
  [14, "not set"],
];

test("what a line becomes: the value with its place, or what is wrong", () => {
  assert.deepEqual(hintsIn(files), [
    [7, "= smtp.eu.mailgun.org", ' (.env:1) @.env:1 "RELAY=smtp.eu.mailgun.org"'],
    [8, "= 587", ' (.env:2) @.env:2 "SMTP_HOST_PORT=587"'],
    problems[0],
    [10, "= a-me-b"],
    [11, "••••••", ' (.env:4) @.env:4 "SMTP_USER_PWD=plum"'],
    problems[1],
    [13, "= (empty)", ' (.env:5) @.env:5 "EMPTY="'],
    problems[2],
    [15, `= ${"x".repeat(59)}…`, ` (.env:10) @.env:10 "LONG=${"x".repeat(61)}"`],
  ]);
  assert.deepEqual(hintsIn(files, "compose.yml", "problems"), problems);
  assert.deepEqual(hintsIn(files, "compose.yml", "off"), []);
  assert.deepEqual(
    hintsIn(files, "compose.yml", "on", {}, [9, 10]),
    [problems[0], [10, "= a-me-b"]],
    "only of the lines that are seen",
  );
  assert.deepEqual(hintsIn(files, "compose.yml", "on", { language: "zh-cn" }).slice(0, 3), [
    [7, "= smtp.eu.mailgun.org", '（.env:1） @.env:1 "RELAY=smtp.eu.mailgun.org"'],
    [8, "= 587", '（.env:2） @.env:2 "SMTP_HOST_PORT=587"'],
    [9, "⚠ 端口 587 须为 false"],
  ]);
  const exactly = { ...files, ".env": files[".env"].replace("x".repeat(61), "x".repeat(60)) };
  assert.deepEqual(hintsIn(exactly, "compose.yml", "on", {}, [15, 15])[0]?.[1], `= ${"x".repeat(60)}`);
  const lines = { ...files, ".env": files[".env"].replace("x".repeat(61), '"a\nb"') };
  assert.deepEqual(hintsIn(lines, "compose.yml", "on", {}, [15, 15])[0]?.[1], "= a⏎b");
});

test("another file has no hints of this one", () => {
  const { projects, document, present } = openIn(files);
  assert.deepEqual(inlayHints(projects, "/srv/other.yml", { start: 0, end: document.text.length }, "on", present), []);
});

test("in .env: who takes a line, under which other name, and nobody", () => {
  const nobody = [6, "→ nobody"];
  assert.deepEqual(hintsIn(files, ".env"), [
    [1, '→ plausible (SMTP_HOST_ADDR) @compose.yml:7 "RELAY"'],
    [2, '→ plausible @compose.yml:8 "SMTP_HOST_PORT"'],
    [4, '→ plausible @compose.yml:11 "SMTP_USER_PWD"'],
    [5, '→ plausible (MAILER_NAME) @compose.yml:13 "EMPTY"'],
    nobody,
    [10, '→ plausible @compose.yml:15 "LONG"'],
  ]);
  assert.deepEqual(hintsIn(files, ".env", "problems"), [nobody]);
  assert.deepEqual(hintsIn(files, ".env", "off"), []);
  assert.deepEqual(hintsIn(files, ".env", "on", {}, [6, 9]), [nobody]);
  const second = composeOf(["SMTP_HOST_PORT:", "OTHER: ${SMTP_HOST_PORT}"])
    .replace("services:\n", "")
    .replace("  plausible:", "  stats:");
  const both = { ...files, "compose.yml": files["compose.yml"] + second };
  assert.deepEqual(hintsIn(both, ".env", "on", {}, [2, 2]), [
    [2, `→ plausible, stats (OTHER)${[22, 8, 21].map((line) => ` @compose.yml:${line} "SMTP_HOST_PORT"`).join("")}`],
  ]);
});

test("where a file can't be read, a name that nothing sets isn't called unset", () => {
  const unread = {
    "compose.yml": `${composeOf(["SMTP_HOST_PORT:"])}    env_file: mail.env\n`,
    "mail.env": "A B\n",
    ".env": "A=1\n",
  };
  assert.deepEqual(hintsIn(unread), [[7, "not known here"]]);
  assert.deepEqual(hintsIn({ ...unread, "mail.env": "A=1\n" }), [[7, "not set"]]);
  assert.deepEqual(
    hintsIn({ "compose.yml": composeOf(["SMTP_HOST_PORT:"]) }),
    [[7, "not set"]],
    "a file that isn't there sets none",
  );
});

test("the flag says what the port needs, where that is known", () => {
  const flag = (port: string, value: string, image?: string) => {
    const lines = ["SMTP_HOST_ADDR: smtp.acme-widgets.org", `SMTP_HOST_PORT: ${port}`, `SMTP_HOST_SSL_ENABLED: ${value}`];
    return hintsIn({ "compose.yml": composeOf(lines, image) });
  };
  assert.deepEqual(flag("465", "no"), [[9, "⚠ must be true on 465"]]);
  assert.deepEqual(flag("587", "yes"), [[9, "⚠ must be false on 587"]]);
  assert.deepEqual(flag("587", "no"), []);
  assert.deepEqual(flag("1025", "yes"), []);
  // That release drops such a flag, and later ones don't: what this port needs nobody knows.
  assert.deepEqual(flag("1025", "'yes'", "plausible/analytics:v2.0.0"), []);
});
