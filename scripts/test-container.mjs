// What the running Plausible is asked, evaluated by a real Elixir against stand-ins for Plausible's modules: the one on PATH,
// else Debian's package, unpacked into a folder of its own (debian-root.mjs) and removed afterwards. No container is needed.
// `npm run test:container -- [--optional]`; with `--optional`, a machine that cannot do it passes, and says so.
import { spawn, spawnSync } from "node:child_process";
import { copyFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { globbySync } from "globby";
import { fetchPackages, temporaryRoot } from "./debian-root.mjs";

const repository = fileURLToPath(new URL("..", import.meta.url));
const { values } = parseArgs({ options: { optional: { type: "boolean" } } });
const files = globbySync("test/out/container/**/*.test.js", { cwd: repository });

const found = elixirHere() ?? elixirUnpacked();
const tests = spawn(process.execPath, ["--enable-source-maps", "--test", "--test-reporter=spec", ...files], {
  cwd: repository,
  stdio: "inherit",
  env: { ...process.env, ...found },
});
tests.once("exit", (status) => process.exit(status ?? 1));

/** The Elixir of this machine; null: it has none. */
function elixirHere() {
  const { status } = spawnSync("elixir", ["--version"], { stdio: "ignore" });
  return status === 0 ? { PLAUSIBLE_MAIL_ELIXIR: JSON.stringify(["elixir"]) } : null;
}

function elixirUnpacked() {
  try {
    const cache = path.join(repository, ".container-test");
    fetchPackages("trixie", [["bash", "coreutils", "sed", "grep", "elixir"]], cache);
    const root = temporaryRoot(cache);
    copyFileSync(path.join(repository, "test/container/stand-ins.exs"), path.join(root, "stand-ins.exs"));
    return {
      PLAUSIBLE_MAIL_ELIXIR: JSON.stringify(["/usr/sbin/chroot", root, "/usr/bin/elixir"]),
      PLAUSIBLE_MAIL_STAND_INS: "/stand-ins.exs",
    };
  } catch (error) {
    console.error(`test:container cannot run here: ${error.message}`);
    process.exit(values.optional ? 0 : 1);
  }
}
