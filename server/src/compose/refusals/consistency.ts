import type { Location } from "../../base/text.js";
import type { Context } from "../context.js";
import type { Defined } from "../definitions.js";
import { interpolatedText, type Layer, lastText, mayBeOther, type NamedValue, namedOf, textsOf, valuesOf } from "../layers.js";
import type { Reason, Refusal } from "../reasons.js";
import { isHostPath, sourceAndTarget } from "../service/volume-spec.js";
import type { Interpolated } from "../types.js";
import { entriesOf, itemsOf, locationOf, valueAt } from "../yaml/placed-nodes.js";
import { valueLocation } from "../yaml/value-kinds.js";
import { itemsApart, readItems } from "./apart.js";
import { settingsAtOdds } from "./odds.js";
import type { ProjectNames } from "./project-names.js";

/** Whether a service takes part in a run: it has no profile, or one that is asked for. */
export function isActive(profiles: readonly string[], wanted: readonly string[]): boolean {
  return profiles.length === 0 || wanted.includes("*") || profiles.some((profile) => wanted.includes(profile));
}

/** The profiles that are asked for: by flag, else by `COMPOSE_PROFILES`. Where nobody asks for one, Compose asks for that without a name. */
export function wantedProfiles(flags: readonly string[] | undefined, { lookup }: Pick<Context, "lookup">): readonly string[] {
  if (flags !== undefined && flags.length > 0) return flags;
  return (lookup("COMPOSE_PROFILES")?.value ?? "").split(",").map((name) => name.trim());
}

type NamedSection = Extract<Reason, { kind: "undefined-name" }>["section"];

/** A service that would run. */
export interface RunningService {
  readonly name: string;
  readonly layers: readonly Layer[];
  readonly dependencies: readonly NeededService[];
}

/**
 * Why Compose refuses a service that would run although each text of it is in order: it has nothing to run, or refers to
 * what the project does not have. Names that rest on something unresolved are not judged unless `certain`: then what nothing
 * sets is nothing.
 */
export function inconsistencies(
  { name, layers, dependencies }: RunningService,
  names: ProjectNames,
  certain: boolean,
): Refusal[] {
  const service: JudgedService = { name, layers, nameAt: (layers.at(-1) as Layer).nameAt };
  const missing = dependencies
    .filter(({ text, optional }) => !names.services.has(text) && !(optional && names.idle.has(text)))
    .map(({ text, at }) => refusalOf(service, { kind: "undefined-service", service: name, name: text }, at ?? undefined));
  return [
    ...nothingToRun(service),
    ...networksAtOdds(service, names),
    ...missing,
    ...settingsAtOdds(name, layers, names, certain),
    ...undefinedNames(service, names, certain),
  ];
}

/** A service that is judged, and where its name stands. */
interface JudgedService {
  readonly name: string;
  readonly layers: readonly Layer[];
  readonly nameAt: Location;
}

function refusalOf({ nameAt }: JudgedService, reason: Reason, at: Location = nameAt): Refusal {
  return { reason, at, service: null };
}

/** A service without anything to run, or with a health check that runs nothing. */
function nothingToRun(service: JudgedService): Refusal[] {
  const { name, layers } = service;
  const found: Refusal[] = [];
  const has = (key: string) => valuesOf(layers, key).length > 0;
  const image = lastText(layers, "image");
  const isEmpty = image === null ? !has("image") : image.text === "";
  if (isEmpty && !has("build") && !has("provider")) found.push(refusalOf(service, { kind: "nothing-to-run", service: name }));
  for (const { view, layer } of valuesOf(layers, "healthcheck").slice(-1)) {
    const [first] = itemsOf(valueAt(view, "test"));
    const start = interpolatedText(first?.value ?? null, layer.scope.lookup);
    if (start !== null && !["CMD", "CMD-SHELL", "NONE"].includes(start.text))
      found.push(refusalOf(service, { kind: "healthcheck-test" }, start.at));
  }
  return found;
}

/** Networks beside a mode that has none, and networks that the project does not have. */
function networksAtOdds(service: JudgedService, names: ProjectNames): Refusal[] {
  const { name, layers } = service;
  const networks = [...namedOf(layers, "networks").keys()];
  const hasMode = valuesOf(layers, "network_mode").length > 0 && lastText(layers, "network_mode")?.text !== "";
  return [
    ...(networks.length > 0 && hasMode ? [refusalOf(service, { kind: "network-mode-and-networks", service: name })] : []),
    ...networks
      .filter((network) => network !== "default" && !names.networks.has(network))
      .map((network) => refusalOf(service, { kind: "undefined-name", service: name, section: "network", name: network })),
  ];
}

/** Volumes, models, secrets and configs that the project does not have. */
function undefinedNames(service: JudgedService, names: ProjectNames, certain: boolean): Refusal[] {
  const { name, layers } = service;
  const found: Refusal[] = [];
  const add = (section: NamedSection, missing: string, at?: Location) =>
    found.push(refusalOf(service, { kind: "undefined-name", service: name, section, name: missing }, at));
  for (const { text, at } of references(layers, "volumes", certain)) {
    if (!names.volumes.has(text)) add("volume", text, at);
  }
  for (const model of namedOf(layers, "models").keys()) {
    if (!names.models.has(model)) add("model", model);
  }
  for (const { text, at } of buildSecrets(layers, certain)) {
    if (!names.secrets.has(text)) add("build secret", text, at);
  }
  for (const key of ["secrets", "configs"] as const) {
    for (const { text, at } of references(layers, key, certain)) {
      if (!names[key].has(text)) add(singular[key], text, at);
    }
  }
  return found;
}

/** Secrets of which nothing says where they come from. */
export function emptySecrets({ secrets }: Defined, certain: boolean): Refusal[] {
  return [...secrets().values()].flatMap(({ name, keys, last }) => {
    const text = (key: string) => {
      const found = keys.get(key);
      return found === undefined ? null : interpolatedText(found.value, found.place.scope.lookup);
    };
    const external = keys.get("external");
    const isExternal = external !== undefined && !/^(?:false|n|no|off)$/i.test(text("external")?.text ?? "");
    const variable = text("environment");
    const mayBeSet = variable !== null && (variable.text !== "" || mayBeOther(variable, certain));
    if (isExternal || keys.has("file") || mayBeSet) return [];
    return [{ reason: { kind: "secret-without-source", name }, at: valueLocation(last), service: null }];
  });
}

/** The first circle of services that wait for one another, as Compose shows it; null when there is none. */
export function dependencyCycle(services: readonly RunningService[]): readonly string[] | null {
  const waits = new Map(services.map(({ name, dependencies }) => [name, new Set(dependencies.map(({ text }) => text))]));
  const done = new Set<string>();
  for (const start of waits.keys()) {
    const entered: string[] = [];
    const path = new Set<string>();
    const iterators: Iterator<string>[] = [];
    const enter = (name: string) => {
      path.add(name);
      entered.push(name);
      iterators.push((waits.get(name) ?? new Set()).values());
    };
    if (!done.has(start)) enter(start);
    for (let top = iterators.at(-1); top !== undefined; top = iterators.at(-1)) {
      const { value, done: isOver } = top.next();
      if (isOver === true) {
        iterators.pop();
        const last = entered.pop() ?? "";
        path.delete(last);
        done.add(last);
      } else if (path.has(value)) return [...entered.slice(entered.indexOf(value)), value];
      else if (waits.has(value) && !done.has(value)) enter(value);
    }
  }
  return null;
}

function buildSecrets(layers: readonly Layer[], certain: boolean): Interpolated[] {
  return valuesOf(layers, "build").flatMap(({ view, layer }) =>
    itemsOf(valueAt(view, "secrets")).flatMap(({ value }) => {
      const { lookup } = layer.scope;
      const text = interpolatedText(value, lookup) ?? interpolatedText(valueAt(value, "source"), lookup);
      return text === null || mayBeOther(text, certain) ? [] : [text];
    }),
  );
}

/** The names in a list whose items are texts or maps with a source. Of volumes only those with a name. */
function references(layers: readonly Layer[], list: "secrets" | "configs" | "volumes", certain: boolean): Interpolated[] {
  const items = valuesOf(layers, list).flatMap(({ view, layer }) => readItems(view, layer.scope.lookup));
  return itemsApart(singular[list], items).flatMap(({ value, lookup }) => {
    const short = interpolatedText(value, lookup);
    // A secret or config without a source is the one without a name.
    const nameless =
      list !== "volumes" && value?.node.kind === "map" ? { text: "", unresolved: [], at: locationOf(value) } : null;
    const text = short ?? interpolatedText(valueAt(value, "source"), lookup) ?? nameless;
    if (text === null || mayBeOther(text, certain)) return [];
    if (list !== "volumes") return [text];
    const [source = ""] = short === null ? [text.text] : sourceAndTarget(text.text);
    const name = short !== null && isHostPath(source) ? "" : source;
    const isNamed = name !== "" && (short !== null || interpolatedText(valueAt(value, "type"), lookup)?.text === "volume");
    return isNamed ? [{ ...text, text: name }] : [];
  });
}

const singular = { secrets: "secret", configs: "config", volumes: "volume" } as const;

export interface NeededService {
  readonly text: string;
  readonly at: Location | null;
  readonly optional: boolean;
}

/** The other services that a service names; `certain`: what nothing sets is nothing. */
export function dependenciesOf(layers: readonly Layer[], certain: boolean): NeededService[] {
  const found: NeededService[] = [];
  for (const [text, options] of namedOf(layers, "depends_on")) {
    found.push({ text, at: null, optional: isOptional(options) });
  }
  const add = (named: Interpolated, name: string | undefined) => {
    const { text, at } = named;
    if (!mayBeOther(named, certain) && name !== undefined && text !== "") found.push({ text: name, at, optional: false });
  };
  for (const link of textsOf(layers, "links")) add(link, link.text.split(":")[0]);
  for (const from of textsOf(layers, "volumes_from")) {
    if (!from.text.startsWith("container:")) add(from, from.text.split(":")[0]);
  }
  for (const key of ["network_mode", "ipc", "pid"]) {
    const mode = lastText(layers, key);
    if (mode?.text.startsWith("service:")) add(mode, mode.text.slice("service:".length));
  }
  return found;
}

/** `required: false`: the other service may belong to a profile that is not asked for. */
function isOptional({ value, lookup }: NamedValue): boolean {
  const field = entriesOf(value).get("required");
  return field !== undefined && interpolatedText(field.value, lookup)?.text === "false";
}
