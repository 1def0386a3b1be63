// The Chromium in which the editor suite and the site are tested.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";

/**
 * The path of a Chromium: the one that `PLAUSIBLE_MAIL_CHROMIUM` names, one in `PATH`, else Debian's, which is installed.
 * @returns {string}
 */
export function ensureChromium() {
  return findChromium() ?? installChromium();
}

function findChromium() {
  if (process.env.PLAUSIBLE_MAIL_CHROMIUM) return process.env.PLAUSIBLE_MAIL_CHROMIUM;
  const folders = (process.env.PATH ?? "").split(path.delimiter);
  const names = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];
  return names.flatMap((name) => folders.map((folder) => path.join(folder, name))).find((file) => existsSync(file));
}

function installChromium() {
  console.error("Installing chromium with apt-get (once) …");
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  for (const args of [["update"], ["install", "-y", "--no-install-recommends", "chromium"]]) {
    const run = spawnSync("apt-get", args, { env, encoding: "utf8" });
    if (run.status !== 0)
      throw new Error(
        `No Chromium in PATH, and apt-get ${args[0]} failed: ${run.error?.message ?? run.stderr}\nInstall Chromium, or set PLAUSIBLE_MAIL_CHROMIUM to its path.`,
      );
  }
  const chromium = findChromium();
  if (chromium === undefined) throw new Error("apt-get installed chromium, but it is not in PATH");
  return chromium;
}
