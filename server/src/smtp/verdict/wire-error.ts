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

/** Node's errors in our words. */
export function problemOf(error: SystemError): WireError {
  const inner = error.errors?.at(-1);
  const code = inner?.code ?? error.code ?? "";
  if (code === "ECONNREFUSED") return new WireError("refused", code);
  if (code === "ECONNRESET" || code === "EPIPE")
    return new WireError(/TLS|secure/i.test(error.message) ? "closed" : "reset", code);
  if (code === "ETIMEDOUT") return new WireError("timeout", code);
  if (/^E(HOST|NET)UNREACH$|^EADDRNOTAVAIL$|^EACCES$|^EPERM$|^ENETDOWN$/.test(code)) return new WireError("unreachable", code);
  if (/^ENOTFOUND$|^EAI_|^ENODATA$/.test(code)) return new WireError("not-found", code);
  if (/SSL|TLS|EPROTO|CERT/.test(code)) return new WireError("tls", code === "EPROTO" ? nameInside(error.message) : code);
  return new WireError("closed", code);
}

/** OpenSSL's words in an `EPROTO`: `…:wrong version number:…` → `ERR_SSL_WRONG_VERSION_NUMBER`. */
function nameInside(text: string): string {
  const words = /:SSL routines:[^:]*:([^:]+):/.exec(text)?.[1];
  return words === undefined ? "EPROTO" : `ERR_SSL_${words.trim().toUpperCase().replaceAll(" ", "_")}`;
}
