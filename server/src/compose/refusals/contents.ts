import { type Definition, type Definitions, definedIn } from "../definitions.js";
import { interpolatedText, type Layer, type LayerValue, mayBeOther, valuesOf } from "../layers.js";
import type { Reason, Refusal } from "../reasons.js";
import { goTypeOf } from "../yaml/go-types.js";
import { entriesOf, itemsOf, locate, locationOf, type View, valueAt } from "../yaml/placed-nodes.js";
import { kindOf } from "../yaml/value-kinds.js";
import { ulimitNames } from "./nested-keys.js";
import { isIp } from "./short-forms.js";

/** Takes why a value is refused. */
type Found = (reason: Reason, at: View) => void;

/** Why Compose refuses what stands in a service although it is of a kind that belongs there. */
export function contentRefusals(name: string, layers: readonly Layer[]): Refusal[] {
  const refusals: Refusal[] = [];
  const found: Found = (reason, at) => void refusals.push({ reason, at: locationOf(at), service: null });
  const path = `services.${name}`;
  for (const value of valuesOf(layers, "build")) judgeBuild(`${path}.build`, value, found);
  for (const { view } of valuesOf(layers, "ulimits")) judgeUlimits(`${path}.ulimits`, view, true, found);
  for (const { view } of valuesOf(layers, "gpus")) judgeRequests(`${path}.gpus`, view, found);
  for (const { view } of valuesOf(layers, "deploy")) {
    const reserved = valueAt(valueAt(view, "resources"), "reservations");
    judgeRequests(`${path}.deploy.resources.reservations.devices`, valueAt(reserved, "devices"), found);
  }
  for (const { value, text } of texts(layers, "ports", null, "host_ip")) {
    if (!isIp(text) || text.includes("%")) found({ kind: "address", path: `${path}.ports.[]`, text }, value);
  }
  for (const { value, text } of texts(layers, "develop", "watch", "path")) {
    if (text === "") found({ kind: "blank-watch-path", path: `${path}.develop.watch.[].path` }, value);
  }
  return refusals;
}

/** The texts of a key in the items of a list, which is the value of a key or stands below it. */
function texts(layers: readonly Layer[], key: string, list: string | null, wanted: string) {
  return valuesOf(layers, key).flatMap(({ view, layer }) =>
    itemsOf(list === null ? view : valueAt(view, list)).flatMap(({ value: item }) => {
      const value = valueAt(item, wanted);
      const text = interpolatedText(value, layer.scope.lookup);
      return value === null || text === null || mayBeOther(text, false) ? [] : [{ value, text: text.text }];
    }),
  );
}

/** Devices that are asked for by number and by name. */
function judgeRequests(path: string, list: View | null, found: Found): void {
  for (const { value } of itemsOf(list)) {
    const keys = entriesOf(value);
    if (value !== null && keys.has("count") && keys.has("device_ids")) {
      found({ kind: "count-and-ids", path: `${path}.[]` }, value);
    }
  }
}

function judgeBuild(path: string, { view, layer }: LayerValue, found: Found): void {
  const { lookup } = layer.scope;
  for (const { value } of itemsOf(valueAt(view, "ssh"))) {
    const text = interpolatedText(value, lookup)?.text;
    // Only the agent's own socket needs no path.
    if (value !== null && text !== undefined && !text.includes("=") && text !== "default")
      found({ kind: "ssh-key", text }, value);
  }
  const contexts = valueAt(view, "additional_contexts");
  for (const { value } of itemsOf(contexts)) {
    const text = interpolatedText(value, lookup)?.text;
    if (value === null || text === undefined || text.includes("=")) continue;
    found({ kind: "context-without-value", path: `${path}.additional_contexts`, text }, value);
  }
  for (const { value } of entriesOf(contexts).values()) crashUnless("string", value, found);
  judgeUlimits(`${path}.ulimits`, valueAt(view, "ulimits"), false, found);
}

/** Limits by their names. `cast`: whether texts are made numbers of before. */
function judgeUlimits(path: string, limits: View | null, cast: boolean, found: Found): void {
  for (const [name, { value }] of entriesOf(limits)) {
    // Of the names that it knows the schema has judged all but texts.
    const isJudged = new RegExp(ulimitNames.names).test(name);
    const isOdd = (limit: View) => (kindOf(limit.node) === "string" ? !cast : !isJudged && goTypeOf(limit.node) !== "int");
    if (value?.node.kind === "map") {
      for (const limit of [valueAt(value, "soft"), valueAt(value, "hard")]) {
        if (limit !== null && isOdd(limit)) crashUnless("int", limit, found);
      }
    } else if (value !== null && isOdd(value)) {
      found({ kind: "form-type", path: `${path}.${name}`, type: goTypeOf(value.node), form: "external" }, value);
    }
  }
}

function crashUnless(wanted: "string" | "int", value: View | null, found: Found): void {
  if (value === null) return;
  const type = goTypeOf(value.node);
  if (type !== wanted) found({ kind: "crash", type, wanted }, value);
}

/** Networks, volumes, secrets and configs that are said to stand elsewhere, and yet something else of them. */
export function externalRefusals(places: readonly Definitions[]): Refusal[] {
  return (["networks", "volumes", "secrets", "configs"] as const).flatMap((section) =>
    [...definedIn(places, section).values()].flatMap((definition) => [
      ...nameRefusals(`${section}.${definition.name}`, definition),
      // Compose asks that of volumes alone.
      ...(section === "volumes" ? otherKeys(`${section}.${definition.name}`, definition) : []),
    ]),
  );
}

function nameRefusals(path: string, { keys, last }: Definition): Refusal[] {
  const text = (key: string, below: string | null) => {
    const found = keys.get(key);
    const value = found === undefined || below === null ? (found?.value ?? null) : valueAt(found.value, below);
    return found === undefined ? undefined : interpolatedText(value, found.place.scope.lookup)?.text;
  };
  const [inside, own] = [text("external", "name"), text("name", null)];
  if (inside === undefined || own === undefined || inside === own) return [];
  return [{ reason: { kind: "two-external-names", path }, at: locate(last.part, last.key), service: null }];
}

function otherKeys(path: string, { keys, last }: Definition): Refusal[] {
  const external = keys.get("external");
  if (external === undefined) return [];
  const text = interpolatedText(external.value, external.place.scope.lookup)?.text ?? "true";
  if (/^(?:false|n|no|off)$/i.test(text)) return [];
  // Which of several Compose names is by chance.
  const others = [...keys.keys()].filter((key) => key !== "external" && key !== "name" && !key.startsWith("x-"));
  const at = locate(last.part, last.key);
  return others.map((key) => ({ reason: { kind: "external-and", path, key }, at, service: null }));
}
