import {
  appendFileSync,
  chownSync,
  closeSync,
  fchmodSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname } from "node:path";
import { decodeText } from "./base/decode-text.js";
import type { Writer } from "./cli/io.js";
import { reasonOf } from "./disk.js";

/** Changes files of this machine. */
export const diskWriter: Writer = {
  has(path, text) {
    const bytes = bytesOf(path);
    return bytes === null ? text === null : decodeText(bytes).text === text;
  },
  replace: (path, text) => told(() => replace(path, text)),
  write: (path, text) =>
    told(() => {
      mkdirSync(dirname(path), { recursive: true });
      if (statsOf(path)?.isFile() === false)
        writeFileSync(path, text); // a pipe, or /dev/stdout
      else replaceBytes(path, Buffer.from(text));
    }),
  append: (path, text) => told(() => appendFileSync(path, text)),
  hasMark: (path) =>
    bytesOf(path)
      ?.subarray(0, 3)
      .equals(Buffer.from([0xef, 0xbb, 0xbf])) === true,
};

function told(run: () => void): void {
  try {
    run();
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === undefined ? error : new Error(reasonOf(error));
  }
}

function bytesOf(path: string): Buffer | null {
  try {
    return readFileSync(path);
  } catch {
    return null;
  }
}

function statsOf(path: string): Stats | null {
  return statSync(path, { throwIfNoEntry: false }) ?? null;
}

function replace(path: string, text: string): void {
  // People name /dev/null where there shall be nothing; it, and any other device or pipe, is no file to replace.
  if (statsOf(path)?.isFile() === false) throw new Error("not a regular file");
  const before = bytesOf(path);
  replaceBytes(path, before === null ? Buffer.from(text) : encodedAs(before, text));
}

/** A text in the encoding of the file that it replaces, with its byte order mark. */
function encodedAs(before: Buffer, text: string): Buffer {
  const [first, second, third] = before;
  if (first === 0xff && second === 0xfe) return Buffer.from(`\ufeff${text}`, "utf16le");
  if (first === 0xfe && second === 0xff) return Buffer.from(`\ufeff${text}`, "utf16le").swap16();
  return Buffer.from(first === 0xef && second === 0xbb && third === 0xbf ? `\ufeff${text}` : text);
}

/**
 * Replaces a file by a new one beside it, so that a reader finds one of the two, and a full disk harms nothing. A link
 * leads to the same file as before. Where a new file could not be the same (a second name of it, an owner that this user
 * may not give, a mount of a single file), the old one is written into.
 */
function replaceBytes(path: string, bytes: Buffer): void {
  const stats = statsOf(path);
  if (stats === null) {
    writeFileSync(path, bytes, { flag: "wx" });
    return;
  }
  const target = realpathSync(path);
  if (stats.nlink > 1 || !replaceByRename(target, bytes, stats)) writeInto(target, bytes);
}

function replaceByRename(target: string, bytes: Buffer, stats: Stats): boolean {
  const beside = `${target}.${process.pid}.tmp`;
  try {
    const file = openSync(beside, "wx", 0o600);
    try {
      writeFileSync(file, bytes); // all of it, where one write would stop early
      fsyncSync(file);
      if (process.platform !== "win32") fchmodSync(file, stats.mode & 0o7777);
    } finally {
      closeSync(file);
    }
    const made = statSync(beside);
    if (made.uid !== stats.uid || made.gid !== stats.gid) chownSync(beside, stats.uid, stats.gid);
    renameSync(beside, target);
    return true;
  } catch {
    rmSync(beside, { force: true });
    return false;
  }
}

function writeInto(target: string, bytes: Buffer): void {
  const file = openSync(target, "r+");
  try {
    writeFileSync(file, bytes);
    ftruncateSync(file, bytes.length);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
