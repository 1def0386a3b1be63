import { type Document, isMap, isScalar, parseDocument } from "yaml";
import { isRuleId, type RuleId, ruleIds } from "../base/ids.js";
import { type Message, message } from "../base/messages.js";
import { nearest } from "../base/nearest.js";
import type { Span } from "../base/text.js";
import { type Level, severities } from "../rules/kit/severity.js";
import { configTexts, didYouMean, oneOf, saidOf, shown } from "./config-texts.js";
import { tooDeepIn } from "./nesting.js";

export type Result<T> =
  | { readonly ok: true; readonly value: T }
  /** `error`: the first of `errors`; `readable`: what is left without what is at fault, for an editor in which somebody is writing. */
  | { readonly ok: false; readonly error: ConfigError; readonly errors: readonly ConfigError[]; readonly readable: T | null };

/** Why a config cannot be used. */
export interface ConfigError {
  /** What is wrong, and what is accepted; one line. */
  readonly reason: Message;
  /** The key at fault with those above it (`["rules", "port-25"]`); empty where none is. */
  readonly keys: readonly string[];
  /** The line, counted from 0, in which the YAML breaks; null where it can be read. */
  readonly line: number | null;
  /** Where it stands in the text: the key, the broken line, else the first line. Null where there is no text. */
  readonly at: Span | null;
  /** What was probably meant by the key at fault; null where nothing is near. */
  readonly meant: string | null;
}

/** An error as one line that names the file, the key and what is accepted. */
export function configErrorLine(error: ConfigError, file: string | Message): Message {
  const { line } = error;
  return saidOf(line === null ? file : `${file}:${line + 1}`, configErrorText(error));
}

/** The same where the file is known. */
export function configErrorText({ keys, reason }: ConfigError): Message {
  return keys.length === 0 ? reason : saidOf(keys.join("."), reason);
}

/** What `.plausible-mail.yml` and the editor's settings decide. */
export interface Config {
  /** The severity of every finding of a rule, or `off`. */
  readonly rules: ReadonlyMap<RuleId, Level>;
  /** Globs of further images that run Plausible. */
  readonly images: readonly string[];
  /** Globs of names of services that run Plausible, whatever their image. */
  readonly services: readonly string[];
  /** Globs of further files that are compose files. */
  readonly files: readonly string[];
  /** False: comments in the files silence nothing. No file says so, only a flag of the command line. */
  readonly inline?: boolean;
}

export const defaultConfig: Config = { rules: new Map(), images: [], services: [], files: [] };

/** The name of the file, which is searched upwards from the linted one. */
export const configFileName = ".plausible-mail.yml";

/** What a rule may be set to. */
export const levels = [...severities, "off"] as const satisfies readonly Level[];
/** What a config may hold. */
export const configKeys = ["rules", "images", "services", "files"] as const;

/** Far more than there are rules. */
const longestConfig = 100_000;

/** A `.plausible-mail.yml`. */
export function parseConfig(text: string): Result<Config> {
  if (text.length > longestConfig) {
    const reason = message(configTexts.tooLong, { kB: longestConfig / 1_000 });
    return failed([{ reason, keys: [], line: null, at: lineSpan(text, 0), meant: null }]);
  }
  const deep = tooDeepIn(text);
  if (deep !== null) {
    const line = text.slice(0, deep).split("\n").length - 1;
    return failed([{ reason: message(configTexts.tooDeep), keys: [], line, at: lineSpan(text, line), meant: null }]);
  }
  const document = parseDocument(text, { prettyErrors: true });
  const [broken] = document.errors;
  if (broken !== undefined) {
    const [said = ""] = broken.message.split("\n");
    const reason = notYaml(said.replace(/ at line \d+, column \d+:?$/, ""));
    const line = (broken.linePos?.[0].line ?? 1) - 1;
    const readable = readOf(plainOf(document));
    return { ...failed([{ reason, keys: [], line, at: lineSpan(text, line), meant: null }]), readable };
  }
  const parsed = plainOf(document);
  if (parsed.ok) return parsed;
  const place = ({ keys }: ConfigError) => keySpan(document.contents, text, keys) ?? lineSpan(text, 0);
  return { ...failed(parsed.errors.map((error) => ({ ...error, at: place(error) }))), readable: parsed.readable };
}

function plainOf(document: Document.Parsed): Result<Config> {
  let plain: unknown;
  try {
    plain = document.toJS();
  } catch (error) {
    // An alias of an anchor that is not there, or of so many that they would fill the memory.
    return wrong([], notYaml(error instanceof Error ? error.message : ""));
  }
  return configOf(plain);
}

/** In the words of the library that reads it. */
function notYaml(reason: string): Message {
  return message(configTexts.notYaml, { reason });
}

/** Where a key stands, without its quotes. */
function keySpan(contents: unknown, text: string, keys: readonly string[]): Span | null {
  let node = contents;
  let key: unknown = null;
  for (const name of keys) {
    const pair = isMap(node) ? node.items.find((one) => isScalar(one.key) && String(one.key.value) === name) : undefined;
    if (pair === undefined) return null;
    ({ key, value: node } = pair);
  }
  if (!isScalar(key) || !key.range) return null;
  const [start, end] = key.range;
  return /["']/.test(text[start] ?? "") ? { start: start + 1, end: end - 1 } : { start, end };
}

function lineSpan(text: string, line: number): Span {
  const lines = text.split("\n");
  const start = lines.slice(0, line).reduce((sum, each) => sum + each.length + 1, 0);
  return { start, end: start + (lines[line]?.trimEnd().length ?? 0) };
}

/** The config with what the editor's settings say in place of the file's; a rule or list that they leave out stays. */
export function mergeSettings(config: Config, settings: unknown): Result<Config> {
  const parsed = configOf(settings ?? {});
  if (parsed.ok) return { ok: true, value: over(config, parsed.value) };
  return { ...parsed, readable: parsed.readable === null ? config : over(config, parsed.readable) };
}

function over(config: Config, { rules, images, services, files }: Config): Config {
  return {
    rules: new Map([...config.rules, ...rules]),
    images: images.length > 0 ? images : config.images,
    services: services.length > 0 ? services : config.services,
    files: files.length > 0 ? files : config.files,
  };
}

type Failed = Extract<Result<never>, { ok: false }>;

function failed(errors: readonly ConfigError[]): Failed {
  const [error] = errors;
  if (error === undefined) throw new RangeError("a config fails for a reason");
  return { ok: false, error, errors, readable: null };
}

function wrong(keys: readonly string[], reason: Message, meant: string | null = null): Failed {
  return failed([{ reason, keys, line: null, at: null, meant }]);
}

function configOf(node: unknown): Result<Config> {
  if (node === null || node === undefined) return { ok: true, value: defaultConfig };
  const names = oneOf(configKeys);
  if (!isRecord(node)) return wrong([], message(configTexts.noMap, { names, got: shown(node) }));
  const unknown = Object.keys(node).filter((key) => !(configKeys as readonly string[]).includes(key));
  const unread = unknown.map((key) =>
    wrong([key], message(configTexts.noKey, { near: didYouMean(key, configKeys), names }), nearest(key, configKeys)),
  );
  const ruleLevels = parseRuleLevels(node.rules);
  const images = parseGlobs(node.images, "images");
  const services = parseGlobs(node.services, "services");
  const files = parseGlobs(node.files, "files");
  const errors = [...unread, ruleLevels, images, services, files].flatMap((part) => (part.ok ? [] : part.errors));
  const read: Config = {
    rules: readOf(ruleLevels) ?? defaultConfig.rules,
    images: readOf(images) ?? [],
    services: readOf(services) ?? [],
    files: readOf(files) ?? [],
  };
  return errors.length === 0 ? { ok: true, value: read } : { ...failed(errors), readable: read };
}

function readOf<T>(result: Result<T>): T | null {
  return result.ok ? result.value : result.readable;
}

function parseRuleLevels(node: unknown): Result<ReadonlyMap<RuleId, Level>> {
  const parsed = new Map<RuleId, Level>();
  if (node === null || node === undefined) return { ok: true, value: parsed };
  if (!isRecord(node)) return wrong(["rules"], message(configTexts.noRules, { got: shown(node) }));
  const errors: ConfigError[] = [];
  for (const [id, level] of Object.entries(node)) {
    // YAML 1.1 readers turn a bare `off` into false; ours does not, but JSON settings may well say so.
    const named = level === false ? "off" : level;
    if (!isRuleId(id)) {
      const reason = message(configTexts.noRule, { near: didYouMean(id, ruleIds) });
      errors.push(wrong(["rules", id], reason, nearest(id, ruleIds)).error);
    } else if (!isLevel(named)) {
      const values = { names: oneOf(levels), got: shown(level), near: didYouMean(String(level), levels) };
      errors.push(wrong(["rules", id], message(configTexts.noLevel, values)).error);
    } else parsed.set(id, named);
  }
  return errors.length === 0 ? { ok: true, value: parsed } : { ...failed(errors), readable: parsed };
}

function parseGlobs(node: unknown, key: string): Result<readonly string[]> {
  if (node === null || node === undefined) return { ok: true, value: [] };
  const globs = typeof node === "string" ? [node] : node;
  if (!Array.isArray(globs) || !globs.every((glob): glob is string => typeof glob === "string" && glob !== "")) {
    return wrong([key], message(configTexts.noGlobs, { got: shown(node) }));
  }
  return { ok: true, value: globs };
}

function isRecord(node: unknown): node is Record<string, unknown> {
  return typeof node === "object" && node !== null && !Array.isArray(node);
}

function isLevel(value: unknown): value is Level {
  return (levels as readonly unknown[]).includes(value);
}
