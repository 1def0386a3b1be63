/** `host:port` as people read and write it: an IPv6 address in brackets. */
export function hostAndPort(host: string | null, port: number | null): string {
  return host?.includes(":") && !host.startsWith("[") ? `[${host}]:${port}` : `${host}:${port}`;
}
