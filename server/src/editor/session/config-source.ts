import type { Files } from "../../base/files.js";
import { type Language, type Message, plainText } from "../../base/messages.js";
import { folderOf } from "../../base/paths.js";
import type { FilePath } from "../../base/text.js";
import { type Config, configErrorLine, defaultConfig, mergeSettings, parseConfig } from "../../lint/config.js";
import { inSettings, saidOf } from "../../lint/config-texts.js";
import { nearestConfig } from "../../lint/nearest-config.js";

/** The part of the client's `plausibleMail` settings that decides about findings. */
export interface LintSettings {
  readonly rules?: unknown;
  readonly images?: unknown;
  readonly services?: unknown;
}

export interface ConfigInForce {
  readonly config: Config;
  /** The paths of config files that were looked for, up to the one that is there. */
  readonly lookedAt: readonly FilePath[];
}

/** The config in force for a file: `.plausible-mail.yml` above it, with the client's settings over it. */
export class ConfigSource {
  readonly #settingsFor: (path: FilePath) => LintSettings;
  readonly #complain: (problem: string) => void;
  readonly #language: Language;
  readonly #complaints = new Set<string>();

  /** `complain` gets a line about each file or setting that cannot be used, once; without it the rest goes on. */
  constructor(settingsFor: (path: FilePath) => LintSettings, complain: (problem: string) => void, language: Language = "en") {
    this.#settingsFor = settingsFor;
    this.#complain = complain;
    this.#language = language;
  }

  of(files: Files, path: FilePath): ConfigInForce {
    const { config, lookedAt } = this.#fileAbove(files, path);
    const { rules, images, services } = this.#settingsFor(path);
    const merged = mergeSettings(config, { rules, images, services });
    if (merged.ok) return { config: merged.value, lookedAt };
    this.#complainOnce(configErrorLine(merged.error, inSettings));
    return { config: merged.readable ?? config, lookedAt };
  }

  #fileAbove(files: Files, path: FilePath): ConfigInForce {
    const { found, lookedAt } = nearestConfig(files, folderOf(path));
    if (found === null) return { config: defaultConfig, lookedAt };
    const { content } = found;
    if (content.kind !== "text") {
      if (content.kind === "unreadable") this.#complainOnce(saidOf(found.path, content.reason));
      return { config: defaultConfig, lookedAt };
    }
    const parsed = parseConfig(content.text);
    if (parsed.ok) return { config: parsed.value, lookedAt };
    this.#complainOnce(configErrorLine(parsed.error, found.path));
    // While somebody writes a second rule, the first one stays off.
    return { config: parsed.readable ?? defaultConfig, lookedAt };
  }

  #complainOnce(problem: Message): void {
    const text = plainText(problem, this.#language);
    if (this.#complaints.has(text)) return;
    this.#complaints.add(text);
    this.#complain(text);
  }
}
