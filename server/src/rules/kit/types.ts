import type { RuleId } from "../../base/ids.js";
import type { Message, MessageTemplate } from "../../base/messages.js";
import type { Location, TextEdit } from "../../base/text.js";
import type { Project } from "../../compose/types.js";
import type { PlausibleInstance } from "../../instance/plausible-instance.js";
import type { Effect } from "../../instance/what-if.js";
import type { Suppression } from "../../lint/suppressions.js";

export type Severity = "error" | "warning" | "info" | "hint";
/** A severity as users set it; `off` silences the rule. */
export type Level = Severity | "off";

export interface RuleMeta {
  readonly id: RuleId;
  /** The severity of an ordinary finding; a check may report a lower (or, where the catalogue says so, another) one. */
  readonly severity: Severity;
  readonly summary: MessageTemplate;
  /** Whether findings of this rule carry fixes; a test holds the rule, its README and its fixes to it. */
  readonly fixable: boolean;
}

export interface Rule {
  readonly meta: RuleMeta;
  /** Every text of the rule by its key: findings, fixes and related places. A test compares the languages. */
  readonly messages: Readonly<Record<string, MessageTemplate>>;
  check(service: PlausibleInstance, report: (problem: Problem) => void): void;
  /** Judges the project as a whole, once, also where no service of it can be read. */
  checkProject?(project: Project, scope: RefusalScope, report: (problem: ProjectProblem) => void): void;
  /** Judges the suppressions of a project, when all other findings are known. */
  checkSuppressions?(of: SuppressionsInUse, report: (problem: Problem) => void): void;
}

/** The suppressions in a project's texts, and what became of them. */
export interface SuppressionsInUse {
  readonly project: Project;
  readonly suppressions: readonly Suppression[];
  /** The rules that each of them silenced. */
  readonly used: ReadonlyMap<Suppression, ReadonlySet<string>>;
  /** Whether a rule of that name exists. */
  readonly exists: (rule: string) => rule is RuleId;
  /** Whether the user switched it off. */
  readonly isOff: (rule: RuleId) => boolean;
}

/** Which refusals of Compose are worth saying at this door. */
export interface RefusalScope {
  /** Also those that YAML and schema extensions of an editor report. */
  readonly every: boolean;
  /** Whether the user asked for this project by name. */
  readonly named: boolean;
  /** Further images that are Plausible. */
  readonly images: readonly string[];
}

/** What a check reports. */
export interface Problem {
  /** The variable that the finding is about; null where none. */
  readonly variable: string | null;
  /** The text that the user must change. */
  readonly at: Location;
  /** Lower (or other) than the rule's own. */
  readonly severity?: Severity;
  readonly message: MessageTemplate;
  readonly values?: Message["values"];
  readonly related?: readonly RelatedLocation[];
  /** In order of preference; the first is the preferred one. Null entries (a fix that cannot be made here) are left out. */
  readonly fixes?: readonly (Fix | null)[];
}

/** What a check of a whole project reports; `service`: the one at fault, empty where none is. */
export interface ProjectProblem extends Problem {
  readonly service: string;
}

export interface RelatedLocation {
  readonly at: Location;
  readonly message: Message;
}

export interface Fix {
  readonly title: Message;
  /** In one or more files; never overlapping. */
  readonly edits: readonly TextEdit[];
  /** False: offered, but never applied by fix-all (a choice the user must make, a placeholder to fill). */
  readonly automatic: boolean;
  /** What it makes of the container, as far as a reader of these variables can tell: what would break a service is not offered. */
  readonly effect?: Effect;
}

/** What a door shows. */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: Message;
  readonly service: string;
  readonly variable: string | null;
  readonly at: Location;
  readonly related: readonly RelatedLocation[];
  readonly fixes: readonly Fix[];
}
