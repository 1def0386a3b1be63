import { cleanPath } from "../../base/paths.js";
import type { Lookup } from "../interpolate.js";
import { interpolatedText } from "../layers.js";
import { sourceAndTarget } from "../service/volume-spec.js";
import type { Origin } from "../types.js";
import { entriesOf, type Item, itemsOf, type View, valueAt } from "../yaml/placed-nodes.js";
import { resolveScalar } from "../yaml/scalar.js";
import { kindOf } from "../yaml/value-kinds.js";
import type { Apart } from "./key-row.js";

/** An item of a list, and what `${…}` in it finds. */
export interface ReadItem extends Item {
  readonly lookup: Lookup<Origin>;
}

export function readItems(list: View | null, lookup: Lookup<Origin>): readonly ReadItem[] {
  return itemsOf(list).map((item) => ({ ...item, lookup }));
}

/** The items of a list that are left: of those that Compose does not tell apart the last one, in the place of the first. */
export function itemsApart(by: Apart, items: readonly ReadItem[]): readonly ReadItem[] {
  const left = new Map<unknown, ReadItem>();
  for (const item of items) left.set(item.value === null ? item : keys[by](item.value, item.lookup), item);
  return [...left.values()];
}

type KeyOf = (item: View, lookup: Lookup<Origin>) => string;

const keys: Readonly<Record<Apart, KeyOf>> = {
  port: portKey,
  volume: mountKey((text) => cleanPath(sourceAndTarget(text)[1] ?? "")),
  device: mountKey((text) => text.split(":")[1] ?? text),
  secret: grantKey("/run/secrets"),
  config: grantKey(""),
};

/** What is neither a text, a number nor a map is one as the other. */
function portKey(item: View, lookup: Lookup<Origin>): string {
  const kind = kindOf(item.node);
  if (kind === "string") return interpolatedText(item, lookup)?.text ?? "";
  if (item.node.kind === "scalar") return kind === "integer" ? (resolveScalar(item.node).text ?? "") : "";
  if (item.node.kind !== "map") return "";
  const text = (key: string, otherwise: string) => interpolatedText(valueAt(item, key), lookup)?.text ?? otherwise;
  return `${text("host_ip", "0.0.0.0")}:${text("published", "<nil>")}:${text("target", "")}/${text("protocol", "tcp")}`;
}

function mountKey(shortTarget: (text: string) => string): KeyOf {
  return (item, lookup) => {
    const short = kindOf(item.node) === "string" ? interpolatedText(item, lookup)?.text : undefined;
    return short === undefined ? (interpolatedText(valueAt(item, "target"), lookup)?.text ?? "") : shortTarget(short);
  };
}

function grantKey(folder: string): KeyOf {
  return (item, lookup) => {
    const text = (view: View | null) => interpolatedText(view, lookup)?.text;
    const isLong = entriesOf(item).has("target");
    return isLong ? (text(valueAt(item, "target")) ?? "") : `${folder}/${text(item) ?? text(valueAt(item, "source")) ?? ""}`;
  };
}
