import type { Message } from "../base/messages.js";
import type { Project, Service } from "../compose/types.js";
import type { SettingReader } from "../plausible/boot/reader.js";
import type { Delivery, Mailer, SenderSetting, SmtpSettings } from "../plausible/mailer/model.js";
import type { AdapterName, Container, ReleaseChoice, SmtpAdapterFacts } from "../plausible/types.js";
import type { Relay } from "./relay.js";
import type { ServiceVariable } from "./service-variable.js";

/** One service that runs Plausible: what rules judge. */
export interface PlausibleInstance {
  readonly project: Project;
  readonly service: Service;
  readonly choice: ReleaseChoice;
  /** The release's name for messages; says so when it is assumed. */
  readonly releaseName: string | Message;
  /**
   * The adapter in force. Where `MAILER_ADAPTER` is a bare name that nothing sets (`adapterUnset`), the release's default;
   * it is only assumed where no file sets up SMTP. Null where its value is unknown otherwise, or is no adapter of this release.
   */
  readonly adapter: AdapterName | null;
  readonly adapterAssumed: boolean;
  readonly adapterUnset: boolean;
  /** The facts of the SMTP adapter in force; null for others. */
  readonly smtp: SmtpAdapterFacts | null;
  /** What the release finds in the container, as the files alone decide it. */
  readonly container: Container;
  /** As the files alone decide it: with three states, the process environment unseen. */
  readonly mailer: Mailer;
  readonly delivery: Delivery | null;
  /** True where `EXTRA_CONFIG_PATH` (set or unknown) may override anything. */
  readonly extraConfig: boolean;
  /** What the SMTP adapter in force makes of the variables, as far as the files tell; null for other adapters. */
  readonly settings: SmtpSettings | null;
  /** The sender in force, in the same way. */
  readonly sender: SenderSetting;
  /** The variables as the release's own code sees them. A placeholder is a text that is not seen. */
  readonly read: SettingReader;
  /** The folder in which the release looks for files named as variables, without a slash at its end; null: not known. */
  readonly configDir: string | null;
  variable(name: string): ServiceVariable;
  /** How many lines of the service's own sections and env files have the name; an env file counts as one. */
  linesOf(name: string): { readonly own: number; readonly inEnvFiles: boolean };
  /** Whether this release with this adapter reads the variable at all. */
  reads(name: string): boolean;
  /** Whether it is a mail variable that this release with this adapter reads. */
  readsMail(name: string): boolean;
  /** The same, the release's own adapter taken where the adapter is not known. */
  mayReadMail(name: string): boolean;
  /** The relay in force: its host as a text, or why there is none. */
  readonly relay: Relay;
}
