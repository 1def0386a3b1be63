import stripAnsi from "strip-ansi";

/** A text without what only a terminal reads: colours, cursor moves, window titles. */
export function withoutTerminalCodes(text: string): string {
  return text.includes("\u001b") || text.includes("\u009b") ? stripAnsi(text) : text;
}
