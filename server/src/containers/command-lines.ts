import { relativePath } from "../base/paths.js";
import type { Project } from "../compose/types.js";
import type { Engine } from "./engine.js";
import type { Command } from "./runner.js";

/** A release of Elixir lies there in every image of Plausible. */
const program = "/app/bin/plausible";

/**
 * The command lines with which a service of a project, as Compose runs it, is asked. They run in the project's folder, and
 * have no secret in them.
 */
export class CommandLines {
  readonly #project: Project;
  readonly #engine: Engine;
  readonly #service: string;

  constructor(project: Project, service: string, engine: Engine) {
    this.#project = project;
    this.#engine = engine;
    this.#service = service;
  }

  /** The ids of its containers, one a line, also of those that do not run. */
  list(): Command {
    return this.#compose("ps", "--all", "--quiet", this.#service);
  }

  inspect(ids: readonly string[]): Command {
    return this.#command([...this.#engine.engine, "inspect", ...ids]);
  }

  /** Evaluates an expression in the running Plausible. */
  rpc(expression: string): Command {
    return this.#compose("exec", "-T", this.#service, program, "rpc", expression);
  }

  /** @param since `1h`, `24h`, or a time; null: from its start */
  log(since: string | null, follow: boolean): Command {
    const flags = ["--no-color", "--no-log-prefix", "--timestamps"];
    if (since !== null) flags.push("--since", since);
    if (follow) flags.push("--follow");
    return this.#compose("logs", ...flags, this.#service);
  }

  #compose(...words: readonly string[]): Command {
    return this.#command([...this.#engine.compose, ...projectWords(this.#project), ...words]);
  }

  #command(argv: readonly string[]): Command {
    return { argv, cwd: this.#project.directory };
  }
}

/** The flags that say which project; none where Compose finds it in its folder by itself. */
export function projectWords({ request, directory }: Project): readonly string[] {
  const { composeFiles, envFiles = [], profiles = [], foundFrom, projectDirectory } = request;
  const files = composeFiles.map((file) => relativePath(directory, file));
  const found = foundFrom !== undefined && files.every((file) => /^(?:docker-)?compose(?:\.override)?\.ya?ml$/.test(file));
  return [
    ...(found ? [] : files.flatMap((file) => ["--file", file])),
    ...(projectDirectory === undefined ? [] : ["--project-directory", "."]),
    ...envFiles.flatMap((file) => ["--env-file", relativePath(directory, file)]),
    ...profiles.flatMap((profile) => ["--profile", profile]),
  ];
}

/** Whether a text is a duration or a time as `docker logs --since` takes it. */
export function isLogTime(text: string): boolean {
  return /^(?:(?:\d+(?:\.\d+)?(?:h|m|s|ms))+|\d{4}-\d\d-\d\d(?:T[\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?|\d{9,11})$/.test(text);
}
