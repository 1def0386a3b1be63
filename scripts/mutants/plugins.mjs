// What of all possible changes is tried: plugins of StrykerJS.
import { createHash } from "node:crypto";
import { relative } from "node:path";

/** Set by scripts/mutants.mjs: StrykerJS runs checkers in a process of their own. */
const { PLAUSIBLE_MAIL_SAMPLE: wanted = "0", PLAUSIBLE_MAIL_SEED: seed = "1" } = process.env;

/**
 * A checker that lets a random sample of the changes through: the same one for the same seed, as long as the code stays as it
 * is. StrykerJS itself can only take whole ranges of lines. What is left out counts as "does not compile".
 */
class Sample {
  #chosen = new Set();

  async init() {}

  /** Is given all changes at once, before any is checked. */
  async group(mutants) {
    const drawn = mutants.map((mutant) => [lot(mutant), mutant.id]).sort(([a], [b]) => (a < b ? -1 : 1));
    for (const [, id] of drawn.slice(0, Number(wanted) - this.#chosen.size)) this.#chosen.add(id);
    return [mutants.map(({ id }) => id)];
  }

  async check(mutants) {
    const leftOut = { status: "compileError", reason: "not in the sample" };
    return Object.fromEntries(mutants.map(({ id }) => [id, this.#chosen.has(id) ? { status: "passed" } : leftOut]));
  }
}

/** Independent of the folder in which StrykerJS works, and of the order in which it finds the changes. */
function lot({ fileName, location, replacement }) {
  const file = relative(process.cwd(), fileName).replace(/^.*?server\/out\//, "");
  return createHash("sha256")
    .update(JSON.stringify([seed, file, location, replacement]))
    .digest("hex");
}

function sample() {
  return new Sample();
}
sample.inject = [];

/** Leaves what is said to people in its two languages, and where a fact comes from: they are read, and tests of their own read them. */
class Words {
  shouldIgnore({ node }) {
    const names = node.type === "ObjectExpression" ? node.properties.map(({ key }) => key?.name ?? key?.value) : [];
    if (names.includes("en") && names.includes("zh-cn")) return "a text for people";
    if (node.type === "ObjectProperty" && node.key.name === "source") return "where a fact comes from";
    return undefined;
  }
}

function words() {
  return new Words();
}
words.inject = [];

export const strykerPlugins = [
  { kind: "Checker", name: "sample", factory: sample },
  { kind: "Ignore", name: "words", factory: words },
];
