// What was measured last, kept in the ignored folder of the bench, so that a page can be made from runs of several hours.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, release, totalmem, type } from "node:os";
import { join } from "node:path";
import { home } from "./peers.mjs";

const folder = join(home, "results");

/** Keeps the result of a scenario, with where and when it was measured. */
export function saveResult(name, node, result) {
  mkdirSync(folder, { recursive: true });
  const { stdout } = spawnSync("git", ["rev-parse", "--short", "HEAD"], { cwd: home, encoding: "utf8" });
  const entry = {
    name,
    commit: (stdout ?? "").trim(),
    date: new Date().toISOString().slice(0, 10),
    node,
    machine: machine(),
    ...result,
  };
  writeFileSync(join(folder, `${name}.json`), JSON.stringify(entry, null, 2));
}

/** @returns {Map<string, any>} what was kept, by scenario */
export function readResults() {
  if (!existsSync(folder)) return new Map();
  const files = readdirSync(folder).filter((file) => file.endsWith(".json"));
  return new Map(files.map((file) => [file.slice(0, -5), JSON.parse(readFileSync(join(folder, file), "utf8"))]));
}

function machine() {
  const [first] = cpus();
  return `${cpus().length} × ${first?.model.trim() ?? "unknown"}, ${Math.round(totalmem() / 2 ** 30)} GB, ${type()} ${release()}`;
}
