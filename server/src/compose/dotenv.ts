import type { Report } from "./context.js";
import { envFileErrorText, parseEnvFile } from "./env-file.js";
import { statementValue } from "./env-files.js";
import type { FileContent } from "./files.js";
import type { Found, Lookup } from "./interpolate.js";
import type { EnvFile, Origin } from "./project.js";
import type { FilePath, SourceText } from "./text.js";

export interface Dotenv {
  readonly files: readonly EnvFile[];
  /** What a `${…}` or a bare name of the project finds: the process environment, then these files, the later first. */
  readonly lookup: Lookup<Origin>;
}

export interface DotenvInput {
  readonly directory: FilePath;
  /** `--env-file`; undefined: `.env` in the directory, which may be missing. */
  readonly envFiles: readonly FilePath[] | undefined;
  readonly processEnvironment: ReadonlyMap<string, string> | null;
  read(path: FilePath): FileContent;
  source(path: FilePath, text: string): SourceText;
}

/** Reads the files that serve `${…}` and bare names. */
export function readDotenv(input: DotenvInput, report: Report): Dotenv {
  const table = new Map<string, Found<Origin>>();
  const fromProcess: Lookup<Origin> = (name) => {
    const value = input.processEnvironment?.get(name);
    return value === undefined ? undefined : { value, origin: { kind: "process", at: null, entry: null, through: [] } };
  };
  const lookup: Lookup<Origin> = (name) => fromProcess(name) ?? table.get(name);
  const files: EnvFile[] = [];
  for (const path of input.envFiles ?? [`${input.directory === "/" ? "" : input.directory}/.env`]) {
    const required = input.envFiles !== undefined;
    const content = input.read(path);
    if (content.kind !== "text") {
      const missing = content.kind === "missing" || (content.kind === "directory" && !required);
      files.push({ path, state: missing ? "missing" : "unreadable", required, declared: null, statements: [] });
      if (!required) continue;
      const message = content.kind === "missing" ? `couldn't find env file: ${path}` : `read ${path}: ${content.kind}`;
      report({ message, kind: "project", at: { file: path, start: 0, end: 0 }, service: null });
      continue;
    }
    input.source(path, content.text);
    const parse = parseEnvFile<Origin>(content.text, {
      file: path,
      encoding: content.encoding,
      lookup: (name, earlier) => {
        const found = fromProcess(name);
        const before = earlier.get(name);
        return found ?? (before === undefined ? table.get(name) : (statementValue(before, "dotenv") ?? undefined));
      },
    });
    for (const statement of parse.statements) {
      const value = statementValue(statement, "dotenv");
      if (value !== null) table.set(statement.name, value);
    }
    files.push({
      path,
      state: parse.error === null ? "read" : "invalid",
      required,
      declared: null,
      statements: parse.statements,
      ...(parse.error === null ? {} : { fault: parse.error.at }),
    });
    if (parse.error !== null) {
      const message = envFileErrorText(parse.error, path);
      report({ message, kind: "syntax", at: parse.error.at, service: null });
    }
  }
  return { files, lookup };
}
