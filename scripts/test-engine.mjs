// The tests with a real Docker: the commands that ask a container, and the image of the Dockerfile. Docker is Debian's, started
// for this alone (docker-engine.mjs). No registry is asked, so the images are made here: `node` has a real Node and npm, and
// Plausible's has a start script and a real Elixir, in which stand-ins take the place of Plausible's modules.
// `npm run test:engine -- [--optional] [PART…]`; with `--optional`, a machine that cannot do it passes, and says so.
import { execFileSync, spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { globbySync } from "globby";
import { fetchPackages, temporaryRoot } from "./debian-root.mjs";
import { startDocker } from "./docker-engine.mjs";
import { nodeFromNpm } from "./npm.mjs";
import { packageNpm } from "./package-npm.mjs";
import { makeSingle } from "./single.mjs";

const repository = fileURLToPath(new URL("..", import.meta.url));
const cache = path.join(repository, ".engine-test");
const { values, positionals: wanted } = parseArgs({ allowPositionals: true, options: { optional: { type: "boolean" } } });

/** What the Dockerfile builds on, without the digest that a release has. */
const baseImage = /^FROM ([^\s@]+)/m.exec(readFileSync(path.join(repository, "Dockerfile"), "utf8"))[1];

const temporary = realpathSync(tmpdir());
const scratch = mkdtempSync(path.join(temporary, "plausible-mail-engine-"));
process.once("exit", () => rmSync(scratch, { recursive: true, force: true, maxRetries: 5 }));

const env = await orGiveUp(async () => {
  const docker = await startDocker(path.join(cache, "docker"), scratch, [temporary, repository]);
  importImage(nodeRoot(), ["node:22-alpine", baseImage], docker);
  importImage(plausibleRoot(), ["ghcr.io/plausible/community-edition:v3.2.1"], docker, [
    'ENTRYPOINT ["/entrypoint.sh"]',
    'CMD ["run"]',
    "ENV LANG=C.UTF-8 GREETING=hello",
  ]);
  return {
    ...docker,
    PLAUSIBLE_MAIL_TARBALL: await packageNpm({ out: scratch }),
    PLAUSIBLE_MAIL_SINGLE: await makeSingle(path.join(scratch, "plausible-mail.mjs")),
  };
});

const files = globbySync("test/out/engine/**/*.test.js", { cwd: repository }).filter(
  (file) => wanted.length === 0 || wanted.some((part) => file.includes(part)),
);
const tests = spawn(process.execPath, ["--enable-source-maps", "--test", "--test-reporter=spec", ...files], {
  cwd: repository,
  stdio: "inherit",
  env: { ...process.env, ...env },
});
tests.once("exit", (status) => process.exit(status ?? 1));

/** What the image of Node has that is needed here: Node, npm, a shell, and the user `node`. */
function nodeRoot() {
  const packages = path.join(cache, "node");
  fetchPackages("trixie", [["bash", "coreutils", "libstdc++6"]], packages);
  const root = temporaryRoot(packages, { node: 1000 });
  const [programs, modules] = ["usr/local/bin", "usr/local/lib/node_modules"].map((folder) => path.join(root, folder));
  for (const folder of [programs, modules]) mkdirSync(folder, { recursive: true });
  // As in every image: names are asked of Docker.
  writeFileSync(path.join(root, "etc/nsswitch.conf"), "hosts: files dns\n");
  cpSync(nodeFromNpm(/\d+\.\d+\.\d+/.exec(baseImage)[0], path.join(cache, "node22")), path.join(programs, "node"));
  const npm = path.dirname(path.dirname(realpathSync(execFileSync("which", ["npm"], { encoding: "utf8" }).trim())));
  cpSync(npm, path.join(modules, "npm"), { recursive: true });
  symlinkSync("../lib/node_modules/npm/bin/npm-cli.js", path.join(programs, "npm"));
  return root;
}

/** What the image of Plausible has that is asked: `/entrypoint.sh` and a release with `rpc`. */
function plausibleRoot() {
  const packages = path.join(cache, "plausible");
  fetchPackages("trixie", [["bash", "coreutils", "sed", "grep", "elixir"]], packages);
  const root = temporaryRoot(packages);
  cpSync(path.join(repository, "test/engine/image"), root, { recursive: true });
  cpSync(path.join(repository, "test/container/stand-ins.exs"), path.join(root, "app/stand-ins.exs"));
  return root;
}

function importImage(root, names, docker, changes = []) {
  const flags = ["ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", ...changes].flatMap((change) => [
    "--change",
    change,
  ]);
  const [first, ...others] = names;
  const line = 'tar --create --directory "$0" . | docker import "$@"';
  execFileSync("bash", ["-o", "pipefail", "-c", line, root, ...flags, "-", first], {
    env: docker,
    stdio: ["ignore", "ignore", "inherit"],
  });
  for (const name of others) execFileSync("docker", ["tag", first, name], { env: docker });
}

async function orGiveUp(work) {
  try {
    return await work();
  } catch (error) {
    console.error(`test:engine cannot run here: ${error.message}`);
    process.exit(values.optional ? 0 : 1);
  }
}
