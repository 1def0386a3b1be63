import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const { absentFeatures, withoutAbsentFeatures } = (await import(`${root}scripts/bundle/absent-features.mjs`)) as {
  readonly absentFeatures: Readonly<Record<string, RegExp>>;
  readonly withoutAbsentFeatures: import("esbuild").Plugin;
};

test("the extension's client has every feature that the server offers or registers", () => {
  const sources = readdirSync(`${root}server/src/lsp`).filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"));
  for (const name of sources) {
    const text = readFileSync(`${root}server/src/lsp/${name}`, "utf8");
    for (const [feature, offer] of Object.entries(absentFeatures)) assert.doesNotMatch(text, offer, `${name}: ${feature}`);
  }
});

test("each of the features that it has not is a class that does nothing, where the library has one", async () => {
  const names = Object.keys(absentFeatures);
  const { outputFiles } = await build({
    stdin: {
      contents: names
        .map((name) => `export * as ${name} from "./node_modules/vscode-languageclient/lib/common/${name}.js";`)
        .join("\n"),
      resolveDir: root,
    },
    bundle: true,
    format: "cjs",
    platform: "node",
    write: false,
    external: ["vscode"],
    plugins: [withoutAbsentFeatures],
  });
  const module = { exports: {} as Record<string, Record<string, unknown>> };
  new Function("module", "require", outputFiles[0]?.text ?? "")(module, () => assert.fail("asks for something else"));
  for (const name of names) {
    const features = Object.entries(module.exports[name] ?? {}).filter(([key]) => key.endsWith("Feature"));
    assert.ok(features.length > 0, name);
    for (const [key, Feature] of features) {
      const feature = new (Feature as new () => Record<string, () => unknown>)();
      for (const method of ["fillClientCapabilities", "initialize", "clear"]) {
        assert.equal(feature[method]?.(), undefined, `${key}.${method}`);
      }
    }
  }
});
