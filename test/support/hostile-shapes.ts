import { filled, type HostileInput, lines, megabyte, plausibleWith } from "./hostile-input.js";

function shape(name: string, text: () => string | Uint8Array): HostileInput {
  return { name, files: () => ({ "compose.yml": text() }) };
}

/** After a Plausible with a mistake: at the top level of the file, or, indented, further keys of that service or further services. */
function beside(name: string, more: () => string): HostileInput {
  return shape(name, () => `${plausibleWith()}${more()}`);
}

const levels = 10_000;
const nine = Array.from({ length: 9 }, (_, index) => index);

/** One service a block, each a Plausible with a mistake. */
function manyPlausibles(count: number): string {
  const [, ...service] = plausibleWith().split("\n");
  return `services:\n${lines(count, (index) => service.join("\n").replace("plausible:", `plausible-${index}:`).trimEnd())}`;
}

function bytes(...values: readonly number[]): Uint8Array {
  return Uint8Array.from(values);
}

/** Files whose shape is the trouble: depth, aliases, lists without end, bytes that are no text. */
export const hostileShapes: readonly HostileInput[] = [
  beside("nesting-10000-brackets", () => `x-deep: ${"[".repeat(levels)}${"]".repeat(levels)}\n`),
  beside("nesting-10000-braces", () => `x-deep: ${"{a: ".repeat(levels)}1${"}".repeat(levels)}\n`),
  beside("nesting-10000-dashes", () => `x-deep:\n  ${"- ".repeat(levels)}a\n`),
  beside("nesting-2000-indentations", () => `x-deep:\n${lines(2_000, (index) => `${" ".repeat(index + 1)}a:`)}`),
  beside("nesting-100000-brackets-not-closed", () => `x-deep: ${"[".repeat(10 * levels)}\n`),
  shape("nesting-10000-in-the-environment", () => plausibleWith(`A=${"[".repeat(levels)}`, `${"[".repeat(levels)}`)),
  shape("nesting-10000-all-of-the-file", () => `${"[".repeat(levels)}${"]".repeat(levels)}`),
  beside(
    "alias-bomb-of-lists",
    () =>
      `x-0: &x0 [a, a, a, a, a, a, a, a, a]\n${nine.map((n) => `x-${n + 1}: &x${n + 1} [${filled(`*x${n}, `, 45)}]\n`).join("")}`,
  ),
  shape("alias-bomb-of-merges", () => {
    const bombs = nine.map((n) => `x-${n + 1}: &x${n + 1}\n${lines(9, (index) => `  k${index}: *x${n}`)}`);
    return `x-0: &x0 {a: b}\n${bombs.join("")}${plausibleWith().replace("    environment:", "    labels:\n      <<: *x9\n    environment:")}`;
  }),
  beside("alias-of-itself", () => "x-a: &a\n  b: *a\n  <<: *a\nx-b: &b [*b]\n"),
  beside("aliases-10000", () => `x-a: &a [${"a, ".repeat(1_000)}]\nx-b: [${"*a, ".repeat(levels)}]\n`),
  beside("anchor-of-a-megabyte", () => `x-a: &${filled("a", megabyte)} b\n`),
  beside("tag-of-a-megabyte", () => `x-a: !${filled("a", megabyte)} b\n`),
  beside("key-of-a-megabyte", () => `x-${filled("a", megabyte)}: b\n`),
  beside("comment-of-a-megabyte", () => `# ${filled("plausible-mail-disable ", megabyte)}\n`),
  beside("comments-100000", () => lines(100_000, () => "# plausible-mail-disable-next-line port-25")),
  beside("suppressions-1000-of-100-rules", () =>
    lines(1_000, () => `# plausible-mail-disable-next-line ${Array(100).fill("port-25").join(", ")}`),
  ),
  beside("scalar-folded-of-100000-lines", () => `x-a: >\n${lines(100_000, () => "  a b c")}`),
  beside("scalar-plain-of-100000-lines", () => `x-a: a\n${lines(100_000, () => "  b")}`),
  beside("scalar-quoted-of-100000-lines", () => `x-a: "a\n${lines(100_000, () => "  b \\")}  c"\n`),
  beside("scalar-never-closed", () => `x-a: "${filled("a b\n  ", megabyte)}`),
  shape("image-of-a-megabyte", () => plausibleWith().replace(":v3.2.1", `:v3.2.1${filled("-a", megabyte)}`)),
  shape("image-of-slashes", () => plausibleWith().replace("ghcr.io/", filled("a/", megabyte))),
  shape("service-called-like-an-expression", () => plausibleWith().replace("  plausible:", '  "((([a+*":')),
  shape(
    "duplicates-10000-keys",
    () => plausibleWith().replace(/^ {6}- (\w+)=(.*)$/gm, "      $1: $2") + lines(levels, () => "      SMTP_HOST_PORT: 25"),
  ),
  beside("duplicates-10000-services", () => lines(levels, () => "  other:\n    image: nginx")),
  beside("duplicates-10000-at-the-top", () => lines(levels, (index) => `x-a: ${index}`)),
  shape("services-2000-with-a-mistake", () => manyPlausibles(2_000)),
  shape("services-20000-without", () => `${plausibleWith()}${lines(20_000, (index) => `  s${index}:\n    image: nginx`)}`),
  beside("list-of-200000-ports", () => `    ports:\n${lines(200_000, (index) => `      - "${index % 60_000}:80"`)}`),
  beside("list-of-100000-dependencies", () => `    depends_on: [${filled("other, ", 700_000)}]\n`),
  beside("list-of-100000-networks", () => `    networks:\n${lines(100_000, (index) => `      - n${index}`)}`),
  beside("list-of-100000-volumes", () => `    volumes:\n${lines(100_000, (index) => `      - ./d${index}:/d${index}`)}`),
  beside("list-of-100000-secrets", () => `    secrets:\n${lines(100_000, (index) => `      - s${index}`)}`),
  beside("documents-100000", () => lines(100_000, () => "---")),
  shape("lines-1000000-without-text", () => `${plausibleWith()}${"\n".repeat(megabyte)}`),
  shape("lines-ended-by-carriage-returns-alone", () => plausibleWith().replaceAll("\n", "\r")),
  shape("lines-ended-by-both-ways-in-turn", () => plausibleWith("A=b\rc", "D=e\r\r").replace(/\n(.*)\n/g, "\r$1\r\n")),
  shape("text-with-nuls", () => plausibleWith("A=\0b", "\0=c")),
  shape("text-of-nuls-alone", () => "\0".repeat(megabyte)),
  shape("text-in-utf-16", () => Buffer.from(`\ufeff${plausibleWith()}`, "utf16le")),
  shape("text-with-marks-in-the-middle", () => plausibleWith("A=\ufeffb", "\u2028C=d\u2029", "E=\u0085f\f\v")),
  shape("bytes-that-are-no-text", () =>
    Buffer.concat([Buffer.from(plausibleWith("A=")), bytes(0xff, 0xc0, 0xaf, 0xed, 0xa0, 0x80, 0x0a)]),
  ),
  shape("bytes-at-random", () => Uint8Array.from({ length: megabyte }, (_, index) => (index * 2_654_435_761) >>> 13)),
  shape("tabs-10000", () => `${plausibleWith()}${lines(levels, () => "\t\tx: y")}`),
  shape("file-of-20-megabytes", () => `${plausibleWith()}${lines(200_000, (index) => `# ${index} ${"x".repeat(95)}`)}`),
  { ...shape("file-without-text", () => ""), quiet: true },
];
