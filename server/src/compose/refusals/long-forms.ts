import type { Lookup } from "../interpolate.js";
import { interpolatedText } from "../layers.js";
import type { Refusal } from "../reasons.js";
import type { Origin } from "../types.js";
import type { ComposeDocument } from "../yaml/document.js";
import { goTypeOf } from "../yaml/go-types.js";
import { entriesOf, type Field, itemsOf, locationOf, type View } from "../yaml/placed-nodes.js";
import { isReset, kindOf, type ValueKind, valueLocation } from "../yaml/shapes.js";
import { deviceProblem, portProblem, volumeProblem } from "./short-forms.js";
import type { Refuse } from "./text-refusals.js";

const shortForms: Readonly<Record<string, (text: string) => string | null>> = {
  ports: portProblem,
  volumes: volumeProblem,
  devices: deviceProblem,
};

/** Lists in which everything must be a text; and those that may have maps besides. */
const textLists = new Set(
  "environment labels annotations sysctls dns dns_opt dns_search tmpfs cap_add cap_drop profiles".split(" "),
);
const grantLists = new Set(["secrets", "configs"]);

/** The items of a list that Compose takes apart, and those that it wants to tell from one another. `before`: how many stand before them. */
export function checkItems(path: string, field: Field, lookup: Lookup<Origin>, refuse: Refuse, before = 0): void {
  const { name } = field;
  const problemOf = shortForms[name];
  if (isReset(field) || (problemOf === undefined && !textLists.has(name) && !grantLists.has(name) && name !== "env_file")) return;
  for (const [place, { value: item }] of itemsOf(field.value).entries()) {
    if (item === null) continue;
    const kind = kindOf(item.node);
    const type = goTypeOf(item.node);
    const where = `${path}.[${before + place}]`;
    const text = problemOf !== undefined && kind === "string" ? interpolatedText(item, lookup) : null;
    const wrong = text === null ? null : (problemOf?.(text.text) ?? null);
    if (wrong !== null) refuse({ kind: "short-form", why: wrong }, locationOf(item));
    if (textLists.has(name) && kind !== "string") refuse({ kind: "item-type", path: where, type }, locationOf(item));
    else if (grantLists.has(name) && kind !== "string" && kind !== "map") {
      const shown = item.node.kind === "scalar" ? item.node.text : type;
      refuse({ kind: "grant-item-type", path: where, type, shown }, locationOf(item));
    } else if (name === "ports" && isWithoutTarget(item)) {
      refuse({ kind: "no-port-target", path: where }, locationOf(item));
    } else if (name === "volumes" && isWithoutTarget(item)) {
      refuse({ kind: "no-mount-target", path: where }, locationOf(item));
    } else if (name === "env_file" && kind === "map" && !entriesOf(item).has("path")) {
      refuse({ kind: "no-env-file-path", path: where }, locationOf(item));
    }
  }
}

/** A map whose other keys are in order. */
function isWithoutTarget(item: View): boolean {
  const fields = entriesOf(item);
  return item.node.kind === "map" && !fields.has("target") && [...fields.values()].every(({ key }) => kindOf(key) === "string");
}

/** What Compose can bring into its long form, and how it calls the form in a refusal. */
interface Form {
  readonly kinds: readonly ValueKind[];
  readonly called: string;
}

const forms: ReadonlyMap<string, Form> = new Map([
  ["env_file", { kinds: ["string", "sequence"], called: "env_file" }],
  ["extends", { kinds: ["string", "map"], called: "extends" }],
  ["ports", { kinds: ["sequence"], called: "port" }],
  ["depends_on", { kinds: ["sequence", "map"], called: "depend_on" }],
  ["build", { kinds: ["string", "map"], called: "build" }],
  ["gpus", { kinds: ["string", "sequence"], called: "gpus" }],
]);
const itemForms: ReadonlyMap<string, Form> = new Map([
  ["volumes", { kinds: ["string", "map"], called: "service volume mount" }],
  ["devices", { kinds: ["string", "map"], called: "service volume mount" }],
]);

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
  const unlike = (at: View, where: string, form: Form | undefined) => {
    if (form === undefined || form.kinds.includes(kindOf(at.node))) return;
    refuse({ kind: "form-type", path: where, type: goTypeOf(at.node), form: form.called }, locationOf(at));
  };
  unlike(value, path, forms.get(name));
  for (const { value: item } of itemsOf(value)) if (item !== null) unlike(item, `${path}.[]`, itemForms.get(name));
  if (itemForms.has(name)) {
    for (const [key, { value: item }] of entriesOf(value)) if (item !== null) unlike(item, `${path}.${key}`, itemForms.get(name));
  }
  checkItems(path, field, lookup, refuse);
  if (!grantLists.has(name)) return;
  for (const [key, { value: item }] of entriesOf(value)) {
    const kind = item === null ? "null" : kindOf(item.node);
    if (item !== null && kind !== "string" && kind !== "map") {
      refuse({ kind: "grant-type", path: `${path}.${key}`, type: goTypeOf(item.node) }, locationOf(item));
    }
  }
}
