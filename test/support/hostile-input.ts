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
  /** The command line that it is about, in the place of the ordinary ones. */
  readonly arguments?: readonly string[];
}

/** A text that stands in the place of every password: it may appear in no output. */
export const hostileCanary = "Kanarie-9f31c7";

/** What a Plausible that boots needs, and a mistake that is found as long as the rest of the file is understood. */
const ordinary = [
  "BASE_URL=https://stats.acme-widgets.org",
  `SECRET_KEY_BASE=${"kAnarie0".repeat(9)}`,
  "MAILER_EMAIL=stats@acme-widgets.org",
  "SMTP_HOST_ADDR=smtp.acme-widgets.org",
  "SMTP_HOST_PORT=587",
  "SMTP_HOST_SSL_ENABLED=true",
];

/**
 * A Plausible with a mistake in its mail settings, and these list items beside them; an item replaces the one of its name. The
 * text ends in the list, so that lines after it may be more items, further keys of the service, or further services.
 */
export function plausibleWith(...items: readonly string[]): string {
  const nameOf = (item: string) => item.replace(/^"/, "").split("=", 1)[0];
  const replaced = new Set(items.map(nameOf));
  const environment = [...ordinary.filter((item) => !replaced.has(nameOf(item))), ...items];
  const image = "ghcr.io/plausible/community-edition:v3.2.1";
  return `services:\n  plausible:\n    image: ${image}\n    environment:\n${environment.map((item) => `      - ${item}\n`).join("")}`;
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
