import { type Definitions, definedIn } from "../definitions.js";
import type { Lookup } from "../interpolate.js";
import type { Refusal } from "../reasons.js";
import type { Origin } from "../types.js";
import type { ComposeDocument } from "../yaml/document.js";
import { goTypeOf, goTypes } from "../yaml/go-types.js";
import { entriesOf, type Field, locate } from "../yaml/placed-nodes.js";
import { isReset, kindOf, valueLocation } from "../yaml/value-kinds.js";
import { externalRefusals } from "./contents.js";
import { type ComposeKey, keyAt, topLevelKeys } from "./key-table.js";
import { clashOf, kindOfField } from "./merge-refusals.js";
import { fits, type Invalid } from "./schema-check.js";
import type { Refuse } from "./text-refusals.js";

/** Why Compose refuses what stands beside the services, as it is merged: in each set of files by itself. */
export function sectionRefusals(definitions: readonly Definitions[]): Refusal[] {
  const errors: Refusal[] = [];
  const refuse: Refuse = (reason, at) => errors.push({ reason, at, service: null });
  for (const scope of new Set(definitions.map((each) => each.scope))) {
    const places = definitions.filter((each) => each.scope === scope);
    checkSections(
      places.map(({ document }) => document),
      scope.lookup,
      refuse,
    );
    checkSources(places, refuse);
    for (const refusal of externalRefusals(places)) errors.push(refusal);
  }
  return errors;
}

function checkSections(documents: readonly ComposeDocument[], lookup: Lookup<Origin>, refuse: Refuse): void {
  const merged = new Map<string, Field>();
  for (const document of documents) {
    for (const { view, path } of document.pieces()) {
      if (path.length > 0) continue;
      for (const field of entriesOf(view).values()) {
        if (field.name === "services" || field.name === "include") continue;
        const before = merged.get(field.name);
        if (before !== undefined && !isReset(field)) {
          const clash = clashOf(before.value, field.value, field.name);
          if (clash !== null) refuse({ kind: "cannot-override", path: clash }, valueLocation(field));
        }
        if (before === undefined || kindOfField(field) !== "null") merged.set(field.name, field);
      }
    }
    const invalid: Invalid = (path, fault, at) => refuse({ kind: "schema", file: document.file, path, fault }, at);
    for (const [name, field] of merged) {
      const wanted = topLevelKeys.get(name);
      if (wanted === undefined) continue;
      fits(name, field, wanted, invalid, lookup);
      if (wanted.looseNames) checkLoose(field, wanted, refuse);
      if (name === "version") merged.delete(name); // judged and forgotten
    }
  }
}

/** What no schema judges under its name Compose takes for a map all the same. */
function checkLoose(field: Field, { names = "" }: ComposeKey, refuse: Refuse): void {
  for (const [name, entry] of entriesOf(field.value)) {
    const { value } = entry;
    if (new RegExp(names).test(name) || value === null || ["map", "null"].includes(kindOf(value.node))) continue;
    refuse({ kind: "crash", type: goTypeOf(value.node), wanted: goTypes.map }, valueLocation(entry));
  }
}

/** What a secret or config may say of itself. */
const definitionKeys = (section: "secrets" | "configs") => keyAt([section, "*"])?.entries ?? new Map<string, ComposeKey>();

/** What gives each secret and config its content, over all documents that see the same. */
function checkSources(places: readonly Definitions[], refuse: Refuse): void {
  for (const section of ["secrets", "configs"] as const) {
    const all = [...definitionKeys(section)].filter(([, { source }]) => source).map(([key]) => key);
    for (const [name, { keys, last, file }] of definedIn(places, section)) {
      const path = `${section}.${name}`;
      const at = locate(last.part, last.key);
      const sources = all.filter((key) => keys.has(key));
      if (last.value !== null && kindOf(last.value.node) === "null" && keys.size === 0) {
        refuse({ kind: "schema", file, path, fault: { kind: "type", wanted: "a mapping" } }, at);
      } else if (sources.length > 1) refuse({ kind: "several-sources", path, sources: all }, at);
      else if (sources.length === 0 && !keys.has("external") && !keys.has("driver")) {
        refuse({ kind: "no-source", path, sources: all }, at);
      }
    }
  }
}
