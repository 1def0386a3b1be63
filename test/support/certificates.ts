import { webcrypto } from "node:crypto";
import "reflect-metadata"; // @peculiar/x509 finds its parts by it
import * as x509 from "@peculiar/x509";

/** What a test server shows: `good` and `whole-chain` hold for `localhost` and `127.0.0.1` when the test authority is trusted. */
export type CertificateKind =
  | "good"
  | "self-signed"
  | "wrong-host"
  | "expired"
  | "not-yet-valid"
  | "unknown-ca"
  /** Signed by an authority that the test authority signed, and shown with that one's certificate. */
  | "whole-chain"
  /** The same, shown alone. */
  | "incomplete-chain"
  /** The authority between has expired. */
  | "expired-chain";

/** A private key and its certificate chain, PEM. */
export interface KeyPair {
  readonly key: string;
  readonly cert: string;
}

/** The certificates of one run, and the authority that stands in for a public one. */
export interface Certificates {
  readonly ca: string;
  /** The authority between, of `whole-chain` and `incomplete-chain`. */
  readonly intermediate: string;
  readonly of: (kind: CertificateKind) => KeyPair;
  /** A good certificate for other host names; `common`: its CN, where that is another. */
  readonly issue: (names: readonly string[], common?: string) => Promise<KeyPair>;
}

const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
const day = 24 * 60 * 60 * 1000;
let made: Promise<Certificates> | null = null;

/** Made once per process, at run time, so that none in the repository can expire. */
export function certificates(): Promise<Certificates> {
  made ??= make();
  return made;
}

async function make(): Promise<Certificates> {
  x509.cryptoProvider.set(webcrypto);
  const authority = await newAuthority("Test Authority");
  const stranger = await newAuthority("Unknown Authority");
  const between = await newAuthority("Authority Between", authority);
  const old = await newAuthority("Expired Authority", authority, -2);
  const local = ["localhost", "127.0.0.1"];
  const signed = await leaf(between, "localhost", local);
  const signedByOld = await leaf(old, "localhost", local);
  const pairs: Record<CertificateKind, KeyPair> = {
    good: await leaf(authority, "localhost", local),
    "self-signed": await leaf(null, "localhost", local),
    "wrong-host": await leaf(authority, "mail.other.example", ["mail.other.example"]),
    expired: await leaf(authority, "localhost", local, -2),
    "not-yet-valid": await leaf(authority, "localhost", local, 30, 2),
    "unknown-ca": await leaf(stranger, "localhost", local),
    "whole-chain": { ...signed, cert: `${signed.cert}\n${between.cert.toString("pem")}` },
    "incomplete-chain": signed,
    "expired-chain": { ...signedByOld, cert: `${signedByOld.cert}\n${old.cert.toString("pem")}` },
  };
  const issue = (names: readonly string[], common = names[0] ?? "localhost") => leaf(authority, common, names);
  return { ca: authority.cert.toString("pem"), intermediate: between.cert.toString("pem"), of: (kind) => pairs[kind], issue };
}

type CryptoKeyPair = webcrypto.CryptoKeyPair;

interface Authority {
  readonly keys: CryptoKeyPair;
  readonly cert: x509.X509Certificate;
}

/** An authority whose certificate ends `days` from now; without an issuer it signs itself. */
async function newAuthority(name: string, issuer: Authority | null = null, days = 30): Promise<Authority> {
  const keys = await newKeys();
  const cert = await x509.X509CertificateGenerator.create({
    subject: `CN=${name}`,
    issuer: issuer?.cert.subject ?? `CN=${name}`,
    notBefore: new Date(Date.now() - 30 * day),
    notAfter: new Date(Date.now() + days * day),
    signingAlgorithm: algorithm,
    publicKey: keys.publicKey,
    signingKey: (issuer?.keys ?? keys).privateKey,
    extensions: [
      new x509.BasicConstraintsExtension(true, 1, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
    ],
  });
  return { keys, cert };
}

/** A server certificate that holds until `days` from now, from `from`; without an issuer it signs itself. */
async function leaf(issuer: Authority | null, name: string, names: readonly string[], days = 30, from = -20): Promise<KeyPair> {
  const keys = await newKeys();
  const cert = await x509.X509CertificateGenerator.create({
    subject: `CN=${name}`,
    issuer: issuer?.cert.subject ?? `CN=${name}`,
    notBefore: new Date(Date.now() + from * day),
    notAfter: new Date(Date.now() + days * day),
    signingAlgorithm: algorithm,
    publicKey: keys.publicKey,
    signingKey: (issuer?.keys ?? keys).privateKey,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      ...(names.length === 0
        ? []
        : [
            new x509.SubjectAlternativeNameExtension(
              names.map((value) => ({ type: /^[\d.]+$/.test(value) ? ("ip" as const) : ("dns" as const), value })),
            ),
          ]),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
    ],
  });
  const pkcs8 = await webcrypto.subtle.exportKey("pkcs8", keys.privateKey);
  return { key: x509.PemConverter.encode(pkcs8, "PRIVATE KEY"), cert: cert.toString("pem") };
}

async function newKeys(): Promise<CryptoKeyPair> {
  return (await webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"])) as CryptoKeyPair;
}
