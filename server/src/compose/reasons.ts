import type { FilePath, Location } from "../base/text.js";
import type { InterpolationFailure } from "./interpolate.js";
import type { PlacedFault, ToldTogether } from "./yaml/faults.js";

/** That Compose refuses something, and where that stands. Its words come last: `refusals/words.ts`. */
export interface Refusal {
  readonly reason: Reason;
  readonly at: Location;
  /** The service whose text is at fault; null when the whole project is. */
  readonly service: string | null;
}

/** Takes what is refused while something is read. */
export type ReportRefusal = (refusal: Refusal) => void;

/** Why Compose refuses a project. A `path` leads from the top of the merged project, as Compose writes it. */
export type Reason = TextReason | FileReason | ShapeReason | ReferenceReason;

/** A text that cannot be read: its bytes, its YAML, its lines, its `${…}`. */
export type TextReason =
  | { readonly kind: "encoding" }
  /** `own`: not a file that another one names; `together`: what Compose tells with it. */
  | (PlacedFault & {
      readonly kind: "yaml";
      readonly file: FilePath;
      readonly own: boolean;
      readonly together?: ToldTogether;
    })
  | { readonly kind: "env-line"; readonly path: FilePath; readonly format: "dotenv" | "raw"; readonly fault: EnvFileFault }
  | { readonly kind: "interpolation"; readonly path: string; readonly failure: TemplateFault }
  /** An interpolated text that is not what belongs there; `why` in the words of the library that reads it for Compose. */
  | { readonly kind: "cast"; readonly path: string; readonly why: string }
  | { readonly kind: "decoding"; readonly problems: readonly DecodingProblem[] };

/** What of an interpolation that failed outlives the text. */
export type TemplateFault = Pick<InterpolationFailure, "kind" | "subject" | "complaint">;

/** Something that Compose cannot bring into its own types, once everything is merged: `services[web].mem_limit`, and what is wrong there. */
export interface DecodingProblem {
  readonly path: string;
  /** In the words of the library that reads it for Compose. */
  readonly why: string;
}

/** What is wrong with a line of an env file. Lines are counted as Compose does. */
export type EnvFileFault =
  | { readonly kind: "space-in-name"; readonly line: number }
  | { readonly kind: "nothing-to-export" }
  | { readonly kind: "character-in-name"; readonly line: number; readonly character: string; readonly name: string }
  | { readonly kind: "unclosed-quote"; readonly line: number; readonly text: string }
  | { readonly kind: "template"; readonly failure: TemplateFault }
  /** `firstLine`: its bytes, as Go quotes them. */
  | { readonly kind: "utf-16"; readonly firstLine: string }
  | { readonly kind: "invalid-bytes"; readonly line: number }
  | { readonly kind: "no-name"; readonly text: string }
  | { readonly kind: "blank-in-name"; readonly name: string };

/**
 * Limits of this program, of which Compose knows nothing: a file's size, what its user may read, the number of statements in an env file, the number and
 * the depth of includes, the length of a chain of `extends`, what a text may take from the values of names, and what all
 * texts of an env file or of a service's environment may.
 */
export type OwnLimit =
  | "size"
  | "env-file-size"
  | "names"
  | "environment"
  | "unseen"
  | "denied"
  | "includes"
  | "include-depth"
  | "extends"
  | "growth"
  | "growth-together";

/** A file that is named and cannot be opened, or what it is as a whole. */
export type FileReason =
  | {
      readonly kind: "no-file";
      readonly path: FilePath;
      /** What names it: `-f` or `include`, `extends`, `--env-file`, the `env_file` of an `include` or of a service, its `label_file`. */
      readonly asked: "compose-file" | "extends" | "env-file-flag" | "include-env-file" | "env-file" | "label-file";
      readonly state: "missing" | "directory" | "unreadable";
      /** Why it is unreadable, where the system says so. */
      readonly why: string;
    }
  | { readonly kind: "beyond-limit"; readonly limit: OwnLimit; readonly path: FilePath }
  /** Stands for this many refusals that are not listed one by one. */
  | { readonly kind: "unlisted"; readonly count: number }
  | { readonly kind: "env-file-format"; readonly format: string }
  | { readonly kind: "empty-file" }
  | { readonly kind: "top-level-not-a-map" }
  /** What stands where the project's name is looked for; `tag` and `text` as go-yaml shows them, `into`: what it wants there. */
  | {
      readonly kind: "no-name-there";
      readonly line: number;
      readonly tag: string;
      readonly text: string | null;
      readonly into: "cli.named" | "string";
    };

/** What stands where something else belongs. */
export type ShapeReason =
  /** `path`: empty at the top. */
  | { readonly kind: "key-not-text"; readonly path: string; readonly key: string }
  | { readonly kind: "schema"; readonly file: FilePath; readonly path: string; readonly fault: SchemaFault }
  | { readonly kind: "not-a-map"; readonly path: string }
  | { readonly kind: "include-not-a-list"; readonly shown: string }
  | { readonly kind: "cannot-override"; readonly path: string }
  /** A port, volume or device in its short form; `why` in the words of the library that reads it for Compose. */
  | { readonly kind: "short-form"; readonly why: string }
  | { readonly kind: "item-type"; readonly path: string; readonly type: string }
  /** `type`: null for a map or a list. */
  | { readonly kind: "grant-item-type"; readonly path: string; readonly type: string | null; readonly shown: string }
  | { readonly kind: "grant-type"; readonly path: string; readonly type: string }
  | { readonly kind: "form-type"; readonly path: string; readonly type: string; readonly form: string }
  | { readonly kind: "no-port-target"; readonly path: string }
  | { readonly kind: "no-mount-target"; readonly of: "volume" | "device"; readonly path: string }
  | { readonly kind: "no-mount-source" }
  | { readonly kind: "no-env-file-path"; readonly path: string }
  | { readonly kind: "several-sources" | "no-source"; readonly path: string; readonly sources: readonly string[] }
  | { readonly kind: "secret-without-source"; readonly name: string }
  | { readonly kind: "healthcheck-test" }
  | { readonly kind: "network-mode-and-networks"; readonly service: string }
  /** What is said in two places that have to agree. */
  | { readonly kind: "distinct-values"; readonly service: string; readonly keys: readonly [string, string] }
  | { readonly kind: "container-name-and-replicas"; readonly service: string; readonly key: string }
  | { readonly kind: "two-dockerfiles"; readonly service: string }
  | { readonly kind: "platform-not-built"; readonly platform: string }
  | { readonly kind: "no-watch-target"; readonly service: string }
  | { readonly kind: "blank-watch-path"; readonly path: string }
  /** `path` and `first` lead to the two items. */
  | { readonly kind: "mounted-twice"; readonly path: string; readonly target: string; readonly first: string }
  | { readonly kind: "count-and-ids"; readonly path: string }
  | { readonly kind: "address"; readonly path: string; readonly text: string }
  | { readonly kind: "ssh-key"; readonly text: string }
  | { readonly kind: "context-without-value"; readonly path: string; readonly text: string }
  | { readonly kind: "external-and"; readonly path: string; readonly key: string }
  | { readonly kind: "two-external-names"; readonly path: string }
  /** Compose itself crashes on a type that it does not expect. */
  | { readonly kind: "crash"; readonly type: string; readonly wanted: string }
  | { readonly kind: "negative"; readonly path: string }
  | { readonly kind: "project-name"; readonly name: string };

/** How a value differs from what the schema wants. */
export type SchemaFault =
  | { readonly kind: "unknown-keys"; readonly names: readonly string[] }
  | { readonly kind: "missing-key"; readonly key: string }
  /** `wanted`: as the schema says it, "a mapping". */
  | { readonly kind: "type"; readonly wanted: string }
  /** A value that JSON does not have, and so no schema takes. */
  | { readonly kind: "no-json"; readonly type: "time.Time" }
  | { readonly kind: "one-of"; readonly texts: readonly string[] }
  | { readonly kind: "least"; readonly least: number }
  | { readonly kind: "pattern"; readonly text: string; readonly pattern: string }
  | { readonly kind: "equal-items"; readonly first: number; readonly again: number };

/** What refers to something that is not there, or to itself. */
export type ReferenceReason =
  | { readonly kind: "nothing-to-run"; readonly service: string }
  | {
      readonly kind: "undefined-name";
      readonly service: string;
      readonly section: "network" | "volume" | "secret" | "config" | "model" | "build secret";
      readonly name: string;
    }
  | { readonly kind: "undefined-service"; readonly service: string; readonly name: string }
  /** A build context that is another service. */
  | {
      readonly kind: "no-such-context";
      readonly service: string;
      readonly name: string;
      readonly context: string;
      readonly why: "unknown" | "non-buildable";
    }
  | { readonly kind: "extends-without-service"; readonly service: string }
  | {
      readonly kind: "cannot-extend";
      readonly service: string;
      /** The file that Compose names. */
      readonly file: FilePath;
      readonly why: "no-services" | "services-not-a-map" | "no-such-service";
      readonly base: string;
      /** The other file as it is written; null where the base is sought in the same one. */
      readonly baseFile: string | null;
    }
  | { readonly kind: "dependency-cycle"; readonly services: readonly string[] }
  /** The files, outermost first, the last one the one that comes again. */
  | { readonly kind: "include-cycle"; readonly files: readonly FilePath[] }
  /** The services with the files in which Compose seeks the next one, the last one the one that comes again. */
  | { readonly kind: "extends-cycle"; readonly steps: readonly { readonly service: string; readonly file: FilePath }[] };
