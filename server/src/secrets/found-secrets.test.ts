import assert from "node:assert/strict";
import { test } from "node:test";
import { composeFile } from "../../testing/rules/project.js";
import { memoryFiles } from "../base/files.js";
import { loadProject } from "../compose/project/load.js";
import { FoundSecrets } from "./found-secrets.js";

/** The secrets of a service whose password is written like this. */
function secretsIn(value: string): readonly string[] {
  const files = { "/p/compose.yml": composeFile(["env_file"]).replace("- env_file", value), "/p/.env": "" };
  const project = loadProject(memoryFiles(files), { composeFiles: ["/p/compose.yml"], processEnvironment: null });
  return [...new FoundSecrets(project, project.services).texts];
}

test("what only says where a secret stands is none", () => {
  const references = ["${NAME_OF_IT}", "'${NAME_OF_IT}'", '"${NAME_OF_IT}"', "${NAME_OF_IT:-}", "$NAME_OF_IT"];
  for (const text of references) assert.deepEqual(secretsIn(`- SMTP_USER_PWD=${text}`), [], text);
});

test("a text with a dollar sign in it, or with one before what is no name, is one", () => {
  for (const text of ["$Sommer2019", "pa$WORD_OF_IT", "${X}and-more"]) {
    assert.ok(secretsIn(`- SMTP_USER_PWD=${text}`).includes(text), text);
  }
});
