import assert from "node:assert/strict";
import { test } from "node:test";
import { memoryFiles } from "../base/files.js";
import { loadProject } from "../compose/project/load.js";
import { errorWords } from "./project.js";

test("paths in Compose's words are relative to the current folder, each replaced once", () => {
  const text = "services:\n  a:\n    image: b\n    env_file: [mail.env]\n";
  const request = { composeFiles: ["/p/compose.yml"], processEnvironment: new Map() };
  const project = loadProject(memoryFiles({ "/p/compose.yml": text }), request);
  const [error] = project.errors;
  assert.ok(error !== undefined);
  const line = (cwd: string) => errorWords(project, cwd).line(error);
  assert.equal(
    line("/home/me"),
    "../../p/compose.yml:4: env file ../../p/mail.env not found: stat ../../p/mail.env: no such file or directory",
  );
  assert.equal(line("/p"), "compose.yml:4: env file mail.env not found: stat mail.env: no such file or directory");
});
