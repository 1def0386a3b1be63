import type { FileContent } from "../../base/files.js";
import type { FilePath, Location } from "../../base/text.js";
import type { Context } from "../context.js";
import type { EnvFileOptions, EnvFileParse } from "../env-statements.js";
import type { Layer } from "../layers.js";
import { isWrittenByPanel } from "../panels.js";
import type { Reason, ReportRefusal } from "../reasons.js";
import type { EnvFile, EnvStatement, Origin, Variable } from "../types.js";
import { asEnvFile, isAllRead, limitOf, parseEnvFile, unreadState } from "./env-file.js";
import { type EnvFileItem, EnvFileItems, isRequired, noEnvFile } from "./env-file-items.js";
import { fileVariable, foundStatement, foundVariable, isUnseen } from "./env-variables.js";

export interface ServiceEnvFiles {
  readonly envFiles: readonly EnvFile[];
  readonly variables: ReadonlyMap<string, Variable>;
  /** Whether a file is not there or cannot be read: the container may get names from it. */
  readonly incomplete: boolean;
}

export interface EnvFilesInput {
  readonly service: string;
  readonly layers: readonly Layer[];
  /** What `environment` gives, which the files may refer to. */
  readonly own: ReadonlyMap<string, Variable>;
  /** Takes why a file is refused, which only those of services that run are. */
  readonly reportFile: ReportRefusal;
  /** Takes why an item is. */
  readonly reportItem: ReportRefusal;
}

/** Reads the `env_file`s of a service in order; a later file wins. */
export function readEnvFiles(input: EnvFilesInput, context: Context): ServiceEnvFiles {
  const items = new EnvFileItems(input.service, input.layers, context, input.reportFile);
  const reader = new EnvFileReader(input, context);
  for (const [index, item] of items.all.entries()) reader.read(item, index);
  const { envFiles, variables, incomplete } = reader;
  return { envFiles, variables, incomplete: incomplete || items.unknown };
}

/** Why a file that has no text is refused, whether it is required or not; null: it may be sound, and nobody here can look. */
function whyUnread(content: Exclude<FileContent, { readonly kind: "text" }>, path: FilePath, told: string): Reason | null {
  if (content.kind !== "unreadable") return noEnvFile(told, content.kind);
  const limit = limitOf(content, "env-file-size");
  if (limit !== null) return limit === "unseen" ? null : { kind: "beyond-limit", limit, path };
  return content.irregular === true ? null : noEnvFile(path, "unreadable", content.reason);
}

/** What the files of a service bring into it, one after the other. */
class EnvFileReader {
  readonly envFiles: EnvFile[] = [];
  readonly variables = new Map<string, Variable>();
  incomplete = false;
  readonly #input: EnvFilesInput;
  readonly #context: Context;

  constructor(input: EnvFilesInput, context: Context) {
    this.#input = input;
    this.#context = context;
  }

  read(item: EnvFileItem, index: number): void {
    const { path, told, declared } = item;
    const required = this.#isRequired(item, index);
    const content = asEnvFile(this.#context.read(path));
    const note = (state: EnvFile["state"], statements: readonly EnvStatement[], fault?: Location) =>
      this.envFiles.push({ path, state, required, declared, statements, ...(fault === undefined ? {} : { fault }) });
    if (content.kind !== "text") {
      this.incomplete = true;
      note(unreadState(content), []);
      const isMissed = content.kind === "missing" && required && !isWrittenByPanel(path);
      const reason = content.kind === "missing" && !isMissed ? null : whyUnread(content, path, told);
      if (reason !== null) this.#refuse(reason, declared);
      return;
    }
    if (item.format !== "" && item.format !== "raw") {
      this.#refuse({ kind: "env-file-format", format: item.format }, item.at);
      return;
    }
    this.#context.source(path, content.text);
    const format = item.format === "raw" ? "raw" : "dotenv";
    const parse = this.#parse(content.text, { file: path, format, encoding: content.encoding });
    const { statements, error, limits } = parse;
    note(isAllRead(parse) ? "read" : "invalid", statements, error?.at);
    for (const { limit, at } of limits) this.#refuse({ kind: "beyond-limit", limit, path }, at);
    for (const statement of statements) this.#bring(fileVariable(statement, declared, this.#context));
    if (!isAllRead(parse)) this.incomplete = true;
    if (error !== null) {
      this.#refuse({ kind: "env-line", path: told, format, fault: error.fault }, error.at);
    }
  }

  #isRequired({ asked }: EnvFileItem, index: number): boolean {
    const wanted = isRequired(asked?.text);
    if (asked !== null && wanted === null) {
      const { service, reportItem } = this.#input;
      const problem = { path: `services[${service}].env_file[${index}].required`, why: `invalid boolean: ${asked.text}` };
      reportItem({ reason: { kind: "decoding", problems: [problem] }, at: asked.at, service });
    }
    return wanted ?? true;
  }

  /** A file that refers to nothing is parsed once for all services. */
  #parse(text: string, options: Required<Omit<EnvFileOptions<Origin>, "lookup">>): EnvFileParse<Origin> {
    const { settledEnvFiles, lookup } = this.#context;
    const key = `${options.format}\n${options.file}`;
    let asks = false;
    const lookUp: EnvFileOptions<Origin>["lookup"] = (name, earlier) => {
      asks = true;
      return (
        lookup(name) ??
        foundVariable(this.#input.own.get(name)) ??
        foundStatement(earlier.get(name)) ??
        foundVariable(this.variables.get(name))
      );
    };
    const parse = settledEnvFiles.get(key) ?? parseEnvFile<Origin>(text, { ...options, lookup: lookUp });
    if (!asks) settledEnvFiles.set(key, parse);
    return parse;
  }

  /** A bare name that nothing sets leaves an earlier value as it is. */
  #bring(variable: Variable): void {
    const brings = variable.state === "value" || variable.composed !== null || isUnseen(variable);
    if (brings || !this.variables.has(variable.name)) this.variables.set(variable.name, variable);
  }

  #refuse(reason: Reason, at: Location): void {
    const { reportFile, service } = this.#input;
    reportFile({ reason, at, service });
  }
}
