import fc from "fast-check";

/** Names of variables that containers get, and names that `${…}` asks for; some are both. */
export const containerNames = ["A", "B", "C", "SMTP_HOST_ADDR", "X"] as const;
export const askedNames = ["X", "Y", "E", "U", "A"] as const;

export const weighted = <T>(...choices: readonly (readonly [number, fc.Arbitrary<T>])[]) =>
  fc.oneof(...choices.map(([weight, arbitrary]) => ({ weight: Math.round(weight * 100), arbitrary })));
/** Something, in `weight` of ten cases. */
export const rarely = <T>(weight: number, arbitrary: fc.Arbitrary<T>) =>
  weighted<T | null>([10 - weight, fc.constant(null)], [weight, arbitrary]);

const plainWords = ["a", "b", "smtp.x.org", "587", "v1", "me@x.org", "x=y", "é", "-", "/", "a b", "_", "0", "Ω", "ſ"];
const oddWords = [
  ..."$$ $ $1 \" ' # : = \\n \\ { } , [ ! % & ? * > | ~ ` @".split(" "),
  " ",
  " #",
  "\t",
  "$ ",
  "\\$",
  "$$X",
  "$$$X",
  "${X}}",
  "$X$Y",
  "\u00a0",
];
const asked = weighted<string>([20, fc.constantFrom(...askedNames)], [0.5, fc.constantFrom("COMPOSE_PROJECT_NAME", "x", "_")]);
const word = weighted([5, fc.constantFrom(...plainWords)], [1, fc.constantFrom(...oddWords)]);

/** A reference that Compose can read; what it inserts never fails, as older versions evaluate it also when it is not needed. */
function reference(depth: number): fc.Arbitrary<string> {
  const inserted =
    depth === 0
      ? fc.constantFrom("", "d", "d e", "a-b", "$$", "x:y", ":-", "?", "'q'", '"q"', "$", "a$1")
      : fc
          .array(weighted([3, fc.constantFrom(...plainWords)], [2, reference(depth - 1)]), { maxLength: 3 })
          .map((parts) => parts.join(""));
  return weighted<string>(
    [2, asked.map((name) => `$${name}`)],
    [4, asked.map((name) => `\${${name}}`)],
    [
      5,
      fc
        .tuple(asked, fc.constantFrom(":-", "-", ":+", "+"), inserted)
        .map(([name, operator, text]) => `\${${name}${operator}${text}}`),
    ],
  );
}

/** Values that stop Compose, or do so where the name is not set. */
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
      ..."${ ${} ${1A} ${X ${X:x} ${X/a/b} ${-a} ${X:-a}} ${X:-}b} ${X:=a} ${X^^} ${!X} ${#X} ${x.y}".split(" "),
      "${X }",
      "${ X}",
    ),
  ],
);

/** A text of one line, with references of every kind. */
export const template = weighted<string>(
  [2, fc.constantFrom(...plainWords)],
  [1, fc.constant("")],
  [5, fc.array(weighted([4, word], [4, reference(2)]), { maxLength: 4 }).map((parts) => parts.join(""))],
  [0.06, fc.tuple(word, failing, word).map((parts) => parts.join(""))],
);

const typed =
  "null ~ true True FALSE yes off n 0465 0587 08 0x1F 0X1f 0b11 0o17 0O7 1_000 1e6 1E6 1.50 3.10 .5 +1 -5 -0 -0.0 12:30 1e400 1234567.5 587.0 0. 1. -.5 +.5 1__0 0x 1e3 1e-5 00 007 -07 +0x1F 0_7 ._5 123456789012345678901 18446744073709551615 -9223372036854775809 9007199254740993 Null nULL .inf -.INF .NaN = -a <a a* 0b2 1e5.5 NaN 1,000 - --- ... -x";
/** As a value of a map, by tags and anchors. */
const tagged = [
  "!!str",
  "&x",
  "!x",
  "!!str 05",
  "!!int 5",
  "!!float 5",
  "&n 5",
  "!x 07",
  "!!bool true",
  '!!str "5"',
  '!!binary "YQ=="',
  "!!null ~",
  "!!str ~",
];
const broken = "* - ? : | > @a `a %a [ { ] } ,";

/** What can stand unquoted in YAML, outside of brackets. */
const safePlain = weighted(
  [6, template.filter((text) => /^[\w$/.é][^#"'\\\t`]*$/.test(text) && !/: |:$|\s$|\u00a0/.test(text))],
  [2, fc.constantFrom(...typed.split(" ").filter((text) => !/^(?:-|---|\.\.\.)$/.test(text)))],
);

/** What may stand unquoted in YAML, and what may not but people write. */
export const plainScalar = weighted(
  [8, safePlain],
  [0.03, fc.constantFrom(...typed.split(" "))],
  [0.04, fc.constantFrom(...broken.split(" "))],
  [0.05, template],
);

export const singleQuoted = (text: string) => `'${text.replaceAll("'", "''")}'`;
export const doubleQuoted = (text: string) => JSON.stringify(text);
const escapes = weighted<string>(
  [
    1,
    fc.constantFrom(
      '"\\x41\\u00e9"',
      '"a\\tb"',
      '"a\\nb"',
      '"\\$X"'.replace("\\$", "$"),
      '"\\e\\_"',
      '"a\\\\b"',
      '"\\""',
      '"a: b #c"',
    ),
  ],
  [0.1, fc.constantFrom('"\\/"', '"\\d"', '"\\xZ1"')],
);

/** A scalar of YAML, in any of its styles on one line. */
export const scalar = weighted<string>(
  [5, plainScalar],
  [2, template.map(singleQuoted)],
  [2, template.map(doubleQuoted)],
  [0.3, escapes],
  [0.3, fc.constantFrom(...tagged)],
  [0.2, fc.constantFrom("", "# note", "a # note", "a #", "'a' # note", "$X # note", "~ # note")],
  [0.04, fc.constantFrom('"a" b', "'it's'", "a: b", '"a', "a: ", "'a'b", "!!int x", "!!float a")],
);

/** The same where brackets and commas mean something. */
export const flowScalar = weighted<string>(
  [5, plainScalar.filter((text) => /^[^,[\]{}?]*$/.test(text) && !/:$|^-$/.test(text))],
  [3, template.map(singleQuoted)],
  [3, template.map(doubleQuoted)],
  [0.06, scalar],
);

const line = weighted<string>(
  [6, template.filter((text) => !/^\s|\s$/.test(text))],
  [1, fc.constantFrom("", "a", "  b", "# c", "A=1")],
);
/** A scalar over several lines, its first one beside the key. */
export const longScalar = weighted<readonly string[]>(
  [
    4,
    fc
      .tuple(fc.constantFrom("|", "|-", "|+", ">", ">-", ">+", "|2", "| # note"), fc.array(line, { minLength: 1, maxLength: 3 }))
      .map(([head, lines]) => [head, ...lines.map((each) => (each === "" ? "" : `  ${each}`))]),
  ],
  [1, fc.tuple(line, line).map(([a, b]) => [`'${a.replaceAll("'", "''")}`, "", `  ${b.replaceAll("'", "''")}'`])],
  [1, fc.tuple(line, line).map(([a, b]) => [JSON.stringify(a).slice(0, -1), `  ${JSON.stringify(b).slice(1)}`])],
  [1, fc.constantFrom(["a", "  b"], ["", "  a"], ["a", "", "  $X"], ['"a\\', '  b"'], ["a # c"], ["", "  # c", "  a"])],
);

const envValue = weighted<string>(
  [4, template],
  [2, template.map((text) => `"${text.replaceAll("\\", "").replaceAll('"', '\\"')}"`)],
  [2, template.map((text) => `'${text.replaceAll(/['\\]/g, "")}'`)],
  [
    0.7,
    fc.constantFrom(
      '"a" # c',
      "a # c",
      " # c",
      "#c",
      "a#c",
      "a\t# c",
      '"a\\n\\t\\$X\\0101\\x\\"b"',
      "'a\\'b'",
      '"a\nb"',
      "'a\nb'",
      '"a\n\n$X # d"',
      "a\\",
      "it's",
      'a"b"',
      "a\u00a0",
      "'a'#c",
      '"a"B=2',
      "\"a\" 'b'=1",
      "\\#a",
      "`a`",
      "$(a)",
    ),
  ],
  [0.05, fc.constantFrom('"a', "'a", '"a" b', "'a' b c", '"a\\"')],
);
const envName = weighted<string>(
  [8, fc.constantFrom(...containerNames, ...askedNames)],
  [0.15, fc.constantFrom("a.b", "1A", "é", "A-B", "[a]", "_")],
  [0.02, fc.constantFrom("A B", "A$", "", "-", "a/b", '"A"', "A\u00a0")],
);

/** A line of `.env` or an env file; the formats share their lines, so that each meets what only the other knows. */
const envLine = weighted<string>(
  [
    8,
    fc
      .tuple(
        weighted<string>(
          [9, fc.constant("")],
          [1, fc.constantFrom("export ", " ", "\t", "export  ")],
          [0.03, fc.constant("export")],
        ),
        envName,
        weighted<string>([8, fc.constant("=")], [1, fc.constantFrom(" = ", ": ", ":", " =", "= ", "=\t", "\t=")]),
        envValue,
      )
      .map((parts) => parts.join("")),
  ],
  [1, envName],
  [1, fc.constantFrom("", "# note", "  # note", "\r", "A=1\r", "A", "  ", "export A", "\u00a0", "#A='")],
  [0.03, fc.constantFrom("just text", "- A=1", "{}", "// a", "A = 1 2", "export", "=1")],
);

/** How the lines of a file may end, and how it may begin. */
export const dressed = (text: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc
    .tuple(text, weighted<"" | "crlf" | "bom" | "both">([20, fc.constant("")], [1.5, fc.constantFrom("crlf", "bom", "both")]))
    .map(([plain, dress]) => {
      const lines = dress === "crlf" || dress === "both" ? plain.replace(/(?<!\r)\n/g, "\r\n") : plain;
      return dress === "bom" || dress === "both" ? `\ufeff${lines}` : lines;
    });

export const envFile = dressed(
  fc
    .tuple(fc.array(envLine, { maxLength: 5 }), fc.boolean())
    .map(([lines, ends]) => lines.join("\n") + (ends && lines.length > 0 ? "\n" : "")),
);
