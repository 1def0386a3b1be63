import {
  auth,
  fails,
  good,
  implicit,
  neverTls,
  noLogin,
  noStartTls,
  noTls,
  refusedForGood,
  refusedForNow,
  type Scenario,
} from "./clients.js";

const old = { maxVersion: "TLSv1", minVersion: "TLSv1", ciphers: "DEFAULT@SECLEVEL=0" } as const;
const selfSigned = fails("certificate-self-signed", "generated CLIENT ALERT: Fatal - Bad Certificate\n selfsigned_peer");
const otherName = fails("certificate-wrong-name", '{received,[{dNSName,"mail.other.example"}]}}}');

/** Servers that differ in how, and whether, they encrypt. */
export const encryption: readonly Scenario[] = [
  {
    name: "STARTTLS, good certificate",
    server: { mail: { tls: "starttls", auth } },
    settings: good,
    outcomes: { mua: "TLS auth", mua020: "TLS auth", gen27: noStartTls, gen25: "TLS auth" },
  },
  {
    name: "STARTTLS, self-signed",
    server: { mail: { tls: "starttls", auth, certificate: "self-signed", plaintextAuth: true } },
    settings: good,
    outcomes: { mua: selfSigned, mua020: selfSigned, gen27: noStartTls, gen25: "TLS auth" },
  },
  {
    name: "STARTTLS, self-signed, no login",
    server: { mail: { tls: "starttls", certificate: "self-signed" } },
    outcomes: { mua: selfSigned, mua020: selfSigned, gen27: noStartTls, gen25: "TLS" },
  },
  {
    name: "STARTTLS, expired",
    server: { mail: { tls: "starttls", auth, certificate: "expired", plaintextAuth: true } },
    settings: good,
    outcomes: {
      mua: fails("certificate-expired", "CLIENT ALERT: Fatal - Certificate Expired"),
      mua020: fails("certificate-expired"),
      gen27: noStartTls,
      gen25: "TLS auth",
    },
  },
  {
    name: "STARTTLS, another name",
    server: { mail: { tls: "starttls", auth, certificate: "wrong-host", plaintextAuth: true } },
    settings: good,
    outcomes: { mua: otherName, mua020: otherName, gen27: noStartTls, gen25: "TLS auth" },
  },
  {
    name: "STARTTLS with TLS 1.3 alone",
    server: { mail: { tls: "starttls", auth, minVersion: "TLSv1.3", plaintextAuth: true } },
    settings: good,
    outcomes: { mua: "TLS auth", mua020: "TLS auth", gen27: noStartTls, gen25: fails("tls-version") },
  },
  {
    name: "STARTTLS with TLS 1.2 alone",
    server: { mail: { tls: "starttls", auth, minVersion: "TLSv1.2", maxVersion: "TLSv1.2", plaintextAuth: true } },
    settings: good,
    outcomes: { mua: "TLS auth", mua020: "TLS auth", gen27: noStartTls, gen25: "TLS auth" },
  },
  {
    name: "STARTTLS with TLS 1.0 alone",
    server: { mail: { tls: "starttls", auth, ...old, plaintextAuth: true } },
    settings: good,
    outcomes: {
      mua: fails("tls-version", "In state hello received SERVER ALERT: Fatal - Protocol Version"),
      mua020: fails("tls-version"),
      gen27: noStartTls,
      gen25: "TLS auth",
    },
  },
  {
    name: "STARTTLS by address",
    server: { mail: { tls: "starttls", auth } },
    settings: { ...good, SMTP_HOST_ADDR: "127.0.0.1" },
    outcomes: {
      mua: "TLS auth",
      mua020: "TLS auth",
      gen27: fails("tls-impossible", '{:network_failure, ~c"127.0.0.1", {:error, :closed}}'),
      gen25: "TLS auth",
    },
  },
  {
    name: "implicit TLS, good certificate",
    server: { mail: { tls: "implicit", auth } },
    settings: { ...good, ...implicit },
    timeout: 2000,
    outcomes: { mua: "TLS auth", mua020: neverTls, gen27: noTls, gen25: "TLS auth" },
  },
  {
    name: "implicit TLS by address",
    server: { mail: { tls: "implicit", auth } },
    settings: { ...good, ...implicit, SMTP_HOST_ADDR: "127.0.0.1" },
    timeout: 2000,
    outcomes: { mua: "TLS auth", mua020: neverTls, gen27: noTls, gen25: "TLS auth" },
  },
  {
    name: "implicit TLS, self-signed",
    server: { mail: { tls: "implicit", auth, certificate: "self-signed" } },
    settings: { ...good, ...implicit },
    timeout: 2000,
    outcomes: { mua: selfSigned, mua020: neverTls, gen27: noTls, gen25: "TLS auth" },
  },
  {
    name: "implicit TLS, another name",
    server: { mail: { tls: "implicit", auth, certificate: "wrong-host" } },
    settings: { ...good, ...implicit },
    timeout: 2000,
    outcomes: { mua: otherName, mua020: neverTls, gen27: noTls, gen25: "TLS auth" },
  },
  {
    name: "implicit TLS 1.3 alone",
    server: { mail: { tls: "implicit", auth, minVersion: "TLSv1.3" } },
    settings: { ...good, ...implicit },
    timeout: 2000,
    outcomes: { mua: "TLS auth", mua020: neverTls, gen27: noTls, gen25: "TLS auth", gen111: fails("tls-version") },
  },
  {
    name: "implicit TLS 1.2 alone",
    server: { mail: { tls: "implicit", auth, minVersion: "TLSv1.2", maxVersion: "TLSv1.2" } },
    settings: { ...good, ...implicit },
    timeout: 2000,
    outcomes: { mua: "TLS auth", mua020: neverTls, gen27: noTls, gen25: "TLS auth" },
  },
  {
    name: "TLS first on a plain port",
    server: { mail: { tls: "none" } },
    settings: implicit,
    outcomes: {
      mua: fails("tls-on-plain-port", "CLIENT ALERT: Fatal - Unexpected Message\n {unsupported_record_type,50}"),
      mua020: noLogin,
      gen27: noTls,
      gen25: fails("tls-on-plain-port"),
    },
  },
  {
    name: "implicit TLS, then silence",
    server: { script: { implicitTls: true, greeting: "" } },
    settings: implicit,
    timeout: 2000,
    outcomes: {
      mua: fails("no-greeting", "** (Mua.TransportError) timeout"),
      mua020: neverTls,
      gen27: noTls,
      gen25: fails("no-greeting"),
    },
  },
  {
    name: "a handshake that is never answered",
    server: { script: { greeting: "", on: [[/^/, { silent: true }]] } },
    settings: implicit,
    timeout: 2000,
    outcomes: {
      mua: fails("tls-failed", "** (Mua.TransportError) timeout"),
      mua020: fails("no-greeting", "** (Mua.TransportError) timeout"),
      gen27: noTls,
      gen25: fails("tls-failed"),
    },
  },
  {
    name: "STARTTLS refused for now",
    server: { script: { capabilities: ["STARTTLS"], on: [[/^STARTTLS/, "454 4.7.0 TLS not available"]] } },
    outcomes: {
      mua: fails("starttls-refused", "(Mua.SMTPError) 454 4.7.0 TLS not available"),
      mua020: fails("starttls-refused"),
      gen27: fails("starttls-refused", refusedForNow("454 4.7.0 TLS not available")),
      gen25: fails("starttls-refused"),
    },
  },
  {
    name: "STARTTLS refused for good",
    server: { script: { capabilities: ["STARTTLS"], on: [[/^STARTTLS/, "502 5.5.1 not implemented"]] } },
    outcomes: {
      mua: fails("starttls-refused", "502 5.5.1 not implemented"),
      mua020: fails("starttls-refused"),
      gen27: fails("starttls-refused", refusedForGood("502 5.5.1 not implemented")),
      gen25: fails("starttls-refused"),
    },
  },
  {
    name: "STARTTLS in lower case, with an answer that is none",
    server: { script: { capabilities: ["starttls", "SIZE 1000"], on: [[/^STARTTLS/, "undefined"]] } },
    outcomes: {
      mua: "clear",
      mua020: noLogin,
      gen27: { cause: "not-smtp", says: 'no case clause matching: "e"', raised: true },
      gen25: { cause: "not-smtp", says: 'no case clause matching: "e"', raised: true },
    },
  },
  {
    name: "the server hangs up in the handshake",
    server: { script: { capabilities: ["STARTTLS"], hangUpAfterStartTls: true } },
    outcomes: {
      mua: fails("tls-failed", "(Mua.TransportError) socket closed"),
      mua020: fails("tls-failed"),
      gen27: noStartTls,
      gen25: "clear",
    },
  },
  {
    name: "STARTTLS demanded, not offered",
    server: { script: { on: [[/^MAIL/, "530 5.7.0 Must issue a STARTTLS command first"]] } },
    outcomes: {
      mua: fails("tls-required", "530 5.7.0 Must issue a STARTTLS command first"),
      mua020: noLogin,
      gen27: fails("tls-required", refusedForGood("530 5.7.0 Must issue a STARTTLS command first")),
      gen25: fails("tls-required"),
    },
  },
];
