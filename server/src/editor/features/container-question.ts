import type { RunningComparison } from "../../containers/compare-running.js";
import type { OwnProgram } from "../../containers/network-test.js";
import type { Runner } from "../../containers/runner.js";
import type { ServiceContainer } from "../../containers/service-container.js";
import type { NetworkRun } from "../../doctor/network.js";
import type { ComposedService } from "../../instance/composed.js";
import type { PlausibleInstance } from "../../instance/plausible-instance.js";
import type { Delivery } from "../../plausible/mailer/model.js";
import type { AskContainerParams, ContainerAnswer } from "../../protocol.js";
import type { DomainCheck } from "../../sender-domain/check-domain.js";
import type { Probe } from "../../smtp-test/test-run.js";
import type { Checked } from "../session/session.js";
import type { Presentation } from "./presentation.js";
import type { EditorTestOptions } from "./test-notes.js";

/** What asking a container needs of the machine that the server runs on. */
export interface ContainerWorld {
  readonly runner: Runner;
  /** The command line of this program, to be mounted where a test runs in the container's network; null: it is not here. */
  readonly program: OwnProgram | null;
  readonly probe: Probe;
  /** Milliseconds for each question. */
  readonly checkSender: (delivery: Delivery, timeout: number) => Promise<readonly DomainCheck[]>;
  /** A comparison as a page of plain text. */
  readonly comparisonPage: (composed: ComposedService, comparison: RunningComparison, present: Presentation) => string;
}

/** A question about the container of a service, and who watches. */
export interface ContainerQuestion {
  readonly params: Pick<AskContainerParams, "what" | "dryRun" | "since" | "docker" | "program" | "dns">;
  readonly view: PlausibleInstance;
  /** The project of the service. */
  readonly checked: Checked;
  readonly options: EditorTestOptions;
  /** The files of the certificates that are trusted too. */
  readonly caFiles: readonly string[];
  readonly present: Presentation;
  readonly signal: AbortSignal;
  /** Told each command line before it runs, and each step as it ends. */
  readonly onLine: (line: string) => void;
}

/** What an answer has beside the service and the command lines; what is not given is empty. */
export type Told = Pick<ContainerAnswer, "outcome" | "summary"> &
  Partial<Pick<ContainerAnswer, "page" | "test" | "log" | "cure">>;

/** The ways to the container of one question. */
export interface Ways {
  readonly container: ServiceContainer;
  readonly network: NetworkRun | null;
}
