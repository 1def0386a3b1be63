import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { makeProject, runCli, type TestProject } from "../support/cli.js";

/** What finds the Docker that `npm run test:engine` has started; one value of a shell with it. */
export const env: Readonly<Record<string, string>> = {
  RELAY_PORT: "1025",
  ...Object.fromEntries(["PATH", "DOCKER_HOST", "DOCKER_CONFIG"].map((name) => [name, process.env[name] ?? missing(name)])),
};

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
  /** `docker compose …` in the folder of its compose file. */
  compose(...words: readonly string[]): string;
}

/** @param at the folder of its compose file below its own */
export function realProject(files: Readonly<Record<string, string>>, at = "."): RealProject {
  const project = makeProject(files);
  const cwd = join(project.folder, at);
  const [first = ""] = Object.keys(files).filter((name) => name.endsWith(".yml"));
  const named = first.endsWith("compose.yml") ? [] : ["--file", first];
  const compose = (...words: readonly string[]) => docker(cwd, "compose", ...named, ...words);
  return {
    folder: project.folder,
    // A process of its own, as it is installed: it is mounted into containers.
    run: ([command = "", ...args], options = {}) =>
      runCli([command, ...named, ...args], { ...options, cwd, env: { ...env, ...options.env } }),
    compose,
    remove: () => {
      compose("down", "--timeout", "0", "--volumes");
      project.remove();
    },
  };
}
