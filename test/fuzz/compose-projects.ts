import fc from "fast-check";
import type { Case } from "../oracle/compose-cases.js";
import {
  askedNames,
  containerNames,
  doubleQuoted,
  envFile,
  plainScalar,
  scalar,
  singleQuoted,
  template,
  weighted,
} from "./compose-texts.js";

/** A small project, and how `docker compose` is asked for it. */
export type Question = Omit<Case, "name" | "answers" | "files"> & {
  readonly files: Readonly<Record<string, string>>;
  readonly process: Readonly<Record<string, string>>;
};

type Lines = readonly string[];

const indent = (lines: Lines): Lines => lines.map((line) => (line === "" ? "" : `  ${line}`));
const rarely = <T>(weight: number, arbitrary: fc.Arbitrary<T>) =>
  weighted<T | null>([10 - weight, fc.constant(null)], [weight, arbitrary]);
const name = weighted<string>(
  [12, fc.constantFrom(...containerNames)],
  [0.1, fc.constantFrom('"A"', "a.b", "x-a", "A=B", "on", "1", "A ", "'C'", "<<", "true")],
);

const listItem = weighted<string>(
  [6, fc.tuple(name, plainScalar).map(([key, text]) => `${key}=${text}`)],
  [2, name],
  [1, fc.tuple(name, template).map(([key, text]) => singleQuoted(`${key}=${text}`))],
  [1, fc.tuple(name, template).map(([key, text]) => doubleQuoted(`${key}=${text}`))],
  [
    0.1,
    fc.constantFrom(
      "",
      "null",
      "1",
      "A: b",
      "[a]",
      "A =1",
      "A= 1",
      "${X}=1",
      "${Y}",
      "export A=1",
      "*none",
      "true",
      "A=b: c",
      "!reset null",
      "!!str 1",
    ),
  ],
);
const mapValue = weighted<string>(
  [12, scalar],
  [0.2, fc.constantFrom("!reset null", "!override a", "[a]", "{a: 1}", "|\n  a\n  b", ">-\n  a\n  $X", "")],
);
const mapPair = fc.tuple(name, mapValue).map(([key, value]) => `${key}: ${value}`);

const pairs = fc
  .uniqueArray(mapPair, { minLength: 1, maxLength: 4, selector: (pair) => pair.split(":")[0] })
  .map((all): Lines => ["", ...all.flatMap((pair) => pair.split("\n"))]);

/** The value of `environment:`, as what stands behind the colon and the lines below. */
const environment = weighted<Lines>(
  [5, fc.array(listItem, { minLength: 1, maxLength: 4 }).map((items) => ["", ...items.map((item) => `- ${item}`)])],
  [5, pairs],
  [0.2, fc.array(mapPair, { maxLength: 3 }).map((all) => ["", ...all.flatMap((pair) => pair.split("\n"))])],
  [1, fc.array(listItem, { maxLength: 3 }).map((items) => [`[${items.join(", ")}]`])],
  [
    1,
    fc
      .array(
        mapPair.filter((pair) => !pair.includes("\n")),
        { maxLength: 3 },
      )
      .map((pairs) => [`{${pairs.join(", ")}}`]),
  ],
  [0.2, fc.constantFrom<Lines>([""], ["A=1"], ["null"], ["{}"], ["[]"], ["~"], ["1"], ['"B=2"'], ["# note"])],
);

/** The same with what needs an anchor above it, or another file below it. */
const richEnvironment = weighted<Lines>(
  [8, environment],
  [1, fc.constantFrom("*env", "*more").map((alias) => [alias])],
  [
    2,
    fc
      .tuple(
        weighted<string>(
          [6, fc.constantFrom("*env", "[*env]", "{X: 1, B: 2}")],
          [1, fc.constantFrom("*more", "[*env, *more]", "[*more, *env]")],
        ),
        fc.array(mapPair, { maxLength: 2 }),
        fc.boolean(),
      )
      .map(([merged, pairs, first]) => {
        const own = pairs.flatMap((pair) => pair.split("\n"));
        return ["", ...(first ? [`<<: ${merged}`, ...own] : [...own, `<<: ${merged}`])];
      }),
  ],
  [0.5, environment.map(([head = "", ...rest]) => [`!override ${head}`, ...rest])],
  [0.5, fc.constantFrom<Lines>(["!reset null"], ["!reset"], ["!reset []"])],
);

const section = (key: string, [head = "", ...rest]: Lines): Lines => [`${key}:${head === "" ? "" : ` ${head}`}`, ...indent(rest)];

const path = weighted<string>(
  [12, fc.constantFrom("a.env", "b.env", "./a.env", "sub/c.env", "sub/../b.env", "${U:-a}.env")],
  [0.3, fc.constantFrom(".env", "none.env", "${X}.env")],
);
const envFiles = weighted<Lines>(
  [3, path.map((one) => [one])],
  [4, fc.array(path, { maxLength: 3 }).map((paths) => ["", ...paths.map((one) => `- ${one}`)])],
  [
    2,
    fc
      .array(
        fc.tuple(
          path,
          fc.constantFrom("", "  required: false", "  required: true", '  required: "false"'),
          weighted<string>([3, fc.constant("")], [1, fc.constantFrom("  format: raw", "  format: x")]),
        ),
        { minLength: 1, maxLength: 2 },
      )
      .map((items) => [
        "",
        ...items.flatMap(([one, required, format]) => [`- path: ${one}`, required, format].filter((line) => line !== "")),
      ]),
  ],
  [0.3, fc.constantFrom<Lines>([""], ["[]"], ["{path: a.env}"], ["!reset []"], ["!override [b.env]"])],
);

const serviceNames = ["web", "mail", "db"] as const;
const serviceName = fc.constantFrom(...serviceNames);
const extended = weighted<Lines>(
  [3, serviceName.map((service) => [service])],
  [2, serviceName.map((service) => [`{service: ${service}}`])],
  [
    4,
    fc
      .tuple(fc.constantFrom("base.yml", "sub/base.yml", "./base.yml"), serviceName)
      .map(([file, service]) => ["", `file: ${file}`, `service: ${service}`]),
  ],
  [
    0.3,
    fc.constantFrom<Lines>(
      ["{file: none.yml, service: web}"],
      ["nobody"],
      ["{file: base.yml}"],
      ["{file: base.yml, service: '${U:-web}'}"],
    ),
  ],
);

const serviceOf = (environmentOf: fc.Arbitrary<Lines>, extendsWeight: number) =>
  fc
    .record({
      image: weighted<string | null>(
        [40, fc.constantFrom("a", "plausible/analytics:${U:-v2}", '"b:${X}"')],
        [1, fc.constant(null)],
      ),
      merged: rarely(extendsWeight === 0 ? 0 : 0.7, fc.constant("*svc")),
      environment: rarely(8, environmentOf),
      envFiles: rarely(3, envFiles),
      extended: rarely(extendsWeight, extended),
      profiles: rarely(0.7, fc.constantFrom("[p]", "[q]", "[p, q]", "[]", "['${X}']")),
      grants: rarely(
        0.5,
        fc.constantFrom<Lines>(
          ["secrets: [s]"],
          ["configs: [c]"],
          ["secrets:", "  - source: s", "    target: A"],
          ["secrets: [none]"],
        ),
      ),
      rest: rarely(
        0.5,
        fc.constantFrom(
          "depends_on: [db]",
          "restart: ${Y:-always}",
          "x-note: $X",
          "labels: {a: '${Y}'}",
          "enviroment: {}",
          "command: echo $$X",
          "ports: ['80:80']",
          "volumes: ['data:/d']",
          "build: .",
        ),
      ),
    })
    .map((parts): Lines => {
      const lines = [
        ...(parts.merged === null ? [] : [`<<: ${parts.merged}`]),
        ...(parts.image === null ? [] : [`image: ${parts.image}`]),
        ...(parts.extended === null ? [] : section("extends", parts.extended)),
        ...(parts.envFiles === null ? [] : section("env_file", parts.envFiles)),
        ...(parts.environment === null ? [] : section("environment", parts.environment)),
        ...(parts.profiles === null ? [] : [`profiles: ${parts.profiles}`]),
        ...(parts.grants ?? []),
        ...(parts.rest === null ? [] : [parts.rest]),
      ];
      return lines.length === 0 ? ["{}"] : ["", ...lines];
    });

const include = weighted<Lines>(
  [4, fc.constantFrom<Lines>(["[sub/inc.yml]"], ["", "- inc.yml"], ["", "- ./sub/inc.yml", "- inc.yml"])],
  [
    4,
    fc
      .record({
        path: fc.constantFrom(
          "sub/inc.yml",
          "inc.yml",
          "[sub/inc.yml, over.yml]",
          "[inc.yml, sub/inc.yml]",
          "none.yml",
          "${U:-inc}.yml",
        ),
        envFile: weighted<string | null>(
          [3, fc.constant(null)],
          [1, fc.constantFrom("a.env", "[a.env, b.env]", "none.env", "sub/c.env")],
        ),
        directory: weighted<string | null>([4, fc.constant(null)], [1, fc.constantFrom(".", "sub", "./sub")]),
      })
      .map(({ path: included, envFile: env, directory }) => [
        "",
        `- path: ${included}`,
        ...(env === null ? [] : [`  env_file: ${env}`]),
        ...(directory === null ? [] : [`  project_directory: ${directory}`]),
      ]),
  ],
  [0.3, fc.constantFrom<Lines>([""], ["[]"], ["inc.yml"], ["[1]"], ["[{path: inc.yml, foo: 1}]"])],
);

const document = (level: "main" | "other") =>
  fc
    .record({
      fragments: rarely(
        level === "main" ? 4 : 1.5,
        fc.tuple(weighted([9, pairs], [1, environment]), environment, serviceOf(environment, 0)),
      ),
      names: fc.shuffledSubarray([...serviceNames], { minLength: level === "main" ? 1 : 2 }),
      bodies: fc.array(serviceOf(richEnvironment, level === "main" ? 2 : 1), { minLength: 3, maxLength: 3 }),
      // Fragments of several files meet when these are equal.
      number: fc.nat(20),
      include: rarely(level === "main" ? 1.2 : 0.3, include),
      definitions: rarely(
        level === "main" ? 4 : 1,
        fc.constantFrom(
          "secrets: {s: {environment: X}}\nconfigs: {c: {content: '${Y:-c}'}}",
          "secrets: {s: {file: ./a.env}}",
          "volumes: {data: {}}",
          "secrets: {s: {external: true}}\nconfigs: {c: {file: ./a.env}}",
        ),
      ),
    })
    .map(({ fragments, names, bodies, number, include: included, definitions }): string => {
      const text = names.flatMap((service, index) => indent(section(service, bodies[index] ?? ["{}"])));
      // An alias of nothing stops everything, so the anchors are there when one of them is asked for.
      const used = text.some((line) => /\*(?:env|more|svc)\b/.test(line));
      const [env, more, svc] = fragments ?? [
        ["", "A: 1", "B: $X"],
        ["", "A: 2", "C:"],
        ["", "image: a"],
      ];
      const anchored = (key: string, anchor: string, [head = "", ...rest]: Lines) =>
        section(`${key}${number}`, [`&${anchor} ${head}`.trimEnd(), ...rest]);
      const anchors =
        fragments === null && !used
          ? []
          : [...anchored("x-env", "env", env), ...anchored("x-more", "more", more), ...anchored("x-svc", "svc", svc)];
      return [
        ...(included === null ? [] : section("include", included)),
        ...anchors,
        "services:",
        ...text,
        ...(definitions === null ? [] : [definitions]),
        "",
      ].join("\n");
    });

const composeFile = (level: "main" | "other") =>
  weighted<string>(
    [20, document(level)],
    [1, fc.array(document(level), { minLength: 2, maxLength: 2 }).map((documents) => documents.join("---\n"))],
    [
      0.2,
      fc
        .tuple(
          document(level),
          fc.constantFrom("---\n", "...\n", "x: 1\n", "version: '3'\n", "name: n\n", "\ufeff", "version: 3\n"),
        )
        .map(([text, extra]) => extra + text),
    ],
  );

const processEnvironment = fc.dictionary(
  fc.constantFrom(...askedNames),
  weighted<string>([3, fc.constantFrom("p", "", "a b", "$X", "${Y}", "a")], [1, template]),
  { maxKeys: 2 },
);

/** Projects that use what a file of Compose can say about environments, most of them well-formed. */
export const question: fc.Arbitrary<Question> = fc
  .record({
    main: composeFile("main"),
    override: rarely(2, composeFile("other")),
    second: rarely(1, composeFile("other")),
    dotenv: rarely(7, envFile),
    a: rarely(9, envFile),
    b: rarely(9, envFile),
    c: rarely(9, envFile),
    subDotenv: rarely(6, envFile),
    base: composeFile("other"),
    subBase: composeFile("other"),
    inc: composeFile("other"),
    subInc: composeFile("other"),
    over: composeFile("other"),
    envFiles: rarely(0.5, fc.array(fc.constantFrom("a.env", "b.env"), { minLength: 1, maxLength: 2 })),
    profiles: rarely(1, fc.constantFrom(["p"], ["p", "q"], ["*"], ["none"])),
    process: processEnvironment,
  })
  .map((parts) => {
    const files: Record<string, string | null> = {
      "compose.yml": parts.main,
      "compose.override.yml": parts.override,
      ".env": parts.dotenv,
      "a.env": parts.a,
      "b.env": parts.b,
      "sub/c.env": parts.c,
      "sub/.env": parts.subDotenv,
      "second.yml": parts.second,
    };
    const others = {
      "base.yml": parts.base,
      "sub/base.yml": parts.subBase,
      "inc.yml": parts.inc,
      "sub/inc.yml": parts.subInc,
      "over.yml": parts.over,
    };
    return {
      files: { ...withoutNull(files), ...named(others, withoutNull(files)) },
      ...(parts.second === null ? {} : { composeFiles: ["compose.yml", "second.yml"] }),
      ...(parts.envFiles === null ? {} : { envFiles: parts.envFiles }),
      ...(parts.profiles === null ? {} : { profiles: parts.profiles }),
      process: parts.process,
    };
  });

const withoutNull = (files: Readonly<Record<string, string | null>>): Record<string, string> =>
  Object.fromEntries(Object.entries(files).filter((entry): entry is [string, string] => entry[1] !== null));

/** Of `others` those that some file names, directly or through one another. */
function named(others: Readonly<Record<string, string>>, files: Readonly<Record<string, string>>): Record<string, string> {
  const taken: Record<string, string> = {};
  for (let grown = true; grown; ) {
    grown = false;
    const text = Object.values({ ...files, ...taken }).join("\n");
    for (const [file, content] of Object.entries(others)) {
      const base = file.slice(file.lastIndexOf("/") + 1);
      if (file in taken || !text.includes(base)) continue;
      taken[file] = content;
      grown = true;
    }
  }
  return taken;
}
