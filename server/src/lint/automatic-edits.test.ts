import assert from "node:assert/strict";
import { test } from "node:test";
import { analyseFiles, composeFile, folder } from "../../testing/rules/project.js";
import { applyEdits } from "../base/text.js";
import { automaticEdits } from "./automatic-edits.js";

const boots = ["BASE_URL=https://stats.zoo.example", `SECRET_KEY_BASE=${"k".repeat(64)}`];

/** The settings of a service after each round of fixes that need no decision. */
function rounds(items: readonly string[], image?: string): string[][] {
  let text = composeFile([...boots, ...items], image);
  const found: string[][] = [];
  for (let round = 0; round < 10; round += 1) {
    const { findings } = analyseFiles({ "compose.yml": text });
    const edits = automaticEdits(findings).filter(({ file }) => file === `${folder}/compose.yml`);
    if (edits.length === 0) break;
    text = applyEdits(text, edits);
    found.push(text.split("\n").flatMap((line) => /^ +- (SMTP_.*)$/.exec(line)?.[1] ?? []));
  }
  return found;
}

const login = ["MAILER_EMAIL=a@zoo.example", "SMTP_USER_NAME=a@zoo.example", "SMTP_USER_PWD=k7Gh2pQz"];

test("two findings about a port that is not written add it once", () => {
  const last = rounds(
    ["SMTP_HOST_ADDR=mail.zoo.example", "SMTP_HOST_SSL_ENABLED=true", ...login],
    "plausible/analytics:v2.0.0",
  ).at(-1);
  const ports = last?.filter((line) => line.startsWith("SMTP_HOST_PORT"));
  assert.deepEqual(ports, ["SMTP_HOST_PORT=465"]);
});

test("port and flag are not each made to suit what the other one was", () => {
  const last = rounds(["SMTP_HOST_ADDR=smtps://smtp.resend.com", "SMTP_HOST_SSL_ENABLED=true", ...login]).at(-1);
  assert.ok(last !== undefined);
  assert.ok(last.includes("SMTP_HOST_PORT=465"));
  assert.ok(last.includes("SMTP_HOST_SSL_ENABLED=true"));
});

test("one rule mends both at once", () => {
  const settings = ["SMTP_HOST_ADDR=mail.zoo.example", 'SMTP_HOST_PORT="587"', 'SMTP_HOST_SSL_ENABLED="false"', ...login];
  assert.equal(rounds(settings).length, 1);
});

test("a fix undoes nothing that the next one would do again", () => {
  const files = {
    "compose.yml": composeFile([...boots, "SMTP_HOST_ADDR=mail.zoo.example", "SMTP_MIDDLEBOX_COMP_MODE", ...login]),
    ".env": "SMTP_MIDDLEBOX_COMP_MODE=true\n",
  };
  const [edit, more] = automaticEdits(analyseFiles(files).findings);
  assert.equal(more, undefined);
  assert.deepEqual([edit?.file, edit?.newText], [`${folder}/.env`, "false"]);
});
