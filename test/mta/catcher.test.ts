import { startCatcher } from "./catcher.js";
import { everyMua, newerMua, noTls, olderGen, testServer } from "./suite.js";

testServer(await startCatcher("catcher"), [
  {
    name: "no encryption, no login",
    port: "plain",
    login: "none",
    outcomes: { ...newerMua("clear"), gen310: "clear", ...olderGen("clear") },
  },
  {
    name: "a login, which it takes only encrypted",
    port: "plain",
    outcomes: everyMua(["tls-required"]),
    logins: 1,
  },
  {
    name: "a login that is not offered, and so not tried",
    port: "plain",
    outcomes: { gen310: "clear", ...olderGen("clear") },
  },
  {
    name: "STARTTLS",
    port: "starttls",
    login: "none",
    outcomes: { ...newerMua("TLS"), ...noTls, ...olderGen("TLS") },
  },
  {
    name: "STARTTLS: an authority that is not trusted",
    port: "starttls",
    login: "none",
    untrusted: true,
    outcomes: { ...newerMua(["certificate-unknown-ca"]), ...olderGen("TLS") },
  },
  {
    name: "TLS from the first byte",
    port: "tls",
    login: "none",
    implicitTls: true,
    outcomes: { ...newerMua("TLS"), ...noTls, ...olderGen("TLS") },
  },
]);
