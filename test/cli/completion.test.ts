import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { makeProject } from "../support/cli.js";

const one = makeProject({ "compose.yml": "", "notes.txt": "" });
after(() => one.remove());

async function script(shell: string): Promise<string> {
  const { status, stdout } = await one.run(["completion", shell]);
  assert.equal(status, 0);
  return stdout;
}

const has = (program: string) => spawnSync(program, ["--version"], { stdio: "ignore" }).status === 0;

test("bash completes commands, flags, their values, rules and files", { skip: !has("bash") }, async () => {
  writeFileSync(join(one.folder, "completion.bash"), await script("bash"));
  const completed = (...words: string[]) => {
    const line = `source completion.bash; COMP_WORDS=(${words.map((word) => `'${word}'`).join(" ")}); COMP_CWORD=${words.length - 1}; _plausible_mail; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const { stdout, stderr } = spawnSync("bash", ["--norc", "-c", line], { cwd: one.folder, encoding: "utf8" });
    assert.equal(stderr, "");
    return stdout.split("\n").filter((word) => word !== "");
  };
  assert.ok(completed("plausible-mail", "").includes("lint"));
  assert.deepEqual(completed("plausible-mail", "wh"), ["why"]);
  assert.deepEqual(completed("plausible-mail", "lint", "--fix-"), ["--fix-dry-run"]);
  assert.deepEqual(completed("plausible-mail", "lint", "--format", "s"), ["sarif"]);
  assert.deepEqual(completed("plausible-mail", "lint", "--ignore", "port-"), ["port-25"]);
  assert.deepEqual(completed("plausible-mail", "rules", "port-"), ["port-25"]);
  assert.deepEqual(
    completed("plausible-mail", "lint", "comp"),
    ["compose.yml", "completion.bash"].filter((file) => file.startsWith("comp")),
  );
  assert.deepEqual(completed("plausible-mail", "--lang", "zh-cn", "explain", "-f", "compose"), ["compose.yml"]);
});

for (const shell of ["zsh", "fish"]) {
  test(`${shell} can read its script`, { skip: !has(shell) }, async () => {
    const file = join(one.folder, `completion.${shell}`);
    writeFileSync(file, await script(shell));
    const { status, stderr } = spawnSync(shell, ["-n", file], { encoding: "utf8" });
    assert.deepEqual([status, stderr], [0, ""]);
  });
}

test("each script has every command and every flag that the help has", async () => {
  for (const command of ["lint", "explain", "test", "why", "rules", "completion"]) {
    const help = (await one.run([command, "--help"])).stdout;
    const flags = [...help.matchAll(/(?<=^ {2}(?:-\w, )?)--[\w-]+/gm)].map(([flag]) => flag).filter((flag) => flag !== "--help");
    assert.ok(flags.length > 2, help);
    for (const [shell, written] of [
      ["bash", (flag: string) => flag],
      ["zsh", (flag: string) => `*${flag}[`],
      ["fish", (flag: string) => `-l ${flag.slice(2)} `],
      ["man", (flag: string) => `\\fB${flag.replaceAll("-", "\\-")}\\fR`],
    ] as const) {
      const text = await script(shell);
      assert.match(text, shell === "man" ? /^\.TH / : /^#(?:compdef plausible-mail|.* completion of plausible-mail)/);
      for (const flag of flags) assert.ok(text.includes(written(flag)), `${shell}: ${flag}`);
    }
  }
});

test("the manual page is roff, in both languages", async () => {
  const page = await script("man");
  assert.match(page, /^\.TH PLAUSIBLE\\-MAIL 1 /);
  assert.match(page, /^\.SH NAME\n/m);
  assert.match(page, /docker compose logs plausible \| plausible\\-mail why/);
  assert.match((await one.run(["completion", "man", "--lang", "zh-cn"])).stdout, /^\.SH 名称$/m);
  if (has("groff")) {
    const { status, stdout, stderr } = spawnSync("groff", ["-man", "-Tutf8", "-ww"], { input: page, encoding: "utf8" });
    assert.deepEqual([status, stderr], [0, ""]);
    assert.match(stdout.replace(/.\u0008/g, ""), /fix-dry-run/); // bold is struck twice
  }
});
