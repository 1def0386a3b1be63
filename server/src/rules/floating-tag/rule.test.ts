import assert from "node:assert/strict";
import { test } from "node:test";
import { composeFile, lintFor } from "../../../testing/rules/project.js";
import { testReadme } from "../../../testing/rules/readme.js";
import { floatingTag } from "./rule.js";

testReadme(floatingTag, import.meta.url);

const found = (image: string, more: Record<string, string> = {}) =>
  lintFor("floating-tag", { "compose.yml": composeFile(["MAILER_NAME=Stats"], image), ...more });

test("tells of tags that move, also where the repository has ended", () => {
  const ghcr = "ghcr.io/plausible/community-edition";
  for (const image of [ghcr, `${ghcr}:latest`, `${ghcr}:v2`, "plausible/analytics", "plausible/analytics:latest"]) {
    assert.deepEqual(found(image), [`info floating-tag "${image}"`], image);
  }
});

test("is silent on one release, one build, and what is named elsewhere", () => {
  const ghcr = "ghcr.io/plausible/community-edition";
  for (const tag of [":v3.2.1", ":v2.1.4", `:latest@sha256:${"a".repeat(64)}`, `@sha256:${"a".repeat(64)}`, ":${TAG}"]) {
    assert.deepEqual(found(`${ghcr}${tag}`), [], tag);
  }
});
