import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, isAbsolute, join } from "node:path";
import { crc32 } from "node:zlib";

/** What this process runs on. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The user's number; null where the system has none. */
  readonly user: number | null;
}

/** The environment variable that switches the cache off. */
export const switchName = "PLAUSIBLE_MAIL_CODE_CACHE";

/** Folders of other versions that are kept beside the one in use. */
const keptVersions = 3;

/** Before the code: a checksum of the rest, and how many runs have added to it. */
const headerLength = 8;

/**
 * A folder for what V8 made of our program's source, so that it need not be made again at the next start. It is code that
 * will be run, so it lies in a folder of this user that nobody else can write into, and is not used where that is not so.
 * Null: switched off, or there is no such folder.
 */
export function codeCacheFolder(machine: Machine): string | null {
  if (machine.env[switchName] === "off") return null;
  const home = cacheHome(machine);
  if (home === null) return null;
  try {
    // As root with another user's HOME, say: what is made there would be in that user's way.
    if (!existsSync(home) && isOwn(statSync(dirname(home)), machine)) makeFolder(home);
    if (!isOwn(statSync(home), machine)) return null;
    const folder = join(home, "plausible-mail");
    makeFolder(folder);
    return isPrivate(folder, machine) ? folder : null;
  } catch {
    return null; // a home that cannot be written into, for one; programs start without a cache too
  }
}

/** Where this user's system keeps what can be made again. */
function cacheHome({ platform, env }: Machine): string | null {
  const { HOME = "", XDG_CACHE_HOME = "", LOCALAPPDATA = "" } = env;
  if (platform === "win32") return isAbsolute(LOCALAPPDATA) ? LOCALAPPDATA : null;
  if (isAbsolute(XDG_CACHE_HOME)) return XDG_CACHE_HOME; // the specification: a relative one is to be ignored
  if (!isAbsolute(HOME)) return null;
  return platform === "darwin" ? join(HOME, "Library", "Caches") : join(HOME, ".cache");
}

/** Only the folder itself: a home that does not exist is not made. */
function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
}

/** A folder, not a link to one, that nobody but this user can look into. Windows tells neither; there the place decides. */
function isPrivate(folder: string, machine: Machine): boolean {
  const stats = lstatSync(folder);
  return stats.isDirectory() && isOwn(stats, machine) && (machine.user === null || (stats.mode & 0o077) === 0);
}

function isOwn(stats: Stats, { user }: Machine): boolean {
  return user === null || stats.uid === user;
}

/** What is kept of one file of the program. */
export interface Kept {
  readonly data: Buffer;
  /** The runs that have added to it. */
  readonly runs: number;
}

/** The cache of one version of the program, on one version of Node. */
export class CodeCache {
  readonly #folder: string;
  readonly #machine: Machine;

  private constructor(folder: string, machine: Machine) {
    this.#folder = folder;
    this.#machine = machine;
  }

  /** `version`: of the program, and of everything else that its compiled code depends on; a name for a folder. */
  static open(folder: string, version: string, machine: Machine): CodeCache | null {
    const own = join(folder, version);
    try {
      makeFolder(own);
      return isPrivate(own, machine) ? new CodeCache(own, machine) : null;
    } catch {
      return null;
    }
  }

  /** Null: nothing is kept of that file, or it is damaged, or may be of somebody else. */
  read(name: string): Kept | null {
    let file: number | null = null;
    try {
      file = openSync(join(this.#folder, name), constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
      const stats = fstatSync(file);
      if (!stats.isFile() || stats.nlink !== 1 || !isOwn(stats, this.#machine)) return null;
      if (this.#machine.user !== null && (stats.mode & 0o022) !== 0) return null;
      const bytes = readFileSync(file);
      // V8 does not look whether the data is whole: one wrong bit in it aborts the process.
      if (bytes.length <= headerLength || bytes.readUInt32LE(0) !== crc32(bytes.subarray(4))) return null;
      return { data: bytes.subarray(headerLength), runs: bytes.readUInt32LE(4) };
    } catch {
      return null;
    } finally {
      if (file !== null) closeSync(file);
    }
  }

  /** Another process that reads meanwhile finds the old data or the new, never half of it. Does nothing where it cannot. */
  write(name: string, { data, runs }: Kept): void {
    const bytes = Buffer.alloc(headerLength + data.length);
    data.copy(bytes, headerLength);
    bytes.writeUInt32LE(runs, 4);
    bytes.writeUInt32LE(crc32(bytes.subarray(4)), 0);
    const draft = join(this.#folder, `${name}.${process.pid}`);
    try {
      writeFileSync(draft, bytes, { flag: "wx", mode: 0o600 });
      renameSync(draft, join(this.#folder, name));
    } catch {
      rmSync(draft, { force: true });
    }
  }
}

/** Removes what other versions have left in the folder, but for the last ones. */
export function forgetOldVersions(folder: string, version: string): void {
  try {
    const others = readdirSync(folder)
      .filter((name) => name !== version && /^\d[\w.+-]*$/.test(name))
      .map((name) => ({ name, time: lstatSync(join(folder, name)).mtimeMs }))
      .sort((a, b) => b.time - a.time);
    for (const { name } of others.slice(keptVersions)) rmSync(join(folder, name), { recursive: true, force: true });
  } catch {
    // another process may be at it
  }
}
