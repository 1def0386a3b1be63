// Compares what we make of compose projects with what the real `docker compose config` says (test/fuzz/README.md): of random
// projects, or with `--corpus DIR` of real files that were edited as hands edit them.
import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { fuzzSlice } from "../test/out/fuzz/compose-fuzz.js";
import { completed, readCorpus } from "../test/out/fuzz/corpus.js";
import { compareMutant, shrunk } from "../test/out/fuzz/corpus-fuzz.js";

const { values } = parseArgs({
  options: {
    compose: { type: "string", default: process.env.DOCKER_COMPOSE },
    newer: { type: "string" },
    projects: { type: "string", default: "2000" },
    corpus: { type: "string" },
    mutants: { type: "string", default: "10000" },
    seed: { type: "string" },
    jobs: { type: "string", default: "2" },
    slice: { type: "string", default: "100" },
    json: { type: "boolean", default: false },
    record: { type: "string" },
  },
});
if (values.compose === undefined) {
  console.error("Where is docker-compose? Give --compose PATH or DOCKER_COMPOSE (test/fuzz/README.md).");
  process.exit(2);
}
const size = Number(values.slice);
const firstSeed = values.seed === undefined ? Date.now() % 1_000_000_000 : Number(values.seed);
const temporary = mkdtempSync(join(tmpdir(), "plausible-mail-fuzz-"));
const disagreements = [];
let next = 0;
let compared = 0;
let loaded = 0;
let failed = null;

const total = Number(values.corpus === undefined ? values.projects : values.mutants);
const what = values.corpus === undefined ? "projects" : "edited files";
console.error(`seed ${firstSeed}, ${total} ${what}`);
try {
  const real = values.corpus === undefined ? [] : await realProjects(values.corpus);
  const work = values.corpus === undefined ? compareSlices : (job) => compareMutants(job, real);
  await Promise.all(Array.from({ length: Number(values.jobs) }, (_, job) => work(job)));
  if (values.record !== undefined) record(real.length);
} catch (error) {
  failed = error;
} finally {
  rmSync(temporary, { recursive: true, force: true });
}
if (values.json) console.log(JSON.stringify(disagreements.map(toCase), null, 1));
console.error(`${compared} ${what} compared (${loaded} of them load), ${disagreements.length} disagreements, seed ${firstSeed}`);
if (failed !== null) console.error(failed);
process.exit(failed !== null ? 2 : disagreements.length === 0 ? 0 : 1);

/** Takes slices until enough projects are compared; a slice ends with its first disagreement. */
async function compareSlices(job) {
  while (compared < total) {
    const seed = firstSeed + next;
    next += 1;
    const folder = join(temporary, String(job), "project");
    const result = await fuzzSlice({ binary: values.compose, folder, seed, projects: size, shrinking: 6_000 });
    compared += result.compared;
    loaded += result.loaded;
    if (result.disagreement === null) continue;
    disagreements.push({ seed, ...result.disagreement });
    if (!values.json) print(`--seed ${seed} --slice ${size}`, result.disagreement);
  }
}

/** The files of a corpus, each with what it needs to load. */
async function realProjects(corpus) {
  const folder = join(temporary, "0", "project");
  const projects = [];
  for (const project of readCorpus(corpus)) projects.push(await completed(project, values.compose, folder));
  console.error(`${projects.length} real files`);
  return projects;
}

/** One edited file after another; of disagreements that look the same only the first is shown, made small. */
async function compareMutants(job, real) {
  const asked = { binary: values.compose, newer: values.newer, folder: join(temporary, String(job), "project") };
  while (next < total) {
    const seed = firstSeed + next;
    next += 1;
    const project = real[seed % real.length];
    const { loaded: loads, disagreement } = await compareMutant(project, seed, asked);
    compared += 1;
    if (loads) loaded += 1;
    if (compared % 1000 === 0) console.error(`${compared} compared, ${disagreements.length} disagreements`);
    if (disagreement === null) continue;
    const isNew = disagreements.every(({ kind }) => kind !== disagreement.kind);
    const found = isNew ? await shrunk(disagreement, project.main, asked, 3_000) : disagreement;
    disagreements.push(found);
    if (isNew && !values.json) print(`--seed ${seed} --mutants 1, ${found.name}: ${found.kind}`, found);
  }
}

function print(title, { question: { files, ...asked }, theirs, ours }) {
  console.log(`\n=== disagreement (${title})`);
  for (const [path, text] of Object.entries(files)) console.log(`--- ${path}\n${text}`);
  console.log(`--- asked with ${JSON.stringify(asked)}`);
  console.log(`--- docker compose: ${JSON.stringify(theirs)}`);
  console.log(`--- we:             ${JSON.stringify(ours)}`);
}

/** A line for docs/agreement.md: what was compared, and how often it was the same. */
function record(files) {
  const otherwise = disagreements.filter(({ onlyWords }) => !onlyWords).length;
  const agree = compared - disagreements.length;
  const line = { seed: firstSeed, files, compared, loaded, sameOutcome: compared - otherwise, agree };
  appendFileSync(values.record, `${JSON.stringify(line)}\n`);
}

/** In the form of the cases in test/oracle/compose. */
function toCase({ seed, question, theirs }) {
  return { name: `fuzz-${seed}`, ...question, answers: [theirs] };
}
