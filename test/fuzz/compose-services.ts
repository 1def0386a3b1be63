import fc from "fast-check";
import {
  containerNames,
  doubleQuoted,
  flowScalar,
  longScalar,
  plainScalar,
  rarely,
  scalar,
  singleQuoted,
  template,
  weighted,
} from "./compose-texts.js";

/** Lines of a value: the first stands beside its key, the others below it. */
export type Lines = readonly string[];

export const indent = (lines: Lines): Lines => lines.map((line) => (line === "" ? "" : `  ${line}`));
export const section = (key: string, [head = "", ...rest]: Lines): Lines => [
  `${key}:${head === "" ? "" : ` ${head}`}`,
  ...indent(rest),
];

const name = weighted<string>(
  [12, fc.constantFrom(...containerNames)],
  [0.2, fc.constantFrom('"A"', "a.b", "A=B", "on", "'C'", "A B", "n", "é", "$X")],
  [0.1, fc.constantFrom("x-a", "x-b")],
  [0.02, fc.constantFrom("1", "<<", "true", "~", '""')],
);
const keyOf = (pair: string) => (/^(?:"[^"]*"|'[^']*'|[^:]*)/.exec(pair)?.[0] ?? "").replaceAll(/^["']|["']$/g, "").trim();

const listItem = weighted<Lines>(
  [6, fc.tuple(name, plainScalar).map(([key, text]) => [`${key}=${text}`])],
  [2, name.map((key) => [key])],
  [1, fc.tuple(name, template).map(([key, text]) => [singleQuoted(`${key}=${text}`)])],
  [1, fc.tuple(name, template).map(([key, text]) => [doubleQuoted(`${key}=${text}`)])],
  [0.3, fc.constantFrom(["A= 1"], ["${X}=1"], ["${Y}"], ["export A=1"], ["!!str 1"], ["A=1 # note"], ["$X=$Y"], ["&i A=3"])],
  [0.3, fc.constantFrom(["A=1", "  b"], [">-", "  A=1", "  b"], ["|", "  A=1"], ['"A=1', '  b"'], ["'A=$X", "", "  b'"])],
  [
    0.05,
    fc.constantFrom(
      [""],
      ["null"],
      ["1"],
      ["A: b"],
      ["[a]"],
      ["A =1"],
      ["*none"],
      ["*i"],
      ["true"],
      ["A=b: c"],
      ["!reset null"],
      ["=1"],
    ),
  ],
);
const item = listItem.map(([head = "", ...rest]): Lines => [head === "" ? "-" : `- ${head}`, ...rest]);

const mapValue = weighted<Lines>(
  [12, scalar.map((text) => [text])],
  [0.5, longScalar],
  [0.2, fc.constantFrom(["!reset null"], ["!reset"], ["!override a"], ["!reset 1"])],
  [0.03, fc.constantFrom(["[a]"], ["{a: 1}"], ["", "- a"], ["*none"])],
);
const mapPair = fc.tuple(name, mapValue).map(([key, value]): Lines => {
  const [head = "", ...rest] = value;
  return [`${key}:${head === "" ? "" : ` ${head}`}`, ...rest];
});
const uniquePairs = (minLength: number, maxLength: number) =>
  fc.uniqueArray(mapPair, { minLength, maxLength, selector: ([head = ""]) => keyOf(head) });

/** Pairs of a map, one below the other. */
export const pairs = uniquePairs(1, 4).map((all): Lines => ["", ...all.flat()]);
const flowItem = weighted<string>(
  [6, fc.tuple(name, flowScalar).map(([key, text]) => (/^["'!]/.test(text) ? key : `${key}=${text}`))],
  [2, fc.tuple(name, template).map(([key, text]) => doubleQuoted(`${key}=${text}`))],
  [2, fc.tuple(name, template).map(([key, text]) => singleQuoted(`${key}=${text}`))],
  [1, name],
);
const flowPairs = fc
  .uniqueArray(fc.tuple(name, weighted([12, flowScalar], [0.5, fc.constantFrom("", "~", "!!str", "*none", "!reset null")])), {
    maxLength: 3,
    selector: ([key]) => keyOf(key),
  })
  .map((all) => all.map(([key, value]) => (value === "" ? key : `${key}: ${value}`)));

/** The value of `environment:`. */
const environment = weighted<Lines>(
  [5, fc.array(item, { minLength: 1, maxLength: 4 }).map((items) => ["", ...items.flat()])],
  [5, pairs],
  [0.03, fc.array(mapPair, { maxLength: 3 }).map((all) => ["", ...all.flat()])],
  [1, fc.array(flowItem, { maxLength: 3 }).map((items) => [`[${items.join(", ")}]`])],
  [1, flowPairs.map((all) => [`{${all.join(", ")}}`])],
  [0.2, flowPairs.map((all) => ["{", ...all.map((pair) => `  ${pair},`), "}"])],
  [0.1, fc.constantFrom<Lines>(["{}"], ["[]"])],
  [0.06, fc.constantFrom<Lines>([""], ["A=1"], ["null"], ["~"], ["1"], ['"B=2"'], ["# note"])],
);
/** What fragments hold: mostly maps, which alone can be merged into others. */
export const fragment = weighted([9, pairs], [1, environment]);
export { environment };

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
          [1, fc.constantFrom("*more", "[*env, *more]", "[*more, *env]", "[*env, {A: 7}]")],
          [0.03, fc.constantFrom("*none", "null", "[]", "a")],
        ),
        uniquePairs(0, 2),
        fc.boolean(),
      )
      .map(([merged, all, first]) => {
        const own = all.flat();
        return ["", ...(first ? [`<<: ${merged}`, ...own] : [...own, `<<: ${merged}`])];
      }),
  ],
  [0.5, environment.map(([head = "", ...rest]) => [`!override ${head}`.trimEnd(), ...rest])],
  [0.4, fc.constantFrom<Lines>(["!reset null"], ["!reset"], ["!reset []"], ["!reset {A: 1}"], ["!override"])],
);

const path = weighted<string>(
  [12, fc.constantFrom("a.env", "b.env", "./a.env", "sub/c.env", "sub/../b.env", "${U:-a}.env", '"b.env"')],
  [0.15, fc.constantFrom(".env", "none.env", "${X}.env", "sub", "'$X'", "~/a.env")],
);
const envFileItem = fc
  .record({
    path,
    required: weighted<string | null>(
      [4, fc.constant(null)],
      [3, fc.constantFrom("false", "true", '"false"', '"${E:-true}"', "no")],
      [0.05, fc.constantFrom("1", "x", "null", "$E", "yes", "FALSE", "''")],
    ),
    format: weighted<string | null>([3, fc.constant(null)], [1, fc.constant("raw")], [0.05, fc.constantFrom("x", '""', "${U}")]),
    flow: fc.boolean(),
    optional: fc.boolean(),
  })
  .map(({ path: one, required, format, flow, optional }): Lines => {
    const file = optional && required === "false" ? "none.env" : one;
    const fields = [
      `path: ${file}`,
      ...(required === null ? [] : [`required: ${required}`]),
      ...(format === null ? [] : [`format: ${format}`]),
    ];
    if (flow && !file.includes("{")) return [`- {${fields.join(", ")}}`];
    return fields.map((field, index) => `${index === 0 ? "- " : "  "}${field}`);
  });
const envFiles = weighted<Lines>(
  [3, path.map((one) => [one])],
  [4, fc.array(path, { maxLength: 3 }).map((paths) => (paths.length === 0 ? ["[]"] : ["", ...paths.map((one) => `- ${one}`)]))],
  [
    3,
    fc
      .array(weighted<Lines>([3, envFileItem], [1, path.map((one) => [`- ${one}`])]), { minLength: 1, maxLength: 3 })
      .map((items) => ["", ...items.flat()]),
  ],
  [
    0.3,
    fc.constantFrom<Lines>(["!reset []"], ["!override [b.env]"], ["!reset"], ["!override", "- path: a.env", "  required: false"]),
  ],
  [0.06, fc.constantFrom<Lines>([""], ["{path: a.env}"], ["1"], ["[1]"], ["[{}]"], ["[{path: a.env, x: 1}]"])],
);

/** How a service extends another, until it is known which ones there are. */
interface Extended {
  readonly file: number;
  readonly service: number;
  readonly form: "short" | "flow" | "block" | "text";
}
const extended = weighted<Extended | string>(
  [
    20,
    fc.record({
      file: fc.nat(3),
      service: fc.nat(2),
      form: fc.constantFrom("short" as const, "flow" as const, "block" as const, "text" as const),
    }),
  ],
  [
    0.3,
    fc.constantFrom(
      "extends: {file: none.yml, service: web}",
      "extends: nobody",
      "extends: {file: base.yml}",
      "extends: {file: base.yml, service: '${U:-web}'}",
      "extends: web",
      "extends: {service: mail}",
      "extends: !reset {service: mail}",
      "extends: {file: base.yml, service: db, x: 1}",
      "extends:",
    ),
  ],
);

/** What a service may name: other services of its file, and files whose services it may extend. */
export interface Surroundings {
  readonly services: readonly string[];
  /** The services of these have all the usual names. */
  readonly files: readonly string[];
}

function extendsLines(given: Extended | string, { services, files }: Surroundings): Lines {
  if (typeof given === "string") return [given];
  const file = given.file === 0 ? undefined : files[(given.file - 1) % Math.max(files.length, 1)];
  const names = file === undefined ? services : serviceNames;
  const service = names[given.service % Math.max(names.length, 1)];
  if (service === undefined) return [];
  if (file === undefined && given.form === "text") return [`extends: ${service}`];
  const fields = [...(file === undefined ? [] : [`file: ${file}`]), `service: ${service}`];
  return given.form === "flow" ? [`extends: {${fields.join(", ")}}`] : section("extends", ["", ...fields]);
}

export const serviceNames = ["web", "mail", "db"] as const;

const grants = weighted<Lines>(
  [
    10,
    fc.constantFrom<Lines>(
      ["secrets: [s]"],
      ["configs: [c]"],
      ["secrets:", "  - source: s", "    target: A"],
      ["secrets:", "  - source: s", "    target: /run/secrets/${U:-B}", "    mode: 0440"],
      ["configs:", "  - source: c", "    target: /run/secrets/A"],
      ["configs: [{source: c, target: B}]"],
      ["secrets: [s, t]"],
      ["secrets:", "  - t", "  - {source: s, target: t}"],
      ["configs: ['${U:-c}']", "secrets: [t]"],
      ["secrets: !override [t]"],
      ["secrets: !reset []"],
      ["secrets: [{source: s, target: ''}]"],
    ),
  ],
  [
    0.4,
    fc.constantFrom<Lines>(["secrets: [none]"], ["secrets: {s: }"], ["secrets: [{target: A}]"], ["configs: ['']"], ["secrets:"]),
  ],
);

const rest = weighted<string>(
  [
    20,
    fc.constantFrom(
      "restart: ${Y:-always}",
      "x-note: $X",
      "labels: {a: '${Y}'}",
      "command: echo $$X",
      "command: [sh, -c, 'a ${X:-b}']",
      "ports: ['80:80']",
      "ports:\n  - 8080:80\n  - '127.0.0.1:${U:-81}:81/udp'\n  - target: 82\n    published: \"82\"",
      "volumes: ['./a.env:/run/secrets/A:ro']",
      "volumes:\n  - type: bind\n    source: ./b.env\n    target: /run/secrets/B",
      "volumes: ['/d', './sub:/e:ro,z']",
      "build: .",
      "build: {context: ., args: [A]}",
      "healthcheck: {test: [CMD, 'true'], interval: 10s}",
      "deploy: {resources: {limits: {memory: 100M, cpus: '0.5'}}}",
      "logging: {driver: json-file, options: {max-size: 10m}}",
      "networks: [default]",
      "hostname: h",
      "mem_limit: 1g",
      "extra_hosts: ['a:1.2.3.4']",
      "stop_grace_period: 1m30s",
      "tmpfs: /tmp",
      "init: true",
      "cap_add: [ALL]",
      "ulimits: {nofile: 100}",
      "user: 1000:1000",
      "expose: ['80']",
      "pull_policy: always",
    ),
  ],
  [
    0.7,
    fc.constantFrom(
      "enviroment: {}",
      "ports: ['$X:80']",
      "ports: [':']",
      "ports: ['a:80']",
      "ports: [80, '70000:1']",
      "volumes: [':/a:/b']",
      "volumes: ['nothing:/d']",
      "mem_limit: $X",
      "mem_limit: 1x",
      "stop_grace_period: soon",
      "init: maybe",
      "privileged: '$E'",
      "shm_size: ''",
      "healthcheck: {interval: x}",
      "deploy: {replicas: a}",
      "scale: -1",
      "restart: no",
      "command: {a: 1}",
      "build:",
      "ports: '80:80'",
      "container_name: a b",
      "depends_on: [nobody]",
    ),
  ],
);

/** A service, given what it may name. `extendsWeight`: how often it extends another, in tenths. */
export const serviceBody = (rich: boolean, extendsWeight: number): fc.Arbitrary<(around: Surroundings) => Lines> =>
  fc
    .record({
      image: weighted<string | null>(
        [60, fc.constantFrom("a", "plausible/analytics:${U:-v2}", '"b:${X:-1}"', "ghcr.io/plausible/community-edition:v3.0.1")],
        [0.7, fc.constantFrom(null, null, "", '"b:${X}"', '"b:${X}"', "$X", "~")],
      ),
      merged: rarely(rich ? 0.7 : 0, fc.constantFrom("*svc", "[*svc]", "{image: c, environment: {A: 9}}")),
      environment: rarely(8, rich ? richEnvironment : environment),
      envFiles: rarely(3, envFiles),
      extended: rarely(extendsWeight, extended),
      profiles: rarely(0.8, fc.constantFrom("[p]", "[q]", "[p, q]", "[]", "['${X}']", "['']", "!reset []", "!override [q]")),
      grants: rarely(0.7, grants),
      rest: rarely(0.8, rest),
      order: fc.boolean(),
      dependsOn: rarely(0.3, fc.constantFrom("list", "map")),
    })
    .map((parts) => (around: Surroundings): Lines => {
      const [other] = around.services;
      const environmentLines = parts.environment === null ? [] : section("environment", parts.environment);
      const dependsOn =
        other === undefined || parts.dependsOn === null
          ? []
          : [parts.dependsOn === "list" ? `depends_on: [${other}]` : `depends_on: {${other}: {condition: service_started}}`];
      const lines = [
        ...(parts.merged === null ? [] : [`<<: ${parts.merged}`]),
        ...(parts.order ? environmentLines : []),
        ...(parts.image === null ? [] : [`image: ${parts.image}`.trimEnd()]),
        ...(parts.extended === null ? [] : extendsLines(parts.extended, around)),
        ...(parts.envFiles === null ? [] : section("env_file", parts.envFiles)),
        ...(parts.order ? [] : environmentLines),
        ...(parts.profiles === null ? [] : [`profiles: ${parts.profiles}`]),
        ...(parts.grants ?? []),
        ...dependsOn,
        ...(parts.rest === null ? [] : parts.rest.split("\n")),
      ];
      return lines.length === 0 ? ["{}"] : ["", ...lines];
    });
