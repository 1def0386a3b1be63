import type SMTPConnection from "nodemailer/lib/smtp-connection";
import { isVersion } from "../verdict/log-line.js";
import { plainWords } from "../verdict/plain-words.js";
import type { TestRequest } from "../verdict/request.js";
import type { OrdinaryClient, SecondLook, Talk } from "../verdict/talk.js";
import { WireError } from "../verdict/wire-error.js";
import { type Address, Connection, type TlsSettings } from "./connection.js";
import { trusting } from "./trusted.js";

/** Where the first talk went. */
export interface Target {
  readonly host: string;
  readonly addresses: readonly Address[];
  readonly port: number;
}

/** A second look is a quick one: what speaks the other way answers at once. */
const patience = 5_000;

/** A dialogue that has ended, and the place where it was had. */
export interface EndedDialogue {
  readonly request: TestRequest;
  readonly talk: Talk;
  readonly implicitTls: boolean;
  readonly target: Target;
  readonly signal: AbortSignal;
}

/**
 * One more connection that speaks the other way: TLS where the adapter spoke in clear and heard nothing, clear text where its
 * handshake failed. Null: the first dialogue left nothing open.
 */
export async function lookAgain(ended: EndedDialogue): Promise<SecondLook | null> {
  const { talk, implicitTls, signal } = ended;
  const { trouble } = talk;
  if (trouble === null || trouble.trouble.kind !== "wire" || signal.aborted) return null;
  const { problem, code } = trouble.trouble;
  if (problem === "cancelled" || isVersion(code)) return null;
  if (trouble.step === "greeting" && !implicitTls && !talk.greeted) return looking(ended, tryTls(ended.target.host));
  if (trouble.step === "tls" && implicitTls) return looking(ended, tryPlain);
  return null;
}

type Look = (connection: Connection) => Promise<SecondLook>;

function tryTls(host: string): Look {
  const settings: TlsSettings = { host, ca: [], minVersion: "TLSv1", maxVersion: "TLSv1.3", ciphers: null };
  return async (connection) => {
    await connection.startTls(settings);
    return { speaks: "tls", words: "" };
  };
}

async function tryPlain(connection: Connection): Promise<SecondLook> {
  connection.startReply();
  const line = await connection.readLine();
  return { speaks: /^\d{3}[ -]/.test(line) ? "smtp" : "other", words: plainWords(line, 120) };
}

async function looking({ request, target, signal }: EndedDialogue, look: Look): Promise<SecondLook> {
  const { addresses, port } = target;
  const timeout = Math.min(request.timeout, patience);
  try {
    const connection = await Connection.open({ addresses, port, connectTimeout: timeout, replyTimeout: timeout, signal });
    try {
      return await look(connection);
    } finally {
      connection.close();
    }
  } catch (error) {
    if (error instanceof WireError) return { speaks: null, words: "" };
    throw error;
  }
}

/**
 * What nodemailer, as an ordinary mail client with the same settings, meets at the same server: connect, EHLO, STARTTLS, login.
 * It logs in once more, and in clear only where that was allowed before. Null where it could not be asked.
 */
export async function askOrdinaryClient(ended: EndedDialogue): Promise<OrdinaryClient | null> {
  const address = ended.target.addresses[0];
  if (address === undefined || ended.signal.aborted) return null;
  // Loaded only here: it is seldom needed, and slow to load.
  const { default: Client } = await import("nodemailer/lib/smtp-connection");
  return new OrdinaryDialogue(new Client(optionsFor(ended, address)), ended).outcome();
}

function optionsFor({ request, implicitTls, target }: EndedDialogue, { address }: Address): SMTPConnection.Options {
  const { delivery, timeout, ca } = request;
  return {
    host: address,
    port: target.port,
    secure: implicitTls,
    ...(delivery.ehlo === null ? {} : { name: delivery.ehlo }),
    connectionTimeout: timeout,
    greetingTimeout: timeout,
    socketTimeout: timeout,
    tls: {
      ...trusting(ca),
      ...(/^[\d.]+$|:/.test(target.host) ? { host: target.host } : { servername: target.host }),
    },
  };
}

/** nodemailer's dialogue, up to the login; it ends once, whatever it was that ended it. */
class OrdinaryDialogue {
  readonly #client: SMTPConnection;
  readonly #ended: EndedDialogue;
  #finish: (result: OrdinaryClient | null) => void = () => {};

  constructor(client: SMTPConnection, ended: EndedDialogue) {
    this.#client = client;
    this.#ended = ended;
  }

  /** Null: it was cancelled, came to no end, or would have had to log in where that was not allowed. */
  outcome(): Promise<OrdinaryClient | null> {
    const { request, signal } = this.#ended;
    return new Promise((resolve) => {
      const onAbort = () => this.#finish(null);
      const timer = setTimeout(onAbort, 3 * request.timeout);
      this.#finish = (result) => {
        this.#finish = () => {};
        clearTimeout(timer);
        signal.removeEventListener("abort", onAbort);
        this.#client.close();
        resolve(result);
      };
      this.#client.on("error", () => this.#answer(false));
      if (signal.aborted) {
        onAbort(); // it came while the client was loaded
        return;
      }
      signal.addEventListener("abort", onAbort, { once: true });
      this.#client.connect((error?: Error | null) => (error ? this.#answer(false) : this.#login()));
    });
  }

  #login(): void {
    const { request, talk } = this.#ended;
    const user = request.delivery.auth?.username ?? null;
    const pass = request.delivery.auth?.password ?? null;
    const clearLoginAllowed = !talk.secure && talk.attempted.length > 0;
    if (user === null || pass === null || !this.#client.allowsAuth) this.#answer(true);
    else if (!this.#client.secure && !clearLoginAllowed) this.#finish(null);
    else {
      const credentials = { user, pass, credentials: { user, pass } } as never;
      this.#client.login(credentials, (refused?: Error | null) => this.#answer(!refused));
    }
  }

  #answer(getsThrough: boolean): void {
    this.#finish({ getsThrough, secure: this.#client.secure === true, because: reasonOf(this.#ended.talk) });
  }
}

function reasonOf({ trouble, secondEhlo }: Talk): OrdinaryClient["because"] {
  if (secondEhlo) return "second-ehlo";
  if (trouble?.trouble.kind === "tls-impossible") return "tls";
  if (trouble?.step === "auth") return trouble.trouble.kind === "reply" && trouble.trouble.code === 334 ? "prompts" : "auth";
  return "unknown";
}
