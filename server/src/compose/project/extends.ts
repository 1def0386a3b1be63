import { folderOf, resolvePath } from "../../base/paths.js";
import type { FilePath, Location } from "../../base/text.js";
import { toldPath } from "../context.js";
import { interpolatedText, type Layer, type Scope } from "../layers.js";
import type { OwnLimit, Reason, ReportRefusal } from "../reasons.js";
import type { ComposeDocument, ServiceText } from "../yaml/document.js";
import { fieldAt, locate, locationOf, tagOf, type View, valueAt } from "../yaml/placed-nodes.js";
import type { Unseen } from "../yaml/unseen-parts.js";
import { kindOf } from "../yaml/value-kinds.js";

export interface ExtendsReader {
  /** Whether the service's own tags count for nothing; see `Layer`. */
  readonly inert: boolean;
  readonly scope: Scope;
  /** Whether a name that nothing sets is certainly empty. */
  readonly certain: boolean;
  readonly report: ReportRefusal;
  /** The documents of another compose file; null when it cannot be read. */
  documents(path: FilePath): readonly ComposeDocument[] | null;
  /** Why such a file is not read here, though Compose may read it; null: there is no such reason. */
  limit(path: FilePath): OwnLimit | null;
}

export interface Extended {
  /** The service's own text and below it those of the services that it extends, lowest first. */
  readonly layers: readonly Layer[];
  /** What of the texts is unseen: everything also where a base is not there or not readable. */
  readonly unseen: Unseen;
}

/** Nobody extends that often; a chain of thousands would cost its square. */
const longestChain = 30;

/** Follows `extends` from a service's text; `directory` is the folder from which its paths count. */
export function withBases(
  text: ServiceText,
  body: View,
  directory: FilePath,
  document: ComposeDocument,
  reader: ExtendsReader,
): Extended {
  const { scope, inert } = reader;
  if (!text.mayExtend()) {
    const layer: Layer = { body, nameAt: text.nameAt, directory, scope, document, own: true, fetched: false, inert };
    return { layers: [layer], unseen: text.unseen() };
  }
  const own: Base = {
    name: text.name,
    texts: [{ body, nameAt: text.nameAt }],
    directory,
    documents: [document],
    fetched: false,
    unseen: text.unseen(),
    soughtIn: document.file,
  };
  const layersOf = ({ texts, directory, fetched }: Base, own: boolean): Layer[] =>
    texts.map(({ body, nameAt }) => ({ body, nameAt, directory, scope, document, own, fetched, inert: own && inert }));
  if (fieldAt(body, "extends") === undefined) return { layers: layersOf(own, true), unseen: own.unseen };
  const layers: Layer[] = [];
  const chain: Base[] = [];
  let everything = false;
  const names: string[] = [];
  for (let next: Base | null = own; next !== null; ) {
    for (const layer of layersOf(next, next === own).reverse()) layers.push(layer);
    chain.push(next);
    everything ||= next.unseen.everything;
    names.push(...next.unseen.names);
    const base: Base | "none" | "unseen" = baseOf(chain, document.file, reader);
    if (base === "unseen") everything = true;
    next = typeof base === "string" ? null : base;
    if (next === null || chain.length <= longestChain) continue;
    const reason = { kind: "beyond-limit", limit: "extends", path: document.file } as const;
    reader.report({ reason, at: text.nameAt, service: text.name });
    everything = true;
    next = null;
  }
  return { layers: layers.reverse(), unseen: { everything, names } };
}

interface Base {
  readonly name: string;
  /** Its texts in the documents of its file, lowest first, never empty. */
  readonly texts: readonly Pick<Layer, "body" | "nameAt">[];
  readonly directory: FilePath;
  /** All of one file, never empty. */
  readonly documents: readonly ComposeDocument[];
  /** As of a layer. */
  readonly fetched: boolean;
  /** What of its texts is. */
  readonly unseen: Unseen;
  /** The file that was named for it, as Compose tells it: where none was, that of the first service. */
  readonly soughtIn: FilePath;
}

/** What the last of a chain extends. `root`: the file whose service the first one is; Compose's messages name it. */
function baseOf(chain: readonly Base[], root: FilePath, reader: ExtendsReader): Base | "none" | "unseen" {
  const [first] = chain as [Base];
  const from = chain.at(-1) as Base;
  const fields = from.texts.flatMap(({ body }) => fieldAt(body, "extends") ?? []);
  const field = fields.at(-1);
  if (field === undefined || tagOf(field) === "!reset") return "none";
  const { lookup } = reader.scope;
  const keyAt = locate(field.part, field.key);
  const refuse = (reason: Reason, at: Location = keyAt) => {
    reader.report({ reason, at, service: first.name });
    return "unseen" as const;
  };
  const isMap = field.value?.node.kind === "map";
  // Of several documents of a file each may say a part of it.
  const lastOf = (key: string) => fields.flatMap(({ value }) => valueAt(value, key) ?? []).at(-1) ?? null;
  const given = isMap ? lastOf("service") : field.value;
  const text = given !== null && kindOf(given.node) === "string" ? interpolatedText(given, lookup) : null;
  if (isMap && text === null) return refuse({ kind: "extends-without-service", service: from.name });
  // What is neither a map nor a text asks for the service without a name.
  const name = text ?? { text: "", unresolved: [], at: keyAt };
  const fileView = lastOf("file");
  const file = interpolatedText(fileView, lookup);
  const isOpen = name.unresolved.length > 0 || (file?.unresolved.length ?? 0) > 0;
  if (isOpen && !reader.certain) return "unseen";
  const ownFile = from.documents[0]?.file ?? "";
  const path = file === null || file.text === "" ? ownFile : resolvePath(from.directory, file.text);
  const documents = path === ownFile ? from.documents : reader.documents(path);
  if (documents === null) {
    return refuse(noBase(reader, file?.text ?? "", path), fileView === null ? keyAt : locationOf(fileView));
  }
  const written = file?.text ?? "";
  return serviceOf({ chain, from, name, root, path, written, documents, soughtIn: file === null ? root : path }, refuse);
}

/** Why the file of a base is not read. `written`: its path as the `extends` has it. */
function noBase(reader: ExtendsReader, written: string, path: FilePath): Reason {
  const limit = reader.limit(path);
  if (limit !== null) return { kind: "beyond-limit", limit, path };
  return { kind: "no-file", path: toldPath(written, path), asked: "extends", state: "missing", why: "" };
}

/** A service that an `extends` names, and the documents in which it is looked for. */
interface Sought extends Pick<Base, "documents" | "soughtIn"> {
  readonly chain: readonly Base[];
  readonly from: Base;
  readonly name: { readonly text: string; readonly at: Location };
  readonly root: FilePath;
  readonly path: FilePath;
  /** The file as the `extends` writes it. */
  readonly written: string;
}

function serviceOf(sought: Sought, refuse: (reason: Reason, at: Location) => "unseen"): Base | "unseen" {
  const { chain, from, name, root, path, written, documents, soughtIn } = sought;
  const isElsewhere = path !== (from.documents[0]?.file ?? "");
  const cannot = (
    file: FilePath,
    why: "no-services" | "services-not-a-map" | "no-such-service",
    baseFile: string | null = null,
  ) => refuse({ kind: "cannot-extend", service: from.name, file, why, base: name.text, baseFile }, name.at);
  if (isElsewhere) {
    const sections = documents.flatMap((document) => document.section("services") ?? []);
    if (documents.every(({ sections }) => !sections.has("services"))) return cannot(path, "no-services");
    if (sections.some(({ node }) => node.kind !== "map")) return cannot(path, "services-not-a-map");
  }
  const found = documents.flatMap((document) => document.services.get(name.text) ?? []).filter((text) => text.tag() !== "!reset");
  if (found.length === 0) return cannot(root, "no-such-service", isElsewhere ? written : null);
  const again = chain.findIndex((each) => each.name === name.text && each.documents[0]?.file === path);
  if (again !== -1) {
    // Compose names each service with the file in which it looks for the next one.
    const steps = chain.map((each, index) => ({ service: each.name, file: chain[index + 1]?.soughtIn ?? soughtIn }));
    return refuse({ kind: "extends-cycle", steps: [...steps, ...steps.slice(again, again + 1)] }, name.at);
  }
  const texts = found.flatMap((text) => {
    const body = text.body();
    return body === null ? [] : [{ body, nameAt: text.nameAt }];
  });
  if (texts.length < found.length) return "unseen";
  if (texts.some(({ body: { node } }) => node.kind !== "map" && kindOf(node) !== "null")) {
    return refuse({ kind: "not-a-map", path: `services.${name.text}` }, name.at);
  }
  const directory = isElsewhere ? folderOf(path) : from.directory;
  const parts = found.map((each) => each.unseen());
  const unseen = { everything: parts.some(({ everything }) => everything), names: parts.flatMap(({ names }) => names) };
  return { name: name.text, texts, directory, documents, fetched: from.fetched || isElsewhere, unseen, soughtIn };
}
