import assert from "node:assert/strict";
import { test } from "node:test";
import { memoryFiles } from "../../base/files.js";
import { createComposeCache } from "../../compose/project/project-files.js";
import { analyse } from "../../lint/analysis.js";
import { defaultConfig } from "../../lint/config.js";
import { envFilesOf, requestsOf } from "./projects.js";

const analysisOf = (more: string) => {
  const text = `services:\n  plausible:\n    image: ghcr.io/plausible/community-edition:v3.2.1\n${more}`;
  const request = { composeFiles: ["/p/c.yml"], processEnvironment: null };
  return analyse({ files: memoryFiles({ "/p/c.yml": text }), request, config: defaultConfig });
};

test("the env files of a project are those of Plausible; where no service names one, none is looked at", () => {
  const analysis = analysisOf("    env_file: [conf/mail.conf, other.env]\n  web:\n    env_file: web.env\n");
  assert.deepEqual(envFilesOf(analysis), ["/p/conf/mail.conf", "/p/other.env"]);
  const { project } = analysisOf("  web:\n    image: nginx\n");
  const unread = {
    project,
    get plausible(): never {
      throw new Error("each of them is made for that");
    },
  };
  assert.deepEqual(envFilesOf(unread), []);
});

const service = "services:\n  plausible:\n    image: plausible/analytics:v2.0\n";
const fragment = "services:\n  plausible:\n    environment: [A=1]\n";

/** The files of each project that a file is part of, and where it was found; the disk has these. */
function requested(contents: Readonly<Record<string, string>>, path: string, languageId?: string) {
  return requestsOf(memoryFiles(contents), { path, languageId }, createComposeCache()).map(({ composeFiles, foundFrom }) =>
    [...composeFiles, ...(foundFrom === undefined ? [] : [`from ${foundFrom}`])].join(" "),
  );
}

test("a file is looked at as a compose file for its name, its ending or its language, and is one for what it says", () => {
  const alone = (path: string, languageId?: string, text = service) => requested({ [path]: text }, path, languageId).join();
  for (const [path, languageId] of [
    ["/p/compose.yml", undefined],
    ["/p/stats.YAML", undefined],
    ["/p/stats.yml", "yaml"],
    ["/p/stats", "yaml"],
    ["/p/stats", "dockercompose"],
  ] as const)
    assert.equal(alone(path, languageId), path);
  assert.equal(alone("/p/stats", "plaintext"), "");
  assert.equal(alone("/p/stats"), "");
  assert.equal(alone("/p/compose.yml", "dockercompose", "name: x\n"), "");
  assert.equal(alone("/p/compose.yml", "dockercompose", "include: [other.yml]\n"), "/p/compose.yml");
  assert.equal(alone("/p/compose.yml", "dockercompose", '"services" : {}\n'), "/p/compose.yml");
  assert.equal(alone("/p/compose.yml", "dockercompose", "{name: x}\n"), "");
  assert.equal(alone("/p/compose.yml", "dockercompose", "x: {services: 1}\n"), "", "no top-level key");
  assert.deepEqual(requested({}, "/p/compose.yml"), [], "nor one that isn't there");
});

test("an env file belongs to the project of its folder, or of the nearest one above", () => {
  const files = { "/p/compose.yml": service, "/p/q/mail.env": "", "/p/q/notes.txt": "" };
  assert.deepEqual(requested(files, "/p/.env"), ["/p/compose.yml"]);
  assert.deepEqual(requested(files, "/p/q/mail.env"), ["/p/compose.yml"]);
  assert.deepEqual(requested(files, "/p/q/notes.txt", "dotenv"), ["/p/compose.yml"]);
  assert.deepEqual(requested(files, "/p/q/notes.txt"), []);
  assert.deepEqual(requested(files, "/other/.env"), []);
});

test("a compose file is a project of its own, with its override; a fragment joins the project of its own folder alone", () => {
  const files = {
    "/p/compose.yml": service,
    "/p/compose.override.yml": fragment,
    "/p/whole.yml": service,
    "/p/part.yml": fragment,
    "/p/q/part.yml": fragment,
    "/n/.env": "COMPOSE_FILE=a.yml:b.yml\n",
    "/n/a.yml": service,
    "/n/b.yml": fragment,
    "/n/c.yml": fragment,
  };
  const usual = "/p/compose.yml /p/compose.override.yml";
  assert.deepEqual(requested(files, "/p/compose.yml"), [usual]);
  assert.deepEqual(requested(files, "/p/compose.override.yml"), [usual]);
  assert.deepEqual(requested(files, "/p/whole.yml"), ["/p/whole.yml"]);
  assert.deepEqual(requested(files, "/p/part.yml"), [`${usual} /p/part.yml`]);
  assert.deepEqual(requested(files, "/p/q/part.yml"), ["/p/q/part.yml"], "a folder above is not its own");
  assert.deepEqual(requested(files, "/n/b.yml"), ["/n/a.yml /n/b.yml from /n"]);
  assert.deepEqual(requested(files, "/n/c.yml"), ["/n/a.yml /n/b.yml /n/c.yml from /n"]);
});
