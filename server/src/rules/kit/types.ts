import type { Message, MessageTemplate } from "../../base/messages.js";
import type { Location, TextEdit } from "../../base/text.js";
import type { Mount, Project, Service, Variable } from "../../compose/types.js";
import type { Suppression } from "../../lint/suppressions.js";
import type { Provider, VariableFact } from "../../plausible/tables/rows.js";
import type { AdapterName, Delivery, Mailer, ReleaseChoice, SmtpAdapterFacts } from "../../plausible/types.js";

export type Severity = "error" | "warning" | "info" | "hint";
/** A severity as users set it; `off` silences the rule. */
export type Level = Severity | "off";

export interface RuleMeta {
  readonly id: string;
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
  check(service: PlausibleService, report: (problem: Problem) => void): void;
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
  readonly exists: (rule: string) => boolean;
  /** Whether the user switched it off. */
  readonly isOff: (rule: string) => boolean;
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

/**
 * A variable of a Plausible service. `absent`: no file brings it into the container, and nothing of the service is
 * unseen. A file in `CONFIG_DIR` comes before the environment where the release reads such files.
 */
export type ServiceVariable = EnvironmentVariable | SecretVariable | UnseenVariable | AbsentVariable;

export type EnvironmentVariable = Variable & { readonly secretFile?: never; readonly unseen?: never };

export interface AbsentVariable {
  readonly state: "absent";
  readonly name: string;
}

/** A variable that a file in `CONFIG_DIR` gives. It wins over the environment. */
export interface SecretVariable {
  readonly state: "value" | "unknown";
  readonly name: string;
  /** The file's content as the release reads it (trimmed where it trims); null when unknown. */
  readonly value: string | null;
  readonly secretFile: Pick<Mount, "at" | "declared" | "found">;
  readonly unseen?: never;
}

/** Nothing that we see brings the name in, but something of the service is unseen: an env file that is missing, say. */
export interface UnseenVariable {
  readonly state: "unknown";
  readonly name: string;
  readonly value: null;
  readonly unseen: true;
  readonly secretFile?: never;
}

/** One service that runs Plausible: what rules judge. */
export interface PlausibleService {
  readonly project: Project;
  readonly service: Service;
  readonly choice: ReleaseChoice;
  /** The release's name for messages; says so when it is assumed. */
  readonly releaseName: string | Message;
  /**
   * The adapter in force. Where `MAILER_ADAPTER` is a bare name that nothing sets, the release's default, and
   * `adapterAssumed`. Null where its value is unknown otherwise, or is no adapter of this release.
   */
  readonly adapter: AdapterName | null;
  readonly adapterAssumed: boolean;
  /** The facts of the SMTP adapter in force; null for others. */
  readonly smtp: SmtpAdapterFacts | null;
  /** As the files alone decide it: with three states, the process environment unseen. */
  readonly mailer: Mailer;
  readonly delivery: Delivery | null;
  /** True where `EXTRA_CONFIG_PATH` (set or unknown) may override anything. */
  readonly extraConfig: boolean;
  variable(name: string): ServiceVariable;
  /** Whether this release with this adapter reads the variable at all. */
  reads(name: string): boolean;
  /** Whether it is a mail variable that this release with this adapter reads. */
  readsMail(name: string): boolean;
  /** The same, the release's own adapter taken where the adapter is not known. */
  mayReadMail(name: string): boolean;
  /** The relay in force: its host as a text, or why there is none. */
  readonly relay: Relay;
}

export type Relay =
  | { readonly state: "none" | "unknown" }
  | {
      readonly state: "host";
      readonly host: string;
      /** False when it is the adapter's default. */
      readonly written: boolean;
      /** `project`: a service, alias or extra host of this project; `loopback`; `outside`: a dotted name or an address that is not private; `private`: private address, single label or local suffix elsewhere. */
      readonly place: "project" | "loopback" | "outside" | "private";
      readonly provider: Provider | null;
    };

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

export type { VariableFact };
