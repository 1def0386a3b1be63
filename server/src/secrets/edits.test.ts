import assert from "node:assert/strict";
import { test } from "node:test";
import { composeFile } from "../../testing/rules/project.js";
import { memoryFiles } from "../base/files.js";
import { applyEdits } from "../base/text.js";
import { loadProject } from "../compose/project/load.js";
import { secretsOf } from "./secrets.js";

const file = "/p/compose.yml";
const secret = "Kanarie-77a1";

/** What is shown of an edit that writes this in the place of the line with this name. */
function shown(write: (line: string) => string, name = "SMTP_USER_PWD", lines = [`SMTP_USER_PWD=${secret}`]) {
  const text = composeFile(lines);
  const project = loadProject(memoryFiles({ [file]: text }), { composeFiles: [file], processEnvironment: null });
  const start = text.indexOf(name);
  const end = text.indexOf("\n", start);
  const edit = { file, start, end, newText: write(text.slice(start, end)) };
  return { text, edit, edits: secretsOf(project).edits([edit], project.files) };
}

test("an edit around a secret leaves it untouched where it stands", () => {
  const { text, edit, edits } = shown((line) => `"${line}"`);
  assert.ok(edits?.every(({ newText }) => !newText.includes(secret)));
  assert.ok(edits);
  assert.equal(applyEdits(text, edits), applyEdits(text, [edit]));
});

test("an edit that would write a secret a second time is not shown", () => {
  assert.equal(shown((line) => `${line}\n      - OTHER=${secret}`).edits, null);
});

test("a short secret is looked for where an edit stands beside it, takes it, or writes its name", () => {
  const short = ["SMTP_USER_PWD=plum", "GREETING=${SMTP_USER_PWD:-plum}", "FRUIT=plum"];
  assert.equal(shown(() => "MAILER_NAME=plum and plum", "SMTP_USER_PWD", short).edits, null, "beside it");
  assert.equal(shown(() => "FRUIT=plum and plum", "GREETING", short).edits, null, "where it is passed on");
  assert.equal(shown(() => "FRUIT=plum and plum", "FRUIT", short).edits, null, "where the same text stands");
  assert.equal(shown(() => "MY_TOKEN=my plum", "BASE_URL", short).edits, null, "under the name of one");
  assert.equal(shown(() => "plum\n", "BASE_URL", short).edits, null, "a file of its own");
  assert.equal(shown(() => "MAILER_NAME=a plum tree", "BASE_URL", short).edits?.length, 1, "elsewhere it is a word");
});

test("an edit that touches a secret leaves all of it, and one that only lies in the same file is left as it is", () => {
  const around = (write: (line: string) => string) => {
    const { text, edit, edits } = shown(write);
    assert.ok(edits);
    assert.equal(applyEdits(text, edits), applyEdits(text, [edit]));
    return edits.map(({ start, end, newText }) => [text.slice(start, end), newText]);
  };
  assert.deepEqual(
    around((line) => `X${line}`),
    [["SMTP_USER_PWD=", "XSMTP_USER_PWD="]],
    "nothing is left to do behind it",
  );
  assert.deepEqual(
    around((line) => `${line}!`),
    [
      ["SMTP_USER_PWD=", "SMTP_USER_PWD="],
      ["", "!"],
    ],
  );
  assert.deepEqual(
    around(() => "A=b"),
    [[`SMTP_USER_PWD=${secret}`, "A=b"]],
    "it is taken away",
  );
  const one = ["SMTP_USER_PWD=p"];
  assert.equal(shown((line) => `${line}!`, "SMTP_USER_PWD", one).edits, null, "one sign stands everywhere");
  const twice = shown((line) => `${line}\n      - ${line}`);
  assert.equal(twice.edits, null, "where it stands once it isn't written twice");
  const unset = [`SMTP_USER_PWD=changeme`];
  assert.equal(shown((line) => `X${line} and changeme`, "SMTP_USER_PWD", unset).edits?.length, 1, "a placeholder is none");
});

test("an edit of a file that nobody has read is shown if it writes no secret", () => {
  const { edit } = shown((line) => line);
  const project = loadProject(memoryFiles({ [file]: composeFile([`SMTP_USER_PWD=${secret}`, "A_KEY=plum"]) }), {
    composeFiles: [file],
    processEnvironment: null,
  });
  const secrets = secretsOf(project);
  const fresh = (newText: string) => [{ ...edit, file: "/p/new.env", start: 0, end: 0, newText }];
  assert.deepEqual(secrets.edits(fresh("A=b\n"), project.files), fresh("A=b\n"));
  assert.equal(secrets.edits(fresh(`A=${secret}\n`), project.files), null);
  assert.equal(secrets.edits(fresh("MY_TOKEN=plum\n"), project.files), null);
  assert.deepEqual(secrets.edits(fresh("A=plum\n"), project.files), fresh("A=plum\n"));
});
