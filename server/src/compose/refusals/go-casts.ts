import { goQuote } from "../yaml/go-text.js";
import type { Cast } from "./key-row.js";

/** Why Compose cannot make of an interpolated text what belongs in its place; null when it can. */
export function castProblem(cast: Cast, text: string): string | null {
  return problems[cast](text);
}

const problems: Readonly<Record<Cast, (text: string) => string | null>> = {
  boolean: booleanProblem,
  int: (text) => integerProblem(text, "strconv.Atoi"),
  int64: (text) => integerProblem(text, "strconv.ParseInt"),
  float: floatProblem,
};

/** Compose's booleans are those of YAML 1.1. */
export function booleanProblem(text: string): string | null {
  return /^(?:true|false|yes|no|on|off|y|n)$/i.test(text) ? null : `invalid boolean: ${text}`;
}

export function integerProblem(text: string, reader: string): string | null {
  if (!/^[-+]?\d+$/.test(text)) return `${reader}: parsing ${goQuote(text)}: invalid syntax`;
  const value = BigInt(text);
  return value >= -(2n ** 63n) && value < 2n ** 63n ? null : `${reader}: parsing ${goQuote(text)}: value out of range`;
}

export function floatProblem(text: string): string | null {
  const isFloat = /^[-+]?(?:\d+(?:\.\d*)?(?:e[-+]?\d+)?|\.\d+(?:e[-+]?\d+)?|inf(?:inity)?|nan)$/i.test(text);
  return isFloat ? null : `strconv.ParseFloat: parsing ${goQuote(text)}: invalid syntax`;
}
