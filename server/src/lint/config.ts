import { parseDocument } from "yaml";
import { isRuleId, type RuleId, ruleIds } from "../base/ids.js";
import { nearest } from "../base/nearest.js";
import type { Level } from "../rules/kit/severity.js";

export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: string };

/** What `.plausible-mail.yml` and the editor's settings decide. */
export interface Config {
  /** The severity of every finding of a rule, or `off`. */
  readonly rules: ReadonlyMap<RuleId, Level>;
  /** Globs of further images that run Plausible. */
  readonly images: readonly string[];
  /** Globs of further files that are compose files. */
  readonly files: readonly string[];
}

export const defaultConfig: Config = { rules: new Map(), images: [], files: [] };

/** The name of the file, which is searched upwards from the linted one. */
export const configFileName = ".plausible-mail.yml";

const levels = ["error", "warning", "info", "hint", "off"] as const satisfies readonly Level[];
const keys = ["rules", "images", "files"] as const;

/** A `.plausible-mail.yml`. An error is one line that names the file, the key and what is accepted. */
export function parseConfig(text: string, file: string): Result<Config> {
  const document = parseDocument(text, { prettyErrors: true });
  const broken = document.errors[0];
  if (broken !== undefined) {
    const line = broken.linePos?.[0].line;
    const at = line === undefined ? file : `${file}:${line}`;
    return {
      ok: false,
      error: `${at}: ${broken.message.split("\n")[0]?.replace(/ at line \d+, column \d+:?$/, "") ?? "no YAML"}`,
    };
  }
  return configOf(document.toJS(), file);
}

/** The config with what the editor's settings say in place of the file's; a rule or list that they leave out stays. */
export function mergeSettings(config: Config, settings: unknown): Result<Config> {
  const parsed = configOf(settings ?? {}, "settings");
  if (!parsed.ok) return parsed;
  const { rules: ruleLevels, images, files } = parsed.value;
  return {
    ok: true,
    value: {
      rules: new Map([...config.rules, ...ruleLevels]),
      images: images.length > 0 ? images : config.images,
      files: files.length > 0 ? files : config.files,
    },
  };
}

function configOf(node: unknown, file: string): Result<Config> {
  if (node === null || node === undefined) return { ok: true, value: defaultConfig };
  if (!isRecord(node)) return { ok: false, error: `${file}: expected a map with ${list(keys)}, got ${JSON.stringify(node)}` };
  for (const key of Object.keys(node)) {
    if (!(keys as readonly string[]).includes(key)) {
      return { ok: false, error: `${file}: ${key}: no such key${didYouMean(key, keys)}; expected ${list(keys)}` };
    }
  }
  const ruleLevels = parseRuleLevels(node.rules, file);
  if (!ruleLevels.ok) return ruleLevels;
  const images = parseGlobs(node.images, "images", file);
  if (!images.ok) return images;
  const files = parseGlobs(node.files, "files", file);
  if (!files.ok) return files;
  return { ok: true, value: { rules: ruleLevels.value, images: images.value, files: files.value } };
}

function parseRuleLevels(node: unknown, file: string): Result<ReadonlyMap<RuleId, Level>> {
  const fail = (why: string) => ({ ok: false, error: `${file}: ${why}` }) as const;
  const parsed = new Map<RuleId, Level>();
  if (node === null || node === undefined) return { ok: true, value: parsed };
  if (!isRecord(node)) return fail(`rules: expected a map of rule ids, got ${JSON.stringify(node)}`);
  for (const [id, level] of Object.entries(node)) {
    if (!isRuleId(id)) return fail(`rules.${id}: no such rule${didYouMean(id, ruleIds)}`);
    // YAML 1.1 readers turn a bare `off` into false; ours does not, but JSON settings may well say so.
    const named = level === false ? "off" : level;
    if (!isLevel(named))
      return fail(`rules.${id}: expected ${list(levels)}, got ${JSON.stringify(level)}${didYouMean(String(level), levels)}`);
    parsed.set(id, named);
  }
  return { ok: true, value: parsed };
}

function parseGlobs(node: unknown, key: string, file: string): Result<readonly string[]> {
  if (node === null || node === undefined) return { ok: true, value: [] };
  const globs = typeof node === "string" ? [node] : node;
  if (!Array.isArray(globs) || !globs.every((glob): glob is string => typeof glob === "string" && glob !== "")) {
    return { ok: false, error: `${file}: ${key}: expected a list of globs, got ${JSON.stringify(node)}` };
  }
  return { ok: true, value: globs };
}

/** `; did you mean "x"?`, or nothing. */
function didYouMean(word: string, candidates: Iterable<string>): string {
  const meant = nearest(word, candidates);
  return meant === null ? "" : ` (did you mean "${meant}"?)`;
}

function list(words: readonly string[]): string {
  return `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}

function isRecord(node: unknown): node is Record<string, unknown> {
  return typeof node === "object" && node !== null && !Array.isArray(node);
}

function isLevel(value: unknown): value is Level {
  return (levels as readonly unknown[]).includes(value);
}
