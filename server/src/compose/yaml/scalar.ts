import type { YamlNode, YamlScalar } from "./nodes.js";

/**
 * A plain YAML scalar in a map as Docker Compose passes it on: go-yaml gives it a type, and Compose prints that.
 * Null is YAML's null (for `environment` a name without a value). Quoted and block scalars are never retyped, nor are
 * list items, which are one text with their name.
 *
 * Follows go-yaml v3's `resolve` and Go's formatting: `0465` is octal and becomes `309`, `1e6` becomes `1e+06`,
 * `yes` and `off` stay text. Not-a-number and infinities follow docker compose 2.40.3, dates the newest compose-go.
 */
export function plainScalarText(source: string): string | null {
  return resolvePlainScalar(source).text;
}

/** The type that go-yaml gives a plain scalar, and its text as in `plainScalarText`. Only `string` is a text in a list. */
export function resolvePlainScalar(source: string): PlainScalar {
  if (isPlainlyText(source)) return { type: "string", text: source };
  if (nulls.has(source)) return { type: "null", text: null };
  const boolean = booleans.get(source);
  if (boolean !== undefined) return { type: "boolean", text: boolean };
  const first = source[0] ?? "";
  if (/^[-+]?\.(?:inf|Inf|INF)$/.test(source)) return { type: "float", text: first === "-" ? "-Inf" : "+Inf" };
  if (/^\.(?:nan|NaN|NAN)$/.test(source)) return { type: "float", text: "NaN" };
  const string = { type: "string", text: source } as const;
  if (first === ".") {
    const isFloat = dotFloat.test(source) && !misplacedUnderscore.test(source);
    const text = isFloat ? goFloat(source.replaceAll("_", "")) : null;
    return text === null ? string : { type: "float", text };
  }
  if (!/[-+0-9]/.test(first)) return string;
  const time = timestamp(source);
  if (time !== null) return { type: "timestamp", text: time };
  const plain = source.replaceAll("_", "");
  const integer = goInteger(plain);
  if (integer !== null) return { type: "integer", text: integer };
  const float = yamlFloat.test(plain) ? goFloat(plain) : null;
  return float === null ? string : { type: "float", text: float };
}

/** The same for a scalar of any style and with any tag: only some tags of YAML ask for a type, of a quoted text too. */
export function resolveScalar({ text, style, tag }: Pick<YamlScalar, "text" | "style" | "tag">): PlainScalar {
  if (tag === null || tag === "!") return style === "plain" ? resolvePlainScalar(text) : { type: "string", text };
  const wanted = typeTags[tag];
  if (wanted === undefined) return { type: "string", text: tag === `${yamlTags}binary` ? (decodeBase64(text) ?? text) : text };
  const found = resolvePlainScalar(text);
  if (wanted === "float" && found.type === "integer") return { type: "float", text: goFloat(found.text) ?? found.text };
  return found.type === wanted ? found : { type: "string", text };
}

/** Why go-yaml refuses a scalar whose text is not what its tag says; null when it is. The message may quote the text. */
export function tagProblem({ text, tag }: Pick<YamlScalar, "text" | "tag">): string | null {
  if (tag === `${yamlTags}binary`) {
    return decodeBase64(text) === null ? "!!binary value contains invalid base64 data" : null;
  }
  const wanted = tag === null ? undefined : typeTags[tag];
  if (wanted === undefined) return null;
  const { type } = resolvePlainScalar(text);
  if (type === wanted || (wanted === "float" && type === "integer")) return null;
  return `cannot decode ${shortTags[type]} \`${text}\` as a ${shortTags[wanted]}`;
}

/** The tag that go-yaml shows for a node's kind. */
export function shortTag(node: YamlNode): string {
  return node.kind === "scalar" ? shortTags[resolveScalar(node).type] : shortTags.string;
}

const yamlTags = "tag:yaml.org,2002:";
const typeTags: Readonly<Record<string, PlainScalar["type"]>> = Object.assign(Object.create(null), {
  [`${yamlTags}int`]: "integer",
  [`${yamlTags}float`]: "float",
  [`${yamlTags}bool`]: "boolean",
  [`${yamlTags}null`]: "null",
  [`${yamlTags}timestamp`]: "timestamp",
});
const shortTags = {
  integer: "!!int",
  float: "!!float",
  boolean: "!!bool",
  null: "!!null",
  timestamp: "!!timestamp",
  string: "!!str",
} as const;

/** The text of base64, line breaks left out; null where it is none. */
function decodeBase64(text: string): string | null {
  const digits = text.replace(/[\r\n]/g, "");
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(digits)) return null;
  const bytes = Uint8Array.from(atob(digits), (character) => character.charCodeAt(0));
  return new TextDecoder().decode(bytes);
}

export type PlainScalar =
  | { readonly type: "null"; readonly text: null }
  | { readonly type: "boolean" | "integer" | "float" | "timestamp" | "string"; readonly text: string };

/** Whether a plain scalar can only be a text: it begins as no number does, and is longer than `false`. */
function isPlainlyText(source: string): boolean {
  const first = source.charCodeAt(0);
  // `+`, `-`, `.` and digits lie between the comma and the colon, but for `/`.
  return source.length > 5 && (first < 0x2b || first === 0x2c || first === 0x2f || first > 0x39);
}

const nulls: ReadonlySet<string> = new Set(["", "~", "null", "Null", "NULL"]);
const booleans: ReadonlyMap<string, string> = new Map([
  ["true", "true"],
  ["True", "true"],
  ["TRUE", "true"],
  ["false", "false"],
  ["False", "false"],
  ["FALSE", "false"],
]);

const yamlFloat = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
/** What begins with a dot is given to Go's float reader as it is, which allows single underscores between digits. */
const dotFloat = /^\.[0-9][0-9_]*(?:[eE][-+]?[0-9_]+)?$/;
const misplacedUnderscore = /(?:^|[^0-9])_|_(?:[^0-9]|$)/;

/** 64-bit integers with Go's prefixes; a leading zero means octal. Null for anything else, or out of range. */
function goInteger(plain: string): string | null {
  const match = /^([-+]?)(?:0[xX]([0-9a-fA-F]+)|0[bB]([01]+)|0[oO]?([0-7]+)|(0|[1-9][0-9]*))$/.exec(plain);
  if (match === null) return null;
  const [, sign, hex, binary, octal, decimal] = match;
  const digits =
    hex !== undefined ? `0x${hex}` : binary !== undefined ? `0b${binary}` : octal !== undefined ? `0o${octal}` : (decimal ?? "");
  const size = BigInt(digits);
  const value = sign === "-" ? -size : size;
  // Only a number without a sign may use the whole range of an unsigned one.
  const highest = sign === "" ? 2n ** 64n - 1n : 2n ** 63n - 1n;
  return value >= -(2n ** 63n) && value <= highest ? value.toString() : null;
}

/** A float as Go's `%v` prints it: the shortest digits, with an exponent below 1e-4 and from 1e6 on. Null: out of range. */
function goFloat(plain: string): string | null {
  const value = Number(plain);
  if (!Number.isFinite(value)) return null;
  if (value === 0) return Object.is(value, -0) ? "-0" : "0";
  const [mantissa = "", exponentText = "0"] = Math.abs(value).toExponential().split("e");
  const exponent = Number(exponentText);
  const sign = value < 0 ? "-" : "";
  if (exponent < -4 || exponent >= 6) {
    const size = Math.abs(exponent).toString().padStart(2, "0");
    return `${sign}${mantissa}e${exponent < 0 ? "-" : "+"}${size}`;
  }
  const digits = mantissa.replace(".", "");
  if (exponent < 0) return `${sign}0.${"0".repeat(-exponent - 1)}${digits}`;
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, "0");
  const fraction = digits.slice(exponent + 1);
  return `${sign}${whole}${fraction === "" ? "" : `.${fraction}`}`;
}

const timestampForm =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:(?:[Tt](\d{1,2}):(\d{1,2}):(\d{1,2})([.,]\d+)?(Z|[-+]\d\d:\d\d))|(?: (\d{1,2}):(\d{1,2}):(\d{1,2})([.,]\d+)?))?$/;

/** The dates that go-yaml knows, printed as Go prints a time. */
function timestamp(source: string): string | null {
  const match = timestampForm.exec(source);
  if (match === null) return null;
  const [, year = "", month = "", day = ""] = match;
  const [hour = "0", minute = "0", second = "0", fraction = ""] = match[4] === undefined ? match.slice(9) : match.slice(4, 8);
  const daysInMonth = new Date(Date.UTC(2000, Number(month), 0)).getUTCDate();
  const leap = Number(year) % 4 === 0 && (Number(year) % 100 !== 0 || Number(year) % 400 === 0);
  const days = Number(month) === 2 && !leap ? 28 : daysInMonth;
  const inRange = Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= days;
  if (!inRange || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  const two = (text: string) => text.padStart(2, "0");
  const nanoseconds = fraction.slice(1, 10).replace(/(?<!0)0+$/, "");
  const zone =
    match[8] === undefined || match[8] === "Z" || match[8].slice(1) === "00:00"
      ? "+0000 UTC"
      : `${match[8].replace(":", "")} ${match[8].replace(":", "")}`;
  return `${year}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)}:${two(second)}${nanoseconds === "" ? "" : `.${nanoseconds}`} ${zone}`;
}
