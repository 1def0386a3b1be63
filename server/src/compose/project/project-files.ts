import type { FileContent, Files } from "../../base/files.js";
import { type FilePath, SourceText } from "../../base/text.js";
import type { ComposeDocument } from "../yaml/document.js";
import { parseDocuments } from "../yaml/parse-documents.js";
import type { ReadFile } from "./project-errors.js";
import type { ProjectMemory } from "./project-memory.js";

/** What one load leaves for the next: parsed files, which count again while their text is the same. */
export interface ComposeCache {
  readonly files: Map<FilePath, CachedFile>;
  /** By what is asked for. */
  readonly projects: Map<string, ProjectMemory>;
}

interface CachedFile {
  readonly source: SourceText;
  documents: readonly ComposeDocument[] | null;
  /** Those of the text before, until this text is parsed. */
  previous: readonly ComposeDocument[] | null;
}

export function createComposeCache(): ComposeCache {
  return { files: new Map(), projects: new Map() };
}

/** The files of one load: each is read once, and what was looked at is noted. */
export class ProjectFiles {
  /** The texts that took part. */
  readonly sources = new Map<FilePath, SourceText>();
  /** Every path that was looked at, also those that do not exist. */
  readonly dependencies = new Set<FilePath>();
  /** The folders of which the names of files were looked at. */
  readonly listed = new Set<FilePath>();
  /** The compose files that were read. */
  readonly composeFiles = new Map<FilePath, ReadFile>();
  readonly #files: Files;
  readonly #cache: ComposeCache;
  readonly #contents = new Map<FilePath, FileContent>();

  constructor(files: Files, cache: ComposeCache) {
    this.#files = files;
    this.#cache = cache;
  }

  /** What stands at a path. */
  read(path: FilePath): FileContent {
    const known = this.#contents.get(path);
    if (known !== undefined) return known;
    this.dependencies.add(path);
    const content = this.#files.read(path);
    this.#contents.set(path, content);
    return content;
  }

  /** Notes a text that locations point into; the same text gives the same object. */
  source(path: FilePath, text: string): SourceText {
    const { source } = this.#cached(path, text);
    this.sources.set(path, source);
    return source;
  }

  /** A compose file, parsed; null when it cannot be read. */
  composeFile(path: FilePath): ReadFile | null {
    const known = this.composeFiles.get(path);
    const content = this.read(path);
    if (known !== undefined || content.kind !== "text") return known ?? null;
    const kept = content.source === undefined ? this.#cached(path, content.text) : this.#cachedSource(path, content.source);
    const { source } = kept;
    this.sources.set(path, source);
    kept.documents ??= parseDocuments(path, source, kept.previous);
    kept.previous = null;
    const parsed = { path, content, source, documents: kept.documents };
    this.composeFiles.set(path, parsed);
    return parsed;
  }

  /** The names of the files in a folder; null where that is not known. */
  list(folder: FilePath): readonly string[] | null {
    this.listed.add(folder);
    return this.#files.list?.(folder) ?? null;
  }

  #cached(path: FilePath, text: string): CachedFile {
    const known = this.#cache.files.get(path);
    if (known !== undefined && known.source.text === text) return known;
    const content = this.#contents.get(path);
    const source = content?.kind === "text" && content.text === text ? content.source : undefined;
    return this.#cachedSource(path, source ?? new SourceText(text));
  }

  #cachedSource(path: FilePath, source: SourceText): CachedFile {
    const known = this.#cache.files.get(path);
    if (known?.source === source) return known;
    const file: CachedFile = { source, documents: null, previous: known?.documents ?? known?.previous ?? null };
    this.#cache.files.set(path, file);
    return file;
  }
}
