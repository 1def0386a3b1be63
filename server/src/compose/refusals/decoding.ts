import type { Location } from "../../base/text.js";
import type { Lookup } from "../interpolate.js";
import { interpolatedText, type Layer, type LayerValue, valuesOf } from "../layers.js";
import type { Refusal } from "../reasons.js";
import type { Origin } from "../types.js";
import { goQuote, isGoSpace } from "../yaml/go-text.js";
import { goTypeOf } from "../yaml/go-types.js";
import { entriesOf, itemsOf, locate, locationOf, type View, valueAt } from "../yaml/placed-nodes.js";
import { resolveScalar } from "../yaml/scalar.js";
import { kindOf } from "../yaml/value-kinds.js";
import { commandLineProblem } from "./command-lines.js";
import { booleanProblem, floatProblem, integerProblem } from "./go-casts.js";
import type { Decoded } from "./key-row.js";
import { serviceRows } from "./service-keys.js";

/** Why Compose cannot decode a value; null when it can. */
type Check = (value: View, lookup: Lookup<Origin>) => Wrong | null;
interface Wrong {
  readonly why: string;
  readonly at: Location;
}

/** A check of texts alone: of other values nothing is wrong in its place, or the schema has said so. */
const ofText =
  (problem: (text: string) => string | null): Check =>
  (value, lookup) => {
    const text = kindOf(value.node) === "string" ? interpolatedText(value, lookup) : null;
    const why = text === null ? null : problem(text.text);
    return text === null || why === null ? null : { why, at: text.at };
  };

const checks: Readonly<Record<Decoded, Check>> = {
  size: ofText(sizeProblem),
  duration: ofText(durationProblem),
  boolean: ofText(booleanProblem),
  float: ofText(floatProblem),
  int64: ofText((text) => integerProblem(text, "strconv.ParseInt")),
  count: ofText(countProblem),
  uint16: (value) => unsignedProblem(value, "uint16"),
  uint32: (value) => unsignedProblem(value, "uint32"),
  mode: (value, lookup) =>
    kindOf(value.node) === "float"
      ? { why: "unexpected value type float64 for mode", at: locationOf(value) }
      : ofText(modeProblem)(value, lookup),
  text: textProblem,
  words: ofText(commandLineProblem),
  hosts: hostsProblem,
  variables: variablesProblem,
};

interface DecodedPlace {
  /** The keys that lead to it. */
  readonly path: readonly string[];
  /** What Compose calls the last of them, where that is not its name. */
  readonly field: string | undefined;
  readonly check: Check;
}

/** The places by their first key. */
const places: ReadonlyMap<string, readonly DecodedPlace[]> = (() => {
  const byKey = new Map<string, DecodedPlace[]>();
  for (const [text, , facts] of serviceRows) {
    if (facts?.decodes === undefined) continue;
    const path = text.split(".");
    const key = path[0] ?? "";
    byKey.set(key, [...(byKey.get(key) ?? []), { path, field: facts.field, check: checks[facts.decodes] }]);
  }
  return byKey;
})();

/** What Compose cannot decode in a service. */
export function decodingProblems(service: string, layers: readonly Layer[]): Refusal[] {
  const problems: Refusal[] = [];
  for (const [key, wanted] of places) {
    const values = valuesOf(layers, key);
    if (values.length === 0) continue;
    for (const { path, field, check } of wanted) {
      for (const { where, wrong } of wrongAt(values, path, check)) {
        const named = field === undefined ? where : where.slice(0, where.lastIndexOf(".") + 1) + field;
        const problem = { path: `services[${service}].${named}`, why: wrong.why };
        problems.push({ reason: { kind: "decoding", problems: [problem] }, at: wrong.at, service: null });
      }
    }
  }
  return problems;
}

/** What is wrong with the values at a place, with their paths as Compose writes them. Of a map the last one counts; lists are joined. */
function wrongAt(values: readonly LayerValue[], path: readonly string[], check: Check) {
  const [start = "", ...rest] = path;
  const found: { readonly where: string; readonly wrong: Wrong }[] = [];
  for (const { view, layer } of [...values].reverse()) {
    const here = placesIn(view, rest, start);
    for (const [where, at] of here) {
      const wrong = check(at, layer.scope.lookup);
      if (wrong !== null) found.push({ where, wrong });
    }
    if (here.some(([, { node }]) => node.kind === "scalar")) break;
  }
  return found;
}

function placesIn(view: View | null, [step, ...rest]: readonly string[], path: string): [string, View][] {
  if (view === null) return [];
  if (step === undefined) return [[path, view]];
  if (step === "[]") return itemsOf(view).flatMap(({ value }, index) => placesIn(value, rest, `${path}[${index}]`));
  if (step === "*") return [...entriesOf(view)].flatMap(([key, { value }]) => placesIn(value, rest, `${path}[${key}]`));
  return placesIn(valueAt(view, step), rest, `${path}.${step}`);
}

/** `HOST:IP`, `HOST=IP`, or a map from hosts to addresses. */
function hostsProblem(value: View, lookup: Lookup<Origin>): Wrong | null {
  for (const { value: item } of itemsOf(value)) {
    const text = interpolatedText(item, lookup);
    if (text === null) continue;
    const sign = text.text.includes("=") ? "=" : ":";
    const end = text.text.indexOf(sign);
    const why = end === -1 ? `invalid additional host, missing IP: ${text.text}` : hostProblem(text.text.slice(0, end));
    if (why !== null) return { why, at: text.at };
  }
  for (const [host, { part, key }] of entriesOf(value)) {
    const why = hostProblem(host);
    if (why !== null) return { why, at: locate(part, key) };
  }
  return null;
}

const hostProblem = (host: string) => (host === "" || /[:=]/.test(host) ? `bad host name '${host}'` : null);

/** A list of `NAME=VALUE`, in which no blank may stand after the name. */
function variablesProblem(value: View, lookup: Lookup<Origin>): Wrong | null {
  for (const { value: item } of itemsOf(value)) {
    const text = interpolatedText(item, lookup);
    const name = text?.text.split("=")[0] ?? "";
    if (text !== null && isGoSpace(name.slice(-1)))
      return { why: `environment variable ${name} is declared with a trailing space`, at: text.at };
  }
  return null;
}

/** Of what is no text only integers are taken for one. */
function textProblem(value: View): Wrong | null {
  const kind = kindOf(value.node);
  if (kind === "string" || kind === "integer" || kind === "null") return null;
  return { why: `expected type 'string', got unconvertible type '${goTypeOf(value.node)}'`, at: locationOf(value) };
}

function unsignedProblem(value: View, type: string): Wrong | null {
  const { node } = value;
  const kind = kindOf(node);
  const at = locationOf(value);
  if (kind === "string") return { why: `expected type '${type}', got unconvertible type 'string'`, at };
  const number = node.kind === "scalar" && (kind === "integer" || kind === "float") ? Number(resolveScalar(node).text) : 0;
  if (number >= 0) return null;
  const shown = kind === "float" ? number.toFixed(6) : String(number);
  return { why: `cannot parse value as '${type}': ${shown} overflows uint`, at };
}

function countProblem(text: string): string | null {
  const isNumber = integerProblem(text, "strconv.ParseInt") === null;
  return isNumber || text.toLowerCase() === "all"
    ? null
    : `invalid value ${goQuote(text)}, the only value allowed is 'all' or a number`;
}

/** Octal digits. */
function modeProblem(text: string): string | null {
  return /^[-+]?[0-7]+$/.test(text) ? null : `strconv.ParseInt: parsing ${goQuote(text)}: invalid syntax`;
}

/** `64m`, `1.5 GiB` (docker/go-units). */
export function sizeProblem(text: string): string | null {
  const end = Math.max(...Array.from("0123456789. ", (sign) => text.lastIndexOf(sign)));
  if (end === -1) return `invalid size: '${text}'`;
  const number = text.slice(0, text[end] === " " ? end : end + 1);
  const suffix = text.slice(end + 1);
  const wrong = floatProblem(number);
  if (wrong !== null) return wrong;
  if (number.startsWith("-") && Number(number) < 0) return `invalid size: '${text}'`;
  if (suffix.length > 3) return `invalid suffix: '${suffix}'`;
  return /^(?:|b|[kmgtp](?:|b|ib))$/i.test(suffix) ? null : `invalid suffix: '${suffix.toLowerCase()}'`;
}

/** `1m30s`, also with days and weeks (xhit/go-str2duration). */
export function durationProblem(text: string): string | null {
  const invalid = `time: invalid duration "${text}"`;
  let rest = text.replace(/^[-+]/, "");
  if (rest === "0") return null;
  if (rest === "") return invalid;
  while (rest !== "") {
    const [amount, whole = "", fraction = ""] = /^(\d*)(?:\.(\d*))?/.exec(rest) ?? [""];
    if (whole === "" && fraction === "") return invalid;
    // 64 bits of nanoseconds, of which the whole number alone may be too many.
    if (whole.length > 19 || BigInt(whole === "" ? "0" : whole) >= 2n ** 63n) return invalid;
    rest = rest.slice(amount.length);
    const unit = /^[^.\d]*/.exec(rest)?.[0] ?? "";
    if (unit === "") return `time: missing unit in duration "${text}"`;
    if (!/^(?:ns|us|µs|μs|ms|s|m|h|d|w)$/.test(unit)) return `time: unknown unit "${unit}" in duration "${text}"`;
    rest = rest.slice(unit.length);
  }
  return null;
}
