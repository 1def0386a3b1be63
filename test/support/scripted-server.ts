import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { createServer as createTlsServer, TLSSocket } from "node:tls";
import { type CertificateKind, certificates } from "./certificates.js";

/** What to answer to a line: text with its line ends, or one of the misbehaviours; undefined: the ordinary answer. */
export type Answer =
  | string
  | { readonly close: true }
  | { readonly reset: true }
  | { readonly silent: true }
  | { readonly startTls: true };

export interface Script {
  /** TLS from the first byte. */
  readonly implicitTls?: boolean;
  readonly certificate?: CertificateKind;
  /** Default `220 script ESMTP`; a function is given the number of the connection, from 1. */
  readonly greeting?: Answer | ((connection: number) => Answer);
  /** Milliseconds before the greeting. */
  readonly delay?: number;
  /** The lines of the EHLO reply after the first. */
  readonly capabilities?: readonly string[];
  /** Sent in clear in one piece with the answer to STARTTLS. */
  readonly injectAfterStartTls?: string;
  /** Hangs up right after the answer to STARTTLS. */
  readonly hangUpAfterStartTls?: boolean;
  /** Answers by line; the first match wins. */
  readonly on?: readonly (readonly [RegExp, Answer | ((line: string, times: number) => Answer)])[];
}

export interface ScriptedServer {
  readonly port: number;
  readonly ca: string;
  /** Every line of every client, in order; of AUTH too. */
  readonly lines: readonly string[];
  readonly connections: () => number;
  close(): Promise<void>;
}

/** A server that says exactly what it is told, also what no real one should. Reads TLS bytes as one odd line. */
export async function startScriptedServer(script: Script = {}): Promise<ScriptedServer> {
  const { ca, of } = await certificates();
  const pair = of(script.certificate ?? "good");
  const lines: string[] = [];
  const open = new Set<Socket>();
  let connections = 0;

  function serve(socket: Socket): void {
    connections += 1;
    const { greeting = "220 script ESMTP\r\n" } = script;
    const first = typeof greeting === "function" ? greeting(connections) : greeting;
    open.add(socket);
    socket.on("close", () => open.delete(socket));
    socket.on("error", () => {});
    setTimeout(() => give(socket, first), script.delay ?? 0);
    listen(socket);
  }

  function listen(socket: Socket): void {
    let pending = "";
    let inMessage = false;
    const times = new Map<RegExp, number>();
    socket.on("data", (data: Buffer) => {
      pending += data.toString("latin1");
      for (let end = pending.indexOf("\n"); end >= 0; end = pending.indexOf("\n")) {
        const line = pending.slice(0, end).replace(/\r$/, "");
        pending = pending.slice(end + 1);
        lines.push(line);
        if (inMessage && line !== ".") continue;
        const rule = (script.on ?? []).find(([pattern]) => pattern.test(line));
        if (rule !== undefined) {
          const [pattern, answer] = rule;
          times.set(pattern, (times.get(pattern) ?? 0) + 1);
          give(socket, typeof answer === "function" ? answer(line, times.get(pattern) ?? 1) : answer);
        } else {
          give(socket, ordinary(line, inMessage));
        }
        inMessage = /^DATA$/i.test(line);
      }
    });
  }

  function give(socket: Socket, answer: Answer): void {
    if (socket.destroyed) return;
    if (typeof answer === "string") socket.write(answer.endsWith("\n") || answer === "" ? answer : `${answer}\r\n`, "latin1");
    else if ("close" in answer) socket.end();
    else if ("reset" in answer) socket instanceof TLSSocket ? socket.destroy() : socket.resetAndDestroy();
    else if ("startTls" in answer) {
      socket.write(`220 go ahead\r\n${script.injectAfterStartTls ?? ""}`);
      socket.removeAllListeners("data");
      if (script.hangUpAfterStartTls) {
        socket.end();
        return;
      }
      const secure = new TLSSocket(socket, { isServer: true, ...pair });
      secure.on("error", () => {});
      listen(secure);
    }
  }

  function ordinary(line: string, inMessage: boolean): Answer {
    if (inMessage) return "250 2.0.0 Ok: queued as S1";
    if (/^EHLO/i.test(line)) {
      const all = ["script greets", ...(script.capabilities ?? [])];
      return all.map((text, index) => `250${index === all.length - 1 ? " " : "-"}${text}\r\n`).join("");
    }
    if (/^HELO/i.test(line)) return "250 script";
    if (/^STARTTLS/i.test(line)) return { startTls: true };
    if (/^AUTH/i.test(line)) return "535 5.7.8 no";
    if (/^(MAIL|RCPT|RSET|NOOP)/i.test(line)) return "250 2.1.0 Ok";
    if (/^DATA$/i.test(line)) return "354 go on";
    if (/^QUIT/i.test(line)) return "221 bye";
    return "500 5.5.2 unknown";
  }

  const server: Server = script.implicitTls ? createTlsServer(pair, serve) : createServer(serve);
  server.on("tlsClientError", () => {});
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    ca,
    lines,
    connections: () => connections,
    close: () =>
      new Promise((resolve) => {
        for (const socket of open) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
