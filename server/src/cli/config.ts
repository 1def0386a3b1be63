import { isRuleId, type RuleId, ruleIds } from "../base/ids.js";
import { listed } from "../base/messages.js";
import { nearest } from "../base/nearest.js";
import { relativePath } from "../base/paths.js";
import type { FilePath } from "../base/text.js";
import { type Config, configErrorLine, defaultConfig, levels, parseConfig } from "../lint/config.js";
import { nearestConfig } from "../lint/nearest-config.js";
import type { Level } from "../rules/kit/severity.js";
import { CannotWork, type Io, type PlacedConfig } from "./io.js";
import { cannot } from "./refusals.js";

/** The nearest `.plausible-mail.yml`, from a folder upwards, or what `--config` names; below what other flags say. */
export function configFor(folder: FilePath, io: Io): PlacedConfig {
  const { configured } = io;
  if (configured === undefined) return configOfFiles(folder, io);
  const { config, folder: base } = configured.instead ?? configOfFiles(folder, io);
  return {
    config: { ...config, rules: new Map([...config.rules, ...configured.levels]), inline: configured.inline },
    folder: base,
  };
}

function configOfFiles(folder: FilePath, io: Io): PlacedConfig {
  const { found } = nearestConfig(io.files, folder);
  if (found === null) return { config: defaultConfig, folder };
  return { config: readConfig(found.path, io), folder: found.folder };
}

function readConfig(path: FilePath, io: Io): Config {
  const shown = relativePath(io.cwd, path);
  const content = io.files.read(path);
  if (content.kind === "missing") throw cannot("noFile", { path: shown });
  if (content.kind === "directory") throw cannot("folder", { path: shown });
  if (content.kind !== "text") throw cannot("unreadable", { path: shown, reason: content.reason });
  const parsed = parseConfig(content.text);
  if (!parsed.ok) throw new CannotWork(configErrorLine(parsed.error, shown));
  return parsed.value;
}

/** The flags that speak of the configuration. */
export interface ConfigFlags {
  readonly config?: string;
  /** `id=level` each. */
  readonly rule?: readonly string[];
  readonly ignore?: readonly string[];
  readonly inlineConfig: boolean;
}

/** The world with what these flags say above every config file. */
export function withConfigFlags(flags: ConfigFlags, io: Io): Io {
  const { config, rule = [], ignore = [], inlineConfig: inline } = flags;
  if (config === undefined && rule.length + ignore.length === 0 && inline) return io;
  const own = new Map<RuleId, Level>([...rule.map(levelOf), ...ignore.map((id) => [ruleNamed("--ignore", id), "off"] as const)]);
  // Its globs count from here, as those of flags do, and not from wherever the file lies.
  const instead = config === undefined ? null : { config: readConfig(io.absolute(config), io), folder: io.cwd };
  return { ...io, configured: { instead, levels: own, inline } };
}

function levelOf(text: string): readonly [RuleId, Level] {
  const [id = "", named = ""] = text.split("=");
  const level = levels.find((one) => one === named);
  if (level === undefined || text.split("=").length !== 2) throw cannot("ruleFlag", { text, levels: listed(levels) });
  return [ruleNamed("--rule", id), level];
}

function ruleNamed(flag: string, id: string): RuleId {
  if (isRuleId(id)) return id;
  const near = nearest(id, ruleIds);
  throw near === null ? cannot("noRule", { flag, id }) : cannot("nearRule", { flag, id, near });
}
