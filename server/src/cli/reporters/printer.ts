import type pc from "picocolors";
import type { Language } from "../../base/messages.js";
import type { FilePath } from "../../base/text.js";
import type { Secrets } from "../../secrets/secrets.js";
import { pad, printable, widest, width, wrap } from "../terminal/text.js";

/** What every part of the page prints with. */
export interface Printer {
  readonly language: Language;
  readonly colours: ReturnType<typeof pc.createColors>;
  readonly secrets: Secrets;
  readonly columns: number;
  readonly cwd: FilePath;
  line(text?: string): void;
}

/** A line of its own, wrapped. */
export function heading(text: string, { columns, line }: Printer): void {
  for (const part of wrap(text, columns)) line(part);
}

/** Names with their values, the values below one another. */
export function table(rows: readonly (readonly [string, string])[], { line }: Printer): void {
  const names = widest(rows.map(([name]) => width(name)));
  for (const [name, value] of rows) line(`  ${pad(name, names)}  ${printable(value)}`.trimEnd());
}
