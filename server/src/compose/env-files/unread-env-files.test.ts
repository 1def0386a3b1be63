import assert from "node:assert/strict";
import { test } from "node:test";
import { composeFile, folder } from "../../../testing/rules/project.js";
import { type FileContent, memoryFiles } from "../../base/files.js";
import { textOf } from "../../base/messages.js";
import { analyse } from "../../lint/analysis.js";
import { defaultConfig } from "../../lint/config.js";

const denied: FileContent = { kind: "unreadable", reason: "permission denied", denied: true };
const looping: FileContent = { kind: "unreadable", reason: "too many levels of symbolic links" };

/** What is found where a file of this name is as given. */
function findingsWith(name: string, content: FileContent, more = "", envFiles?: readonly string[]) {
  const text = composeFile(more === "" ? ["SMTP_HOST_ADDR=${RELAY}", "SMTP_HOST_PORT"] : [], undefined, more);
  const inMemory = memoryFiles({ [`${folder}/compose.yml`]: text });
  const files = { read: (path: string) => (path === `${folder}/${name}` ? content : inMemory.read(path)) };
  const request = { composeFiles: [`${folder}/compose.yml`], processEnvironment: new Map<string, string>() };
  const { findings } = analyse({
    files,
    request: envFiles === undefined ? request : { ...request, envFiles },
    config: defaultConfig,
  });
  return findings.map(({ rule, severity, message }) => `${severity} ${rule} ${textOf(message, "en").split("\n", 1)[0]}`);
}

test("a file that this user may not read is unknown, as another user may", () => {
  const told = (file: string) => [
    `warning compose-error This file can't be read here, so its content is treated as unknown: ${file}: permission denied`,
  ];
  assert.deepEqual(findingsWith(".env", denied), told(".env"));
  assert.deepEqual(findingsWith("mail.env", denied, "    env_file: mail.env\n"), told("mail.env"));
  assert.deepEqual(findingsWith("mail.env", denied, "", [`${folder}/mail.env`]), told("mail.env"));
});

test("what nobody can open is refused, also where it is not required", () => {
  const told = ["error compose-error Docker Compose can't read this file. Correct the path."];
  assert.deepEqual(findingsWith(".env", looping), told);
  assert.deepEqual(findingsWith("mail.env", looping, "    env_file: [{ path: mail.env, required: false }]\n"), told);
  assert.deepEqual(findingsWith("mail.env", looping, "", [`${folder}/mail.env`]), told);
});
