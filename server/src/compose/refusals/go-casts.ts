import { goQuote } from "../go-text.js";

/** Types that Compose gives to texts in some places as soon as it has interpolated them. */
type Cast = "boolean" | "int" | "int64" | "float";

/** By place below a service or a section; `*` is any key, `[]` any item. */
const castsByPath: Readonly<Record<Cast, string>> = {
  boolean: `services.*.init services.*.privileged services.*.read_only services.*.stdin_open services.*.tty
    services.*.oom_kill_disable services.*.healthcheck.disable services.*.volumes.[].read_only
    services.*.volumes.[].volume.nocopy networks.*.external networks.*.internal networks.*.attachable
    volumes.*.external secrets.*.external configs.*.external`,
  int: `services.*.scale services.*.healthcheck.retries services.*.deploy.replicas services.*.deploy.update_config.parallelism
    services.*.deploy.rollback_config.parallelism services.*.deploy.restart_policy.max_attempts
    services.*.deploy.placement.max_replicas_per_node services.*.ports.[].target services.*.ulimits.*
    services.*.ulimits.*.hard services.*.ulimits.*.soft`,
  int64: `services.*.cpu_count services.*.cpu_period services.*.cpu_quota services.*.cpu_rt_period services.*.cpu_rt_runtime
    services.*.cpu_shares services.*.oom_score_adj services.*.pids_limit`,
  float: `services.*.cpu_percent services.*.cpus services.*.deploy.update_config.max_failure_ratio
    services.*.deploy.rollback_config.max_failure_ratio`,
};

interface CastPath {
  readonly steps: readonly string[];
  readonly cast: Cast;
}

/** By the last step, so that nearly every text is told apart with one look. */
const castPaths: ReadonlyMap<string, readonly CastPath[]> = (() => {
  const byLast = new Map<string, CastPath[]>();
  for (const [cast, paths] of Object.entries(castsByPath)) {
    for (const path of paths.split(/\s+/)) {
      const steps = path.split(".");
      const last = steps.at(-1) ?? "";
      byLast.set(last, [...(byLast.get(last) ?? []), { steps, cast: cast as Cast }]);
    }
  }
  return byLast;
})();

/** Whether a place may be one of those, by its last step. */
export function mayBeCast(path: readonly (string | number)[]): boolean {
  return castPaths.has(String(path.at(-1))) || (path.length === 4 && path[2] === "ulimits");
}

/** Why Compose cannot take an interpolated text for what belongs in its place; null when it can, or takes any text there. */
export function castProblem(path: readonly (string | number)[], text: string): string | null {
  const last = path.at(-1);
  const candidates = [...(castPaths.get(String(last)) ?? []), ...(path.length === 4 ? (castPaths.get("*") ?? []) : [])];
  const found = candidates.find(
    ({ steps }) =>
      steps.length === path.length &&
      steps.every((step, index) => step === "*" || step === path[index] || (step === "[]" && typeof path[index] === "number")),
  );
  return found === undefined ? null : problems[found.cast](text);
}

const problems: Readonly<Record<Cast, (text: string) => string | null>> = {
  boolean: booleanProblem,
  int: (text) => integerProblem(text, "strconv.Atoi"),
  int64: (text) => integerProblem(text, "strconv.ParseInt"),
  float: floatProblem,
};

/** Compose's booleans are those of YAML 1.1. */
export function booleanProblem(text: string): string | null {
  return /^(?:true|false|yes|no|on|off|y|n)$/i.test(text) ? null : `invalid boolean: ${text}`;
}

export function integerProblem(text: string, reader: string): string | null {
  if (!/^[-+]?\d+$/.test(text)) return `${reader}: parsing ${goQuote(text)}: invalid syntax`;
  const value = BigInt(text);
  return value >= -(2n ** 63n) && value < 2n ** 63n ? null : `${reader}: parsing ${goQuote(text)}: value out of range`;
}

export function floatProblem(text: string): string | null {
  const isFloat = /^[-+]?(?:\d+(?:\.\d*)?(?:e[-+]?\d+)?|\.\d+(?:e[-+]?\d+)?|inf(?:inity)?|nan)$/i.test(text);
  return isFloat ? null : `strconv.ParseFloat: parsing ${goQuote(text)}: invalid syntax`;
}
