import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

/**
 * Resident memory of a process in bytes, now and at its highest so far, and the milliseconds that it has computed (null where
 * the system does not tell); null once it is gone.
 * @param {number} pid
 * @returns {{ now: number, highest: number, cpu: number | null } | null}
 */
export function memoryOf(pid) {
  if (process.platform === "linux") {
    try {
      const status = readFileSync(`/proc/${pid}/status`, "utf8");
      const kilobytes = (name) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(status)?.[1] ?? Number.NaN);
      const [now, highest] = [kilobytes("VmRSS"), kilobytes("VmHWM")];
      if (Number.isNaN(now)) return null;
      // After the name in brackets, which may hold spaces: state, and eleven more fields before the times, in ticks of 10 ms.
      const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
      const [user, system] = stat
        .slice(stat.lastIndexOf(")") + 2)
        .split(" ")
        .slice(11, 13)
        .map(Number);
      return { now: now * 1024, highest: highest * 1024, cpu: (user + system) * 10 };
    } catch {
      return null;
    }
  }
  const { stdout } = spawnSync("ps", ["-o", "rss=", "-p", String(pid)], { encoding: "utf8" });
  const now = Number((stdout ?? "").trim()) * 1024;
  return now > 0 ? { now, highest: now, cpu: null } : null;
}
