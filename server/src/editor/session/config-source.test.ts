import assert from "node:assert/strict";
import { test } from "node:test";
import type { Files } from "../../base/files.js";
import { memoryFiles, tooLarge } from "../../base/files.js";
import { ConfigSource, type LintSettings } from "./config-source.js";

/** What is in force for `/srv/stats/compose.yml`, and what was complained of, asked twice. */
function inForce(files: Files, settings: LintSettings = {}) {
  const complaints: string[] = [];
  const source = new ConfigSource(
    (path) => (path === "/srv/stats/compose.yml" ? settings : assert.fail(path)),
    (problem) => void complaints.push(problem),
  );
  const first = source.of(files, "/srv/stats/compose.yml");
  assert.deepEqual(source.of(files, "/srv/stats/compose.yml"), first);
  const { config, lookedAt } = first;
  return {
    levels: [...config.rules].map((pair) => pair.join(" ")),
    images: config.images,
    services: config.services,
    lookedAt,
    complaints,
  };
}

const nothing = { levels: [], images: [], services: [] };
const path = "/srv/.plausible-mail.yml";
const lookedAt = ["/srv/stats/.plausible-mail.yml", path];

test("the nearest file above, with the client's settings over it", () => {
  const files = memoryFiles({ [path]: "rules: {port-25: off, no-relay: info}\nimages: [acme/*]\nservices: [stats]\n" });
  const ofFile = { levels: ["port-25 off", "no-relay info"], images: ["acme/*"], services: ["stats"], lookedAt, complaints: [] };
  assert.deepEqual(inForce(files), ofFile);
  const settings = { rules: { "port-25": "error" }, images: ["own/*"], services: ["web"] };
  assert.deepEqual(inForce(files, settings), {
    ...ofFile,
    levels: ["port-25 error", "no-relay info"],
    images: ["own/*"],
    services: ["web"],
  });
  assert.deepEqual(inForce(memoryFiles({})), { ...nothing, lookedAt: [...lookedAt, "/.plausible-mail.yml"], complaints: [] });
});

test("a file or a setting that cannot be used is complained of once, and the rest goes on", () => {
  const wrong = inForce(memoryFiles({ [path]: "rule: {}\n" }), { images: ["own/*"] });
  assert.deepEqual([wrong.images, wrong.lookedAt], [["own/*"], lookedAt]);
  assert.match(wrong.complaints.join("\n"), /^\/srv\/\.plausible-mail\.yml: rule: no such key[^\n]*$/);
  const large = inForce({ read: (each) => (each === path ? tooLarge : { kind: "missing" }) }, { services: ["web"] });
  assert.deepEqual(large, { ...nothing, services: ["web"], lookedAt, complaints: [`${path}: larger than 16 MB`] });
  const misset = inForce(memoryFiles({ [path]: "services: [stats]\n" }), { rules: { "port-25": "loud" } });
  assert.deepEqual(misset.services, ["stats"], "the file counts alone");
  assert.match(misset.complaints.join("\n"), /^settings: rules\.port-25: expected [^\n]*$/);
});

test("of a file in which somebody is writing, what can be read stays in force", () => {
  const begun = "images: [acme/*]\nrules:\n  port-25: off\n";
  for (const rest of [
    "  tls-port",
    "  tls-port-mismatch:\n",
    "  no-such-rule: off\n",
    "service: x\n",
    "files: {}\n",
    "  ? [\n",
  ]) {
    const { levels, images, complaints } = inForce(memoryFiles({ [path]: begun + rest }));
    assert.deepEqual([levels, images, complaints.length], [["port-25 off"], ["acme/*"], 1], rest);
  }
  const settings = { rules: { "port-25": "loud", "no-relay": "off" } };
  assert.deepEqual(inForce(memoryFiles({ [path]: begun }), settings).levels, ["port-25 off", "no-relay off"]);
  assert.deepEqual(inForce(memoryFiles({ [path]: "- port-25" })).levels, []);
});
