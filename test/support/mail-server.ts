import type { AddressInfo } from "node:net";
import type { SecureVersion } from "node:tls";
import { SMTPServer } from "smtp-server";
import { type CertificateKind, certificates } from "./certificates.js";

export interface MailServerOptions {
  /** `none`: plain, no STARTTLS offered; `starttls`: plain, STARTTLS offered; `implicit`: TLS from the first byte. */
  readonly tls: "none" | "starttls" | "implicit";
  /** The one login that is accepted, and then demanded; `none`: AUTH is not offered and not needed. Default `none`. */
  readonly auth?: { readonly user: string; readonly password: string } | "none";
  /** Login is accepted but not demanded. */
  readonly authOptional?: boolean;
  /** AUTH offered before TLS. Default: only where there is no TLS. */
  readonly plaintextAuth?: boolean;
  /** In the order of the EHLO reply. Default PLAIN, LOGIN. */
  readonly mechanisms?: readonly string[];
  readonly certificate?: CertificateKind;
  /** The `good` certificate is for these instead of `localhost`: for clients that are sent here under another name. */
  readonly hostNames?: readonly string[];
  readonly minVersion?: SecureVersion;
  readonly maxVersion?: SecureVersion;
  readonly ciphers?: string;
  /** STARTTLS is understood, but not offered. */
  readonly hideStartTls?: boolean;
  /** Answer to every MAIL FROM, e.g. `550 5.7.1 Not yours`. */
  readonly refuseSender?: string;
  /** Answer to every RCPT TO. */
  readonly refuseRecipient?: string;
  /** Answer after the message. */
  readonly refuseMessage?: string;
  /** 0 (default): a free port. */
  readonly port?: number;
}

export interface ReceivedMessage {
  readonly from: string;
  readonly to: readonly string[];
  readonly tls: boolean;
  readonly authenticated: boolean;
  readonly ehlo: string;
  /** Headers and body as they came. */
  readonly text: string;
}

export interface MailServer {
  readonly host: "localhost";
  readonly port: number;
  /** The authority that signed the `good` certificate, PEM. */
  readonly ca: string;
  readonly messages: readonly ReceivedMessage[];
  /** Each login tried: name and mechanism, never a password. */
  readonly logins: readonly { readonly user: string; readonly mechanism: string; readonly accepted: boolean }[];
  /** Connections seen. */
  readonly connections: () => number;
  close(): Promise<void>;
}

/** A real SMTP server (smtp-server) on 127.0.0.1. */
export async function startMailServer(options: MailServerOptions): Promise<MailServer> {
  const { ca, of, issue } = await certificates();
  const pair = options.hostNames === undefined ? of(options.certificate ?? "good") : await issue(options.hostNames);
  const auth = options.auth ?? "none";
  const messages: ReceivedMessage[] = [];
  const logins: { user: string; mechanism: string; accepted: boolean }[] = [];
  let connections = 0;
  const server = new SMTPServer({
    ...pair,
    ...(options.hostNames?.[0] === undefined ? {} : { name: options.hostNames[0] }),
    secure: options.tls === "implicit",
    hideSTARTTLS: options.tls === "none" || options.hideStartTls === true,
    disabledCommands: [...(options.tls === "none" ? ["STARTTLS"] : []), ...(auth === "none" ? ["AUTH"] : [])],
    authOptional: auth === "none" || options.authOptional === true,
    allowInsecureAuth: options.plaintextAuth ?? options.tls === "none",
    authMethods: [...(options.mechanisms ?? ["PLAIN", "LOGIN"])],
    disableReverseLookup: true,
    banner: "test server",
    closeTimeout: 100,
    logger: false,
    ...(options.minVersion === undefined ? {} : { minVersion: options.minVersion }),
    ...(options.maxVersion === undefined ? {} : { maxVersion: options.maxVersion }),
    ...(options.ciphers === undefined ? {} : { ciphers: options.ciphers }),
    onConnect(_session, done) {
      connections += 1;
      done();
    },
    onAuth(login, _session, done) {
      const accepted =
        auth !== "none" &&
        login.username === auth.user &&
        ((login.method as string) === "CRAM-MD5" ? login.validatePassword(auth.password) : login.password === auth.password);
      logins.push({ user: login.username ?? "", mechanism: login.method, accepted });
      done(accepted ? null : refusal("535 5.7.8 Authentication credentials invalid"), accepted ? { user: login.username } : {});
    },
    onMailFrom: (_address, _session, done) => done(refusal(options.refuseSender)),
    onRcptTo: (_address, _session, done) => done(refusal(options.refuseRecipient)),
    onData(stream, session, done) {
      const parts: Buffer[] = [];
      stream.on("data", (part: Buffer) => parts.push(part));
      stream.on("end", () => {
        if (options.refuseMessage !== undefined) return done(refusal(options.refuseMessage));
        messages.push({
          from: session.envelope.mailFrom === false ? "" : session.envelope.mailFrom.address,
          to: session.envelope.rcptTo.map(({ address }) => address),
          tls: session.secure,
          authenticated: session.user !== undefined,
          ehlo: session.hostNameAppearsAs,
          text: Buffer.concat(parts).toString("utf8"),
        });
        done(null, "queued as TEST1");
      });
    },
  });
  server.on("error", () => {}); // clients that hang up are what these tests are about
  await new Promise<void>((resolve, reject) => {
    server.server.once("error", reject);
    server.listen(options.port ?? 0, "127.0.0.1", resolve);
  });
  return {
    host: "localhost",
    port: (server.server.address() as AddressInfo).port,
    ca,
    messages,
    logins,
    connections: () => connections,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

/** smtp-server takes code and text of a refusal from an error. */
function refusal(reply: string | undefined): Error | null {
  if (reply === undefined) return null;
  return Object.assign(new Error(reply.slice(4)), { responseCode: Number(reply.slice(0, 3)) });
}
