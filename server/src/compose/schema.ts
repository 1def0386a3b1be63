import type { YamlNode } from "./nodes.js";
import { type PlainScalar, resolveScalar } from "./scalar.js";
import type { Location } from "./text.js";
import { type Field, locate, tagOf } from "./view.js";

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

/** Besides these, names that begin with `x-`. */
export const topLevelKeys = shapes([
  [string, "version name"],
  [map, "services networks volumes secrets configs models"],
  [any, "include"],
]);

/** Besides these, names that begin with `x-`. */
export const serviceKeys = shapes([
  [mapOrList, "annotations environment extra_hosts labels sysctls"],
  [map, "blkio_config credential_spec healthcheck logging provider storage_opt ulimits"],
  [mapOrNull, "deploy develop"],
  [stringOrMap, "build"],
  [list, "cap_add cap_drop configs device_cgroup_rules devices dns_opt expose external_links group_add links"],
  [list, "ports post_start pre_stop profiles secrets security_opt volumes volumes_from"],
  [listOrMap, "depends_on models networks"],
  [stringOrList, "dns dns_search env_file gpus label_file tmpfs"],
  [string, "cgroup cgroup_parent container_name cpuset domainname hostname image ipc isolation mac_address network_mode"],
  [string, "platform pull_policy pull_refresh_after restart runtime stop_grace_period stop_signal user userns_mode uts"],
  [string, "working_dir"],
  [{ kinds: ["null", "string"], says: "a null or string" }, "pid"],
  [commandLine, "command entrypoint"],
  [stringOrInteger, "cpu_count cpu_percent oom_score_adj"],
  [
    numberOrString,
    "cpu_period cpu_quota cpu_rt_period cpu_rt_runtime cpu_shares cpus mem_limit memswap_limit pids_limit shm_size",
  ],
  [integerOrString, "mem_reservation mem_swappiness scale"],
  [any, "attach extends init oom_kill_disable privileged read_only stdin_open tty"],
  [any, "use_api_socket"],
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

/** The keys that the schema does not know, in its words; null when it knows all. */
export function strangeKeys(
  fields: Iterable<Field>,
  known: (name: string) => boolean,
): { readonly what: string; readonly at: Location } | null {
  const strange = [...fields].filter((field) => !known(field.name) && kindOf(field.key) === "string" && !isReset(field));
  const [head] = strange;
  if (head === undefined) return null;
  const names = strange.map(({ name }) => `'${name}'`).join(", ");
  return { what: `additional properties ${names} not allowed`, at: locate(head.part, head.key) };
}
