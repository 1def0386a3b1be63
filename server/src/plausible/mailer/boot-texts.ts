import { releases } from "../tables/releases.js";
import { variableNamed } from "../tables/variables.js";
import type { BootError, Container, Release, Setting } from "../types.js";
import { mailerOf } from "./mailer.js";

/** The text of an exception that stops the boot, with holes where it quotes a value. */
export interface BootText {
  readonly type: BootError["type"];
  /** Finds the text, however its lines are broken; the groups are what it quotes. */
  readonly pattern: RegExp;
  /** Finds its first line alone, behind the exception's type; null: that says nothing, or it has no other. */
  readonly beginning: RegExp | null;
  /** The variables that may be at fault, those of mail first; several where the text names none. */
  readonly variables: readonly string[];
}

/**
 * Every text with which the boot of some release may stop, in our model of it: each is provoked, so no text stands here
 * twice. One trial spoils one variable of a healthy container in two ways; where the two texts differ, they quote the value.
 */
export function bootTexts(): readonly BootText[] {
  const found: (Pick<BootText, "type" | "pattern" | "beginning"> & { whole: RegExp; variables: Set<string> })[] = [];
  for (const release of distinctReleases()) {
    for (const { first, second, names } of healthyPairs(release)) {
      for (const name of names ?? namesRead(release, first)) {
        for (const [one, two] of trialsOf(release)) {
          const error = errorOf(release, { ...first, [name]: one });
          if (error?.variable == null) continue;
          const { type, variable } = error;
          const message = error.message.trimEnd();
          const known = found.find((text) => text.type === type && text.whole.test(message));
          known?.variables.add(variable);
          if (known !== undefined) continue;
          const again = errorOf(release, { ...second, [name]: two });
          if (again === null || again.variable !== variable) continue;
          const other = again.message.trimEnd();
          const source = patternOf(message, other);
          const whole = new RegExp(`^(?:${source})$`);
          const beginning = beginningOf(type, message, other);
          found.push({ type, pattern: new RegExp(source), beginning, whole, variables: new Set([variable]) });
        }
      }
    }
  }
  return found.map(({ whole: _, variables, ...text }) => ({ ...text, variables: mailFirst([...variables]) }));
}

/** Whoever asks why no email is sent has most likely just set up mail. */
function mailFirst(names: readonly string[]): readonly string[] {
  const isMail = (name: string) => variableNamed(name)?.mail === true;
  return [...names.filter(isMail), ...names.filter((name) => !isMail(name))];
}

type Environment = Readonly<Record<string, string | null>>;

/** Releases that differ in what may stop them. */
function distinctReleases(): readonly Release[] {
  const seen = new Map<string, Release>();
  const marks = new Map<object, number>();
  const mark = (thing: object | undefined) => {
    if (thing === undefined) return "";
    if (!marks.has(thing)) marks.set(thing, marks.size);
    return marks.get(thing);
  };
  for (const release of releases) {
    const { boot, smtp, removedAdapters, unknownAdapterError } = release;
    const key = [mark(boot), mark(smtp["Bamboo.Mua"]), mark(smtp["Bamboo.SMTPAdapter"]), removedAdapters, unknownAdapterError];
    seen.set(key.join(" "), release);
  }
  return [...seen.values()];
}

/** Containers that boot: two each, which differ in what a text may quote. `names`: the variables to spoil, where not all. */
function* healthyPairs(release: Release): Generator<{
  readonly first: Environment;
  readonly second: Environment;
  readonly names?: readonly string[];
}> {
  const healthy = (adapter: string, url: string): Environment => ({
    BASE_URL: url,
    SECRET_KEY_BASE: "k".repeat(64),
    TOTP_VAULT_KEY: `${"A".repeat(43)}=`,
    MAILER_ADAPTER: adapter,
    SMTP_HOST_ADDR: "smtp.example.com",
  });
  for (const adapter of Object.keys(release.smtp)) {
    const usual = healthy(adapter, "https://stats.example.com");
    yield { first: usual, second: usual };
  }
  // With a certificate of its own the host must be a public name.
  const local = (one: string, other: string) => ({
    first: healthy(release.defaultAdapter, one),
    second: healthy(release.defaultAdapter, other),
    names: ["HTTPS_PORT"],
  });
  yield local("http://localhost", "http://plausible");
  yield local("http://192.168.7.2", "http://[::1]");
}

/** What a variable is set to (null: unset), twice, so that the two texts differ only where the value shows. */
function trialsOf({ removedAdapters }: Release): readonly (readonly [string | null, string | null])[] {
  return [
    [null, null],
    ["~~~~", "!!!!"], // no value of anything
    ["nil", "nil"], // an atom, and no answer to any question
    ["abcde", "abc"], // base64 that is cut short
    ["AAAAAAAAAAA=", "AAAAAAAAAAAA"], // 8 and 9 bytes
    ["443", "8443"],
    ...removedAdapters.map((name) => [name, name] as const),
  ];
}

/** The names that the release looks at in this container. */
function namesRead(release: Release, environment: Environment): readonly string[] {
  const names = new Set<string>();
  const container = containerOf(environment);
  const noted = (name: string): Setting => {
    names.add(name);
    return container.environment(name);
  };
  mailerOf(release, { ...container, environment: noted });
  return [...names];
}

function errorOf(release: Release, environment: Environment): BootError | null {
  const mailer = mailerOf(release, containerOf(environment));
  return mailer.outcome === "refuses-to-boot" ? mailer.error : null;
}

function containerOf(environment: Environment): Container {
  return {
    environment(name) {
      const value = environment[name] ?? null;
      return value === null ? { state: "absent" } : { state: "value", value };
    },
    secretFile: () => ({ state: "absent" }),
  };
}

/** The first line of two texts of several, as a pattern; one that ends with a colon only announces the next. */
function beginningOf(type: BootError["type"], one: string, other: string): RegExp | null {
  const [first = "", second = ""] = [one, other].map((text) => text.split("\n", 1)[0]);
  if (first === one || first.endsWith(":")) return null;
  return new RegExp(`\\(${type}\\)\\s+${patternOf(first, second)}`);
}

/** What two texts have in common, with a hole where they differ. */
function patternOf(one: string, other: string): string {
  let start = 0;
  while (start < one.length && one[start] === other[start]) start += 1;
  if (one === other) return loosely(one);
  let end = 0;
  const room = Math.min(one.length, other.length) - start;
  while (end < room && one.at(-1 - end) === other.at(-1 - end)) end += 1;
  const rest = loosely(one.slice(one.length - end));
  return `${loosely(one.slice(0, start))}([^\\n]*${rest === "" ? "" : "?"})${rest}`;
}

/** The text as a pattern, whatever stands between its words. */
function loosely(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&").replace(/\s+/g, "\\s+");
}
