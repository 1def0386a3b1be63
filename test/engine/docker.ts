import { spawnSync } from "node:child_process";
import { makeProject, runCli, type TestProject } from "../support/cli.js";

/** What finds the Docker that `npm run test:engine` has started. */
export const env = Object.fromEntries(
  ["PATH", "DOCKER_HOST", "DOCKER_CONFIG"].map((name) => [name, process.env[name] ?? missing(name)]),
);

function missing(name: string): never {
  throw new Error(`no ${name}: run with npm run test:engine`);
}

/** Runs `docker` in a folder. Throws where it fails. @returns what it printed */
export function docker(folder: string, ...words: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync("docker", words, { cwd: folder, env, encoding: "utf8" });
  if (status !== 0) throw new Error(`docker ${words.join(" ")}: ${status}\n${stdout}${stderr}`);
  return stdout;
}

/** A project that Compose can start. */
export interface RealProject extends TestProject {
  /** `docker compose …` in its folder. */
  compose(...words: readonly string[]): string;
}

export function realProject(files: Readonly<Record<string, string>>): RealProject {
  const project = makeProject(files);
  return {
    folder: project.folder,
    // A process of its own, as it is installed: it is mounted into containers.
    run: (args, options = {}) => runCli(args, { ...options, cwd: project.folder, env: { ...env, ...options.env } }),
    compose: (...words) => docker(project.folder, "compose", ...words),
    remove: () => {
      docker(project.folder, "compose", "down", "--timeout", "0", "--volumes");
      project.remove();
    },
  };
}
