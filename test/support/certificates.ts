import { webcrypto } from "node:crypto";
import "reflect-metadata"; // @peculiar/x509 finds its parts by it
import * as x509 from "@peculiar/x509";

/** What a test server shows: only `good` holds for `localhost` and `127.0.0.1` when the test authority is trusted. */
export type CertificateKind = "good" | "self-signed" | "wrong-host" | "expired" | "unknown-ca";

/** A private key and its certificate chain, PEM. */
export interface KeyPair {
  readonly key: string;
  readonly cert: string;
}

/** The certificates of one run, and the authority that stands in for a public one. */
export interface Certificates {
  readonly ca: string;
  readonly of: (kind: CertificateKind) => KeyPair;
  /** A good certificate for other host names. */
  readonly issue: (names: readonly string[]) => Promise<KeyPair>;
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
  const local = ["localhost", "127.0.0.1"];
  const pairs: Record<CertificateKind, KeyPair> = {
    good: await leaf(authority, "localhost", local),
    "self-signed": await leaf(null, "localhost", local),
    "wrong-host": await leaf(authority, "mail.other.example", ["mail.other.example"]),
    expired: await leaf(authority, "localhost", local, -2),
    "unknown-ca": await leaf(stranger, "localhost", local),
  };
  const issue = (names: readonly string[]) => leaf(authority, names[0] ?? "localhost", names);
  return { ca: authority.cert.toString("pem"), of: (kind) => pairs[kind], issue };
}

type CryptoKeyPair = webcrypto.CryptoKeyPair;

interface Authority {
  readonly keys: CryptoKeyPair;
  readonly cert: x509.X509Certificate;
}

async function newAuthority(name: string): Promise<Authority> {
  const keys = await newKeys();
  const cert = await x509.X509CertificateGenerator.createSelfSigned({
    name: `CN=${name}`,
    notBefore: new Date(Date.now() - 30 * day),
    notAfter: new Date(Date.now() + 30 * day),
    signingAlgorithm: algorithm,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 1, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
    ],
  });
  return { keys, cert };
}

/** A server certificate that ends `days` from now; without an issuer it signs itself. */
async function leaf(issuer: Authority | null, name: string, names: readonly string[], days = 30): Promise<KeyPair> {
  const keys = await newKeys();
  const cert = await x509.X509CertificateGenerator.create({
    subject: `CN=${name}`,
    issuer: issuer?.cert.subject ?? `CN=${name}`,
    notBefore: new Date(Date.now() - 20 * day),
    notAfter: new Date(Date.now() + days * day),
    signingAlgorithm: algorithm,
    publicKey: keys.publicKey,
    signingKey: (issuer?.keys ?? keys).privateKey,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.SubjectAlternativeNameExtension(
        names.map((value) => ({ type: /^[\d.]+$/.test(value) ? ("ip" as const) : ("dns" as const), value })),
      ),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
    ],
  });
  const pkcs8 = await webcrypto.subtle.exportKey("pkcs8", keys.privateKey);
  return { key: x509.PemConverter.encode(pkcs8, "PRIVATE KEY"), cert: cert.toString("pem") };
}

async function newKeys(): Promise<CryptoKeyPair> {
  return (await webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"])) as CryptoKeyPair;
}
