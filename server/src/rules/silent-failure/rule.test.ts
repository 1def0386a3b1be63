import assert from "node:assert/strict";
import { test } from "node:test";
import { analyseFiles, composeFile, lintFor } from "../../../testing/rules/project.js";
import { testReadme } from "../../../testing/rules/readme.js";
import { silentFailure } from "./rule.js";

testReadme(silentFailure, import.meta.url);

test("tells of every release before the reason is logged, and of none after", () => {
  const of = (image: string) => lintFor("silent-failure", { "compose.yml": composeFile(["MAILER_NAME=Stats"], image) }).length;
  for (const image of ["plausible/analytics:v1.4.4", "plausible/analytics:v2.0.0", "plausible/community-edition:v2.1.4"]) {
    assert.equal(of(image), 1, image);
  }
  for (const tag of ["v2.1.5", "v3.0.1", "v3.2.1", "v3"]) assert.equal(of(`ghcr.io/plausible/community-edition:${tag}`), 0, tag);
});

test("the newer image is where it is published", () => {
  const newImages = (image: string) =>
    analyseFiles({ "compose.yml": composeFile(["MAILER_NAME=Stats"], image) })
      .findings.filter(({ rule }) => rule === "silent-failure")
      .map(({ fixes }) => fixes[0]?.edits[0]?.newText);
  const published = ["ghcr.io/plausible/community-edition:v2.1.5"];
  assert.deepEqual(newImages("plausible/analytics:v2.0.0"), published);
  assert.deepEqual(newImages("plausible/community-edition:v2.1.4"), published);
});

test("is silent where nothing is sent, or where errors are reported elsewhere", () => {
  const image = "ghcr.io/plausible/community-edition:v2.1.4";
  for (const item of ["MAILER_ADAPTER=Bamboo.LocalAdapter", "SENTRY_DSN=https://k@sentry.example.com/1"]) {
    const environment = ["BASE_URL=https://stats.example.com", "SECRET_KEY_BASE", item];
    assert.deepEqual(lintFor("silent-failure", { "compose.yml": composeFile(environment, image) }), [], item);
  }
});
