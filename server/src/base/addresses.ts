import ipaddr from "ipaddr.js";

/**
 * What kind of address a host is: `loopback`, `private` (of a network that the internet does not reach: private, link-local,
 * carrier-grade NAT, unspecified), `public`; null: it is no address but a name. IPv4 may be written in IPv6 (`::ffff:10.0.0.5`)
 * or short (`127.1`), as the resolvers of operating systems and of Erlang take it.
 */
export function addressKind(host: string): "loopback" | "private" | "public" | null {
  const text = host.replace(/^\[(.*)\]$/, "$1");
  if (!mayBeAddress(text) || !ipaddr.isValid(text)) return null;
  const range = ipaddr.process(text).range();
  if (range === "loopback") return "loopback";
  return insideRanges.includes(range) ? "private" : "public";
}

/** Most hosts are names, and the library's check of what is valid throws inside for each of them. This one throws for `08.1.1.1`. */
function mayBeAddress(text: string): boolean {
  try {
    return ipaddr.IPv4.isIPv4(text) || ipaddr.IPv6.isIPv6(text);
  } catch {
    return false;
  }
}

const insideRanges: readonly string[] = [
  "private",
  "uniqueLocal",
  "deprecatedSiteLocal",
  "linkLocal",
  "carrierGradeNat",
  "unspecified",
];

/** Whether a host is the machine itself: an address of its loopback, or a name that always means it (RFC 6761, /etc/hosts). */
export function isLoopback(host: string): boolean {
  const name = host.toLowerCase().replace(/\.$/, "");
  return (
    addressKind(name) === "loopback" ||
    ["localhost", "localhost.localdomain", "ip6-localhost", "ip6-loopback"].includes(name) ||
    name.endsWith(".localhost")
  );
}
