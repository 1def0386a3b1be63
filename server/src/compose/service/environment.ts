import type { Location } from "../../base/text.js";
import { mostNames } from "../env-statements.js";
import type { EnvironmentSection } from "../types.js";
import {
  entriesOf,
  type Field,
  locate,
  locationOf,
  mergedFieldAt,
  tagOf,
  type View,
  writtenItemsOf,
} from "../yaml/placed-nodes.js";
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
    const all = writtenItemsOf(view);
    const read = all.slice(0, mostNames);
    const items = read.flatMap((item, index) => listItem(item, `[${reading.before + index}]`, node.flow, reading) ?? []);
    const section = sectionOf(view, "list", node.flow, items);
    if (all.length === read.length) return { section, items };
    tooMany(locationOf(all[read.length]?.value ?? view), reading);
    // What follows may set the same names again.
    return { section, items: items.map((item) => ({ ...item, value: "unseen" })) };
  }
  if (node.kind === "map") {
    const items: (EnvironmentItem | ResetItem)[] = [];
    const own: EnvironmentItem[] = [];
    const extensions: Field[] = [];
    for (const field of entriesOf(view).values()) {
      if (items.length === mostNames) {
        tooMany(locate(field.part, field.key), reading);
        break;
      }
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

function tooMany(at: Location, { service, report }: EnvironmentReading): void {
  report({ reason: { kind: "beyond-limit", limit: "environment", path: at.file }, at, service });
}

function sectionOf(
  view: View,
  form: EnvironmentSection["form"],
  flow: boolean,
  items: readonly EnvironmentItem[],
): EnvironmentSection {
  return { form, flow, file: view.part.file, at: locationOf(view), entries: items.map(({ entry }) => entry) };
}
