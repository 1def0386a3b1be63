import type { FileContent } from "../../base/files.js";
import { joinPath } from "../../base/paths.js";
import type { FilePath, Location, SourceText } from "../../base/text.js";
import type { FoundValue, Lookup } from "../interpolate.js";
import type { ReportRefusal } from "../reasons.js";
import type { EnvFile, Origin } from "../types.js";
import { isAllRead, parseEnvFile, unreadState } from "./env-file.js";
import { statementValue } from "./env-variables.js";

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
  const table = new Map<string, FoundValue<Origin>>();
  const { outer } = input;
  const lookup: Lookup<Origin> = (name) => outer(name) ?? table.get(name);
  const files: EnvFile[] = [];
  const usual = { path: joinPath(input.directory, ".env"), declared: null };
  for (const { path, declared } of input.envFiles ?? [usual]) {
    const required = input.envFiles !== undefined;
    const content = input.read(path);
    if (content.kind !== "text") {
      const state = content.kind === "directory" && !required ? "missing" : unreadState(content);
      files.push({ path, state, required, declared, statements: [] });
      if (content.kind === "unreadable" && content.tooLarge) {
        const at = declared ?? { file: path, start: 0, end: 0 };
        report({ reason: { kind: "beyond-limit", limit: "size", path }, at, service: null });
        continue;
      }
      if (!required || state === "irregular") continue;
      const asked = declared === null ? "env-file-flag" : "include-env-file";
      const reason = { kind: "no-file", path, asked, state: content.kind, why: "" } as const;
      report({ reason, at: declared ?? { file: path, start: 0, end: 0 }, service: null });
      continue;
    }
    input.source(path, content.text);
    const parse = parseEnvFile<Origin>(content.text, {
      file: path,
      encoding: content.encoding,
      lookup: (name, earlier) => {
        const found = outer(name);
        const before = earlier.get(name);
        return found ?? (before === undefined ? table.get(name) : (statementValue(before, "dotenv") ?? undefined));
      },
    });
    for (const statement of parse.statements) {
      const value = statementValue(statement, "dotenv");
      if (value !== null) table.set(statement.name, value);
    }
    for (const { limit, at } of parse.limits) report({ reason: { kind: "beyond-limit", limit, path }, at, service: null });
    files.push({
      path,
      state: isAllRead(parse) ? "read" : "invalid",
      required,
      declared,
      statements: parse.statements,
      ...(parse.error === null ? {} : { fault: parse.error.at }),
    });
    if (parse.error !== null) {
      const { fault, at } = parse.error;
      report({ reason: { kind: "env-line", path, format: "dotenv", fault }, at, service: null });
    }
  }
  return { files, lookup };
}

/** What the process environment gives, which is in no file; nothing where it is unseen. */
export function processLookup(environment: ReadonlyMap<string, string> | null): Lookup<Origin> {
  return (name) => {
    const value = environment?.get(name);
    return value === undefined ? undefined : { value, origin: { kind: "process", at: null, entry: null, through: [] } };
  };
}
