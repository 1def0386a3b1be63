/** What went wrong below SMTP. */
export type WireProblem =
  | "timeout"
  | "closed"
  | "reset"
  | "refused"
  | "unreachable"
  /** No such name. */
  | "not-found"
  /** No network to ask for the name. */
  | "offline"
  /** The handshake failed; `code` has OpenSSL's name of it. */
  | "tls"
  /** A reply without end. */
  | "flood"
  /** More in clear behind the answer to STARTTLS; `code` is its first byte, in decimal. */
  | "injected"
  | "cancelled";

/** The code of a time-out of a reply that had begun. */
export const unfinished = "UNFINISHED";

/** Something that went wrong below SMTP, as it is thrown. */
export class WireError extends Error {
  constructor(
    readonly problem: WireProblem,
    /** The system's or OpenSSL's code (`ECONNREFUSED`, `ERR_SSL_WRONG_VERSION_NUMBER`); empty where there is none. */
    readonly code = "",
  ) {
    super(code === "" ? problem : `${problem} (${code})`);
  }
}

/** An error of Node's network; `errors`: several addresses were tried. */
export interface SystemError extends Error {
  readonly code?: string | undefined;
  readonly errors?: readonly SystemError[];
}

/** What the system's codes mean. */
const problems = new Map<string, WireProblem>([
  ["ECONNREFUSED", "refused"],
  ["ECONNRESET", "reset"],
  ["EPIPE", "reset"],
  ["ETIMEDOUT", "timeout"],
  ...["EHOSTUNREACH", "ENETUNREACH", "ENETDOWN", "EADDRNOTAVAIL", "EACCES", "EPERM"].map(
    (code) => [code, "unreachable"] as const,
  ),
  ["ENOTFOUND", "not-found"],
  ["ENODATA", "not-found"],
  ["ABORT_ERR", "cancelled"],
]);

/** Node's errors in our words. */
export function problemOf(error: SystemError): WireError {
  const inner = error.errors?.at(-1);
  const code = inner?.code ?? error.code ?? "";
  const known = problems.get(code);
  // Node's word for a connection that ended during the handshake: the server hung up.
  if (known === "reset" && /TLS|secure/i.test(error.message)) return new WireError("closed", code);
  if (known !== undefined) return new WireError(known, code);
  if (code.startsWith("EAI_")) return new WireError("not-found", code);
  if (/SSL|TLS|EPROTO|CERT/.test(code)) return new WireError("tls", code === "EPROTO" ? nameInside(error.message) : code);
  return new WireError("closed", code);
}

/** OpenSSL's words in an `EPROTO`: `…:wrong version number:…` → `ERR_SSL_WRONG_VERSION_NUMBER`. */
function nameInside(text: string): string {
  const words = /:SSL routines:[^:]*:([^:]+):/.exec(text)?.[1];
  return words === undefined ? "EPROTO" : `ERR_SSL_${words.toUpperCase().replaceAll(" ", "_")}`;
}
