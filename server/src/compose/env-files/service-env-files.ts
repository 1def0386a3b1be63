import { pathBelow } from "../../base/paths.js";
import type { FilePath, Location } from "../../base/text.js";
import { composedText } from "../composed-text.js";
import { type Context, hostPath } from "../context.js";
import type { EnvFileOptions, EnvFileStatement } from "../env-statements.js";
import type { Found } from "../interpolate.js";
import { interpolatedText, type Layer, valuesOf } from "../layers.js";
import type { Reason, Report } from "../reasons.js";
import type { EnvFile, EnvStatement, Interpolated, Origin, ValueVariable, Variable } from "../types.js";
import { entriesOf, itemsOf, locationOf, type View, valueAt } from "../yaml/placed-nodes.js";
import { kindOf } from "../yaml/value-kinds.js";
import { parseEnvFile } from "./env-file.js";

/** An item of `env_file`. */
interface EnvFileItem {
  readonly path: FilePath;
  /** The text of `required`; null where it is not given. */
  readonly asked: Interpolated | null;
  /** As it is written; empty for the usual one. */
  readonly format: string;
  readonly declared: Location;
  readonly at: Location;
}

export interface ServiceEnvFiles {
  readonly envFiles: readonly EnvFile[];
  readonly variables: ReadonlyMap<string, Variable>;
  /** Whether a file is not there or cannot be read: the container may get names from it. */
  readonly incomplete: boolean;
}

/** Reads the `env_file`s of a service in order; a later file wins. `own`: what `environment` gives, which they may refer to. */
export function readEnvFiles(
  service: string,
  layers: readonly Layer[],
  own: ReadonlyMap<string, Variable>,
  context: Context,
  /** For why a file is refused, which only those of services that run are. */
  report: Report,
  /** For why an item is. */
  reportItem: Report,
): ServiceEnvFiles {
  const { items, unknown } = envFileItems(service, layers, context, report);
  const variables = new Map<string, Variable>();
  const envFiles: EnvFile[] = [];
  let incomplete = unknown;
  for (const [index, { path, asked, format: named, declared, at }] of items.entries()) {
    const wanted = isRequired(asked?.text);
    const required = wanted ?? true;
    if (asked !== null && wanted === null) {
      const problem = { path: `services[${service}].env_file[${index}].required`, why: `invalid boolean: ${asked.text}` };
      reportItem({ reason: { kind: "decoding", problems: [problem] }, at: asked.at, service });
    }
    const format = named === "raw" ? "raw" : "dotenv";
    const content = context.read(path);
    const file = (state: EnvFile["state"], statements: readonly EnvStatement[], fault?: Location) =>
      envFiles.push({ path, state, required, declared, statements, ...(fault === undefined ? {} : { fault }) });
    const refuse = (reason: Reason, at: Location) => report({ reason, at, service });
    if (content.kind !== "text") {
      incomplete = true;
      file(content.kind === "missing" ? "missing" : "unreadable", []);
      if (content.kind === "missing" && required) refuse(noFile(path, "missing"), declared);
      if (content.kind === "directory") refuse(noFile(path, "directory"), declared);
      continue;
    }
    if (named !== "" && named !== "raw") refuse({ kind: "env-file-format", format: named }, at);
    context.source(path, content.text);
    let asks = false;
    const lookup: EnvFileOptions<Origin>["lookup"] = (name, earlier) => {
      asks = true;
      return (
        context.lookup(name) ??
        foundVariable(own.get(name)) ??
        foundStatement(earlier.get(name)) ??
        foundVariable(variables.get(name))
      );
    };
    const key = `${format}\n${path}`;
    const parse =
      context.settledEnvFiles.get(key) ??
      parseEnvFile<Origin>(content.text, { file: path, format, encoding: content.encoding, lookup });
    if (!asks) context.settledEnvFiles.set(key, parse);
    file(parse.error === null ? "read" : "invalid", parse.statements, parse.error?.at);
    for (const statement of parse.statements) {
      const variable = fileVariable(statement, declared, context);
      // A bare name that nothing sets leaves an earlier value as it is.
      const brings = variable.state === "value" || variable.composed !== null;
      if (brings || !variables.has(variable.name)) variables.set(variable.name, variable);
    }
    if (parse.error !== null) {
      incomplete = true;
      refuse({ kind: "env-line", path, format, fault: parse.error.fault }, parse.error.at);
    }
  }
  return { envFiles, variables, incomplete };
}

/** The items of `env_file` in all layers: a text, a list of texts, or maps `{path, required, format}`. */
function envFileItems(
  service: string,
  layers: readonly Layer[],
  context: Context,
  report: Report,
): { items: EnvFileItem[]; unknown: boolean } {
  const items = new Map<string, EnvFileItem>();
  let unknown = false;
  const refuse = (reason: Reason, at: Location) => report({ reason, at, service });
  const addItem = (
    text: Interpolated,
    options: Pick<EnvFileItem, "asked" | "format" | "at">,
    { directory, fetched, scope }: Layer,
  ) => {
    if (text.unresolved.length > 0) unknown = true;
    if (text.text === "") {
      if (isRequired(options.asked?.text) !== false) refuse(noFile("", "missing"), text.at);
      return;
    }
    const path = hostPath(directory, text.text, context);
    if (path === null) {
      unknown = true;
      return;
    }
    // The same name counts once, at its first place but as it is given last; `a.env` and `./a.env` are two, unless they come
    // from another file.
    const within = pathBelow(context.directory, path) ?? path;
    items.set(fetched || scope.outer !== null ? within : text.text, { ...options, path, declared: text.at });
  };
  const add = (view: View | null, index: string, layer: Layer) => {
    const { lookup } = layer.scope;
    const short = interpolatedText(view, lookup);
    const text = short ?? interpolatedText(valueAt(view, "path"), lookup);
    if (view === null || text === null) {
      unknown = true;
      const isMap = view?.node.kind === "map" && entriesOf(view).get("path") === undefined;
      if (isMap) refuse({ kind: "no-env-file-path", path: `services.${service}.env_file.[${index}]` }, locationOf(view));
      return;
    }
    const format = interpolatedText(valueAt(view, "format"), lookup)?.text ?? "";
    addItem(text, { asked: interpolatedText(valueAt(view, "required"), lookup), format, at: locationOf(view) }, layer);
  };
  const values = valuesOf(layers, "env_file");
  for (const { layer, view } of values) {
    if (view === null) continue;
    const { node } = view;
    if (node.kind === "sequence") {
      for (const [index, { value }] of itemsOf(view).entries()) add(value, String(index), layer);
    } else if (node.kind === "scalar") {
      // What is laid over something else counts only as a text.
      if (values.length === 1 || kindOf(node) === "string") add(view, "0", layer);
    } else if (values.length > 1) {
      // A map then counts as a list of texts `key=value`, which are paths.
      const texts = [...entriesOf(view)].map(([key, { value }]) => {
        const text = interpolatedText(value, layer.scope.lookup);
        return { text: text === null ? key : `${key}=${text.text}`, unresolved: text?.unresolved ?? [], at: locationOf(view) };
      });
      texts.sort((a, b) => (a.text < b.text ? -1 : 1));
      for (const text of texts) addItem(text, { asked: null, format: "", at: text.at }, layer);
    }
  }
  return { items: [...items.values()], unknown };
}

const noFile = (path: FilePath, state: "missing" | "directory"): Reason => ({
  kind: "no-file",
  path,
  asked: "env-file",
  state,
  why: "",
});

/** Whether a missing file matters; null where Compose does not take the text for a boolean. */
function isRequired(text: string | undefined): boolean | null {
  if (text === undefined || /^(?:true|y|yes|on)$/i.test(text)) return true;
  return /^(?:false|n|no|off)$/i.test(text) ? false : null;
}

/** What a statement of an env file brings into the container; a bare name that nothing sets brings nothing that we know. */
function fileVariable(statement: EnvFileStatement<Origin>, declared: Location, { lookup }: Context): Variable {
  const base = { name: statement.name, declared: statement.entry, envFileAt: declared };
  const found = statementValue(statement, "env_file") ?? inherited(statement, lookup(statement.name));
  if (found !== null) return variableOf(base, found);
  const origin: Origin = { kind: "env_file", at: statement.entry.key, entry: statement.entry, through: [] };
  return { ...base, state: "unknown", composed: null, unresolved: [statement.name], origin };
}

/** A bare name takes its value from outside. */
function inherited(statement: EnvFileStatement<Origin>, found: Found<Origin> | undefined): Found<Origin> | null {
  if (found === undefined) return null;
  return { ...found, origin: { ...found.origin, through: [statement.entry.key, ...found.origin.through] } };
}

type VariableBase = Pick<ValueVariable, "name" | "declared" | "envFileAt">;

/** A variable with a value that was found, known or resting on names that nothing sets. */
export function variableOf(base: VariableBase, { value, origin, unresolved = [] }: Found<Origin>): Variable {
  if (unresolved.length === 0) return { ...base, state: "value", value, origin };
  return { ...base, state: "unknown", composed: value, unresolved, origin };
}

/** The value of a statement with its origin; null for a bare name. */
export function statementValue(statement: EnvFileStatement<Origin>, kind: "dotenv" | "env_file"): Found<Origin> | null {
  const { interpolation, entry, value } = statement;
  if (value === null || entry.value === null) return null;
  const quoted = entry.quotes === "single" || entry.quotes === "double";
  const at = quoted ? { ...entry.value, start: entry.value.start + 1, end: entry.value.end - 1 } : entry.value;
  if (interpolation === null) return { value, origin: { kind, at, entry, through: [] } };
  const { text, unresolved, origin } = composedText(interpolation, {
    kind,
    at,
    entry,
    locate: (span) => ({ file: at.file, start: span.start, end: span.end }),
  });
  return { value: text, origin, unresolved };
}

function foundStatement(statement: EnvFileStatement<Origin> | undefined): Found<Origin> | undefined {
  return statement === undefined ? undefined : (statementValue(statement, "env_file") ?? undefined);
}

function foundVariable(variable: Variable | undefined): Found<Origin> | undefined {
  if (variable === undefined) return undefined;
  const { origin } = variable;
  if (variable.state === "value") return { value: variable.value, origin };
  return variable.composed === null ? undefined : { value: variable.composed, origin, unresolved: variable.unresolved };
}
