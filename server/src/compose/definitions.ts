import { once } from "../base/once.js";
import type { FilePath } from "../base/text.js";
import { interpolatedText, type Scope } from "./layers.js";
import type { ComposeDocument } from "./yaml/document.js";
import { entriesOf, type Field, ownTagOf, tagOf, type View } from "./yaml/placed-nodes.js";

/** A document with what its texts see, and its own folder, for the files that it names. */
export interface Definitions {
  readonly document: ComposeDocument;
  readonly directory: FilePath;
  readonly scope: Scope;
}

export type Section = "secrets" | "configs" | "volumes" | "networks" | "models";

/** A secret, config, volume or network, as all documents together define it. */
export interface Definition {
  readonly name: string;
  /** Its keys; later documents win. A key whose last value is null is left out. */
  readonly keys: ReadonlyMap<string, DefinedKey>;
  /** The last text that says something of it. */
  readonly last: Field;
  /** The file that defines it first since nothing took it away. */
  readonly file: FilePath;
}

export interface DefinedKey {
  readonly value: View | null;
  readonly place: Definitions;
}

/** What the documents, lowest first, define in a section, as far as `!reset` and `!override` let them count. */
export function definedIn(places: readonly Definitions[], section: Section): ReadonlyMap<string, Definition> {
  const defined = new Map<string, Definition & { readonly keys: Map<string, DefinedKey> }>();
  for (const place of places) {
    const sectionTag = place.document.tag(section);
    if (sectionTag !== null) defined.clear();
    if (sectionTag === "!reset") continue;
    // Inside of what replaces all before it there is nothing more to take away.
    const inert = sectionTag === "!override";
    const view = place.document.section(section);
    for (const [name, field] of entriesOf(view)) {
      const tag = inert || view === null ? null : ownTagOf(field, view);
      if (tag !== null) defined.delete(name);
      if (tag === "!reset") continue;
      const known = defined.get(name);
      const keys = known?.keys ?? new Map<string, DefinedKey>();
      const entries = entriesOf(field.value);
      for (const [key, each] of entries) {
        const isReset = !inert && tag === null && tagOf(each) === "!reset";
        const isNull = each.value?.node.kind === "scalar" && interpolatedText(each.value, place.scope.lookup) === null;
        if (isReset || isNull) keys.delete(key);
        else keys.set(key, { value: each.value, place });
      }
      const last = known === undefined || entries.size > 0 ? field : known.last;
      defined.set(name, { name, keys, last, file: known?.file ?? place.document.file });
    }
  }
  return defined;
}

/** The sections of a project, each put together when someone asks for it. */
export type Defined = Readonly<Record<Section, () => ReadonlyMap<string, Definition>>>;

export function definedSections(places: readonly Definitions[]): Defined {
  return {
    secrets: once(() => definedIn(places, "secrets")),
    configs: once(() => definedIn(places, "configs")),
    volumes: once(() => definedIn(places, "volumes")),
    networks: once(() => definedIn(places, "networks")),
    models: once(() => definedIn(places, "models")),
  };
}
