import type { Location } from "../../base/text.js";
import type { YamlNode } from "./nodes.js";
import { type Field, locate, tagOf } from "./placed-nodes.js";
import { type PlainScalar, resolveScalar } from "./scalar.js";

/**
 * What Compose's schema allows at the top of a file and in a service, as far as its refusals are told from it: which
 * keys there are, and which kinds of value they take. Observed with docker compose 2.40.3, whose wording (`must be a …`)
 * names only one of several kinds.
 */
export type ValueKind = "map" | "sequence" | PlainScalar["type"];

/** The kind of a value; an alias counts as what it repeats, so callers follow it. */
export function kindOf(node: YamlNode): ValueKind {
  if (node.kind === "map" || node.kind === "sequence") return node.kind;
  if (node.kind === "alias") return "string";
  return resolveScalar(node).type;
}

export interface Shape {
  /** The kinds of value that are accepted. */
  readonly kinds: readonly ValueKind[];
  /** What the refusal says it must be. */
  readonly says: string;
  /** The keys of a map, besides those that begin with `x-`; others are refused. */
  readonly entries?: ReadonlyMap<string, Shape>;
  /** Keys that must be there. */
  readonly required?: readonly string[];
  /** The values of a map with any keys. */
  readonly values?: Shape;
  readonly items?: Shape;
  /** Whether no two items may be the same text. */
  readonly distinct?: true;
  /** The texts that are accepted. */
  readonly oneOf?: readonly string[];
  /** What a text must match, as the refusal quotes it. */
  readonly pattern?: string;
}

const string: Shape = { kinds: ["string"], says: "a string" };
const map: Shape = { kinds: ["map"], says: "a mapping" };
const mapOrNull: Shape = { kinds: ["map", "null"], says: "a mapping or null" };
const list: Shape = { kinds: ["sequence"], says: "a array" };
const listOrMap: Shape = { kinds: ["sequence", "map"], says: "a array" };
const mapOrList: Shape = { kinds: ["map", "sequence"], says: "a mapping" };
const stringOrList: Shape = { kinds: ["string", "sequence"], says: "a string" };
const stringOrMap: Shape = { kinds: ["string", "map"], says: "a string" };
const commandLine: Shape = { kinds: ["null", "string", "sequence"], says: "a null" };
const numberOrString: Shape = { kinds: ["integer", "float", "string"], says: "a number or string" };
const stringOrInteger: Shape = { kinds: ["string", "integer"], says: "a string" };
const integerOrString: Shape = { kinds: ["integer", "string"], says: "a integer or string" };
/** Accepted as they come, or judged by rules that are not told here. */
const any: Shape = {
  kinds: ["map", "sequence", "string", "null", "boolean", "integer", "float", "timestamp"],
  says: "",
};

const shapes = (pairs: readonly (readonly [Shape, string])[]): ReadonlyMap<string, Shape> =>
  new Map(pairs.flatMap(([shape, names]) => names.split(" ").map((name) => [name, shape] as const)));

const boolean: Shape = { kinds: ["boolean"], says: "a boolean" };
const booleanOrString: Shape = { kinds: ["boolean", "string"], says: "a boolean or string" };
const number: Shape = { kinds: ["integer", "float"], says: "a number" };
/** A map of texts by any name. */
const scalars: Shape = { kinds: ["boolean", "null", "integer", "float", "string"], says: "a boolean, null, number or string" };
const scalarsByName: Shape = { ...mapOrList, values: scalars };
const listOf = (items: Shape): Shape => ({ ...list, items });
const strings = listOf(string);
const keys = (pairs: readonly (readonly [Shape, string])[], required: readonly string[] = []): Shape => ({
  ...map,
  entries: shapes(pairs),
  required,
});

const healthcheck = keys([
  [booleanOrString, "disable"],
  [string, "interval timeout start_period start_interval"],
  [numberOrString, "retries"],
  [{ ...stringOrList, items: string }, "test"],
]);
const logging = keys([
  [string, "driver"],
  [{ ...map, values: { kinds: ["string", "integer", "float", "null"], says: "a null, number or string" } }, "options"],
]);
const limits = keys([
  [numberOrString, "cpus"],
  [string, "memory"],
  [stringOrInteger, "pids"],
]);
const rollout = keys([
  [integerOrString, "parallelism"],
  [string, "delay failure_action monitor"],
  [numberOrString, "max_failure_ratio"],
  [string, "order"],
]);
const deploy: Shape = {
  ...keys([
    [string, "mode endpoint_mode"],
    [integerOrString, "replicas"],
    [scalarsByName, "labels"],
    [rollout, "rollback_config update_config"],
    [
      keys([
        [limits, "limits"],
        [any, "reservations"],
      ]),
      "resources",
    ],
    [
      keys([
        [string, "condition delay window"],
        [integerOrString, "max_attempts"],
      ]),
      "restart_policy",
    ],
    [any, "placement"],
  ]),
  ...mapOrNull,
};
const build: Shape = {
  ...keys([
    [string, "context dockerfile dockerfile_inline isolation network target"],
    [scalarsByName, "args labels"],
    [{ kinds: ["boolean", "string"], says: "a boolean or string" }, "no_cache privileged pull"],
    [strings, "cache_from cache_to tags platforms entitlements"],
    [any, "additional_contexts extra_hosts secrets ssh ulimits provenance sbom no_cache_filter"],
    [numberOrString, "shm_size"],
  ]),
  ...stringOrMap,
};
const network: Shape = {
  ...keys([
    [listOf(string), "aliases link_local_ips"],
    [string, "interface_name ipv4_address ipv6_address mac_address"],
    [any, "driver_opts"],
    [number, "gw_priority priority"],
  ]),
  ...mapOrNull,
};
const dependency = keys(
  [
    [boolean, "required"],
    [booleanOrString, "restart"],
    [{ ...string, oneOf: ["service_started", "service_healthy", "service_completed_successfully"] }, "condition"],
  ],
  ["condition"],
);
const port: Shape = {
  ...keys([
    [string, "name mode host_ip protocol app_protocol"],
    [stringOrInteger, "target published"],
  ]),
  kinds: ["map", "integer", "float", "string"],
  says: "a number",
};
const mountType: Shape = { ...string, oneOf: ["bind", "volume", "tmpfs", "cluster", "npipe", "image"] };
const volume: Shape = {
  ...keys(
    [
      [mountType, "type"],
      [string, "source target consistency"],
      [booleanOrString, "read_only"],
      [any, "bind volume tmpfs image"],
    ],
    ["type"],
  ),
  ...stringOrMap,
};
const grant: Shape = {
  ...keys([
    [string, "source target uid gid"],
    [numberOrString, "mode"],
  ]),
  ...stringOrMap,
};
const ulimit: Shape = {
  ...keys([[integerOrString, "soft hard"]], ["soft", "hard"]),
  kinds: ["integer", "string", "map"],
  says: "a integer or string",
};
const pullPolicies = "always|never|build|if_not_present|missing|refresh|daily|weekly|every_([0-9]+[wdhms])+";

/** Besides these, names that begin with `x-`. */
export const topLevelKeys = shapes([
  [string, "version name"],
  [map, "services networks volumes secrets configs models"],
  [any, "include"],
]);

/** Besides these, names that begin with `x-`. */
export const serviceKeys = shapes([
  [scalarsByName, "annotations labels"],
  [mapOrList, "environment sysctls"],
  [{ ...mapOrList, items: string, values: { kinds: ["string", "sequence"], says: "a string" } }, "extra_hosts"],
  [map, "blkio_config storage_opt"],
  [keys([[string, "config file registry"]]), "credential_spec"],
  [
    keys(
      [
        [string, "type"],
        [any, "options"],
      ],
      ["type"],
    ),
    "provider",
  ],
  [healthcheck, "healthcheck"],
  [logging, "logging"],
  [{ ...map, values: ulimit }, "ulimits"],
  [deploy, "deploy"],
  [{ ...keys([[any, "watch"]]), ...mapOrNull }, "develop"],
  [build, "build"],
  [listOf({ ...any, kinds: ["string", "integer", "float"] }), "expose"],
  [{ ...strings, distinct: true }, "device_cgroup_rules external_links links security_opt volumes_from"],
  [{ ...list, distinct: true }, "group_add"],
  [listOf({ ...stringOrMap }), "devices"],
  [list, "cap_add cap_drop dns_opt post_start pre_stop profiles"],
  [listOf(grant), "configs secrets"],
  [listOf(port), "ports"],
  [listOf(volume), "volumes"],
  [{ ...listOrMap, items: string, values: dependency }, "depends_on"],
  [{ ...listOrMap, items: string, distinct: true, values: network }, "networks"],
  [listOrMap, "models"],
  [stringOrList, "dns dns_search env_file label_file tmpfs"],
  [{ ...stringOrList, oneOf: ["all"] }, "gpus"],
  [{ ...string, pattern: "[a-zA-Z0-9][a-zA-Z0-9_.-]+" }, "container_name"],
  [{ ...string, pattern: pullPolicies }, "pull_policy"],
  [{ ...string, oneOf: ["host", "private"] }, "cgroup"],
  [string, "cgroup_parent cpuset domainname hostname image ipc isolation mac_address network_mode"],
  [string, "platform pull_refresh_after restart runtime stop_grace_period stop_signal user userns_mode uts"],
  [string, "working_dir"],
  [{ kinds: ["null", "string"], says: "a null or string" }, "pid"],
  [{ ...commandLine, items: string }, "command entrypoint"],
  [stringOrInteger, "cpu_count cpu_percent oom_score_adj"],
  [
    numberOrString,
    "cpu_period cpu_quota cpu_rt_period cpu_rt_runtime cpu_shares cpus mem_limit memswap_limit pids_limit shm_size",
  ],
  [integerOrString, "mem_reservation mem_swappiness scale"],
  [booleanOrString, "attach init oom_kill_disable privileged read_only stdin_open tty"],
  [boolean, "use_api_socket"],
  [any, "extends"],
]);

/** What gives a secret or a config its content; exactly one of them. */
export const contentSources = { secrets: ["file", "environment"], configs: ["file", "environment", "content"] } as const;

export const definitionKeys = {
  secrets: new Set(["name", "environment", "file", "external", "labels", "driver", "driver_opts", "template_driver"]),
  configs: new Set(["name", "content", "environment", "file", "external", "labels", "template_driver"]),
} as const;

/** Whether there is a value to judge. */
export const isReset = (field: Field) => tagOf(field) === "!reset";

/** Where a value stands; its key where it has no text. */
export function valueLocation({ part, key, written }: Field): Location {
  return locate(part, written.end > written.start ? written : key);
}

/** The keys that the schema does not know; null when it knows all. */
export function strangeKeys(
  fields: Iterable<Field>,
  known: (name: string) => boolean,
): { readonly fault: { readonly kind: "unknown-keys"; readonly names: readonly string[] }; readonly at: Location } | null {
  const strange = [...fields].filter((field) => !known(field.name) && kindOf(field.key) === "string" && !isReset(field));
  const [head] = strange;
  if (head === undefined) return null;
  const names = strange.map(({ name }) => name);
  return { fault: { kind: "unknown-keys", names }, at: locate(head.part, head.key) };
}
