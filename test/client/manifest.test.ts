import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { variables } from "#server/plausible/tables/variables.js";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const read = (name: string) => readFileSync(path.join(root, name), "utf8");
const json = (name: string) => JSON.parse(read(name));

test("extension, client and npm package have one version", () => {
  const versions = ["package.json", "client/package.json", "server/package.json"].map((name) => json(name).version);
  assert.equal(new Set(versions).size, 1, versions.join(", "));
});

test("the extension registers each command of the manifest", () => {
  const registered = [...read("client/src/command-ids.ts").matchAll(/"(plausibleMail\.\w+)"/g)].map(([, id]) => id);
  for (const { command } of json("package.json").contributes.commands) assert.ok(registered.includes(command), command);
});

test("each text that the manifest names exists in both languages, and no other", () => {
  const named = [...read("package.json").matchAll(/"%([\w.-]+)%"/g)].map(([, key]) => key).sort();
  for (const name of ["package.nls.json", "package.nls.zh-cn.json"])
    assert.deepEqual(Object.keys(json(name)).sort(), [...new Set(named)].sort(), name);
});

test("each text of the client exists in Simplified Chinese with the same placeholders, and no other", () => {
  const sources = readdirSync(path.join(root, "client/src"), { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith(".ts"),
  );
  const texts = sources.flatMap((file) =>
    [...read(`client/src/${file}`).matchAll(/l10n\.t\(\s*"((?:[^"\\]|\\.)*)"/g)].map(([, text]) => text ?? ""),
  );
  const chinese: Record<string, string> = json("client/l10n/bundle.l10n.zh-cn.json");
  assert.deepEqual(Object.keys(chinese).sort(), [...new Set(texts)].sort());
  for (const [english, text] of Object.entries(chinese)) assert.deepEqual(placeholders(text), placeholders(english), english);
});

function placeholders(text: string): string[] {
  return (text.match(/\{\d+\}/g) ?? []).sort();
}

test("the settings that the server reads are those of the manifest", () => {
  const settings = Object.keys(json("package.json").contributes.configuration.properties);
  const known = [
    "rules",
    "images",
    "services",
    "inlayHints",
    "testTimeout",
    "testCa",
    "testConnectTo",
    "language",
    "trace.server",
  ];
  assert.deepEqual(settings.sort(), known.map((name) => `plausibleMail.${name}`).sort());
});

test("the grammar marks every mail variable, and nothing that is none", () => {
  const grammar = json("syntaxes/plausible-mail.tmLanguage.json");
  const line: RegExp = new RegExp(grammar.repository["env-line"].match);
  for (const { name, mail } of variables) assert.equal(line.test(`${name}=x`), mail, name);
  for (const text of ["SMTP_HOST_PROT=587", "XSMTP_HOST_PORT=587", "# SMTP_HOST_PORT=587"])
    assert.equal(line.test(text), false, text);
});

test("the grammar reads suppressions as the linter writes them", () => {
  const line = new RegExp(json("syntaxes/plausible-mail.tmLanguage.json").repository.suppression.match);
  const match = line.exec("      # plausible-mail-disable-next-line port-25, no-relay -- our own rack");
  assert.deepEqual(match?.slice(2, 4), ["plausible-mail-disable-next-line", " port-25, no-relay"]);
  assert.ok(line.test("# plausible-mail-disable-file tls-port-mismatch"));
  assert.ok(!line.test("# plausible-mail-disable-line x"));
});
