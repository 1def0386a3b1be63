import { type Message, message } from "../../base/messages.js";
import type { SmtpAdapterFacts } from "../../plausible/types.js";
import { plainWords, visible } from "../verdict/plain-words.js";
import type { TestRequest } from "../verdict/request.js";
import { said } from "../verdict/step-texts.js";
import type { Step, StepName, StepStatus } from "../verdict/steps.js";
import type { Talk, Trouble } from "../verdict/talk.js";
import { WireError } from "../verdict/wire-error.js";
import type { Connection } from "./connection.js";
import { type Reply, readReply, UnreadableReply } from "./reply.js";

/** Ends a talk. */
export class TalkEnded extends Error {
  constructor(readonly trouble: Trouble) {
    super(trouble.kind);
  }
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** What a step says of itself; nothing: it went well, with the last reply as its detail. */
export interface StepOutcome {
  readonly status?: StepStatus;
  readonly detail: Message;
}

/** Lines and characters of a transcript: enough for any honest server. */
const transcriptLines = 400;
const transcriptWidth = 500;

/** What a dialogue is had with, and who watches it. */
export interface DialogueSettings {
  readonly request: TestRequest;
  readonly facts: SmtpAdapterFacts;
  /** The name that TLS and the log speak of. */
  readonly host: string;
  /** Every text that is recorded has gone through it. */
  readonly mask: (text: string) => string;
  readonly onStep: (step: Step) => void;
}

/** One dialogue while it goes on: its connection, its steps and its transcript. The clients' own ways drive it. */
export class Dialogue {
  readonly request: TestRequest;
  readonly facts: SmtpAdapterFacts;
  host: string;
  readonly steps: Step[] = [];
  readonly transcript: string[] = [];
  readonly talk: Writable<Talk> = {
    trouble: null,
    secure: false,
    authenticated: false,
    attempted: [],
    offered: { startTls: "no", mechanisms: null },
    passedOver: null,
    overlooked: null,
    secondEhlo: false,
    handedOver: false,
    greeted: false,
  };
  readonly #mask: (text: string) => string;
  readonly #onStep: (step: Step) => void;
  #connection: Connection | null = null;

  constructor({ request, facts, host, mask, onStep }: DialogueSettings) {
    this.request = request;
    this.facts = facts;
    this.host = host;
    this.#mask = mask;
    this.#onStep = onStep;
  }

  get connection(): Connection {
    if (this.#connection === null) throw new Error("no connection yet");
    return this.#connection;
  }

  use(connection: Connection): void {
    this.#connection = connection;
  }

  hangUp(): void {
    this.#connection?.close();
  }

  /** Runs a step: its time, its outcome, and what it threw. */
  async step(name: StepName, run: () => Promise<StepOutcome>): Promise<void> {
    const start = performance.now();
    const ms = () => Math.round(performance.now() - start);
    try {
      const { status = "ok", detail } = await run();
      this.#record({ step: name, status, ms: ms(), detail });
    } catch (error) {
      const trouble = troubleOf(error);
      if (trouble === null) throw error;
      this.talk.trouble = { step: name, trouble };
      if (trouble.kind === "wire") this.note(`* ${trouble.problem}${trouble.code === "" ? "" : ` (${trouble.code})`}`);
      const open = trouble.kind === "plaintext-auth-not-allowed" || trouble.kind === "credentials-unseen";
      const status = open ? "skipped" : "failed";
      this.#record({ step: name, status, ms: ms(), detail: said.trouble(trouble, this.host, this.request.timeout) });
      throw error;
    }
  }

  /** A step that is not walked. */
  skip(name: StepName, detail: Message): void {
    this.#record({ step: name, status: "skipped", ms: 0, detail });
  }

  /** Sends a line and reads the reply. The transcript has `shown` instead. */
  async ask(line: string, shown = line): Promise<Reply> {
    this.note(`> ${shown}`);
    this.connection.write(`${line}\r\n`);
    return this.read();
  }

  async read(): Promise<Reply> {
    const { connection } = this;
    connection.startReply();
    try {
      const reply = await readReply(() => connection.readLine(), this.facts.client.name);
      for (const line of reply.lines) this.note(`< ${line}`);
      return reply;
    } catch (error) {
      if (!(error instanceof UnreadableReply)) throw error;
      this.note(`< ${error.line}`);
      throw new TalkEnded({
        kind: "unreadable",
        exception: this.#mask(error.exception.replace("{}", `~c"${this.host}"`)).slice(0, 600),
        words: plainWords(this.#mask(error.line)),
      });
    }
  }

  /** Ends the dialogue with a refusal. */
  refuse(reply: Reply): never {
    throw new TalkEnded({
      kind: "reply",
      code: reply.code,
      lines: reply.lines.slice(0, 50).map((line) => visible(this.#mask(line)).slice(0, 1000)),
      words: this.words(reply),
    });
  }

  /** A reply as a detail. */
  words({ lines }: Reply): string {
    return plainWords(this.#mask(lines.slice(0, 10).join("")));
  }

  /** One more line of the transcript. */
  note(line: string): void {
    if (this.transcript.length < transcriptLines) this.transcript.push(plainWords(this.#mask(line), transcriptWidth));
    else if (this.transcript.length === transcriptLines) this.transcript.push("…");
  }

  #record(step: Step): void {
    this.steps.push(step);
    this.#onStep(step);
  }
}

/** The trouble in a thrown thing; null: it is a bug of ours, and must not be swallowed. */
export function troubleOf(error: unknown): Trouble | null {
  if (error instanceof TalkEnded) return error.trouble;
  if (error instanceof WireError) return { kind: "wire", problem: error.problem, code: error.code };
  return null;
}

/** A detail that is the server's own words. */
export function serverWords(dialogue: Dialogue, reply: Reply): StepOutcome {
  return { detail: message({ en: "{words}", "zh-cn": "{words}" }, { words: dialogue.words(reply) }) };
}
