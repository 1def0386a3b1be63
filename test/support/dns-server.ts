import { createSocket } from "node:dgram";
import type { AddressInfo } from "node:net";

/** What a domain name has: texts, and mail servers. */
export interface Zone {
  readonly [name: string]: { readonly txt?: readonly string[]; readonly mx?: readonly string[]; readonly fails?: boolean };
}

export interface DnsServer {
  /** `127.0.0.1:12345` */
  readonly address: string;
  /** The names that were asked for, each with its type. */
  readonly asked: readonly string[];
  close(): Promise<void>;
}

const types: Readonly<Record<number, "TXT" | "MX">> = { 15: "MX", 16: "TXT" };

/** A DNS server on 127.0.0.1 that knows these names and no other (RFC 1035, as much of it as a resolver asks for). */
export async function startDnsServer(zone: Zone): Promise<DnsServer> {
  const socket = createSocket("udp4");
  const asked: string[] = [];
  socket.on("message", (query, { port, address }) => {
    const { name, end } = nameIn(query, 12);
    const code = query.readUInt16BE(end);
    const type = types[code];
    asked.push(`${type ?? code} ${name}`);
    const known = zone[name];
    const data =
      type === "TXT"
        ? (known?.txt ?? []).map(textData)
        : type === "MX"
          ? (known?.mx ?? []).map((exchange, index) => Buffer.concat([uint16(index * 10), nameData(exchange)]))
          : [];
    const status = known?.fails === true ? 2 : known === undefined ? 3 : 0; // SERVFAIL, NXDOMAIN
    const header = [query.readUInt16BE(0), 0x8580 | status, 1, data.length, 0, 0].map(uint16);
    // Each answer is for the name of the question, which stands at the twelfth byte.
    const answers = data.map((one) => Buffer.concat([0xc00c, code, 1, 0, 60, one.length].map(uint16).concat(one)));
    socket.send(Buffer.concat([...header, query.subarray(12, end + 4), ...answers]), port, address);
  });
  await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
  return {
    address: `127.0.0.1:${(socket.address() as AddressInfo).port}`,
    asked,
    close: () => new Promise((resolve) => socket.close(() => resolve())),
  };
}

function uint16(value: number): Buffer {
  return Buffer.from([value >> 8, value & 0xff]);
}

/** The name of a question, in lower case, and where it ends. */
function nameIn(packet: Buffer, from: number): { readonly name: string; readonly end: number } {
  const labels: string[] = [];
  let at = from;
  for (let length = packet[at] ?? 0; length > 0; length = packet[at] ?? 0) {
    labels.push(packet.toString("latin1", at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { name: labels.join(".").toLowerCase(), end: at + 1 };
}

function nameData(name: string): Buffer {
  const labels = name === "" ? [] : name.split(".");
  return Buffer.concat([
    ...labels.map((label) => Buffer.from(`${String.fromCharCode(label.length)}${label}`, "latin1")),
    Buffer.from([0]),
  ]);
}

/** A text of a record comes in pieces of at most 255 bytes. */
function textData(text: string): Buffer {
  const pieces = text.match(/.{1,255}/gs) ?? [""];
  return Buffer.concat(pieces.map((piece) => Buffer.from(`${String.fromCharCode(piece.length)}${piece}`, "latin1")));
}
