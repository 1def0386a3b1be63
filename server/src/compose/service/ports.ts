import type { Lookup } from "../interpolate.js";
import { interpolatedText } from "../layers.js";
import type { Origin, PublishedPort } from "../types.js";
import { type View, valueAt } from "../yaml/placed-nodes.js";

/**
 * An item of `ports:`, in its short form (`[HOST_IP:][PUBLISHED]:TARGET[/PROTOCOL]`, or a bare target) or its long one.
 * Null where its text cannot be told.
 */
export function portOf(view: View | null, lookup: Lookup<Origin>): PublishedPort | null {
  const short = interpolatedText(view, lookup);
  if (short !== null) return shortPort(short.text);
  const text = (key: string) => interpolatedText(valueAt(view, key), lookup)?.text;
  const target = text("target");
  if (target === undefined || target === "") return null;
  return { published: text("published") ?? "", target, protocol: protocolOf(text("protocol")), hostIp: text("host_ip") ?? "" };
}

/** `127.0.0.1:2525:25/tcp` → 25 published as 2525 on 127.0.0.1. What stands before the last two colons is the address. */
function shortPort(text: string): PublishedPort | null {
  const [spec = "", protocol] = text.trim().split("/", 2);
  const parts = spec.split(":");
  const target = parts.pop() ?? "";
  const published = parts.pop() ?? "";
  const hostIp = parts.join(":").replace(/^\[(.*)\]$/, "$1");
  return target === "" ? null : { published, target, protocol: protocolOf(protocol), hostIp };
}

function protocolOf(text: string | undefined): string {
  return text === undefined || text === "" ? "tcp" : text.toLowerCase();
}

/** Where a container's port is on the Docker host. */
export type HostPort =
  | { readonly kind: "at"; readonly hostIp: string; readonly port: number }
  /** Docker chooses the port anew at each start. */
  | { readonly kind: "random" }
  | { readonly kind: "none" };

/**
 * On which port of the Docker host a TCP port of a container is published. A range maps to a range of the same length
 * one by one; to a single port behind a longer range Docker gives any free one of it.
 */
export function hostPortOf(ports: readonly PublishedPort[], target: number): HostPort {
  let random = false;
  for (const { published, target: inside, protocol, hostIp } of ports) {
    const targets = rangeOf(inside);
    if (protocol !== "tcp" || targets === null || target < targets.first || target > targets.last) continue;
    const outside = rangeOf(published);
    if (outside !== null && outside.last - outside.first === targets.last - targets.first) {
      return { kind: "at", hostIp, port: outside.first + target - targets.first };
    }
    if (published === "" || outside !== null) random = true;
  }
  return random ? { kind: "random" } : { kind: "none" };
}

function rangeOf(text: string): { readonly first: number; readonly last: number } | null {
  const [, first, last = first] = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(text) ?? [];
  return first === undefined || Number(last) < Number(first) ? null : { first: Number(first), last: Number(last) };
}
