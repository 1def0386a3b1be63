import { readdirSync, readFileSync, realpathSync, type Stats, statSync } from "node:fs";
import { resolve } from "node:path";
import { decodeText } from "./base/decode-text.js";
import { type FileContent, type Files, largestFile, tooLarge } from "./base/files.js";
import type { FilePath } from "./base/text.js";

/** An absolute `FilePath` from what the operating system or a user writes; relative paths count from `base`. */
export function toFilePath(path: string, base: string = process.cwd()): FilePath {
  const absolute = resolve(base, path);
  // A drive letter has one spelling here, so that a path is a key: editors send `c:`, shells `C:`.
  return process.platform === "win32"
    ? absolute.replaceAll("\\", "/").replace(/^[a-z]:/, (drive) => drive.toUpperCase())
    : absolute;
}

/**
 * The files of this machine. Nothing is kept: every read is a look at the disk.
 * A byte order mark is no part of the text, as in editors, so offsets count from the character after it.
 */
export function diskFiles(): Files & { realPath(path: FilePath): FilePath } {
  return { read: readFromDisk, list: listFromDisk, realPath: (path) => realpathSync(path).replaceAll("\\", "/") };
}

function listFromDisk(folder: FilePath): readonly string[] | null {
  try {
    return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [] : [entry.name]));
  } catch {
    return null;
  }
}

function readFromDisk(path: FilePath): FileContent {
  try {
    // Most paths that nothing stands at are asked for in vain on purpose, and an exception costs as much as ten looks.
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats === undefined) return { kind: "missing" };
    if (stats.isDirectory()) return { kind: "directory" };
    // Reading a pipe or a device could wait for ever, and a server must answer.
    if (isSpecial(stats)) {
      // People name this one where there shall be nothing, and nothing is what it holds.
      if (path === "/dev/null") return { kind: "text", text: "", encoding: "utf-8" };
      return { kind: "unreadable", reason: "not a regular file", irregular: true };
    }
    return stats.size > largestFile ? tooLarge : { kind: "text", ...decodeText(readFileSync(path)) };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "";
    if (code === "ENOENT" || code === "ENOTDIR") return { kind: "missing" };
    const reason = reasonOf(error);
    return code === "EACCES" || code === "EPERM" ? { kind: "unreadable", reason, denied: true } : { kind: "unreadable", reason };
  }
}

/** Why something could not be read, in a few words. */
export function reasonOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code ?? "";
  return reasons[code] ?? (code || String(error));
}

/** The operating system's words, as Compose shows them. */
const reasons: Readonly<Record<string, string>> = {
  ENOENT: "no such file",
  ENOTDIR: "no such file",
  EACCES: "permission denied",
  EPERM: "operation not permitted",
  ELOOP: "too many levels of symbolic links",
  ENAMETOOLONG: "file name too long",
  EISDIR: "is a directory",
  ERR_FS_FILE_TOO_LARGE: "file too large",
};

function isSpecial(stats: Stats): boolean {
  return stats.isFIFO() || stats.isSocket() || stats.isCharacterDevice() || stats.isBlockDevice();
}

/** Text as it comes: UTF-16 where a byte order mark says so (PowerShell's `>`), else UTF-8; what is neither becomes U+FFFD. */
export async function* decodePieces(pieces: AsyncIterable<Uint8Array | string>): AsyncGenerator<string> {
  let decoder: InstanceType<typeof TextDecoder> | null = null;
  for await (const piece of pieces) {
    const bytes = typeof piece === "string" ? Buffer.from(piece) : piece;
    const [first, second] = bytes;
    const marked = first === 0xff && second === 0xfe ? "utf-16le" : first === 0xfe && second === 0xff ? "utf-16be" : "utf-8";
    decoder ??= new TextDecoder(marked);
    yield decoder.decode(bytes, { stream: true });
  }
  if (decoder !== null) yield decoder.decode();
}
