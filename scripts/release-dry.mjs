// `npm run release:dry` makes all files of a release in the folder `release/`, checks them, and uploads nothing.
// `--strict`: what is still to be filled in, or only a person can decide, fails it; `--tag v1.2.3` has to be the version.
import { spawnSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { makeRelease, missingForRelease } from "./release/make.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const { values } = parseArgs({ options: { strict: { type: "boolean", default: false }, tag: { type: "string" } } });
const { faults, open } = missingForRelease(values.tag);

const out = path.join(root, "release");
rmSync(out, { recursive: true, force: true });
const run = spawnSync(process.execPath, ["node_modules/typescript/bin/tsc", "-b"], { cwd: root, stdio: "inherit" });
if (run.status !== 0) process.exit(run.status ?? 1);
await makeRelease(out);

process.stdout.write(readFileSync(path.join(out, "SHA256SUMS"), "utf8"));
for (const line of open) console.log(`to be filled in: ${line}`);
for (const line of faults) console.error(`wrong: ${line}`);
process.exit(faults.length > 0 || (values.strict && open.length > 0) ? 1 : 0);
