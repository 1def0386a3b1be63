import type { Language } from "../../base/messages.js";
import type { HourCount } from "../../log/hours.js";
import type { LogReport } from "../../log/tally.js";
import { count, say } from "../messages.js";
import { pad, widest, width } from "../terminal/text.js";

/** The last day of a log. */
const shownHours = 24;
const longestBar = 40;

/** How many emails failed, and a bar for each hour in which some did; nothing where the log has no failure. */
export function hoursPicture({ failures, attempts, hours }: LogReport, language: Language): readonly string[] {
  if (failures === 0) return [];
  const counted = count(language, failures, "failedEmail", "failedEmails");
  const first = attempts === null ? counted : say(language, "failedOf", { counted, attempts, rate: rateOf(failures, attempts) });
  const shown = hours.slice(-shownHours);
  const most = Math.max(...shown.map((hour) => hour.failures));
  const names = widest(shown.map((hour) => width(nameOf(hour))));
  const bars = shown.map((hour) => `  ${pad(nameOf(hour), names)}  ${barOf(hour, most)} ${hour.failures}`);
  return [first, ...bars];
}

/** `2026-11-30 10:00` */
function nameOf({ hour }: HourCount): string {
  return `${hour.replace("T", " ")}:00`;
}

function barOf({ failures }: HourCount, most: number): string {
  return "█".repeat(Math.max(1, Math.round((failures / most) * longestBar)));
}

/** In percent, with one decimal where it is no whole number. */
export function rateOf(failures: number, attempts: number): number {
  return attempts === 0 ? 100 : Math.min(100, Math.round((failures / attempts) * 1000) / 10);
}
