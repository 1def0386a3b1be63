import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { Script } from "node:vm";
import * as zlib from "node:zlib";
import { CodeCache, codeCacheFolder, forgetOldVersions, type Machine } from "./code-cache.js";

/** One of the bundled programs. */
interface BundledProgram {
  /** Where its files lie. */
  readonly folder: string;
  /** The file to begin with. All file names carry a hash of the program. */
  readonly entry: string;
  /** What of that file to begin with: each of the files gives its parts by their names, and runs one when it is asked for. */
  readonly part: string;
  /** Another one for each build. */
  readonly build: string;
}

/** Each run calls other functions; after these the data of a file is left as it is. */
const learningRuns = 3;
/** Milliseconds after which a program that goes on, as a server does, has started. */
const startTime = 5_000;

/** Runs a program, from V8's own form of it where an earlier run has left that. */
export function start(program: BundledProgram): void {
  const { platform, env } = process;
  const machine: Machine = { platform, env, user: process.geteuid?.() ?? null };
  const folder = codeCacheFolder(machine);
  // Older than 20.15, Node has no checksum that is quick enough.
  if (folder !== null && "crc32" in zlib) {
    // VS Code's Node has another V8 than a Node of the same version, and neither takes what the other has made.
    const version = [program.build, process.version, process.versions.v8, process.arch].join("-");
    const cache = CodeCache.open(folder, version, machine);
    if (cache !== null) {
      const loader = new Loader(program.folder, cache);
      loader.load(program.entry)(program.part);
      loader.keepLater(() => forgetOldVersions(folder, version));
      return;
    }
  }
  createRequire(join(program.folder, program.entry))(`./${program.entry}`)(program.part);
}

type File = (part: string) => unknown;

interface Loaded {
  readonly exports: File;
  readonly script: Script;
  /** How many runs the kept data had learnt from; 0: there was none. */
  readonly runs: number;
}

/**
 * Node's `require` for the files of one folder, with V8's code cache. Node has a cache of its own from 22.1 on
 * (`module.enableCompileCache`), but keeps only what the first run compiled: with it `lint` takes half as long again.
 */
class Loader {
  readonly #folder: string;
  readonly #cache: CodeCache;
  readonly #require: NodeJS.Require;
  readonly #loaded = new Map<string, Loaded>();
  #isKept = false;

  constructor(folder: string, cache: CodeCache) {
    this.#folder = folder;
    this.#cache = cache;
    this.#require = createRequire(join(folder, "start.js"));
  }

  load(name: string): File {
    const before = this.#loaded.get(name);
    if (before !== undefined) return before.exports;
    const filename = join(this.#folder, name);
    const kept = this.#cache.read(name);
    const source = readFileSync(filename, "utf8"); // esbuild leaves regular expressions as they are written
    const script = new Script(`(function (exports, require, module, __filename, __dirname) {${source}\n})`, {
      filename,
      ...(kept === null ? {} : { cachedData: kept.data }),
    });
    const runs = kept === null || script.cachedDataRejected === true ? 0 : kept.runs;
    const own: { exports: File } = { exports: () => undefined };
    const find = (wanted: string): unknown => (wanted.startsWith("./") ? this.load(wanted.slice(2)) : this.#require(wanted));
    script.runInThisContext()(own.exports, find, own, filename, this.#folder);
    this.#loaded.set(name, { script, runs, exports: own.exports });
    return own.exports;
  }

  /** Keeps what V8 has made of the program, at its end or when it has started. */
  keepLater(afterwards: () => void): void {
    const keep = () => {
      if (this.#isKept) return;
      this.#isKept = true;
      const news = [...this.#loaded].filter(([, { runs }]) => runs < learningRuns);
      for (const [name, { script, runs }] of news) {
        this.#cache.write(name, { data: script.createCachedData(), runs: runs + 1 });
      }
      if (news.length > 0) afterwards();
    };
    process.once("exit", keep);
    setTimeout(keep, startTime).unref();
  }
}
