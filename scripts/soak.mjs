// Types in one document for a long time, and looks at the memory of the language server.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { TextDocument } from "vscode-languageserver-textdocument";
import { randomChange } from "../test/out/fuzz/edits.js";
import { Random } from "../test/out/fuzz/random.js";
import { ourServer } from "./bench/peers.mjs";
import { fillSection } from "./bench/sections.mjs";
import { Session } from "./bench/session.mjs";
import { median } from "./bench/statistics.mjs";
import { projectOf } from "./bench/texts.mjs";

/** The share of the edits that count as warm-up, and the growth that is allowed after it. */
const warmUp = 0.2;
const allowed = 0.05;
/** Fewer edits are no warm-up: until then V8 still compiles what is called for the first time, and tunes its generations. */
const leastWarmUp = 40_000;

const { values } = parseArgs({
  options: {
    edits: { type: "string", default: "200000" },
    minutes: { type: "string", default: "1440" },
    services: { type: "string", default: "4" },
    seed: { type: "string", default: "1" },
    write: { type: "boolean", default: false },
  },
});
const edits = Number(values.edits);
/** A sample of the memory each so many edits; a run that is ended by its time has fewer of them. */
const apart = Math.max(1, Math.min(500, Math.floor(edits / 200)));
let reached = 0;
const random = new Random(Number(values.seed));
const folder = mkdtempSync(join(tmpdir(), "plausible-mail-soak-"));
const text = projectOf({ services: Number(values.services), plausible: "one", values: "inline" }).compose;
const uri = pathToFileURL(join(folder, "compose.yml")).href;
const heapReport = fileURLToPath(new URL("soak/heap-report.cjs", import.meta.url));
// Where it runs beside other work, an answer may be long in coming.
const session = new Session(ourServer(process.execPath), folder, 600_000, ["--expose-gc", "--require", heapReport]);
/** Milliseconds that V8 gets after a collection to give memory back: how much of it waits for that differs by half. */
const pause = 100;
/** Bytes each, after a collection: what the process has, and what of it is kept. */
const samples = { resident: [], heap: [] };

try {
  await session.initialize(folder, null);
  await session.open(uri, text);
  await type();
} finally {
  await session.stop();
  rmSync(folder, { recursive: true, force: true });
}
report();

/** Five edits anywhere, then all of the text as it was: the document stays as large as it is. */
async function type() {
  const document = TextDocument.create(uri, "", 0, text);
  const end = Date.now() + Number(values.minutes) * 60_000;
  for (let edit = 1; edit <= edits && Date.now() < end; edit += 1) {
    if (edit % 6 === 0) {
      const end = document.positionAt(document.getText().length);
      const change = { range: { start: { line: 0, character: 0 }, end }, text };
      TextDocument.update(document, [change], edit);
      await session.change([change]);
    } else await session.change([randomChange(document, random)]);
    if (edit % 1_000 === 0) {
      await session.close(uri);
      await session.open(uri, document.getText());
    }
    if (edit % apart === 0) await sample();
    reached = edit;
  }
}

async function sample() {
  const told = new RegExp(`^kept ${samples.heap.length + 1} (\\d+)$`, "m");
  process.kill(session.pid, "SIGUSR2");
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, pause));
    const [, heap] = told.exec(session.stderr) ?? [];
    if (heap === undefined) continue;
    samples.heap.push(Number(heap));
    samples.resident.push(session.memory()?.now ?? 0);
    return;
  }
}

/** The medians of the first and of the last tenth after the warm-up, and how much more the last one is. */
function growthOf(all) {
  const settled = all.slice(Math.max(Math.floor(all.length * warmUp), Math.ceil(leastWarmUp / apart)));
  const tenth = Math.max(1, Math.floor(settled.length / 10));
  const [first, last] = [median(settled.slice(0, tenth)), median(settled.slice(-tenth))];
  return { first, last, growth: last / first - 1 };
}

function report() {
  if (reached < 2 * leastWarmUp) {
    console.error(`soak: ${reached} edits tell nothing: the warm-up takes ${leastWarmUp}.`);
    process.exitCode = 2;
    return;
  }
  const [heap, resident] = [growthOf(samples.heap), growthOf(samples.resident)];
  const mb = (bytes) => `${(bytes / 2 ** 20).toFixed(1)} MB`;
  const grown = ({ first, last, growth }) =>
    `${mb(first)} after the warm-up, ${mb(last)} at the end, ${growth < 0 ? "" : "+"}${(growth * 100).toFixed(1)} %`;
  const count = reached.toLocaleString("en");
  const told = `${count} edits of ${text.split("\n").length} lines, seed ${values.seed}, Node ${process.versions.node}. After a collection, heap: ${grown(heap)}; resident memory: ${grown(resident)}. Allowed: ${allowed * 100} % each.`;
  console.log(told);
  if (values.write) fillSection("docs/reliability.md", "soak", told);
  process.exitCode = Math.max(heap.growth, resident.growth) > allowed ? 1 : 0;
}
