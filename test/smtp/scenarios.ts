import type { Delivery } from "#server/plausible/types.js";
import type { Cause } from "#server/smtp/types.js";
import type { MailServerOptions } from "../support/mail-server.js";
import type { Script } from "../support/scripted-server.js";
import { login } from "./run.js";

/** The clients that were run against each of these servers, by a release that ships them. */
export const clients = {
  /** mua 0.2.5 */
  mua: { release: "3.1.0", client: "mua" },
  /** mua 0.2.4 */
  mua024: { release: "3.0.1", client: "mua" },
  /** gen_smtp 1.2.0 on OTP 27 */
  gen27: { release: "3.1.0", client: "gen_smtp" },
  /** gen_smtp 1.2.0 on OTP 25 */
  gen25: { release: "2.0.0", client: "gen_smtp" },
} as const;
export type Client = keyof typeof clients;

/** How the mail arrived: encrypted or in clear, with a login or without. */
export type Arrival = "TLS auth" | "TLS" | "clear auth" | "clear";

/** It arrives, or it fails for this cause; `log`: the end of the line that 2.1.5 and later write. */
export type Outcome = Arrival | readonly [cause: Cause, log?: string];

export interface Scenario {
  readonly name: string;
  readonly server: { readonly mail: MailServerOptions } | { readonly script: Script };
  readonly login?: Delivery["auth"];
  readonly implicitTls?: boolean;
  readonly mailFrom?: string;
  /** Milliseconds to wait for an answer, where none comes. */
  readonly timeout?: number;
  readonly outcomes: Partial<Record<Client, Outcome>>;
}

const auth = { user: "user", password: "good" };
const good = login("user", "good");
const options = "{:options, :incompatible, [verify: :verify_peer, cacerts: :undefined]}}}";
const closed = '{:network_failure, ~c"localhost", {:error, :closed}}';
const impossible = ["tls-impossible", closed] as const;
const all = (outcome: Outcome) => ({ mua: outcome, mua024: outcome, gen27: outcome, gen25: outcome });

/** Servers and what the real clients did with them (executed; the release column of each is in `clients`). */
export const scenarios: readonly Scenario[] = [
  {
    name: "STARTTLS, good certificate",
    server: { mail: { tls: "starttls", auth } },
    login: good,
    outcomes: { mua: "TLS auth", mua024: "TLS auth", gen27: impossible, gen25: "TLS auth" },
  },
  {
    name: "STARTTLS, self-signed",
    server: { mail: { tls: "starttls", auth, certificate: "self-signed" } },
    login: good,
    outcomes: { mua: ["certificate-self-signed", "Bad Certificate\n selfsigned_peer"], gen27: impossible, gen25: "TLS auth" },
  },
  {
    name: "STARTTLS, expired",
    server: { mail: { tls: "starttls", auth, certificate: "expired" } },
    login: good,
    outcomes: { mua: ["certificate-expired", "Certificate Expired"], gen27: impossible, gen25: "TLS auth" },
  },
  {
    name: "STARTTLS, another name",
    server: { mail: { tls: "starttls", auth, certificate: "wrong-host" } },
    login: good,
    outcomes: {
      mua: ["certificate-wrong-name", '{received,[{dNSName,"mail.other.example"}]}}}'],
      gen27: impossible,
      gen25: "TLS auth",
    },
  },
  {
    name: "implicit TLS, good certificate",
    server: { mail: { tls: "implicit", auth } },
    login: good,
    implicitTls: true,
    outcomes: { mua: "TLS auth", mua024: "TLS auth", gen27: ["tls-impossible", options], gen25: "TLS auth" },
  },
  {
    name: "implicit TLS, self-signed",
    server: { mail: { tls: "implicit", auth, certificate: "self-signed" } },
    login: good,
    implicitTls: true,
    outcomes: { mua: ["certificate-self-signed", "selfsigned_peer"], gen27: ["tls-impossible", options], gen25: "TLS auth" },
  },
  {
    name: "implicit TLS 1.3 alone",
    server: { mail: { tls: "implicit", auth, minVersion: "TLSv1.3" } },
    login: good,
    implicitTls: true,
    outcomes: { mua: "TLS auth", gen25: "TLS auth" },
  },
  {
    name: "STARTTLS with TLS 1.3 alone",
    server: { mail: { tls: "starttls", auth, minVersion: "TLSv1.3", plaintextAuth: true } },
    login: good,
    outcomes: { mua: "TLS auth", gen27: impossible, gen25: ["tls-version"] },
  },
  {
    name: "STARTTLS with TLS 1.2 alone",
    server: { mail: { tls: "starttls", auth, maxVersion: "TLSv1.2" } },
    login: good,
    outcomes: { mua: "TLS auth", gen25: "TLS auth" },
  },
  {
    name: "TLS first on a plain port",
    server: { mail: { tls: "none" } },
    implicitTls: true,
    outcomes: {
      mua: ["tls-on-plain-port", "{unsupported_record_type,50}"],
      gen27: ["tls-impossible", options],
      gen25: ["tls-on-plain-port"],
    },
  },
  { name: "plain, no login", server: { mail: { tls: "none" } }, outcomes: all("clear") },
  { name: "plain with login", server: { mail: { tls: "none", auth } }, login: good, outcomes: all("clear auth") },
  {
    name: "login demanded, none configured",
    server: { mail: { tls: "starttls", auth } },
    outcomes: { mua: ["auth-required", "530 Error: authentication Required"], gen27: impossible, gen25: ["auth-required"] },
  },
  {
    name: "PLAIN alone",
    server: { mail: { tls: "starttls", auth, mechanisms: ["PLAIN"] } },
    login: good,
    outcomes: { mua: "TLS auth", gen25: "TLS auth" },
  },
  {
    name: "CRAM-MD5 alone",
    server: { mail: { tls: "starttls", auth, mechanisms: ["CRAM-MD5"] } },
    login: good,
    outcomes: { mua: ["auth-mechanism", "504 Error: Unrecognized authentication type"], gen25: "TLS auth" },
  },
  {
    name: "wrong password",
    server: { mail: { tls: "starttls", auth } },
    login: login("user", "wrong"),
    outcomes: {
      mua: ["auth-refused", "535 5.7.8 Authentication credentials invalid"],
      gen27: impossible,
      gen25: ["auth-refused"],
    },
  },
  {
    name: "LOGIN with lower-case prompts",
    server: {
      script: {
        capabilities: ["AUTH LOGIN"],
        on: [
          [/^AUTH LOGIN/, "334 dXNlcm5hbWU6"],
          [/^dXNlcg/, "334 cGFzc3dvcmQ6"],
          [/^Z29v/, "235 in"],
        ],
      },
    },
    login: good,
    outcomes: { mua: ["auth-mechanism", "(Mua.SMTPError) 334 dXNlcm5hbWU6"], gen27: "clear auth", gen25: "clear auth" },
  },
  {
    name: "AUTH= of old servers",
    server: { script: { capabilities: ["AUTH=LOGIN PLAIN"] } },
    login: good,
    outcomes: { mua: ["auth-refused", "535 5.7.8 no"], gen27: "clear", gen25: "clear" },
  },
  {
    name: "auth in lower case",
    server: {
      script: {
        capabilities: ["auth login plain"],
        on: [
          [/^AUTH LOGIN/, "334 VXNlcm5hbWU6"],
          [/^dXNlcg/, "334 UGFzc3dvcmQ6"],
          [/^Z29v/, "235 in"],
        ],
      },
    },
    login: good,
    outcomes: { mua: ["auth-refused", "535 5.7.8 no"], gen27: "clear auth", gen25: "clear auth" },
  },
  {
    name: "DIGEST-MD5 and GSSAPI alone",
    server: {
      script: { capabilities: ["AUTH DIGEST-MD5 GSSAPI NTLM"], on: [[/^AUTH/, "504 5.7.4 Unrecognized authentication type"]] },
    },
    login: good,
    outcomes: { mua: ["auth-mechanism", "504 5.7.4 Unrecognized authentication type"], gen27: "clear" },
  },
  {
    name: "app password wanted",
    server: {
      script: {
        capabilities: ["AUTH LOGIN PLAIN XOAUTH2"],
        on: [[/^AUTH/, "534-5.7.9 Application-specific password required.\r\n534 5.7.9 See help"]],
      },
    },
    login: good,
    outcomes: { mua: ["auth-refused", "534-5.7.9 Application-specific password required.\n534 5.7.9 See help"], gen27: "clear" },
  },
  {
    name: "a temporary failure of AUTH",
    server: { script: { capabilities: ["AUTH PLAIN LOGIN"], on: [[/^AUTH/, "454 4.7.0 Temporary authentication failure"]] } },
    login: good,
    outcomes: { mua: ["auth-refused", "454 4.7.0 Temporary authentication failure"], gen27: "clear", gen25: "clear" },
  },
  {
    name: "a greeting of 421",
    server: { script: { greeting: "421 4.7.0 Too many connections" } },
    outcomes: {
      mua: ["greeting-refused", "421 4.7.0 Too many connections"],
      gen27: ["greeting-refused", '{:temporary_failure, ~c"localhost", "421 4.7.0 Too many connections\\r\\n"}'],
    },
  },
  {
    name: "421 after EHLO",
    server: { script: { on: [[/^EHLO/, "421 4.3.0 Try again later"]] } },
    outcomes: {
      mua: ["ehlo-refused", "421 4.3.0 Try again later"],
      gen27: ["ehlo-refused", '"421 4.3.0 Try again later\\r\\n"}'],
      gen25: ["ehlo-refused"],
    },
  },
  {
    name: "EHLO unknown, HELO known",
    server: { script: { on: [[/^EHLO/, "500 5.5.1 Command unrecognized"]] } },
    outcomes: all("clear"),
  },
  {
    name: "a second EHLO refused",
    server: { script: { on: [[/^EHLO/, (_line, times) => (times > 1 ? "503 5.5.1 Bad sequence of commands" : "250 hi")]] } },
    outcomes: { mua: "clear", mua024: ["ehlo-refused", "503 5.5.1 Bad sequence of commands"], gen27: "clear", gen25: "clear" },
  },
  {
    name: "strict about the blank after MAIL FROM:",
    server: { script: { on: [[/^MAIL FROM: /, "501 5.5.4 Syntax: MAIL FROM:<address>"]] } },
    outcomes: { mua: ["sender-syntax", "501 5.5.4 Syntax: MAIL FROM:<address>"], gen27: "clear", gen25: "clear" },
  },
  {
    name: "STARTTLS refused for now",
    server: { script: { capabilities: ["STARTTLS"], on: [[/^STARTTLS/, "454 4.7.0 TLS not available"]] } },
    outcomes: {
      mua: ["starttls-refused", "454 4.7.0 TLS not available"],
      gen27: ["starttls-refused", '{:temporary_failure, ~c"localhost", "454 4.7.0 TLS not available\\r\\n"}'],
    },
  },
  {
    name: "STARTTLS refused for good",
    server: { script: { capabilities: ["STARTTLS"], on: [[/^STARTTLS/, "502 5.5.1 not implemented"]] } },
    outcomes: {
      mua: ["starttls-refused", "502 5.5.1 not implemented"],
      gen27: ["starttls-refused", '{:permanent_failure, ~c"localhost", "502 5.5.1 not implemented\\r\\n"}'],
    },
  },
  {
    name: "the server hangs up in the handshake",
    server: { script: { capabilities: ["STARTTLS"], hangUpAfterStartTls: true } },
    outcomes: { mua: ["tls-failed", "socket closed"], gen25: "clear" },
  },
  {
    name: "STARTTLS demanded, not offered",
    server: { script: { on: [[/^MAIL/, "530 5.7.0 Must issue a STARTTLS command first"]] } },
    outcomes: {
      mua: ["tls-required", "530 5.7.0 Must issue a STARTTLS command first"],
      gen27: ["tls-required"],
      gen25: ["tls-required"],
    },
  },
  {
    name: "sender refused",
    server: { script: { on: [[/^MAIL/, "550 5.7.1 Sender address rejected: not owned by user"]] } },
    outcomes: {
      mua: ["sender-refused", "550 5.7.1 Sender address rejected: not owned by user"],
      gen27: [
        "sender-refused",
        '{:permanent_failure, ~c"localhost", "550 5.7.1 Sender address rejected: not owned by user\\r\\n"}',
      ],
    },
  },
  {
    name: "a display name in the address",
    server: { mail: { tls: "none" } },
    mailFrom: "Name <name@sender.example>",
    outcomes: { mua: ["sender-syntax", "501 Error: Bad sender address syntax"] },
  },
  {
    name: "greylisted",
    server: { script: { on: [[/^RCPT/, "450 4.2.0 Greylisted"]] } },
    outcomes: {
      mua: ["recipient-refused", "450 4.2.0 Greylisted"],
      gen27: ["recipient-refused", '{:temporary_failure, ~c"localhost", "450 4.2.0 Greylisted\\r\\n"}'],
    },
  },
  {
    name: "spam",
    server: { mail: { tls: "none", refuseMessage: "554 5.7.1 Message rejected as spam" } },
    outcomes: { mua: ["message-refused", "554 5.7.1 Message rejected as spam"], gen25: ["message-refused"] },
  },
  {
    name: "accepted in two lines",
    server: { script: { on: [[/^\.$/, "250-2.0.0 Ok\r\n250 queued"]] } },
    outcomes: {
      mua: "clear",
      gen27: ["message-refused", '{:permanent_failure, ~c"localhost", "250-2.0.0 Ok\\r\\n250 queued\\r\\n"}'],
    },
  },
  { name: "hangs up at QUIT", server: { script: { on: [[/^QUIT/, { close: true }]] } }, outcomes: all("clear") },
  {
    name: "an HTTP server",
    server: { script: { greeting: "HTTP/1.1 400 Bad Request" } },
    outcomes: {
      mua: ["not-smtp", 'no case clause matching: "HTTP/1.1 400 Bad Request\\r\\n"'],
      gen27: ["not-smtp", 'no case clause matching: "P"'],
    },
  },
  {
    name: "silence",
    server: { script: { greeting: "" } },
    timeout: 300,
    outcomes: {
      mua: ["no-greeting", "(Mua.TransportError) timeout"],
      gen27: ["no-greeting", '{:network_failure, ~c"localhost", {:error, :timeout}}'],
    },
  },
  { name: "a slow greeting", server: { script: { delay: 300 } }, outcomes: all("clear") },
];
