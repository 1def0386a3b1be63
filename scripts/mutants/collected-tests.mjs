// The tests of some files as functions that can be called again and again in one process. Of `node:test` they get what they
// use here: `test`, `describe`, `before`, `after`, and a context with `after`.
import { createRequire, syncBuiltinESMExports } from "node:module";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

/** Imports these files, and says which tests are in them: `[{ id, file, run }]`. `end` runs what they do at their end. */
export async function collect(files) {
  const tests = [];
  const begins = [];
  const ends = [];
  let file = "";
  let around = "";
  const test = (name, ...rest) => {
    const [run, options = {}] = rest.reverse();
    if (options.skip) return;
    tests.push({ id: `${file} › ${around}${name}`, file, run: () => withContext(run) });
  };
  const describe = (name, ...rest) => {
    const [collectInside, options = {}] = rest.reverse();
    if (options.skip) return;
    const before = around;
    around += `${name} › `;
    collectInside();
    around = before;
  };
  replace({ test, describe, before: (begin) => begins.push(begin), after: (end) => ends.push(end) });
  for (file of files) await import(pathToFileURL(resolve(file)).href);
  for (const begin of begins) await begin();
  const end = async () => {
    for (const one of ends) await one();
  };
  return { tests, end };
}

/** What `node:test` exports, for whoever imports it from now on. */
function replace(exports) {
  Object.assign(createRequire(import.meta.url)("node:test"), exports);
  syncBuiltinESMExports();
}

async function withContext(run) {
  const ends = [];
  const context = { after: (end) => ends.push(end), test: async (_, inner) => await withContext(inner), diagnostic() {} };
  try {
    await run(context);
  } finally {
    for (const end of ends) await end();
  }
}
