import { envFileWords } from "../env-files/env-file-words.js";
import { interpolationWords } from "../interpolate.js";
import type {
  DecodingProblem,
  FileReason,
  OwnLimit,
  Reason,
  ReferenceReason,
  Refusal,
  SchemaFault,
  ShapeReason,
  TextReason,
} from "../reasons.js";
import type { ProjectError } from "../types.js";
import type { YamlFault } from "../yaml/faults.js";
import { goQuote } from "../yaml/go-text.js";
import { goYamlWords } from "../yaml/go-yaml-words.js";
import { conflictWords, contentWords, invalidProject } from "./content-words.js";

/**
 * How many refusals of a project are put into words. Compose itself stops at the first one; beyond these a list of a hundred thousand
 * items of which each is wrong would cost seconds at every edit.
 */
const mostErrors = 1_000;

/**
 * Refusals in Compose's words, the first `mostErrors` of them. A text that several services share is refused once; the error that names
 * a service says more.
 */
export function toldErrors(refusals: readonly Refusal[]): ProjectError[] {
  const told = new Map<string, ProjectError>();
  let count = 0;
  for (const refusal of refusals) {
    if (told.size === mostErrors) break;
    count += 1;
    const error = toProjectError(refusal);
    const key = `${error.at.start}\0${error.at.file}\0${error.message}`;
    const known = told.get(key);
    if (known === undefined || known.service === null) told.set(key, error);
  }
  const errors = [...told.values()];
  if (count === refusals.length) return errors;
  // What is wrong at one place in several ways is one mistake to mend.
  const placeOf = ({ at }: Refusal) => `${at.start} ${at.file}`;
  const places = new Set(errors.map(placeOf));
  const unlisted = new Map<string, Refusal>();
  for (const refusal of refusals.slice(count)) if (!places.has(placeOf(refusal))) unlisted.set(placeOf(refusal), refusal);
  const [first] = unlisted.values();
  if (first === undefined) return errors;
  return [...errors, toProjectError({ reason: { kind: "unlisted", count: unlisted.size }, at: first.at, service: null })];
}

/** A refusal in Compose's words. */
export function toProjectError(refusal: Refusal): ProjectError {
  return { ...refusal, message: composeWords(refusal.reason), kind: isUnreadable(refusal.reason) ? "syntax" : "project" };
}

/** Whether a text cannot be read at all: what it may hold is unseen. */
export function isUnreadable(reason: Reason): boolean {
  const { kind } = reason;
  return (
    (reason.kind === "beyond-limit" && !isOfValues(reason.limit)) || kind === "yaml" || kind === "env-line" || kind === "encoding"
  );
}

/** Whether what cannot be read may hold anything. Of keys that stand twice and aliases that lead nowhere all is seen but their values. */
export function hidesTexts(reason: Reason): boolean {
  return isUnreadable(reason) && !(reason.kind === "yaml" && seenFaults.has(reason.fault.kind));
}

const seenFaults: ReadonlySet<YamlFault["kind"]> = new Set([
  "repeated-key",
  "unknown-anchor",
  "anchor-in-itself",
  "alias-cycle",
  "odd-key",
  "merge",
]);

/** What Compose prints. Nothing in this program reads it back: what it says is in the reason. */
export function composeWords(reason: Reason): string {
  return textWords(reason) ?? fileWords(reason) ?? shapeWords(reason) ?? referenceWords(reason as ReferenceReason);
}

function textWords(reason: TextReason | Reason): string | null {
  switch (reason.kind) {
    case "encoding":
      return "yaml: invalid trailing UTF-8 octet";
    case "yaml":
      return goYamlWords(reason);
    case "env-line":
      return envFileWords(reason.fault, reason.path, reason.format);
    case "interpolation":
      return interpolationWords(reason.failure, reason.path);
    case "cast":
      return `error while interpolating ${reason.path}: failed to cast to expected type: ${reason.why}`;
    case "decoding":
      return decodingWords(reason.problems);
    default:
      return null;
  }
}

/** Compose tells all of them at once, in the order of the alphabet. */
function decodingWords(problems: readonly DecodingProblem[]): string {
  const lines = new Set(problems.map(({ path, why }) => `'${path}' ${why}`));
  return `decoding failed due to the following error(s):\n${[...lines].sort().join("\n")}`;
}

function fileWords(reason: FileReason | Reason): string | null {
  switch (reason.kind) {
    case "no-file":
      return noFileWords(reason);
    case "beyond-limit":
      return limitWords(reason);
    case "unlisted":
      return `${reason.count} more errors, which aren't listed`; // ours too
    case "env-file-format":
      return `unsupported env_file format ${goQuote(reason.format)}`;
    case "empty-file":
      return "empty compose file";
    case "top-level-not-a-map":
      return "top-level object must be a mapping";
    case "no-name-there": {
      const value = reason.text === null ? "" : ` \`${beginningOf(reason.text)}\``;
      return `yaml: unmarshal errors:\n  line ${reason.line}: cannot unmarshal ${reason.tag}${value} into ${reason.into}`;
    }
    default:
      return null;
  }
}

/** Of a text that is longer than ten bytes go-yaml shows seven, wherever that ends. */
function beginningOf(text: string): string {
  const bytes = new TextEncoder().encode(text);
  return bytes.length > 10 ? `${new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes.subarray(0, 7))}...` : text;
}

/** These words are ours. */
function limitWords({ limit, path }: Extract<FileReason, { kind: "beyond-limit" }>): string {
  return `${path}: ${ownLimits[limit]}`;
}

const ownLimits: Readonly<Record<OwnLimit, string>> = {
  size: "larger than 16 MB",
  "env-file-size": "larger than 1 MB",
  unseen: "can't be read from here",
  denied: "permission denied",
  names: "more than 10000 lines with a name",
  environment: "more than 10000 entries in `environment`",
  includes: "more than 500 files are included",
  "include-depth": "included over more than 30 files",
  extends: "extends a chain of more than 30 services",
  growth: "a value takes more than 1 MB from the names in it",
  "growth-together": "the values together take more than 16 MB from the names in them",
};

/** Whether a limit concerns values alone, and everything else was read. */
function isOfValues(limit: OwnLimit): boolean {
  return limit === "growth" || limit === "growth-together" || limit === "environment" || limit === "extends";
}

/** Whether this program stops here of itself, and Compose would read on. */
export function isOwnLimit(reason: Reason): boolean {
  return reason.kind === "beyond-limit" || (reason.kind === "yaml" && reason.fault.kind === "too-deep");
}

function noFileWords({ path, asked, state, why }: Extract<FileReason, { kind: "no-file" }>): string {
  const missing = "no such file or directory";
  switch (asked) {
    case "compose-file":
      return state === "directory" ? `read ${path}: is a directory` : `open ${path}: ${state === "unreadable" ? why : missing}`;
    case "extends":
      return `open ${path}: ${missing}`;
    case "env-file-flag":
      if (state === "unreadable") return `open ${path}: ${why}`;
      return state === "missing" ? `couldn't find env file: ${path}` : `read ${path}: ${state}`;
    case "include-env-file":
      return state === "directory" ? `${path} is not a file` : `stat ${path}: ${missing}`;
    case "label-file":
      return state === "directory"
        ? `failed to read label file ${path}: read ${path}: is a directory`
        : `label file ${path} not found: stat ${path}: ${missing}`;
    case "env-file":
      if (state === "unreadable") return `open ${path}: ${why}`;
      return state === "directory"
        ? `failed to read ${path}: read ${path}: is a directory`
        : `env file ${path} not found: stat ${path}: ${missing}`;
  }
}

function shapeWords(reason: ShapeReason | Reason): string | null {
  switch (reason.kind) {
    case "key-not-text":
      return `non-string key ${reason.path === "" ? "at top level" : `in ${reason.path}`}: ${reason.key}`;
    case "schema":
      return `validating ${reason.file}: ${reason.path} ${schemaWords(reason.fault)}`;
    case "not-a-map":
      return `${reason.path} must be a mapping`;
    case "include-not-a-list":
      return `\`include\` must be a list, got ${reason.shown}`;
    case "cannot-override":
      return `cannot override ${reason.path}`;
    case "short-form":
      return reason.why;
    case "item-type":
      return `${reason.path}: unexpected type ${reason.type}`;
    case "grant-item-type":
      return `${reason.path}: unsupported expose value ${reason.type === null ? reason.shown : noText(reason.type, reason.shown)}`;
    case "grant-type":
      return `${reason.path}: unsupported type ${reason.type}`;
    case "form-type":
      return `${reason.path}: invalid type ${reason.type} for ${reason.form}`;
    case "no-port-target":
      return `service ports ${reason.path} is missing a target port`;
    case "no-mount-target":
      return `service ${reason.of} ${reason.path} is missing a mount target`;
    case "no-mount-source":
      return 'invalid mount config for type "bind": field Source must not be empty';
    case "no-env-file-path":
      return `environment path attribute ${reason.path} is missing`;
    default:
      return contentWords(reason) ?? conflictWords(reason);
  }
}

/** What Go prints of a value that is no text where it wants one. */
const noText = (type: string, shown: string) => (type === "<nil>" ? "%!s(<nil>)" : `%!s(${type}=${shown})`);

function schemaWords(fault: SchemaFault): string {
  switch (fault.kind) {
    case "unknown-keys":
      return `additional properties ${quotedList(fault.names)} not allowed`;
    case "missing-key":
      return `missing property '${fault.key}'`;
    case "type":
      return `must be ${fault.wanted}`;
    case "one-of":
      return `value must be ${fault.texts.length > 1 ? "one of " : ""}${quotedList(fault.texts)}`;
    case "pattern":
      return `'${fault.text}' does not match pattern '${fault.pattern}'`;
    case "least":
      return `must be greater than or equal to ${fault.least}`;
    case "no-json":
      return `invalid jsonType ${fault.type}`;
    case "equal-items":
      return `items at ${fault.first} and ${fault.again} are equal`;
  }
}

const quotedList = (texts: readonly string[]) => texts.map(quotedKey).join(", ");

/** A name between single quotes, made of what Go writes between double ones, as the library makes it: a last backslash gets lost. */
const quotedKey = (text: string) => `'${goQuote(text).replaceAll('\\"', '"').replaceAll("'", "\\'").slice(1, -1)}'`;

function referenceWords(reason: ReferenceReason): string {
  const quoted = "service" in reason ? goQuote(reason.service) : "";
  switch (reason.kind) {
    case "nothing-to-run":
      return invalidProject(`service ${quoted} has neither an image nor a build context specified`);
    case "undefined-name":
      return invalidProject(`service ${quoted} refers to undefined ${reason.section} ${reason.name}`);
    case "undefined-service":
      return invalidProject(`service ${quoted} depends on undefined service ${goQuote(reason.name)}`);
    case "no-such-context":
      return `service ${quoted} declares ${reason.why} service ${goQuote(reason.name)} as additional contexts ${reason.context}`;
    case "extends-without-service":
      return `extends.${reason.service}.service is required`;
    case "cannot-extend":
      return `cannot extend service ${quoted} in ${reason.file}: ${baseWords(reason)}`;
    case "dependency-cycle":
      return `dependency cycle detected: ${reason.services.join(" -> ")}`;
    case "include-cycle":
      return `include cycle detected:\n${reason.files.join("\n include ")}`;
    case "extends-cycle":
      return `Circular reference:\n  ${reason.steps.map(({ service, file }) => `${service} in ${file}`).join("\n  extends ")}`;
  }
}

function baseWords({ why, base, baseFile }: Extract<ReferenceReason, { kind: "cannot-extend" }>): string {
  if (why === "no-services") return "no services section";
  if (why === "services-not-a-map") return "services must be a mapping";
  return `service ${goQuote(base)} not found${baseFile === null ? "" : ` in ${baseFile}`}`;
}
