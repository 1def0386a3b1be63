import { folderOf, pathBelow } from "../../base/paths.js";
import type { FilePath, TextEdit } from "../../base/text.js";
import type { Project, Service } from "../types.js";
import { Lines } from "./lines.js";

/** Adds an env file to a service's `env_file`. Null: the service has no text of its own to add to, or another form of list. */
export function addEnvFile(project: Project, service: Service, path: FilePath): TextEdit[] | null {
  const { pairs } = service;
  const existing = pairs.find(({ name }) => name === "env_file");
  const anchor = existing ?? pairs.find(({ name }) => name === "image") ?? pairs.at(-1);
  const source = anchor === undefined ? undefined : project.files.get(anchor.at.file);
  if (anchor === undefined || source === undefined || anchor.flow) return null;
  const { file } = anchor.at;
  const lines = new Lines(file, source);
  const written = relativeTo(file, path);
  if (written === null) return null;
  const indent = " ".repeat(lines.columnOf(anchor.at.start));
  if (existing === undefined) {
    const at = lines.lineEnd(lines.trimmedEnd(anchor.at));
    return [{ file, start: at, end: at, newText: `${lines.eol}${indent}env_file: ${written}` }];
  }
  const { value } = existing;
  if (value === null) return null;
  const text = lines.slice(value.start, value.end);
  if (text.startsWith("[")) {
    const at = lines.trimmedEnd(value) - 1;
    return [{ file, start: at, end: at, newText: `, ${written}` }];
  }
  if (text.startsWith("-")) {
    const at = lines.lineEnd(lines.trimmedEnd(value));
    return [{ file, start: at, end: at, newText: `${lines.eol}${" ".repeat(lines.columnOf(value.start))}- ${written}` }];
  }
  if (/[\n*&!|>{]/.test(text)) return null;
  const item = `${lines.eol}${indent}  - `;
  return [{ ...value, newText: `${item}${text}${item}${written}` }, ...blankBefore(lines.text, file, value.start)];
}

/** The blank between the colon and a value that moves to the next line. */
function blankBefore(text: string, file: FilePath, start: number): TextEdit[] {
  let first = start;
  while (text[first - 1] === " " || text[first - 1] === "\t") first -= 1;
  return first === start ? [] : [{ file, start: first, end: start, newText: "" }];
}

/** A path below the folder of a file, as Compose reads it there; null for others, and for names that need quotes. */
function relativeTo(file: FilePath, path: FilePath): string | null {
  const name = pathBelow(folderOf(file), path) ?? "";
  return /^[\w.][\w./-]*$/.test(name) ? name : null;
}
