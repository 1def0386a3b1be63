// The language server in other editors, each the real program with the configuration that docs/editors.md shows: problems,
// hover, completion, a fix, and Test SMTP with its progress and its question against a mail server of this run.
// `npm run test:editors -- [--optional] [neovim|emacs]`; with `--optional`, an editor that is not installed is left out.
// On Debian: apt-get install neovim emacs-nox elpa-eglot elpa-yaml-mode
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const root = fileURLToPath(new URL("..", import.meta.url));
const { values, positionals } = parseArgs({ allowPositionals: true, options: { optional: { type: "boolean" } } });
const { startMailServer } = await import(new URL("../test/out/support/mail-server.js", import.meta.url));
const { inPlace } = await import(new URL("../test/out/editor/folders.js", import.meta.url));

const scratch = mkdtempSync(path.join(realpathSync(tmpdir()), "plausible-mail-editors-"));
process.once("exit", () => rmSync(scratch, { recursive: true, force: true, maxRetries: 5 }));
const patience = 180_000;

/** The configuration of an editor, as the page shows it. */
function configurationOf(editor) {
  const page = readFileSync(path.join(root, "docs/editors.md"), "utf8");
  const [, code] = new RegExp(`\`\`\`\\w+ ${editor}\\n([\\s\\S]*?)\n\`\`\``).exec(page) ?? [];
  assert.ok(code, `docs/editors.md has a block for ${editor}`);
  return code;
}

const editors = {
  neovim: {
    command: "nvim",
    args(folder) {
      const init = path.join(folder, "init.lua");
      // Debian 12 has 0.7, which lacks `vim.lsp.start`: this is what it does there.
      const older = `vim.lsp.start = vim.lsp.start or function(config)
        vim.lsp.buf_attach_client(0, vim.lsp.start_client(config))
      end\n`;
      writeFileSync(init, older + configurationOf("neovim"));
      const script = path.join(root, "test/other-editors/neovim.lua");
      return ["--headless", "-u", "NONE", "-i", "NONE", "-n", "-c", `luafile ${init}`, "-c", `luafile ${script}`];
    },
  },
  emacs: {
    command: "emacs",
    args(folder) {
      const init = path.join(folder, "init.el");
      // Without a window Debian's packages are not loaded by themselves.
      const packages = "(package-initialize)\n(require 'yaml-mode)\n";
      writeFileSync(init, packages + configurationOf("emacs"));
      return ["--batch", "-l", init, "-l", path.join(root, "test/other-editors/emacs.el")];
    },
  },
};

const wanted = positionals.length === 0 ? Object.keys(editors) : positionals;
let failed = 0;
for (const name of wanted) {
  const { command } = editors[name] ?? assert.fail(`no editor ${name}`);
  if (!(await isInstalled(command))) {
    console.log(`${values.optional ? "-" : "✖"} ${name}: ${command} is not installed`);
    failed += values.optional ? 0 : 1;
    continue;
  }
  try {
    await runIn(name);
    console.log(`✔ ${name}`);
  } catch (error) {
    failed += 1;
    console.error(`✖ ${name}: ${error.message}`);
  }
}
process.exit(failed === 0 ? 0 : 1);

async function runIn(name) {
  const { command, args } = editors[name];
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
    const launcher = path.join(root, "server/bin/plausible-mail-language-server.js");
    writeFileSync(program, `#!/bin/sh\nexec "${process.execPath}" "${launcher}" "$@"\n`);
    chmodSync(program, 0o755);
    const env = {
      ...process.env,
      PATH: `${bin}${path.delimiter}${process.env.PATH}`,
      HOME: folder,
      XDG_STATE_HOME: folder,
      PLAUSIBLE_MAIL_FOLDER: folder,
    };
    const { status, output } = await run(command, args(folder), env, folder);
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

async function isInstalled(command) {
  const { status } = await run(command, ["--version"], process.env, scratch);
  return status === 0;
}

function run(command, args, env, cwd) {
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
