// What every container of a huge file gets, beside what `yaml` needs to parse that file.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { median } from "./statistics.mjs";
import { projectOf } from "./texts.mjs";

const program = fileURLToPath(new URL("../bench-explain.mjs", import.meta.url));

/**
 * `explain --all-services` of a thousand services, and a parse of the same text, both as the first thing that a process does and
 * warmed up, in milliseconds.
 * @param {{ runs: number }} effort
 */
export function measureExplain({ runs }) {
  const folder = mkdtempSync(join(tmpdir(), "plausible-mail-bench-"));
  try {
    const file = join(folder, "compose.yml");
    writeFileSync(file, projectOf({ services: 1_000, plausible: "one", values: "inline" }).compose);
    const first = Array.from({ length: runs }, () => ({
      yaml: timesOf(file, "yaml").yaml,
      explain: timesOf(file, "explain").explain,
    }));
    const middle = (of) => median(first.map(of));
    return {
      first: { explain: middle(({ explain }) => explain), yaml: middle(({ yaml }) => yaml) },
      warm: timesOf(file, "both"),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function timesOf(file, what) {
  const { stdout, stderr, status } = spawnSync(process.execPath, [program, file, what], { encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}
