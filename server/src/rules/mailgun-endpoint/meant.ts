/** What is wrong with a text, and the text that was meant. */
export interface Meant {
  readonly fault: "scheme" | "path" | "otherPath" | "domain";
  readonly meant: string;
}

/**
 * The address of Mailgun's API that a text stands for. The adapter adds `/<domain>/messages` to it as it is
 * (beam-community/bamboo@v2.3.0:lib/bamboo/adapters/mailgun_adapter.ex). Null: it may be right, or it has a fault of
 * another kind (empty, quotes, blanks), of which other rules speak.
 */
export function meantUri(text: string): Meant | null {
  if (text === "" || /["'\s]/.test(text)) return null;
  const [, scheme, authority = "", path = ""] = /^(?:([a-z][a-z0-9+.-]*):)?\/{0,2}([^/?#]+)([^?#]*)/i.exec(text) ?? [];
  // `api.mailgun.net:443/v3` has a host before its colon, and no scheme.
  const isHost = scheme !== undefined && !text.slice(scheme.length).startsWith("://");
  const host = (isHost ? (/^([^/:]+(?::\d+)?)/.exec(text)?.[1] ?? "") : authority).toLowerCase();
  const rest = isHost ? text.slice(host.length) : path;
  if (!/^[a-z0-9.:@_-]+$/i.test(host)) return null;
  const isMailgun = /^api\.(eu\.)?mailgun\.(net|org|com)(:\d+)?$/.test(host);
  const meant = isMailgun ? `https://${host.replace(/\.(org|com)(:\d+)?$/, ".net")}/v3` : `https://${host}${rest || "/v3"}`;
  if (scheme === undefined || isHost || !/^https?$/i.test(scheme)) return { fault: "scheme", meant };
  if (/^\/v3$/.test(rest)) return null;
  if (isMailgun) return rest === "/v3/" ? null : { fault: "path", meant };
  // A proxy of one's own may have any path before Mailgun's.
  if (/\/v\d+\/?$/.test(rest) || rest.length > 1) return null;
  return { fault: "otherPath", meant: `${scheme}://${host}/v3` };
}

/** The bare domain that a text with a scheme or a path stands for; null: it is bare, or has a fault of another kind. */
export function meantDomain(text: string): Meant | null {
  if (/["'\s@]/.test(text) || !/:\/\/|\//.test(text)) return null;
  const bare = text.replace(/^[a-z][a-z0-9+.-]*:\/*/i, "").replace(/^\/+/, "");
  const [host = "", ...path] = bare.split("/");
  // `https://api.mailgun.net/v3/mg.zoo.example/messages`: the domain is a part of the path.
  const named = /^api\.(eu\.)?mailgun\./i.test(host) ? (path[0] === "v3" ? path[1] : undefined) : host;
  const domain = (named ?? "").replace(/:\d+$/, "");
  return /^[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(domain) ? { fault: "domain", meant: domain } : null;
}
