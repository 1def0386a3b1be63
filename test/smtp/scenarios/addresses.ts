import { fails, noLogin, noStartTls, raises, refusedForGood, type Scenario } from "./clients.js";

const plain = { mail: { tls: "starttls" } } as const;
const from = (MAILER_EMAIL: string) => ({ MAILER_EMAIL });
const invalid = (address: string) => raises("sender-invalid", `The email address \`${address}\` is invalid.`);
const noMatch = (parts: string) => raises("sender-invalid", `no match of right hand side value: [${parts}]`);
const badSyntax = fails("sender-syntax", "501 Error: Bad sender address syntax");
const noHost = fails("host-not-found", "** (Mua.TransportError) non-existing domain");
const outOfRange = raises("adapter-crashes", "** (exit) {:function_clause, [{:inet_tcp, :do_connect, …}]}");
const refused = fails("connection-refused", "** (Mua.TransportError) connection refused");
const genRefused = fails("connection-refused", '{:network_failure, ~c"localhost", {:error, :econnrefused}}');

/** Senders, recipients, relays and ports that are odd, or not accepted. */
export const addresses: readonly Scenario[] = [
  {
    name: "sender refused",
    server: { mail: { tls: "starttls", refuseSender: "550 5.7.1 Sender address rejected: not owned by user" } },
    outcomes: {
      mua: fails("sender-refused", "550 5.7.1 Sender address rejected: not owned by user"),
      mua020: noLogin,
      gen27: noStartTls,
      gen25: fails("sender-refused"),
    },
  },
  {
    name: "a sender without @",
    server: plain,
    settings: from("not-an-email"),
    outcomes: {
      mua: noMatch('"not-an-email"'),
      mua024: invalid("not-an-email"),
      mua020: invalid("not-an-email"),
      gen27: noMatch('"not-an-email"'),
      gen25: noMatch('"not-an-email"'),
      gen111: fails("sender-syntax"),
    },
  },
  {
    name: "two senders",
    server: plain,
    settings: from("a@example.com,b@example.com"),
    outcomes: {
      mua: noMatch('"a", "example.com,b", "example.com"'),
      mua020: noMatch('"a", "example.com,b", "example.com"'),
      gen27: noMatch('"a", "example.com,b", "example.com"'),
      gen25: noMatch('"a", "example.com,b", "example.com"'),
      gen111: fails("sender-syntax"),
    },
  },
  {
    name: "a display name in the address",
    server: plain,
    settings: from("Name <name@sender.example>"),
    outcomes: {
      mua: badSyntax,
      mua020: noLogin,
      gen27: raises("sender-invalid", '}}"}}'),
      gen25: raises("sender-invalid", '}}"}}'),
      gen111: fails("sender-syntax"),
    },
  },
  {
    name: "an address in quotes",
    server: plain,
    settings: from('"name@sender.example"'),
    outcomes: {
      mua: badSyntax,
      mua020: noLogin,
      gen27: raises("sender-invalid", '}}"}}'),
      gen25: raises("sender-invalid", '}}"}}'),
      gen111: fails("sender-syntax"),
    },
  },
  {
    name: "a blank before the address",
    server: plain,
    settings: from(" name@sender.example"),
    outcomes: { mua: badSyntax, mua020: noLogin, gen27: noStartTls, gen25: fails("sender-syntax") },
  },
  {
    name: "a sender in a domain with umlauts",
    server: plain,
    settings: from("hello@bücher.example"),
    outcomes: { mua: invalid("hello@bücher.example"), mua020: invalid("hello@bücher.example"), gen27: noStartTls, gen25: "TLS" },
  },
  {
    name: "a sender at an address of digits",
    server: plain,
    settings: from("plausible@192.168.1.10"),
    outcomes: {
      mua: invalid("plausible@192.168.1.10"),
      mua020: invalid("plausible@192.168.1.10"),
      gen27: noStartTls,
      gen25: "TLS",
    },
  },
  {
    name: "a recipient without a dotted domain",
    server: plain,
    to: "admin@localhost",
    outcomes: {
      mua: raises("recipient-invalid", "The email address `admin@localhost` is invalid."),
      mua020: raises("recipient-invalid", "The email address `admin@localhost` is invalid."),
      gen27: noStartTls,
      gen25: "TLS",
    },
  },
  {
    name: "recipient unknown",
    server: { mail: { tls: "starttls", refuseRecipient: "550 5.1.1 User unknown" } },
    outcomes: {
      mua: fails("recipient-refused", "550 5.1.1 User unknown"),
      mua020: noLogin,
      gen27: noStartTls,
      gen25: fails("recipient-refused"),
    },
  },
  {
    name: "no relaying",
    server: { script: { on: [[/^RCPT/, "550 5.7.1 Unable to relay for you@example.org"]] } },
    outcomes: {
      mua: fails("recipient-refused", "550 5.7.1 Unable to relay for you@example.org"),
      mua020: noLogin,
      gen27: fails("recipient-refused", refusedForGood("550 5.7.1 Unable to relay for you@example.org")),
      gen25: fails("recipient-refused"),
    },
  },
  {
    name: "an empty relay",
    server: null,
    settings: { SMTP_HOST_ADDR: "" },
    outcomes: {
      mua: noHost,
      mua020: noHost,
      gen27: fails("host-not-found", "{:network_failure, [], {:error, :nxdomain}}"),
      gen25: raises("host-not-found", "** (exit) :badarg"),
    },
  },
  {
    name: "a blank before the relay",
    server: null,
    settings: { SMTP_HOST_ADDR: " localhost" },
    outcomes: {
      mua: raises("adapter-crashes", "** (exit) :badarg"),
      mua020: raises("adapter-crashes", "** (exit) :badarg"),
      gen27: raises("adapter-crashes", "** (exit) :badarg"),
      gen25: raises("adapter-crashes", "** (exit) :badarg"),
    },
  },
  {
    name: "a relay with its port",
    server: null,
    settings: { SMTP_HOST_ADDR: "localhost:587" },
    outcomes: {
      mua: noHost,
      mua020: noHost,
      gen27: fails("host-not-found", '{:network_failure, ~c"localhost:587", {:error, :nxdomain}}'),
      gen25: fails("host-not-found"),
    },
  },
  {
    name: "nothing listens",
    server: null,
    outcomes: { mua: refused, mua020: refused, gen27: genRefused, gen25: genRefused },
  },
  {
    name: "port 0",
    server: null,
    settings: { SMTP_HOST_PORT: "0" },
    outcomes: { mua: refused, mua020: refused, gen27: genRefused, gen25: genRefused },
  },
  {
    name: "port 70000",
    server: null,
    settings: { SMTP_HOST_PORT: "70000" },
    outcomes: { mua: outOfRange, mua020: outOfRange, gen27: outOfRange, gen25: outOfRange },
  },
  {
    name: "port -1",
    server: null,
    settings: { SMTP_HOST_PORT: "-1" },
    outcomes: { mua: outOfRange, mua020: outOfRange, gen27: outOfRange, gen25: outOfRange },
  },
];
