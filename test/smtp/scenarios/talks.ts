import { fails, noLogin, noStartTls, raises, refusedForGood, refusedForNow, type Scenario } from "./clients.js";

const everybody = { mua: "clear", mua020: noLogin, gen27: "clear", gen25: "clear" } as const;
const spam = "554 5.7.1 Message rejected as spam";
const big = "552 5.3.4 Message too big";
const timeout = fails("no-greeting", "** (Mua.TransportError) timeout");

/** Servers that differ in how they talk. */
export const talks: readonly Scenario[] = [
  { name: "a slow greeting", server: { script: { delay: 300 } }, outcomes: everybody },
  {
    name: "a greeting that is too slow for Mua",
    server: { script: { delay: 600 } },
    muaWaits: 300,
    outcomes: { mua: timeout, mua020: timeout, gen27: "clear", gen25: "clear" },
  },
  {
    name: "silence",
    server: { script: { greeting: "", on: [[/^/, { silent: true }]] } },
    timeout: 2000,
    outcomes: {
      mua: timeout,
      mua020: timeout,
      gen27: fails("no-greeting", '{:network_failure, ~c"localhost", {:error, :timeout}}'),
      gen25: fails("no-greeting"),
    },
  },
  {
    name: "a greeting of 421",
    server: { script: { greeting: "421 4.7.0 Too many connections" } },
    outcomes: {
      mua: fails("greeting-refused", "421 4.7.0 Too many connections"),
      mua020: fails("greeting-refused"),
      gen27: fails("greeting-refused", refusedForNow("421 4.7.0 Too many connections")),
      gen25: fails("greeting-refused"),
    },
  },
  {
    name: "an HTTP server",
    server: { script: { greeting: "HTTP/1.1 400 Bad Request" } },
    outcomes: {
      mua: raises("not-smtp", 'no case clause matching: "HTTP/1.1 400 Bad Request\\r\\n"'),
      mua020: raises("not-smtp", 'no case clause matching: "HTTP/1.1 400 Bad Request\\r\\n"'),
      gen27: raises("not-smtp", 'no case clause matching: "P"'),
      gen25: raises("not-smtp", 'no case clause matching: "P"'),
    },
  },
  {
    name: "421 after EHLO",
    server: { script: { on: [[/^EHLO/, "421 4.3.0 Try again later"]] } },
    outcomes: {
      mua: fails("ehlo-refused", "421 4.3.0 Try again later"),
      mua020: fails("ehlo-refused"),
      gen27: fails("ehlo-refused", refusedForNow("421 4.3.0 Try again later")),
      gen25: fails("ehlo-refused"),
    },
  },
  {
    name: "EHLO unknown, HELO known",
    server: { script: { on: [[/^EHLO/, "500 5.5.1 Command unrecognized"]] } },
    outcomes: everybody,
  },
  {
    name: "a second EHLO refused",
    server: { script: { on: [[/^EHLO/, (_line, times) => (times > 1 ? "503 5.5.1 Bad sequence of commands" : "250 hi")]] } },
    outcomes: {
      mua: "clear",
      mua024: fails("ehlo-refused", "503 5.5.1 Bad sequence of commands"),
      mua020: fails("ehlo-refused"),
      gen27: "clear",
      gen25: "clear",
    },
  },
  {
    name: "strict about the blank after MAIL FROM:",
    server: { script: { on: [[/^MAIL FROM: /, "501 5.5.4 Syntax: MAIL FROM:<address>"]] } },
    outcomes: {
      mua: fails("sender-syntax", "501 5.5.4 Syntax: MAIL FROM:<address>"),
      mua020: noLogin,
      gen27: "clear",
      gen25: "clear",
    },
  },
  {
    name: "greylisted",
    server: { script: { on: [[/^RCPT/, "450 4.2.0 Greylisted"]] } },
    outcomes: {
      mua: fails("recipient-refused", "450 4.2.0 Greylisted"),
      mua020: noLogin,
      gen27: fails("recipient-refused", refusedForNow("450 4.2.0 Greylisted")),
      gen25: fails("recipient-refused"),
    },
  },
  {
    name: "spam",
    server: { mail: { tls: "starttls", refuseMessage: spam } },
    outcomes: {
      mua: fails("message-refused", spam, "TLS"),
      mua020: noLogin,
      gen27: noStartTls,
      gen25: fails("message-refused", undefined, "TLS"),
    },
  },
  {
    name: "too big",
    server: { mail: { tls: "none", refuseMessage: big } },
    outcomes: {
      mua: fails("message-refused", big, "clear"),
      mua020: noLogin,
      gen27: fails("message-refused", refusedForGood(big), "clear"),
      gen25: fails("message-refused", undefined, "clear"),
    },
  },
  {
    name: "accepted in two lines",
    server: { script: { on: [[/^\.$/, "250-2.0.0 Ok\r\n250 queued"]] } },
    outcomes: {
      mua: "clear",
      mua020: noLogin,
      gen27: fails("message-refused", '"250-2.0.0 Ok\\r\\n250 queued\\r\\n"}', "clear"),
      gen25: fails("message-refused", undefined, "clear"),
    },
  },
  {
    name: "hangs up at QUIT",
    server: { script: { capabilities: ["SIZE 1000"], on: [[/^QUIT/, { close: true }]] } },
    outcomes: everybody,
  },
];
