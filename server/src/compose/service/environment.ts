import type { EnvironmentSection } from "../types.js";
import { entriesOf, type Field, itemsOf, locationOf, mergedFieldAt, tagOf, type View } from "../yaml/placed-nodes.js";
import {
  type EnvironmentItem,
  type EnvironmentReading,
  extensionItem,
  invalid,
  isText,
  listItem,
  mapPair,
} from "./environment-entries.js";

/** A key of an `environment:` map that `!reset` takes away from the files before. */
export interface ResetItem {
  readonly name: string;
  readonly reset: true;
}

export interface EnvironmentText {
  readonly section: EnvironmentSection | null;
  readonly items: readonly (EnvironmentItem | ResetItem)[];
}

/** Reads the value of an `environment:`, list or map. Its text may stand elsewhere (an alias, merged maps). */
export function readEnvironment(view: View, reading: EnvironmentReading): EnvironmentText {
  const { node } = view;
  if (node.kind === "sequence") {
    const items = itemsOf(view).flatMap((item, index) => listItem(item, `[${reading.before + index}]`, node.flow, reading) ?? []);
    return { section: sectionOf(view, "list", node.flow, items), items };
  }
  if (node.kind === "map") {
    const items: (EnvironmentItem | ResetItem)[] = [];
    const own: EnvironmentItem[] = [];
    const extensions: Field[] = [];
    for (const field of entriesOf(view).values()) {
      const isReset = tagOf(field) === "!reset" && !reading.inert;
      if (field.name.startsWith("x-") && !reading.merged) {
        if (!isReset) extensions.push(field);
        continue;
      }
      if (isReset) {
        items.push({ name: field.name, reset: true });
        const uncovered = mergedFieldAt(view, field.name);
        const item = uncovered === undefined ? null : mapPair(uncovered, reading);
        if (item !== null) items.push(item);
        continue;
      }
      const item = mapPair(field, reading);
      if (item === null) continue;
      items.push(item);
      if (field.map === node) own.push(item);
    }
    const [extension] = extensions;
    if (extension !== undefined) items.push(extensionItem(extension, extensions, reading));
    return { section: sectionOf(view, "map", node.flow, own), items };
  }
  if (reading.merged && node.kind === "scalar") {
    if (!isText(node)) return { section: null, items: [] };
    const item = listItem({ start: node.start, part: view.part, value: view }, "", true, reading);
    return { section: null, items: item === null ? [] : [item] };
  }
  invalid(`services.${reading.service}.environment`, "a mapping", view, reading);
  return { section: null, items: [] };
}

function sectionOf(
  view: View,
  form: EnvironmentSection["form"],
  flow: boolean,
  items: readonly EnvironmentItem[],
): EnvironmentSection {
  return { form, flow, file: view.part.file, at: locationOf(view), entries: items.map(({ entry }) => entry) };
}
