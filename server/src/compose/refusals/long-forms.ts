import type { Lookup } from "../interpolate.js";
import { interpolatedText } from "../layers.js";
import type { Reason, Refusal } from "../reasons.js";
import { goTextOf } from "../service/go-print.js";
import type { Origin } from "../types.js";
import type { ComposeDocument } from "../yaml/document.js";
import { goTypeOf } from "../yaml/go-types.js";
import { entriesOf, type Field, itemsOf, locationOf, type View, valueAt } from "../yaml/placed-nodes.js";
import { resolveScalar } from "../yaml/scalar.js";
import { isReset, kindOf, valueLocation } from "../yaml/value-kinds.js";
import type { KeyFacts } from "./key-row.js";
import { type ComposeKey, serviceKeys } from "./key-table.js";
import { deviceProblem, portProblem, volumeProblem } from "./short-forms.js";
import type { Refuse } from "./text-refusals.js";

const shortForms: Readonly<Record<NonNullable<KeyFacts["short"]>, (text: string) => string | null>> = {
  port: portProblem,
  volume: volumeProblem,
  device: deviceProblem,
};

/** The items of a list that Compose takes apart, and those that it wants to tell from one another. `before`: how many stand before them. */
export function checkItems(path: string, field: Field, lookup: Lookup<Origin>, refuse: Refuse, before = 0): void {
  const { name } = field;
  const known = serviceKeys.get(name);
  const { items, lists } = known ?? {};
  const problemOf = items?.short === undefined ? undefined : shortForms[items.short];
  if (isReset(field)) return;
  if (known !== undefined) checkNested(path, field.value, known, refuse);
  if (problemOf === undefined && lists === undefined && name !== "env_file") return;
  for (const [place, { value: item }] of itemsOf(field.value).entries()) {
    if (item === null) continue;
    const kind = kindOf(item.node);
    const type = goTypeOf(item.node);
    const where = `${path}.[${before + place}]`;
    const isText = kind === "string" || (kind === "integer" && items?.short === "port");
    const text = problemOf !== undefined && isText ? interpolatedText(item, lookup) : null;
    const wrong = text === null ? null : (problemOf?.(text.text) ?? null);
    if (wrong !== null) refuse({ kind: "short-form", why: wrong }, locationOf(item));
    if (lists === "texts" && kind !== "string") refuse({ kind: "item-type", path: where, type }, locationOf(item));
    else if (lists === "grants" && kind !== "string" && kind !== "map") {
      refuse(unsupported(where, item, lookup), locationOf(item));
    } else if (lists === "ports" && kind !== "string" && kind !== "integer") {
      refuse(unsupported(where, item, lookup), locationOf(item));
    } else if (name === "ports" && (isWithoutTarget(item) || (wrong === null && isPortZero(item, text?.text)))) {
      refuse({ kind: "no-port-target", path: where }, locationOf(item));
    } else if (name === "ports" && kind === "float") {
      refuse({ kind: "form-type", path, type, form: "port" }, locationOf(item));
    } else if ((name === "volumes" || name === "devices") && isWithoutTarget(item)) {
      refuse({ kind: "no-mount-target", of: name === "volumes" ? "volume" : "device", path: where }, locationOf(item));
    } else if (name === "volumes" && interpolatedText(valueAt(item, "type"), lookup)?.text === "bind" && isSourceless(item)) {
      refuse({ kind: "no-mount-source" }, locationOf(item));
    } else if (name === "env_file" && kind === "map" && !entriesOf(item).has("path")) {
      refuse({ kind: "no-env-file-path", path: where }, locationOf(item));
    }
  }
}

/** What Go prints of a value that Compose cannot take there: a map and a list as they are, a scalar with its type. */
function unsupported(path: string, item: View, lookup: Lookup<Origin>): Reason {
  const type = item.node.kind === "scalar" ? goTypeOf(item.node) : null;
  const shown = item.node.kind === "scalar" ? (resolveScalar(item.node).text ?? "") : goTextOf(item, lookup).text;
  return { kind: "grant-item-type", path, type, shown };
}

/** The lists of texts below a key, which Compose merges before it asks the schema. */
function checkNested(path: string, value: View | null, known: ComposeKey, refuse: Refuse): void {
  if (value?.node.kind !== "map" || !hasNestedLists(known)) return;
  for (const [name, { value: inside }] of entriesOf(value)) {
    const key = known.entries.get(name) ?? known.values;
    if (key === undefined || inside === null) continue;
    if (key.lists === "texts") {
      for (const [index, { value: item }] of itemsOf(inside).entries()) {
        if (item === null || kindOf(item.node) === "string") continue;
        refuse({ kind: "item-type", path: `${path}.${name}.[${index}]`, type: goTypeOf(item.node) }, locationOf(item));
      }
    }
    checkNested(`${path}.${name}`, inside, key, refuse);
  }
}

const hasNestedLists = ({ entries, values }: ComposeKey): boolean =>
  [...entries.values(), ...(values === undefined ? [] : [values])].some((key) => key.lists !== undefined || hasNestedLists(key));

/** Port 0 counts as none. */
function isPortZero(item: View, short: string | undefined): boolean {
  if (short !== undefined) return /^(?:.*:)?0+(?:\/.*)?$/.test(short);
  return item.node.kind === "scalar" && kindOf(item.node) === "integer" && resolveScalar(item.node).text === "0";
}

const isSourceless = (item: View) => !entriesOf(item).has("source");

/** A map whose other keys are in order. */
function isWithoutTarget(item: View): boolean {
  const fields = entriesOf(item);
  return item.node.kind === "map" && !fields.has("target") && [...fields.values()].every(({ key }) => kindOf(key) === "string");
}

/**
 * What Compose refuses in any service of a file of which one is extended: there the schema is not asked, but everything is
 * brought into its long form.
 */
export function formRefusals(documents: readonly ComposeDocument[], lookup: Lookup<Origin>): Refusal[] {
  const errors: Refusal[] = [];
  const refuse: Refuse = (reason, at) => errors.push({ reason, at, service: null });
  const extending = new Set<string>();
  for (const text of documents.flatMap((document) => [...document.services.values()])) {
    const body = text.tag() === "!reset" ? null : text.body();
    const path = `services.${text.name}`;
    const fields = entriesOf(body);
    for (const field of fields.values()) if (!isReset(field)) checkForm(`${path}.${field.name}`, field, lookup, refuse);
    const field = fields.get("extends");
    // By now the one in a document before is a map.
    if (field !== undefined && extending.has(text.name) && field.value?.node.kind !== "map") {
      refuse({ kind: "cannot-override", path: `${path}.extends` }, valueLocation(field));
    }
    if (field !== undefined) extending.add(text.name);
  }
  return errors;
}

function checkForm(path: string, field: Field, lookup: Lookup<Origin>, refuse: Refuse): void {
  const { name, value } = field;
  if (value === null) return;
  const known = serviceKeys.get(name);
  const unlike = (at: View, where: string, wanted: ComposeKey | undefined) => {
    if (wanted?.form === undefined || wanted.kinds.includes(kindOf(at.node))) return;
    refuse({ kind: "form-type", path: where, type: goTypeOf(at.node), form: wanted.form }, locationOf(at));
  };
  unlike(value, path, known);
  for (const { value: item } of itemsOf(value)) if (item !== null) unlike(item, `${path}.[]`, known?.items);
  if (known?.items?.form !== undefined) {
    for (const [key, { value: item }] of entriesOf(value)) if (item !== null) unlike(item, `${path}.${key}`, known.items);
  }
  checkItems(path, field, lookup, refuse);
  if (known?.lists !== "grants") return;
  for (const [key, { value: item }] of entriesOf(value)) {
    const kind = item === null ? "null" : kindOf(item.node);
    if (item !== null && kind !== "string" && kind !== "map") {
      refuse({ kind: "grant-type", path: `${path}.${key}`, type: goTypeOf(item.node) }, locationOf(item));
    }
  }
}
