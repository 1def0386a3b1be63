// The custom requests of the language server, as docs/protocol.md describes them. Types alone: the client imports them too.
// Texts come in the language of `initialize`'s locale.

import type { Location, Range, WorkspaceEdit } from "vscode-languageserver-types";
import type { Verdict } from "./smtp/verdict/report.js";
import type { StepName, StepStatus } from "./smtp/verdict/steps.js";

/** `plausibleMail/services`: the Plausible services of the project that a document belongs to (compose or env file). */
export interface ServicesParams {
  /** Left out: of all open projects. */
  readonly uri?: string;
}

/** `plausibleMail/lintAll`: from now on the findings of these files and of what belongs to them are reported, open or not. */
export interface LintAllParams {
  /** Compose files; those that run no Plausible are left out. */
  readonly uris: readonly string[];
  /** The documents that are shown, for which the client itself asks; left out: all that are open. */
  readonly shown?: readonly string[];
}

/** What there is now, in all projects that run Plausible. */
export interface LintAllResult {
  readonly projects: number;
  /** Files with findings. */
  readonly files: number;
  readonly problems: number;
}

/** One Plausible service, and the mail server that a test of it would connect to. */
export interface ServiceInfo {
  /** The compose file that defines the service. */
  readonly uri: string;
  readonly service: string;
  /** Where its name stands. */
  readonly range: Range;
  /** The release that its image runs, e.g. `3.2.1`. */
  readonly release: string;
  /** Whether that is an assumption: the image does not name one release. */
  readonly assumed: boolean;
  readonly adapter: string | null;
  /** The mail server; null when there is none, or when it is not known. */
  readonly host: string | null;
  readonly port: number | null;
  /** What its last test came to; null: it was not tested. */
  readonly lastTest: LastTest | null;
}

/** What the last test of a service came to. */
export interface LastTest {
  readonly state: "works" | "unencrypted" | "fails" | "open";
  /** A setting that decides about mail has another value since. */
  readonly outdated: boolean;
}

/** `plausibleMail/testSmtp`: the steps come as work-done progress, one `report` a step with a message of one line. */
export interface TestSmtpParams {
  /** A file of the project. */
  readonly uri: string;
  /** May be left out when the project has one Plausible service. */
  readonly service?: string;
  /** A recipient for RCPT TO; without it the test ends after MAIL FROM. */
  readonly to?: string;
  /** Hand over one real message; needs `to`. */
  readonly send?: boolean;
  /** `HOST:PORT` to connect to instead; names and TLS stay. */
  readonly connectTo?: string;
  /** Seconds for each connection, handshake or reply. */
  readonly timeout?: number;
  /** Try the other sensible ports too. */
  readonly findWorking?: boolean;
  /** Reach a relay of the project by the port that it publishes. */
  readonly fromHostPort?: boolean;
  /** Ask the API of an adapter's provider about key and domain. */
  readonly askApi?: boolean;
  readonly workDoneToken?: string | number;
  /** Tells each step as it ends with the notification `plausibleMail/testStep`, under this name. */
  readonly stepToken?: string;
}

/** `plausibleMail/testStep`: one step of a running test has ended. */
export interface TestStepParams {
  readonly token: string;
  readonly step: TestSmtpStep;
}

/** A step of a test. */
export interface TestSmtpStep {
  readonly step: StepName;
  /** What it is called, in the client's language. */
  readonly name: string;
  readonly status: StepStatus;
  /** Milliseconds that it took. */
  readonly ms: number;
  readonly detail: string;
}

/** An edit that cures, with what its button says. */
export interface OfferedEdit {
  readonly title: string;
  readonly edit: WorkspaceEdit;
}

/** The answer to `plausibleMail/testSmtp`: the JSON of `plausible-mail test`, with what an editor can do about it. */
export interface TestSmtpResult {
  readonly schemaVersion: 1;
  readonly uri: string;
  readonly service: string;
  /** `plausible`: the running Plausible itself connected. */
  readonly ranOn: "host" | "plausible";
  readonly steps: readonly TestSmtpStep[];
  readonly verdict: {
    /** Null: it cannot be known. */
    readonly wouldDeliver: boolean | null;
    readonly cause: string | null;
    readonly rule: string | null;
    readonly variable: string | null;
    /** What happened and what to do, in one or two sentences. */
    readonly advice: string;
    readonly logLine: string | null;
    readonly channel: Verdict["channel"];
    readonly secondOpinion: string | null;
  };
  /** What became of the other ports, where they were tried; the preferred one first. */
  readonly alternatives: readonly {
    readonly port: number;
    readonly sslEnabled: boolean | null;
    readonly works: boolean | null;
    readonly cause: string | null;
    readonly detail: string;
    /** The settings to write. */
    readonly lines: readonly string[];
    /** Null where the lines cannot be written into the files. */
    readonly cure: OfferedEdit | null;
  }[];
  /** What trying them comes to; null where it was not asked for. */
  readonly search: { readonly blocked: readonly number[]; readonly clouds: readonly string[]; readonly advice: string } | null;
  /** The entry that brings the variable at fault into the container, else the service's name. */
  readonly at: Location | null;
  /** The dialogue, secrets masked. */
  readonly transcript: readonly string[];
  /** What the reader must know to take the result right: where the test ran from. */
  readonly notes: readonly string[];
  /** The edit that cures it; null where none is sure. */
  readonly cure: OfferedEdit | null;
  /** The same test as command lines to copy, where the place may matter. */
  readonly elsewhere: { readonly server: string; readonly network: string } | null;
  /** Where a relay of the project is published on this machine, if it is; for `fromHostPort`. */
  readonly hostPort: string | null;
}

/** `plausibleMail/mailProviders`: what *Set Up Mail…* may ask for; its answer is `MailProviders`. */
export interface MailProviders {
  readonly providers: readonly MailProvider[];
  /** What is set already, or follows from `BASE_URL`; empty: nothing is known. */
  readonly sender: string;
  readonly user: string;
}

/** A provider that the service's release can talk to. */
export interface MailProvider {
  readonly name: string;
  readonly host: string;
  readonly port: number;
  /** The user name that everybody has there; null: each account has its own. */
  readonly login: string | null;
  /** What the provider wants, where that is known. */
  readonly userHint: string | null;
  readonly passwordHint: string | null;
}

/** `plausibleMail/setUpMail`. */
export interface SetUpMailParams {
  readonly uri: string;
  readonly service: string;
  readonly provider: string;
  readonly sender: string;
  readonly user: string;
  readonly password: string;
}

/** The edits that set up mail. */
export interface MailSetup {
  readonly edit: WorkspaceEdit;
  /** The URIs of the files that it changes. */
  readonly files: readonly string[];
  /** What is written, secrets masked. */
  readonly summary: readonly string[];
  /** The URI of `.env` where the edit makes it. */
  readonly newFile: string | null;
  /** The file that holds the password then; null: it stands elsewhere. */
  readonly dotenv: { readonly uri: string; readonly name: string } | null;
}

/** `plausibleMail/explain`: what the container of a Plausible service gets, and what Plausible makes of it. */
export interface ExplainParams {
  /** A file of the project. */
  readonly uri: string;
  readonly service?: string;
  /** As another release would have it; what changes comes first then. */
  readonly as?: string;
}

/** The page of `plausible-mail explain`, secrets masked. */
export interface Explanation {
  readonly uri: string;
  readonly service: string;
  readonly text: string;
  /** The releases after the one that the service runs, the newest first. */
  readonly newer: readonly string[];
}

/** `plausibleMail/askContainer`: what the running container of a service is asked, through Docker Compose. */
export interface AskContainerParams {
  /** A file of the project. */
  readonly uri: string;
  readonly service?: string;
  /** `diagnose`: all steps of `plausible-mail doctor`; `log`: the failures in its log, explained. */
  readonly what: "diagnose" | "compare" | "test" | "log";
  /** Run nothing, and say which command lines would run. */
  readonly dryRun?: boolean;
  /** Of `test`: one real email goes there. Of `diagnose`: a recipient for RCPT TO. */
  readonly to?: string;
  /** Of `log`: only from then on (`1h`, `24h`). */
  readonly since?: string;
  /** Of `diagnose`: the container is asked. */
  readonly docker?: boolean;
  /** Of `diagnose`, with `docker`: the command line in one file (`.mjs`), to be run in the container's network. */
  readonly program?: string;
  /** Of `diagnose`: the DNS is asked about the sender's domain. */
  readonly dns?: boolean;
  /** Seconds for each connection, handshake or reply. */
  readonly timeout?: number;
  readonly workDoneToken?: string | number;
}

/** What the container answered. */
export interface ContainerAnswer {
  readonly schemaVersion: 1;
  readonly uri: string;
  readonly service: string;
  /** The command lines that ran, or that would. No secret is in them. */
  readonly commands: readonly string[];
  /** `unknown`: it cannot be told, such as where the container cannot be asked. */
  readonly outcome: "ok" | "failed" | "unknown";
  readonly summary: string;
  /** Of `diagnose`: the report in Markdown; of `compare`: what differs, as plain text. */
  readonly page: string | null;
  readonly test: TestSmtpResult | null;
  readonly log: LogExplanation | null;
  /** Of `diagnose`: the edit that comes first. */
  readonly cure: OfferedEdit | null;
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
  /** What the cause is called, in the reader's language. */
  readonly name: string | null;
  readonly rule: string | null;
  readonly variable: string | null;
  readonly variables: readonly string[];
  readonly advice: string;
}

/** What a line says, explained. */
export interface LogAnswer extends ExplainedLine {
  /** What else writes the same line. */
  readonly alternatives: readonly ExplainedLine[];
  /** The line, secrets masked. */
  readonly logLine: string;
  readonly count: number;
  readonly line: number;
  readonly lastTime: string | null;
  /** What the linter says of the variable at fault, and where. */
  readonly finding: (Location & { readonly rule: string; readonly message: string }) | null;
  /** Edits that cure it, the preferred one first. */
  readonly fixes: readonly OfferedEdit[];
  /** The page that tells more; null where none is installed. */
  readonly docs: string | null;
}

/** The answer to `plausibleMail/explainLogLine`: the JSON of `plausible-mail why`, with what an editor can do about it. */
export interface LogExplanation {
  readonly schemaVersion: 1;
  readonly uri: string | null;
  /** The service whose settings were at hand. */
  readonly service: string | null;
  readonly answers: readonly LogAnswer[];
  /** Lines that mention mail and are not known. */
  readonly unknown: { readonly count: number; readonly lines: readonly number[] };
  /** Lines at which entries begin that are too long to be read to their end, and say nothing before it. */
  readonly cut: { readonly count: number; readonly lines: readonly number[] };
  readonly summary: { readonly lines: number; readonly answers: number; readonly more: number };
  /** What to tell where there are no answers. */
  readonly message: string | null;
}

/** `plausibleMail/handOver`, which the server asks of a client that said `handsOver`: what it is to read for the server. */
export interface HandOverParams {
  /** The URIs of files, which need not be there. */
  readonly files: readonly string[];
  /** The URIs of folders whose files' names are wanted. */
  readonly folders: readonly string[];
  /** The bytes of the largest file that is wanted. */
  readonly largest: number;
}

/** What was found, by the URI as it was asked for. What the client leaves out, it could not look at. */
export interface HandOverResult {
  readonly files: readonly HandedFile[];
  /** The names of the files in a folder, without its own folders. */
  readonly folders: readonly { readonly uri: string; readonly names: readonly string[] }[];
}

/** A file that a client hands over. */
export type HandedFile = { readonly uri: string } /** As it is: how its text is encoded is the server's to see. */ & (
  | { readonly kind: "file"; readonly base64: string }
  | { readonly kind: "missing" | "directory" | "too-large" }
  | { readonly kind: "unreadable"; readonly reason: string }
);

/** `plausibleMail/inTerminal`: the command that does in a terminal what this server cannot do from where it is. */
export interface InTerminalParams {
  /** A file of the project. */
  readonly uri: string;
  readonly service?: string;
  /** `smtp`: Test SMTP; the others as in `plausibleMail/askContainer`. */
  readonly what: "smtp" | AskContainerParams["what"];
}

/** To be shown, and to be copied. */
export interface InTerminal {
  /** Why it cannot be done here, in one sentence. */
  readonly reason: string;
  /** For a POSIX shell in the folder of the project. */
  readonly command: string;
}

/** What `plausibleMail.applyReviewed` of a client gets: an edit of several files, which is shown and then made, all or nothing. */
export interface EditReview {
  readonly title: string;
  readonly edit: WorkspaceEdit;
  /** What becomes of each file: its name, then the lines that go and come (`- `, `+ `), without secrets. */
  readonly lines: readonly string[];
}
