import {
  boolean,
  booleanOrString,
  commandLine,
  hosts,
  integerOrString,
  list,
  listOrDict,
  map,
  mapOrNull,
  numberOrString,
  scalarsByName,
  string,
  stringOrInteger,
  stringOrMap,
  stringOrStrings,
  strings,
  ulimitForms,
} from "./key-kinds.js";
import type { KeyRow } from "./key-row.js";

/** What Compose does with the keys deep inside of a service; see `service-keys.ts`. */

/** A command that runs beside a container. */
export const hookRows = (path: string): readonly KeyRow[] => [
  [path, map],
  [`${path}.command`, commandLine, { required: true, decodes: "words" }],
  [`${path}.user`, string],
  [`${path}.privileged`, booleanOrString, { decodes: "boolean" }],
  [`${path}.working_dir`, string],
  [`${path}.environment`, listOrDict, { decodes: "variables" }],
];

/** What the kinds of mounts have of their own. */
export const mountRows = (path: string): readonly KeyRow[] => [
  [`${path}.bind`, map],
  [`${path}.bind.propagation`, string],
  [`${path}.bind.create_host_path`, booleanOrString, { decodes: "boolean" }],
  [`${path}.bind.recursive`, string, { oneOf: ["enabled", "disabled", "writable", "readonly"] }],
  [`${path}.bind.selinux`, string, { oneOf: ["z", "Z"] }],
  [`${path}.volume`, map],
  [`${path}.volume.labels`, listOrDict],
  [`${path}.volume.nocopy`, booleanOrString, { cast: "boolean" }],
  [`${path}.volume.subpath`, string],
  [`${path}.tmpfs`, map],
  [`${path}.tmpfs.size`, { kinds: ["integer", "string"], says: "a integer" }, { decodes: "size", least: 0 }],
  [`${path}.tmpfs.mode`, numberOrString, { decodes: "uint32" }],
  [`${path}.image`, map],
  [`${path}.image.subpath`, string],
];

/** Limits may have other names too, and these any value. */
export const ulimitNames = { names: "^[a-z]+$", looseNames: true } as const;

const limits = (path: string): readonly KeyRow[] => [
  [path, list],
  [`${path}.[]`, map],
  [`${path}.[].path`, string],
  [`${path}.[].rate`, integerOrString, { decodes: "size", field: "Rate" }],
];

export const blkioRows: readonly KeyRow[] = [
  ["blkio_config", map],
  ["blkio_config.weight", integerOrString, { decodes: "uint16" }],
  ["blkio_config.weight_device", list],
  ["blkio_config.weight_device.[]", map],
  ["blkio_config.weight_device.[].path", string],
  ["blkio_config.weight_device.[].weight", integerOrString, { decodes: "uint16", field: "Weight" }],
  ...limits("blkio_config.device_read_bps"),
  ...limits("blkio_config.device_read_iops"),
  ...limits("blkio_config.device_write_bps"),
  ...limits("blkio_config.device_write_iops"),
];

export const buildRows: readonly KeyRow[] = [
  ["build", stringOrMap, { merges: "joined", form: "build" }],
  ["build.context", string],
  ["build.dockerfile", string],
  ["build.dockerfile_inline", string],
  ["build.target", string],
  ["build.args", scalarsByName, { lists: "texts", decodes: "variables" }],
  ["build.labels", scalarsByName, { lists: "texts" }],
  ["build.tags", strings, { lists: "texts" }],
  ["build.platforms", strings],
  ["build.cache_from", strings],
  ["build.cache_to", strings],
  ["build.entitlements", strings],
  ["build.network", string],
  ["build.isolation", string],
  ["build.shm_size", numberOrString, { decodes: "size" }],
  ["build.no_cache", booleanOrString, { decodes: "boolean" }],
  ["build.pull", booleanOrString, { decodes: "boolean" }],
  ["build.privileged", booleanOrString, { decodes: "boolean" }],
  ["build.additional_contexts", scalarsByName, { lists: "texts" }],
  ["build.extra_hosts", hosts, { distinct: true, decodes: "hosts" }],
  ["build.secrets", list],
  ["build.secrets.[]", stringOrMap],
  ["build.secrets.[].source", string],
  ["build.secrets.[].target", string],
  ["build.secrets.[].uid", string],
  ["build.secrets.[].gid", string],
  ["build.secrets.[].mode", numberOrString, { decodes: "mode" }],
  ["build.ssh", listOrDict],
  ["build.ulimits", map, ulimitNames],
  ["build.ulimits.*", ulimitForms],
  ["build.ulimits.*.soft", integerOrString, { required: true }],
  ["build.ulimits.*.hard", integerOrString, { required: true }],
  ["build.provenance", booleanOrString],
  ["build.sbom", booleanOrString],
  ["develop", mapOrNull],
  ["develop.watch", list],
  ["develop.watch.[]", map],
  ["develop.watch.[].path", string, { required: true }],
  ["develop.watch.[].action", string, { required: true, oneOf: ["rebuild", "sync", "restart", "sync+restart", "sync+exec"] }],
  ["develop.watch.[].ignore", stringOrStrings],
  ["develop.watch.[].include", stringOrStrings],
  ["develop.watch.[].target", string],
  ["develop.watch.[].initial_sync", boolean],
  ...hookRows("develop.watch.[].exec"),
];

/** What is asked of a GPU or another device of the host; below `gpus` any other keys may stand, and none has to. */
export const deviceRequestRows = (path: string, below: "deploy" | "gpus"): readonly KeyRow[] => [
  [path, below === "gpus" ? { ...map, open: true } : map],
  [`${path}.capabilities`, strings, below === "gpus" ? {} : { required: true }],
  [`${path}.count`, integerOrString, { decodes: "count" }],
  [`${path}.device_ids`, strings],
  [`${path}.driver`, string],
  [`${path}.options`, listOrDict],
];

/** How the replicas of a service are replaced, or put back. */
const updateRows = (path: string): readonly KeyRow[] => [
  [path, map],
  [`${path}.parallelism`, integerOrString, { cast: "int" }],
  [`${path}.delay`, string, { decodes: "duration" }],
  [`${path}.failure_action`, string],
  [`${path}.monitor`, string, { decodes: "duration" }],
  [`${path}.max_failure_ratio`, numberOrString, { cast: "float" }],
  [`${path}.order`, string, { oneOf: ["start-first", "stop-first"] }],
];

const reserved = "deploy.resources.reservations";

export const deployRows: readonly KeyRow[] = [
  ["deploy", mapOrNull],
  ["deploy.mode", string],
  ["deploy.endpoint_mode", string],
  ["deploy.replicas", integerOrString, { cast: "int" }],
  ["deploy.labels", scalarsByName, { lists: "texts" }],
  ["deploy.placement", map],
  ["deploy.placement.constraints", strings],
  ["deploy.placement.preferences", list],
  ["deploy.placement.preferences.[]", map],
  ["deploy.placement.preferences.[].spread", string],
  ["deploy.placement.max_replicas_per_node", integerOrString, { cast: "int" }],
  ["deploy.resources", map],
  ["deploy.resources.limits", map],
  ["deploy.resources.limits.cpus", numberOrString, { decodes: "float" }],
  ["deploy.resources.limits.memory", string, { decodes: "size" }],
  ["deploy.resources.limits.pids", stringOrInteger, { decodes: "int64" }],
  [reserved, map],
  [`${reserved}.cpus`, numberOrString, { decodes: "float" }],
  [`${reserved}.memory`, string, { decodes: "size" }],
  [`${reserved}.devices`, list],
  ...deviceRequestRows(`${reserved}.devices.[]`, "deploy"),
  [`${reserved}.generic_resources`, list],
  [`${reserved}.generic_resources.[]`, map],
  [`${reserved}.generic_resources.[].discrete_resource_spec`, map],
  [`${reserved}.generic_resources.[].discrete_resource_spec.kind`, string],
  [`${reserved}.generic_resources.[].discrete_resource_spec.value`, numberOrString, { decodes: "int64", field: "Value" }],
  ...updateRows("deploy.update_config"),
  ...updateRows("deploy.rollback_config"),
  ["deploy.restart_policy", map],
  ["deploy.restart_policy.condition", string],
  ["deploy.restart_policy.delay", string, { decodes: "duration" }],
  ["deploy.restart_policy.max_attempts", integerOrString, { cast: "int" }],
  ["deploy.restart_policy.window", string, { decodes: "duration" }],
];
