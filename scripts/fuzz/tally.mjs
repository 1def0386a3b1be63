import { late } from "./failures.mjs";

/** Counts what was tried, and prints what failed: the same kind of failure is told a few times at most. */
export class Tally {
  #seed;
  #most;
  #cases = 0;
  #changes = 0;
  #late = [];
  #kinds = new Map();

  constructor(seed, most) {
    this.#seed = seed;
    this.#most = most;
  }

  count(made) {
    this.#cases += 1;
    this.#changes += made.changes.length;
  }

  /** How long the slowest answer of a case took, in milliseconds. */
  took(longest) {
    if (longest > late) this.#late.push(longest);
  }

  fail(made, { kind, detail }) {
    const times = (this.#kinds.get(kind) ?? 0) + 1;
    this.#kinds.set(kind, times);
    if (times > 3) return;
    console.log(`\n${kind} (npm run fuzz -- --seed ${this.#seed} --case ${made.number})\n${detail}`);
    if (times > 1) return;
    console.log(
      `--- opened\n${JSON.stringify(made.before)}\n--- changes\n${JSON.stringify(made.changes)}\n--- at the end\n${JSON.stringify(made.after)}`,
    );
  }

  /** Whether enough kinds of failures are known to stop. */
  get isFull() {
    return this.#kinds.size >= this.#most;
  }

  get failed() {
    return this.#kinds.size > 0;
  }

  summary() {
    const failures = [...this.#kinds].map(([kind, times]) => `${times} × ${kind}`);
    const slow =
      this.#late.length === 0
        ? "none took over a second"
        : `${this.#late.length} took over a second, the longest ${(Math.max(...this.#late) / 1_000).toFixed(1)} s`;
    return `Seed ${this.#seed}: ${this.#cases} projects, ${this.#changes} edits; ${slow}. Failures: ${failures.join("; ") || "none"}.`;
  }
}
