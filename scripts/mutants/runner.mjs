// A test runner of StrykerJS that runs the tests in its own process: a program that is loaded and compiled already needs
// milliseconds for a test, where a process of its own needs half a second before it begins.
import { collect } from "./collected-tests.mjs";

class Runner {
  #tests = [];
  #end = async () => {};
  /** Tests that fail without a change when they are run again: what they say of one counts no more. */
  #unsteady = new Set();
  /** Set by scripts/mutants.mjs: StrykerJS starts runners in a process of their own. */
  #files = JSON.parse(process.env.PLAUSIBLE_MAIL_MUTANT_TESTS ?? "[]");

  capabilities() {
    return { reloadEnvironment: false };
  }

  async init() {
    ({ tests: this.#tests, end: this.#end } = await collect(this.#files));
  }

  /** Tells which test reaches which change, and leaves out the tests that fail without one. */
  async dryRun() {
    const results = [];
    for (const test of this.#tests) {
      const began = performance.now();
      stryker().currentTestId = test.id;
      const failure = await failureOf(test);
      if (failure !== null) console.error(`left out: ${test.id}: ${failure}`);
      else results.push(passed(test, performance.now() - began));
    }
    stryker().currentTestId = undefined;
    return { status: "complete", tests: results, mutantCoverage: stryker().mutantCoverage };
  }

  async mutantRun({ activeMutant, testFilter = [], hitLimit }) {
    const wanted = new Set(testFilter);
    const asked = this.#tests.filter(({ id }) => wanted.has(id) && !this.#unsteady.has(id));
    const change = { activeMutant: activeMutant.id, hitCount: hitLimit === undefined ? undefined : 0, hitLimit };
    for (const test of asked) {
      Object.assign(stryker(), change);
      const failure = await failureOf(test);
      const isEndless = hitLimit !== undefined && stryker().hitCount > hitLimit;
      Object.assign(stryker(), { activeMutant: undefined, hitCount: undefined, hitLimit: undefined });
      if (isEndless) return { status: "timeout", reason: "without an end" };
      if (failure === null) continue;
      if ((await failureOf(test)) === null)
        return { status: "killed", killedBy: [test.id], failureMessage: failure, nrOfTests: asked.length };
      this.#unsteady.add(test.id);
    }
    return { status: "survived", nrOfTests: asked.length };
  }

  async dispose() {
    await this.#end();
  }
}

/** Where the changed program looks which change is the active one. */
function stryker() {
  globalThis.__stryker__ ??= {};
  return globalThis.__stryker__;
}

function passed({ id, file }, timeSpentMs) {
  return { id, name: id, fileName: file, status: 0, timeSpentMs };
}

async function failureOf({ run }) {
  try {
    await run();
    return null;
  } catch (error) {
    return String(error?.message ?? error).slice(0, 200);
  }
}

function here() {
  return new Runner();
}
here.inject = [];

export const strykerPlugins = [{ kind: "TestRunner", name: "here", factory: here }];
