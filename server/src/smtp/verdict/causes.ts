import type { RuleId } from "../../base/ids.js";
import type { MessageTemplate } from "../../base/messages.js";
import type { CauseRow } from "./cause-row.js";
import { causesBeforeTalk } from "./causes-before-talk.js";
import { causesOfEncryption } from "./causes-encryption.js";
import { causesOfLogin } from "./causes-login.js";
import { causesOfMail } from "./causes-mail.js";
import { causesOfReaching } from "./causes-reaching.js";
import type { Circumstances } from "./circumstances.js";

/** Every cause, in the order of its page. */
export const causes = {
  ...causesBeforeTalk,
  ...causesOfReaching,
  ...causesOfEncryption,
  ...causesOfLogin,
  ...causesOfMail,
};

/** Why a mail would not leave: a closed list, one docs section each. */
export type Cause = keyof typeof causes;

/** Whether a text names a cause. */
export function isCause(text: string): text is Cause {
  return Object.hasOwn(causes, text);
}

function rowOf(cause: Cause): CauseRow {
  return causes[cause];
}

/** What a cause is called where a person reads it. */
export function nameOf(cause: Cause): MessageTemplate {
  return rowOf(cause).name;
}

/** The lint rule that speaks of the same mistake; null where none does. */
export function ruleOf(cause: Cause, seen: Circumstances): RuleId | null {
  const { rule } = rowOf(cause);
  return typeof rule === "function" ? rule(seen) : rule;
}

/** The variable that the user must change; null where the fault is not theirs. */
export function variableOf(cause: Cause, seen: Circumstances): string | null {
  const { variable } = rowOf(cause);
  return typeof variable === "function" ? variable(seen) : variable;
}

/** What a failed test means and what to write. */
export function adviceOf(cause: Cause, seen: Circumstances): MessageTemplate {
  const { advice, adviceWhere } = rowOf(cause);
  return adviceWhere?.(seen) ?? advice;
}

/** What a line of a log means and what to write. */
export function loggedAdviceOf(cause: Cause): MessageTemplate {
  const { advice, inLog } = rowOf(cause);
  return inLog ?? advice;
}

/** The section of the documentation that tells more. */
export function pageOf(cause: Cause): string {
  return `test-smtp.md#${cause}`;
}
