import { folderOf, type Report, resolvePath } from "./context.js";
import type { ComposeDocument, ServiceText } from "./document.js";
import { interpolatedText, type Layer, type Scope } from "./layers.js";
import type { FilePath, Location } from "./text.js";
import { fieldAt, locate, locationOf, type View, valueAt } from "./view.js";

export interface ExtendsReader {
  readonly scope: Scope;
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
  const layers: Layer[] = [];
  const seen = new Set<string>();
  let incomplete = false;
  for (let next: Base | null = { text, body, directory, document }; next !== null; ) {
    layers.unshift({
      own: layers.length === 0,
      body: next.body,
      nameAt: next.text.nameAt,
      directory: next.directory,
      scope: reader.scope,
      document,
    });
    seen.add(`${next.document.file}\n${next.text.name}`);
    const base: Base | "none" | "unseen" = baseOf(next, text.name, seen, reader);
    if (base === "unseen" || seen.size > longestChain) incomplete = true;
    next = typeof base === "string" || seen.size > longestChain ? null : base;
  }
  return { layers, incomplete };
}

interface Base {
  readonly text: ServiceText;
  readonly body: View;
  readonly directory: FilePath;
  readonly document: ComposeDocument;
}

function baseOf(from: Base, service: string, seen: ReadonlySet<string>, reader: ExtendsReader): Base | "none" | "unseen" {
  const field = fieldAt(from.body, "extends");
  if (field === undefined || field.written.tag === "!reset") return "none";
  const { lookup } = reader.scope;
  const keyAt = locate(field.part, field.key);
  const refuse = (message: string, at: Location = keyAt) => {
    reader.report({ message, kind: "project", at, service });
    return "unseen" as const;
  };
  const short = interpolatedText(field.value, lookup);
  const name = short ?? interpolatedText(valueAt(field.value, "service"), lookup);
  const fileView = valueAt(field.value, "file");
  const file = interpolatedText(fileView, lookup);
  if (name === null) return refuse(`extends.${from.text.name}.service is required`);
  if (name.unresolved.length > 0 || (file?.unresolved.length ?? 0) > 0) return "unseen";
  const path = file === null || file.text === "" ? from.document.file : resolvePath(from.directory, file.text);
  const documents = path === from.document.file ? [from.document] : reader.documents(path);
  if (documents === null)
    return refuse(`open ${path}: no such file or directory`, fileView === null ? keyAt : locationOf(fileView));
  for (const document of [...documents].reverse()) {
    const text = document.services.get(name.text);
    if (text === undefined) continue;
    if (seen.has(`${document.file}\n${name.text}`)) {
      return refuse(`circular reference with extends of service ${JSON.stringify(name.text)}`, name.at);
    }
    const body = text.body();
    const directory = path === from.document.file ? from.directory : folderOf(path);
    return body === null ? "unseen" : { text, body, directory, document };
  }
  return refuse(
    `cannot extend service ${JSON.stringify(service)} in ${path}: service ${JSON.stringify(name.text)} not found`,
    name.at,
  );
}
