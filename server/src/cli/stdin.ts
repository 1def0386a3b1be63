import type { Files } from "../base/files.js";
import type { FilePath } from "../base/text.js";
import type { Io } from "./io.js";

/** The world with standard input as a file at `path`. */
export async function withStdin(io: Io, path: FilePath): Promise<Io> {
  const text = (await io.readStdin()).replace(/^\uFEFF/, "");
  const files: Files = {
    read: (wanted) => (wanted === path ? { kind: "text", text, encoding: "utf-8" } : io.files.read(wanted)),
    list: (folder) => io.files.list?.(folder) ?? null,
  };
  return { ...io, files };
}
