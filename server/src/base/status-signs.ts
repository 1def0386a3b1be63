/** What stands before a step, a check or a verdict wherever it is told in one line. */
export const statusSigns = { ok: "✔", failed: "✖", warning: "▲", unknown: "?", skipped: "·" } as const;
