import type { KnownText } from "../base/known-text.js";
import type { FilePath, Location, SourceText } from "../base/text.js";
import type { FoundValue } from "./interpolate.js";
import type { Refusal } from "./reasons.js";

/** What to load, as the flags of `docker compose` say it. */
export interface ProjectRequest {
  /** In the order of `-f`; the first one's folder is the project directory unless given. Never empty. */
  readonly composeFiles: readonly FilePath[];
  /** `--env-file`, in order; undefined: `.env` in the project directory. */
  readonly envFiles?: readonly FilePath[];
  readonly projectDirectory?: FilePath;
  readonly profiles?: readonly string[];
  /** The folder in which `docker compose` runs, where that is how it found the project: then its `.env` counts too, and first. */
  readonly foundFrom?: FilePath;
  /** The environment of the process that would run `docker compose`; null where it is unseen (editor, `--no-process-env`). */
  readonly processEnvironment: ReadonlyMap<string, string> | null;
}

/** A loaded project: what its containers will see, and where each piece of it stands. */
export interface Project {
  readonly request: ProjectRequest;
  readonly directory: FilePath;
  /** Whether it shows containers that run, and no files that make them: then nothing in its texts can be edited. */
  readonly container: boolean;
  /** What Docker's names of its containers and networks begin with. */
  readonly name: string;
  /** The networks that the files declare, and `default`, by their names in the files. */
  readonly networks: ReadonlyMap<string, ProjectNetwork>;
  /** The texts that took part, by path. Every `Location` of this project points into one of them. */
  readonly files: ReadonlyMap<FilePath, SourceText>;
  /** Every path that was looked at, also those that do not exist: a change of any of them may change the project. */
  readonly dependencies: ReadonlySet<FilePath>;
  /** The folders of which the names of files were looked at: an env file that comes to lie there may change the project. */
  readonly listed: ReadonlySet<FilePath>;
  /** Why Compose would refuse the project, in Compose's words. Reads every service, so nothing that runs at every edit may ask. */
  readonly errors: readonly ProjectError[];
  /**
   * Those of the errors that are found without composing a service: what was in the way while the project was loaded, texts
   * that are no YAML, and those that cannot be interpolated, wherever they stand.
   */
  readonly textErrors: readonly ProjectError[];
  /** Whether a compose file or a `.env` cannot be read to its end, by Compose. */
  readonly broken: boolean;
  /**
   * Stands for all texts that more than one service may rest on: the same object as in the version before as long as they are the
   * same.
   */
  readonly shared: object;
  /** The block of a compose file in which a place stands; null where its file is not cut into blocks. */
  blockAt(at: Location): TextBlock | null;
  /** Where a block stands in a file; null: it is none of it. */
  placeOf(file: FilePath, block: object): TextBlock | null;
  /** In the order of the file, each without the lines that cannot be read; services of which nothing can be read are left out. */
  readonly services: readonly Service[];
  /** The same, for those who need not look at each of them; `rosterOf` tells it of every project. */
  readonly roster?: Roster | undefined;
  /** Those of them that run. */
  readonly active: ReadonlySet<Service>;
  /** The files that serve `${…}` and bare names (`.env` or `--env-file`), in order. */
  readonly dotenv: readonly EnvFile[];
  /**
   * Env files in the project directory (`*.env`) that nothing in the folder names: not a compose file of this or another
   * project, not a script. Read when someone asks.
   */
  readonly envFilesBeside: readonly EnvFile[];
  /**
   * Whether services may exist that are not in `services` (a broken service, a missing compose file, an `include` that
   * could not be followed): a name that no service has may still be one.
   */
  readonly incomplete: boolean;
}

/** Services by number. */
export interface Roster {
  /** Of each service (see `Service`); the same object as in the version before as long as all of them are. */
  readonly identities: readonly object[];
  /** The block of a service that is read from it alone, and where that begins; null where a look at the service tells it. */
  blockAt(number: number): KnownText | null;
  baseAt(number: number): number | null;
  at(number: number): Service;
}

/** A refusal as it is told, at the very end. */
export interface ProjectError extends Refusal {
  /** In Compose's words, made from the reason; nothing reads them back. */
  readonly message: string;
  /** `syntax`: the YAML or env file could not be read; `project`: Compose refuses what it says. */
  readonly kind: "syntax" | "project";
}

export interface Service {
  readonly name: string;
  /**
   * Stands for what its texts say: the same object as in the version before as long as its blocks, and all texts that no single
   * service owns, are the same. The env files that it names, and the files that it mounts, may be others.
   */
  readonly identity: object;
  /** The service's key in the compose file (of the last file that has it). */
  readonly nameAt: Location;
  /** Its `image`, interpolated; null when it has none (it is built, or its base file is elsewhere). */
  readonly image: Interpolated | null;
  readonly hasBuild: boolean;
  /** What the container gets, by name, in the order in which Compose sees the names first. */
  readonly environment: ReadonlyMap<string, Variable>;
  /** The `environment:` sections that belong to this service in the user's own text, last file first; where a fix may add a line. */
  readonly environmentSections: readonly EnvironmentSection[];
  /** The `env_file`s, in order of reading. */
  readonly envFiles: readonly EnvFile[];
  /** Files that the container has from secrets, configs and mounts, by absolute path in the container. */
  readonly mounts: ReadonlyMap<string, Mount>;
  readonly network: ServiceNetwork;
  readonly profiles: readonly string[];
  /** The services that its `depends_on` names, each time that it does. */
  readonly dependsOn: readonly DependsOnEntry[];
  /** The words of its `entrypoint` and `command`, interpolated; empty where the image's own are used. */
  readonly commandLine: readonly string[];
  /**
   * Whether the container may get more than what is here: an env file that is missing, unreadable or broken, an
   * `extends` that could not be followed. A name that `environment` lacks is then unknown, not absent.
   */
  readonly incomplete: boolean;
  /** The names of lines in its texts that cannot be read: one that is a variable's is not in `environment`, and unknown. */
  readonly unseenNames: readonly string[];
  /** Why Compose would refuse this service's environment; entries that it refuses are not in `environment`. */
  readonly errors: readonly Refusal[];
  /** The service's own keys in the text at `nameAt` (not what it merges, extends or overrides), in order; where a fix may add one. */
  readonly pairs: readonly ServicePair[];
  /** The service from its key to its end, in every compose file that has it. */
  readonly texts: readonly Location[];
  /**
   * The pieces of text that it is read from, lowest first: its own, and what it overrides and extends, but not what an
   * alias repeats. A text that cannot be cut is one piece.
   */
  readonly blocks: readonly TextBlock[];
}

/** A stretch of a file. */
export interface TextBlock {
  readonly file: FilePath;
  /** Where it begins in the file. */
  readonly base: number;
  readonly text: string;
  /** Stands for the block wherever it stands: the same object as long as its text is the same. */
  readonly block: KnownText;
}

/** A service in another one's `depends_on`. */
export interface DependsOnEntry {
  readonly name: string;
  /** The item or pair, to be removed by `removeEntry`. */
  readonly entry: Entry;
}

/** `image: x` of a service, as written. */
export interface ServicePair {
  readonly name: string;
  /** From the key to the end of the value. */
  readonly at: Location;
  /** The value as written; null where nothing stands after the colon. */
  readonly value: Location | null;
  /** Whether the service is written in braces. */
  readonly flow: boolean;
}

/** A text after interpolation; `unresolved` names what nothing sets (there `text` has nothing, as in Compose). */
export interface Interpolated {
  readonly text: string;
  readonly unresolved: readonly string[];
  /** Whether something took part that is set, but not here. */
  readonly unseen?: boolean;
  readonly at: Location;
}

export interface ProjectNetwork {
  /** Its name to Docker. */
  readonly name: string;
  /** It exists without the project. */
  readonly external: boolean;
  /** It leads nowhere else. */
  readonly internal: boolean;
}

export interface ServiceNetwork {
  /** `network_mode`, e.g. `host`; null when not given. */
  readonly mode: string | null;
  /** Names under which other services of a shared network reach this one: service name, `container_name`, `hostname`, aliases. */
  readonly names: readonly string[];
  /** Names in `extra_hosts` and `links`: resolvable from this service. */
  readonly extraHosts: readonly string[];
  /** Networks by their name in the file; `["default"]` when none is given. */
  readonly networks: readonly string[];
  /** Whether one of its networks is declared `external`, or own `dns` is set: names that we do not see may resolve there. */
  readonly reachesElsewhere: boolean;
  /** Whether nothing is known of it: it may even be that of the host, or shared with another container. */
  readonly unseen?: boolean;
  readonly ports: readonly PublishedPort[];
}

/** An item of `ports:`; ports may be ranges (`8000-8010`). */
export interface PublishedPort {
  /** On the Docker host; empty where Docker chooses it. */
  readonly published: string;
  /** In the container. */
  readonly target: string;
  /** `tcp` unless given; in small letters. */
  readonly protocol: string;
  /** The address of the host that it is published on; empty: on all of them. */
  readonly hostIp: string;
}

/** A secret, config or bind mount as the container sees it. `content` is null where the file or variable is not seen. */
export interface Mount {
  readonly kind: "secret" | "config" | "volume";
  readonly source: string;
  readonly content: string | null;
  /** Where the content stands; null when it is not in a file that we see. */
  readonly at: Location | null;
  /** What the variable that `environment:` names has, also where the content is not seen because it rests on names that nothing sets. */
  readonly found?: FoundValue<Origin>;
  /** The line of the compose file that mounts it. */
  readonly declared: Location;
}

export type OriginKind = "environment" | "env_file" | "dotenv" | "process" | "secret" | "config" | "volume";

/** Where a value's text stands and how it came from there. */
export interface Origin {
  readonly kind: OriginKind;
  /**
   * The text that the user must change to change the value, without its quotes: the value in `.env` for a bare name
   * or for `K=${X}`, the whole right side in the compose file when it is a mixture. Null: not in any file (shell), or in a `.env` that was not read.
   */
  readonly at: Location | null;
  /** The whole entry that `at` is part of: a list item without its dash, a map pair, an env file's statement. Null with `at`. */
  readonly entry: Entry | null;
  /** References that lead from the declaration to `at`, outermost first: `${X}` in the compose file, the bare name. Empty when the value is written in place. */
  readonly through: readonly Location[];
}

/** How an entry is written, as far as an edit must know. */
export interface Entry {
  /** `list-item`: `- K=V`; `map-pair`: `K: V`; `env-line`: a statement of `.env` or an env file. */
  readonly form: "list-item" | "map-pair" | "env-line";
  /** The whole entry: for a list item from its dash, for a map pair from its key, for an env line from its `export` or name. Without the line break and without a comment after it. */
  readonly at: Location;
  /** The text of the name, without quotes. */
  readonly key: Location;
  /** The text of the value, with its quotes if it has its own (`K: "v"`, `K="v"` in an env file); null for a bare name. For a quoted list item (`- "K=v"`) the text between `=` and the closing quote. */
  readonly value: Location | null;
  /** The quotes that YAML or the env-file grammar removes; for a list item those around the whole item. */
  readonly quotes: "none" | "single" | "double" | "block";
  /** Whether the entry stands in a flow collection (`[…]`, `{…}`). */
  readonly flow: boolean;
  /** True for a line of an env file of `format: raw`, in which quotes and `$` mean themselves. */
  readonly raw?: boolean;
}

interface VariableBase {
  readonly name: string;
  /** The entry that brings the name into the container: in the compose file, or in an env file. */
  readonly declared: Entry;
  /** The file of the service that names `declared`'s file, when that is an env file: the `env_file` item in the compose file. */
  readonly envFileAt: Location | null;
}

/** The container gets this text, whoever runs `docker compose` (unless their shell overrides `.env`). */
export interface ValueVariable extends VariableBase {
  readonly state: "value";
  readonly value: string;
  readonly origin: Origin;
}

/**
 * Nothing we see decides the value: a bare name or a `${X}` that no file sets.
 * `composed` is what Compose gives with the environment we were shown: a text, or null when the name stays out of the container.
 */
export interface UnknownVariable extends VariableBase {
  readonly state: "unknown";
  readonly composed: string | null;
  /** The names that nothing sets; the variable's own name for a bare entry. Empty when the reason is another (an unreadable env file). */
  readonly unresolved: readonly string[];
  readonly origin: Origin;
}

export type Variable = ValueVariable | UnknownVariable;

/** A service's `environment:` as the user wrote it. */
export interface EnvironmentSection {
  readonly form: "list" | "map";
  readonly flow: boolean;
  readonly file: FilePath;
  /** The collection's own text, after `environment:`. */
  readonly at: Location;
  readonly entries: readonly Entry[];
}

/** An env file, read. */
export interface EnvFile {
  readonly path: FilePath;
  /** `irregular`: a pipe or a device, which this program does not read. */
  readonly state: "read" | "missing" | "unreadable" | "irregular" | "invalid";
  readonly required: boolean;
  /** The item in the compose file that names it; null for `.env` and `--env-file`. */
  readonly declared: Location | null;
  /** Those before the fault, where there is one. */
  readonly statements: readonly EnvStatement[];
  /** Where the grammar of an invalid file breaks. */
  readonly fault?: Location;
}

export interface EnvStatement {
  readonly name: string;
  /** Null: a bare name, which inherits. */
  readonly value: string | null;
  readonly unresolved: readonly string[];
  readonly entry: Entry;
}
