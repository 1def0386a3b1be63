import assert from "node:assert/strict";
import { test } from "node:test";
import { textIn, viewOf } from "../../../testing/rules/view.js";
import { applyEdits } from "../../base/text.js";
import { mountNameOf } from "./mount-name.js";

const declared = "secrets:\n  smtp_pwd: {file: ./pwd}\nconfigs:\n  smtp_pwd: {file: ./pwd}\n";

/** The marked name of the first mount, and its lines with the name `NEW`; null: it cannot be written. */
function renamed(lines: string) {
  const view = viewOf(["A=b"], { more: `${lines}${declared}`, files: { pwd: "rosebud", ".env": "DIR=/run/secrets\n" } });
  const [mounted] = view.service.mounts;
  assert.ok(mounted);
  const place = mountNameOf(view.project, ...mounted);
  const edits = place.rename("NEW");
  const source = view.project.files.get(place.at.file);
  assert.ok(source);
  const after = edits === null ? null : applyEdits(source.text, edits);
  return [textIn(view, place.at), after?.slice(source.text.indexOf(lines), after.length - declared.length) ?? null];
}

test("the name of a mount stands where its target does", () => {
  const long = "    secrets:\n      - source: smtp_pwd\n        target: ";
  assert.deepEqual(renamed(`${long}smtp_pwd\n`), ["smtp_pwd", `${long}NEW\n`]);
  const flow = (name: string) => `    secrets: [{source: smtp_pwd, target: "${name}"}]\n`;
  assert.deepEqual(renamed(flow("smtp_pwd")), ["smtp_pwd", flow("NEW")]);
  const bind = (name: string) => `    volumes: [{type: bind, source: ./pwd, target: /run/secrets/${name}}]\n`;
  assert.deepEqual(renamed(bind("smtp_pwd")), ["smtp_pwd", bind("NEW")]);
});

test("a short mount has it behind the colon, unless a reference gives it", () => {
  const short = (name: string) => `    volumes: ['./pwd:/run/secrets/${name}:ro']\n`;
  assert.deepEqual(renamed(short("smtp_pwd")), ["smtp_pwd", short("NEW")]);
  assert.equal(renamed("    volumes: ['./pwd:${DIR}/smtp_pwd']\n")[1], null);
});

test("a source that is its own name gets a target beside it", () => {
  const block = "    secrets:\n      - source: smtp_pwd\n";
  assert.deepEqual(renamed(block), ["smtp_pwd", `${block}        target: NEW\n`]);
  assert.deepEqual(renamed("    secrets:\n      - smtp_pwd\n"), ["smtp_pwd", `${block}        target: NEW\n`]);
  assert.deepEqual(renamed("    secrets: [{source: 'smtp_pwd'}]\n"), [
    "smtp_pwd",
    "    secrets: [{source: 'smtp_pwd', target: NEW}]\n",
  ]);
  assert.deepEqual(renamed("    secrets: [smtp_pwd]\n"), ["smtp_pwd", "    secrets: [{source: smtp_pwd, target: NEW}]\n"]);
});
