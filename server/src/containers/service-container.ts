import { shellLine } from "../base/shell-words.js";
import type { FilePath } from "../base/text.js";
import type { Project } from "../compose/types.js";
import { type Answer, readAnswer } from "./answers.js";
import { CommandLines } from "./command-lines.js";
import { type Engine, enginesOn } from "./engine.js";
import { ContainerTrouble, faultOf } from "./faults.js";
import { type InspectedContainer, readInspected } from "./inspected.js";
import type { Command, Outcome, RunLimits, Runner } from "./runner.js";

/** Where a container is asked from, and who watches. */
export interface ContainerAccess {
  readonly runner: Runner;
  /** How Compose is called; null: as this machine has it. */
  readonly engine: Engine | null;
  readonly signal: AbortSignal;
  /** Told each command line before it runs. */
  readonly onCommand: (line: string) => void;
}

/** What is kept of an output: a configuration, or the description of some containers. */
const characters = 4_000_000;

/** Seconds for what the engine knows by itself. */
const shortly = 30;

/** The output of a command has no place in a file; this stands for one. */
const nowhere: FilePath = "/docker-inspect.json";

/**
 * The container of a service of a compose project, asked through Compose. Everything that goes wrong is a
 * `ContainerTrouble`.
 */
export class ServiceContainer {
  readonly #project: Project;
  readonly #service: string;
  readonly #access: ContainerAccess;
  readonly #engines: readonly Engine[];
  /** How Compose is called, once that is known. */
  #engine: Engine | null = null;

  constructor(project: Project, service: string, access: ContainerAccess) {
    this.#project = project;
    this.#service = service;
    this.#access = access;
    this.#engines = access.engine === null ? enginesOn(access.runner) : [access.engine];
  }

  /** The command lines in the order in which they would run, where none is to be run. */
  preview(...wanted: readonly ((lines: CommandLines) => Command)[]): readonly string[] {
    const engine = this.#engines[0] ?? { compose: ["docker", "compose"], engine: ["docker"] };
    const lines = new CommandLines(this.#project, this.#service, engine);
    return wanted.map((make) => shellLine(make(lines).argv));
  }

  /** Its containers, those that run first; an empty list where it has none. */
  async inspect(): Promise<readonly InspectedContainer[]> {
    const listed = await this.#ask((lines) => lines.list(), { seconds: shortly, characters });
    const ids = listed.stdout.split(/\s+/).filter((word) => /^[0-9a-f]{12,64}$/.test(word));
    if (ids.length === 0) return [];
    const { stdout } = await this.#ask((lines) => lines.inspect(ids), { seconds: shortly, characters });
    const found = readInspected(nowhere, stdout);
    if (found === null) throw new ContainerTrouble({ kind: "cut" });
    return found.filter(({ oneOff }) => !oneOff).sort((a, b) => Number(b.state === "running") - Number(a.state === "running"));
  }

  /** The one that runs, and how many do. */
  async running(): Promise<{ readonly container: InspectedContainer; readonly count: number }> {
    const all = await this.inspect();
    const running = all.filter(({ state }) => state === "running");
    const [container] = running;
    if (container === undefined)
      throw new ContainerTrouble({ kind: "not-running", service: this.#service, state: all[0]?.state ?? null });
    return { container, count: running.length };
  }

  /** What an expression prints in the running Plausible. */
  async rpc(expression: string, seconds: number): Promise<Answer> {
    const { stdout } = await this.#ask((lines) => lines.rpc(expression), { seconds, characters });
    const answer = readAnswer(stdout);
    if (!answer.complete) throw new ContainerTrouble({ kind: "cut" });
    return answer;
  }

  /** Its log, piece by piece; with `follow` until the signal aborts. */
  async log(since: string | null, follow: boolean, onPiece: (piece: string) => void): Promise<void> {
    const seconds = follow ? Number.POSITIVE_INFINITY : 300;
    try {
      await this.#ask((lines) => lines.log(since, follow), { seconds, characters: 64_000 }, onPiece);
    } catch (error) {
      // Who follows a log ends it.
      if (!(error instanceof ContainerTrouble) || error.fault.kind !== "cancelled" || !follow) throw error;
    }
  }

  async #ask(
    make: (lines: CommandLines) => Command,
    limits: RunLimits,
    onOutput?: (piece: string) => void,
  ): Promise<Extract<Outcome, { kind: "ended" }>> {
    let trouble: ContainerTrouble | null = null;
    for (const engine of this.#engine === null ? this.#engines : [this.#engine]) {
      const command = make(new CommandLines(this.#project, this.#service, engine));
      this.#access.onCommand(shellLine(command.argv));
      const outcome = await this.#access.runner.run(command, limits, this.#access.signal, onOutput);
      const program = engine.engine.join(" ");
      const fault = faultOf(outcome, { program, service: this.#service, seconds: limits.seconds });
      if (fault === null && outcome.kind === "ended") {
        this.#engine = engine;
        return outcome;
      }
      if (fault === null) continue;
      if (fault.kind !== "no-compose") throw new ContainerTrouble(fault);
      // What is likeliest to be meant is told of.
      trouble ??= new ContainerTrouble(fault);
    }
    throw trouble ?? new ContainerTrouble({ kind: "no-engine" });
  }
}
