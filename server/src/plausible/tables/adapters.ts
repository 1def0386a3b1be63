import type { SmtpAdapterFacts } from "../types.js";

// One block for each state in which an SMTP adapter was ever shipped; a release's row names its blocks.
// Executed means: the library at that version was run against scripted servers.

/** gen_smtp, as `bamboo_smtp` drives it. */
const genSmtp = {
  adapter: "Bamboo.SMTPAdapter",
  defaultHost: "mail",
  defaultPort: 25,
  readsTlsFlag: true,
  tlsFlagParser: "true-or-false-string",
  middleboxParser: null,
  mxLookupsParser: "true-or-false-string",
  retriesParser: "at-send",
  portParser: "at-send",
  parsesOnlyWithHost: false,
  implicitTlsOn465: false,
  implicitTls: "works",
  startTls: "works",
  verifiesCertificate: false,
  // `allowed_tls_versions` is fixed in runtime.exs; implicit TLS ignores it (executed, case 59).
  tlsVersions: ["TLSv1", "TLSv1.1", "TLSv1.2"],
  implicitTlsVersions: ["TLSv1.2", "TLSv1.3"],
  ipv6: false, // bamboo_smtp binds to 0.0.0.0
  onHalfCredentials: "skips-auth",
  onNoCredentials: "sends-without-auth",
  authWithoutHost: true,
  mechanisms: ["CRAM-MD5", "LOGIN", "PLAIN", "XOAUTH2"],
  onRejectedCredentials: "goes-on-unauthenticated",
  ehloName: "base-url-host",
  relayMxLookup: "when-flag-says",
  directMxLookup: false,
  onEmptyHost: "exits",
  senderCheck: "idna-domain",
  addsHeaders: "none",
  secondEhlo: false,
  timeouts: { connect: 5_000, reply: 1_200_000 },
  blankBeforeAddress: false,
  ciphers: null,
  bodyEncoding: "base64",
} as const satisfies Omit<SmtpAdapterFacts, "client">;

/** plausible/analytics 1.0.0 - 1.2.0: gen_smtp 0.15.0, bamboo_smtp 2.1.0 (mix.lock). Options executed with bamboo_smtp 2.1.0; sender check and blank by reading. */
export const genSmtp015: SmtpAdapterFacts = {
  ...genSmtp,
  client: { name: "gen_smtp", version: "0.15.0" },
  senderCheck: "none",
  blankBeforeAddress: true,
};

/** plausible/analytics 1.3.0 - 1.4.4: gen_smtp 1.1.1, bamboo_smtp 4.0.0 and 4.1.0 (mix.lock; executed). */
export const genSmtp111: SmtpAdapterFacts = {
  ...genSmtp,
  client: { name: "gen_smtp", version: "1.1.1" },
  implicitTlsVersions: ["TLSv1", "TLSv1.1", "TLSv1.2"],
  senderCheck: "none",
};

/** plausible/analytics 1.5.0 - 2.0.0: gen_smtp 1.2.0, bamboo_smtp 4.2.2 on OTP 24 and 25 (mix.lock; executed on OTP 25). */
export const genSmtp120: SmtpAdapterFacts = { ...genSmtp, client: { name: "gen_smtp", version: "1.2.0" } };

/**
 * plausible/analytics 2.1.0 - 2.1.4: the same libraries on OTP 26 and 27, where the TLS client refuses options without
 * trusted roots, and gen_smtp passes none (executed on OTP 27; plausible/analytics#3839 for OTP 26, #5346).
 */
export const genSmtp120Otp26: SmtpAdapterFacts = {
  ...genSmtp120,
  implicitTls: "fails",
  startTls: "fails",
  onEmptyHost: "not-found",
};

/** plausible/analytics 2.1.5 - 3.2.1: flags parsed strictly at boot (plausible/analytics@v2.1.5:config/runtime.exs:651-663; executed). */
export const genSmtp120Strict: SmtpAdapterFacts = {
  ...genSmtp120Otp26,
  tlsFlagParser: "strict",
  mxLookupsParser: "strict",
};

/** Mua, as `bamboo_mua` drives it. */
const mua = {
  adapter: "Bamboo.Mua",
  defaultHost: null,
  defaultPort: 587,
  readsTlsFlag: true,
  tlsFlagParser: "strict",
  middleboxParser: "strict",
  mxLookupsParser: null,
  retriesParser: null,
  portParser: "at-boot",
  parsesOnlyWithHost: true,
  implicitTlsOn465: true,
  implicitTls: "works",
  startTls: "works",
  verifiesCertificate: true,
  tlsVersions: ["TLSv1.2", "TLSv1.3"],
  implicitTlsVersions: ["TLSv1.2", "TLSv1.3"],
  ipv6: true, // plausible/analytics@v2.1.2:lib/plausible/application.ex:11
  onHalfCredentials: "refuses-to-boot",
  onNoCredentials: "sends-without-auth",
  authWithoutHost: true,
  mechanisms: ["PLAIN", "LOGIN"],
  onRejectedCredentials: "fails",
  ehloName: "sender-domain",
  relayMxLookup: "never",
  directMxLookup: false,
  onEmptyHost: "not-found",
  senderCheck: "mail-pattern",
  addsHeaders: "date-and-malformed-message-id",
  secondEhlo: true,
  timeouts: { connect: 30_000, reply: 30_000 },
  blankBeforeAddress: true,
  // Suites that HTTP/2 forbids are left out, but only where Erlang names their PRF: GCM and CCM with RSA, CBC with ECDHE and
  // SHA-2 (mua lib/mua/ssl.ex; ssl:cipher_suites/2 executed on OTP 25).
  ciphers: "ALL:!aNULL:!eNULL:!PSK:!SRP:!CAMELLIA:!ARIA:!SEED:!kRSA+AESGCM:!kRSA+AESCCM:!DHE+AESCCM:!ECDHE+SHA256:!ECDHE+SHA384",
  bodyEncoding: "quoted-printable",
} as const satisfies Omit<SmtpAdapterFacts, "client">;

const muaBefore212 = {
  ...mua,
  defaultPort: 25,
  readsTlsFlag: false,
  middleboxParser: null,
  implicitTlsOn465: false,
  implicitTls: "not-available",
  ipv6: false, // plausible/analytics#4147
  onHalfCredentials: "every-send-crashes",
  onNoCredentials: "every-send-crashes",
  authWithoutHost: false,
  relayMxLookup: "always",
  directMxLookup: true,
  addsHeaders: "none",
} as const satisfies Omit<SmtpAdapterFacts, "client">;

/** plausible/analytics 2.1.0: mua 0.1.5, bamboo_mua 0.1.4 (mix.lock; executed). */
export const mua015: SmtpAdapterFacts = { ...muaBefore212, client: { name: "mua", version: "0.1.5" } };

/** plausible/analytics 2.1.1: mua 0.2.0, bamboo_mua 0.2.0 (mix.lock; executed). */
export const mua020: SmtpAdapterFacts = { ...muaBefore212, client: { name: "mua", version: "0.2.0" } };

/** plausible/analytics 2.1.2 - 2.1.4: mua 0.2.3, bamboo_mua 0.2.2 (mix.lock; executed); flags by `String.to_existing_atom` (config/runtime.exs:640-669). */
export const mua023: SmtpAdapterFacts = {
  ...mua,
  client: { name: "mua", version: "0.2.3" },
  tlsFlagParser: "existing-atom",
  middleboxParser: "existing-atom",
};

/** plausible/analytics 2.1.5 - 3.0.1: mua 0.2.4, bamboo_mua 0.2.2 (mix.lock; executed). */
export const mua024: SmtpAdapterFacts = { ...mua, client: { name: "mua", version: "0.2.4" } };

/** plausible/analytics 3.1.0 and later: mua 0.2.5, bamboo_mua 0.2.4, mail 0.4.4 (mix.lock; executed). One EHLO (plausible/analytics#5664). */
export const mua025: SmtpAdapterFacts = {
  ...mua,
  client: { name: "mua", version: "0.2.5" },
  secondEhlo: false,
  senderCheck: "mail-pattern-and-one-at",
  addsHeaders: "date-and-message-id",
};
