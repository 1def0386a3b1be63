import type { FilePath, Location, TextEdit } from "../../base/text.js";
import type { Entry, Project, Service, Variable } from "../types.js";
import { Lines } from "./lines.js";
import { envFileValue, isPlainYaml, yamlScalar } from "./quoting.js";
import { bareEdits, writeEdits } from "./value.js";

/** An entry to be added. `value` is a text as Compose reads it: `${X}` in it is a reference. Null: a bare name. */
export interface NewEntry {
  readonly name: string;
  readonly value: string | null;
  /** The entry to stand after, also one of an env file. */
  readonly near?: Entry;
}

/** Makes a variable's value this text, where its value stands now, quoted as that place needs. Null: it stands in no file, or in a text that more depends on. */
export function setValue(project: Project, { declared, origin }: Variable, text: string): TextEdit[] | null {
  const lines = linesIn(project, declared.at.file);
  const { at, entry } = origin;
  if (lines === null || at === null || entry === null || !isPlainName(lines, declared)) return null;
  if (origin.through.some((reference) => isAlternate(project, reference, at))) return null;
  const there = linesIn(project, at.file);
  if (there === null || (entry.form !== "env-line" && !isPlainName(there, entry))) return null;
  if (entry.value === null) return bareEdits(there, entry, text);
  return writeEdits(there, entry, at, text);
}

/** Whether a reference such as `${X:+text}` gives its text, not X's, and so hides what stands at `at`. */
function isAlternate(project: Project, { file, start, end }: Location, at: Location): boolean {
  const inside = at.file === file && at.start >= start && at.end <= end;
  return !inside && /^\$\{\w+:?\+/.test(project.files.get(file)?.slice(start, end) ?? "");
}

/** Takes an entry out with its whole line. A section that would be empty goes with it, or becomes `{}` or `[]`. */
export function removeEntry(project: Project, entry: Entry): TextEdit[] | null {
  const lines = linesIn(project, entry.at.file);
  if (lines === null) return null;
  if (entry.flow) return [removeFlow(lines, entry.at)];
  if (!lines.isFirstOnLine(entry.at.start)) return entry.form === "env-line" ? [{ ...entry.at, newText: "" }] : null;
  const end = lines.trimmedEnd(entry.at);
  if (entry.form === "env-line") {
    const rest = lines.slice(end, lines.lineEnd(end));
    if (!/^\s*(?:#.*)?$/.test(rest)) return [{ ...entry.at, end: end + (/^\s*/.exec(rest)?.[0].length ?? 0), newText: "" }];
    return [lines.wholeLines(entry.at.start, end)];
  }
  const removal = lines.wholeLines(entry.at.start, end);
  if (lines.hasSibling(entry.at.start, end)) return [removal];
  const parent = lines.parentLine(entry.at.start);
  if (parent === null) return null;
  const isBareKey = /^\s*[^\s:#'"]+:\s*(?:#.*)?$/.test(lines.slice(parent.start, parent.end));
  if (isBareKey && lines.hasSibling(lines.firstOnLine(parent.start), end)) {
    return [lines.wholeLines(parent.start, parent.end), removal];
  }
  const colon = lines.slice(parent.start, parent.end).search(/(?<!\s)\s*(?:\s#.*)?$/) + parent.start;
  const empty = entry.form === "list-item" ? " []" : " {}";
  return [{ file: entry.at.file, start: colon, end: colon, newText: empty }, removal];
}

/** Gives an entry another name. */
export function renameEntry(project: Project, entry: Entry, newName: string): TextEdit[] | null {
  const lines = linesIn(project, entry.key.file);
  return lines === null || !isPlainName(lines, entry) ? null : [{ ...entry.key, newText: newName }];
}

/** `- K=V` becomes `- K`, `K: V` becomes `K:`. Null in env files, where a bare name means something else. */
export function passThrough(project: Project, entry: Entry): TextEdit[] | null {
  const lines = linesIn(project, entry.at.file);
  if (lines === null || entry.value === null || entry.form === "env-line" || !isPlainName(lines, entry)) return null;
  if (entry.value.file !== entry.key.file || entry.value.start < entry.key.end) return null;
  const { file } = entry.key;
  if (entry.form === "list-item") return [{ file, start: entry.key.end, end: entry.value.end, newText: "" }];
  if (entry.flow) return [{ ...entry.value, newText: "null" }];
  const colon = lines.colonAfter(entry.key);
  if (colon === null) return null;
  return [{ file, start: colon, end: lines.trimmedEnd(entry.value), newText: "" }];
}

/** `- K="v"` becomes `- "K=v"`; inside quotes that are removed anyway (`- 'K="v"'`, `K: '"v"'`) the inner ones go. */
export function unquoteValue(project: Project, entry: Entry): TextEdit[] | null {
  const lines = linesIn(project, entry.at.file);
  if (lines === null || entry.value === null || entry.quotes === "block") return null;
  const own = entry.form !== "list-item" && entry.quotes !== "none" ? 1 : 0;
  const value = { ...entry.value, start: entry.value.start + own, end: entry.value.end - own };
  const text = lines.slice(value.start, value.end);
  if (entry.form === "list-item" && entry.quotes === "none") {
    const inner = /^(["'])(.*)\1$/s.exec(text);
    if (inner === null) return null;
    const item = `${lines.slice(entry.key.start, entry.key.end)}=${inner[2] ?? ""}`;
    const newText = inner[1] === "'" && !item.includes("'") ? `'${item}'` : yamlQuoted(item);
    return [{ file: entry.key.file, start: entry.key.start, end: value.end, newText }];
  }
  if (entry.quotes === "none") return null;
  const pair = /^(\\"|''|["'])(.*)\1$/s.exec(text);
  const mark = pair?.[1]?.length;
  if (mark === undefined) return null;
  return [
    { ...value, end: value.start + mark, newText: "" },
    { ...value, start: value.end - mark, newText: "" },
  ];
}

const yamlQuoted = (text: string): string => `"${text.replace(/[\\"]/g, "\\$&")}"`;

/** Adds an entry beside `near`, else to the service's `environment`, else in a new `environment:`. Null: the service has no text of its own to add to. */
export function addEntry(project: Project, service: Service, entry: NewEntry): TextEdit[] | null {
  return addEntries(project, service, [entry], entry.near);
}

/** Adds several entries at one place, in their order; a new `environment:` holds all of them. */
export function addEntries(
  project: Project,
  service: Service,
  entries: readonly Omit<NewEntry, "near">[],
  near?: Entry,
): TextEdit[] | null {
  if (near !== undefined) return addAfter(linesIn(project, near.at.file), near, entries);
  for (const section of service.environmentSections) {
    const lines = linesIn(project, section.file);
    const last = [...section.entries].sort((a, b) => a.at.start - b.at.start).at(-1);
    if (last !== undefined && last.at.file === section.file) return addAfter(lines, last, entries);
    if (lines === null) continue;
    const form = section.form === "list" ? "list-item" : "map-pair";
    if (section.flow) {
      const inside = lines.slice(section.at.start + 1, section.at.end - 1).trim();
      const texts = entries.map((entry) => entryText(form, entry, true)).join(", ");
      return [insert(section.file, section.at.start + 1, inside === "" ? texts : `${texts}, `)];
    }
    return [addLines(lines, section.at, section.at.start, form, entries)];
  }
  return addSection(project, service, entries);
}

type EntryForm = Entry["form"];

function addAfter(lines: Lines | null, near: Entry, entries: readonly Omit<NewEntry, "near">[]): TextEdit[] | null {
  if (lines === null) return null;
  if (near.flow) {
    const texts = entries.map((entry) => `, ${entryText(near.form, entry, true)}`).join("");
    return [insert(near.at.file, near.at.end, texts)];
  }
  if (near.raw === true) {
    if (entries.some(({ value }) => /[\r\n]/.test(value ?? ""))) return null;
    const texts = entries.map(({ name, value }) => `${lines.eol}${value === null ? name : `${name}=${value}`}`);
    return [insert(near.at.file, lines.lineEnd(near.at.end), texts.join(""))];
  }
  // `? K` has its value on a line of its own.
  if (near.form !== "env-line" && !lines.isFirstOnLine(near.at.start)) return null;
  return [addLines(lines, near.at, near.at.start, near.form, entries)];
}

/** New lines after the one in which `after` ends, indented as what stands at `like`. */
function addLines(
  lines: Lines,
  after: Location,
  like: number,
  form: EntryForm,
  entries: readonly Omit<NewEntry, "near">[],
): TextEdit {
  const indent = " ".repeat(form === "env-line" ? 0 : lines.columnOf(like));
  const texts = entries.map((entry) => `${lines.eol}${indent}${entryText(form, entry, false)}`);
  return insert(after.file, lines.lineEnd(lines.trimmedEnd(after)), texts.join(""));
}

function addSection(project: Project, service: Service, entries: readonly Omit<NewEntry, "near">[]): TextEdit[] | null {
  const { pairs } = service;
  const file = pairs[0]?.at.file;
  const lines = file === undefined ? null : linesIn(project, file);
  const empty = pairs.find(({ name }) => name === "environment");
  const anchor =
    empty ?? pairs.find(({ name }) => name === "env_file") ?? pairs.find(({ name }) => name === "image") ?? pairs.at(-1);
  if (lines === null || anchor === undefined || (empty !== undefined && empty.value !== null)) return null;
  if (anchor.flow) {
    const items = `[${entries.map((entry) => entryText("list-item", entry, true)).join(", ")}]`;
    return [insert(anchor.at.file, anchor.at.end, empty === undefined ? `, environment: ${items}` : ` ${items}`)];
  }
  const column = lines.columnOf(anchor.at.start);
  const step = Math.max(column - lines.columnOf(service.nameAt.start), 2);
  const indent = " ".repeat(column);
  const head = empty === undefined ? `${lines.eol}${indent}environment:` : "";
  const items = entries.map((entry) => `${lines.eol}${indent}${" ".repeat(step)}${entryText("list-item", entry, false)}`);
  return [insert(anchor.at.file, lines.lineEnd(lines.trimmedEnd(anchor.at)), head + items.join(""))];
}

/** An entry as it is written: with its dash in a block list. */
function entryText(form: EntryForm, { name, value }: Omit<NewEntry, "near">, flow: boolean): string {
  if (form === "env-line") return value === null ? name : `${name}=${envFileValue(value, "references")}`;
  if (form === "map-pair") {
    const key = isPlainYaml(name, { flow, typed: true }) ? name : yamlQuoted(name);
    if (value === null) return flow ? `${key}: null` : `${key}:`;
    return `${key}: ${yamlScalar(value, { flow, typed: true })}`;
  }
  const item = yamlScalar(value === null ? name : `${name}=${value}`, { flow, typed: false });
  return flow ? item : `- ${item}`;
}

function removeFlow(lines: Lines, at: Location): TextEdit {
  const { text } = lines;
  const after = /^\s*,[ \t]*/.exec(text.slice(at.end));
  if (after !== null) {
    const end = at.end + after[0].length;
    const ownLine = lines.isFirstOnLine(at.start) && /^\r?\n/.test(text.slice(end));
    return ownLine ? lines.wholeLines(at.start, end) : { ...at, end, newText: "" };
  }
  const before = /,\s*$/.exec(text.slice(0, at.start));
  return { ...at, start: before === null ? at.start : before.index, newText: "" };
}

const insert = (file: FilePath, at: number, newText: string): TextEdit => ({ file, start: at, end: at, newText });

function linesIn(project: Project, file: FilePath): Lines | null {
  const source = project.files.get(file);
  return source === undefined ? null : new Lines(file, source);
}

/** Whether the entry's name is written as it is: not by a reference (`- ${LINE}`), nor with a part of the value (`A=B: c`). */
function isPlainName(lines: Lines, { form, key }: Entry): boolean {
  const name = lines.file === key.file ? lines.slice(key.start, key.end) : "";
  return form === "env-line" || !(form === "list-item" ? /\$/ : /=/).test(name);
}
