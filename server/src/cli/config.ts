import type { FilePath } from "../base/text.js";
import { upwards } from "../compose/project/context.js";
import { type Config, configFileName, defaultConfig, parseConfig } from "../lint/config.js";
import { CannotWork, type Io } from "./io.js";
import { relativePath } from "./terminal/text.js";

/** A config and the folder it counts from. */
export interface FoundConfig {
  readonly config: Config;
  readonly folder: FilePath;
}

/** The nearest `.plausible-mail.yml`, from a folder upwards. */
export function configFor(folder: FilePath, io: Io): FoundConfig {
  for (const at of upwards(folder)) {
    const path = at === "/" ? `/${configFileName}` : `${at}/${configFileName}`;
    const content = io.files.read(path);
    if (content.kind === "unreadable") throw new CannotWork(`${relativePath(io.cwd, path)}: ${content.reason}`);
    if (content.kind !== "text") continue;
    const parsed = parseConfig(content.text, relativePath(io.cwd, path));
    if (!parsed.ok) throw new CannotWork(parsed.error);
    return { config: parsed.value, folder: at };
  }
  return { config: defaultConfig, folder };
}
