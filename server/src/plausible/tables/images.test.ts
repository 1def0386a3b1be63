import assert from "node:assert/strict";
import { test } from "node:test";
import { resolveRelease } from "./images.js";
import { releaseNamed, releases } from "./releases.js";

const resolve = (text: string, unresolved: readonly string[] = [], hasBuild = false) => {
  const choice = resolveRelease({ text, unresolved }, hasBuild, ["registry.example.com/stats/*"]);
  return choice === null ? null : `${choice.release.name} ${choice.assumed ? choice.reason : "exact"}`;
};

test("an image names its release", () => {
  const cases: readonly (readonly [string, string | null])[] = [
    ["ghcr.io/plausible/community-edition:v3.2.1", "3.2.1 exact"],
    ["plausible/analytics:v2.0.0@sha256:cd5f", "2.0.0 exact"],
    ["mirror.example.com:5000/hub/plausible/community-edition:v2.1.0", "2.1.0 exact"],
    ["plausible/analytics:latest", "2.0.0 floating-tag"],
    ["plausible/analytics", "2.0.0 no-tag"],
    ["plausible/analytics:v2", "2.0.0 floating-tag"],
    ["plausible/analytics:v1.5", "1.5.1 floating-tag"],
    ["plausible/community-edition:latest", "2.1.4 floating-tag"],
    ["docker.io/plausible/community-edition:latest", "2.1.4 floating-tag"],
    ["plausible/community-edition:v2", "2.1.4 floating-tag"],
    ["plausible/community-edition:v2.1", "2.1.4 floating-tag"],
    ["plausible/community-edition:v3", "3.2.1 unknown-tag"],
    ["plausible/analytics:v2.1", "2.1.5 unknown-tag"],
    ["ghcr.io/plausible/community-edition:latest", "3.2.1 floating-tag"],
    ["ghcr.io/plausible/community-edition:v2", "2.1.5 floating-tag"],
    ["ghcr.io/plausible/community-edition:v2.1", "2.1.5 floating-tag"],
    ["ghcr.io/plausible/community-edition:v3", "3.2.1 floating-tag"],
    ["ghcr.io/plausible/community-edition:v3.0", "3.0.1 floating-tag"],
    ["ghcr.io/plausible/community-edition:master", "master floating-tag"],
    ["ghcr.io/plausible/community-edition@sha256:abcd", "3.2.1 digest"],
    ["ghcr.io/plausible/community-edition:v2.1.0-rc.0", "2.1.0 pre-release"],
    ["ghcr.io/plausible/community-edition:v2.1.9", "2.1.5 unknown-tag"],
    ["ghcr.io/plausible/community-edition:v4.0.0", "3.2.1 unknown-tag"],
    ["ghcr.io/plausible/community-edition:edge", "3.2.1 unknown-tag"],
    ["registry.example.com/stats/plausible:v3.1.0", "3.1.0 exact"],
    ["registry.example.com/stats/plausible", "3.2.1 no-tag"],
    ["plausible/analytics-exporter:v1", null],
    ["notplausible/analytics:v2", null],
    ["postgres:16-alpine", null],
    ["", null],
  ];
  for (const [image, expected] of cases) assert.equal(resolve(image), expected, image);
});

test("what cannot be read from the image is assumed, with the reason", () => {
  assert.equal(resolve("ghcr.io/plausible/community-edition:", ["TAG"]), "3.2.1 unresolved");
  assert.equal(resolve("plausible/community-edition:v3.0.1", ["REGISTRY"]), "3.0.1 unresolved");
  assert.equal(resolve("", ["IMAGE"]), null);
  assert.equal(resolve("ghcr.io/plausible/community-edition:v3.1.0", [], true), "3.1.0 build");
  assert.equal(resolveRelease(null, true), null);
});

test("releases are ordered, and each knows its default adapter", () => {
  for (const [index, release] of releases.entries()) {
    assert.equal(release.order, index);
    assert.ok(release.adapters.includes(release.defaultAdapter), release.name);
    assert.notEqual(release.source, "");
    for (const name of Object.keys(release.smtp))
      assert.ok(
        release.adapters.some((adapter) => adapter === name),
        release.name,
      );
  }
  assert.equal(releaseNamed("v2.1.0")?.name, "2.1.0");
  assert.equal(releaseNamed("2.2.0"), null);
});
