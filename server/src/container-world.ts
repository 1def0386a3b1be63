// What the language server needs to ask a running container. A module of its own, so that a session which never asks one does
// not load it.
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { OwnProgram } from "./containers/network-test.js";
import type { ContainerWorld } from "./editor/features/container-question.js";
import { comparisonExplained } from "./explained.js";
import { processRunner } from "./processes.js";
import { checkSender } from "./smtp/check-sender.js";

/**
 * @param server the address of the server's own file
 * @param env the environment that programs are found in, and run with
 */
export function containerWorld(server: string, env: NodeJS.ProcessEnv): Omit<ContainerWorld, "probe"> {
  const set = Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
  return {
    runner: processRunner(new Map(set)),
    program: ownProgram(server),
    checkSender: (delivery, timeout) => checkSender(delivery, null, timeout),
    comparisonPage: (composed, comparison, present) => comparisonExplained(composed, comparison, present.facts.language),
  };
}

/** The package of npm that this server is a part of; the extension has the command line in one file, and names it itself. */
function ownProgram(server: string): OwnProgram | null {
  const [dist, bin] = [new URL("../dist/cli.js", server), new URL("../bin/plausible-mail.js", server)];
  return existsSync(dist) && existsSync(bin)
    ? { path: fileURLToPath(new URL("..", server)).replace(/[\\/]$/, ""), isFile: false }
    : null;
}
