import { cleanPath } from "../../base/paths.js";
import type { Location } from "../../base/text.js";
import { interpolatedText, type Layer, lastText, mayBeOther, textsOf, valuesOf } from "../layers.js";
import type { Reason, Refusal } from "../reasons.js";
import { sourceAndTarget } from "../service/volume-spec.js";
import type { Interpolated } from "../types.js";
import { entriesOf, itemsOf, locationOf, type View, valueAt } from "../yaml/placed-nodes.js";
import { itemsApart, type ReadItem, readItems } from "./apart.js";
import type { ProjectNames } from "./project-names.js";
import { sizeOf } from "./sizes.js";

interface JudgedService {
  readonly name: string;
  readonly layers: readonly Layer[];
  /** Whether what nothing sets is certainly nothing. */
  readonly certain: boolean;
  refuse(reason: Reason, at: Location): void;
}

/** Why Compose refuses a service whose settings contradict one another, each of them in order by itself. */
export function settingsAtOdds(name: string, layers: readonly Layer[], names: ProjectNames, certain: boolean): Refusal[] {
  const found: Refusal[] = [];
  const service: JudgedService = {
    name,
    layers,
    certain,
    refuse: (reason, at) => void found.push({ reason, at, service: null }),
  };
  judgeBuild(service, names);
  judgeScale(service);
  judgeLimits(service);
  judgeWatches(service);
  judgeTargets(service);
  return found;
}

/** The last text below keys, interpolated; null where there is none, or where it rests on what is not seen. */
function lastAt({ layers, certain }: JudgedService, path: readonly [string, ...string[]]): Interpolated | null {
  const [key, ...rest] = path;
  const texts = valuesOf(layers, key).map(({ view, layer }) => {
    const value = rest.reduce<View | null>((at, step) => valueAt(at, step), view);
    return interpolatedText(value, layer.scope.lookup);
  });
  const last = texts.findLast((text) => text !== null) ?? null;
  return last !== null && !mayBeOther(last, certain) ? last : null;
}

function judgeBuild(service: JudgedService, names: ProjectNames): void {
  const { name, layers, refuse } = service;
  const inline = lastAt(service, ["build", "dockerfile_inline"]);
  const dockerfile = lastAt(service, ["build", "dockerfile"]);
  if (inline !== null && inline.text !== "" && dockerfile !== null && dockerfile.text !== "") {
    refuse({ kind: "two-dockerfiles", service: name }, inline.at);
  }
  for (const { context, value } of contextsOf(layers)) {
    const target = mayBeOther(value, service.certain) ? undefined : /^service:(.*)$/s.exec(value.text)?.[1];
    if (target === undefined || names.built.has(target)) continue;
    const why = names.services.has(target) ? "non-buildable" : "unknown";
    refuse({ kind: "no-such-context", service: name, name: target, context, why }, value.at);
  }
  const platform = lastAt(service, ["platform"]);
  const built = valuesOf(layers, "build").flatMap(({ view, layer }) => textsIn(valueAt(view, "platforms"), layer));
  if (platform === null || platform.text === "" || built.length === 0) return;
  if (built.every(({ text }) => text !== platform.text) && !built.some((each) => mayBeOther(each, service.certain))) {
    refuse({ kind: "platform-not-built", platform: platform.text }, platform.at);
  }
}

const textsIn = (view: View | null, { scope }: Layer) =>
  itemsOf(view).flatMap(({ value }) => interpolatedText(value, scope.lookup) ?? []);

/** The build contexts beside the main one: a list of `NAME=VALUE`, or a map. */
function contextsOf(layers: readonly Layer[]): { readonly context: string; readonly value: Interpolated }[] {
  return valuesOf(layers, "build").flatMap(({ view, layer }) => {
    const contexts = valueAt(view, "additional_contexts");
    const listed = textsIn(contexts, layer).map((item) => {
      const sign = item.text.indexOf("=");
      return { context: item.text.slice(0, sign), value: { ...item, text: item.text.slice(sign + 1) } };
    });
    const named = [...entriesOf(contexts)].flatMap(([context, { value }]) => {
      const text = interpolatedText(value, layer.scope.lookup);
      return text === null ? [] : [{ context, value: text }];
    });
    return [...listed, ...named];
  });
}

/** How many containers are wanted: said in two places, which have to agree, and never less than none; a name is for one alone. */
function judgeScale(service: JudgedService): void {
  const { name, layers, refuse } = service;
  const number = (path: readonly [string, ...string[]]) => {
    const text = lastAt(service, path);
    return text === null || !/^[+-]?\d+$/.test(text.text) ? null : { value: Number(text.text), at: text.at };
  };
  const scale = number(["scale"]);
  const replicas = number(["deploy", "replicas"]);
  const negative = (path: string, at: Location) => refuse({ kind: "negative", path: `services.${name}.${path}` }, at);
  const container = lastText(layers, "container_name");
  const wanted = scale ?? replicas;
  if (scale !== null && replicas !== null && scale.value !== replicas.value) {
    refuse({ kind: "distinct-values", service: name, keys: ["scale", "deploy.replicas"] }, scale.at);
  } else if (scale !== null && scale.value < 0) negative("scale", scale.at);
  else if (replicas !== null && replicas.value < 0) negative("deploy.replicas", replicas.at);
  else if (wanted !== null && wanted.value > 1 && container !== null && container.text !== "") {
    const key = scale === null ? "deploy.replicas" : "scale";
    refuse({ kind: "container-name-and-replicas", service: name, key }, wanted.at);
  }
}

/** The old keys of a service beside those of `deploy`. Where there are limits at all, one that is missing counts as none. */
const limits = [
  ["cpus", "limits", "cpus", Number],
  ["mem_limit", "limits", "memory", sizeOf],
  ["mem_reservation", "reservations", "memory", sizeOf],
  ["pids_limit", "limits", "pids", Number],
] as const;

function judgeLimits(service: JudgedService): void {
  const { name, layers, refuse } = service;
  const resources = valuesOf(layers, "deploy").map(({ view }) => valueAt(view, "resources"));
  for (const [key, section, below, read] of limits) {
    const hasSection = resources.some((each) => {
      const at = valueAt(each, section);
      return at !== null && at.node.kind === "map";
    });
    const own = hasSection ? lastAt(service, [key]) : null;
    if (own === null || !(Math.abs(read(own.text)) > 0)) continue;
    const isWritten = resources.some((each) => valueAt(valueAt(each, section), below) !== null);
    const other = lastAt(service, ["deploy", "resources", section, below]);
    // What is written and not seen may be the same.
    if (isWritten && other === null) continue;
    const value = other === null ? 0 : read(other.text);
    if (Math.fround(read(own.text)) !== Math.fround(value)) {
      const keys = [key, `deploy.resources.${section}.${below}`] as const;
      refuse({ kind: "distinct-values", service: name, keys }, own.at);
    }
  }
}

function judgeWatches({ name, layers, refuse }: JudgedService): void {
  for (const { view, layer } of valuesOf(layers, "develop")) {
    for (const { value } of itemsOf(valueAt(view, "watch"))) {
      const text = (key: string) => interpolatedText(valueAt(value, key), layer.scope.lookup)?.text ?? "";
      const needsTarget = !["rebuild", "restart"].includes(text("action"));
      if (value !== null && needsTarget && text("target") === "") {
        refuse({ kind: "no-watch-target", service: name }, locationOf(value));
      }
    }
  }
}

/** Two mounts for one path of the container, as far as Compose does not take the one for the other. */
function judgeTargets({ name, layers, certain, refuse }: JudgedService): void {
  const mounted = new Map<string, string>();
  const judge = (list: string, targets: readonly MountTarget[]) => {
    for (const [index, { target, at }] of targets.entries()) {
      const path = `services.${name}.${list}[${index}]`;
      const first = mounted.get(target);
      if (first !== undefined) refuse({ kind: "mounted-twice", path, target, first }, at);
      else mounted.set(target, path);
    }
  };
  const texts = textsOf(layers, "tmpfs").map((text) => ({ ...text, target: text.text.split(":")[0] ?? "" }));
  const tmpfs = [...new Map(texts.map((text) => [text.text.split("=")[0], text])).values()];
  const items = valuesOf(layers, "volumes").flatMap(({ view, layer }) => readItems(view, layer.scope.lookup));
  const volumes = itemsApart("volume", items).flatMap(volumeTarget);
  if ([...texts, ...volumes].some((each) => mayBeOther(each, certain))) return;
  judge("tmpfs", tmpfs);
  judge("volumes", volumes);
}

interface MountTarget extends Pick<Interpolated, "unresolved" | "unseen" | "at"> {
  readonly target: string;
}

function volumeTarget({ value, lookup }: ReadItem): MountTarget[] {
  const short = interpolatedText(value, lookup);
  const text = short ?? interpolatedText(valueAt(value, "target"), lookup);
  const target = short === null ? text?.text : sourceAndTarget(short.text)[1];
  return text === null ? [] : [{ ...text, target: cleanPath(target ?? "") }];
}
