// The tests against real mail servers: Postfix, Exim, OpenSMTPD, Dovecot and a catcher of mail, from Debian's packages.
// They run as root inside a folder of their own (debian-root.mjs), on free ports of 127.0.0.1, and deliver only into that folder.
// `npm run test:mta -- [--optional] [PART…]`; with `--optional`, a machine that cannot do it passes, and says so.
import { spawn } from "node:child_process";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { globbySync } from "globby";
import { fetchPackages, temporaryRoot } from "./debian-root.mjs";

const packages = [
  ["bash", "coreutils", "findutils", "gawk", "grep", "sed", "postfix"],
  ["exim4-daemon-light"],
  ["opensmtpd"],
  ["dovecot-core", "dovecot-submissiond", "dovecot-imapd"],
  ["postgrey"],
  ["python3-aiosmtpd"],
];
const users = {
  mailbox: 100,
  postfix: 101,
  postdrop: 102,
  postgrey: 103,
  "Debian-exim": 104,
  opensmtpd: 105,
  opensmtpq: 106,
  dovecot: 107,
  dovenull: 108,
};

const repository = fileURLToPath(new URL("..", import.meta.url));
const { values, positionals: wanted } = parseArgs({ allowPositionals: true, options: { optional: { type: "boolean" } } });

const files = globbySync("test/out/mta/**/*.test.js", { cwd: repository }).filter(
  (file) => wanted.length === 0 || wanted.some((part) => file.includes(part)),
);
if (files.length === 0) {
  console.error(`No test matches ${wanted.join(" ")}`);
  process.exit(2);
}

const cache = path.join(repository, ".mta-test");
orGiveUp(() => fetchPackages("trixie", packages, cache));
const root = orGiveUp(() => temporaryRoot(cache, users));

const options = ["--enable-source-maps", "--test", "--test-reporter=spec", "--test-concurrency=2"];
const tests = spawn(process.execPath, [...options, ...files], {
  cwd: repository,
  stdio: "inherit",
  env: { ...process.env, PLAUSIBLE_MAIL_MTA_ROOT: root },
});
tests.once("exit", (status) => process.exit(status ?? 1));

function orGiveUp(work) {
  try {
    return work();
  } catch (error) {
    console.error(`test:mta cannot run here: ${error.message}`);
    process.exit(values.optional ? 0 : 1);
  }
}
