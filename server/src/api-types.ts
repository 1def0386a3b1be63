/** Lines and UTF-16 code units, both from 0, as in the Language Server Protocol. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** A place in a file; its path is relative to `cwd`, with `/`. */
export interface Place {
  readonly file: string;
  readonly range: Range;
}

export interface Edit extends Place {
  readonly newText: string;
}

export type Severity = "error" | "warning" | "info" | "hint";

/** What every function takes. */
export interface Options {
  /** The folder that paths count from; default: the current one. */
  readonly cwd?: string;
  /** The variables of the shell, as `docker compose` would see them; default: none. */
  readonly env?: Readonly<Record<string, string>>;
  /** Env files in place of `.env`. */
  readonly envFiles?: readonly string[];
  /** Default: English. */
  readonly language?: "en" | "zh-cn";
}

export interface LintOptions extends Options {
  /** Compose files, env files, folders; default: `cwd`. */
  readonly paths?: readonly string[];
  /** The image that runs, where an env file alone is linted: a tag or a whole name. */
  readonly image?: string;
  /** A configuration in place of the nearest `.plausible-mail.yml`. */
  readonly config?: string;
  /** Levels of rules, above the configuration. */
  readonly rules?: Readonly<Record<string, Severity | "off">>;
}

/** One project, as `docker compose` finds it. */
export interface ProjectOptions extends Options {
  /** Compose files, as with `-f`; default: those of default names in `cwd` or above. */
  readonly files?: readonly string[];
  readonly profiles?: readonly string[];
  readonly projectDirectory?: string;
  /** The Plausible service, where there are several. */
  readonly service?: string;
}

export interface ExplainOptions extends ProjectOptions {
  /** Answers as if this release or image ran. */
  readonly as?: string;
}

export interface TestOptions extends ProjectOptions {
  /** A recipient to ask the server about; nothing is sent. */
  readonly to?: string;
  /** Sends one email to `to`. */
  readonly send?: boolean;
  /** Seconds for each connection, handshake or reply; default: 10. */
  readonly timeout?: number;
  /** PEM files of authorities to trust as well. */
  readonly ca?: readonly string[];
  /** `ADDRESS:PORT` to connect to; names and TLS stay. */
  readonly connectTo?: string;
  /** Sends the password unencrypted where Plausible would. */
  readonly allowPlaintextAuth?: boolean;
}

export interface Fix {
  readonly title: string;
  readonly preferred: boolean;
  readonly edits: readonly Edit[];
}

export interface Finding extends Place {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly service: string | null;
  /** The container's name of the variable. */
  readonly variable: string | null;
  readonly related: readonly (Place & { readonly message: string })[];
  readonly fixes: readonly Fix[];
  readonly docs: string;
}

/** What `lint --format json` prints. */
export interface LintResult {
  readonly schemaVersion: 1;
  readonly findings: readonly Finding[];
  readonly summary: Readonly<Record<Severity | "files" | "services", number>>;
  /** Why some or all could not be linted. */
  readonly failures: readonly string[];
}

/** What `explain --format json` prints; docs/cli.md has the whole of it. */
export interface ExplainResult {
  readonly schemaVersion: 1;
  readonly files: readonly string[];
  readonly errors: readonly (Place & { readonly message: string })[];
  readonly services: readonly ExplainedService[];
}

export interface ExplainedService {
  readonly service: string;
  readonly image: string | null;
  readonly version: { readonly value: string; readonly assumed: boolean; readonly reason: string | null } | null;
  readonly environment: Readonly<Record<string, { readonly value: string | null }>>;
  readonly unset: readonly string[];
  readonly mailer: Readonly<Record<string, unknown>> | null;
  readonly delivery: Readonly<Record<string, unknown>> | null;
}

/** What `why --format json` prints. */
export interface WhyResult {
  readonly schemaVersion: 1;
  readonly service: string | null;
  readonly answers: readonly {
    readonly cause: string | null;
    readonly rule: string | null;
    readonly variable: string | null;
    readonly advice: string;
    readonly logLine: string;
    readonly count: number;
    readonly line: number;
  }[];
  readonly unknown: { readonly count: number; readonly lines: readonly number[] };
  /** Why nothing could be explained; else null. */
  readonly failure: string | null;
}

/** What `test --format json` prints. */
export interface TestResult {
  readonly schemaVersion: 1;
  readonly service: string | null;
  readonly ranOn: string;
  readonly steps: readonly {
    readonly step: string;
    readonly status: "ok" | "failed" | "warning" | "skipped";
    readonly ms: number;
    readonly detail: string;
  }[];
  readonly verdict: {
    /** Null: inconclusive. */
    readonly wouldDeliver: boolean | null;
    readonly cause: string | null;
    readonly rule: string | null;
    readonly variable: string | null;
    readonly advice: string | null;
  };
}
