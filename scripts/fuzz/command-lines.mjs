// `lint` over many projects at once, and `explain` of some of them.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { besidePlausible, yamlSuite } from "../../test/out/fuzz/yaml-suite.js";
import { ourCli } from "../bench/peers.mjs";
import { runWatched } from "../bench/watched.mjs";
import { badRanges, badWords, hang } from "./failures.mjs";

/** So many projects share the start of a process. */
const together = 30;
/** Time counts while it computes: on a busy machine a process may wait for long. */
const limits = { milliseconds: hang, bytes: 1024 * 1024 * 1024, computing: true };

export class CommandLines {
  #folder;
  #waiting = [];

  constructor(folder) {
    this.#folder = folder;
  }

  /**
   * @param {import("./make-case.mjs").Case} made
   * @param {boolean} now do not wait until there are more
   * @returns {Promise<{ made: import("./make-case.mjs").Case, failure: import("./failures.mjs").Failure }[]>}
   */
  async check(made, now) {
    this.#waiting.push(made);
    return now || this.#waiting.length >= together ? await this.finish() : [];
  }

  /** `lint` of the whole YAML test suite, each text alone and in a project of Plausible's. */
  async suite() {
    const cases = yamlSuite.flatMap(({ id, text }) => [
      { number: `suite ${id}`, name: `suite/${id}`, before: text },
      { number: `suite ${id} in a project`, name: `suite/${id}-in`, before: besidePlausible(text) },
    ]);
    const written = cases.map((made) => {
      const folder = join(this.#folder, made.name);
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, "compose.yml"), made.before);
      return { ...made, folder, file: join(folder, "compose.yml"), changes: [], after: made.before };
    });
    return await this.#lint(written);
  }

  /** What still waits. */
  async finish() {
    const cases = this.#waiting;
    this.#waiting = [];
    if (cases.length === 0) return [];
    const explained = cases.filter((_, index) => index % 10 === 0);
    const results = [await this.#lint(cases)];
    for (const made of explained) results.push((await this.#explain(made)).map((failure) => ({ made, failure })));
    return results.flat();
  }

  async #run(args) {
    const [node, cli] = ourCli(process.execPath);
    return await runWatched([node, cli, ...args], { cwd: this.#folder, limits });
  }

  /** When a process over many projects fails, the half of them in which it still does is looked for. */
  async #lint(cases) {
    const run = await this.#run(["lint", "--no-process-env", "--format", "json", ...cases.map(({ file }) => file)]);
    const failures = [...ended("lint", run), ...badWords("lint", run.stdout + run.stderr)];
    if (failures.length === 0) return this.#ranges(cases, JSON.parse(run.stdout).findings);
    if (cases.length === 1) return failures.map((failure) => ({ made: cases[0], failure }));
    const middle = Math.ceil(cases.length / 2);
    const halves = [...(await this.#lint(cases.slice(0, middle))), ...(await this.#lint(cases.slice(middle)))];
    return halves.length > 0 ? halves : failures.map((failure) => ({ made: cases[0], failure }));
  }

  #ranges(cases, findings) {
    return [...grouped(findings)].flatMap(([file, list]) => {
      const path = join(this.#folder, file);
      const text = readFileSync(path, "utf8").replace(/^\ufeff/, "");
      const made = cases.find(({ folder }) => path.startsWith(`${folder}/`)) ?? cases[0];
      return badRanges("lint", text, list).map((failure) => ({ made, failure }));
    });
  }

  async #explain({ file }) {
    const run = await this.#run(["explain", "--no-process-env", "--all-services", "--format", "json", file]);
    return [...ended("explain", run), ...badWords("explain", run.stdout + run.stderr)];
  }
}

/** By the file that they stand in. */
function grouped(findings) {
  const byFile = new Map();
  for (const finding of findings) byFile.set(finding.file, [...(byFile.get(finding.file) ?? []), finding]);
  return byFile;
}

/** A process that did not end as it should. */
function ended(door, { status, signal, killed, stdout, stderr }) {
  const detail = stderr.slice(-1_000);
  if (killed !== null) return [{ kind: `hang: ${door}`, detail: `killed (${killed}) ${detail}` }];
  if (signal !== null || ![0, 1, 2].includes(status))
    return [{ kind: `crash: ${door}`, detail: `${signal ?? status} ${detail}` }];
  try {
    JSON.parse(stdout);
    return [];
  } catch {
    return [{ kind: `no JSON: ${door}`, detail: `${status} ${stdout.slice(0, 300)} ${detail}` }];
  }
}
