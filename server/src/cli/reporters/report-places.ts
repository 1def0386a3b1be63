import { isWithin, joinPath, pathBelow, upwards } from "../../base/paths.js";
import type { FilePath, Location, SourceText } from "../../base/text.js";
import type { Io } from "../io.js";

/**
 * The folder from which reports for a forge name files: that of its checkout where a pipeline tells (GitHub, GitLab), else
 * the repository around the current folder, else this folder.
 */
export function repositoryRoot(io: Io): FilePath {
  for (const name of ["GITHUB_WORKSPACE", "CI_PROJECT_DIR"]) {
    const named = io.env.get(name) ?? "";
    if (named !== "" && isWithin(io.cwd, io.absolute(named))) return io.absolute(named);
  }
  return upwards(io.cwd).find((folder) => io.files.read(joinPath(folder, ".git")).kind !== "missing") ?? io.cwd;
}

/** A file as the forge names it; with its whole path where it lies elsewhere. */
export function placedFile(root: FilePath, file: FilePath): string {
  return pathBelow(root, file) ?? file;
}

/** Lines and columns as editors count them, from 1; the end is the column behind the last character. */
export interface Place {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export function placeIn(files: ReadonlyMap<FilePath, SourceText>, at: Location): Place {
  const source = files.get(at.file);
  const start = source?.positionAt(at.start) ?? { line: 0, character: 0 };
  const end = source?.positionAt(at.end) ?? start;
  return {
    startLine: start.line + 1,
    startColumn: start.character + 1,
    endLine: end.line + 1,
    endColumn: end.character + 1,
  };
}
