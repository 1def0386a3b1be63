import type { LogOutputChannel, Memento, TextDocument } from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import type { RulePages } from "../rule-pages.js";
import type { ServiceRun, TestView } from "../testing/test-view.js";
import type { Explanations } from "./explanations.js";
import type { Reports } from "./reports.js";
import type { Status } from "./status.js";
import type { TestProgram } from "./test-program.js";
import type { Transcripts } from "./transcripts.js";

/** What the commands need of the extension. */
export interface Extension {
  readonly client: LanguageClient;
  readonly output: LogOutputChannel;
  readonly transcripts: Transcripts;
  readonly explanations: Explanations;
  readonly reports: Reports;
  /** Whether a file can't be read just now. */
  readonly isBroken: (document: TextDocument) => boolean;
  readonly status: Status;
  readonly view: TestView;
  readonly pages: RulePages;
  /** What is copied to a server, to test there. */
  readonly program: TestProgram;
  /** What is kept for the workspace. */
  readonly memory: Memento;
  /** The running tests, by the name under which the server tells their steps. */
  readonly running: Map<string, ServiceRun>;
}
