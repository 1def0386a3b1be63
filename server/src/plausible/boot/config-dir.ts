import type { Setting } from "../types.js";

/** Where a release looks for files named as variables while `CONFIG_DIR` is unset. */
export const defaultConfigDir = "/run/secrets";

/**
 * The folder in which a release looks for files named as variables, without a slash at its end (`/` is the empty text);
 * null: not seen.
 */
export function configDirOf(setting: Setting): string | null {
  if (setting.state === "unknown") return null;
  return (setting.state === "value" ? setting.value : defaultConfigDir).replace(/(?<!\/)\/+$/, "");
}
