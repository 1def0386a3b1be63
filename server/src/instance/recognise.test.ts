import assert from "node:assert/strict";
import { test } from "node:test";
import { analyseFiles } from "../../testing/rules/project.js";
import { isToldByEnvFiles, releaseOf } from "./recognise.js";

const marks = "[CLICKHOUSE_DATABASE_URL=a, TOTP_VAULT_KEY=b, SECRET_KEY_BASE=c]";

function project(services: string, files: Readonly<Record<string, string>> = {}) {
  return analyseFiles({ "compose.yml": `services:\n${services}`, ...files }).project;
}

function told(services: string, name = "a", known: Partial<Parameters<typeof releaseOf>[2]> = {}, files = {}) {
  const whole = project(services, files);
  const service = whole.services.find((one) => one.name === name);
  assert.ok(service);
  return releaseOf(whole, service, { images: [], services: [], ...known });
}

test("Plausible is told by its image, or by the user", () => {
  assert.equal(told("  a: {image: 'ghcr.io/plausible/community-edition:v3.0.1'}\n")?.release.name, "3.0.1");
  assert.equal(told("  a: {image: 'me/stats:1'}\n"), null);
  assert.ok(told("  a: {image: 'me/stats:1'}\n", "a", { images: ["me/*"] }));
  assert.ok(told("  a: {image: 'me/stats:1'}\n", "a", { services: ["a"] })?.assumed);
  assert.equal(told("  a: {image: 'me/stats:1'}\n", "a", { services: ["b"] }), null);
  assert.ok(told("  a: {}\n", "a", { services: ["a"] })?.assumed);
});

test("or by the variables that no other program has, on a service that runs something", () => {
  for (const runs of ["image: 'me/stats:1'", "build: ."])
    assert.ok(told(`  a: {${runs}, environment: ${marks}}\n`)?.assumed, runs);
  assert.equal(told(`  a: {environment: ${marks}}\n`), null, "a piece of a set-up");
  assert.equal(told(`  a: {image: postgres, environment: ${marks}}\n`), null, "a database");
  assert.equal(told("  a: {image: 'me/stats:1', environment: [TOTP_VAULT_KEY=b, SECRET_KEY_BASE=c]}\n"), null, "two of them");
});

test("beside an official image the variables of env files do not count: jobs share them", () => {
  const files = { "a.env": "CLICKHOUSE_DATABASE_URL=a\nTOTP_VAULT_KEY=b\nSECRET_KEY_BASE=c\n" };
  const job = "  a: {image: 'me/stats:1', env_file: a.env}\n";
  const official = "  web: {image: 'ghcr.io/plausible/community-edition:v3.2.1'}\n";
  assert.ok(told(job, "a", {}, files)?.assumed);
  assert.equal(told(job + official, "a", {}, files), null);
  assert.ok(told(`  a: {image: 'me/stats:1', environment: ${marks}}\n${official}`)?.assumed);
  const byFiles = (services: string) => {
    const whole = project(services, files);
    const [service] = whole.services;
    assert.ok(service);
    return isToldByEnvFiles(whole, service);
  };
  assert.ok(byFiles(job));
  assert.ok(!byFiles(job + official));
  assert.ok(!byFiles("  a: {image: 'me/stats:1'}\n"));
  assert.ok(!byFiles("  a: {image: postgres, env_file: a.env}\n"));
});
