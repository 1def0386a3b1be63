/** The parts of `BASE_URL` that Plausible uses, as Elixir's `URI.parse/1` gives them. */
export interface BaseUrl {
  /** In lower case; null: none. */
  readonly scheme: string | null;
  /** Without brackets, user info and port; null where the URL has none (`http:x`, `http://:8000`), `""` for `https://`. */
  readonly host: string | null;
}

/** Every text parses: what fits nothing is the path. The first split is RFC 3986's own expression (appendix B). */
export function parseBaseUrl(text: string): BaseUrl {
  const [, scheme, slashes, authority = ""] = /^(?:([a-z][a-z0-9+.-]*):)?(\/\/([^/?#]*))?/i.exec(text) ?? [];
  return { scheme: scheme?.toLowerCase() ?? null, host: slashes === undefined ? null : hostOf(authority) };
}

function hostOf(authority: string): string | null {
  if (authority === "") return "";
  const afterUser = authority.slice(authority.lastIndexOf("@") + 1);
  const host = /^\[[a-zA-Z0-9:.]*\]|^[^:]*/.exec(afterUser)?.[0] ?? "";
  // Brackets go also where they are not a pair: `https://[::1` has the host "".
  return host === "" ? null : host.replace(/^\[+|(?<!\])\]+$/g, "");
}
