import { joinPath } from "../../base/paths.js";
import type { FilePath } from "../../base/text.js";
import type { Context } from "../context.js";
import type { EnvFile, Origin } from "../types.js";
import { asEnvFile, isAllRead, parseEnvFile } from "./env-file.js";

export interface BesideInput extends Pick<Context, "directory" | "read" | "source" | "lookup"> {
  /** The names of the files in a folder; null where that is not known. */
  list(folder: FilePath): readonly string[] | null;
}

/** Names that say of themselves that they are there to be copied. */
const template = /example|sample|template|default|dist/i;

/** Files that may hand an env file to Compose, or load it themselves. */
const speaks =
  /\.(?:ya?ml|sh|bash|mk|toml|service|bat|ps1)$|^(?:Makefile|makefile|GNUmakefile|justfile|Justfile|Taskfile)$|^\.envrc$/;

/** Whether a file of this name is looked at where no other file names it. */
export function isLeftOverName(name: string): boolean {
  return /.\.env$/.test(name) && !template.test(name);
}

/** The `*.env` files of the project directory that no other file there names. */
export function envFilesBeside({ directory, read, source, lookup, list }: BesideInput): EnvFile[] {
  const names = list(directory) ?? [];
  const candidates = names.filter(isLeftOverName);
  if (candidates.length === 0) return [];
  const texts = names.filter((name) => speaks.test(name)).flatMap((name) => withoutComments(read(joinPath(directory, name))));
  const unnamed = candidates.filter((name) => !texts.some((text) => text.includes(name)));
  return unnamed.flatMap((name): EnvFile[] => {
    const path = joinPath(directory, name);
    const content = asEnvFile(read(path));
    if (content.kind !== "text" || content.encoding === "lossy") return [];
    source(path, content.text);
    const parse = parseEnvFile<Origin>(content.text, { file: path, encoding: content.encoding, lookup });
    const state = isAllRead(parse) ? "read" : "invalid";
    return [{ path, state, required: false, declared: null, statements: parse.statements }];
  });
}

function withoutComments(content: ReturnType<Context["read"]>): string[] {
  return content.kind === "text" ? [content.text.replace(/(^|[ \t])#.*$/gm, "$1")] : [];
}
