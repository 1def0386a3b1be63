import { writeFileSync } from "node:fs";
import Mocha from "mocha";

/** How a Mocha run ended, as the script that started it reads it. */
export interface Counts {
  readonly passing: number;
  readonly failing: number;
  readonly pending: number;
}

/** Loads test files (which use Mocha's globals) and runs them; the counts also go to a file where one is given. */
export async function runMocha(
  load: () => Promise<unknown>,
  options: { readonly grep?: string; readonly countsFile?: string },
): Promise<Counts> {
  const mocha = new Mocha({
    ui: "bdd",
    color: false,
    timeout: 120_000,
    slow: 5_000,
    // A key that comes while a menu closes is lost, as it is for a person, who presses it again.
    retries: 1,
    ...(options.grep === undefined ? {} : { grep: options.grep }),
  });
  mocha.suite.emit("pre-require", globalThis, "", mocha);
  await load();
  const counts = await new Promise<Counts>((resolve) => {
    const runner = mocha.run(() => {
      const { passes, failures, pending } = runner.stats ?? { passes: 0, failures: 1, pending: 0 };
      resolve({ passing: passes, failing: failures, pending });
    });
  });
  if (options.countsFile !== undefined) writeFileSync(options.countsFile, JSON.stringify(counts));
  return counts;
}
