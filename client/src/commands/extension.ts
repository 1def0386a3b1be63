import type { Event, LogOutputChannel, Memento, Uri } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import type { MailSetup } from "../../../server/src/protocol.js";
import type { RulePages } from "../rule-pages.js";
import type { ServiceRun, TestView } from "../testing/test-view.js";
import type { Explanations } from "./explanations.js";
import type { Reports } from "./reports.js";
import type { Status } from "./status.js";
import type { TestProgram } from "./test-program.js";
import type { Transcripts } from "./transcripts.js";

/** What the commands need of the extension, wherever it runs. */
export interface Extension {
  readonly client: BaseLanguageClient;
  readonly output: LogOutputChannel;
  readonly explanations: Explanations;
  /** Whether a file can't be read just now. */
  readonly isBroken: (uri: Uri) => boolean;
  /** Fires when that has changed. */
  readonly onBroken: Event<Uri>;
  readonly pages: RulePages;
  /** What is kept for the workspace. */
  readonly memory: Memento;
  /** Keeps a password that was just written into a file from others. */
  readonly keepPrivate: (setup: MailSetup) => Promise<void>;
}

/** What they need where connections can be made. */
export interface DesktopExtension extends Extension {
  readonly transcripts: Transcripts;
  readonly reports: Reports;
  readonly status: Status;
  readonly view: TestView;
  /** What is copied to a server, to test there. */
  readonly program: TestProgram;
  /** The running tests, by the name under which the server tells their steps. */
  readonly running: Map<string, ServiceRun>;
}
