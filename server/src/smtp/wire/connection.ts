import { type AddressInfo, connect as connectTcp, type LookupFunction, type Socket } from "node:net";
import { connect as connectTls, rootCertificates, type TLSSocket } from "node:tls";
import { problemOf, WireError } from "../verdict/wire-error.js";

export interface Address {
  readonly address: string;
  readonly family: 4 | 6;
}

export interface TlsSettings {
  /** The name that the certificate must carry; sent as SNI when it is no address. */
  readonly host: string;
  /** PEM certificates that are trusted beside Node's own roots. */
  readonly ca: readonly string[];
  readonly minVersion: "TLSv1" | "TLSv1.1" | "TLSv1.2" | "TLSv1.3";
  readonly maxVersion: "TLSv1" | "TLSv1.1" | "TLSv1.2" | "TLSv1.3";
  /** The suites of TLS up to 1.2, as OpenSSL names them; null: the usual ones. */
  readonly ciphers: string | null;
}

/** A line-wise conversation over TCP, later perhaps over TLS. Every call has a time limit and ends at once when cancelled. */
export interface Connection {
  /** The peer, as it was reached. */
  readonly remote: string;
  /** The TLS socket once there is one, for its certificate and version. */
  readonly tls: () => TLSSocket | null;
  /** The next line, line end included; a line that is too long comes in pieces. */
  readLine(): Promise<string>;
  /** Starts the time limit of one reply. */
  startReply(): void;
  write(text: string): void;
  /** Goes over to TLS. The certificate is judged by the caller. What came in clear behind the last line is thrown away, and ends the talk. */
  startTls(settings: TlsSettings): Promise<void>;
  close(): void;
}

/**
 * Bytes of a line. In clear Erlang's driver hands over longer ones in pieces of its buffer's size, and the clients take each
 * piece for a line (executed, OTP 25; erts/emulator/drivers/common/inet_drv.c INET_DEF_BUFFER); inside TLS it has no such limit.
 */
const maxClearLine = 1460;
const maxLine = 64 * 1024;
/** Bytes of one whole reply: a server that says more is not listened to. */
const maxReply = 32 * 1024 * 1024;

/** Node takes a list without one of these for a wish to go without TLS 1.3. */
const tls13Suites = "TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256:TLS_AES_128_GCM_SHA256";

/** Opens a TCP connection to the first of `addresses` that answers. */
export async function openConnection(
  addresses: readonly Address[],
  port: number,
  /** Milliseconds for the connection. */
  connectTimeout: number,
  /** Milliseconds for a handshake, and for each reply. */
  timeout: number,
  signal: AbortSignal,
): Promise<Connection> {
  let socket: Socket | TLSSocket;
  let secure: TLSSocket | null = null;
  let buffer: Buffer = Buffer.alloc(0);
  let ended: WireError | null = null;
  let wake: (() => void) | null = null;
  let deadline = 0;
  let received = 0;
  let heard = false;

  const lookup: LookupFunction = (_name, options, done) => {
    const first = addresses[0];
    if (options.all) done(null, [...addresses]);
    else if (first === undefined) done(new Error("no address"), "", 4);
    else done(null, first.address, first.family);
  };
  const tcp = connectTcp({
    host: "name",
    port,
    lookup,
    autoSelectFamily: true,
    // Node gives up an address after a quarter of a second, which is too early for distant servers.
    autoSelectFamilyAttemptTimeout: Math.max(250, Math.min(2_000, Math.round(connectTimeout / 3))),
  });
  socket = tcp;
  await settle(tcp, "connect", connectTimeout, signal);
  tcp.setNoDelay(true);
  const { address, port: remotePort } = {
    address: tcp.remoteAddress ?? "",
    port: tcp.remotePort ?? port,
  } satisfies Partial<AddressInfo>;
  const remote = address.includes(":") ? `[${address}]:${remotePort}` : `${address}:${remotePort}`;
  listen();

  function listen(): void {
    socket.on("data", onData);
    socket.on("end", onEnd);
    socket.on("close", onEnd);
    socket.on("error", onError);
  }

  function onData(data: Buffer): void {
    received += data.length;
    buffer = buffer.length === 0 ? data : Buffer.concat([buffer, data]);
    if (buffer.length > maxLine) socket.pause(); // what the other side sends waits in its own memory
    wake?.();
  }
  function onEnd(): void {
    ended ??= new WireError("closed");
    wake?.();
  }
  function onError(error: NodeJS.ErrnoException): void {
    ended ??= problemOf(error);
    wake?.();
  }

  /** Waits until there is something new to see. */
  function news(): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => finish(() => reject(new WireError("timeout"))), Math.max(0, deadline - Date.now()));
      const onAbort = () => finish(() => reject(new WireError("cancelled")));
      const finish = (settled: () => void) => {
        clearTimeout(timer);
        signal.removeEventListener("abort", onAbort);
        wake = null;
        settled();
      };
      wake = () => finish(resolve);
      signal.addEventListener("abort", onAbort, { once: true });
      if (signal.aborted) onAbort();
    });
  }

  return {
    remote,
    tls: () => secure,
    startReply() {
      deadline = Date.now() + timeout;
      received = buffer.length;
    },
    async readLine() {
      for (;;) {
        if (signal.aborted) throw new WireError("cancelled");
        const limit = secure === null ? maxClearLine : maxLine;
        const end = buffer.indexOf(0x0a);
        const length = end >= 0 && end < limit ? end + 1 : buffer.length > limit ? limit : 0;
        if (length > 0) {
          const line = buffer.subarray(0, length).toString("utf8");
          buffer = buffer.subarray(length);
          heard = true;
          if (received > maxReply) throw new WireError("flood");
          if (Date.now() > deadline) throw new WireError("timeout"); // lines that never end are no answer
          return line;
        }
        if (ended !== null) throw ended;
        socket.resume();
        await news();
      }
    },
    write(text) {
      if (ended === null) socket.write(text);
    },
    async startTls(settings) {
      tcp.off("data", onData).off("end", onEnd).off("close", onEnd).off("error", onError);
      tcp.on("error", () => {}); // TLS tells what it means
      tcp.pause();
      const early = [buffer];
      for (let chunk: Buffer | null = tcp.read(); chunk !== null; chunk = tcp.read()) early.push(chunk);
      const rest = Buffer.concat(early);
      buffer = Buffer.alloc(0);
      if (rest.length > 0 && heard) {
        tcp.destroy();
        throw new WireError("injected", String(rest[0]));
      }
      if (rest.length > 0) tcp.unshift(rest); // a greeting where TLS was to come first: the handshake fails on it
      const legacy = settings.minVersion === "TLSv1" || settings.minVersion === "TLSv1.1";
      const older = settings.ciphers ?? (legacy ? "DEFAULT@SECLEVEL=0" : null);
      secure = connectTls({
        socket: tcp,
        ...(/^[\d.]+$|:/.test(settings.host) ? {} : { servername: settings.host }),
        host: settings.host,
        // Node's roots are loaded already; a list of one's own is parsed anew for every connection.
        ...(settings.ca.length === 0 ? {} : { ca: [...rootCertificates, ...settings.ca] }),
        minVersion: settings.minVersion,
        maxVersion: settings.maxVersion,
        ...(older === null ? {} : { ciphers: settings.maxVersion === "TLSv1.3" ? `${tls13Suites}:${older}` : older }),
        allowPartialTrustChain: true, // an intermediate authority may be the trusted one, as with Erlang
        rejectUnauthorized: false, // judged by the caller, who tells which fault it is
      });
      socket = secure;
      await settle(secure, "secureConnect", timeout, signal, tcp);
      listen();
    },
    close() {
      socket.on("error", () => {});
      socket.destroy();
      tcp.destroy();
    },
  };
}

/** Waits for a socket's first event: the wanted one, an error, the end, the time limit or the cancel. Destroys it when it failed. */
function settle(socket: Socket, event: string, timeout: number, signal: AbortSignal, below?: Socket): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => finish(new WireError("timeout")), timeout);
    const onAbort = () => finish(new WireError("cancelled"));
    const onError = (error: NodeJS.ErrnoException) => finish(problemOf(error));
    const onClose = () => finish(new WireError("closed"));
    const onDone = () => finish(null);
    function finish(error: WireError | null): void {
      clearTimeout(timer);
      signal.removeEventListener("abort", onAbort);
      socket.off(event, onDone).off("error", onError).off("close", onClose).off("end", onClose);
      below?.off("error", onError);
      if (error === null) {
        resolve();
        return;
      }
      for (const one of [socket, below]) one?.on("error", () => {}).destroy();
      reject(error);
    }
    socket.once(event, onDone).once("error", onError).once("close", onClose).once("end", onClose);
    below?.once("error", onError);
    signal.addEventListener("abort", onAbort, { once: true });
    if (signal.aborted) onAbort();
  });
}
