import type { Location } from "../../base/text.js";
import type { Context } from "../context.js";
import type { Defined } from "../definitions.js";
import { variableOf } from "../env-files/env-variables.js";
import { readEnvFiles } from "../env-files/service-env-files.js";
import { Growth } from "../growth.js";
import type { Lookup } from "../interpolate.js";
import { interpolatedText, isWithin, type Layer, type LayerValue, lastText, textsOf, valuesOf } from "../layers.js";
import type { Refusal, ReportRefusal } from "../reasons.js";
import type {
  DependsOnEntry,
  EnvFile,
  EnvironmentSection,
  Interpolated,
  Mount,
  Origin,
  Service,
  ServiceNetwork,
  TextBlock,
  Variable,
} from "../types.js";
import type { ComposeDocument } from "../yaml/document.js";
import { entriesOf, locate, locationOf } from "../yaml/placed-nodes.js";
import type { Unseen } from "../yaml/unseen-parts.js";
import { dependenciesIn } from "./depends-on.js";
import { type EnvironmentText, readEnvironment } from "./environment.js";
import type { EnvironmentItem } from "./environment-entries.js";
import { readMounts } from "./mounts.js";
import { readNetwork } from "./networks.js";

/** What a service is made of. */
export interface ServiceTexts {
  /** Lowest first, never empty. */
  readonly layers: readonly Layer[];
  /** What of its texts cannot be seen. */
  readonly unseen: Unseen;
}

/** What the services of a project share. */
export interface ServiceSurroundings {
  /** Every document, lowest first. */
  readonly documents: readonly ComposeDocument[];
  readonly defined: Defined;
  readonly context: Context;
}

/** A service that computes each of its parts when someone asks for it: of a thousand most are never asked. */
export class LoadedService implements Service {
  readonly name: string;
  readonly identity: object;
  readonly #texts: ServiceTexts;
  readonly #surroundings: ServiceSurroundings;
  #environment: LoadedEnvironment | null = null;
  #network: ServiceNetwork | null = null;
  #mounts: ReadonlyMap<string, Mount> | null = null;
  #image: Interpolated | null | undefined;
  #profiles: readonly string[] | null = null;
  #blocks: readonly TextBlock[] | null = null;

  constructor(name: string, texts: ServiceTexts, identity: object, surroundings: ServiceSurroundings) {
    this.name = name;
    this.identity = identity;
    this.#texts = texts;
    this.#surroundings = surroundings;
  }

  /** Its texts, lowest first. */
  get layers(): readonly Layer[] {
    return this.#texts.layers;
  }

  get #loaded(): LoadedEnvironment {
    this.#environment ??= loadEnvironment(this.name, this.#texts, this.#surroundings.context);
    return this.#environment;
  }

  get #top(): Layer {
    return this.layers.at(-1) as Layer;
  }

  get nameAt(): Location {
    return this.#top.nameAt;
  }

  get image(): Interpolated | null {
    if (this.#image === undefined) this.#image = lastText(this.layers, "image");
    return this.#image;
  }

  get hasBuild(): boolean {
    return valuesOf(this.layers, "build").length > 0;
  }

  get environment(): ReadonlyMap<string, Variable> {
    return this.#loaded.variables;
  }

  get environmentSections(): readonly EnvironmentSection[] {
    return this.#loaded.sections;
  }

  get envFiles(): readonly EnvFile[] {
    return this.#loaded.envFiles;
  }

  get mounts(): ReadonlyMap<string, Mount> {
    this.#mounts ??= readMounts(this.layers, this.#surroundings.defined, this.#surroundings.context);
    return this.#mounts;
  }

  get network(): ServiceNetwork {
    this.#network ??= readNetwork(this.name, this.layers, this.#surroundings.documents);
    return this.#network;
  }

  get profiles(): readonly string[] {
    this.#profiles ??= textsOf(this.layers, "profiles").map(({ text }) => text);
    return this.#profiles;
  }

  get dependsOn(): readonly DependsOnEntry[] {
    return dependenciesIn(this.layers);
  }

  get commandLine(): readonly string[] {
    return ["entrypoint", "command"].flatMap((key) => textsOf(this.layers, key).map(({ text }) => text));
  }

  get incomplete(): boolean {
    return this.#texts.unseen.everything || this.#loaded.incomplete;
  }

  get unseenNames(): readonly string[] {
    return this.#texts.unseen.names;
  }

  get errors(): readonly Refusal[] {
    return [...this.#loaded.errors, ...this.#loaded.fileErrors];
  }

  /** Why Compose would refuse its `environment`. */
  get ownErrors(): readonly Refusal[] {
    return this.#loaded.errors;
  }

  /** Why Compose would refuse its `env_file`s, which it reads only for services that run. */
  get fileErrors(): readonly Refusal[] {
    return this.#loaded.fileErrors;
  }

  get pairs(): Service["pairs"] {
    return pairsOf(this.#top);
  }

  get blocks(): readonly TextBlock[] {
    this.#blocks ??= this.layers.map(({ body }) => body.part);
    return this.#blocks;
  }

  get texts(): readonly Location[] {
    const own = this.layers.filter((layer) => layer.own);
    return own.map(({ nameAt, body }) => ({ ...nameAt, end: Math.max(nameAt.end, locationOf(body).end) }));
  }
}

function pairsOf({ body }: Layer): Service["pairs"] {
  if (body.node.kind !== "map") return [];
  const own = body.node;
  return [...entriesOf(body).values()].flatMap((field) => {
    if (field.map !== own) return [];
    const { part, key, written } = field;
    const end = Math.max(written.end, field.colonEnd ?? key.end);
    const value = written.end > written.start ? locate(part, written) : null;
    return [{ name: field.name, at: locate(part, { start: key.start, end }), value, flow: own.flow }];
  });
}

interface LoadedEnvironment {
  readonly variables: ReadonlyMap<string, Variable>;
  readonly sections: readonly EnvironmentSection[];
  readonly envFiles: readonly EnvFile[];
  readonly incomplete: boolean;
  readonly errors: readonly Refusal[];
  readonly fileErrors: readonly Refusal[];
}

function loadEnvironment(name: string, { layers, unseen }: ServiceTexts, context: Context): LoadedEnvironment {
  const errors: Refusal[] = [];
  const fileErrors: Refusal[] = [];
  const report: ReportRefusal = (error) => errors.push(error);
  const { items, sections } = mergeEnvironment(name, layers, context, report);
  const own = new Map<string, Variable>();
  for (const { item, lookup } of items.values()) own.set(item.name, ownVariable(item, lookup));
  const reportFile: ReportRefusal = (error) => fileErrors.push(error);
  const files = readEnvFiles({ service: name, layers, own, reportFile, reportItem: report }, context);
  const variables = new Map<string, Variable>(files.variables);
  for (const [key, variable] of own) variables.set(key, variable);
  for (const key of unseen.names) variables.delete(key);
  // What is beyond a limit of ours may have had more names.
  const incomplete = files.incomplete || errors.some(({ reason }) => reason.kind === "beyond-limit");
  return { variables, sections, envFiles: files.envFiles, incomplete, errors, fileErrors };
}

/** `environment` of all layers: by name, the last one wins, at the place where the name was seen first. */
function mergeEnvironment(
  service: string,
  layers: readonly Layer[],
  context: Context,
  report: ReportRefusal,
): { items: Map<string, MergedItem>; sections: EnvironmentSection[] } {
  const items = new Map<string, MergedItem>();
  const sections: EnvironmentSection[] = [];
  const values = valuesOf(layers, "environment");
  const growth = new Growth();
  for (const layerValue of values) {
    const { view, layer, inert } = layerValue;
    if (view === null) continue;
    const { lookup } = layer.scope;
    // An empty `environment:` is refused, unless another file has something to merge it with.
    if (values.length > 1 && view.node.kind === "scalar" && interpolatedText(view, lookup) === null) continue;
    const text = readEnvironment(view, { service, lookup, report, merged: values.length > 1, inert, before: items.size, growth });
    if (text.section !== null) sections.unshift(text.section);
    for (const item of inOrder(text.items, values.length > 1 && view.node.kind === "map")) {
      if ("reset" in item) {
        const known = items.get(item.name);
        if (known !== undefined && isMapYet(known.from, layerValue, values)) items.delete(item.name);
        continue;
      }
      const whole = values.length > 1 ? cutAtSign(item) : item;
      items.set(whole.name, { item: whole, from: layerValue, lookup: bareLookup(layerValue, values, context) });
    }
  }
  return { items, sections };
}

/** Merging makes a list of a map, sorted; that matters where a name has a sign and may so come to be another one. */
function inOrder(items: EnvironmentText["items"], sorted: boolean): EnvironmentText["items"] {
  if (!sorted || !items.some(({ name }) => name.includes("="))) return items;
  const text = (item: EnvironmentText["items"][number]) =>
    "reset" in item || item.value === null || item.value === "unseen" ? item.name : `${item.name}=${item.value.text}`;
  return [...items].sort((a, b) => (text(a) < text(b) ? -1 : 1));
}

/** Merging makes `A=B: c` the text `A=B=c`, whose name ends at its first sign. */
function cutAtSign(item: EnvironmentItem): EnvironmentItem {
  const cut = item.name.indexOf("=");
  if (cut === -1 || item.value === "unseen") return item;
  const rest = item.name.slice(cut + 1);
  const text = item.value === null ? rest : `${rest}=${item.value.text}`;
  const origin: Origin = { kind: "environment", at: item.entry.at, entry: item.entry, through: [] };
  const { unresolved = [], unseen = false } = item.value ?? {};
  return { ...item, name: item.name.slice(0, cut), value: { text, unresolved, unseen, origin } };
}

/**
 * Whether `!reset` of a key in `above` reaches an entry of `below`: it does as long as that is a map, which what was merged is
 * no longer. What the document of `above` extends is merged by itself, and so is what comes from documents before.
 */
function isMapYet(below: LayerValue, above: LayerValue, values: readonly LayerValue[]): boolean {
  const isOfThis = ({ layer }: LayerValue) => layer.document === above.layer.document;
  const merged = values.slice(0, values.indexOf(above)).filter((value) => isOfThis(value) === isOfThis(below));
  return below.view?.node.kind === "map" && merged.length === 1;
}

interface MergedItem {
  readonly item: EnvironmentItem;
  /** Where it stands. */
  readonly from: LayerValue;
  /** What it finds when it is a bare name. */
  readonly lookup: Lookup<Origin>;
}

/**
 * What a bare name finds: in an included file what its texts see, but in a map that is merged with no other one of the same
 * `include` only what the project sees.
 */
function bareLookup({ layer, view }: LayerValue, values: readonly LayerValue[], context: Context): Lookup<Origin> {
  for (let scope = layer.scope; scope.outer !== null; scope = scope.outer) {
    const within = values.filter((other) => isWithin(other.layer.scope, scope)).length;
    if (within > 1 || view?.node.kind === "sequence") return scope.lookup;
  }
  return context.lookup;
}

/** What an entry of `environment` brings into the container. */
function ownVariable({ name, value, entry }: EnvironmentItem, lookup: Lookup<Origin>): Variable {
  const base = { name, declared: entry, envFileAt: null };
  if (value === "unseen") {
    const origin: Origin = { kind: "environment", at: entry.value, entry, through: [] };
    return { ...base, state: "unknown", composed: null, unresolved: [], origin };
  }
  if (value !== null) return variableOf(base, { ...value, value: value.text });
  const found = lookup(name);
  if (found === undefined) {
    const origin: Origin = { kind: "environment", at: entry.key, entry, through: [] };
    return { ...base, state: "unknown", composed: null, unresolved: [name], origin };
  }
  return variableOf(base, { ...found, origin: { ...found.origin, through: [entry.key, ...found.origin.through] } });
}
