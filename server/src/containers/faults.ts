import { withoutTerminalCodes } from "../base/terminal-codes.js";
import type { Outcome } from "./runner.js";

/** Why a container could not be asked. */
export type Fault =
  /** Neither Docker nor Podman is on PATH. */
  | { readonly kind: "no-engine" }
  /** The program that was named is not there, or may not be run. */
  | { readonly kind: "no-program" | "not-executable"; readonly program: string }
  /** The engine is there without Compose. */
  | { readonly kind: "no-compose"; readonly program: string }
  | { readonly kind: "no-permission" | "no-daemon" }
  /** Compose refuses the project, or knows no such service. */
  | { readonly kind: "no-service"; readonly service: string }
  /** It has no container that runs. `state`: `exited`, `restarting` …; null: it has none at all. */
  | { readonly kind: "not-running"; readonly service: string; readonly state: string | null }
  /** What runs there has no `bin/plausible`, or one that knows no `rpc`. */
  | { readonly kind: "no-rpc"; readonly service: string }
  /** It is there, but Plausible in it does not answer. */
  | { readonly kind: "not-up"; readonly service: string }
  /** An image is not here, and no registry gives it. */
  | { readonly kind: "no-image"; readonly image: string; readonly words: string }
  | { readonly kind: "cut" }
  | { readonly kind: "too-long"; readonly seconds: number }
  | { readonly kind: "cancelled" }
  /** Something else, in the program's own words. */
  | { readonly kind: "failed"; readonly words: string };

/** A container could not be asked; `fault` says why. */
export class ContainerTrouble extends Error {
  readonly fault: Fault;

  constructor(fault: Fault) {
    super(fault.kind);
    this.fault = fault;
  }
}

interface Asked {
  readonly program: string;
  readonly service: string;
  readonly seconds: number;
}

/**
 * What Docker, Podman, their Composes and a release of Elixir write, and what it means. `faults.test.ts` has the texts as
 * people have reported them, from docker-compose 1 to Docker 29.
 */
const signs: readonly (readonly [RegExp, (asked: Asked) => Fault])[] = [
  [
    /permission denied while trying to connect|(?:docker|podman)\.sock: connect: permission denied|PermissionError(?:\(13|: \[Errno 13\])/i,
    () => ({ kind: "no-permission" }),
  ],
  [
    /(?:cannot|couldn't) connect to (?:the )?docker daemon|failed to connect to the docker API|is the docker daemon running|error during connect|(?:cannot|unable to) connect to podman|unable to resolve docker endpoint|error while fetching server api version/i,
    () => ({ kind: "no-daemon" }),
  ],
  [
    // Docker without its plugin takes the flags of Compose for its own.
    /unknown command: docker compose|'compose' is not a docker command|unknown (?:shorthand )?flag: [^\r\n]*[\r\n]+See '(?:docker|podman) --help'|Usage: {2}docker \[OPTIONS\] COMMAND|looking up compose provider failed|unrecognized command `podman compose`/i,
    ({ program }) => ({ kind: "no-compose", program }),
  ],
  [/no such service/i, ({ service }) => ({ kind: "no-service", service })],
  [/is paused, unpause the container/i, ({ service }) => ({ kind: "not-running", service, state: "paused" })],
  [
    /is not running|no container found for|no such container|no such object|is restarting|container state improper|cannot exec (?:in a stopped|a container that has)/i,
    ({ service }) => ({ kind: "not-running", service, state: null }),
  ],
  [
    /executable file [^\n]*not found|stat \S*bin\/plausible: no such file|exec format error|Unknown command rpc/i,
    ({ service }) => ({ kind: "no-rpc", service }),
  ],
  [
    /RPC failed with reason|could not contact remote node|Connection attempt from node/i,
    ({ service }) => ({ kind: "not-up", service }),
  ],
];

/** What Docker says first when it has to fetch an image. */
const wantedImage = /^Unable to find image '([^'\r\n]+)' locally$/m;

/** Why a run did not do what it was to do; null: it did. */
export function faultOf(outcome: Outcome, asked: Asked): Fault | null {
  switch (outcome.kind) {
    case "no-program":
      return { kind: "no-program", program: asked.program };
    case "not-allowed":
      return { kind: "not-executable", program: asked.program };
    case "cancelled":
      return { kind: "cancelled" };
    case "too-long":
      return { kind: "too-long", seconds: asked.seconds };
    case "ended": {
      if (outcome.status === 0) return outcome.cut ? { kind: "cut" } : null;
      const said = withoutTerminalCodes(`${outcome.stderr}\n${outcome.stdout}`);
      const sign = signs.find(([pattern]) => pattern.test(said));
      if (sign !== undefined) return sign[1](asked);
      const words = firstWords(outcome);
      const image = wantedImage.exec(said)?.[1];
      if (image === undefined) return { kind: "failed", words };
      return { kind: "no-image", image, words: words.replace(/^docker: |Error response from daemon: |\.$/g, "") };
    }
  }
}

/** The line that says most: the last of an error, or the first that there is. */
function firstWords({ stderr, stdout, status }: Extract<Outcome, { kind: "ended" }>): string {
  const lines = withoutTerminalCodes(`${stderr}\n${stdout}`)
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  const telling = lines.find((line) => /^(?:error|\*\*)|error[: ]|failed/i.test(line)) ?? lines[0];
  return (telling ?? `exit status ${status}`).slice(0, 300);
}
