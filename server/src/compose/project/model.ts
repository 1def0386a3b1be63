import type { FileContent } from "../../base/files.js";
import type { FilePath, Location } from "../../base/text.js";
import type { Context } from "../context.js";
import type { Definitions } from "../definitions.js";
import { readDotenv } from "../env-files/project-dotenv.js";
import type { Layer, Scope } from "../layers.js";
import type { Reason, Report } from "../reasons.js";
import type { EnvFile } from "../types.js";
import type { ComposeDocument } from "../yaml/document.js";
import { withBases } from "./extends.js";
import { type Include, includesOf } from "./include.js";
import type { JudgedFile, ReadFile } from "./project-errors.js";

/** Compose files with one directory and one environment: those of the project, or those that an item of `include` names. */
export interface Unit {
  readonly paths: readonly FilePath[];
  readonly directory: FilePath;
  readonly scope: Scope;
  /** The files through which it is included, outermost first. */
  readonly including: readonly FilePath[];
  /** The item of `include`; null for the project's own files. */
  readonly at: Location | null;
}

export interface ModelReader {
  readonly context: Context;
  readonly report: Report;
  /** A compose file; null when it cannot be read. */
  file(path: FilePath): ReadFile | null;
}

/** What some units say together. */
export interface Model {
  readonly services: ReadonlyMap<string, ServiceParts>;
  /** Every document, lowest first. */
  readonly definitions: readonly Definitions[];
  /** The files that were read, each as often as it is used. */
  readonly files: readonly JudgedFile[];
  /** Files of which services are extended. */
  readonly extended: readonly JudgedFile[];
  /** The env files of included units. */
  readonly dotenv: readonly EnvFile[];
  /** Whether something of it is unseen. */
  readonly incomplete: boolean;
}

export interface ServiceParts {
  readonly layers: readonly Layer[];
  /** Whether one of its texts cannot be read. */
  readonly broken: boolean;
  /** Whether an `extends` could not be followed. */
  readonly incomplete: boolean;
}

/** Includes may include; nobody does so often, and each level reads its files again. */
const deepest = 30;

/** Reads a unit with all that it includes. An included service lies below the text of the file that includes it. */
export function readModel(unit: Unit, reader: ModelReader): Model {
  const services = new Map<string, ServiceParts>();
  const definitions: Definitions[] = [];
  const files: JudgedFile[] = [];
  const extended: JudgedFile[] = [];
  const dotenv: EnvFile[] = [];
  let incomplete = false;
  const { scope, directory } = unit;
  const { lookup } = scope;
  const add = (name: string, part: ServiceParts) => {
    const known = services.get(name);
    services.set(name, {
      layers: [...(known?.layers ?? []), ...part.layers],
      broken: part.broken || known?.broken === true,
      incomplete: part.incomplete || known?.incomplete === true,
    });
  };
  const documentsOf = (path: FilePath) => {
    const file = reader.file(path);
    if (file !== null) extended.push({ file, lookup, included: unit.at !== null });
    return file?.documents ?? null;
  };

  for (const path of unit.paths) {
    const file = reader.file(path);
    if (file === null) {
      incomplete = true;
      const at = unit.at ?? { file: path, start: 0, end: 0 };
      reader.report({ reason: absent(path, reader.context.read(path)), at, service: null });
      continue;
    }
    files.push({ file, lookup, included: unit.at !== null });
    for (const document of file.documents) {
      const below = readIncludes(document, path, unit, reader);
      incomplete ||= below.incomplete;
      for (const model of below.models) {
        definitions.push(...model.definitions);
        files.push(...model.files);
        extended.push(...model.extended);
        dotenv.push(...model.dotenv);
        for (const [name, part] of model.services) add(name, part);
        incomplete ||= model.incomplete;
      }
      definitions.push({ document, directory, scope });
      const sectionTag = document.tag("services");
      if (sectionTag !== null) services.clear();
      for (const text of sectionTag === "!reset" ? [] : document.services.values()) {
        const tag = sectionTag === null ? text.tag() : null;
        if (tag !== null) services.delete(text.name);
        if (tag === "!reset") continue;
        const body = text.body();
        if (body === null) {
          add(text.name, { layers: [], broken: true, incomplete: false });
          continue;
        }
        const { layers, incomplete } = withBases(text, body, directory, document, {
          inert: sectionTag !== null || tag !== null,
          scope,
          certain: reader.context.seesProcess,
          report: reader.report,
          documents: documentsOf,
        });
        add(text.name, { layers, broken: false, incomplete });
      }
    }
  }
  return { services, definitions, files, extended, dotenv, incomplete };
}

/** What a document includes, lowest first: of two items with a service of one name the first wins. */
function readIncludes(
  document: ComposeDocument,
  path: FilePath,
  unit: Unit,
  reader: ModelReader,
): { readonly models: readonly Model[]; readonly incomplete: boolean } {
  if (!document.sections.has("include")) return { models: [], incomplete: false };
  const { context, report } = reader;
  const { lookup } = unit.scope;
  const { items, unseen } = includesOf(document, { directory: unit.directory, lookup }, context, report);
  const including = [...unit.including, path];
  let incomplete = unseen || document.section("include") === null;
  const models = items.flatMap((item): Model[] => {
    const [first = ""] = item.paths;
    const isCycle = including.includes(first);
    if (isCycle) {
      report({ reason: { kind: "include-cycle", files: [...including, first] }, at: item.at, service: null });
    }
    if (isCycle || including.length > deepest) {
      incomplete = true;
      return [];
    }
    return [readIncluded(item, unit, including, reader)];
  });
  return { models: models.reverse(), incomplete };
}

function readIncluded(
  { paths, directory, envFiles, at }: Include,
  unit: Unit,
  including: readonly FilePath[],
  reader: ModelReader,
): Model {
  const { context, report } = reader;
  const dotenv = readDotenv(
    { directory, envFiles, outer: unit.scope.lookup, read: context.read, source: context.source },
    report,
  );
  const scope: Scope = { lookup: dotenv.lookup, outer: unit.scope };
  const model = readModel({ paths, directory, scope, including, at }, reader);
  const found = dotenv.files.filter(({ state, declared }) => declared !== null || state !== "missing");
  return { ...model, dotenv: [...found, ...model.dotenv] };
}

/** Why Compose cannot open a file. */
function absent(path: FilePath, content: FileContent): Reason {
  const state = content.kind === "text" ? "missing" : content.kind;
  return { kind: "no-file", path, asked: "compose-file", state, why: content.kind === "unreadable" ? content.reason : "" };
}
