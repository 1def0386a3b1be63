import { readFileSync } from "node:fs";
import type { Mailer } from "#server/plausible/mailer/model.js";
import type { Container, ElixirTerm } from "#server/plausible/types.js";

/** One question: a container, and what each release answered (see README.md). */
export interface Case {
  readonly id: string;
  readonly container: Container;
  /** The environment of the container, and the files in its folder of secrets, by name. */
  readonly settings: ReadonlyMap<string, string>;
  readonly files: Readonly<Record<string, string>>;
  readonly runs: readonly Run[];
}

export interface Run {
  readonly release: string;
  readonly boot: Boot;
  /** What became of one mail; null where the release did not boot. */
  readonly send: Send | null;
}

export type Boot =
  | { readonly error: { readonly type: string; readonly message: string } }
  | {
      readonly config: { readonly [key: string]: ElixirTerm };
      readonly sender: string | { readonly name: string; readonly address: string };
    };

export type Send =
  | { readonly raises: string; readonly message: string }
  | {
      readonly client: "mua" | "gen_smtp" | "hackney" | "none";
      readonly host?: string;
      readonly mail_from?: string;
      readonly opts?: { readonly [key: string]: ElixirTerm };
      readonly url?: string;
    };

/** What every question takes for granted unless it says otherwise. */
const presets: ReadonlyMap<string, string> = new Map([
  ["BASE_URL", "https://plausible.example.com"],
  ["SECRET_KEY_BASE", "k".repeat(64)],
  ["TOTP_VAULT_KEY", "dHR0dHR0dHR0dHR0dHR0dHR0dHR0dHR0dHR0dHR0dHQ="],
]);

interface Line {
  readonly id: string;
  readonly env: Readonly<Record<string, string | null>>;
  readonly presets?: false;
  readonly files?: Readonly<Record<string, string>>;
  readonly runs: readonly (readonly [releases: string, boot: number, send?: number])[];
}

/** All questions with their answers. */
export function loadCases(): readonly Case[] {
  const boots = linesOf<Boot>("boots");
  const sends = linesOf<Send>("sends");
  return linesOf<Line>("cases").map(({ id, env, files = {}, runs, ...line }) => {
    const variables = new Map<string, string | null>([...(line.presets === false ? [] : presets), ...Object.entries(env)]);
    const setting = (text: string | null | undefined) =>
      text === null || text === undefined ? ({ state: "absent" } as const) : ({ state: "value", value: text } as const);
    return {
      id,
      settings: new Map([...variables].flatMap(([name, text]) => (text === null ? [] : [[name, text] as const]))),
      files,
      container: {
        environment: (name) => setting(variables.get(name)),
        secretFile: (name) => setting(Object.hasOwn(files, name) ? files[name] : null),
      },
      runs: runs.flatMap(([releases, boot, send]) =>
        releases.split(" ").map((release) => ({
          release,
          boot: at(boots, boot),
          send: send === undefined ? null : at(sends, send),
        })),
      ),
    };
  });
}

/** The model's answer in the shape of the recorded one: secrets as their length. */
export function bootOf(mailer: Mailer): Boot | { readonly unknown: readonly string[] } {
  if (mailer.outcome === "unknown") return { unknown: mailer.unknown };
  if (mailer.outcome === "refuses-to-boot") {
    return { error: { type: mailer.error.type, message: mailer.error.message } };
  }
  return { config: masked(mailer.config), sender: mailer.mailerEmail ?? "?" };
}

/** `{$bytes: N}` for each password and key, as recorded. */
export function masked<T extends { readonly [key: string]: ElixirTerm }>(config: T): T {
  const entries = Object.entries(config).map(([key, term]): [string, ElixirTerm] => {
    if ((key === "password" || key === "api_key") && typeof term === "string") return [key, { $bytes: Buffer.byteLength(term) }];
    if (typeof term === "object" && term !== null && !Array.isArray(term)) {
      return [key, masked(term as { readonly [key: string]: ElixirTerm })];
    }
    return [key, term];
  });
  return Object.fromEntries(entries) as T;
}

function linesOf<T>(name: string): readonly T[] {
  const url = new URL(`../../oracle/plausible/${name}.jsonl`, import.meta.url);
  return readFileSync(url, "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as T);
}

function at<T>(list: readonly T[], index: number): T {
  const found = list[index];
  if (found === undefined) throw new Error(`the recorded answers have no line ${index}`);
  return found;
}
