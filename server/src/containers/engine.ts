import { baseOf } from "../base/paths.js";
import { wordsOfLine } from "../base/shell-words.js";
import type { Runner } from "./runner.js";

/** How Docker Compose, and the engine below it, are called here. */
export interface Engine {
  /** `["docker", "compose"]` */
  readonly compose: readonly string[];
  /** `["docker"]` */
  readonly engine: readonly string[];
}

/** What is tried where nobody says how Compose is called, the likeliest first. */
const usual: readonly Engine[] = [
  { compose: ["docker", "compose"], engine: ["docker"] },
  { compose: ["docker-compose"], engine: ["docker"] },
  { compose: ["podman", "compose"], engine: ["podman"] },
];

/** The ways to call Compose that this machine may have: those whose program is on PATH. */
export function enginesOn(runner: Pick<Runner, "has">): readonly Engine[] {
  return usual.filter(({ compose: [program = ""] }) => runner.has(program));
}

/**
 * What `--docker COMMAND` means: `podman`, `sudo docker`, `docker --context prod`, and also a Compose of its own name
 * (`/opt/bin/docker-compose`). Null: it is no command line.
 */
export function engineOf(command: string): Engine | null {
  const words = wordsOfLine(command);
  const last = words?.at(-1);
  if (words === null || last === undefined) return null;
  if (last === "compose" && words.length > 1) return { compose: words, engine: words.slice(0, -1) };
  const own = /^(docker|podman)-compose(?:\.exe)?$/.exec(baseOf(last.replaceAll("\\", "/")))?.[1];
  if (own === undefined) return { compose: [...words, "compose"], engine: words };
  // The engine lies beside it, and is called in the same way.
  const folder = last.slice(0, last.length - baseOf(last.replaceAll("\\", "/")).length);
  return { compose: words, engine: [...words.slice(0, -1), `${folder}${own}`] };
}
