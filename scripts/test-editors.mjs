// The language server in other editors, each the real program with the configuration that docs/editors.md shows: problems,
// hover, completion, a fix, and Test SMTP with its progress and its question against a mail server of this run.
// The editors are Debian's, unpacked into a folder of their own (debian-root.mjs) and removed afterwards; this needs root.
// `npm run test:editors -- [--optional] [neovim|emacs|helix]`; with `--optional`, a machine that cannot do it passes, and says so.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { fetchPackages, inRoot, temporaryRoot } from "./debian-root.mjs";
import { nodeFromNpm } from "./npm.mjs";

const repository = fileURLToPath(new URL("..", import.meta.url));
const { values, positionals } = parseArgs({ allowPositionals: true, options: { optional: { type: "boolean" } } });
const { startMailServer } = await import(new URL("../test/out/support/mail-server.js", import.meta.url));
const { inPlace } = await import(new URL("../test/out/editor/folders.js", import.meta.url));

const temporary = realpathSync(tmpdir());
const scratch = mkdtempSync(path.join(temporary, "plausible-mail-editors-"));
process.once("exit", () => rmSync(scratch, { recursive: true, force: true, maxRetries: 5 }));
const patience = 180_000;
const driver = (name) => path.join(repository, "test/other-editors", name);

/** The configuration of an editor, as the page shows it. */
function configurationOf(editor) {
  const page = readFileSync(path.join(repository, "docs/editors.md"), "utf8");
  const [, code] = new RegExp(`\`\`\`\\w+ ${editor}\\n([\\s\\S]*?)\n\`\`\``).exec(page) ?? [];
  assert.ok(code, `docs/editors.md has a block for ${editor}`);
  return code;
}

/** Each with the command that it starts with in its folder, where its configuration is put first. */
const editors = {
  neovim(folder) {
    const init = path.join(folder, "init.lua");
    writeFileSync(init, configurationOf("neovim"));
    const run = ["-c", `luafile ${init}`, "-c", `luafile ${driver("neovim.lua")}`];
    return ["nvim", "--headless", "-u", "NONE", "-i", "NONE", "-n", ...run];
  },
  emacs(folder) {
    const init = path.join(folder, "init.el");
    // Debian's packages are put where Emacs finds them by a script that does not run here.
    const packages = `(let ((default-directory "/usr/share/emacs/site-lisp/elpa-src/")) (normal-top-level-add-subdirs-to-load-path))
(require 'yaml-mode)\n`;
    writeFileSync(init, packages + configurationOf("emacs"));
    return ["emacs-nox", "--batch", "-l", init, "-l", driver("emacs.el")];
  },
  helix(folder) {
    mkdirSync(path.join(folder, ".config/helix"), { recursive: true });
    writeFileSync(path.join(folder, ".config/helix/languages.toml"), configurationOf("helix"));
    return ["bash", driver("helix.sh")];
  },
};

const root = orGiveUp(unpacked);
const wanted = positionals.length === 0 ? Object.keys(editors) : positionals;
let failed = 0;
for (const name of wanted) {
  try {
    await runIn(name);
    console.log(`✔ ${name}`);
  } catch (error) {
    failed += 1;
    console.error(`✖ ${name}: ${error.message}`);
  }
}
console.log(`${wanted.length - failed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

/** A small Debian with the editors, and with a Node for the language server. */
function unpacked() {
  const cache = path.join(repository, ".editors-test");
  const beside = ["bash", "coreutils", "grep", "libc-bin", "libstdc++6"];
  fetchPackages(
    "trixie",
    [
      [...beside, "neovim"],
      ["emacs-nox", "elpa-yaml-mode"],
      ["hx", "tmux", "ncurses-base"],
    ],
    cache,
  );
  const made = temporaryRoot(cache);
  mkdirSync(path.join(made, "usr/local/bin"), { recursive: true });
  cpSync(nodeFromNpm("22.23.3", path.join(cache, "node")), path.join(made, "usr/local/bin/node"));
  return made;
}

function orGiveUp(work) {
  try {
    return work();
  } catch (error) {
    console.error(`test:editors cannot run here: ${error.message}`);
    process.exit(values.optional ? 0 : 1);
  }
}

async function runIn(name) {
  const editor = editors[name] ?? assert.fail(`no editor ${name}`);
  const folder = path.join(scratch, name);
  mkdirSync(folder);
  const mail = await startMailServer({ tls: "starttls", hostNames: ["smtp.zoo.example"] });
  try {
    // No real host is reached: the port is the test's own, on this machine.
    const text = inPlace
      .replace("smtp.zoo.example", "127.0.0.1")
      .replace("SMTP_HOST_PORT=587", `SMTP_HOST_PORT=${mail.port}`)
      .replace("      - SMTP_USER_NAME=stats@example.org\n      - SMTP_USER_PWD\n", "");
    writeFileSync(path.join(folder, "compose.yml"), text);
    const bin = path.join(folder, "bin");
    mkdirSync(bin);
    const program = path.join(bin, "plausible-mail-language-server");
    const launcher = path.join(repository, "server/bin/plausible-mail-language-server.js");
    writeFileSync(program, `#!/bin/sh\nexec node "${launcher}" "$@"\n`);
    chmodSync(program, 0o755);
    const env = {
      PATH: `${bin}:/usr/local/bin:/usr/bin:/usr/sbin`,
      HOME: folder,
      XDG_STATE_HOME: folder,
      LANG: "C.UTF-8",
      TERM: "xterm-256color",
      SHELL: "/bin/sh",
      PLAUSIBLE_MAIL_FOLDER: folder,
    };
    const { status, output } = await run(inRoot(root, [temporary, repository], editor(folder)), env, folder);
    const said = Object.fromEntries(
      output.split("\n").flatMap((line) => {
        const [, key, value] = /^([a-z]+): (.*)$/.exec(line) ?? [];
        return key === undefined ? [] : [[key, value]];
      }),
    );
    const told = `status ${status}\n${output}`;
    assert.equal(status, 0, told);
    assert.ok(said.diagnostic, told);
    assert.match(said.hover ?? "", /SMTP_HOST_PORT/, told);
    assert.match(said.completion ?? "", /SMTP_USER_NAME/, told);
    assert.ok(said.action, told);
    assert.ok(said.question, told);
    if (name === "neovim") assert.match(said.progress ?? "", /✔|✖/, told);
    assert.ok(said.applied, told);
  } finally {
    await mail.close();
  }
}

function run([command, ...args], env, cwd) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (data) => (output += data));
    const timer = setTimeout(() => child.kill("SIGKILL"), patience);
    child.once("error", () => resolve({ status: null, output }));
    child.once("close", (status) => {
      clearTimeout(timer);
      resolve({ status, output });
    });
  });
}
