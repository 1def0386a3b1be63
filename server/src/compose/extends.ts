import { folderOf, type Report, resolvePath } from "./context.js";
import type { ComposeDocument, ServiceText } from "./document.js";
import { interpolatedText, type Layer, type Scope } from "./layers.js";
import { kindOf } from "./schema.js";
import type { FilePath, Location } from "./text.js";
import { fieldAt, locate, locationOf, tagOf, type View, valueAt } from "./view.js";

export interface ExtendsReader {
  /** Whether the service's own tags count for nothing; see `Layer`. */
  readonly inert: boolean;
  readonly scope: Scope;
  /** Whether a name that nothing sets is certainly empty. */
  readonly certain: boolean;
  readonly report: Report;
  /** The documents of another compose file; null when it cannot be read. */
  documents(path: FilePath): readonly ComposeDocument[] | null;
}

export interface Extended {
  /** The service's own text and below it those of the services that it extends, lowest first. */
  readonly layers: readonly Layer[];
  /** Whether a base is not there or not readable. */
  readonly incomplete: boolean;
}

/** Nobody extends that often; a chain of thousands would cost its square. */
const longestChain = 100;

/** Follows `extends` from a service's text; `directory` is the folder from which its paths count. */
export function withBases(
  text: ServiceText,
  body: View,
  directory: FilePath,
  document: ComposeDocument,
  reader: ExtendsReader,
): Extended {
  const { scope } = reader;
  if (fieldAt(body, "extends") === undefined) {
    return {
      layers: [{ body, nameAt: text.nameAt, directory, scope, document, own: true, inert: reader.inert }],
      incomplete: false,
    };
  }
  const layers: Layer[] = [];
  const seen = new Set<string>();
  let incomplete = false;
  const own: Base = { name: text.name, texts: [{ body, nameAt: text.nameAt }], directory, documents: [document] };
  for (let next: Base | null = own; next !== null; ) {
    const { name, texts, directory, documents } = next;
    const isOwn = next === own;
    layers.unshift(...texts.map((each) => ({ ...each, directory, scope, document, own: isOwn, inert: isOwn && reader.inert })));
    seen.add(`${documents[0]?.file}\n${name}`);
    const base: Base | "none" | "unseen" = baseOf(next, text.name, seen, reader);
    if (base === "unseen" || seen.size > longestChain) incomplete = true;
    next = typeof base === "string" || seen.size > longestChain ? null : base;
  }
  return { layers, incomplete };
}

interface Base {
  readonly name: string;
  /** Its texts in the documents of its file, lowest first, never empty. */
  readonly texts: readonly Pick<Layer, "body" | "nameAt">[];
  readonly directory: FilePath;
  /** All of one file, never empty. */
  readonly documents: readonly ComposeDocument[];
}

function baseOf(from: Base, service: string, seen: ReadonlySet<string>, reader: ExtendsReader): Base | "none" | "unseen" {
  const field = from.texts.flatMap(({ body }) => fieldAt(body, "extends") ?? []).at(-1);
  if (field === undefined || tagOf(field) === "!reset") return "none";
  const { lookup } = reader.scope;
  const keyAt = locate(field.part, field.key);
  const refuse = (message: string, at: Location = keyAt) => {
    reader.report({ message, kind: "project", at, service });
    return "unseen" as const;
  };
  const isMap = field.value?.node.kind === "map";
  const given = isMap ? valueAt(field.value, "service") : field.value;
  const text = given !== null && kindOf(given.node) === "string" ? interpolatedText(given, lookup) : null;
  if (isMap && text === null) return refuse(`extends.${from.name}.service is required`);
  // What is neither a map nor a text asks for the service without a name.
  const name = text ?? { text: "", unresolved: [], at: keyAt };
  const fileView = valueAt(field.value, "file");
  const file = interpolatedText(fileView, lookup);
  const isOpen = name.unresolved.length > 0 || (file?.unresolved.length ?? 0) > 0;
  if (isOpen && !reader.certain) return "unseen";
  const ownFile = from.documents[0]?.file ?? "";
  const path = file === null || file.text === "" ? ownFile : resolvePath(from.directory, file.text);
  const documents = path === ownFile ? from.documents : reader.documents(path);
  if (documents === null)
    return refuse(`open ${path}: no such file or directory`, fileView === null ? keyAt : locationOf(fileView));
  const found = documents.flatMap((document) => document.services.get(name.text) ?? []).filter((text) => text.tag() !== "!reset");
  if (found.length === 0) {
    const message = `cannot extend service ${JSON.stringify(service)} in ${path}: service ${JSON.stringify(name.text)} not found`;
    return refuse(message, name.at);
  }
  if (seen.has(`${path}\n${name.text}`)) {
    return refuse(`circular reference with extends of service ${JSON.stringify(name.text)}`, name.at);
  }
  const texts = found.flatMap((text) => {
    const body = text.body();
    return body === null ? [] : [{ body, nameAt: text.nameAt }];
  });
  const directory = path === ownFile ? from.directory : folderOf(path);
  return texts.length < found.length ? "unseen" : { name: name.text, texts, directory, documents };
}
