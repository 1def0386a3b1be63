// The tests with programs of others that users have: zsh and fish complete, pre-commit runs the hook. What is not installed is
// taken from Debian's packages, unpacked into a folder of its own (debian-root.mjs), which needs Debian and root.
// `npm run test:tools`; a test whose program can't be had is skipped, and says why.
import { spawnSync } from "node:child_process";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { fetchPackages, temporaryRoot } from "./debian-root.mjs";

const repository = fileURLToPath(new URL("..", import.meta.url));
const isInstalled = (program) => spawnSync(program, ["--version"], { stdio: "ignore" }).status === 0;
const missing = ["zsh", "fish", "pre-commit"].filter((program) => !isInstalled(program));

const env = { ...process.env };
if (missing.length > 0) {
  try {
    env.PLAUSIBLE_MAIL_TOOLS_ROOT = unpacked();
  } catch (error) {
    console.error(`Not installed, and not to be had: ${missing.join(", ")}: ${error.message}`);
  }
}
const { status } = spawnSync(
  process.execPath,
  ["--enable-source-maps", "--test", "--test-reporter=spec", "test/out/tools/completion.test.js", "test/out/tools/hook.test.js"],
  { cwd: repository, stdio: "inherit", env },
);
process.exit(status ?? 1);

/** A small Debian with these programs. */
function unpacked() {
  const cache = path.join(repository, ".tools-test");
  fetchPackages("trixie", [["bash", "coreutils", "zsh", "fish"], ["pre-commit"]], cache);
  return temporaryRoot(cache);
}
