import type { RuleId } from "../../base/ids.js";
import type { Message, MessageTemplate } from "../../base/messages.js";
import type { Location, TextEdit } from "../../base/text.js";
import type { Project, Service } from "../../compose/types.js";
import type { PlausibleInstance } from "../../instance/plausible-instance.js";
import type { Effect } from "../../instance/what-if.js";
import type { Severity } from "./severity.js";

/**
 * The rules that judge the text of one value take their turns: where two of them speak of the same variable, the earlier
 * one explains more, and the later one is silent. Each is named for what is judged.
 */
export const turns = [
  "entry", // is it an entry at all?
  "command", // is it a value, and not a command that would make one?
  "placeholder",
  "quotes",
  "space",
  "comment",
  "interpolation",
  "emptiness",
  "form", // is it what Plausible can read?
  "provider", // is it what the provider takes?
] as const;

export type Turn = (typeof turns)[number];

export interface RuleMeta {
  readonly id: RuleId;
  /** The severity of an ordinary finding; a check may report a lower (or, where the catalogue says so, another) one. */
  readonly severity: Severity;
  readonly summary: MessageTemplate;
  /** Whether findings of this rule carry fixes; a test holds the rule, its README and its fixes to it. */
  readonly fixable: boolean;
  /** For a rule that judges the text of one value: when it has its turn. */
  readonly turn?: Turn;
  /** The rules that name the cause of what this one sees: where one of them speaks, this one is silent. */
  readonly yieldsTo?: Yielding;
  /** True: it speaks only where no other rule warns of what keeps mail from leaving. */
  readonly lastResort?: true;
  /** True: its warnings are not of mail that does not leave. */
  readonly besideDelivery?: true;
  /** True: it speaks of the release, or of the adapter in it, so that another image mends what it finds. */
  readonly ofRelease?: true;
  /** True: it tells, mostly in Compose's own words, what Compose refuses; which refusals are told depends on the door. */
  readonly speaksOfComposeErrors?: true;
}

/** Which rules go before another one, and how near their finding must be to its own. */
export interface Yielding {
  /** Anywhere in the same service. */
  readonly inService?: readonly RuleId[];
  /** About the same variable. */
  readonly onVariable?: readonly RuleId[];
  /** About the same text. */
  readonly atPlace?: readonly RuleId[];
}

interface RuleTexts {
  readonly meta: RuleMeta;
  /** Every text of the rule by its key: findings, fixes and related places. A test compares the languages. */
  readonly messages: Readonly<Record<string, MessageTemplate>>;
}

/** Judges a service that runs Plausible. */
export interface ServiceRule extends RuleTexts {
  check(service: PlausibleInstance, report: Report): void;
}

/** Judges the project as a whole, once, also where no service of it can be read. */
export interface ProjectRule extends RuleTexts {
  checkProject(project: Project, scope: RefusalScope, report: (problem: ProjectProblem) => void): void;
}

/** Judges the suppressions of a project, when all other findings are known. */
export interface SuppressionRule extends RuleTexts {
  checkSuppressions(of: SuppressionsInUse, report: Report): void;
}

/** One mistake that users make, told apart by what is judged to find it. */
export type Rule = ServiceRule | ProjectRule | SuppressionRule;

/** A comment that silences rules: `# plausible-mail-disable-next-line rule[, rule] -- reason`, or `…-disable-file …`. */
export interface Suppression {
  readonly scope: "next-line" | "file";
  /** As they are written: ids of rules, or not. */
  readonly rules: readonly string[];
  /** Where each of `rules` stands. */
  readonly places: readonly Location[];
  /** The text after `--`; null where none is given. */
  readonly reason: string | null;
  /** The comment from its `#` to the end of the line. */
  readonly at: Location;
  /** The line that it speaks of; null for the whole file. */
  readonly line: number | null;
}

/** The suppressions in a project's texts, and what became of them. */
export interface SuppressionsInUse {
  readonly project: Project;
  readonly suppressions: readonly Suppression[];
  /** The rules that each of them silenced. */
  readonly used: ReadonlyMap<Suppression, ReadonlySet<RuleId>>;
  /** What a rule says of itself. */
  readonly metaOf: (rule: RuleId) => RuleMeta;
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
  /** Whether a service runs Plausible. */
  readonly runs: boolean;
  /** The services that run Plausible and of which Compose refuses something. */
  readonly refused: readonly Service[];
}

/** Takes a mistake that a check found. */
export type Report = (problem: Problem) => void;

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
  /** How many mistakes it stands for; unless given, one. */
  readonly count?: number;
}

/** What a check of a whole project reports; `service`: the one at fault, null where none is. */
export interface ProjectProblem extends Problem {
  readonly service: string | null;
}

export interface RelatedLocation {
  readonly at: Location;
  readonly message: Message;
}

export interface Fix {
  readonly title: Message;
  /** In one or more files; never overlapping. None where the text is made when the fix is applied (`freshKey`). */
  readonly edits: readonly TextEdit[];
  /** False: offered, but never applied by fix-all (a choice the user must make, a placeholder to fill). */
  readonly automatic: boolean;
  /** What it makes of the container, as far as a reader of these variables can tell: what would break a service is not offered. */
  readonly effect?: Effect;
  /**
   * The finding's variable gets a new random key, which a door makes when the fix is applied, and which no output shows:
   * `bytes` of them in base64. Never applied unasked, and no way to show the preferred fix.
   */
  readonly freshKey?: { readonly bytes: number };
}

/** What a door shows. */
export interface Finding {
  readonly rule: RuleId;
  readonly severity: Severity;
  readonly message: Message;
  /** The service that it is found in; null where none is at fault. */
  readonly service: string | null;
  readonly variable: string | null;
  readonly at: Location;
  readonly related: readonly RelatedLocation[];
  readonly fixes: readonly Fix[];
  /** How many mistakes it stands for; unless given, one. */
  readonly count?: number;
}
