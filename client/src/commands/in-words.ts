import { l10n } from "vscode";

/** `a, b`, with the mark that the display language has for that. */
export function listed(names: readonly (string | number)[]): string {
  return names.join(l10n.t(", "));
}

/** One sentence after the other. A mark of full width has its blank within itself. */
export function sentences(parts: readonly string[]): string {
  return parts.join(" ").replace(/(?<=[，。；：！？）]) /g, "");
}

/** As a notification shows it, which makes blanks of line breaks. */
export function inOneLine(text: string): string {
  return sentences(text.split("\n"));
}
