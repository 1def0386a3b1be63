import { relativePath } from "../base/paths.js";
import type { FilePath } from "../base/text.js";
import { type Config, configErrorLine, defaultConfig, parseConfig } from "../lint/config.js";
import { nearestConfig } from "../lint/nearest-config.js";
import { CannotWork, type Io } from "./io.js";
import { cannot } from "./refusals.js";

/** A config and the folder it counts from. */
export interface PlacedConfig {
  readonly config: Config;
  readonly folder: FilePath;
}

/** The nearest `.plausible-mail.yml`, from a folder upwards. */
export function configFor(folder: FilePath, io: Io): PlacedConfig {
  const { found } = nearestConfig(io.files, folder);
  if (found === null) return { config: defaultConfig, folder };
  const shown = relativePath(io.cwd, found.path);
  if (found.content.kind !== "text")
    throw cannot("unreadable", {
      path: shown,
      reason: found.content.kind === "unreadable" ? found.content.reason : found.content.kind,
    });
  const parsed = parseConfig(found.content.text);
  if (!parsed.ok) throw new CannotWork(configErrorLine(parsed.error, shown));
  return { config: parsed.value, folder: found.folder };
}
