import { conclude } from "../src/log/conclude.js";
import type { Conclusion, Known } from "../src/log/conclusion.js";
import type { LogReading } from "../src/log/readers/reading.js";
import { type LogReport, LogTally } from "../src/log/tally.js";
import { bootTexts } from "../src/plausible/mailer/boot-texts.js";

const texts = bootTexts();

/** What a log says. */
export function readLog(text: string, isWanted?: (source: string) => boolean): LogReport {
  const tally = new LogTally(isWanted, () => texts);
  tally.push(text);
  return tally.end();
}

/** The only thing that a log says. */
export function readOnly(text: string): LogReading {
  const { readings } = readLog(text);
  const [first, second] = readings;
  if (first === undefined || second !== undefined) throw new Error(`${readings.length} readings of ${text}`);
  return first.reading;
}

/** The causes of the only thing that a log says, the likeliest first. */
export function causesOf(text: string, known: Known | null = null): readonly Conclusion["cause"][] {
  return conclude(readOnly(text), known).map(({ cause }) => cause);
}
