/** What a text in place of a host was meant to say. */
export interface MeantAddress {
  /** The bare host; null where the text holds none, or more than one. */
  readonly host: string | null;
  /** Where there is none: the host that may have been meant, first of several or with a blank for a dot. */
  readonly guess: string | null;
  /** A port that stood beside it. */
  readonly port: number | null;
  /** `implicit` where the scheme asks for TLS from the first byte (`smtps:`). */
  readonly tls: "implicit" | null;
  readonly fault: "scheme" | "port" | "slash" | "space" | "login" | "several" | "other";
}

const label = String.raw`[\p{L}\p{N}_-]+`;
const hostName = new RegExp(`^${label}(?:\\.${label})*\\.?$`, "u");

/**
 * Reads a text that is no host; null where it is one, as far as its form goes: a name, or an IPv4 or IPv6 address.
 * Blanks at the edges are no concern of this.
 */
export function meantAddress(text: string): MeantAddress | null {
  if (text === "" || hostName.test(text) || isIpv6(text)) return null;
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text)?.[1]?.toLowerCase() ?? null;
  const afterScheme = scheme === null ? text : text.slice(scheme.length + 3);
  const afterLogin = afterScheme.replace(/^[^/\s]*@/, "");
  const authority = /^[^/\\?#]*/.exec(afterLogin)?.[0] ?? "";
  const hasPath = authority.length < afterLogin.length;
  const joined = authority.trim().replace(/(?<![,;])[,;]+$/, "");
  const { name, digits } = splitPort(joined);
  const number = digits === undefined ? null : Number(digits);
  const port = number !== null && number >= 1 && number <= 65535 ? number : null;
  const bare = name.replace(/:$/, "");
  const host = hostName.test(bare) || isIpv6(bare) ? bare : null;
  const fault =
    scheme !== null
      ? "scheme"
      : afterLogin !== afterScheme
        ? "login"
        : hasPath
          ? "slash"
          : digits !== undefined && /:\s*\d+$/.test(joined)
            ? "port"
            : /\s|[,;][\s\S]/.test(joined.trimEnd()) && digits === undefined
              ? "several"
              : /\s/.test(joined)
                ? "space"
                : "other";
  const guess = host === null ? guessedHost(joined) : null;
  return {
    host,
    guess,
    port,
    tls: scheme !== null && /^(smtps|smtp\+tls|ssl|tls|submissions)$/.test(scheme) ? "implicit" : null,
    fault,
  };
}

/** What stands before a port that is set apart by a colon, by blanks or by both; no digits: all of it. */
function splitPort(text: string): { readonly name: string; readonly digits?: string } {
  const digits = /(?<=[\s:])\d{1,5}$/.exec(text)?.[0];
  if (digits === undefined) return { name: text };
  const before = text.slice(0, -digits.length).trimEnd();
  const name = before.endsWith(":") ? before.slice(0, -1).trimEnd() : before;
  return /[\n\r]/.test(name) ? { name: text } : { name, digits };
}

function guessedHost(text: string): string | null {
  const [first = "", second = "", ...more] = text.split(/[\s,;]+/).map((part) => part.replace(/:\d+$/, ""));
  if (first.includes(".") && hostName.test(first)) return first;
  const joined = `${first}.${second}`;
  return more.length === 0 && second.includes(".") && hostName.test(joined) ? joined : null;
}

function isIpv6(text: string): boolean {
  return /^\[?[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7}(?:(?:\.\d{1,3}){3})?(?:%[\w.-]+)?\]?$/i.test(text);
}
