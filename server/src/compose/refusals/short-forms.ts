import { volumeSections } from "../service/volume-spec.js";

/**
 * Why Compose refuses short forms that it takes apart: `ports`, `volumes` and `devices`. Null when it reads them.
 * In the words of the libraries that do it for Compose (docker/go-connections and compose-go).
 */
export function portProblem(spec: string): string | null {
  const parts = spec.split(":");
  const target = parts.pop() ?? "";
  const published = parts.pop() ?? "";
  const address = parts.join(":");
  const slash = target.indexOf("/");
  const [inside, protocol] = slash === -1 ? [target, "tcp"] : [target.slice(0, slash), target.slice(slash + 1) || "tcp"];
  const wrongAddress = addressProblem(address);
  if (wrongAddress !== null) return wrongAddress;
  if (inside === "") return `No port specified: ${spec}<empty>`;
  const targets = portRange(inside);
  if (targets === null) return `Invalid containerPort: ${inside}`;
  const outside = published === "" ? null : portRange(published);
  if (published !== "" && outside === null) return `Invalid hostPort: ${published}`;
  if (outside !== null && targets > 0 && outside !== targets) {
    return `Invalid ranges specified for container and host Ports: ${inside} and ${published}`;
  }
  return /^(?:tcp|udp|sctp)$/i.test(protocol) ? null : `Invalid proto: ${protocol}`;
}

/** How many ports a range has beyond its first; null where it is none. */
function portRange(text: string): number | null {
  const match = /^(\d+)(?:-(\d+))?$/.exec(text);
  if (match === null) return null;
  const [first, last] = [Number(match[1]), Number(match[2] ?? match[1])];
  return first > 65535 || last > 65535 || last < first ? null : last - first;
}

function addressProblem(address: string): string | null {
  if (address === "") return null;
  const bracketed = /^\[([^[\]]*)\]$/.exec(address)?.[1];
  if (address.startsWith("[") && bracketed === undefined) {
    return `Invalid ip address ${address}: address ${address}:: missing ']' in address`;
  }
  if (bracketed === undefined && address.includes(":")) {
    return `Invalid ip address ${address}: address ${address}:: too many colons in address`;
  }
  const ip = bracketed ?? address;
  return isIp(ip) ? null : `Invalid ip address: ${ip}`;
}

export function isIp(text: string): boolean {
  if (text.includes(":")) return /^[0-9a-f:.]+(?:%.+)?$/i.test(text);
  const parts = text.split(".");
  return parts.length === 4 && parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256);
}

/** `SOURCE:TARGET[:OPTIONS]` or `TARGET`. A letter before the first colon is a drive of Windows. */
export function volumeProblem(spec: string): string | null {
  if (spec === "") return "invalid empty volume spec";
  if (spec.length < 3) return null;
  const sections = volumeSections(spec);
  const wrong = sections.findIndex((section, index) => section === "" || (index === 2 && sections.length > 3));
  if (wrong === -1) return null;
  return `invalid spec: ${spec}: ${sections[wrong] === "" ? "empty section between colons" : "too many colons"}`;
}

/** `SOURCE[:TARGET[:PERMISSIONS]]`. */
export function deviceProblem(spec: string): string | null {
  return spec.split(":").length > 3 ? `confusing device mapping, please use long syntax: ${spec}` : null;
}
