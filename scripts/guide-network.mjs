// Loaded before the command line where scripts/guide.mjs runs it: the mail server of the story has an address of the range that
// is reserved for documentation (RFC 5737), and connections to it end at servers of this machine.
import dns from "node:dns/promises";
import { syncBuiltinESMExports } from "node:module";
import net from "node:net";

const address = "192.0.2.25";
const ports = JSON.parse(process.env.GUIDE_PORTS ?? "{}");

const here = { address: "127.0.0.1", family: 4 };

const { lookup } = dns;
dns.lookup = async (host, options) => (host === process.env.GUIDE_HOST ? [{ address, family: 4 }] : await lookup(host, options));

const { connect } = net;
net.connect = (options, ...rest) => {
  let addresses = [];
  options?.lookup?.(options.host, { all: true }, (_, found) => {
    addresses = found ?? [];
  });
  if (!addresses.some((one) => one.address === address)) return connect(options, ...rest);
  const lookup = (_, { all }, done) => (all ? done(null, [here]) : done(null, here.address, here.family));
  return connect({ ...options, lookup, port: ports[options.port] ?? options.port }, ...rest);
};

syncBuiltinESMExports();
