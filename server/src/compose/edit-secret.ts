import { type Lines, linesOf } from "./edit-lines.js";
import type { EnvStatement, Project, Service } from "./project.js";
import { envFileValue } from "./quoting.js";
import type { FilePath, TextEdit } from "./text.js";

/**
 * Sets a name in `.env` (or the last `--env-file`) to this very text; makes the file where it is missing. No edits where
 * it has that text already. Null: it has another one, or the file cannot be read.
 */
export function setInDotenv(project: Project, name: string, text: string): TextEdit[] | null {
  const file = project.dotenv.at(-1);
  if (file === undefined) return null;
  const line = `${name}=${envFileValue(text, "literal")}`;
  const { path, state, required } = file;
  if (state === "missing") return required ? null : [{ file: path, start: 0, end: 0, newText: `${line}\n` }];
  const source = project.files.get(path);
  if (state !== "read" || source === undefined) return null;
  const set = project.dotenv.flatMap(({ statements }) => statements.filter((one) => one.name === name && one.value !== null));
  const last = set.at(-1);
  if (last !== undefined && (last.value !== "" || last.unresolved.length > 0)) {
    return last.value === text && last.unresolved.length === 0 ? [] : null;
  }
  if (last !== undefined) return fillIn(last, text, path);
  const end = source.text.length;
  const before = source.text === "" || source.text.endsWith("\n") ? "" : source.eol;
  return [{ file: path, start: end, end, newText: `${before}${line}${source.eol}` }];
}

/** Gives an empty line of `.env` its value. */
function fillIn({ entry }: EnvStatement, text: string, path: FilePath): TextEdit[] | null {
  if (entry.at.file !== path) return null;
  return [{ file: path, start: entry.key.end, end: entry.at.end, newText: `=${envFileValue(text, "literal")}` }];
}

/**
 * Declares a secret that a file holds, and grants it to a service. Null: its compose file is written in a way that has
 * no safe place for it.
 *
 * @param source the file as the compose file shall name it
 */
export function addSecret(project: Project, service: Service, name: string, source: string): TextEdit[] | null {
  const { file } = service.nameAt;
  const text = project.files.get(file);
  if (text === undefined) return null;
  const lines = linesOf(file, text);
  const grant = grantEdits(service, lines, name);
  const declaration = declarationEdits(lines, name, source);
  return grant === null || declaration === null ? null : [grant, declaration];
}

function grantEdits({ pairs, mounts, nameAt }: Service, lines: Lines, name: string): TextEdit | null {
  const { file } = lines;
  const own = pairs.find((pair) => pair.name === "secrets");
  if (own === undefined) {
    // Own secrets would take the place of those that a merge key brings.
    if ([...mounts.values()].some(({ kind }) => kind === "secret")) return null;
    const anchor = pairs.find((pair) => pair.name === "image") ?? pairs.find((pair) => pair.name === "build");
    if (anchor === undefined || anchor.flow || anchor.at.file !== file || !lines.isFirstOnLine(anchor.at.start)) return null;
    const column = lines.columnOf(anchor.at.start);
    const step = Math.max(column - lines.columnOf(nameAt.start), 2);
    const at = lines.lineEnd(lines.trimmedEnd(anchor.at));
    const indent = lines.eol + " ".repeat(column);
    return { file, start: at, end: at, newText: `${indent}secrets:${indent}${" ".repeat(step)}- ${name}` };
  }
  const { value } = own;
  if (value === null || value.file !== file) return null;
  const written = lines.text.slice(value.start, value.end);
  if (written.startsWith("[")) {
    const at = lines.trimmedEnd(value) - 1;
    return { file, start: at, end: at, newText: /^\[\s*\]/.test(written) ? name : `, ${name}` };
  }
  if (!/^-\s/.test(written) || !lines.isFirstOnLine(value.start)) return null;
  const at = lines.lineEnd(lines.trimmedEnd(value));
  return { file, start: at, end: at, newText: `${lines.eol}${" ".repeat(lines.columnOf(value.start))}- ${name}` };
}

/** The top-level entry: under the `secrets:` that is there, else at the end of the file. */
function declarationEdits({ file, text, eol }: Lines, name: string, source: string): TextEdit | null {
  const entry = (indent: string) => `${indent}${name}:${eol}${indent}${indent}file: ${source}`;
  const section = /^secrets:/m.exec(text);
  if (section === null) {
    // Other than one block document: there is no telling what its end belongs to.
    if (!/^services:/m.test(text) || /\n(?:---|\.\.\.)\s/.test(text)) return null;
    const before = text.endsWith("\n") ? "" : eol;
    return { file, start: text.length, end: text.length, newText: `${before}secrets:${eol}${entry("  ")}${eol}` };
  }
  const head = /^secrets:[ \t]*(?:#.*)?\r?$/m.exec(text.slice(section.index));
  if (head?.index !== 0) return null;
  const end = section.index + head[0].trimEnd().length;
  const [, indent = "  ", key] =
    /^(?:\s*(?:#.*)?\n)*?( +)([\w."'-]+):/.exec(text.slice(section.index + head[0].length + 1)) ?? [];
  if (key === undefined || new RegExp(`^ +["']?${name}["']?:`, "m").test(text.slice(section.index))) return null;
  return { file, start: end, end, newText: `${eol}${entry(indent)}` };
}
