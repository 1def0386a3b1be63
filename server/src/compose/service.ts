import { type Context, once, type Report } from "./context.js";
import type { ComposeDocument } from "./document.js";
import { type EnvironmentItem, readEnvironment } from "./entries.js";
import { readEnvFiles, variableOf } from "./env-files.js";
import { interpolatedText, type Layer, lastText, namedOf, textsOf, valuesOf } from "./layers.js";
import { type Definitions, readMounts } from "./mounts.js";
import { readNetwork } from "./network.js";
import type { EnvFile, EnvironmentSection, Origin, ProjectError, Service, Variable } from "./project.js";
import { entriesOf, locate } from "./view.js";

/** A service that computes each of its parts when someone asks for it. */
export interface LoadedService {
  readonly service: Service;
  /** Its texts, lowest first. */
  readonly layers: readonly Layer[];
  /** Why Compose would refuse its `environment`; computes what it needs. */
  errors(): readonly ProjectError[];
  /** Why Compose would refuse its `env_file`s, which it reads only for services that run. */
  fileErrors(): readonly ProjectError[];
}

export interface ServiceInput {
  readonly name: string;
  /** Lowest first, never empty. */
  readonly layers: readonly Layer[];
  readonly documents: readonly ComposeDocument[];
  readonly definitions: readonly Definitions[];
  /** Whether an `extends` could not be followed. */
  readonly incomplete: boolean;
}

export function loadService(input: ServiceInput, context: Context): LoadedService {
  const { name, layers } = input;
  const { lookup } = context;
  const environment = once(() => loadEnvironment(input, context));
  const network = once(() => readNetwork(name, layers, input.documents, context));
  const mounts = once(() => readMounts(layers, input.definitions, context));
  const image = once(() => lastText(layers, "image", lookup));
  const top = layers.at(-1) as Layer;
  const service: Service = {
    name,
    nameAt: top.nameAt,
    get image() {
      return image();
    },
    get hasBuild() {
      return valuesOf(layers, "build").length > 0;
    },
    get environment() {
      return environment().variables;
    },
    get environmentSections() {
      return environment().sections;
    },
    get envFiles() {
      return environment().envFiles;
    },
    get mounts() {
      return mounts();
    },
    get network() {
      return network();
    },
    get profiles() {
      return textsOf(layers, "profiles", lookup).map(({ text }) => text);
    },
    get dependsOn() {
      return [...namedOf(layers, "depends_on", lookup).keys()];
    },
    get commandLine() {
      return ["entrypoint", "command"].flatMap((key) => textsOf(layers, key, lookup).map(({ text }) => text));
    },
    get incomplete() {
      return input.incomplete || environment().incomplete;
    },
    get errors() {
      return [...environment().errors, ...environment().fileErrors];
    },
    get pairs() {
      return pairsOf(top);
    },
  };
  return { service, layers, errors: () => environment().errors, fileErrors: () => environment().fileErrors };
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
  readonly errors: readonly ProjectError[];
  readonly fileErrors: readonly ProjectError[];
}

function loadEnvironment({ name, layers }: ServiceInput, context: Context): LoadedEnvironment {
  const errors: ProjectError[] = [];
  const fileErrors: ProjectError[] = [];
  const report: Report = (error) => errors.push(error);
  const { items, sections } = mergeEnvironment(name, layers, context, report);
  const own = new Map<string, Variable>();
  for (const item of items.values()) own.set(item.name, ownVariable(item, context));
  const files = readEnvFiles(name, layers, own, context, (error) => fileErrors.push(error));
  const variables = new Map<string, Variable>(files.variables);
  for (const [key, variable] of own) variables.set(key, variable);
  return { variables, sections, envFiles: files.envFiles, incomplete: files.incomplete, errors, fileErrors };
}

/** `environment` of all layers: by name, the last one wins, at the place where the name was seen first. */
function mergeEnvironment(
  service: string,
  layers: readonly Layer[],
  { lookup }: Context,
  report: Report,
): { items: Map<string, EnvironmentItem>; sections: EnvironmentSection[] } {
  const items = new Map<string, EnvironmentItem>();
  const sections: EnvironmentSection[] = [];
  const values = valuesOf(layers, "environment");
  for (const { view } of values) {
    if (view === null) continue;
    // An empty `environment:` is refused, unless another file has something to merge it with.
    if (values.length > 1 && view.node.kind === "scalar" && interpolatedText(view, lookup) === null) continue;
    const text = readEnvironment(view, { service, lookup, report, merged: values.length > 1 });
    if (text.section !== null) sections.unshift(text.section);
    for (const item of text.items) {
      if (!("reset" in item)) items.set(item.name, item);
      else if (items.get(item.name)?.entry.form === "map-pair") items.delete(item.name);
    }
  }
  return { items, sections };
}

/** What an entry of `environment` brings into the container. */
function ownVariable({ name, value, entry }: EnvironmentItem, { lookup }: Context): Variable {
  const base = { name, declared: entry, envFileAt: null };
  if (value !== null) return variableOf(base, { value: value.text, unresolved: value.unresolved, origin: value.origin });
  const found = lookup(name);
  if (found === undefined) {
    const origin: Origin = { kind: "environment", at: entry.key, entry, through: [] };
    return { ...base, state: "unknown", composed: null, unresolved: [name], origin };
  }
  return variableOf(base, { ...found, origin: { ...found.origin, through: [entry.key, ...found.origin.through] } });
}
