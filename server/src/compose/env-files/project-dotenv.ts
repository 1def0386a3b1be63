import type { FileContent } from "../../base/files.js";
import { joinPath } from "../../base/paths.js";
import type { FilePath, Location, SourceText } from "../../base/text.js";
import type { FoundValue, Lookup } from "../interpolate.js";
import type { ReportRefusal } from "../reasons.js";
import type { EnvFile, Origin } from "../types.js";
import { asEnvFile, isAllRead, limitOf, parseEnvFile, unreadState } from "./env-file.js";
import { inUnreadDotenv, statementValue } from "./env-variables.js";

export interface Dotenv {
  readonly files: readonly EnvFile[];
  /** What a `${…}` or a bare name of the project finds: the process environment, then these files, the later first. */
  readonly lookup: Lookup<Origin>;
}

export interface DotenvInput {
  readonly directory: FilePath;
  /** `--env-file`, or what an `include` names, with the place where it does; undefined: `.env` in the directory, which may be missing. */
  readonly envFiles: readonly { readonly path: FilePath; readonly declared: Location | null }[] | undefined;
  /** What comes before these files: the process environment, or all that the including files find. */
  readonly outer: Lookup<Origin>;
  read(path: FilePath): FileContent;
  source(path: FilePath, text: string): SourceText;
}

/** Reads the files that serve `${…}` and bare names. */
export function readDotenv(input: DotenvInput, report: ReportRefusal): Dotenv {
  const { outer } = input;
  const reading: Reading = { input, report, table: new Map() };
  const usual = { path: joinPath(input.directory, ".env"), declared: null };
  const files = (input.envFiles ?? [usual]).map((named) => {
    const content = asEnvFile(input.read(named.path));
    return content.kind === "text" ? readText(named, content, reading) : notRead(named, content, reading);
  });
  // What a file that nobody could read sets, it may set for any name.
  const beyond = files.some(({ state }) => state === "unreadable" || state === "irregular") ? inUnreadDotenv : undefined;
  return { files, lookup: (name) => outer(name) ?? beyond ?? reading.table.get(name) };
}

interface Reading {
  readonly input: DotenvInput;
  readonly report: ReportRefusal;
  /** What the files so far give each name; the later one counts. */
  readonly table: Map<string, FoundValue<Origin>>;
}

interface NamedFile {
  readonly path: FilePath;
  readonly declared: Location | null;
}

/** A file that is not there, or cannot be read: only one that was asked for is missed. */
function notRead(
  { path, declared }: NamedFile,
  content: Exclude<FileContent, { readonly kind: "text" }>,
  { input, report }: Reading,
): EnvFile {
  const required = input.envFiles !== undefined;
  const state = content.kind === "directory" && !required ? "missing" : unreadState(content);
  const at = declared ?? { file: path, start: 0, end: 0 };
  const limit = limitOf(content, "env-file-size");
  if (limit !== null) {
    // One that nobody asks for and nobody sees may not be there at all.
    if (limit !== "unseen" || required) report({ reason: { kind: "beyond-limit", limit, path }, at, service: null });
  } else if (state === "unreadable" ? required || content.kind === "unreadable" : required && state === "missing") {
    const asked = declared === null ? "env-file-flag" : "include-env-file";
    const why = content.kind === "unreadable" ? content.reason : "";
    report({ reason: { kind: "no-file", path, asked, state: content.kind, why }, at, service: null });
  }
  return { path, state, required, declared, statements: [] };
}

function readText(
  { path, declared }: NamedFile,
  { text, encoding }: Extract<FileContent, { readonly kind: "text" }>,
  { input, report, table }: Reading,
): EnvFile {
  input.source(path, text);
  const parse = parseEnvFile<Origin>(text, {
    file: path,
    encoding,
    lookup: (name, earlier) => {
      const found = input.outer(name);
      const before = earlier.get(name);
      return found ?? (before === undefined ? table.get(name) : (statementValue(before, "dotenv") ?? undefined));
    },
  });
  for (const statement of parse.statements) {
    const value = statementValue(statement, "dotenv");
    if (value !== null) table.set(statement.name, value);
  }
  for (const { limit, at } of parse.limits) report({ reason: { kind: "beyond-limit", limit, path }, at, service: null });
  if (parse.error !== null) {
    const { fault, at } = parse.error;
    report({ reason: { kind: "env-line", path, format: "dotenv", fault }, at, service: null });
  }
  return {
    path,
    state: isAllRead(parse) ? "read" : "invalid",
    required: input.envFiles !== undefined,
    declared,
    statements: parse.statements,
    ...(parse.error === null ? {} : { fault: parse.error.at }),
  };
}

/** What the process environment gives, which is in no file; nothing where it is unseen. */
export function processLookup(environment: ReadonlyMap<string, string> | null): Lookup<Origin> {
  return (name) => {
    const value = environment?.get(name);
    return value === undefined ? undefined : { value, origin: { kind: "process", at: null, entry: null, through: [] } };
  };
}
