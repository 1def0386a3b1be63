import type { Project, Service, Variable } from "../compose/project.js";
import type { Location, TextEdit } from "../compose/text.js";
import type { Message, MessageTemplate } from "../messages.js";
import type {
  AdapterName,
  Delivery,
  Mailer,
  Provider,
  ReleaseChoice,
  SmtpAdapterFacts,
  VariableFact,
} from "../plausible/types.js";

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
  check(service: PlausibleService, report: (problem: Problem) => void): void;
}

/** A variable of a Plausible service; `absent`: no file brings it into the container. */
export type ServiceVariable =
  | (Variable & { readonly secretFile?: never })
  | SecretVariable
  | { readonly state: "absent"; readonly name: string };

/** A variable that a file in `CONFIG_DIR` gives. It wins over the environment. */
export interface SecretVariable {
  readonly state: "value" | "unknown";
  readonly name: string;
  /** The file's content as the release reads it (trimmed where it trims); null when unknown. */
  readonly value: string | null;
  readonly secretFile: { readonly at: Location | null; readonly declared: Location };
}

/** One service that runs Plausible: what rules judge. */
export interface PlausibleService {
  readonly project: Project;
  readonly service: Service;
  readonly choice: ReleaseChoice;
  /** The adapter in force; null when `MAILER_ADAPTER` is unknown or not an adapter of this release. */
  readonly adapter: AdapterName | null;
  /** The facts of the SMTP adapter in force; null for others. */
  readonly smtp: SmtpAdapterFacts | null;
  /** As the files alone decide it: with three states, the process environment unseen. */
  readonly mailer: Mailer;
  readonly delivery: Delivery | null;
  /** True where `EXTRA_CONFIG_PATH` (set or unknown) may override anything. */
  readonly extraConfig: boolean;
  variable(name: string): ServiceVariable;
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
