import { type FileContent, type Files, unseen } from "../base/files.js";
import { isWithin } from "../base/paths.js";
import type { FilePath } from "../base/text.js";
import { isVirtual } from "../editor/session/uris.js";

/** The files of a workspace, as far as it is trusted. */
export interface WorkspaceFiles extends Files {
  trusted: boolean;
  folders: readonly FilePath[];
  /** Whether it is looked for at all. */
  sees(path: FilePath): boolean;
}

/** A disk, as a server needs it. */
export interface Disk extends Files {
  /** Where a path lies past all symbolic links; throws where nothing is there. */
  realPath(path: FilePath): FilePath;
}

/**
 * The disk as far as the workspace is trusted: in Restricted Mode nothing outside of the workspace folders is read, not
 * even through a symbolic link in them. Documents that only the editor has are not looked for.
 */
export class WorkspaceDisk implements WorkspaceFiles {
  trusted: boolean;
  folders: readonly FilePath[] = [];
  readonly #disk: Disk;

  constructor(disk: Disk, trusted: boolean) {
    this.#disk = disk;
    this.trusted = trusted;
  }

  sees(path: FilePath): boolean {
    return !isVirtual(path);
  }

  read(path: FilePath): FileContent {
    if (!this.sees(path)) return { kind: "missing" };
    if (!this.trusted && !this.#isInside(path)) return unseen;
    return this.#disk.read(path);
  }

  list(folder: FilePath): readonly string[] | null {
    if (!this.sees(folder) || (!this.trusted && !this.#isInside(folder))) return null;
    return this.#disk.list?.(folder) ?? null;
  }

  #isInside(path: FilePath): boolean {
    if (!this.folders.some((folder) => isWithin(path, folder))) return false;
    try {
      const real = this.#disk.realPath(path);
      return this.folders.some((folder) => isWithin(real, this.#disk.realPath(folder)));
    } catch {
      return true; // it is not there: reading says so
    }
  }
}

/** A workspace of which some folders are on the disk, and others only the client can read. */
export class SplitFiles implements WorkspaceFiles {
  readonly #disk: WorkspaceFiles;
  readonly #virtual: WorkspaceFiles;

  constructor(disk: WorkspaceFiles, virtual: WorkspaceFiles) {
    this.#disk = disk;
    this.#virtual = virtual;
  }

  get trusted(): boolean {
    return this.#disk.trusted;
  }

  set trusted(trusted: boolean) {
    for (const files of [this.#disk, this.#virtual]) files.trusted = trusted;
  }

  get folders(): readonly FilePath[] {
    return this.#disk.folders;
  }

  set folders(folders: readonly FilePath[]) {
    for (const files of [this.#disk, this.#virtual]) files.folders = folders;
  }

  sees(path: FilePath): boolean {
    return this.#of(path).sees(path);
  }

  read(path: FilePath): FileContent {
    return this.#of(path).read(path);
  }

  list(folder: FilePath): readonly string[] | null {
    return this.#of(folder).list?.(folder) ?? null;
  }

  #of(path: FilePath): WorkspaceFiles {
    return isVirtual(path) ? this.#virtual : this.#disk;
  }
}
