import type { FilePath, Location } from "../base/text.js";
import { interpolate, type Lookup } from "./interpolate.js";
import type { Interpolated, Origin } from "./types.js";
import type { ComposeDocument } from "./yaml/document.js";
import { entriesOf, type Field, fieldAt, itemsOf, mergedFieldAt, ownTagOf, tagOf, type View } from "./yaml/placed-nodes.js";
import { resolveScalar } from "./yaml/scalar.js";
import { contentLocation } from "./yaml/scalar-span.js";

/** One text of a service: of a base that it extends, of a compose file, of an override; later ones are laid over earlier ones. */
export interface Layer {
  readonly body: View;
  readonly nameAt: Location;
  /** The folder from which relative paths in this text count. */
  readonly directory: FilePath;
  readonly scope: Scope;
  /** The document whose service this is; for a base the one that extends it. */
  readonly document: ComposeDocument;
  /** Whether this is the service's own text, not that of a base. */
  readonly own: boolean;
  /** Whether it was read from another file to be extended: then its paths are resolved before anything is merged. */
  readonly fetched: boolean;
  /** Whether it stands inside of what replaces all before it: there is nothing left for its own tags to take away. */
  readonly inert: boolean;
}

/** What the texts of some compose files see: those of the project, or those that one `include` names. */
export interface Scope {
  /** What `${…}` in them finds. */
  readonly lookup: Lookup<Origin>;
  /** That of the files that include these; null for the project's own. */
  readonly outer: Scope | null;
}

export interface LayerValue {
  readonly layer: Layer;
  readonly field: Field;
  /** Null: an alias of nothing. */
  readonly view: View | null;
  /** As of a layer: whether the tags inside of it count for nothing. */
  readonly inert: boolean;
}

/** The values that the layers give a key, lowest first, as far as `!reset` and `!override` let them count. */
export function valuesOf(layers: readonly Layer[], key: string): readonly LayerValue[] {
  let values: LayerValue[] = [];
  for (const layer of layers) {
    const field = fieldAt(layer.body, key);
    if (field === undefined) continue;
    const tag = layer.inert ? null : ownTagOf(field, layer.body);
    // In a base the tags concern only what it extends itself.
    if (tag !== null) {
      values = layer.own ? [] : values.filter((value) => value.layer.document !== layer.document);
    }
    const counted = tag === "!reset" ? mergedFieldAt(layer.body, key) : field;
    if (counted !== undefined)
      values.push({ layer, field: counted, view: counted.value, inert: layer.inert || tagOf(field) === "!override" });
  }
  return values;
}

/** The last layer's text of a key that takes one text, interpolated; null where it has none or another kind of value, or cannot be seen. */
export function lastText(layers: readonly Layer[], key: string): Interpolated | null {
  const values = valuesOf(layers, key);
  for (let index = values.length - 1; index >= 0; index -= 1) {
    const { view, layer } = values[index] as LayerValue;
    if (view === null) return null;
    const text = interpolatedText(view, layer.scope.lookup);
    if (text !== null) return text;
  }
  return null;
}

/** A scalar's text, interpolated. Null for anything else, and where Compose refuses the text. */
export function interpolatedText(view: View | null, lookup: Lookup<Origin>): Interpolated | null {
  if (view === null || view.node.kind !== "scalar") return null;
  const { text } = resolveScalar(view.node);
  if (text === null) return null;
  const result = interpolate(text, lookup);
  const at = contentLocation(view.part, view.node);
  return result.ok ? { text: result.text, unresolved: result.unresolved, unseen: result.unseen, at } : null;
}

/** Whether a text may be another one where Compose is run. `certain`: what nothing sets is nothing there, too. */
export function mayBeOther({ unresolved, unseen }: Pick<Interpolated, "unresolved" | "unseen">, certain: boolean): boolean {
  return unseen === true || (unresolved.length > 0 && !certain);
}

/** The texts of a key that takes a list or one text (`dns`, `profiles`, `extra_hosts` as a list), of all layers. */
export function textsOf(layers: readonly Layer[], key: string): Interpolated[] {
  return valuesOf(layers, key).flatMap(({ view, layer }) => {
    const { lookup } = layer.scope;
    const single = interpolatedText(view, lookup);
    const views = single === null ? itemsOf(view).map(({ value }) => value) : [view];
    return views.flatMap((item) => interpolatedText(item, lookup) ?? []);
  });
}

/** The keys of a key that takes a list of names or a map by name (`networks`, `depends_on`), with the map's values. */
export function namedOf(layers: readonly Layer[], key: string): Map<string, NamedValue> {
  const named = new Map<string, NamedValue>();
  for (const { view, layer } of valuesOf(layers, key)) {
    const { lookup } = layer.scope;
    for (const { value } of itemsOf(view)) {
      const text = interpolatedText(value, lookup);
      if (text !== null && !named.has(text.text)) named.set(text.text, { value: null, lookup });
    }
    for (const [name, { value }] of entriesOf(view)) named.set(name, { value: value ?? named.get(name)?.value ?? null, lookup });
  }
  return named;
}

/** What stands at a name: its map where it has one, and what `${…}` in it finds. */
export interface NamedValue {
  readonly value: View | null;
  readonly lookup: Lookup<Origin>;
}

/** Whether a scope is another one, or one of those that it includes. */
export function isWithin(inner: Scope, outer: Scope): boolean {
  for (let scope: Scope | null = inner; scope !== null; scope = scope.outer) if (scope === outer) return true;
  return false;
}
