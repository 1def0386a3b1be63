import { pathBelow } from "../../base/paths.js";
import type { FilePath, Location } from "../../base/text.js";
import { type Context, hostPath, toldPath } from "../context.js";
import { interpolatedText, type Layer, type LayerValue, valuesOf } from "../layers.js";
import type { Reason, ReportRefusal } from "../reasons.js";
import type { Interpolated } from "../types.js";
import { entriesOf, itemsOf, locationOf, type View, valueAt } from "../yaml/placed-nodes.js";
import { kindOf } from "../yaml/value-kinds.js";

/** An item of `env_file`. */
export interface EnvFileItem {
  readonly path: FilePath;
  /** As Compose tells it. */
  readonly told: string;
  /** The text of `required`; null where it is not given. */
  readonly asked: Interpolated | null;
  /** As it is written; empty for the usual one. */
  readonly format: string;
  /** The path. */
  readonly declared: Location;
  /** The whole item. */
  readonly at: Location;
}

/** The items of `env_file` in all layers of a service: a text, a list of texts, or maps `{path, required, format}`. */
export class EnvFileItems {
  readonly #service: string;
  readonly #context: Context;
  readonly #report: ReportRefusal;
  readonly #items = new Map<string, EnvFileItem>();
  #unknown = false;

  constructor(service: string, layers: readonly Layer[], context: Context, report: ReportRefusal) {
    this.#service = service;
    this.#context = context;
    this.#report = report;
    const values = valuesOf(layers, "env_file");
    for (const value of values) this.#addValue(value, values.length > 1);
  }

  /** In their order. */
  get all(): readonly EnvFileItem[] {
    return [...this.#items.values()];
  }

  /** Whether there is one of which nobody sees where it leads. */
  get unknown(): boolean {
    return this.#unknown;
  }

  #addValue({ layer, view }: LayerValue, merged: boolean): void {
    if (view === null) return;
    const { node } = view;
    if (node.kind === "sequence") {
      for (const [index, { value }] of itemsOf(view).entries()) this.#addView(value, String(index), layer);
    } else if (node.kind === "scalar") {
      // What is laid over something else counts only as a text.
      if (!merged || kindOf(node) === "string") this.#addView(view, "0", layer);
    } else if (merged) {
      for (const text of pairTexts(view, layer)) this.#addItem(text, { asked: null, format: "", at: text.at }, layer);
    }
  }

  #addView(view: View | null, index: string, layer: Layer): void {
    const { lookup } = layer.scope;
    const short = interpolatedText(view, lookup);
    const text = short ?? interpolatedText(valueAt(view, "path"), lookup);
    if (view === null || text === null) {
      this.#unknown = true;
      const isMap = view?.node.kind === "map" && entriesOf(view).get("path") === undefined;
      const path = `services.${this.#service}.env_file.[${index}]`;
      if (isMap) this.#refuse({ kind: "no-env-file-path", path }, locationOf(view));
      return;
    }
    const format = interpolatedText(valueAt(view, "format"), lookup)?.text ?? "";
    const asked = interpolatedText(valueAt(view, "required"), lookup);
    this.#addItem(text, { asked, format, at: locationOf(view) }, layer);
  }

  #addItem(text: Interpolated, rest: Pick<EnvFileItem, "asked" | "format" | "at">, { directory, fetched, scope }: Layer): void {
    if (text.unresolved.length > 0) this.#unknown = true;
    if (text.text === "") {
      if (isRequired(rest.asked?.text) !== false) this.#refuse(noEnvFile("", "missing"), text.at);
      return;
    }
    const path = hostPath(directory, text.text, this.#context);
    if (path === null) {
      this.#unknown = true;
      return;
    }
    const told = toldPath(text.text, path);
    // The same name counts once, at its first place but as it is given last; `a.env` and `./a.env` are two, unless they come
    // from another file.
    const within = pathBelow(this.#context.directory, path) ?? path;
    this.#items.set(fetched || scope.outer !== null ? within : text.text, { ...rest, path, told, declared: text.at });
  }

  #refuse(reason: Reason, at: Location): void {
    this.#report({ reason, at, service: this.#service });
  }
}

/** A map that is merged counts as a list of texts `key=value`, which are paths. */
function pairTexts(view: View, { scope: { lookup } }: Layer): readonly Interpolated[] {
  const texts = [...entriesOf(view)].map(([key, { value }]) => {
    const text = interpolatedText(value, lookup);
    return { text: text === null ? key : `${key}=${text.text}`, unresolved: text?.unresolved ?? [], at: locationOf(view) };
  });
  return texts.sort((a, b) => (a.text < b.text ? -1 : 1));
}

/** Why an env file of a service cannot be read. */
export const noEnvFile = (path: string, state: "missing" | "directory" | "unreadable", why = ""): Reason => ({
  kind: "no-file",
  path,
  asked: "env-file",
  state,
  why,
});

/** Whether a missing file matters, as `required` says; null where Compose does not take the text for a boolean. */
export function isRequired(text: string | undefined): boolean | null {
  if (text === undefined || /^(?:true|y|yes|on)$/i.test(text)) return true;
  return /^(?:false|n|no|off)$/i.test(text) ? false : null;
}
