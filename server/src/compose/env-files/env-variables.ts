import type { Location } from "../../base/text.js";
import { composedText } from "../composed-text.js";
import type { Context } from "../context.js";
import type { EnvFileStatement } from "../env-statements.js";
import type { FoundValue } from "../interpolate.js";
import type { Origin, ValueVariable, Variable } from "../types.js";

/** What a statement of an env file brings into the container; a bare name that nothing sets brings nothing that we know. */
export function fileVariable(statement: EnvFileStatement<Origin>, declared: Location, { lookup }: Context): Variable {
  const base = { name: statement.name, declared: statement.entry, envFileAt: declared };
  const found = statementValue(statement, "env_file") ?? inherited(statement, lookup(statement.name));
  if (found !== null) return variableOf(base, found);
  const origin: Origin = { kind: "env_file", at: statement.entry.key, entry: statement.entry, through: [] };
  return { ...base, state: "unknown", composed: null, unresolved: [statement.name], origin };
}

/** A bare name takes its value from outside. */
function inherited(statement: EnvFileStatement<Origin>, found: FoundValue<Origin> | undefined): FoundValue<Origin> | null {
  if (found === undefined) return null;
  return { ...found, origin: { ...found.origin, through: [statement.entry.key, ...found.origin.through] } };
}

type DeclaredName = Pick<ValueVariable, "name" | "declared" | "envFileAt">;

/** A variable with a value that was found, known or resting on names that nothing sets. */
export function variableOf(
  { name, declared, envFileAt }: DeclaredName,
  { value, origin, unresolved = [], unseen }: FoundValue<Origin>,
): Variable {
  if (unseen === true) return { name, declared, envFileAt, state: "unknown", composed: null, unresolved: [], origin };
  if (unresolved.length === 0) return { name, declared, envFileAt, state: "value", value, origin };
  return { name, declared, envFileAt, state: "unknown", composed: value, unresolved, origin };
}

/** The value of a statement with its origin; null for a bare name. */
export function statementValue(statement: EnvFileStatement<Origin>, kind: "dotenv" | "env_file"): FoundValue<Origin> | null {
  const { interpolation, entry, value } = statement;
  if (value === null || entry.value === null) return null;
  const quoted = entry.quotes === "single" || entry.quotes === "double";
  const at = quoted ? { ...entry.value, start: entry.value.start + 1, end: entry.value.end - 1 } : entry.value;
  if (interpolation === null) return { value, origin: { kind, at, entry, through: [] } };
  const { text, unresolved, unseen, origin } = composedText(interpolation, {
    kind,
    at,
    entry,
    locate: (span) => ({ file: at.file, start: span.start, end: span.end }),
  });
  return { value: text, origin, unresolved, ...(unseen === true ? { unseen } : {}) };
}

/** What a name finds in a statement; undefined where that gives no value. */
export function foundStatement(statement: EnvFileStatement<Origin> | undefined): FoundValue<Origin> | undefined {
  return statement === undefined ? undefined : (statementValue(statement, "env_file") ?? undefined);
}

/** What a name finds in a variable; undefined where that stays out of the container. */
export function foundVariable(variable: Variable | undefined): FoundValue<Origin> | undefined {
  if (variable === undefined) return undefined;
  const { origin } = variable;
  if (variable.state === "value") return { value: variable.value, origin };
  if (isUnseen(variable)) return { value: "", origin, unseen: true };
  return variable.composed === null ? undefined : { value: variable.composed, origin, unresolved: variable.unresolved };
}

/** Whether a variable has a text that is not here, as a panel fills it in or an unreadable file has it; not just an unset name. */
export function isUnseen(variable: Variable): boolean {
  return variable.state === "unknown" && variable.composed === null && variable.unresolved.length === 0;
}

/** What a name may find in a `.env` that is there and was not read. */
export const inUnreadDotenv: FoundValue<Origin> = {
  value: "",
  origin: { kind: "dotenv", at: null, entry: null, through: [] },
  unseen: true,
};

/** Whether a text comes from such a file. */
export function isOfUnreadDotenv({ kind, at }: Origin): boolean {
  return kind === "dotenv" && at === null;
}
