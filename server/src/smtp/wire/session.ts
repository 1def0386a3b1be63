import { type Message, message } from "../../base/messages.js";
import type { SmtpAdapterFacts } from "../../plausible/types.js";
import { plainWords, visible } from "../verdict/masking.js";
import type { TestRequest } from "../verdict/request.js";
import { said } from "../verdict/step-texts.js";
import type { Step, StepName, StepStatus } from "../verdict/steps.js";
import type { Talk, Trouble } from "../verdict/talk.js";
import { WireError } from "../verdict/wire-error.js";
import type { Connection } from "./connection.js";
import { type Reader, type Reply, readReply, UnreadableReply } from "./reply.js";

/** Ends a talk. */
export class TalkEnded extends Error {
  constructor(readonly trouble: Trouble) {
    super(trouble.kind);
  }
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** What a step says of itself; nothing: it went well, with the last reply as its detail. */
export interface StepResult {
  readonly status?: StepStatus;
  readonly detail: Message;
}

/** One talk while it goes on: its connection, its steps and its transcript. The dialogues drive it. */
export interface Session {
  readonly request: TestRequest;
  readonly facts: SmtpAdapterFacts;
  /** The name that TLS and the log speak of. */
  host: string;
  readonly talk: Writable<Talk>;
  readonly connection: () => Connection;
  use(connection: Connection): void;
  hangUp(): void;
  /** Runs a step: its time, its outcome, and what it threw. */
  step(name: StepName, run: () => Promise<StepResult>): Promise<void>;
  /** A step that is not walked. */
  skip(name: StepName, detail: Message): void;
  /** Sends a line and reads the reply. `shown` stands in the transcript instead. */
  ask(line: string, shown?: string): Promise<Reply>;
  read(): Promise<Reply>;
  /** Ends the talk with a refusal. */
  refuse(reply: Reply): never;
  /** A reply as a detail. */
  words(reply: Reply): string;
  note(line: string): void;
}

/** Lines and characters of a transcript: enough for any honest server. */
const transcriptLines = 400;
const transcriptWidth = 500;

export interface Recording {
  readonly steps: Step[];
  readonly transcript: string[];
  readonly session: Session;
}

/** A new session; what it records, and every text that leaves it, has gone through `mask`. */
export function createSession(
  request: TestRequest,
  facts: SmtpAdapterFacts,
  host: string,
  mask: (text: string) => string,
  onStep: (step: Step) => void,
): Recording {
  const steps: Step[] = [];
  const transcript: string[] = [];
  const reader: Reader = facts.client.name;
  let connection: Connection | null = null;

  const talk: Writable<Talk> = {
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

  function current(): Connection {
    if (connection === null) throw new Error("no connection yet");
    return connection;
  }
  function note(line: string): void {
    if (transcript.length < transcriptLines) transcript.push(plainWords(mask(line), transcriptWidth));
    else if (transcript.length === transcriptLines) transcript.push("…");
  }
  function words({ lines }: Reply): string {
    return plainWords(mask(lines.slice(0, 10).join("")));
  }
  function record(step: Step): void {
    steps.push(step);
    onStep(step);
  }
  async function read(): Promise<Reply> {
    current().startReply();
    try {
      const reply = await readReply(() => current().readLine(), reader);
      for (const line of reply.lines) note(`< ${line}`);
      return reply;
    } catch (error) {
      if (error instanceof UnreadableReply) {
        note(`< ${error.line}`);
        throw new TalkEnded({
          kind: "unreadable",
          exception: mask(error.exception.replace("{}", `~c"${session.host}"`)).slice(0, 600),
          words: plainWords(mask(error.line)),
        });
      }
      throw error;
    }
  }

  const session: Session = {
    request,
    facts,
    host,
    talk,
    connection: current,
    use(next) {
      connection = next;
    },
    hangUp() {
      connection?.close();
    },
    async step(name, run) {
      const start = performance.now();
      const ms = () => Math.round(performance.now() - start);
      try {
        const { status = "ok", detail } = await run();
        record({ step: name, status, ms: ms(), detail });
      } catch (error) {
        const trouble = troubleOf(error);
        if (trouble === null) throw error;
        talk.trouble = { step: name, trouble };
        if (trouble.kind === "wire") note(`* ${trouble.problem}${trouble.code === "" ? "" : ` (${trouble.code})`}`);
        const open = trouble.kind === "plaintext-auth-not-allowed" || trouble.kind === "credentials-unseen";
        const status = open ? "skipped" : "failed";
        record({ step: name, status, ms: ms(), detail: said.trouble(trouble, session.host, request.timeout) });
        throw error;
      }
    },
    skip(name, detail) {
      record({ step: name, status: "skipped", ms: 0, detail });
    },
    async ask(line, shown = line) {
      note(`> ${shown}`);
      current().write(`${line}\r\n`);
      return read();
    },
    read,
    refuse(reply): never {
      throw new TalkEnded({
        kind: "reply",
        code: reply.code,
        lines: reply.lines.slice(0, 50).map((line) => visible(mask(line)).slice(0, 1000)),
        words: words(reply),
      });
    },
    words,
    note,
  };
  return { steps, transcript, session };
}

/** The trouble in a thrown thing; null: it is a bug of ours, and must not be swallowed. */
export function troubleOf(error: unknown): Trouble | null {
  if (error instanceof TalkEnded) return error.trouble;
  if (error instanceof WireError) return { kind: "wire", problem: error.problem, code: error.code };
  return null;
}

/** A detail that is the server's own words. */
export function serverWords(session: Session, reply: Reply): StepResult {
  return { detail: message({ en: "{words}", "zh-cn": "{words}" }, { words: session.words(reply) }) };
}
