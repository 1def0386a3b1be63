import { connect as connectTcp, type LookupFunction, type Socket } from "node:net";
import { type ConnectionOptions, connect as connectTls, type TLSSocket } from "node:tls";
import { hostAndPort } from "../../base/host-and-port.js";
import { problemOf, unfinished, WireError } from "../verdict/wire-error.js";
import { trusting } from "./trusted.js";

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

/** Where to connect, and how long to wait. */
export interface ConnectionSettings {
  readonly addresses: readonly Address[];
  readonly port: number;
  /** Milliseconds for the connection. */
  readonly connectTimeout: number;
  /** Milliseconds for a handshake, and for each reply. */
  readonly replyTimeout: number;
  readonly signal: AbortSignal;
}

/** A line-wise conversation over TCP, later perhaps over TLS. Every call has a time limit and ends at once when cancelled. */
export class Connection {
  /** The peer, as it was reached. */
  readonly remote: string;
  readonly #tcp: Socket;
  readonly #timeout: number;
  /** Whether nothing of the reply that is waited for has come. */
  #silent = true;
  readonly #signal: AbortSignal;
  #socket: Socket;
  #secure: TLSSocket | null = null;
  #buffer: Buffer = Buffer.alloc(0);
  #ended: WireError | null = null;
  #wake: (() => void) | null = null;
  #deadline = 0;
  #received = 0;
  #heard = false;

  private constructor(tcp: Socket, { port, replyTimeout, signal }: ConnectionSettings) {
    this.#tcp = tcp;
    this.#socket = tcp;
    this.#timeout = replyTimeout;
    this.#signal = signal;
    this.remote = hostAndPort(tcp.remoteAddress ?? "", tcp.remotePort ?? port);
    this.#listen();
  }

  /** Opens a TCP connection to the first of the addresses that answers. */
  static async open(settings: ConnectionSettings): Promise<Connection> {
    const { addresses, port, connectTimeout, signal } = settings;
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
    await settle(tcp, "connect", connectTimeout, signal);
    tcp.setNoDelay(true);
    return new Connection(tcp, settings);
  }

  /** The TLS socket once there is one, for its certificate and version. */
  get tls(): TLSSocket | null {
    return this.#secure;
  }

  /** Starts the time limit of one reply. */
  startReply(): void {
    this.#deadline = Date.now() + this.#timeout;
    this.#received = this.#buffer.length;
    this.#silent = true;
  }

  /** The next line, line end included; a line that is too long comes in pieces. What has come already needs no waiting. */
  readLine(): string | Promise<string> {
    return this.#lineThatCame() ?? this.#nextLine();
  }

  async #nextLine(): Promise<string> {
    for (;;) {
      if (this.#ended !== null) throw this.#ended;
      this.#socket.resume();
      await this.#news();
      const line = this.#lineThatCame();
      if (line !== null) return line;
    }
  }

  /** @throws WireError where the reply is one that nobody should go on reading */
  #lineThatCame(): string | null {
    if (this.#signal.aborted) throw new WireError("cancelled");
    const line = this.#takeLine();
    if (line === null) return null;
    this.#heard = true;
    if (this.#received > maxReply) throw new WireError("flood");
    this.#silent = false;
    if (Date.now() > this.#deadline) throw new WireError("timeout", unfinished); // lines that never end are no answer
    return line;
  }

  write(text: string): void {
    if (this.#ended === null) this.#socket.write(text);
  }

  /** Goes over to TLS. The certificate is judged by the caller. What came in clear behind the last line is thrown away, and ends the talk. */
  async startTls(settings: TlsSettings): Promise<void> {
    const early = this.#withdrawFromTcp();
    if (early.length > 0 && this.#heard) {
      this.#tcp.destroy();
      throw new WireError("injected", String(early[0]));
    }
    if (early.length > 0) this.#tcp.unshift(early); // a greeting where TLS was to come first: the handshake fails on it
    const secure = connectTls({ socket: this.#tcp, ...tlsOptions(settings) });
    this.#secure = secure;
    this.#socket = secure;
    await settle(secure, "secureConnect", this.#timeout, this.#signal, this.#tcp);
    this.#listen();
  }

  close(): void {
    this.#socket.on("error", () => {});
    this.#socket.destroy();
    this.#tcp.destroy();
  }

  readonly #onData = (data: Buffer): void => {
    this.#received += data.length;
    this.#buffer = this.#buffer.length === 0 ? data : Buffer.concat([this.#buffer, data]);
    if (this.#buffer.length > maxLine) this.#socket.pause(); // what the other side sends waits in its own memory
    this.#wake?.();
  };

  readonly #onEnd = (): void => {
    this.#ended ??= new WireError("closed");
    this.#wake?.();
  };

  readonly #onError = (error: NodeJS.ErrnoException): void => {
    this.#ended ??= problemOf(error);
    this.#wake?.();
  };

  #listen(): void {
    this.#socket.on("data", this.#onData).on("end", this.#onEnd).on("close", this.#onEnd).on("error", this.#onError);
  }

  /** Stops listening in clear; gives what has come and was not read. */
  #withdrawFromTcp(): Buffer {
    const tcp = this.#tcp;
    tcp.off("data", this.#onData).off("end", this.#onEnd).off("close", this.#onEnd).off("error", this.#onError);
    tcp.on("error", () => {}); // TLS tells what it means
    tcp.pause();
    const parts = [this.#buffer];
    for (let chunk: Buffer | null = tcp.read(); chunk !== null; chunk = tcp.read()) parts.push(chunk);
    this.#buffer = Buffer.alloc(0);
    return Buffer.concat(parts);
  }

  /** A line, or the piece of one, that has come; null: none yet. */
  #takeLine(): string | null {
    const limit = this.#secure === null ? maxClearLine : maxLine;
    const end = this.#buffer.indexOf(0x0a);
    const length = end >= 0 && end < limit ? end + 1 : this.#buffer.length > limit ? limit : 0;
    if (length === 0) return null;
    const line = this.#buffer.subarray(0, length).toString("utf8");
    this.#buffer = this.#buffer.subarray(length);
    return line;
  }

  #late(): WireError {
    return new WireError("timeout", this.#silent && this.#buffer.length === 0 ? "" : unfinished);
  }

  /** Waits until there is something new to see. */
  #news(): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => finish(() => reject(this.#late())), Math.max(0, this.#deadline - Date.now()));
      const onAbort = () => finish(() => reject(new WireError("cancelled")));
      const finish = (settled: () => void) => {
        clearTimeout(timer);
        this.#signal.removeEventListener("abort", onAbort);
        this.#wake = null;
        settled();
      };
      this.#wake = () => finish(resolve);
      this.#signal.addEventListener("abort", onAbort, { once: true });
    });
  }
}

function tlsOptions({ host, ca, minVersion, maxVersion, ciphers }: TlsSettings): ConnectionOptions {
  const legacy = minVersion === "TLSv1" || minVersion === "TLSv1.1";
  const older = ciphers ?? (legacy ? "DEFAULT@SECLEVEL=0" : null);
  return {
    ...(/^[\d.]+$|:/.test(host) ? {} : { servername: host }),
    host,
    ...trusting(ca, {
      minVersion,
      maxVersion,
      ...(older === null ? {} : { ciphers: maxVersion === "TLSv1.3" ? `${tls13Suites}:${older}` : older }),
      allowPartialTrustChain: true, // an intermediate authority may be the trusted one, as with Erlang
    }),
    rejectUnauthorized: false, // judged by the caller, who tells which fault it is
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
