import { rootCertificates, type TLSSocket } from "node:tls";
import type { SmtpAdapterFacts } from "../plausible/types.js";
import type { Session } from "./session.js";
import { TalkEnded } from "./session.js";
import type { CertificateFault } from "./talk.js";
import { said } from "./texts.js";

type Versions = SmtpAdapterFacts["tlsVersions"];

/**
 * Goes over to TLS as the adapter would: its versions, its trust (the roots that Node brings, which stand in for the
 * container's, and the request's own), its check of the name. Ends the talk on what the adapter would not accept.
 * @returns what had come in clear before the handshake.
 */
export async function secure(session: Session, versions: Versions): Promise<string> {
  const { facts, host, request, talk } = session;
  const { certainFailure } = request.delivery;
  if (certainFailure?.kind === "middlebox-mode") throw new TalkEnded({ kind: "crash", exception: certainFailure.exception });
  const rest = await session.connection().startTls({
    host,
    ca: [...rootCertificates, ...request.ca],
    minVersion: versions[0] ?? "TLSv1.2",
    maxVersion: versions.at(-1) ?? "TLSv1.3",
  });
  const socket = session.connection().tls();
  if (socket === null) throw new Error("startTls gave no TLS");
  const protocol = socket.getProtocol() ?? "";
  session.note(`* ${protocol} ${socket.getCipher()?.name ?? ""}`);
  const fault = facts.verifiesCertificate ? certificateFault(socket) : null;
  if (fault !== null) {
    session.note(`* certificate refused: ${fault}`);
    throw new TalkEnded({ kind: "certificate", fault, names: namesOf(socket), protocol });
  }
  talk.secure = true;
  return rest;
}

/** The step `tls`, and what it found. */
export async function secureStep(session: Session, versions: Versions): Promise<void> {
  await session.step("tls", async () => {
    const rest = await secure(session, versions);
    const socket = session.connection().tls();
    const protocol = socket?.getProtocol() ?? "TLS";
    if (rest !== "") {
      session.talk.injected = true;
      session.note("* plain text that came before TLS was discarded");
      return { status: "warning", detail: said.injected() };
    }
    return { detail: said.secured(protocol, socket === null ? [] : namesOf(socket), session.facts.verifiesCertificate) };
  });
}

/** Node's verdict in our words. A bare self-signed certificate is refused even where it is among the trusted ones (executed, OTP 27). */
function certificateFault(socket: TLSSocket): CertificateFault | null {
  const leaf = socket.getPeerX509Certificate();
  if (leaf !== undefined && leaf.issuer === leaf.subject && leaf.checkIssued(leaf)) return "self-signed";
  if (socket.authorized) return null;
  const code = String((socket.authorizationError as unknown as { code?: string })?.code ?? socket.authorizationError);
  if (/ALTNAME|HOSTNAME/.test(code)) return "wrong-name";
  if (/EXPIRED/.test(code)) return "expired";
  if (/NOT_YET/.test(code)) return "not-yet-valid";
  if (/ISSUER|VERIFY_LEAF|SELF_SIGNED_CERT_IN_CHAIN|UNTRUSTED/.test(code)) return "unknown-ca";
  return "other";
}

/** The names that the peer's certificate carries. */
function namesOf(socket: TLSSocket): string[] {
  const leaf = socket.getPeerX509Certificate();
  const names = [...(leaf?.subjectAltName ?? "").matchAll(/(?:DNS|IP Address):([^,\s"]+)/g)].map(([, name]) => name ?? "");
  return names.slice(0, 10).map((name) => name.slice(0, 100));
}
