// A folder that holds a small Debian of its own, unpacked from packages of the mirror that this machine uses: programs run in it
// by `chroot`, side by side although their packages refuse to be installed together, and nothing of the machine changes.
import { execFileSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const day = 24 * 60 * 60 * 1000;
const keyring = "/usr/share/keyrings/debian-archive-keyring.gpg";

/**
 * Downloads these packages and all they depend on into `cache`, or finds them there. Needs Debian, and root.
 * @param release of Debian, whichever this machine runs itself: `trixie`
 * @param groups names of packages that may be installed together, group by group
 */
export function fetchPackages(release, groups, cache) {
  if (!existsSync(keyring)) throw new Error("the mail servers are Debian's packages, and this is no Debian");
  if (process.getuid?.() !== 0) throw new Error("mail servers start as root: use sudo, or a container");
  const stamp = path.join(cache, "complete.json");
  const wanted = JSON.stringify([release, groups]);
  if (existsSync(stamp)) {
    const found = JSON.parse(readFileSync(stamp, "utf8"));
    if (found.wanted === wanted && Date.now() - found.at < 7 * day) return;
  }
  rmSync(cache, { recursive: true, force: true });
  for (const folder of ["lists/partial", "archives/partial"]) mkdirSync(path.join(cache, folder), { recursive: true });
  writeFileSync(path.join(cache, "sources.list"), `deb [signed-by=${keyring}] ${mirror()} ${release} main\n`);
  // An empty list of what is installed: each group comes with the whole of what it needs, down to the C library.
  writeFileSync(path.join(cache, "status"), "");
  const options = Object.entries({
    "Dir::State": cache,
    "Dir::State::status": path.join(cache, "status"),
    "Dir::Cache": cache,
    "Dir::Etc::sourcelist": path.join(cache, "sources.list"),
    "Dir::Etc::sourceparts": "/dev/null",
    "APT::Install-Recommends": "false",
    "APT::Sandbox::User": "root",
    "Acquire::Retries": "3",
    "Acquire::Languages": "none",
  }).flatMap(([name, value]) => ["-o", `${name}=${value}`]);
  const apt = (...args) =>
    execFileSync("apt-get", ["-qq", "-y", ...options, ...args], {
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
      stdio: ["ignore", "ignore", "inherit"],
    });
  apt("update", "--error-on=any");
  for (const group of groups) apt("install", "--download-only", ...group);
  writeFileSync(stamp, JSON.stringify({ wanted, at: Date.now() }));
}

/** Where this machine gets its own packages from. */
function mirror() {
  const own = /^VERSION_CODENAME=(.*)$/m.exec(readFileSync("/etc/os-release", "utf8"))?.[1];
  const format = "$(SITE) $(RELEASE) $(COMPONENT)";
  const targets = execFileSync("apt-get", ["indextargets", "--format", format, "Created-By: Packages"], { encoding: "utf8" });
  const lines = targets.split("\n").map((line) => line.split(" "));
  const found = lines.find(([, release, component]) => component === "main" && (release === own || release === "stable"));
  if (found?.[0] === undefined) throw new Error("apt-get knows no mirror of Debian");
  return found[0];
}

/**
 * A folder with what was fetched, unpacked. It is gone when this process ends, and so is whatever runs in it then.
 * @param users name → number, of user and group alike
 */
export function temporaryRoot(cache, users = {}) {
  const root = mkdtempSync(path.join(realpathSync(tmpdir()), "plausible-mail-root-"));
  process.once("exit", () => {
    endProcessesIn(root);
    rmSync(root, { recursive: true, force: true, maxRetries: 5 });
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(signal, () => process.exit(1));
  makeRoot(root, cache, users);
  return root;
}

/**
 * The command line that runs a command in such a root: with the processes, devices and some folders of this machine, which no
 * other program sees there.
 * @param seen folders of this machine, with their contents
 */
export function inRoot(root, seen, command) {
  const script = `set -e
root=$0
while [ "$1" != -- ]; do mkdir -p "$root$1"; mount --rbind "$1" "$root$1"; shift; done
shift
exec chroot "$root" "$@"`;
  const folders = ["/proc", "/sys", "/dev", ...seen];
  return ["unshare", "--mount", "--propagation", "slave", "bash", "-c", script, root, ...folders, "--", ...command];
}

/** No script of a package is run. */
function makeRoot(root, cache, users) {
  for (const folder of ["bin", "sbin", "lib", "lib64"]) {
    mkdirSync(path.join(root, "usr", folder), { recursive: true });
    symlinkSync(`usr/${folder}`, path.join(root, folder));
  }
  chmodSync(root, 0o755); // servers give up being root
  const left = ["doc", "man", "locale", "fonts", "info"].map((folder) => `--exclude=./usr/share/${folder}`).join(" ");
  const archives = path.join(cache, "archives");
  for (const deb of readdirSync(archives).filter((name) => name.endsWith(".deb"))) {
    const unpack = `dpkg-deb --fsys-tarfile "$0" | tar -x -C "$1" --keep-directory-symlink ${left}`;
    execFileSync("bash", ["-o", "pipefail", "-c", unpack, path.join(archives, deb), root], {
      stdio: ["ignore", "ignore", "inherit"],
    });
  }
  symlinkSync("bash", path.join(root, "bin/sh"));
  for (const [name, minor] of Object.entries({ null: 3, zero: 5, random: 8, urandom: 9 })) {
    execFileSync("mknod", ["-m", "666", path.join(root, "dev", name), "c", "1", String(minor)]);
  }
  const accounts = Object.entries({ root: 0, nobody: 65534, ...users });
  const etc = (name, lines) => writeFileSync(path.join(root, "etc", name), lines.map((line) => `${line}\n`).join(""));
  const passwd = accounts.map(([name, id]) => `${name}:x:${id}:${id}::/:/bin/false`);
  const group = accounts.map(([name, id]) => `${name}:x:${id}:`);
  etc("passwd", passwd);
  etc("group", group);
  etc("hosts", ["127.0.0.1 localhost"]);
  etc("nsswitch.conf", ["passwd: files", "group: files", "hosts: files"]); // no name is ever asked for outside
}

/** Ends every process that lives in this root, and what those start meanwhile. */
function endProcessesIn(root) {
  for (let round = 0; round < 100; round += 1) {
    const found = readdirSync("/proc").filter((name) => /^\d+$/.test(name) && rootOf(name) === root);
    if (found.length === 0) return;
    for (const pid of found) end(Number(pid));
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
  }
}

function rootOf(pid) {
  try {
    return readlinkSync(`/proc/${pid}/root`);
  } catch {
    return null; // gone meanwhile
  }
}

function end(pid) {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // gone meanwhile
  }
}
