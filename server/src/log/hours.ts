/** How many emails failed in one hour. */
export interface HourCount {
  /** `2026-11-30T10`; `Nov 30 10` or `10` where the log has no more. */
  readonly hour: string;
  readonly failures: number;
}

/** A week; of a longer log the last hours are kept. */
const keptHours = 168;

/** Counts by the hour in which something was logged. Memory does not grow with the log. */
export class HourTally {
  readonly #counts = new Map<string, number>();

  /** @param time as the log has it */
  add(time: string | null): void {
    const hour = time === null ? null : hourOf(time);
    if (hour === null) return;
    this.#counts.set(hour, (this.#counts.get(hour) ?? 0) + 1);
    const [oldest] = this.#counts.keys();
    if (this.#counts.size > keptHours && oldest !== undefined) this.#counts.delete(oldest);
  }

  /** In the order of the log. */
  get counts(): readonly HourCount[] {
    return [...this.#counts].map(([hour, failures]) => ({ hour, failures }));
  }
}

/** The hour of a time as logs have it; null: it is no such time. */
export function hourOf(time: string): string | null {
  const dated = /^(\d{4}-\d\d-\d\d)[T ](\d\d):/.exec(time);
  if (dated !== null) return `${dated[1]}T${dated[2]}`;
  const journal = /^([A-Z][a-z]{2} [ \d]\d \d\d):/.exec(time)?.[1];
  return journal ?? /^(\d\d):\d\d/.exec(time)?.[1] ?? null;
}
