import { goQuote } from "../go-text.js";
import { interpolatedText, type Layer, valuesOf } from "../layers.js";
import type { Refusal } from "../reasons.js";
import type { Interpolated } from "../types.js";
import { itemsOf, type View, valueAt } from "../yaml/placed-nodes.js";
import { kindOf } from "../yaml/value-kinds.js";
import { booleanProblem, floatProblem, integerProblem } from "./go-casts.js";
import type { Decoded } from "./key-row.js";
import { serviceRows } from "./service-keys.js";

type Check = (text: string) => string | null;

/** In the order in which they are judged. Only texts are; numbers fit everywhere here. */
const checks: Readonly<Record<Decoded, Check>> = {
  size: sizeProblem,
  duration: durationProblem,
  boolean: booleanProblem,
  float: floatProblem,
  int64: (text) => integerProblem(text, "strconv.ParseInt"),
};

interface DecodedPlace {
  /** The keys that lead to it. */
  readonly path: readonly string[];
  readonly check: Check;
}

/** The places by their first key. */
const places: ReadonlyMap<string, readonly DecodedPlace[]> = (() => {
  const byKey = new Map<string, DecodedPlace[]>();
  for (const [decoded, check] of Object.entries(checks)) {
    for (const [text, , facts] of serviceRows) {
      if (facts?.decodes !== decoded) continue;
      const path = text.split(".");
      const key = path[0] ?? "";
      byKey.set(key, [...(byKey.get(key) ?? []), { path, check }]);
    }
  }
  return byKey;
})();

/** What Compose cannot decode in a service. */
export function decodingProblems(service: string, layers: readonly Layer[]): Refusal[] {
  const problems: Refusal[] = [];
  const judge = (path: string, value: Interpolated | null, check: Check) => {
    const why = value === null ? null : check(value.text);
    if (value === null || why === null) return;
    const problem = { path: `services[${service}].${path}`, why };
    problems.push({ reason: { kind: "decoding", problems: [problem] }, at: value.at, service: null });
  };
  for (const [key, wanted] of places) {
    const values = valuesOf(layers, key);
    if (values.length === 0) continue;
    for (const { path, check } of wanted) {
      for (const [where, text] of textsAt(values, path.slice(1), key)) judge(where, text, check);
    }
  }
  const hosts = valuesOf(layers, "extra_hosts").flatMap(({ view, layer }) =>
    itemsOf(view).flatMap(({ value }) => interpolatedText(value, layer.scope.lookup) ?? []),
  );
  for (const host of hosts) judge("extra_hosts", host, hostProblem);
  return problems;
}

/** The texts at a place below the values of a key, with their paths as Compose writes them. Of a map the last one counts. */
function textsAt(values: ReturnType<typeof valuesOf>, path: readonly string[], start: string): [string, Interpolated][] {
  for (const { view, layer } of [...values].reverse()) {
    const found = placesIn(view, path, start);
    if (found.length === 0) continue;
    return found.flatMap(([where, at]) => {
      const text = kindOf(at.node) === "string" ? interpolatedText(at, layer.scope.lookup) : null;
      return text === null ? [] : [[where, text] as [string, Interpolated]];
    });
  }
  return [];
}

function placesIn(view: View | null, [step, ...rest]: readonly string[], path: string): [string, View][] {
  if (view === null) return [];
  if (step === undefined) return [[path, view]];
  if (step !== "[]") return placesIn(valueAt(view, step), rest, `${path}.${step}`);
  return itemsOf(view).flatMap(({ value }, index) => placesIn(value, rest, `${path}[${index}]`));
}

/** `HOST:IP` or `HOST=IP`. */
function hostProblem(text: string): string | null {
  const [, host, ip] = /^([^=:]*)[=:](.*)$/s.exec(text) ?? [];
  if (ip === undefined) return `invalid additional host, missing IP: ${text}`;
  return host === "" ? "bad host name ''" : null;
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
  const invalid = `time: invalid duration ${goQuote(text)}`;
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
    if (unit === "") return `time: missing unit in duration ${goQuote(text)}`;
    if (!/^(?:ns|us|µs|μs|ms|s|m|h|d|w)$/.test(unit)) return `time: unknown unit ${goQuote(unit)} in duration ${goQuote(text)}`;
    rest = rest.slice(unit.length);
  }
  return null;
}
