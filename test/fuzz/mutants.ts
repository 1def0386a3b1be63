import type { Random } from "./random.js";

/** What hands type, paste or lose in a compose file, and what they should not. */
const pieces: readonly string[] = [
  ..."abcxyz019 :-#'\"[]{}&*!|>%@`,.$\\=~?/".split(""),
  ..."\t|  |    |\n|\n\n|\r|\r\n|\u0085|\u2028|\u2029|\u00a0|\ufeff|\u200b|\u0001|é|😀".split("|"),
  ": ",
  "- ",
  " #",
  "''",
  '""',
  "${",
  "${X}",
  "${X:-y}",
  "$$",
  "&a ",
  "*a",
  "!!str ",
  "!reset ",
  "<<: ",
  "---\n",
  "...\n",
  "|\n",
  "[]",
  "{}",
  "null",
  "true",
  "1.5",
];

/** What stands in the place of a value. */
const values: readonly string[] = [
  ..."''|[]|{}|null|~|true|0|1|-1|1.5|1e3|0x1F|2001-01-01|x|[a]|{a: b}|[[a]]|[{a: b}]|{a: [b]}|{a: {b: c}}|a: b|- a|*x|&x|!reset|$X|${X|'x|\"x|[x|{x".split(
    "|",
  ),
  "",
  "[1, 2]",
  "[a, a]",
  "80:80",
  "./a:/b",
  "1m",
  "512m",
  "yes",
  "a,b",
  "/x",
  "external",
  "service_healthy",
  "a b",
  "0",
];

/** Keys that mean something elsewhere. */
const keys: readonly string[] =
  "services networks volumes secrets configs name version include image build command environment env_file ports expose volumes networks depends_on deploy healthcheck labels extends restart logging ulimits tmpfs devices sysctls external driver driver_opts file source target type read_only profiles x-a label_file models post_start develop extra_hosts dns cap_add security_opt user working_dir entrypoint hostname mem_limit cpus platform init privileged tty stdin_open shm_size stop_grace_period pid ipc network_mode container_name".split(
    " ",
  );

/** A text with one to three edits, as a hand makes them: deliberately, in haste, or with a search and replace. */
export function mutant(text: string, random: Random): string {
  let edited = text;
  for (let count = random.of([1, 1, 1, 2, 2, 3]); count > 0; count -= 1) {
    edited = random.chance(0.35)
      ? inPlace(edited, random)
      : random.chance(0.85)
        ? ofLines(edited, random)
        : ofAll(edited, random);
  }
  return edited.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "");
}

/** A few characters are lost, or written, or both. */
function inPlace(text: string, random: Random): string {
  const start = random.below(text.length + 1);
  const length = random.of([0, 0, 0, 1, 1, 2, 5]);
  return text.slice(0, start) + (random.chance(0.75) ? random.of(pieces) : "") + text.slice(start + length);
}

/** Lines are doubled, lost, swapped, re-indented, quoted, broken, joined, or get another key or value. */
function ofLines(text: string, random: Random): string {
  const lines = text.split("\n");
  const first = random.below(lines.length);
  const count = Math.min(random.of([1, 1, 1, 1, 2, 3, 8]), lines.length - first);
  const taken = lines.slice(first, first + count);
  const each = (change: (line: string) => string) => taken.map((line) => (line.trim() === "" ? line : change(line)));
  const other = random.below(lines.length);
  const cut = random.below((taken[0] ?? "").length + 1);
  const ways: readonly (() => readonly string[])[] = [
    () => [],
    () => [...taken, ...taken],
    () => [...taken].reverse(),
    () => [...taken, lines[other] ?? ""],
    () => each((line) => ` ${line}`),
    () => each((line) => `  ${line}`),
    () => each((line) => line.replace(/^ {1,2}/, "")),
    () => each((line) => line.replace(/^ */, " ".repeat(random.below(10)))),
    () => each((line) => line.replace(/^ +/, (blanks) => "\t".repeat(Math.ceil(blanks.length / 2)))),
    () => each((line) => `# ${line}`),
    () => each((line) => line.replace(/^(\s*)# ?/, "$1")),
    () => each((line) => line.replace(/(: |- )(.+)$/, (_all, sign: string, value: string) => quoted(sign, value, random))),
    () => [(taken[0] ?? "").slice(0, cut), (taken[0] ?? "").slice(cut), ...taken.slice(1)],
    () => [`${(taken[0] ?? "").slice(0, cut)}\n${" ".repeat(random.below(9))}${(taken[0] ?? "").slice(cut)}`, ...taken.slice(1)],
    () => [taken.map((line, index) => (index === 0 ? line : line.trimStart())).join(random.of(["", " "]))],
    () => [...taken, random.of(["", "  ", "\t", "    # note", "\t# note", "#"])],
    () => each((line) => line.replace(/(: )(.*)$/, (_all, sign: string) => sign + random.of(values))),
    () => each((line) => line.replace(/(- )(.*)$/, (_all, sign: string) => sign + random.of(values))),
    () => each((line) => line.replace(/:\s*$/, () => `: ${random.of(values)}`)),
    () => each((line) => line.replace(/[\w.-]+(?=:)/, () => random.of(keys))),
    () => each((line) => line.replace(/[\w.-]+(?=:)/, (key) => key + random.of([" ", "$X", "x", "-", ".", "${X}", "é", ""]))),
    () => each((line) => line.replace(/^(\s*)- ?([^:=]*)=(.*)$/, "$1$2: $3")),
    () => each((line) => line.replace(/^(\s*)(\w[^:]*): ?(.*)$/, "$1- $2=$3")),
    () => each((line) => line.replace(/^(\s*)- /, "$1")),
    () => each((line) => line.replace(/^(\s*)/, "$1- ")),
    () => [...taken, `${/^\s*/.exec(taken.at(-1) ?? "")?.[0] ?? ""}${random.of(keys)}: ${random.of(values)}`],
    () => [...taken, `${" ".repeat(random.below(4) * 2)}${random.of(keys)}:${random.of(["", " "])}${random.of(values)}`],
    () => each((line) => line.replace("=", random.of([" = ", "= ", " =", ":", ": ", "=="]))),
    () => each((line) => line.replace(/: ?/, random.of([":", " : ", ":  ", "=", ":\t", ": &a ", ": !x ", ": |\n", ": >\n"]))),
    () => each((line) => line + random.of([" ", "\t", " # note", "#note", "\r", "\u00a0", ",", ":", " |", "\\"])),
  ];
  return [...lines.slice(0, first), ...random.of(ways)(), ...lines.slice(first + count)].join("\n");
}

function quoted(sign: string, value: string, random: Random): string {
  const quote = random.of(["'", '"']);
  const bare = value.replace(/^["']|["']$/g, "");
  return sign + random.of([`${quote}${value}${quote}`, `${quote}${bare}`, `${bare}${quote}`, `${quote}${bare}${quote}`, bare]);
}

/** What editors and tools do to a whole file. */
function ofAll(text: string, random: Random): string {
  const ways: readonly (() => string)[] = [
    () => text.replace(/\r?\n/g, "\r\n"),
    () => text.replace(/\r?\n/g, "\r"),
    () => `\ufeff${text}`,
    () => text.trimEnd(),
    () => `${text}\n\n`,
    () => text.replace(/^ +/gm, (blanks) => " ".repeat(blanks.length * 2)),
    () => text.replace(/^( *) {2}/gm, "$1\t"),
    () => text.replace(/^(\s*)- ([^:=\n]*)=(.*)$/gm, "$1$2: $3"),
    () => text.replace(/"/g, "'"),
    () => text.replace(/"/g, "”"),
    () => `---\n${text}`,
    () => `${text}\n---\n${text}`,
    () => text.replace(/:[ ]/g, ":"),
  ];
  return random.of(ways)();
}
