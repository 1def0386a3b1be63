import { startOpenSmtpd } from "./opensmtpd.js";
import { everyMua, newerMua, noTls, olderGen, testServer } from "./suite.js";

testServer(await startOpenSmtpd(), [
  {
    name: "submission: encrypted by STARTTLS and logged in",
    port: "submission",
    outcomes: { ...everyMua("TLS auth"), ...noTls, ...olderGen("TLS auth") },
  },
  {
    name: "submission: a wrong password",
    port: "submission",
    login: "wrong",
    outcomes: everyMua(["auth-refused"]),
    log: /authentication user=\S+ result=permfail/,
  },
  {
    name: "submission: a wrong password that the adapter passes over, in each way that is offered",
    port: "submission",
    login: "wrong",
    outcomes: olderGen(["auth-refused"]),
    log: /result=permfail[\s\S]*failed-command command="MAIL FROM:.*result="530 /,
    logins: 2,
  },
  {
    name: "submission: no login",
    port: "submission",
    login: "none",
    outcomes: { ...newerMua(["auth-required"]), mua211: ["adapter-crashes"], ...olderGen(["auth-required"]) },
  },
  {
    name: "submission: another sender than the login's",
    port: "ownSender",
    from: "plausible@blumenhof.example",
    outcomes: { ...everyMua(["sender-refused"]), ...olderGen(["sender-refused"]) },
    log: /failed-command command="MAIL FROM:.*result="530 Sender rejected/,
  },
  {
    name: "submission: a recipient who does not exist",
    port: "submission",
    to: "nobody@blumenhof.example",
    outcomes: { ...everyMua(["recipient-refused"]), ...olderGen(["recipient-refused"]) },
    log: /failed-command command="RCPT TO:.*result="550 /,
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
    name: "smtps: encrypted from the first byte and logged in",
    port: "smtps",
    implicitTls: true,
    outcomes: { mua321: "TLS auth", ...noTls, ...olderGen("TLS auth") },
  },
  {
    name: "smtps: the second EHLO of older releases is refused",
    port: "smtps",
    implicitTls: true,
    outcomes: { mua301: ["ehlo-refused"] },
    log: /failed-command command="EHLO .*result="503 /,
    logins: 1, // an ordinary client's
  },
  {
    name: "smtps: spoken to in clear",
    port: "smtps",
    timeout: 2,
    outcomes: { mua321: ["plain-on-tls-port"], gen310: ["plain-on-tls-port"] },
  },
  {
    name: "logins that nobody needs",
    port: "optional",
    outcomes: { ...everyMua("TLS auth"), ...noTls, ...olderGen("TLS auth") },
  },
  {
    name: "logins that nobody needs: none",
    port: "optional",
    login: "none",
    outcomes: { ...newerMua("TLS"), ...noTls, ...olderGen("TLS") },
  },
  {
    name: "logins that nobody needs: a wrong password",
    port: "optional",
    login: "wrong",
    outcomes: everyMua(["auth-refused"]),
    log: /authentication user=\S+ result=permfail/,
  },
  {
    name: "logins that nobody needs: a wrong password that the adapter passes over",
    port: "optional",
    login: "wrong",
    outcomes: olderGen("TLS"),
    logins: 2,
  },
  {
    name: "a relay for its own network",
    port: "relay",
    login: "none",
    outcomes: { mua321: "clear", gen310: "clear", ...olderGen("clear") },
  },
  {
    name: "a relay for its own network: the second EHLO of older releases is refused",
    port: "relay",
    login: "none",
    outcomes: { mua301: ["ehlo-refused"], mua211: ["ehlo-refused"] },
    log: /failed-command command="EHLO .*result="503 /,
  },
  {
    name: "a login where none is offered",
    port: "relay",
    outcomes: { mua321: ["auth-not-offered"], gen310: "clear", ...olderGen("clear") },
  },
  {
    name: "a recipient to whom it does not relay",
    port: "relay",
    login: "none",
    to: "someone@elsewhere.example",
    outcomes: { mua321: ["recipient-refused"], gen310: ["recipient-refused"], ...olderGen(["recipient-refused"]) },
    log: /failed-command command="RCPT TO:.*result="550 /,
  },
  {
    name: "a self-signed certificate",
    port: "selfSigned",
    login: "none",
    outcomes: { ...newerMua(["certificate-self-signed"]), ...noTls, ...olderGen("TLS") },
  },
]);
