import type { DocumentPiece } from "./document.js";
import { interpolate, interpolationError, type Lookup } from "./interpolate.js";
import type { YamlNode, YamlScalar } from "./nodes.js";
import type { Origin, ProjectError } from "./project.js";
import { resolvePlainScalar } from "./scalar.js";
import { textLocation } from "./scalar-span.js";
import { contentSources, definitionKeys, kindOf, type Shape, serviceKeys, topLevelKeys, type ValueKind } from "./schema.js";
import type { FilePath, Location } from "./text.js";
import { entriesOf, type Field, follow, isMergeKey, itemsOf, locate, locationOf, type Part } from "./view.js";

/** Keys and item numbers that lead to a node. */
type Path = readonly (string | number)[];

/**
 * Why Compose refuses the text of a file before it looks at its content; `encoding` as the file was read.
 * The messages are those of go-yaml, which reads the file for Compose.
 */
export function textRefusals(file: FilePath, text: string, encoding: "utf-8" | "utf-16" | "lossy"): ProjectError[] {
  const refuse = (message: string, start: number, end: number): ProjectError[] => [
    { message, kind: "syntax", at: { file, start, end }, service: null },
  ];
  if (encoding === "lossy") {
    const at = Math.max(text.indexOf("\ufffd"), 0);
    return refuse("yaml: invalid trailing UTF-8 octet", at, at + 1);
  }
  const control = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]/.exec(text);
  if (control !== null) return refuse("yaml: control characters are not allowed", control.index, control.index + 1);
  const version = /^(?:[ \t]*(?:#.*)?\r?\n|%TAG.*\r?\n)*(%YAML[ \t]+(\S+))/.exec(text);
  if (version?.[1] !== undefined && version[2] !== "1.1") {
    const start = version[0].length - version[1].length;
    return refuse("yaml: found incompatible YAML document", start, version[0].length);
  }
  return [];
}

/**
 * Why Compose refuses the documents of a file by themselves: what is no map, keys that are no text, unknown keys, values
 * of a wrong kind, and texts anywhere that cannot be interpolated (those of `environment` are reported with it).
 * A document without pieces holds nothing.
 *
 * `first`: whether this is the first file of the project or of an `include`; what comes later is merged before it is judged
 * by the schema, and so is a service that extends another one: there only what no merge can cure is refused.
 * An included file may be empty.
 */
export function documentRefusals(
  file: FilePath,
  documents: readonly (readonly DocumentPiece[])[],
  { first, included, lookup }: { readonly first: boolean; readonly included: boolean; readonly lookup: Lookup<Origin> },
): ProjectError[] {
  const errors: ProjectError[] = [];
  const refuse = (message: string, at: Location) => errors.push({ message, kind: "project", at, service: null });
  const start = { file, start: 0, end: 0 };
  if (documents.every((pieces) => pieces.length === 0)) {
    if (!included) refuse("empty compose file", start);
    return errors;
  }
  for (const [index, pieces] of documents.entries()) {
    const odd = pieces.find(({ view }) => follow(view)?.node.kind !== "map");
    if (pieces.length === 0 || odd !== undefined) {
      refuse("top-level object must be a mapping", odd === undefined ? start : locationOf(odd.view));
      continue;
    }
    for (const piece of pieces) walk(piece, lookup, refuse);
    checkKeys(file, pieces, first && index === 0, refuse);
  }
  return errors;
}

/** The same for a file of which only a service is wanted: what cannot be interpolated stops Compose there too. */
export function interpolationRefusals(
  documents: readonly (readonly DocumentPiece[])[],
  lookup: Lookup<Origin>,
  { environments = false }: { readonly environments?: boolean } = {},
): ProjectError[] {
  const errors: ProjectError[] = [];
  const refuse = (message: string, at: Location) => errors.push({ message, kind: "project", at, service: null });
  for (const piece of documents.flat()) walk(piece, lookup, refuse, environments);
  return errors;
}

type Refuse = (message: string, at: Location) => void;

/** Visits what is written, each node once: aliases are judged where their anchor stands. */
function walk({ view, path: base }: DocumentPiece, lookup: Lookup<Origin>, refuse: Refuse, environments = false): void {
  const { part } = view;
  const visit = (node: YamlNode, path: Path): void => {
    if (node.kind === "scalar") {
      if (node.text.includes("$") && (environments || !isEnvironment(path))) checkText(node, part, path, lookup, refuse);
    } else if (node.kind === "sequence") {
      for (const [index, item] of node.items.entries()) visit(item.node, [...path, index]);
    } else if (node.kind === "map") {
      for (const { key, value } of node.pairs) {
        if (isMergeKey(key)) {
          visit(value, path);
          continue;
        }
        const kind = kindOf(key);
        if (kind !== "string") {
          const place = path.length === 0 ? "at top level" : `in ${dotted(path, keyed)}`;
          refuse(`non-string key ${place}: ${goSyntax(key, kind)}`, locate(part, key));
        }
        visit(value, [...path, key.kind === "scalar" ? key.text : "?"]);
      }
    }
  };
  visit(view.node, base);
}

const keyed = (index: number) => `[${index}]`;

/** A path as Compose writes it: for interpolation every item is `.[]`, elsewhere items have their number. */
function dotted(path: Path, item: (index: number) => string): string {
  let text = "";
  for (const step of path) text += typeof step === "number" ? item(step) : text === "" ? step : `.${step}`;
  return text;
}

/** The texts under `environment` are interpolated, and refused, when the environment is read. */
const isEnvironment = (path: Path) => path[0] === "services" && path[2] === "environment" && path.length === 4;

function checkText(node: YamlScalar, part: Part, path: Path, lookup: Lookup<Origin>, refuse: Refuse): void {
  const result = interpolate(node.text, lookup);
  if (!result.ok)
    refuse(
      interpolationError(
        result,
        dotted(path, () => ".[]"),
      ),
      textLocation(part, node, result.span),
    );
}

function goSyntax(key: YamlNode, kind: ValueKind): string {
  if (kind === "null") return "<nil>";
  return key.kind === "scalar" ? (resolvePlainScalar(key.text).text ?? "") : kind;
}

/** The fields of the map to which a path leads, over all pieces. */
function fieldsAt(pieces: readonly DocumentPiece[], path: "" | "services"): Map<string, Field> {
  const own = pieces.filter((piece) => piece.path.join(".") === path).flatMap(({ view }) => [...entriesOf(view)]);
  const inside = path === "services" ? [...entriesOf(fieldsAt(pieces, "").get(path)?.value ?? null)] : [];
  return new Map([...inside, ...own]);
}

function checkKeys(file: FilePath, pieces: readonly DocumentPiece[], alone: boolean, refuse: Refuse): void {
  const invalid = (path: string, what: string, at: Location) => refuse(`validating ${file}: ${path} ${what}`, at);
  const unknown = (path: string, fields: ReadonlyMap<string, Field>, known: (name: string) => boolean) => {
    const strange = [...fields.values()].filter((field) => {
      return !known(field.name) && kindOf(field.key) === "string" && !isTagged(field);
    });
    const [head] = strange;
    if (head === undefined) return;
    const names = strange.map(({ name }) => `'${name}'`).join(", ");
    invalid(path, `additional properties ${names} not allowed`, locate(head.part, head.key));
  };
  const fits = (path: string, field: Field, shape: Shape): boolean => {
    if (isTagged(field) || field.value === null || shape.kinds.includes(kindOf(field.value.node))) return true;
    invalid(path, `must be ${shape.says}`, valueLocation(field));
    return false;
  };

  const top = fieldsAt(pieces, "");
  const services = fieldsAt(pieces, "services");
  unknown("", top, (name) => topLevelKeys.has(name) || name.startsWith("x-"));
  for (const [name, field] of top) {
    const shape = topLevelKeys.get(name);
    if (name === "services") {
      if (services.size === 0 && field.value?.node.kind !== "map") refuse("services must be a mapping", valueLocation(field));
    } else if (name === "include") checkInclude(field, refuse);
    else if (alone && shape !== undefined) fits(name, field, shape);
  }
  unknown("services", services, (name) => /^[a-zA-Z0-9._-]+$/.test(name));
  for (const [name, field] of services) {
    if (field.value === null || isTagged(field)) continue;
    const path = `services.${name}`;
    const kind = kindOf(field.value.node);
    if (kind !== "map") {
      if (kind !== "null") refuse(`${path} must be a mapping`, valueLocation(field));
      else if (alone) invalid(path, "must be a mapping", locate(field.part, field.key));
      continue;
    }
    unknown(path, entriesOf(field.value), (key) => serviceKeys.has(key) || key.startsWith("x-"));
    if (!alone || entriesOf(field.value).has("extends")) continue;
    for (const [key, value] of entriesOf(field.value)) {
      const shape = serviceKeys.get(key);
      if (shape !== undefined && fits(`${path}.${key}`, value, shape)) checkValue(`${path}.${key}`, value, invalid);
    }
  }
  if (alone) {
    checkDefinitions(top, "secrets", invalid, refuse);
    checkDefinitions(top, "configs", invalid, refuse);
  }
}

type Invalid = (path: string, what: string, at: Location) => void;

/** The values of an `environment` map, and the items of `env_file`. */
function checkValue(path: string, field: Field, invalid: Invalid): void {
  if (field.name === "environment") {
    for (const [name, entry] of entriesOf(field.value)) {
      if (name === "") invalid(path, "additional properties '' not allowed", valueLocation(entry));
      const kind = entry.value === null ? "string" : kindOf(entry.value.node);
      if ((kind === "map" || kind === "sequence") && !isTagged(entry)) {
        invalid(`${path}.${name}`, "must be a boolean, null, number or string", valueLocation(entry));
      }
    }
  } else if (field.name === "env_file") {
    for (const [index, { value }] of itemsOf(field.value).entries()) {
      if (value === null) continue;
      const kind = kindOf(value.node);
      if (kind === "map") {
        const strange = [...entriesOf(value).values()].filter(({ name }) => !["path", "format", "required"].includes(name));
        const required = entriesOf(value).get("required");
        if (required?.value != null && !["boolean", "string"].includes(kindOf(required.value.node))) {
          invalid(`${path}.${index}.required`, "must be a boolean or string", valueLocation(required));
        }
        const [head] = strange;
        if (head === undefined) continue;
        const names = strange.map(({ name }) => `'${name}'`).join(", ");
        invalid(`${path}.${index}`, `additional properties ${names} not allowed`, locate(head.part, head.key));
      } else if (kind !== "string") invalid(`${path}.${index}`, "must be a string", locationOf(value));
    }
  }
}

function checkInclude(field: Field, refuse: Refuse): void {
  const { value } = field;
  if (value === null || value.node.kind === "sequence") return;
  if (value.node.kind === "scalar" && kindOf(value.node) === "null") return;
  const shown = value.node.kind === "scalar" ? value.node.text : "map[…]";
  refuse(`\`include\` must be a list, got ${shown}`, valueLocation(field));
}

function checkDefinitions(
  top: ReadonlyMap<string, Field>,
  section: "secrets" | "configs",
  invalid: Invalid,
  refuse: Refuse,
): void {
  for (const [name, field] of entriesOf(top.get(section)?.value ?? null)) {
    if (field.value === null || isTagged(field)) continue;
    const path = `${section}.${name}`;
    if (field.value.node.kind !== "map") {
      invalid(path, "must be a mapping", valueLocation(field));
      continue;
    }
    const entries = entriesOf(field.value);
    const strange = [...entries.values()].filter(({ name: key }) => !definitionKeys[section].has(key) && !key.startsWith("x-"));
    const [head] = strange;
    if (head !== undefined) {
      const names = strange.map(({ name: key }) => `'${key}'`).join(", ");
      invalid(path, `additional properties ${names} not allowed`, locate(head.part, head.key));
      continue;
    }
    const sources = contentSources[section].filter((key) => entries.has(key));
    const all = contentSources[section].join("|");
    if (sources.length > 1) refuse(`${path}: ${all} attributes are mutually exclusive`, locate(field.part, field.key));
    if (sources.length === 0 && !entries.has("external")) {
      refuse(`${path}: one of ${all} must be set`, locate(field.part, field.key));
    }
  }
}

/** `!reset` and `!override` leave nothing of a value's own kind to judge. */
const isTagged = ({ written }: Field) => written.kind !== "alias" && (written.tag === "!reset" || written.tag === "!override");

/** Where a value stands; its key where it has no text. */
function valueLocation({ part, key, written }: Field): Location {
  return locate(part, written.end > written.start ? written : key);
}
