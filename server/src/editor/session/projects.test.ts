import assert from "node:assert/strict";
import { test } from "node:test";
import { memoryFiles } from "../../base/files.js";
import { analyse } from "../../lint/analysis.js";
import { defaultConfig } from "../../lint/config.js";
import { envFilesOf } from "./projects.js";

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
