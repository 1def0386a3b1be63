import type { X509Certificate } from "node:crypto";
import type { TLSSocket } from "node:tls";
import type { SmtpAdapterFacts } from "../../plausible/types.js";
import { said } from "../verdict/step-texts.js";
import type { CertificateFault } from "../verdict/talk.js";
import type { Dialogue } from "./dialogue.js";
import { TalkEnded } from "./dialogue.js";

type Versions = SmtpAdapterFacts["tlsVersions"];

/**
 * Goes over to TLS as the adapter would: its versions, its trust (the roots that Node brings, which stand in for the
 * container's, and the request's own), its check of the name. Ends the talk on what the adapter would not accept.
 */
export async function secure(dialogue: Dialogue, versions: Versions): Promise<{ protocol: string; names: string[] }> {
  const { facts, host, request, talk } = dialogue;
  // Its own options are refused by the TLS client (executed, mua 0.2.3).
  if (request.delivery.tlsFailure != null) throw new TalkEnded({ kind: "tls-impossible" });
  await dialogue.connection.startTls({
    host,
    ca: request.ca,
    minVersion: versions[0] ?? "TLSv1.2",
    maxVersion: versions.at(-1) ?? "TLSv1.3",
    ciphers: facts.ciphers,
  });
  const socket = dialogue.connection.tls;
  if (socket === null) throw new Error("startTls gave no TLS");
  const protocol = socket.getProtocol() ?? "";
  dialogue.note(`* ${protocol} ${socket.getCipher()?.name ?? ""}`);
  const leaf = socket.getPeerX509Certificate(); // Node 20 gives it only once
  const names = namesOf(leaf);
  const fault = certificateFault(socket, leaf, dialogue);
  if (!facts.verifiesCertificate) talk.overlooked = fault;
  else if (fault !== null) {
    dialogue.note(`* certificate refused: ${fault}`);
    throw new TalkEnded({ kind: "certificate", fault, names, protocol });
  }
  talk.secure = true;
  return { protocol, names };
}

/** The step `tls`, and what it found. */
export async function secureStep(dialogue: Dialogue, versions: Versions): Promise<void> {
  await dialogue.step("tls", async () => {
    const { protocol, names } = await secure(dialogue, versions);
    return { detail: said.secured(protocol, names, dialogue.facts.verifiesCertificate) };
  });
}

/** Node's verdict in our words. The server's own certificate is refused even where it is among the trusted ones (executed, OTP 25 and 27). */
function certificateFault(
  socket: TLSSocket,
  leaf: X509Certificate | undefined,
  { host, request }: Dialogue,
): CertificateFault | null {
  if (leaf !== undefined && leaf.issuer === leaf.subject && leaf.checkIssued(leaf)) return "self-signed";
  const own = leaf !== undefined && request.ca.some((pem) => pem.replace(/\s/g, "").includes(leaf.toString().replace(/\s/g, "")));
  if (own) return "unknown-ca";
  if (socket.authorized) return null;
  const code = String((socket.authorizationError as unknown as { code?: string })?.code ?? socket.authorizationError);
  if (/ALTNAME|HOSTNAME/.test(code)) return namesOf(leaf).some((name) => wildcardFits(name, host)) ? null : "wrong-name";
  if (/EXPIRED/.test(code)) return "expired";
  if (/NOT_YET/.test(code)) return "not-yet-valid";
  if (/ISSUER|VERIFY_LEAF|SELF_SIGNED_CERT_IN_CHAIN|UNTRUSTED/.test(code)) return "unknown-ca";
  return "other";
}

/** Erlang takes a `*` in the first label also where only one follows (`*.lan`) or none, which Node does not (executed, OTP 25). */
export function wildcardFits(pattern: string, host: string): boolean {
  const [first = "", ...others] = pattern.toLowerCase().split(".");
  const [label = "", ...rest] = host.toLowerCase().split(".");
  const [before, after, more] = first.split("*");
  if (before === undefined || after === undefined || more !== undefined || others.join(".") !== rest.join(".")) return false;
  return label.length >= first.length - 1 && label.startsWith(before) && label.endsWith(after) && !/^[\d.]+$/.test(host);
}

/** The names that the peer's certificate carries. */
function namesOf(leaf: X509Certificate | undefined): string[] {
  const names = [...(leaf?.subjectAltName ?? "").matchAll(/(?:DNS|IP Address):([^,\s"]+)/g)].map(([, name]) => name ?? "");
  return names.slice(0, 10).map((name) => name.slice(0, 100));
}
