// Opens a project and types in it, in our language server and in the others, in turn.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { pathToFileURL } from "node:url";
import { OverLimit, startWith } from "./session.mjs";
import { median, quantile } from "./statistics.mjs";
import { edited, placeOf, projectOf, startOf } from "./texts.mjs";

/**
 * What one server did in a scenario: milliseconds, bytes.
 * @typedef {{ name: string, first: number | null, open: number | null, p50: number | null, p95: number | null, edits: number,
 *   rss: number | null, highest: number | null, over: number | null }} Figures
 *   `first` counts from the start of the process, `open` from the opening of the file, both to the first diagnostics; a figure is
 *   null where the server went over the limit of `over` milliseconds before it was had.
 */

/**
 * @param {import("./session.mjs").Server[]} servers
 * @param {{ services: number, plausible: "one" | "all", values: "inline" | "env" }} shape
 * @param {{ edits: number, starts: number, limit: number }} effort `limit`: milliseconds that a server may take in all
 * @param {import("./session.mjs").Server} idle one that checks nothing
 * @returns {Promise<{ lines: number, bytes: number, servers: Figures[], idle: Figures }>}
 */
export async function measureEditing(servers, shape, effort, idle) {
  const folder = mkdtempSync(join(tmpdir(), "plausible-mail-bench-"));
  const { compose, env } = projectOf(shape);
  const file = join(folder, "compose.yml");
  writeFileSync(file, compose);
  if (env !== null) writeFileSync(join(folder, ".env"), env);
  const runs = [...servers, idle].map(
    (server) => new Run(server, { folder, uri: pathToFileURL(file).href, text: compose }, effort.limit),
  );
  try {
    for (let start = 0; start < effort.starts; start += 1)
      for (const run of runs) if (start === 0 || run.startsQuickly()) await run.start();
    for (const run of runs) await run.settle();
    for (let edit = 0; edit < effort.edits; edit += 1) for (const run of runs) await run.edit(edit);
    const results = runs.map((run) => run.figures());
    if (env !== null) results[0].env = await runs[0].editsOf(join(folder, ".env"), env, effort.edits);
    const idleResult = results.pop();
    return { lines: compose.split("\n").length, bytes: Buffer.byteLength(compose), servers: results, idle: idleResult };
  } finally {
    await Promise.all(runs.map((run) => run.end()));
    rmSync(folder, { recursive: true, force: true });
  }
}

/** One server's way through a scenario. */
class Run {
  #server;
  #project;
  #place;
  #limit;
  #left;
  #session = null;
  #first = [];
  #open = [];
  #edits = [];
  /** How many diagnostics the opened text had. */
  #count = 0;
  /** What was said of each of the two texts. */
  #said = [];
  #over = false;

  constructor(server, project, limit) {
    this.#server = server;
    this.#project = project;
    this.#limit = limit;
    this.#left = limit;
    this.#place = placeOf(project.text);
  }

  /** A start that takes seconds is not repeated: noise is small beside it, and the time is needed for the edits. */
  startsQuickly() {
    return this.#first.length > 0 && this.#first[0] < 5_000;
  }

  async start() {
    await this.#session?.stop();
    this.#session = null;
    await this.#spend(async () => {
      const started = await startWith(this.#server, { ...this.#project, limit: this.#left });
      this.#session = started.session;
      this.#first.push(started.first);
      this.#open.push(started.open);
      this.#count = started.diagnostics.length;
    });
  }

  /**
   * Writes a key twice and takes it away again, which all servers report. Lists of diagnostics that are still on their way from
   * the opening are over then.
   */
  async settle() {
    if (this.#session === null) return;
    const before = this.#count;
    const at = { line: this.#project.text.split("\n").indexOf("  plausible:") + 1, character: 0 };
    await this.#spend(async () => {
      const twice = "    restart: always\n";
      await this.#session.change([{ range: { start: at, end: at }, text: twice }], ({ length }) => length !== before);
      const end = { line: at.line + 1, character: 0 };
      await this.#session.change([{ range: { start: at, end }, text: "" }], ({ length }) => length === before);
      this.#session.strays = 0;
    });
  }

  /** Writes the other of the two values, and waits for what the server says of it. */
  async edit(number) {
    if (this.#session === null) return;
    const [from, to] = number % 2 === 0 ? edited.values : [...edited.values].reverse();
    const { line, character } = this.#place;
    const range = { start: this.#place, end: { line, character: character + from.length } };
    await this.#spend(async () => {
      const before = performance.now();
      const diagnostics = await this.#session.change([{ range, text: to }]);
      this.#edits.push(performance.now() - before);
      this.#isAsBefore((number + 1) % 2, JSON.stringify(diagnostics));
    });
  }

  /** Types in the env file that all services read; only we look into it. */
  async editsOf(path, text, count) {
    const uri = pathToFileURL(path).href;
    const ports = ["587", "465"];
    const { line, character } = startOf(text, "SMTP_HOST_PORT=");
    const range = { start: { line, character }, end: { line, character: character + 3 } };
    const waits = [];
    await this.#session?.openBeside(uri, text);
    for (let edit = 0; edit < count && this.#session !== null; edit += 1) {
      await this.#spend(async () => {
        const before = performance.now();
        await this.#session.changeBeside(uri, edit + 2, [{ range, text: ports[(edit + 1) % 2] }]);
        waits.push(performance.now() - before);
      });
      if (this.#over) break;
    }
    return { edits: waits.length, p50: median(waits), p95: quantile(waits, 0.95) };
  }

  /** We must see the edit, and say each time the same of the same text; what others say of it is not ours to judge. */
  #isAsBefore(state, said) {
    if (this.#server.name !== "plausible-mail") return;
    this.#said[state] ??= said;
    if (this.#said[state] !== said || this.#said[0] === this.#said[1]) throw new Error("an edit was not seen");
  }

  async #spend(work) {
    if (this.#over) return;
    const before = performance.now();
    try {
      await work();
      this.#left -= performance.now() - before;
      if (this.#left <= 0) this.#over = true;
    } catch (error) {
      if (!(error instanceof OverLimit)) throw error;
      this.#over = true;
      this.#session?.kill();
      this.#session = null;
    }
  }

  figures() {
    // The first fifth also warms the engine up; an editor that has been open for a minute is what people have.
    const settled = this.#edits.slice(Math.floor(this.#edits.length / 5));
    if ((this.#session?.strays ?? 0) > 0)
      throw new Error(`${this.#server.name} sent diagnostics that belong to no edit: its times cannot be told`);
    const memory = this.#session?.memory() ?? null;
    return {
      name: this.#server.name,
      first: median(this.#first),
      open: median(this.#open),
      p50: median(settled),
      p95: quantile(settled, 0.95),
      edits: this.#edits.length,
      rss: memory?.now ?? null,
      highest: memory?.highest ?? null,
      over: this.#over ? this.#limit : null,
    };
  }

  async end() {
    await this.#session?.stop();
  }
}
