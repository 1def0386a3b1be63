import assert from "node:assert/strict";
import { test } from "node:test";
import { composeFile } from "../../testing/rules/project.js";
import { memoryFiles } from "../base/files.js";
import { applyEdits } from "../base/text.js";
import { loadProject } from "../compose/project/load.js";
import { secretsOf } from "./secrets.js";

const file = "/p/compose.yml";
const secret = "Kanarie-77a1";

/** What is shown of an edit that writes this in the place of the password's line. */
function shown(write: (line: string) => string) {
  const text = composeFile([`SMTP_USER_PWD=${secret}`]);
  const project = loadProject(memoryFiles({ [file]: text }), { composeFiles: [file], processEnvironment: null });
  const start = text.indexOf("SMTP_USER_PWD");
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
