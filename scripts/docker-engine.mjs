// A Docker of its own, from Debian's packages: a daemon in a small Debian (debian-root.mjs) with processes, mounts and a network
// of its own, so that nothing of the machine's Docker is asked or changed, and nothing is left of it.
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, openSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import path from "node:path";
import { fetchPackages, temporaryRoot } from "./debian-root.mjs";

const packages = [["bash", "coreutils", "mount", "iproute2", "iptables", "docker.io", "docker-cli", "docker-compose"]];

/** What stands at the top of the daemon's Debian is the root of its mounts: Docker starts containers from nowhere else. */
const start = `set -e
root=$0 socket=$1; shift
mount --bind "$root" "$root"
for folder in /proc /sys /dev "$@"; do mkdir -p "$root$folder"; mount --rbind "$folder" "$root$folder"; done
mkdir -p "$root/before"
cd "$root"
pivot_root . before
exec chroot . /bin/bash -c 'mount -t proc proc /proc; umount -l /before; ip link set lo up
exec dockerd --host "unix://$0"' "$socket"
`;

/**
 * Starts it. It ends with this process.
 * @param cache where the packages are kept
 * @param scratch an empty folder, for its socket and its command line
 * @param seen folders of this machine that containers may mount
 * @returns {Promise<Record<string, string>>} the environment in which `docker` is this one
 */
export async function startDocker(cache, scratch, seen) {
  fetchPackages("trixie", packages, cache);
  const root = temporaryRoot(cache);
  // Otherwise made by a script of the package.
  for (const name of ["iptables", "ip6tables"]) link("xtables-nft-multi", path.join(root, "usr/sbin", name));
  const socket = path.join(scratch, "docker.sock");
  const log = path.join(scratch, "docker.log");
  const output = openSync(log, "w");
  const args = ["--mount", "--propagation", "slave", "--net", "--ipc", "--pid", "--fork", "--kill-child=SIGKILL"];
  const daemon = spawn("unshare", [...args, "bash", "-c", start, root, socket, ...seen], {
    stdio: ["ignore", output, output],
    env: { PATH: "/usr/sbin:/usr/bin:/sbin:/bin" },
  });
  process.once("exit", () => daemon.kill("SIGKILL"));
  const env = commandLine(root, scratch, socket);
  for (let tries = 0; tries < 300 && daemon.exitCode === null; tries += 1) {
    if (spawnSync("docker", ["version"], { env, stdio: "ignore" }).status === 0) return env;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`Docker doesn't start:\n${readFileSync(log, "utf8").split("\n").slice(-5).join("\n")}`);
}

/** The environment in which `docker` and `docker compose` are its own. */
function commandLine(root, scratch, socket) {
  const [programs, plugins] = ["bin", "config/cli-plugins"].map((folder) => path.join(scratch, folder));
  for (const folder of [programs, plugins]) mkdirSync(folder, { recursive: true });
  link(path.join(root, "usr/bin/docker"), path.join(programs, "docker"));
  link(path.join(root, "usr/libexec/docker/cli-plugins/docker-compose"), path.join(plugins, "docker-compose"));
  return {
    PATH: [programs, process.env.PATH].join(path.delimiter),
    DOCKER_HOST: `unix://${socket}`,
    DOCKER_CONFIG: path.dirname(plugins),
  };
}

function link(target, file) {
  rmSync(file, { force: true });
  symlinkSync(target, file);
}
