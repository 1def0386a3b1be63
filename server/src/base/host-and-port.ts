/** `host:port` as people read and write it: an IPv6 address in brackets. The host alone where the port is not known. */
export function hostAndPort(host: string | null, port: number | null): string {
  if (port === null) return `${host}`;
  return host?.includes(":") && !host.startsWith("[") ? `[${host}]:${port}` : `${host}:${port}`;
}
