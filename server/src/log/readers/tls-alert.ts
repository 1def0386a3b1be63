import type { CertificateFault, Trouble } from "../../smtp/verdict/talk.js";

/** What a TLS alert of Erlang's tells. */
export interface Alert {
  readonly trouble: Trouble;
  /** The name that the certificate should have had. */
  readonly host: string | null;
  /** What the first byte of the answer tells, where TLS was not spoken at all. */
  readonly speaks: "smtp" | "other" | null;
}

/**
 * Reads the alert in a text: `TLS client: In state … generated CLIENT ALERT: Fatal - Unknown CA`, or the atom in
 * `{:tls_alert, {:unknown_ca, …}}`. Places in the source and names of states vary with the runtime and tell nothing. Null: none.
 */
export function readAlert(text: string): Alert | null {
  const name = nameIn(text);
  if (name === null) return null;
  const certificate = (fault: CertificateFault): Alert => {
    const protocol = /In state wait_cert/.test(text) ? "TLSv1.3" : "TLSv1.2";
    const names = [...text.matchAll(/\{(?:dNSName|iPAddress),\s*\\?"?([^"\\{}]+)\\?"?\}/g)].map(([, each = ""]) => each);
    return {
      trouble: { kind: "certificate", fault, names, protocol },
      host: /\{requested,\s*\\?"([^"\\]+)/.exec(text)?.[1] ?? null,
      speaks: null,
    };
  };
  // What the server says of a certificate is about one of ours, and we have none.
  const ours = !/SERVER ALERT/.test(text);
  if (ours && name === "unknown ca") return certificate("unknown-ca");
  if (ours && (name === "certificate expired" || /\bcert_expired\b/.test(text))) return certificate("expired");
  if (ours && /certificate/.test(name)) {
    if (/\bselfsigned_peer\b/.test(text)) return certificate("self-signed");
    return certificate(/\bhostname_check_failed\b/.test(text) ? "wrong-name" : "other");
  }
  const byte = Number(/unsupported_record_type,\s*(\d+)/.exec(text)?.[1] ?? Number.NaN);
  const plain = !Number.isNaN(byte);
  const code = plain ? "WRONG_VERSION_NUMBER" : name.toUpperCase().replaceAll(" ", "_");
  return {
    trouble: { kind: "wire", problem: "tls", code },
    host: null,
    // A reply begins with a digit (`220 …`); `H` is that of HTTP.
    speaks: !plain ? null : byte >= 0x32 && byte <= 0x35 ? "smtp" : "other",
  };
}

/** `unknown ca`, in small letters. */
function nameIn(text: string): string | null {
  const said = /ALERT: (?:Fatal|Warning) - ([A-Za-z]+(?: [A-Za-z]+)*)/.exec(text)?.[1];
  const atom = /tls_alert,\s*\{?\s*(?::|~c)?["']?([a-z]+(?:[ _][a-z]+)*)/.exec(text)?.[1];
  return (said ?? atom)?.toLowerCase().replaceAll("_", " ") ?? null;
}
