import { type LogLine, readLine } from "./lines.js";
import { isRelayLine } from "./read-sidecar.js";

/** What the logger wrote at once: a line, or several. */
export interface LogEntry {
  readonly source: string;
  readonly time: string | null;
  readonly level: string | null;
  /** Its lines, joined by line feeds; those beyond the first few hundred are left out. */
  readonly text: string;
  /** Whether something of it was left out. */
  readonly isCut: boolean;
  /** The number of its first line, from 1. */
  readonly line: number;
}

/** Of one entry no more is kept: a stack trace is shorter, and a dumped mail or term needs not be read to its end. */
const keptLines = 200;
const keptCharacters = 32_768;
/** Entries of so many containers grow at a time. */
const keptSources = 32;

interface Growing {
  readonly first: LogLine;
  readonly line: number;
  readonly texts: string[];
  size: number;
  isCut: boolean;
  /** A line with an exception of its own is in it. */
  raised: boolean;
}

/** Puts the lines of a log together to entries, as they come; memory is bounded however long the log and its lines are. */
export class EntryReader {
  readonly #growing = new Map<string, Growing>();
  #lines = 0;

  /** Lines read so far. */
  get lines(): number {
    return this.#lines;
  }

  /** Takes one line; gives the entry that it ends, if it ends one. */
  push(raw: string): LogEntry | null {
    this.#lines += 1;
    const isCut = raw.length > keptCharacters;
    const line = readLine(isCut ? raw.slice(0, keptCharacters) : raw);
    const open = this.#growing.get(line.source);
    if (open !== undefined && !begins(line, open)) {
      grow(open, line.text, isCut);
      return null;
    }
    const ended = open ?? this.#oldest();
    if (ended !== undefined) this.#growing.delete(ended.first.source);
    const entry: Growing = { first: line, line: this.#lines, texts: [], size: 0, isCut, raised: false };
    grow(entry, line.text, isCut);
    this.#growing.set(line.source, entry);
    return ended === undefined ? null : finished(ended);
  }

  /** The entries that were not ended by another one, when the log is over. */
  end(): readonly LogEntry[] {
    const entries = [...this.#growing.values()].map(finished);
    this.#growing.clear();
    return entries.sort((a, b) => a.line - b.line);
  }

  #oldest(): Growing | undefined {
    return this.#growing.size < keptSources ? undefined : this.#growing.values().next().value;
  }
}

/** Whether a line begins an entry, and does not go on with the one before it. */
function begins(line: LogLine, open: Growing): boolean {
  if (line.begins || isRelayLine(line.text)) return true;
  // The runtime's own words at boot have no header; the crash report goes on with what the first of them said.
  if (line.text.startsWith("ERROR! Config provider ")) return true;
  if (line.text.startsWith("Runtime terminating during boot"))
    return open.texts[0]?.startsWith("ERROR! Config provider ") !== true;
  // Pasted lines without their headers: each has an exception, or a result, of its own.
  if (open.first.begins) return false;
  // Of lines that no logger wrote nobody can tell what belongs together: all of them are read.
  if (isFull(open)) return true;
  return open.raised && /^(?:\*\* \(|\{:?error,|%?Mua\.|\{:?(?:network|temporary|permanent)_failure,)/.test(line.text);
}

function isFull({ texts, size }: Growing): boolean {
  return texts.length >= keptLines || size >= keptCharacters;
}

function grow(entry: Growing, text: string, isCut: boolean): void {
  // `** (exit) an exception was raised:` is followed by that exception.
  if (
    /\*\* \((?!exit\) an exception was raised)|[{:](?:error|network_failure|temporary_failure|permanent_failure)\b/.test(text)
  ) {
    entry.raised = true;
  }
  entry.isCut ||= isCut || isFull(entry);
  if (isFull(entry)) return;
  entry.texts.push(text);
  entry.size += text.length + 1;
}

function finished({ first, line, texts, size, isCut }: Growing): LogEntry {
  return {
    source: first.source,
    time: first.time,
    level: first.level,
    text: texts.join("\n").slice(0, keptCharacters),
    isCut: isCut || size > keptCharacters + 1,
    line,
  };
}
