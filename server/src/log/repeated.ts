import type { LogEntry } from "./readers/entries.js";

/** As many entries are remembered at a time, and none that is longer: a log repeats what is short. */
const keptEntries = 200;
const longestKept = 4_000;

/** What is made of the entries of a log: of one that says the same as one before it, what was made of that. */
export class Repeated<Made> {
  readonly #make: (entry: LogEntry) => Made;
  readonly #known = new Map<string, Made>();

  /** @param make rests on nothing but the text of an entry, its level and its source */
  constructor(make: (entry: LogEntry) => Made) {
    this.#make = make;
  }

  of(entry: LogEntry): Made {
    const { level, source, text } = entry;
    if (text.length > longestKept) return this.#make(entry);
    const key = `${level ?? ""}\0${source}\0${text}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const made = this.#make(entry);
    if (this.#known.size >= keptEntries) this.#known.clear();
    this.#known.set(key, made);
    return made;
  }
}
