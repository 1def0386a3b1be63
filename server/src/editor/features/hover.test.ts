import assert from "node:assert/strict";
import { test } from "node:test";
import { composeOf, openIn } from "../../../testing/editor.js";
import { hover } from "./hover.js";
import type { ClientFacts } from "./presentation.js";

const relay = ["SMTP_HOST_ADDR: smtp.acme-widgets.org", "SMTP_HOST_PORT: ${PORT_OF_IT}"];
const dotenv = "PORT_OF_IT=465\nUNUSED=1\n";

/** Heading, lines and marked range of the hover on a text. */
function told(lines: readonly string[], text: string, facts: Partial<ClientFacts> = {}, image?: string, more = "") {
  const whole = composeOf(lines, image) + more;
  const at = whole.indexOf(text);
  assert.notEqual(at, -1, text);
  const files = { "compose.yml": `${whole.slice(0, at + 1)}¦${whole.slice(at + 1)}`, ".env": dotenv };
  const { projects, path, offset, present, marked } = openIn(files, "compose.yml", facts);
  const found = hover(projects, path, offset, present);
  if (found === null) return null;
  const { kind, value } = found.contents as { kind: string; value: string };
  const [heading = "", meaning = "", list = "", ...rest] = value.split("\n\n");
  assert.ok(meaning.length > 10 && rest.length === 0, value);
  return {
    kind,
    heading,
    lines: list.replace(/^- /, "").split("\n- "),
    at: found.range === undefined ? null : marked("file:///srv/compose.yml", found.range),
  };
}

const inFile = (line: number) => `([compose.yml:${line}](file:///srv/compose.yml#L${line}))`;
const from = (value: string, line: number) => `In the container: \`${value}\` ${inFile(line)}`;
const bySmtp = (name: string) => `**${name}** · Plausible 3.2.1 · \`Bamboo.Mua\``;

test("default, value with its place, and what that brings about", () => {
  assert.deepEqual(told(relay, "SMTP_HOST_PORT"), {
    kind: "markdown",
    heading: bySmtp("SMTP_HOST_PORT"),
    lines: [
      "Default: `587`",
      "In the container: `465` ([.env:1](file:///srv/.env#L1))",
      "→ email goes to `smtp.acme-widgets.org:465` (implicit TLS)",
    ],
    at: 'compose.yml:8 "SMTP_HOST_PORT: ${PORT_OF_IT}"',
  });
  assert.deepEqual(told(relay, "SMTP_HOST_PORT", { markdownHover: false }), {
    kind: "plaintext",
    heading: "SMTP_HOST_PORT · Plausible 3.2.1 · Bamboo.Mua",
    lines: ["Default: 587", "In the container: 465 (.env:1)", "→ email goes to smtp.acme-widgets.org:465 (implicit TLS)"],
    at: 'compose.yml:8 "SMTP_HOST_PORT: ${PORT_OF_IT}"',
  });
  const login = [...relay, "SMTP_USER_NAME: me", "SMTP_USER_PWD: plum"];
  const rows: readonly (readonly [lines: readonly string[], name: string, heading: string, told: readonly string[]])[] = [
    [
      relay,
      "BASE_URL",
      "**BASE_URL** · Plausible 3.2.1",
      [from("https://stats.acme-widgets.org", 5), "→ the sender is `plausible@stats.acme-widgets.org`"],
    ],
    [login, "SMTP_USER_NAME", bySmtp("SMTP_USER_NAME"), ["No default", from("me", 9), "→ signs in as `me`"]],
    [login, "SMTP_USER_PWD", bySmtp("SMTP_USER_PWD"), ["No default", from("***", 10), "→ signs in as `me`"]],
    [
      [...relay, "MAILER_ADAPTER: Bamboo.Mua"],
      "MAILER_ADAPTER",
      "**MAILER_ADAPTER** · Plausible 3.2.1",
      ["Default: `Bamboo.Mua`", from("Bamboo.Mua", 9), "→ email is sent by `Bamboo.Mua`"],
    ],
    [
      [...relay, "SMTP_RETRIES: 3"],
      "SMTP_RETRIES",
      bySmtp("SMTP_RETRIES"),
      ["Plausible 3.2.1 doesn't read it with `Bamboo.Mua`.", from("3", 9)],
    ],
    [
      [...relay, "MAILER_EMAIL: x"],
      "MAILER_EMAIL",
      "**MAILER_EMAIL** · Plausible 3.2.1",
      [
        "Default: `plausible@<host of BASE_URL>`",
        from("x", 9),
        '→ no email can be sent: \\*\\* (MatchError) no match of right hand side value: \\["x"\\]',
      ],
    ],
    [
      [...relay, "MAILER_NAME: ''"],
      "MAILER_NAME",
      "**MAILER_NAME** · Plausible 3.2.1",
      ["No default", `In the container: empty ${inFile(9)}`, "→ the sender is `plausible@stats.acme-widgets.org`"],
    ],
    [
      ["SMTP_HOST_PORT: 25"],
      "SMTP_HOST_PORT",
      bySmtp("SMTP_HOST_PORT"),
      ["Default: `587`", from("25", 7), "→ email goes straight to the recipient's own mail server"],
    ],
    [
      ["SMTP_HOST_ADDR:"],
      "SMTP_HOST_ADDR",
      bySmtp("SMTP_HOST_ADDR"),
      ["No default", "`SMTP_HOST_ADDR`: not set in these files (your shell may set it)."],
    ],
    [
      [...relay, "SMTP_HOST_SSL_ENABLED: 'yes'"],
      "SMTP_HOST_SSL",
      bySmtp("SMTP_HOST_SSL_ENABLED"),
      ["No default", from("yes", 9), "→ email goes to `smtp.acme-widgets.org:465` (implicit TLS)"],
    ],
    [
      ["MAILER_ADAPTER: Bamboo.PostmarkAdapter", "POSTMARK_API_KEY: x", "SMTP_USER_NAME: me"],
      "SMTP_USER_NAME",
      "**SMTP_USER_NAME** · Plausible 3.2.1 · `Bamboo.PostmarkAdapter`",
      ["Plausible 3.2.1 doesn't read it with `Bamboo.PostmarkAdapter`.", from("me", 9)],
    ],
    [
      [...relay, "SMTP_HOST_SSL_ENABLED: tls"],
      "SMTP_HOST_SSL",
      "**SMTP_HOST_SSL_ENABLED** · Plausible 3.2.1 · `Bamboo.Mua`",
      [
        "No default",
        from("tls", 9),
        '→ Plausible refuses to start: Invalid boolean value: "tls". Expected one of: 1, 0, t, f, true, false, y, n, yes, no, on, off',
      ],
    ],
    [[...relay, "SMTP_USER_NAME: me"], "SMTP_USER_NAME", bySmtp("SMTP_USER_NAME"), ["No default", from("me", 9)]],
  ];
  for (const [lines, name, heading, list] of rows) {
    const found = told(lines, name);
    assert.deepEqual([found?.heading, found?.lines], [heading, list], name);
  }
});

test("what a release sends otherwise: no login, one that isn't seen, and a sender of its own", () => {
  const open = told([...relay, "SMTP_USER_PWD: ''"], "SMTP_USER_PWD", {}, "plausible/analytics:v2.0.0");
  assert.equal(open?.lines.at(-1), "→ doesn't sign in");
  assert.deepEqual(told(relay, "BASE_URL", {}, "plausible/analytics:v2.0.0")?.lines, [from("https://stats.acme-widgets.org", 5)]);
  assert.match(told(relay, "SMTP_HOST_PORT", { language: "zh-cn" })?.lines.join() ?? "", /^默认值：`587`,容器中的值：`465` \(/);
});

test("a file in CONFIG_DIR in its place, and a fault at another line", () => {
  const more = "    secrets: [SMTP_USER_NAME]\nsecrets:\n  SMTP_USER_NAME: {environment: NAME_OF_IT}\n";
  const file = told([...relay, "SMTP_USER_NAME: me"], "SMTP_USER_NAME: me", {}, undefined, more);
  assert.match(file?.lines.join() ?? "", /From a file in `CONFIG_DIR`: (?:`|…)/);
  const elsewhere = told([...relay, "SMTP_HOST_SSL_ENABLED: ${FLAG}"], "SMTP_HOST_SSL");
  assert.doesNotMatch(elsewhere?.lines.join() ?? "", /✗/);
});

test("a line of .env that doesn't reach the container says to which service it doesn't", () => {
  const { projects, path, offset, present } = openIn({ "compose.yml": composeOf([]), ".env": "SMTP_¦HOST_PORT=1\n" }, ".env");
  const found = hover(projects, path, offset, present) ?? assert.fail("a hover");
  const { value } = found.contents as { value: string };
  assert.match(value, /\n- Service `plausible` doesn't get it: add it to its `environment`\./);
});

test("nothing where no variable of Plausible's stands, nor in another file", () => {
  assert.equal(told([...relay, "GREETING: hello"], "GREETING"), null);
  assert.equal(told(relay, "image"), null);
  const { projects, offset, present } = openIn({ "compose.yml": composeOf(relay).replace("SMTP_HOST_PORT", "SMTP¦_HOST_PORT") });
  assert.equal(hover(projects, "/srv/other.yml", offset, present), null);
});

/** Two services, of which only the second takes a line of `.env`; and the hover at a cursor in that. */
function ofLine(dotenv: string, services: readonly string[]) {
  const [, head = ""] = /^(services:\n)/.exec(composeOf([])) ?? [];
  const texts = services.map((entry, index) =>
    composeOf(entry === "" ? [] : [entry]).replace(/^services:\n {2}plausible:/, `  s${index}:`),
  );
  const { projects, path, offset, present, marked } = openIn({ "compose.yml": head + texts.join(""), ".env": dotenv }, ".env");
  const found = hover(projects, path, offset, present) ?? assert.fail("a hover");
  const { value } = found.contents as { value: string };
  return { value, at: found.range === undefined ? null : marked("file:///srv/.env", found.range) };
}

test("of a value that one service takes that service is told, whichever comes first; of its line, all are", () => {
  const takes = "SMTP_HOST_PORT: ${SMTP_HOST_PORT}";
  for (const services of [
    ["", takes],
    [takes, ""],
  ]) {
    const taking = services.indexOf(takes);
    const value = ofLine("SMTP_HOST_PORT=4¦65\n", services);
    assert.equal(value.at, '.env:1 "465"');
    assert.match(value.value, new RegExp(`^\\*\\*SMTP_HOST_PORT\\*\\* · s${taking} · `));
    assert.match(value.value, /In the container: `465`/);
    assert.doesNotMatch(value.value, /doesn't get it/);
    const line = ofLine("SMTP_¦HOST_PORT=465\n", services);
    assert.match(line.value, new RegExp(`Service \`s${1 - taking}\` doesn't get it`));
    assert.match(line.value, /In the container: `465`/);
  }
});

test("of a line that very many services take, what the first twenty make of it, and how many more there are", () => {
  const takes = "SMTP_HOST_PORT: ${SMTP_HOST_PORT}";
  const taken = (count: number) =>
    ofLine(
      "SMTP_HOST_PORT=4¦65\n",
      Array.from({ length: count }, () => takes),
    ).value;
  assert.doesNotMatch(taken(20), /more services/);
  assert.match(taken(22), /\n\n---\n\n2 more services take it\.$/);
  assert.match(taken(22), /^\*\*SMTP_HOST_PORT\*\* · Plausible/, "all get the same");
});
