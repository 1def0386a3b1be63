import type { FilePath, Location } from "../../base/text.js";
import type { Context } from "../context.js";
import type { Definitions } from "../definitions.js";
import { limitOf } from "../env-files/env-file.js";
import { readDotenv } from "../env-files/project-dotenv.js";
import type { Scope } from "../layers.js";
import type { ReportRefusal } from "../reasons.js";
import type { EnvFile } from "../types.js";
import type { ComposeDocument, ServiceText } from "../yaml/document.js";
import { nothingUnseen } from "../yaml/unseen-parts.js";
import { withBases } from "./extends.js";
import { absent, type Include, includesOf } from "./include.js";
import { LaidServices, OrdinaryParts, type Place, type ServiceParts } from "./laid-services.js";
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
  readonly report: ReportRefusal;
  /** A compose file; null when it cannot be read. */
  file(path: FilePath): ReadFile | null;
  /** How many items of `include` were followed: ten files that each name the next one twice make a thousand. */
  includes: number;
}

/** What some units say together. */
export interface Model {
  readonly services: LaidServices;
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

/** Includes may include; nobody does so often, and each level reads its files again. */
const deepest = 30;
const mostIncludes = 500;

/** Reads a unit with all that it includes. An included service lies below the text of the file that includes it. */
export function readModel(unit: Unit, reader: ModelReader): Model {
  const model = new UnitModel(unit, reader);
  for (const path of unit.paths) model.addFile(path);
  return model;
}

/** What a unit says, as its files are laid over one another. */
class UnitModel implements Model {
  readonly services = new LaidServices();
  readonly definitions: Definitions[] = [];
  readonly files: JudgedFile[] = [];
  readonly extended: JudgedFile[] = [];
  readonly dotenv: EnvFile[] = [];
  incomplete = false;
  readonly #unit: Unit;
  readonly #reader: ModelReader;
  readonly #extendedPaths = new Set<FilePath>();
  readonly #documents = (path: FilePath) => this.#extendedDocuments(path);
  readonly #limit = (path: FilePath) => limitOf(this.#reader.context.read(path), "size");

  constructor(unit: Unit, reader: ModelReader) {
    this.#unit = unit;
    this.#reader = reader;
  }

  addFile(path: FilePath): void {
    const file = this.#reader.file(path);
    if (file === null) {
      this.incomplete = true;
      const at = this.#unit.at ?? { file: path, start: 0, end: 0 };
      this.#reader.report({ reason: absent(path, this.#reader.context.read(path)), at, service: null });
      return;
    }
    this.files.push(this.#judged(file));
    for (const document of file.documents) {
      const below = readIncludes(document, path, this.#unit, this.#reader);
      this.incomplete ||= below.incomplete;
      for (const model of below.models) this.#addIncluded(model);
      this.#addDocument(document);
    }
  }

  #addIncluded(model: Model): void {
    for (const each of model.definitions) this.definitions.push(each);
    for (const each of model.files) this.files.push(each);
    for (const each of model.extended) this.extended.push(each);
    for (const each of model.dotenv) this.dotenv.push(each);
    for (const [name, parts] of model.services.entries()) this.services.add(name, parts);
    this.incomplete ||= model.incomplete;
  }

  #addDocument(document: ComposeDocument): void {
    const { directory, scope } = this.#unit;
    const place = { document, directory, scope };
    this.definitions.push(place);
    const sectionTag = document.tag("services");
    if (sectionTag !== null) this.services.clear();
    if (sectionTag === "!reset") return;
    if (sectionTag === null && this.services.isEmpty && this.#begin(place)) return;
    for (const text of document.services.values()) {
      if (sectionTag === null && text.ordinary !== null) {
        this.services.add(text.name, new OrdinaryParts(text, place));
        continue;
      }
      const tag = sectionTag === null ? text.tag() : null;
      if (tag !== null) this.services.delete(text.name);
      if (tag !== "!reset") this.services.add(text.name, this.#partsOf(text, document, sectionTag !== null || tag !== null));
    }
  }

  /** Takes over all services of a document at once; false where one of them has a tag. */
  #begin(place: Place): boolean {
    const { services } = place.document;
    if (services.names.length === 0) return false;
    const others: number[] = [];
    for (let number = 0; number < services.names.length; number += 1) {
      if (services.ordinaryBlock(number) === null && services.at(number).ordinary === null) others.push(number);
    }
    if (others.some((number) => services.at(number).tag() !== null)) return false;
    const partsOf = (number: number) => this.#partsOf(services.at(number), place.document, false);
    this.services.begin(services, new Map(others.map((number) => [number, partsOf(number)])), place);
    return true;
  }

  /** `inert`: whether its own tags count for nothing; see `Layer`. */
  #partsOf(text: ServiceText, document: ComposeDocument, inert: boolean): ServiceParts {
    const body = text.body();
    if (body === null) return { block: null, layers: [], broken: true, unseen: nothingUnseen };
    const { context, report } = this.#reader;
    const { directory, scope } = this.#unit;
    const reader = { inert, scope, certain: context.seesProcess, report, documents: this.#documents, limit: this.#limit };
    const { layers, unseen } = withBases(text, body, directory, document, reader);
    return { block: null, layers, broken: false, unseen };
  }

  #extendedDocuments(path: FilePath): readonly ComposeDocument[] | null {
    const file = this.#reader.file(path);
    // Each once, however many services extend what stands in it.
    if (file !== null && !this.#extendedPaths.has(path)) {
      this.#extendedPaths.add(path);
      this.extended.push(this.#judged(file));
    }
    return file?.documents ?? null;
  }

  #judged(file: ReadFile): JudgedFile {
    return { file, lookup: this.#unit.scope.lookup };
  }
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
    const limit = including.length > deepest ? "include-depth" : reader.includes >= mostIncludes ? "includes" : null;
    // Of how many there are one is told for all.
    const isTold = isCycle || (limit === "includes" && reader.includes > mostIncludes);
    if (limit !== null && !isTold) report({ reason: { kind: "beyond-limit", limit, path: first }, at: item.at, service: null });
    if (!isCycle && limit !== "include-depth") reader.includes += 1;
    if (isCycle || limit !== null) {
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
