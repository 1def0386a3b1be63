import type { Location, WorkspaceEdit } from "vscode-languageclient/node";

// The custom requests of the language server, as docs/protocol.md describes them. Texts come in the language of `initialize`'s locale.

/** `plausibleMail/services`: the Plausible services of the project that a document belongs to (compose or env file). */
export interface ServicesParams {
  readonly uri: string;
}

/** One Plausible service, and whom a test of it would talk to. */
export interface ServiceInfo {
  /** The compose file that defines it. */
  readonly uri: string;
  readonly service: string;
  /** The release its image runs, e.g. `3.2.1`. */
  readonly release: string;
  /** Whether that is an assumption: the image does not name one release. */
  readonly assumed: boolean;
  readonly adapter: string | null;
  /** The mail server; null when there is none, or when it is not known. */
  readonly host: string | null;
  readonly port: number | null;
}

/** `plausibleMail/testSmtp`: the steps come as work-done progress, one `report` a step with a message of one line. */
export interface TestSmtpParams {
  /** A file of the project. */
  readonly uri: string;
  /** May be left out when the project has one Plausible service. */
  readonly service?: string;
  /** A recipient for RCPT TO; without it the talk ends after MAIL FROM. */
  readonly to?: string;
  /** Hand over one real message; needs `to`. */
  readonly send?: boolean;
  /** Try the other sensible ports too. */
  readonly findWorking?: boolean;
  /** Reach a relay of the project by the port that it publishes. */
  readonly fromHostPort?: boolean;
  /** Ask the API of an adapter's provider about key and domain. */
  readonly askApi?: boolean;
  readonly workDoneToken?: string | number;
}

export interface TestSmtpStep {
  readonly step: string;
  readonly status: "ok" | "failed" | "warning" | "skipped";
  readonly ms: number;
  readonly detail: string;
}

export interface TestSmtpResult {
  readonly uri: string;
  readonly service: string;
  readonly steps: readonly TestSmtpStep[];
  readonly verdict: {
    /** Null: it cannot be known. */
    readonly wouldDeliver: boolean | null;
    readonly cause: string | null;
    readonly variable: string | null;
    /** What happened and what to do, in one or two sentences. */
    readonly advice: string;
    readonly logLine: string | null;
    readonly secondOpinion: string | null;
  };
  /** What became of other ports, where they were tried; the preferred one first. */
  readonly alternatives: readonly {
    readonly works: boolean | null;
    readonly detail: string;
    readonly lines: readonly string[];
    readonly cure: Cure | null;
  }[];
  readonly search: { readonly advice: string } | null;
  /** The talk, secrets masked. */
  readonly transcript: readonly string[];
  /** What the reader must know to take the result right: where the test ran from. */
  readonly notes: readonly string[];
  /** The edit that cures it; null where none is sure. */
  readonly cure: Cure | null;
  /** The same test as lines to copy, where the place may matter. */
  readonly elsewhere: { readonly server: string; readonly network: string } | null;
  /** Where a relay of the project is published on this machine. */
  readonly hostPort: string | null;
}

/** An edit, with what its button says. */
export interface Cure {
  readonly title: string;
  readonly edit: WorkspaceEdit;
}

/** `plausibleMail/explainLogLine`: what Plausible's log, or a line of it, says of mail. */
export interface ExplainLogLineParams {
  readonly text: string;
  /** A file of the project whose service wrote it; without it every open project counts. */
  readonly uri?: string;
  readonly service?: string;
}

/** One thing that a line may come from. */
export interface ExplainedLine {
  readonly cause: string | null;
  readonly variable: string | null;
  readonly advice: string;
}

export interface LogAnswer extends ExplainedLine {
  /** What else writes the same line. */
  readonly alternatives: readonly ExplainedLine[];
  /** The line, secrets masked. */
  readonly logLine: string;
  readonly count: number;
  /** What stands in the user's files about it. */
  readonly finding: (Location & { readonly rule: string; readonly message: string }) | null;
  /** Edits that cure it, the preferred one first. */
  readonly fixes: readonly { readonly title: string; readonly edit: WorkspaceEdit }[];
  /** A page that tells more. */
  readonly docs: string | null;
}

export interface LogExplanation {
  readonly service: string | null;
  readonly answers: readonly LogAnswer[];
  /** Lines that speak of mail and are not known. */
  readonly unknown: { readonly count: number; readonly lines: readonly number[] };
  /** What to tell where there are no answers. */
  readonly message: string | null;
}
