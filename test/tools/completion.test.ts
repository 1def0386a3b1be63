import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { type Place, placeOf, unlessHad } from "./shells.js";

const cli = fileURLToPath(new URL("../../../server/bin/plausible-mail.js", import.meta.url));

/** What stands on the line → what is offered for its last word. */
const expected: Readonly<Record<string, readonly string[]>> = {
  "plausible-mail wh": ["why"],
  "plausible-mail lint --fix-": ["--fix-dry-run"],
  "plausible-mail lint --format s": ["sarif"],
  "plausible-mail lint --ignore port-": ["port-25"],
  "plausible-mail rules port-": ["port-25"],
  "plausible-mail lint comp": ["compose.yml"],
  "plausible-mail explain -f comp": ["compose.yml"],
  "plausible-mail test --format na": ["nagios"],
};

function script(shell: string): string {
  return spawnSync(process.execPath, [cli, "completion", shell], { encoding: "utf8" }).stdout;
}

function prepared(shell: string, after: (work: () => void) => void): Place {
  const place = placeOf(shell);
  assert.ok(place !== null);
  after(() => rmSync(place.folder, { recursive: true, force: true }));
  for (const name of ["compose.yml", "notes.txt"]) writeFileSync(join(place.folder, name), "");
  return place;
}

test("fish completes commands, flags, their values, rules and files", {
  skip: unlessHad("fish", placeOf("fish") !== null),
}, (context) => {
  const { folder, inside, prefix } = prepared("fish", (work) => context.after(work));
  writeFileSync(join(folder, "plausible-mail.fish"), script("fish"));
  const offered = (line: string) => {
    const commands = `cd ${inside}; source plausible-mail.fish; complete -C '${line}'`;
    const [program = "", ...args] = [...prefix, ...inEnvironment(inside), "fish", "--no-config", "-c", commands];
    const { stdout, stderr } = spawnSync(program, args, { encoding: "utf8" });
    assert.equal(stderr, "");
    return stdout.split("\n").flatMap((each) => each.split("\t")[0] || []);
  };
  for (const [line, words] of Object.entries(expected)) assert.deepEqual(offered(line), words, line);
  for (const command of ["lint", "explain", "test", "why", "doctor", "rules", "completion"]) {
    assert.ok(offered("plausible-mail ").includes(command), command);
  }
});

describe("zsh completes commands, flags, their values, rules and files", {
  skip: process.platform === "linux" ? unlessHad("zsh", placeOf("zsh") !== null) : "the terminal is made by `script` of Linux",
}, () => {
  for (const [how, name, lines] of [
    ["by eval", "plausible-mail.zsh", ["autoload -Uz compinit", "compinit -u -D", "source ./plausible-mail.zsh"]],
    ["by a folder of $fpath", "_plausible-mail", ["fpath=($PWD $fpath)", "autoload -Uz compinit", "compinit -u -D"]],
  ] as const) {
    test(how, (context) => {
      const place = prepared("zsh", (work) => context.after(work));
      writeFileSync(join(place.folder, name), script("zsh"));
      const offered = zshOffers(place, lines, ["plausible-mail ", ...Object.keys(expected)]);
      const [commands = [], ...others] = offered;
      assert.ok(
        ["lint", "why", "doctor"].every((command) => commands.includes(command)),
        commands.join(" "),
      );
      assert.deepEqual(others, Object.values(expected));
    });
  }
});

/** What zsh's own completion offers at the end of each line, in an interactive shell with a terminal. */
function zshOffers({ folder, inside, prefix }: Place, setUp: readonly string[], lines: readonly string[]): string[][] {
  const home = join(folder, "home");
  mkdirSync(home);
  writeFileSync(join(home, ".zshrc"), [`cd ${inside}`, ...setUp, ...capture].join("\n"));
  writeFileSync(join(home, "lines"), lines.map((line) => `${line}\n`).join(""));
  const words = [...prefix, ...inEnvironment(`${inside}/home`), "zsh", "-i"];
  const { status, stdout } = spawnSync("script", ["-qec", words.map((word) => `'${word}'`).join(" "), "/dev/null"], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  });
  assert.equal(status, 0, stdout);
  return readFileSync(join(home, "answers"), "utf8")
    .split("\n")
    .slice(0, -1)
    .map((answer) => answer.split(" ").filter((word) => word !== ""));
}

/** Takes what completion hands to the list, line by line, as soon as the line can be edited. */
const capture = [
  "typeset -ga offers",
  "compadd() {",
  '  if [[ ${@[1,(i)(-|--)]} == *-(O|A|D)\\ * ]]; then builtin compadd "$@"; return $?; fi',
  "  local -a found",
  '  builtin compadd -A found "$@"',
  "  offers+=($found)",
  '  builtin compadd "$@"',
  "}",
  "answer() {",
  "  local line",
  '  for line in ${(f)"$(<$HOME/lines)"}; do',
  "    offers=()",
  "    BUFFER=$line CURSOR=$#line",
  "    zle list-choices",
  "    print -r -- ${(u)offers} >> $HOME/answers",
  "  done",
  "  exit 0",
  "}",
  "zle -N zle-line-init answer",
  "",
];

/** A command that runs another one with nothing of this process's environment. */
function inEnvironment(home: string): readonly string[] {
  return ["env", "-i", `HOME=${home}`, "TERM=dumb", "LANG=C.UTF-8", "PATH=/usr/local/bin:/usr/bin:/bin"];
}
