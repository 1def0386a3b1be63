import { cleanPath } from "../../base/paths.js";
import type { FilePath, Location } from "../../base/text.js";
import { type Context, hostPath } from "../context.js";
import type { Defined, Definition } from "../definitions.js";
import type { Lookup } from "../interpolate.js";
import { interpolatedText, type Layer, mayBeOther, valuesOf } from "../layers.js";
import type { Interpolated, Mount, Origin } from "../types.js";
import { itemsOf, locationOf, type View, valueAt } from "../yaml/placed-nodes.js";
import { isHostPath, sourceAndTarget } from "./volume-spec.js";

/** The files that secrets, configs and bind mounts bring into a container, by their path there; later ones win. */
export function readMounts(layers: readonly Layer[], defined: Defined, context: Context): ReadonlyMap<string, Mount> {
  const mounts = new Map<string, Mount>();
  for (const { layer, view } of valuesOf(layers, "volumes")) {
    for (const { value } of itemsOf(view)) {
      if (value !== null) addVolume(mounts, value, layer, context);
    }
  }
  for (const kind of ["config", "secret"] as const) {
    for (const { view, layer } of valuesOf(layers, `${kind}s`)) {
      for (const { value } of itemsOf(view)) {
        if (value !== null) addGrant(mounts, kind, { view: value, lookup: layer.scope.lookup }, defined, context);
      }
    }
  }
  return mounts;
}

type Content = Pick<Mount, "content" | "at" | "found">;
const unseen: Content = { content: null, at: null };

/** A secret or config granted to the service: `NAME`, or `{source, target}`. */
function addGrant(
  mounts: Map<string, Mount>,
  kind: "secret" | "config",
  { view, lookup }: { readonly view: View; readonly lookup: Lookup<Origin> },
  defined: Defined,
  context: Context,
): void {
  const source = interpolatedText(view, lookup)?.text ?? interpolatedText(valueAt(view, "source"), lookup)?.text;
  if (source === undefined) return;
  const target = interpolatedText(valueAt(view, "target"), lookup)?.text || source;
  // Relative targets count from /run/secrets for secrets, from / for configs.
  const path = target.startsWith("/") ? target : kind === "secret" ? `/run/secrets/${target}` : `/${target}`;
  const content = contentOf(defined[`${kind}s`]().get(source), context);
  mounts.set(path, { kind, source, ...content, declared: locationOf(view) });
}

/** What the top-level `secrets` or `configs` give a name: a file's text, a variable's value, or a text in place. */
function contentOf(definition: Definition | undefined, context: Context): Content {
  const text = (name: string) => {
    const key = definition?.keys.get(name);
    const found = key === undefined ? null : interpolatedText(key.value, key.place.scope.lookup);
    return key === undefined || found === null ? null : { ...found, place: key.place };
  };
  const file = text("file");
  // Where the process is seen, what nothing sets is nothing.
  const isOpen = (text: Pick<Interpolated, "unresolved" | "unseen">) => mayBeOther(text, context.seesProcess);
  if (file !== null) return isOpen(file) ? unseen : fileContent(file.place.directory, file.text, context);
  const variable = text("environment");
  if (variable !== null) {
    const found = variable.place.scope.lookup(variable.text);
    if (found === undefined || isOpen(variable)) return unseen;
    return !isOpen({ unresolved: found.unresolved ?? [], unseen: found.unseen ?? false })
      ? { content: found.value, at: found.origin.at }
      : { ...unseen, found };
  }
  const written = text("content");
  // An empty one is no file.
  return written === null || written.text === "" || isOpen(written) ? unseen : { content: written.text, at: written.at };
}

function fileContent(folder: FilePath, text: string, context: Context): Content {
  const path = hostPath(folder, text, context);
  if (path === null) return unseen;
  const file = context.read(path);
  if (file.kind !== "text" || file.encoding === "lossy") return unseen;
  context.source(path, file.text);
  const at: Location = { file: path, start: 0, end: file.text.length };
  return { content: file.text, at };
}

/** A bind mount `SOURCE:TARGET[:MODE]` or its long form; named volumes hold what nobody sees. */
function addVolume(mounts: Map<string, Mount>, view: View, { directory, scope }: Layer, context: Context): void {
  const { lookup } = scope;
  const declared = locationOf(view);
  const short = interpolatedText(view, lookup);
  const long = {
    source: valueAt(view, "source") ?? valueAt(view, "src"),
    target: valueAt(view, "target") ?? valueAt(view, "dst"),
  };
  const [source, target] =
    short === null
      ? [interpolatedText(long.source, lookup)?.text, interpolatedText(long.target, lookup)?.text]
      : sourceAndTarget(short.text);
  if (target === undefined || target === "" || interpolatedText(valueAt(view, "type"), lookup)?.text === "tmpfs") return;
  const path = cleanPath(target);
  const isPath = source !== undefined && isHostPath(source);
  const { content, at } = isPath ? fileContent(directory, source, context) : unseen;
  mounts.set(path, { kind: "volume", source: source ?? "", content, at, declared });
}
