/** What `server/dist/tester.json` says: the files of the program that is handed out, and where it begins. */
export interface ProgramParts {
  readonly entry: { readonly file: string; readonly part: string };
  readonly files: readonly string[];
}

/**
 * The files of a bundled program as one ES module, which Node runs wherever it is copied to. Each file is a script that asks
 * for the others by `require`.
 * @param texts file → its text
 * @param version of the program, which has no manifest beside it there
 */
export function oneFile({ entry, files }: ProgramParts, texts: ReadonlyMap<string, string>, version: string): string {
  const inside = JSON.stringify({ "package.json": JSON.stringify({ version }) });
  const functions = files.map((name) => `${JSON.stringify(name)}(module, require, __filename) {\n${texts.get(name) ?? ""}\n},`);
  return `#!/usr/bin/env node
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
const plausibleMailFiles = ${inside};
const files = {
${functions.join("\n")}
};
const loaded = new Map();
const builtin = createRequire(import.meta.url);
function load(name) {
  const own = name.startsWith("./") ? name.slice(2) : null;
  if (own === null) return builtin(name);
  let module = loaded.get(own);
  if (module === undefined) {
    loaded.set(own, (module = { exports: {} }));
    files[own](module, load, fileURLToPath(import.meta.url));
  }
  return module.exports;
}
load(${JSON.stringify(`./${entry.file}`)})(${JSON.stringify(entry.part)});
`;
}
