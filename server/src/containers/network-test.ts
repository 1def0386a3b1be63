import type { Project, Service } from "../compose/types.js";
import { mountOf, shellNames } from "../smtp-test/elsewhere.js";
import { projectWords } from "./command-lines.js";
import type { Engine } from "./engine.js";
import type { Command } from "./runner.js";

/** Where this program lies on this machine, so that a container can run it too. */
export interface OwnProgram {
  /** The one file that it is, or the folder of its package. */
  readonly path: string;
  readonly isFile: boolean;
}

/** An image with Node: Plausible's own has none. */
const image = "node:22-alpine";

/** What a test from the network of a container needs to know. */
export interface NetworkTest {
  readonly project: Project;
  readonly service: Service;
  /** The container whose network it is. */
  readonly container: string;
  readonly program: OwnProgram;
  /** Flags of the test. */
  readonly flags: readonly string[];
}

/**
 * The test of the mail server, run by this program in a container of its own that shares the network of Plausible's. Values of
 * the shell are handed on by their names; the project is mounted, and cannot be changed.
 */
export function networkTestCommand({ project, service, container, program, flags }: NetworkTest, engine: Engine): Command {
  const { up, inside } = mountOf(project, service);
  const folder = up === "" ? project.directory : above(project.directory, up.split("/..").length - 1);
  const entry = program.isFile ? "/plausible-mail.mjs" : "/plausible-mail/bin/plausible-mail.js";
  const mounted = program.isFile ? entry : "/plausible-mail";
  return {
    argv: [
      ...engine.engine,
      ...["run", "--rm", "--network", `container:${container}`],
      ...["--volume", `${program.path}:${mounted}:ro`, "--volume", `${folder}:/project:ro`],
      ...["--workdir", inside === "" ? "/project" : `/project/${inside}`],
      ...shellNames(project, service).flatMap((name) => ["--env", name]),
      ...[image, "node", entry, "test", ...projectWords(project), "--service", service.name],
      ...["--from-container", "--format", "json", ...flags],
    ],
    cwd: project.directory,
  };
}

/** A folder so many steps above another one. */
function above(folder: string, steps: number): string {
  return folder.split("/").slice(0, -steps).join("/") || "/";
}
