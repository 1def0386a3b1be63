// esbuild cuts the programs into a hundred parts, one for each set of programs and commands that need it. What is needed
// together at a start is put into one file here: a file costs a start as much as 10 kB of code do, and a package 200 bytes.
import { basename } from "node:path";

/** @typedef {{ entryPoint?: string, imports: readonly { path: string, kind: string, external?: boolean }[] }} Output of esbuild */

/**
 * The parts that these files load, themselves included.
 * @param {ReadonlyMap<string, Output>} outputs by the name of the part
 * @param {readonly string[]} names
 * @param {{ later?: boolean, without?: string }} [options] `later`: also what is loaded only when it is called; `without`: a
 *   part that is never called for
 * @returns {Set<string>}
 */
export function reached(outputs, names, { later = false, without } = {}) {
  const found = new Set(names);
  for (const name of found) {
    for (const { path, kind, external } of outputs.get(name).imports) {
      if (external || (kind === "dynamic-import" && !later) || basename(path) === without) continue;
      found.add(basename(path));
    }
  }
  return found;
}

/**
 * Which file each part goes into. Parts that the same ones of these programs load at their start share one. What is loaded
 * late lies with the one call that needs it, or in a file of what several need. What the command line alone needs is called
 * after it (`cli`, `cli-…`), so that the extension can leave it out. A program that borrows takes what others have from where it
 * lies for them, and has a file for the rest.
 * @param {ReadonlyMap<string, Output>} outputs by the name of the part
 * @param {Readonly<Record<string, { start: readonly string[], door: string, without?: string, borrows?: boolean }>>} programs `start`: the parts
 *   that it begins with as it nearly always goes; `door`: the one that leads to all that it has; `without`: see `reached`;
 *   `borrows`: whether it borrows
 * @returns {Map<string, string>} part → file, without hash and ending
 */
export function grouped(outputs, programs) {
  const atStart = Object.entries(programs).map(([name, { start }]) => [name, reached(outputs, start)]);
  const ever = Object.entries(programs).map(([name, { door, without }]) => [
    name,
    reached(outputs, [door], { later: true, without }),
  ]);
  const calls = [...outputs]
    .filter(([, { entryPoint }]) => entryPoint !== undefined)
    .map(([name, { entryPoint }]) => [callOf(entryPoint), reached(outputs, [name])]);
  const owning = (names) => {
    const owners = names.filter((name) => programs[name].borrows !== true);
    return owners.length > 0 ? owners : names;
  };
  const fileOf = (part) => {
    const users = owning(having(ever, part));
    const starts = having(atStart, part).filter((name) => users.includes(name));
    const owner = users.join("+").replace(/^cli\+/, "shared-");
    if (starts.length > 0) return starts.length === users.length ? owner : `${owner}-start-${starts.join("+")}`;
    const callers = having(calls, part);
    return `${owner}-${callers.length === 1 ? callers[0] : "more"}`;
  };
  return new Map([...outputs.keys()].map((part) => [part, fileOf(part).replaceAll("+", "-")]));
}

/** The names of the sets that have the part. */
function having(sets, part) {
  return [...new Set(sets.filter(([, parts]) => parts.has(part)).map(([name]) => name))];
}

/** `…/node_modules/globby/index.js` → `globby`; `…/commands/why.ts` → `why`. */
function callOf(source) {
  return /node_modules\/([^/]+)/.exec(source)?.[1] ?? basename(source).replace(/\.\w+$/, "");
}
