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
  // What the server says of a certificate is about one of ours, and we have none.
  const fault = /SERVER ALERT/.test(text) ? null : faultIn(text, name);
  if (fault !== null) {
    const protocol = /In state :?wait_cert/.test(text) ? "TLSv1.3" : "TLSv1.2";
    const requested = new RegExp(`\\brequested,\\s*${quotedName}`).exec(text)?.[1] ?? null;
    return { trouble: { kind: "certificate", fault, names: namesIn(text), protocol }, host: requested, speaks: null };
  }
  const byte = Number(/unsupported_record_type,\s*(\d+)/.exec(text)?.[1] ?? Number.NaN);
  const plain = !Number.isNaN(byte);
  // Of plain text Erlang tells the first byte; any other message that is unexpected was one of TLS.
  const code = plain ? "WRONG_VERSION_NUMBER" : name === "unexpected message" ? "" : name.toUpperCase().replaceAll(" ", "_");
  return {
    trouble: { kind: "wire", problem: "tls", code },
    host: null,
    // A reply begins with a digit (`220 …`); `H` is that of HTTP.
    speaks: !plain ? null : byte >= 0x32 && byte <= 0x35 ? "smtp" : "other",
  };
}

/** What is wrong with the certificate: the reason behind the alert decides, and its name only where there is none. Null: nothing. */
function faultIn(text: string, name: string): CertificateFault | null {
  if (/\bhostname_check_failed\b/.test(text)) return "wrong-name";
  if (/\bselfsigned_peer\b/.test(text)) return "self-signed";
  if (/\bcert_expired\b/.test(text) || name === "certificate expired") return "expired";
  if (/\bbad_cert,\s*:?unknown_ca\b/.test(text) || name === "unknown ca") return "unknown-ca";
  // `{bad_cert,max_path_length_reached}`, `{key_usage_mismatch,…}`: a reason that nothing here has a name for.
  if (/\bbad_cert\b|\bkey_usage_mismatch\b/.test(text) || /certificate (?:revoked|unknown)/.test(name)) return "other";
  return /certificate/.test(name) ? (name === "unsupported certificate" ? "other" : "unnamed") : null;
}

/** A name as Erlang's terms, `inspect` and their JSON write it: `"…"`, `~c"…"`, `'…'`, `\"…\"`. */
const quotedName = String.raw`(?:~c)?\\*["']([^"'\\{}]{1,255})\\*["']`;

/** The names on the certificate: `{dNSName,"…"}`, `dNSName: ~c"…"`, `{:iPAddress, <<10, 0, 0, 1>>}`. */
function namesIn(text: string): readonly string[] {
  const dns = [...text.matchAll(new RegExp(String.raw`\b(?:dNSName|iPAddress)\s*[,:]\s*${quotedName}`, "g"))];
  const addresses = [...text.matchAll(/\biPAddress\s*[,:]\s*<<(\d+(?:\s*,\s*\d+){3})>>/g)];
  const found = [
    ...dns.map(([, each = ""]) => each),
    ...addresses.map(([, bytes = ""]) => bytes.replace(/\s/g, "").replaceAll(",", ".")),
  ];
  return [...new Set(found)].slice(0, 10);
}

/** `unknown ca`, in small letters. */
function nameIn(text: string): string | null {
  const said = /ALERT: (?:Fatal|Warning) - ([A-Za-z]+(?: [A-Za-z]+)*)/.exec(text)?.[1];
  const atom = /tls_alert,\s*(?:\{\s*)?(?::|~c)?["']?([a-z]+(?:[ _][a-z]+)*)/.exec(text)?.[1];
  return (said ?? atom)?.toLowerCase().replaceAll("_", " ") ?? null;
}
