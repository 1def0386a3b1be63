import fc from "fast-check";
import type { Case } from "../oracle/compose-cases.js";
import {
  environment,
  fragment,
  indent,
  type Lines,
  pairs,
  type Surroundings,
  section,
  serviceBody,
  serviceNames,
} from "./compose-services.js";
import { askedNames, dressed, envFile, rarely, template, weighted } from "./compose-texts.js";

/** A small project, and how `docker compose` is asked for it. */
export type Question = Omit<Case, "name" | "answers" | "files"> & {
  readonly files: Readonly<Record<string, string>>;
  readonly process: Readonly<Record<string, string>>;
};

const include = weighted<Lines>(
  [4, fc.constantFrom<Lines>(["[sub/inc.yml]"], ["", "- inc.yml"], ["", "- ./sub/inc.yml", "- inc.yml"])],
  [
    4,
    fc
      .record({
        path: weighted<string>(
          [20, fc.constantFrom("sub/inc.yml", "inc.yml", "[sub/inc.yml, over.yml]", "[inc.yml, over.yml]", "${U:-inc}.yml")],
          [1, fc.constantFrom("none.yml", "[inc.yml, sub/inc.yml]", "[sub/inc.yml, inc.yml]", "compose.yml")],
        ),
        envFile: weighted<string | null>(
          [3, fc.constant(null)],
          [1.5, fc.constantFrom("a.env", "[a.env, b.env]", "sub/c.env", "./b.env", "/dev/null", "[]")],
          [0.05, fc.constantFrom("none.env")],
        ),
        directory: weighted<string | null>([4, fc.constant(null)], [1, fc.constantFrom(".", "sub", "./sub", "${U:-sub}")]),
      })
      .map(({ path: included, envFile: env, directory }) => [
        "",
        `- path: ${included}`,
        ...(env === null ? [] : [`  env_file: ${env}`]),
        ...(directory === null ? [] : [`  project_directory: ${directory}`]),
      ]),
  ],
  [0.1, fc.constantFrom<Lines>([""], ["[]"], ["inc.yml"], ["[1]"], ["[{path: inc.yml, foo: 1}]"], ["[{}]"])],
);

type Level = "main" | "override" | "base" | "deepBase" | "included";

/** The files whose services those of a file may extend; none leads back. */
const extensible: Readonly<Record<Level, readonly string[]>> = {
  main: ["base.yml", "sub/base.yml", "./base.yml"],
  override: ["base.yml"],
  base: ["sub/base.yml"],
  deepBase: [],
  included: [],
};
/** How often services extend others, in tenths. */
const extendsWeight: Readonly<Record<Level, number>> = { main: 2, override: 0.3, base: 2, deepBase: 0.7, included: 0.7 };

const definitions = weighted<string>(
  [
    20,
    fc.constantFrom(
      "secrets: {s: {environment: X}, t: {file: ./b.env}}\nconfigs: {c: {content: '${Y:-c}'}}",
      "secrets:\n  s:\n    file: ./a.env\n  t:\n    environment: $U\nconfigs:\n  c:\n    file: ${U:-a}.env",
      "secrets: {s: {external: true}, t: {environment: Y, name: n}}\nconfigs: {c: {environment: X}}",
      "secrets: {s: {file: ./a.env}, t: {external: true, name: '${X}'}}\nconfigs:\n  c:\n    content: |\n      a ${X:-d}\n      $$b",
    ),
  ],
  [
    0.2,
    fc.constantFrom(
      "secrets: {s: {file: ./a.env, environment: X}}",
      "secrets: {s: }",
      "secrets: {s: {content: a}, t: {}}",
      "configs: {c: {file: a.env, x: 1}}",
      "secrets: {s: !reset null}",
      "secrets: !override {s: {file: b.env}}",
    ),
  ],
);

const oneDocument = (level: Level) =>
  fc
    .record({
      fragments: rarely(
        level === "main" ? 4 : 1.5,
        fc.tuple(fragment, weighted([3, pairs], [1, environment]), serviceBody(false, 0)),
      ),
      names: fc.shuffledSubarray([...serviceNames], { minLength: level === "main" ? 1 : level === "override" ? 1 : 3 }),
      bodies: fc.array(serviceBody(true, extendsWeight[level]), { minLength: 3, maxLength: 3 }),
      // Fragments of several files meet when these are equal.
      number: fc.nat(20),
      include: rarely(level === "main" ? 1.2 : level === "included" ? 0.3 : 0, include),
      definitions: rarely(level === "main" ? 3 : 0.7, definitions),
      odd: rarely(
        0.25,
        fc.constantFrom(
          "name: n",
          "name: ${U:-my}_p",
          "version: '3'",
          "x-a: 1",
          "networks: {default: {}}",
          "volumes: {data: {}}",
          "# note",
        ),
      ),
      gone: rarely(0.1, fc.constantFrom("web: !reset null", "mail: !override {image: o}", "db:", "mail: {}", "web: *svc")),
      wide: fc.boolean(),
    })
    .map((parts): string => {
      const { fragments, names, bodies, number, wide } = parts;
      // A service extends and waits for later ones only, so that there is no circle; so they are made last to first. What takes away
      // a part of what it extends is not extended in turn: there versions of Compose differ, and one with itself.
      const bodyOf = new Map<string, Lines>();
      const extendable: string[] = [];
      for (const service of [...serviceNames].reverse()) {
        const index = names.indexOf(service);
        if (index === -1) continue;
        const around: Surroundings = { services: [...extendable].reverse(), files: extensible[level] };
        const lines = bodies[index]?.(around) ?? ["{}"];
        bodyOf.set(service, lines);
        const shown = lines.join("\n");
        if (!/!reset|!override|\*|<</.test(shown) || !shown.includes("extends:")) extendable.push(service);
      }
      const text = names.flatMap((service) => section(service, bodyOf.get(service) ?? ["{}"]));
      if (parts.gone !== null && !names.some((name) => parts.gone?.startsWith(name))) text.push(parts.gone);
      // An alias of nothing stops everything, so the anchors are there when one of them is asked for; secrets likewise.
      const used = text.some((line) => /\*(?:env|more|svc)\b/.test(line));
      const granted = text.some((line) => /^ +(?:secrets|configs):/.test(line));
      const [env, more, svc] = fragments ?? [["", "A: 1", "B: $X"], ["", "A: 2", "C:"], () => ["", "image: a"]];
      const anchored = (key: string, anchor: string, [head = "", ...rest]: Lines) =>
        section(`${key}${number}`, [`&${anchor} ${head}`.trimEnd(), ...rest]);
      const anchors =
        fragments === null && !used
          ? []
          : [
              ...anchored("x-env", "env", env),
              ...anchored("x-more", "more", more),
              ...anchored("x-svc", "svc", svc({ services: [], files: [] })),
            ];
      const defined =
        parts.definitions ?? (granted ? "secrets: {s: {environment: X}, t: {file: b.env}}\nconfigs: {c: {content: c}}" : null);
      const lines = [
        ...(parts.include === null ? [] : section("include", parts.include)),
        ...anchors,
        "services:",
        ...indent(wide ? indent(text) : text),
        ...(defined === null ? [] : [defined]),
        ...(parts.odd === null ? [] : [parts.odd]),
        "",
      ];
      return lines.join("\n");
    });

const composeFile = (level: Level) =>
  dressed(
    weighted<string>(
      [20, oneDocument(level)],
      [1, fc.array(oneDocument(level), { minLength: 2, maxLength: 2 }).map((documents) => documents.join("---\n"))],
      [
        0.2,
        fc
          .tuple(oneDocument(level), fc.constantFrom("---\n", "# note\n---\n", "\n\n", "%YAML 1.1\n---\n", "--- # note\n"))
          .map(([text, extra]) => extra + text),
      ],
      [
        0.05,
        fc
          .tuple(
            oneDocument(level),
            fc.constantFrom("x: 1\n", "version: 3\n", "...\n", "%YAML 1.2\n---\n", "---\n---\n", "\tx-a: 1\n"),
          )
          .map(([text, extra]) => extra + text),
      ],
      [
        0.05,
        fc
          .tuple(oneDocument(level), fc.constantFrom("---\n", "...\n", "\u0000", "---\n{}\n", "...\n# end\n"))
          .map(([a, b]) => a + b),
      ],
    ),
  );

/** Variables by which Compose itself is told things, in the process or in `.env`. */
const settings = fc.constantFrom<readonly [string, string]>(
  ["COMPOSE_PROFILES", "p"],
  ["COMPOSE_PROFILES", "p,q"],
  ["COMPOSE_PROFILES", "*"],
  ["COMPOSE_PROFILES", ""],
  ["COMPOSE_FILE", "compose.yml"],
  ["COMPOSE_FILE", "compose.yml:second.yml"],
  ["COMPOSE_FILE", "sub/inc.yml"],
  ["COMPOSE_ENV_FILES", "a.env"],
  ["COMPOSE_ENV_FILES", "b.env,sub/c.env"],
  ["COMPOSE_DISABLE_ENV_FILE", "1"],
  ["COMPOSE_DISABLE_ENV_FILE", "false"],
  ["COMPOSE_PROJECT_NAME", "other"],
);

const processEnvironment = fc
  .tuple(
    fc.dictionary(
      fc.constantFrom(...askedNames),
      weighted<string>(
        [3, fc.constantFrom("p", "", "a b", "$X", "${Y}", "a", "a\nb", "=", "é")],
        [1, template.filter((text) => !text.includes("\0"))],
      ),
      { maxKeys: 2 },
    ),
    rarely(0.4, settings),
  )
  .map(([values, setting]) => (setting === null ? values : { ...values, [setting[0]]: setting[1] }));

/** Projects that use what a file of Compose can say about environments, most of them well-formed. */
export const question: fc.Arbitrary<Question> = fc
  .record({
    main: composeFile("main"),
    override: rarely(2, composeFile("override")),
    second: rarely(1, composeFile("override")),
    dotenv: rarely(7, envFile),
    dotenvSetting: rarely(0.4, settings),
    a: rarely(9.8, envFile),
    b: rarely(9.8, envFile),
    c: rarely(9.8, envFile),
    subA: rarely(9.5, envFile),
    subDotenv: rarely(6, envFile),
    base: composeFile("base"),
    subBase: composeFile("deepBase"),
    inc: composeFile("included"),
    subInc: composeFile("included"),
    over: composeFile("override"),
    envFiles: rarely(0.5, fc.array(fc.constantFrom("a.env", "b.env", "./a.env"), { minLength: 1, maxLength: 2 })),
    profiles: rarely(1, fc.constantFrom(["p"], ["p", "q"], ["*"], ["none"], [""])),
    projectDirectory: rarely(0.2, fc.constantFrom("sub", ".", "./sub")),
    files: weighted<readonly string[] | null>(
      [9, fc.constant(null)],
      [0.4, fc.constantFrom(["sub/inc.yml"], ["sub/inc.yml", "compose.yml"], ["inc.yml"])],
    ),
    process: processEnvironment,
  })
  .map((parts) => {
    const [setting, value] = parts.dotenvSetting ?? [null, ""];
    const dotenv = setting === null ? parts.dotenv : `${setting}=${value}\n${(parts.dotenv ?? "").replace(/^\ufeff/, "")}`;
    const composeFiles = parts.files ?? (parts.second === null ? null : ["compose.yml", "second.yml"]);
    const files: Record<string, string | null> = {
      "compose.yml": parts.main,
      "compose.override.yml": parts.override,
      ".env": dotenv,
    };
    const others = {
      "second.yml": parts.second ?? parts.over,
      "a.env": parts.a,
      "b.env": parts.b,
      "sub/c.env": parts.c,
      "sub/a.env": parts.subA,
      "sub/b.env": parts.b,
      "sub/sub/c.env": parts.c,
      "sub/.env": parts.subDotenv,
      "base.yml": parts.base,
      "sub/base.yml": parts.subBase,
      "inc.yml": parts.inc,
      "sub/inc.yml": parts.subInc,
      "over.yml": parts.over,
      "sub/over.yml": parts.over,
    };
    const asked = {
      ...(composeFiles === null ? {} : { composeFiles }),
      ...(parts.envFiles === null ? {} : { envFiles: parts.envFiles }),
      ...(parts.profiles === null ? {} : { profiles: parts.profiles }),
      ...(parts.projectDirectory === null ? {} : { projectDirectory: parts.projectDirectory }),
      process: parts.process,
    };
    return {
      files: { ...withoutNull(files), ...named(withoutNull(others), withoutNull(files), JSON.stringify(asked)) },
      ...asked,
    };
  });

const withoutNull = (files: Readonly<Record<string, string | null>>): Record<string, string> =>
  Object.fromEntries(Object.entries(files).filter((entry): entry is [string, string] => entry[1] !== null));

/** Of `others` those that some file or flag names, directly or through one another. */
function named(
  others: Readonly<Record<string, string>>,
  files: Readonly<Record<string, string>>,
  asked: string,
): Record<string, string> {
  const taken: Record<string, string> = {};
  for (let grown = true; grown; ) {
    grown = false;
    // What is put together from a variable may be any of them.
    const text = `${Object.values({ ...files, ...taken }).join("\n")}${asked}`.replaceAll(/\$\{U:-(\w+)\}/g, "$1");
    for (const [file, content] of Object.entries(others)) {
      const base = file.slice(file.lastIndexOf("/") + 1);
      if (file in taken || !(base === ".env" ? text.includes("sub") : text.includes(base))) continue;
      taken[file] = content;
      grown = true;
    }
  }
  return taken;
}
