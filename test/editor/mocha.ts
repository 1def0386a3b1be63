import { writeFileSync } from "node:fs";
import Mocha from "mocha";

/** How a Mocha run ended, as the script that started it reads it. */
export interface Counts {
  readonly passing: number;
  readonly failing: number;
  readonly pending: number;
}

/** The same, with the suites at the top in which something failed, and how many tests of theirs passed. */
export interface Run extends Counts {
  readonly failed: ReadonlySet<string>;
  readonly passingInFailed: number;
}

interface Options {
  /** Which tests, by their whole title. */
  readonly grep?: string;
  /** Only these suites of those at the top. */
  readonly suites?: ReadonlySet<string>;
  /** How often a failed test is tried once more where it stands; useless where it goes on from what the test before it left. */
  readonly retries: number;
  readonly countsFile?: string;
}

/** Loads test files (which use Mocha's globals) and runs them; the counts also go to a file where one is given. */
export async function runMocha(load: () => Promise<unknown>, options: Options): Promise<Run> {
  const mocha = new Mocha({
    ui: "bdd",
    color: false,
    timeout: 120_000,
    slow: 5_000,
    retries: options.retries,
    ...(options.grep === undefined ? {} : { grep: options.grep }),
  });
  mocha.suite.emit("pre-require", globalThis, "", mocha);
  await load();
  const { suites } = options;
  if (suites !== undefined) mocha.suite.suites = mocha.suite.suites.filter(({ title }) => suites.has(title));
  const passed: string[] = [];
  const failed = new Set<string>();
  const counts = await new Promise<Counts>((resolve) => {
    const runner = mocha.run(() => {
      const { passes, failures, pending } = runner.stats ?? { passes: 0, failures: 1, pending: 0 };
      resolve({ passing: passes, failing: failures, pending });
    });
    runner.on("pass", (test) => passed.push(test.titlePath()[0] ?? ""));
    runner.on("fail", (test) => failed.add(test.titlePath()[0] ?? ""));
  });
  if (options.countsFile !== undefined) writeFileSync(options.countsFile, JSON.stringify(counts));
  return { ...counts, failed, passingInFailed: passed.filter((suite) => failed.has(suite)).length };
}
