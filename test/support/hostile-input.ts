import { bootable, composeFile } from "./cli.js";

/** An input that somebody could meet or make, and that must neither hang the program nor end it. */
export interface HostileInput {
  /** Says what it is; unique, and usable as the name of a folder. */
  readonly name: string;
  /** The files by their names inside of the project; `compose.yml` is the one that is linted, explained and opened. Made anew by each call, as some are huge. */
  readonly files: () => Readonly<Record<string, string | Uint8Array>>;
  /** The log that `why` gets; without one it gets a line of an ordinary failure. */
  readonly log?: () => string;
  /** Whether nothing need be said of it. */
  readonly quiet?: true;
  /** A named pipe to make, by its name inside of the project. */
  readonly pipe?: string;
}

/** A text that stands in the place of every password: it may appear in no output. */
export const hostileCanary = "Kanarie-9f31c7";

/** A mistake that is found as long as the rest of the file is understood. */
const mistake = [
  "MAILER_EMAIL=stats@acme-widgets.org",
  "SMTP_HOST_ADDR=smtp.acme-widgets.org",
  "SMTP_HOST_PORT=587",
  "SMTP_HOST_SSL_ENABLED=true",
];

/** A Plausible with a mistake in its mail settings, and these list items beside them; an item replaces the one of its name. */
export function plausibleWith(...items: readonly string[]): string {
  const nameOf = (item: string) => item.replace(/^"/, "").split("=", 1)[0];
  const replaced = new Set(items.map(nameOf));
  return composeFile([...bootable, ...mistake.filter((item) => !replaced.has(nameOf(item))), ...items]);
}

/** This text, so often that it has about so many characters. */
export function filled(text: string, length: number): string {
  return text.repeat(Math.ceil(length / text.length));
}

/** What `make` gives for 0, 1, 2 …, each on a line of its own. */
export function lines(count: number, make: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => `${make(index)}\n`).join("");
}

export const megabyte = 1_000_000;
