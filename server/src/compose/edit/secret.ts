import type { FilePath, TextEdit } from "../../base/text.js";
import { placesOf } from "../../base/text-search.js";
import { dotenvOf } from "../project/compose-variables.js";
import type { EnvFile, EnvStatement, Project, Service } from "../types.js";
import { Lines } from "./lines.js";
import { envFileValue } from "./quoting.js";

/**
 * Sets a name in `.env` (or the last `--env-file`) to this very text; makes the file where it is missing. No edits where
 * it has that text already. Null: it has another one, or the file cannot be read.
 */
export function setInDotenv(project: Project, name: string, text: string): TextEdit[] | null {
  const file = dotenvToWrite(project);
  if (file === null) return null;
  const line = `${name}=${envFileValue(text, "literal")}`;
  const { path, state, required } = file;
  if (state === "missing") return required ? null : [{ file: path, start: 0, end: 0, newText: `${line}\n` }];
  const source = project.files.get(path);
  if (state !== "read" || source === undefined) return null;
  const set = project.dotenv.flatMap(({ statements }) => statements.filter((one) => one.name === name && one.value !== null));
  const last = set.at(-1);
  // The file of another folder may count before this one.
  if (set.some(({ entry }) => entry.at.file !== last?.entry.at.file)) return null;
  if (last !== undefined && (last.value !== "" || last.unresolved.length > 0)) {
    return last.value === text && last.unresolved.length === 0 ? [] : null;
  }
  if (last !== undefined) return fillIn(last, text, path);
  const end = source.length;
  const before = source.text === "" || source.text.endsWith("\n") ? "" : source.eol;
  return [{ file: path, start: end, end, newText: `${before}${line}${source.eol}` }];
}

/** The `.env` of the project directory, or the last `--env-file`: an included file's own is no place for what the project sets. */
export function dotenvToWrite({ request, directory, dotenv }: Project): EnvFile | null {
  const path = request.envFiles === undefined ? dotenvOf(directory) : request.envFiles.at(-1);
  return dotenv.find((file) => file.path === path) ?? null;
}

/** Gives an empty line of `.env` its value. */
function fillIn({ entry }: EnvStatement, text: string, path: FilePath): TextEdit[] | null {
  if (entry.at.file !== path) return null;
  return [{ file: path, start: entry.key.end, end: entry.at.end, newText: `=${envFileValue(text, "literal")}` }];
}

/** A secret that a file holds. */
export interface NewSecret {
  readonly name: string;
  /** The file as the compose file shall name it. */
  readonly source: string;
  /** Where the container has it; null: where Compose puts secrets. */
  readonly target: string | null;
}

/** Declares a secret, and grants it to services of one file. Null: that is written in a way that has no safe place for it. */
export function addSecret(project: Project, services: readonly Service[], secret: NewSecret): TextEdit[] | null {
  const file = services[0]?.nameAt.file ?? "";
  const text = project.files.get(file);
  if (text === undefined || services.some(({ nameAt }) => nameAt.file !== file)) return null;
  const lines = new Lines(file, text);
  const edits = [...services.map((service) => grantEdit(service, lines, secret)), declarationEdit(lines, secret)];
  return edits.every((edit) => edit !== null) ? edits : null;
}

function grantEdit({ pairs, mounts, nameAt }: Service, lines: Lines, { name, target }: NewSecret): TextEdit | null {
  const { file, eol } = lines;
  const blank = (column: number) => eol + " ".repeat(column);
  const item = (column: number) => (target === null ? `- ${name}` : `- source: ${name}${blank(column + 2)}target: ${target}`);
  const own = pairs.find((pair) => pair.name === "secrets");
  if (own === undefined) {
    // Own secrets would take the place of those that a merge key brings.
    if ([...mounts.values()].some(({ kind }) => kind === "secret")) return null;
    const place = ["image", "build"].flatMap((key) => pairs.find((pair) => pair.name === key) ?? [])[0] ?? pairs[0];
    if (place === undefined || place.flow || place.at.file !== file || !lines.isFirstOnLine(place.at.start)) return null;
    const column = lines.columnOf(place.at.start);
    const deeper = column + Math.max(column - lines.columnOf(nameAt.start), 2);
    const section = `secrets:${blank(deeper)}${item(deeper)}`;
    // After the image; before anything else, which may end where other edits begin.
    if (place.name !== "image" && place.name !== "build") {
      return { file, start: place.at.start, end: place.at.start, newText: section + blank(column) };
    }
    const at = lines.lineEnd(lines.trimmedEnd(place.at));
    return { file, start: at, end: at, newText: blank(column) + section };
  }
  const { value } = own;
  if (value === null || value.file !== file) return null;
  const written = lines.slice(value.start, value.end).trimEnd();
  if (written.startsWith("[")) {
    const at = lines.trimmedEnd(value) - 1;
    const flow = target === null ? name : `{source: ${name}, target: ${target}}`;
    return { file, start: at, end: at, newText: /[[,]\s*\]$/.test(written) ? flow : `, ${flow}` };
  }
  if (!/^-\s/.test(written) || !lines.isFirstOnLine(value.start)) return null;
  const at = lines.lineEnd(lines.trimmedEnd(value));
  const column = lines.columnOf(value.start);
  return { file, start: at, end: at, newText: blank(column) + item(column) };
}

/** The top-level entry: under the `secrets:` that is there, else at the end of the file. */
function declarationEdit({ file, text, eol }: Lines, { name, source }: NewSecret): TextEdit | null {
  const entry = (indent: string) => `${indent}${name}:${eol}${indent}${indent}file: ${source}`;
  const section = /^secrets:/m.exec(text);
  if (section === null) {
    // Other than one block document: there is no telling what its end belongs to.
    if (!/^services:/m.test(text) || /\n(?:---|\.\.\.)\s/.test(text)) return null;
    const before = text.endsWith("\n") ? "" : eol;
    return { file, start: text.length, end: text.length, newText: `${before}secrets:${eol}${entry("  ")}${eol}` };
  }
  const flow = /^(secrets:[ \t]*\{)([^\n]*)\}[ \t]*(?:#.*)?\r?$/m.exec(text.slice(section.index));
  if (flow?.index === 0) {
    const [, head = "", inside = ""] = flow;
    if (namesKey(inside, name)) return null;
    const at = section.index + head.length;
    const newText = `${name}: {file: ${source}}${inside.trim() === "" ? "" : ", "}`;
    return { file, start: at, end: at, newText };
  }
  const head = /^secrets:[ \t]*(?:#.*)?\r?$/m.exec(text.slice(section.index));
  if (head?.index !== 0) return null;
  const end = section.index + head[0].trimEnd().length;
  const below = text.slice(section.index + head[0].length + 1).split("\n");
  const [, indent = "  ", key] = /^( +)([\w."'-]+):/.exec(below.find((line) => !/^\s*(?:#.*)?$/.test(line)) ?? "") ?? [];
  if (key === undefined || below.some((line) => /^ /.test(line) && namesKey(line, name))) return null;
  return { file, start: end, end, newText: `${eol}${entry(indent)}` };
}

/** Whether a line, or the inside of a flow map, has a pair of this name. */
function namesKey(text: string, name: string): boolean {
  for (const at of placesOf(name, text)) {
    const before = text.slice(0, at).replace(/["']$/, "");
    if ((before === "" || /[\s,]$/.test(before)) && /^["']?[ \t]*:/.test(text.slice(at + name.length))) return true;
  }
  return false;
}
