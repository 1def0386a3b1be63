import { startCatcher } from "./catcher.js";
import { startDovecotSubmission } from "./dovecot.js";
import { everyMua, newerMua, noTls, olderGen, testServer } from "./suite.js";

const catcher = await startCatcher("behind-dovecot");

testServer(await startDovecotSubmission({ port: catcher.ports.plain, messages: catcher.messages }), [
  {
    name: "submission: a blank before the address is refused; without it the sender is accepted",
    port: "submission",
    outcomes: everyMua(["sender-syntax"]),
    logins: 2,
  },
  {
    name: "submission: an adapter that writes no blank",
    port: "submission",
    outcomes: { ...noTls, ...olderGen("TLS auth") },
  },
  {
    name: "submission with the blank allowed",
    port: "tolerant",
    outcomes: { ...everyMua("TLS auth"), ...noTls, ...olderGen("TLS auth") },
  },
  {
    name: "submission: a wrong password",
    port: "submission",
    login: "wrong",
    outcomes: everyMua(["auth-refused"]),
    log: /Password mismatch/,
  },
  {
    name: "submission: a wrong password that the adapter passes over, in each way that is offered",
    port: "submission",
    login: "wrong",
    outcomes: olderGen(["auth-refused"]),
    log: /Password mismatch/,
    logins: 2,
  },
  {
    name: "submission: no login",
    port: "submission",
    login: "none",
    outcomes: { ...newerMua(["auth-required"]), mua211: ["adapter-crashes"], ...olderGen(["auth-required"]) },
  },
  {
    name: "submission: an authority that is not trusted",
    port: "submission",
    untrusted: true,
    outcomes: { ...everyMua(["certificate-unknown-ca"]), ...olderGen("TLS auth") },
  },
  {
    name: "submission: TLS from the first byte",
    port: "submission",
    implicitTls: true,
    outcomes: { ...newerMua(["tls-on-plain-port"]), ...noTls, ...olderGen(["tls-on-plain-port"]) },
  },
  {
    name: "submissions: encrypted from the first byte and logged in",
    port: "submissions",
    implicitTls: true,
    outcomes: { ...noTls, ...olderGen("TLS auth") },
  },
  {
    name: "submissions: spoken to in clear",
    port: "submissions",
    timeout: 2,
    outcomes: { mua321: ["plain-on-tls-port"], gen310: ["plain-on-tls-port"] },
  },
  {
    name: "the port of IMAP",
    port: "imap",
    outcomes: { ...everyMua(["not-smtp"]), gen310: ["not-smtp"], ...olderGen(["not-smtp"]) },
  },
  {
    name: "the port of IMAP with TLS",
    port: "imaps",
    implicitTls: true,
    outcomes: { ...newerMua(["not-smtp"]), ...noTls, ...olderGen(["not-smtp"]) },
  },
]);
