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
  /** Files with certificates that are trusted too, as this machine has them. */
  readonly ca: readonly string[];
}

/**
 * The test of the mail server, run by this program in a container of its own that shares the network of Plausible's. Values of
 * the shell are handed on by their names; the project is mounted, and cannot be changed.
 */
export function networkTestCommand({ project, service, container, program, flags, ca }: NetworkTest, engine: Engine): Command {
  const { up, inside } = mountOf(project, service);
  const folder = up === "" ? project.directory : above(project.directory, up.split("/..").length - 1);
  const entry = program.isFile ? "/plausible-mail.mjs" : "/plausible-mail/bin/plausible-mail.js";
  const mounted = program.isFile ? entry : "/plausible-mail";
  return {
    argv: [
      ...engine.engine,
      ...["run", "--rm", "--network", `container:${container}`],
      ...["--volume", `${program.path}:${mounted}:ro`, "--volume", `${folder}:/project:ro`],
      ...ca.flatMap((file, at) => ["--volume", `${file}:${certificate(at)}:ro`]),
      ...["--workdir", inside === "" ? "/project" : `/project/${inside}`],
      ...shellNames(project, service).flatMap((name) => ["--env", name]),
      ...[image, "node", entry, "test", ...projectWords(project), "--service", service.name],
      // What the container's own shell has is nobody's setting.
      ...(project.request.processEnvironment === null ? ["--no-process-env"] : []),
      ...ca.flatMap((_, at) => ["--ca", certificate(at)]),
      ...["--from-container", "--format", "json", ...flags],
    ],
    cwd: project.directory,
  };
}

/** Where a file with certificates lies in the container of the test. */
const certificate = (at: number) => `/plausible-mail-ca-${at + 1}.pem`;

/** A folder so many steps above another one. */
function above(folder: string, steps: number): string {
  return folder.split("/").slice(0, -steps).join("/") || "/";
}
