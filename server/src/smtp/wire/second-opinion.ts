import { rootCertificates } from "node:tls";
import { isVersion } from "../verdict/log-line.js";
import { plainWords } from "../verdict/masking.js";
import type { TestRequest } from "../verdict/request.js";
import type { OrdinaryClient, SecondLook, Talk } from "../verdict/talk.js";
import { WireError } from "../verdict/wire-error.js";
import { type Address, openConnection, type TlsSettings } from "./connection.js";

/** Where the first talk went. */
export interface Target {
  readonly host: string;
  readonly addresses: readonly Address[];
  readonly port: number;
}

/** A second look is a quick one: what speaks the other way answers at once. */
const patience = 5_000;

/**
 * One more connection that speaks the other way: TLS where the adapter spoke in clear and heard nothing, clear text where its
 * handshake failed. Null: the first talk left nothing open.
 */
export async function lookAgain(
  talk: Talk,
  implicitTls: boolean,
  target: Target,
  timeout: number,
  signal: AbortSignal,
): Promise<SecondLook | null> {
  const { trouble } = talk;
  if (trouble === null || trouble.trouble.kind !== "wire" || signal.aborted) return null;
  const { problem, code } = trouble.trouble;
  if (problem === "cancelled" || isVersion(code)) return null;
  if (trouble.step === "greeting" && !implicitTls && !talk.greeted) return tryTls(target, Math.min(timeout, patience), signal);
  if (trouble.step === "tls" && implicitTls) return tryPlain(target, Math.min(timeout, patience), signal);
  return null;
}

async function tryTls({ host, addresses, port }: Target, timeout: number, signal: AbortSignal): Promise<SecondLook> {
  const settings: TlsSettings = { host, ca: [], minVersion: "TLSv1", maxVersion: "TLSv1.3", ciphers: null };
  return looking(addresses, port, timeout, signal, async (connection) => {
    await connection.startTls(settings);
    return { speaks: "tls", words: "" };
  });
}

async function tryPlain({ addresses, port }: Target, timeout: number, signal: AbortSignal): Promise<SecondLook> {
  return looking(addresses, port, timeout, signal, async (connection) => {
    connection.startReply();
    const line = await connection.readLine();
    return { speaks: /^\d{3}[ -]/.test(line) ? "smtp" : "other", words: plainWords(line, 120) };
  });
}

async function looking(
  addresses: readonly Address[],
  port: number,
  timeout: number,
  signal: AbortSignal,
  look: (connection: Awaited<ReturnType<typeof openConnection>>) => Promise<SecondLook>,
): Promise<SecondLook> {
  try {
    const connection = await openConnection(addresses, port, timeout, timeout, signal);
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
export async function askOrdinaryClient(
  request: TestRequest,
  talk: Talk,
  implicitTls: boolean,
  target: Target,
  signal: AbortSignal,
): Promise<OrdinaryClient | null> {
  const { delivery } = request;
  const address = target.addresses[0];
  if (address === undefined || signal.aborted) return null;
  const clearLoginAllowed = !talk.secure && talk.attempted.length > 0;
  // Loaded only here: it is seldom needed, and slow to load.
  const { default: SMTPConnection } = await import("nodemailer/lib/smtp-connection");
  const client = new SMTPConnection({
    host: address.address,
    port: target.port,
    secure: implicitTls,
    ...(delivery.ehlo === null ? {} : { name: delivery.ehlo }),
    connectionTimeout: request.timeout,
    greetingTimeout: request.timeout,
    socketTimeout: request.timeout,
    tls: {
      ...(request.ca.length === 0 ? {} : { ca: [...rootCertificates, ...request.ca] }),
      ...(/^[\d.]+$|:/.test(target.host) ? { host: target.host } : { servername: target.host }),
    },
  });
  return new Promise((resolve) => {
    let done = false;
    const finish = (result: OrdinaryClient | null) => {
      if (done) return;
      done = true;
      clearTimeout(timer);
      signal.removeEventListener("abort", onAbort);
      client.close();
      resolve(result);
    };
    const answer = (getsThrough: boolean) => finish({ getsThrough, secure: client.secure === true, because: reasonOf(talk) });
    const onAbort = () => finish(null);
    const timer = setTimeout(() => finish(null), 3 * request.timeout);
    signal.addEventListener("abort", onAbort, { once: true });
    client.on("error", () => answer(false));
    client.connect((error?: Error | null) => {
      if (error) return answer(false);
      const { auth } = delivery;
      const user = auth?.username ?? null;
      const pass = auth?.password ?? null;
      if (user === null || pass === null || !client.allowsAuth) return answer(true);
      if (!client.secure && !clearLoginAllowed) return finish(null);
      client.login({ user, pass, credentials: { user, pass } } as never, (refused?: Error | null) => answer(!refused));
    });
  });
}

function reasonOf({ trouble, secondEhlo }: Talk): OrdinaryClient["because"] {
  if (secondEhlo) return "second-ehlo";
  if (trouble?.trouble.kind === "tls-impossible") return "tls";
  if (trouble?.step === "auth") return trouble.trouble.kind === "reply" && trouble.trouble.code === 334 ? "prompts" : "auth";
  return "unknown";
}
