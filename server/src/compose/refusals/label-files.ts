import { type Context, hostPath, toldPath } from "../context.js";
import { interpolatedText, type Layer, mayBeOther, valuesOf } from "../layers.js";
import type { Refusal } from "../reasons.js";
import type { Interpolated } from "../types.js";
import { itemsOf } from "../yaml/placed-nodes.js";

/** The `label_file`s of a service that are not there. */
export function labelFileRefusals(service: string, layers: readonly Layer[], context: Context): Refusal[] {
  return valuesOf(layers, "label_file").flatMap(({ view, layer }) => {
    const { lookup } = layer.scope;
    const named = [view, ...itemsOf(view).map(({ value }) => value)].flatMap((each) => interpolatedText(each, lookup) ?? []);
    return named.flatMap((text) => (mayBeOther(text, context.seesProcess) ? [] : refusal(text, layer)));
  });

  function refusal({ text, at }: Interpolated, { directory }: Layer): Refusal[] {
    const path = hostPath(directory, text, context);
    if (path === null) return [];
    const { kind } = context.read(path);
    if (kind !== "missing" && kind !== "directory") return [];
    return [{ reason: { kind: "no-file", path: toldPath(text, path), asked: "label-file", state: kind, why: "" }, at, service }];
  }
}
