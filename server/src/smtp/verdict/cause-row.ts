import type { RuleId } from "../../base/ids.js";
import type { MessageTemplate } from "../../base/messages.js";
import type { Circumstances } from "./circumstances.js";

/** Something that depends on what was seen, or does not. */
type Depending<T> = T | ((seen: Circumstances) => T);

/** All that the program knows of one cause. */
export interface CauseRow {
  /** What it is called where a person reads it. */
  readonly name: MessageTemplate;
  /** The lint rule that speaks of the same mistake; null where none does. */
  readonly rule: Depending<RuleId | null>;
  /** The variable that the user must change; null where the fault is not theirs. */
  readonly variable: Depending<string | null>;
  /** What it means and what to write. */
  readonly advice: MessageTemplate;
  /** Another advice where what was seen says more; null: it does not. */
  readonly adviceWhere?: (seen: Circumstances) => MessageTemplate | null;
  /** What it means where it was read in a log, if that is not the same. A value that is not known is named by its variable. */
  readonly inLog?: MessageTemplate;
}
