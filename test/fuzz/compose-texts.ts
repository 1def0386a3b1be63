import fc from "fast-check";

/** Names of variables that containers get, and names that `${…}` asks for; some are both. */
export const containerNames = ["A", "B", "C", "SMTP_HOST_ADDR", "X"] as const;
export const askedNames = ["X", "Y", "E", "U", "A"] as const;

export const weighted = <T>(...choices: readonly (readonly [number, fc.Arbitrary<T>])[]) =>
  fc.oneof(...choices.map(([weight, arbitrary]) => ({ weight: Math.round(weight * 10), arbitrary })));

const plainWords = ["a", "b", "smtp.x.org", "587", "v1", "me@x.org", "x=y", "é", "-", "/", "a b", "_", "0"];
const oddWords = [
  "$$",
  "$",
  "$1",
  '"',
  "'",
  " ",
  "#",
  " #",
  ":",
  "=",
  "\\n",
  "\\",
  "{",
  "}",
  "\t",
  ",",
  "[",
  "!",
  "%",
  "&",
  "$ ",
  "?",
];
const asked = fc.constantFrom(...askedNames);
const word = weighted([5, fc.constantFrom(...plainWords)], [1, fc.constantFrom(...oddWords)]);

/** A reference that Compose can read; what it inserts never fails, as older versions evaluate it also when it is not needed. */
function reference(depth: number): fc.Arbitrary<string> {
  const inserted =
    depth === 0
      ? fc.constantFrom("", "d", "d e", "a-b", "$$", "x:y")
      : fc
          .array(weighted([3, fc.constantFrom(...plainWords)], [1, reference(depth - 1)]), { maxLength: 2 })
          .map((parts) => parts.join(""));
  return weighted<string>(
    [2, asked.map((name) => `$${name}`)],
    [4, asked.map((name) => `\${${name}}`)],
    [
      4,
      fc
        .tuple(asked, fc.constantFrom(":-", "-", ":+", "+"), inserted)
        .map(([name, operator, text]) => `\${${name}${operator}${text}}`),
    ],
  );
}

const failing = weighted<string>(
  [
    3,
    fc
      .tuple(asked, fc.constantFrom(":?", "?"), fc.constantFrom("", "no", "set ${Y}"))
      .map(([name, operator, text]) => `\${${name}${operator}${text}}`),
  ],
  [
    1,
    fc.constantFrom(
      "${",
      "${}",
      "${1A}",
      "${X",
      "${X }",
      "${X:x}",
      "${X/a/b}",
      "${-a}",
      "${X:-${Y}",
      "${X:-a}}",
      "${X:-{}",
      "${X:-}b}",
    ),
  ],
);

/** A text of one line, with references of every kind. */
export const template = weighted<string>(
  [2, fc.constantFrom(...plainWords)],
  [1, fc.constant("")],
  [5, fc.array(weighted([4, word], [4, reference(2)]), { maxLength: 4 }).map((parts) => parts.join(""))],
  [0.1, fc.tuple(word, failing, word).map((parts) => parts.join(""))],
);

const typed =
  "null ~ true True FALSE yes off 0465 0587 08 0x1F 0b11 0o17 1_000 1e6 1.50 3.10 .5 +1 -5 12:30 1e400 1234567.5 587.0 0. 1. -.5 +.5 1__0 0x 1e3 00 007 !!str &x !x";
const broken = "* - ? : | > @a `a %a [ { ] }";

/** What may stand unquoted in YAML, and what may not but people write. */
export const plainScalar = weighted(
  [6, template.filter((text) => /^[\w$/.][^#"'\\\t]*$/.test(text) && !/: |:$|\s$/.test(text))],
  [2, fc.constantFrom(...typed.split(" "))],
  [0.1, fc.constantFrom(...broken.split(" "))],
  [0.1, template],
);

export const singleQuoted = (text: string) => `'${text.replaceAll("'", "''")}'`;
export const doubleQuoted = (text: string) => JSON.stringify(text);

/** A scalar of YAML, in any of its styles on one line. */
export const scalar = weighted<string>(
  [5, plainScalar],
  [2, template.map(singleQuoted)],
  [2, template.map(doubleQuoted)],
  [0.2, fc.constantFrom("", "# note", "a # note", '"a" b', "'it's'", "a: b", '"a', "!!int 5", "!!str 05", '!!binary "YQ=="')],
);

const envValue = weighted<string>(
  [4, template],
  [2, template.map((text) => `"${text.replaceAll('"', '\\"')}"`)],
  [2, template.map((text) => `'${text.replaceAll("'", "")}'`)],
  [
    0.5,
    fc.constantFrom('"a', "'a", '"a" b', '"a" # c', "a # c", " # c", '"a\\n\\t\\$X\\0101"', "'a\\'b'", '"a\nb"', "'a\nb'", "a\\"),
  ],
);
const envName = weighted<string>(
  [8, fc.constantFrom(...containerNames, ...askedNames)],
  [0.1, fc.constantFrom("a.b", "1A", "A B", "é", "A$", "", "A-B", "[a]", "-")],
);

/** A line of `.env` or an env file; the formats share their lines, so that each meets what only the other knows. */
export const envLine = weighted<string>(
  [
    8,
    fc
      .tuple(
        weighted<string>([9, fc.constant("")], [1, fc.constantFrom("export ", " ", "export", "\t")]),
        envName,
        weighted<string>([8, fc.constant("=")], [1, fc.constantFrom(" = ", ": ", ":", " =", "= ")]),
        envValue,
      )
      .map((parts) => parts.join("")),
  ],
  [1, envName],
  [1, fc.constantFrom("", "# note", "  # note", "\r", "A=1\r", "A", "  ", "export A")],
  [0.1, fc.constantFrom("just text", "- A=1", "\ufeffA=1")],
);

export const envFile = fc
  .tuple(fc.array(envLine, { maxLength: 5 }), fc.boolean())
  .map(([lines, ends]) => lines.join("\n") + (ends && lines.length > 0 ? "\n" : ""));
