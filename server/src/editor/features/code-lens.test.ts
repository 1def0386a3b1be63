import assert from "node:assert/strict";
import { test } from "node:test";
import { composeOf, openIn } from "../../../testing/editor.js";
import type { TestOutcome } from "../session/test-outcomes.js";
import { codeLenses } from "./code-lens.js";
import type { ClientFacts } from "./presentation.js";

const uri = "file:///srv/compose.yml";
const relay = ["SMTP_HOST_ADDR: smtp.acme-widgets.org", "SMTP_HOST_PORT: 587"];
const login = ["SMTP_USER_NAME: stats@acme-widgets.org", "SMTP_USER_PWD: ${PWD_OF_IT}"];

/** The lenses of a text: where, title, command and what that is given. */
function lensesOf(text: string, outcome: TestOutcome | null = null, facts: Partial<ClientFacts> = { showsPages: true }) {
  const { projects, path, present, marked } = openIn(
    { "compose.yml": text, ".env": "PWD_OF_IT=plum-tree-9\n" },
    "compose.yml",
    facts,
  );
  return codeLenses(projects, path, present, () => outcome).map(({ range, command }) => [
    marked(uri, range),
    command?.title,
    command?.command,
    ...(command !== undefined && "arguments" in command ? [command.arguments] : []),
  ]);
}

test("a lens to test, one with the mail server and the problems, and one to set up mail where there is no server", () => {
  const lens = (title: string, command: string) => [
    'compose.yml:2 "plausible"',
    title,
    `plausibleMail.${command}`,
    [uri, "plausible"],
  ];
  const run = lens("Test SMTP", "testSmtp");
  const setUp = lens("Set Up Mail…", "setUpMail");
  const shown = (title: string) => lens(title, "showContainer");
  assert.deepEqual(lensesOf(composeOf([...relay, ...login])), [run, shown("smtp.acme-widgets.org:587 · STARTTLS")]);
  assert.deepEqual(lensesOf(composeOf(relay)), [run, shown("smtp.acme-widgets.org:587 · STARTTLS · 1 problem")]);
  assert.deepEqual(lensesOf(composeOf([...relay, "SMTP_HOST_SSL_ENABLED: yes"])), [
    run,
    shown("smtp.acme-widgets.org:587 · implicit TLS · 2 problems"),
  ]);
  assert.deepEqual(lensesOf(composeOf([])), [run, shown("no mail server set · 1 problem"), setUp]);
  assert.deepEqual(lensesOf(composeOf(["SMTP_HOST_ADDR:"])), [run, shown("mail server not known here · 1 problem"), setUp]);
  assert.deepEqual(lensesOf(composeOf(["MAILER_ADAPTER: Bamboo.PostmarkAdapter", "POSTMARK_API_KEY: x"])).slice(0, 2), [
    run,
    shown("sends through a web API · 1 problem"),
  ]);
  assert.deepEqual(lensesOf(composeOf(relay), null, {}), [run], "a client without the commands");
  const chinese = lensesOf(composeOf(relay), null, { showsPages: true, language: "zh-cn" });
  assert.deepEqual(chinese, [lens("测试 SMTP", "testSmtp"), shown("smtp.acme-widgets.org:587 · STARTTLS · 1 个问题")]);
  const inHost = lensesOf(composeOf(["SMTP_HOST_ADDR: smtp://me:plum-tree-7@smtp.acme-widgets.org"]));
  assert.match(String(inHost[1]?.[1]), /^\[smtp:\/\/\*\*\*@smtp\.acme-widgets\.org\]/);
});

test("what the last test came to, and whether that still holds", () => {
  const outcome: TestOutcome = {
    wouldDeliver: true,
    cause: null,
    encrypted: true,
    at: new Date(2026, 0, 2, 13, 5).getTime(),
    outdated: false,
  };
  const title = (change: Partial<TestOutcome>) => {
    const [, lens, ...more] = lensesOf(composeOf([...relay, ...login]), { ...outcome, ...change });
    assert.equal(more.length, 1);
    assert.deepEqual(lens?.slice(2), ["plausibleMail.showTranscript"], "it is given nothing");
    return lens?.[1];
  };
  assert.equal(title({}), "✓ SMTP works · 13:05");
  assert.equal(title({ encrypted: null }), "✓ SMTP works · 13:05");
  assert.equal(title({ encrypted: false }), "▲ SMTP works, unencrypted · 13:05");
  assert.equal(title({ wouldDeliver: null }), "? SMTP: inconclusive · 13:05");
  assert.equal(title({ wouldDeliver: false }), "✗ SMTP failed · 13:05");
  assert.equal(title({ wouldDeliver: false, cause: "auth-refused" }), "✗ SMTP: login rejected · 13:05");
  assert.equal(title({ outdated: true }), "Settings changed since the test at 13:05");
});

test("each service has its own problems; of a file that several projects share each line has its lenses once", () => {
  const second = composeOf([...relay, ...login])
    .replace("services:\n", "")
    .replace("  plausible:", "  stats:");
  const text = `${composeOf(relay)}${second}  db:\n    image: postgres\n`;
  assert.deepEqual(
    lensesOf(text).map(([at, title]) => [at, title]),
    [
      ['compose.yml:2 "plausible"', "Test SMTP"],
      ['compose.yml:2 "plausible"', "smtp.acme-widgets.org:587 · STARTTLS · 1 problem"],
      ['compose.yml:9 "stats"', "Test SMTP"],
      ['compose.yml:9 "stats"', "smtp.acme-widgets.org:587 · STARTTLS"],
    ],
  );
  const { projects, path, present } = openIn({ "compose.yml": text });
  assert.equal(codeLenses([...projects, ...projects], path, present, () => null).length, 2);
  assert.deepEqual(
    codeLenses(projects, "/srv/.env", present, () => null),
    [],
  );
});
