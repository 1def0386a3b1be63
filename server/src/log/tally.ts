import { type BootText, bootTexts } from "../plausible/mailer/boot-texts.js";
import { meaningOf } from "../smtp/verdict/reply-meaning.js";
import { type HourCount, HourTally } from "./hours.js";
import { EntryReader, type LogEntry } from "./readers/entries.js";
import { readEntry } from "./readers/read-entry.js";
import type { LogReading } from "./readers/reading.js";
import { Repeated } from "./repeated.js";
import { stepsOf } from "./reply-steps.js";

/** What a log says of mail, as often as it says it. */
export interface LogReport {
  /** Lines in all. */
  readonly lines: number;
  /** Each thing once, in the order in which they first came. */
  readonly readings: readonly Counted[];
  /** The lines at which entries begin that speak of mail and are not known; the first few. */
  readonly unknown: readonly number[];
  /** How many such entries there are. */
  readonly unknownCount: number;
  /** The lines at which entries begin that are too long to be read to their end, and say nothing before it; the first few. */
  readonly cut: readonly number[];
  /** How many such entries there are. */
  readonly cutCount: number;
  /** Further readings, of which there are too many to tell each. */
  readonly more: number;
  /** Emails that failed, each time counted. */
  readonly failures: number;
  /** Emails that were tried; null: the log shows only those that fail. */
  readonly attempts: number | null;
  /** The hours in which some failed, in the order of the log; the last week of it. */
  readonly hours: readonly HourCount[];
}

/** One reading, and how often it came. */
export interface Counted {
  /** The last one. */
  readonly reading: LogReading;
  readonly count: number;
  /** The line of the first one, from 1. */
  readonly line: number;
  /** As the log writes it; null where it has none. */
  readonly lastTime: string | null;
}

/** A log of failing mails repeats itself; more kinds than these are a log of something else. */
const keptReadings = 100;
const keptNumbers = 20;

/**
 * Reads a log piece by piece and counts what it says of mail. Memory does not grow with the log.
 *
 * @param isWanted whether a container's lines count, by the name before them (empty: none is named)
 * @param textsOf the texts of a refused boot, asked for once, and only if the log may have one
 */
export class LogTally {
  readonly #entries = new EntryReader();
  readonly #isWanted: (source: string) => boolean;
  readonly #textsOf: () => readonly BootText[];
  readonly #counted = new Map<string, { reading: LogReading; count: number; line: number; lastTime: string | null }>();
  /** What each container last said, where that was a notice of the runtime's. */
  readonly #notices = new Map<string, string>();
  readonly #unknown: number[] = [];
  #unknownCount = 0;
  readonly #cut: number[] = [];
  #cutCount = 0;
  #more = 0;
  #failures = 0;
  #attempts = 0;
  readonly #hours = new HourTally();
  #rest = "";
  /** Told each reading as it is counted. */
  onReading: (counted: Counted) => void = () => {};
  #texts: readonly BootText[] | null = null;
  readonly #told = new Repeated((entry) => this.#tell(entry));

  constructor(isWanted: (source: string) => boolean = () => true, textsOf: () => readonly BootText[] = bootTexts) {
    this.#isWanted = isWanted;
    this.#textsOf = textsOf;
  }

  /** Takes a piece of the log; its end needs not be that of a line. */
  push(piece: string): void {
    const lines = (this.#rest + piece).split("\n");
    this.#rest = lines.pop() ?? "";
    // A line without end: what is read of it was read, the rest goes by.
    if (this.#rest.length > longestLine) this.#rest = this.#rest.slice(0, longestLine);
    for (const line of lines) this.#take(this.#entries.push(line));
  }

  /** Nothing has come for a while: what was begun is taken for whole. */
  settle(): void {
    for (const entry of this.#entries.end()) this.#take(entry);
  }

  /** What the log said, when it is over. */
  end(): LogReport {
    if (this.#rest !== "") this.#take(this.#entries.push(this.#rest));
    this.settle();
    return {
      lines: this.#entries.lines,
      readings: [...this.#counted.values()],
      unknown: this.#unknown,
      unknownCount: this.#unknownCount,
      cut: this.#cut,
      cutCount: this.#cutCount,
      more: this.#more,
      failures: this.#failures,
      attempts: this.#attempts === 0 ? null : Math.max(this.#attempts, this.#failures),
      hours: this.#hours.counts,
    };
  }

  #take(entry: LogEntry | null): void {
    if (entry === null || !this.#isWanted(entry.source)) return;
    const { reading, key, speaksOfMail } = this.#told.of(entry);
    if (reading === null) {
      if (entry.isCut && mayFail(entry)) {
        this.#cutCount += 1;
        if (this.#cut.length < keptNumbers) this.#cut.push(entry.line);
      }
      if (!speaksOfMail) return;
      this.#unknownCount += 1;
      if (this.#unknown.length < keptNumbers) this.#unknown.push(entry.line);
      return;
    }
    this.#withdrawNotice(entry.source, reading, key);
    this.#countEmail(reading, entry.time);
    const known = this.#counted.get(key);
    if (known !== undefined) {
      known.count += 1;
      known.reading = reading;
      known.lastTime = entry.time ?? known.lastTime;
      this.onReading(known);
    } else if (this.#counted.size < keptReadings) {
      const counted = { reading, count: 1, line: entry.line, lastTime: entry.time };
      this.#counted.set(key, counted);
      this.onReading(counted);
    } else this.#more += 1;
  }

  #tell(entry: LogEntry): Told {
    const reading = readEntry(entry, () => {
      this.#texts ??= this.#textsOf();
      return this.#texts;
    });
    if (reading !== null) return { reading, key: keyOf(reading), speaksOfMail: true };
    return { reading, key: "", speaksOfMail: speaksOfMail(entry) };
  }

  /** At level debug each email is logged before it is sent; else only those that fail are. */
  #countEmail({ what, ofMail }: LogReading, time: string | null): void {
    if (what.kind === "whole-mail") this.#attempts += 1;
    else if (ofMail && what.kind !== "boot") {
      this.#failures += 1;
      this.#hours.add(time);
    }
  }

  /** Before an error of TLS the runtime writes a notice of its own: one failure, not two. */
  #withdrawNotice(source: string, reading: LogReading, key: string): void {
    const before = this.#notices.get(source);
    this.#notices.delete(source);
    if (!reading.ofMail) {
      this.#notices.set(source, key);
      return;
    }
    const notice = before === undefined ? undefined : this.#counted.get(before);
    if (before === undefined || notice === undefined || keyOf({ ...reading, client: null, host: null, ofMail: false }) !== before)
      return;
    notice.count -= 1;
    if (notice.count === 0) this.#counted.delete(before);
  }
}

/** What an entry says, and what it is counted under. */
interface Told {
  /** Null: nothing that is known. */
  readonly reading: LogReading | null;
  readonly key: string;
  readonly speaksOfMail: boolean;
}

const longestLine = 65_536;

/** The same for what differs only in the words around it: a server puts a number of its own into each reply. */
function keyOf({ what, client, host, ofMail }: LogReading): string {
  return JSON.stringify([ofMail, client, ofMail ? host : null, essenceOf(what)]);
}

function essenceOf(what: LogReading["what"]): unknown {
  if (what.kind === "api") return [what.kind, what.service, what.words.replace(/\d+/g, "0")];
  if (what.kind === "sidecar") return [what.kind, what.relay, what.fault];
  if (what.kind !== "trouble") return what;
  const { trouble, speaks } = what;
  if (trouble.kind !== "reply") return [trouble, speaks];
  const status = /\b[245]\.\d{1,3}\.\d{1,3}\b/.exec(trouble.words)?.[0];
  return [trouble.code, status, stepsOf(trouble), meaningOf(trouble.lines)?.cause];
}

/** Whether an entry may be a failure: what is logged at lower levels, such as the text of an email, is none. */
function mayFail({ level }: LogEntry): boolean {
  return level === null || errorLevels.has(level);
}

const errorLevels: ReadonlySet<string> = new Set(["error", "critical", "alert", "emergency"]);

/** An error that says something of sending mail, outside of its stack trace; the word alone stands in much that users send. */
function speaksOfMail({ level, text }: LogEntry): boolean {
  const isError = errorLevels.has(level ?? "") || text.includes("** (");
  return isError && ofSending.test(text.replace(/^[^\S\n\r\u2028\u2029]*\([a-z_]+ \d[^\n]*$/gm, ""));
}

const ofSending = /\b(?:smtp|mailer|bamboo|mua)\b|\b(?:send|sends|sending|sent|deliver\w*)\b[^\n]{0,30}\be-?mails?\b/i;
