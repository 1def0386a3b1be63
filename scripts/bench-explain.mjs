// Times `explain --all-services --format json` (all of it, from reading the file to the JSON) and `yaml`'s parse of the same
// file in this process; prints milliseconds as JSON. Run by bench.mjs.
//
// node bench-explain.mjs FILE yaml|explain   one call in a fresh process
// node bench-explain.mjs FILE both           both by turns, the median of those after the engine has warmed up
import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import { performance } from "node:perf_hooks";
import { parseDocument } from "yaml";
import { run } from "../server/out/src/cli/commands/program.js";
import { diskFiles } from "../server/out/src/disk.js";

const [file, what] = process.argv.slice(2);
const text = readFileSync(file, "utf8");
const rounds = 30;

let written = 0;
const count = (part) => {
  written += part.length;
};
const out = { write: count, terminal: false, columns: 80 };
const io = {
  cwd: dirname(file),
  env: new Map(),
  files: diskFiles(),
  stdout: out,
  stderr: { ...out, write: (part) => void process.stderr.write(part) },
  interruptible: () => new AbortController().signal,
  absolute: (path) => path,
  readStdin: async () => "",
  ask: null,
  search: async () => [],
  readDoc: () => null,
};

async function explain() {
  written = 0;
  const status = await run(["explain", "-f", file, "--all-services", "--format", "json"], "0.0.0", io);
  if (status !== 0 || written < text.length) throw new Error("explain did not do its work");
}

function yaml() {
  const document = parseDocument(text, { merge: true });
  if (document.errors.length > 0) throw document.errors[0];
}

async function timeOf(work) {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

const times = { yaml: [], explain: [] };
for (let round = 0; round < (what === "both" ? rounds : 1); round += 1) {
  if (what !== "explain") times.yaml.push(await timeOf(yaml));
  if (what !== "yaml") times.explain.push(await timeOf(explain));
}
const settled = (list) => list.slice(Math.floor(list.length / 2)).sort((a, b) => a - b);
const median = (list) => list[Math.floor(list.length / 2)];
console.log(JSON.stringify({ yaml: median(settled(times.yaml)), explain: median(settled(times.explain)) }));
