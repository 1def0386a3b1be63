import { join } from "node:path";
import type { Command, Outcome, Runner } from "../src/containers/runner.js";

/** The id that the stand-in gives its one container. */
export const containerId = "4f2b9c0d7e1a4f2b9c0d7e1a4f2b9c0d7e1a4f2b9c0d7e1a4f2b9c0d7e1a4f2b";

/** What a test says of a container. */
export interface Inspected {
  readonly environment: readonly string[];
  readonly folder: string;
  readonly image?: string;
  readonly state?: string;
  readonly files?: readonly string[];
  readonly id?: string;
  readonly name?: string;
}

/** What `docker inspect` prints of a container of a compose project, as far as anything reads it. */
export function inspected(...containers: readonly Inspected[]): string {
  return JSON.stringify(
    containers.map(({ environment, folder, image, state, files, id, name }) => ({
      Id: id ?? containerId,
      Name: `/${name ?? "stats-plausible-1"}`,
      State: { Status: state ?? "running", Running: (state ?? "running") === "running" },
      Image: "sha256:1f0c5d1e0000000000000000000000000000000000000000000000000000abcd",
      Config: {
        Image: image ?? "ghcr.io/plausible/community-edition:v3.2.1",
        Env: ["PATH=/usr/local/bin:/usr/bin", "LANG=C.UTF-8", ...environment],
        Labels: {
          "com.docker.compose.project": "stats",
          "com.docker.compose.service": "plausible",
          "com.docker.compose.project.working_dir": folder,
          "com.docker.compose.project.config_files": (files ?? ["compose.yml"]).map((file) => join(folder, file)).join(","),
        },
      },
      HostConfig: { NetworkMode: "stats_default" },
      NetworkSettings: { Networks: { stats_default: {} } },
    })),
  );
}

/** What an expression prints: its lines between what a release may write around them. */
export function printed(lines: Readonly<Record<string, string>>): string {
  return `${Object.entries(lines)
    .map(([key, term]) => `@@${key} ${term}\n`)
    .join("")}@@end\n`;
}

/** What a program answers to a call whose words contain this one. */
export interface RunAnswer {
  readonly to: string;
  readonly stdout?: string;
  readonly stderr?: string;
  readonly status?: number;
  /** In place of an answer. */
  readonly outcome?: Outcome;
}

/** Runs nothing: tells what it was asked to run, and answers as it is told, a call that nobody has foreseen with status 97. */
export function runnerOf(answers: readonly RunAnswer[], programs: readonly string[] = ["docker"]) {
  const calls: Command[] = [];
  const runner: Runner = {
    has: (program) => programs.includes(program),
    run: async (command, _limits, _signal, onOutput) => {
      calls.push(command);
      const answer = answers.find(({ to }) => command.argv.includes(to));
      if (answer?.outcome !== undefined) return answer.outcome;
      const { stdout = "", stderr = "", status = 0 } = answer ?? { status: 97 };
      onOutput?.(stdout);
      return { kind: "ended", status, stdout, stderr, cut: false };
    },
  };
  return { runner, calls };
}
