// Compares what we make of random compose projects with what the real `docker compose config` says (test/fuzz/README.md).
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { fuzzSlice } from "../test/out/fuzz/compose-fuzz.js";

const { values } = parseArgs({
  options: {
    compose: { type: "string", default: process.env.DOCKER_COMPOSE },
    projects: { type: "string", default: "2000" },
    seed: { type: "string" },
    jobs: { type: "string", default: "2" },
    slice: { type: "string", default: "100" },
    json: { type: "boolean", default: false },
  },
});
if (values.compose === undefined) {
  console.error("Where is docker-compose? Give --compose PATH or DOCKER_COMPOSE (test/fuzz/README.md).");
  process.exit(2);
}
const total = Number(values.projects);
const size = Number(values.slice);
const firstSeed = values.seed === undefined ? Date.now() % 1_000_000_000 : Number(values.seed);
const temporary = mkdtempSync(join(tmpdir(), "plausible-mail-fuzz-"));
const disagreements = [];
let next = 0;
let compared = 0;
let loaded = 0;
let failed = null;

console.error(`seed ${firstSeed}, ${total} projects`);
try {
  await Promise.all(Array.from({ length: Number(values.jobs) }, (_, job) => work(job)));
} catch (error) {
  failed = error;
} finally {
  rmSync(temporary, { recursive: true, force: true });
}
if (values.json) console.log(JSON.stringify(disagreements.map(toCase), null, 1));
console.error(`${compared} projects compared (${loaded} of them load), ${disagreements.length} disagreements, seed ${firstSeed}`);
if (failed !== null) console.error(failed);
process.exit(failed !== null ? 2 : disagreements.length === 0 ? 0 : 1);

/** Takes slices until enough projects are compared; a slice ends with its first disagreement. */
async function work(job) {
  while (compared < total) {
    const seed = firstSeed + next;
    next += 1;
    const folder = join(temporary, String(job), "project");
    const result = await fuzzSlice({ binary: values.compose, folder, seed, projects: size, shrinking: 6_000 });
    compared += result.compared;
    loaded += result.loaded;
    if (result.disagreement === null) continue;
    disagreements.push({ seed, ...result.disagreement });
    if (!values.json) print(seed, result.disagreement);
  }
}

function print(seed, { question: { files, ...asked }, theirs, ours }) {
  console.log(`\n=== disagreement (--seed ${seed} --slice ${size})`);
  for (const [path, text] of Object.entries(files)) console.log(`--- ${path}\n${text}`);
  console.log(`--- asked with ${JSON.stringify(asked)}`);
  console.log(`--- docker compose: ${JSON.stringify(theirs)}`);
  console.log(`--- we:             ${JSON.stringify(ours)}`);
}

/** In the form of the cases in test/oracle/compose. */
function toCase({ seed, question, theirs }) {
  return { name: `fuzz-${seed}`, ...question, answers: [theirs] };
}
