import { account, folder, freePorts, hostName, maildir, put, putCertificates, run, start } from "./machine.js";
import type { RealServer } from "./suite.js";

/** What stands behind `listen on 127.0.0.1 port …`. */
const listeners = {
  submission: "tls-require pki good auth <logins>",
  smtps: "smtps pki good auth <logins>",
  /** Encryption and logins are offered, and neither is asked for. */
  optional: "tls pki good auth-optional <logins>",
  relay: "",
  selfSigned: "tls pki self-signed",
  ownSender: "tls-require pki good auth <logins> senders <owners>",
} as const;
export type OpenSmtpdPort = keyof typeof listeners;

/** OpenSMTPD with a table of logins of its own; it delivers to one mailbox and to nobody else. */
export async function startOpenSmtpd(): Promise<RealServer<OpenSmtpdPort>> {
  const ports = await freePorts(Object.keys(listeners) as OpenSmtpdPort[]);
  await putCertificates("/etc/smtpd");
  folder("/var/mail", { owner: "mailbox" });
  folder("/var/spool/smtpd", { mode: 0o711 });
  put("/etc/ssl/certs/ca-certificates.crt", ""); // does not start without one
  put("/etc/smtpd/logins", `${account.user} ${run(["openssl", "passwd", "-6", account.password])}\n`);
  put("/etc/smtpd/smtpd.conf", configuration(ports));
  const output = await start(["smtpd", "-d", "-f", "/etc/smtpd/smtpd.conf"], Object.values(ports));
  return {
    ports,
    logs: () => [output()],
    messages: () => maildir("/var/mail/opensmtpd"),
    loginTried: /smtp authentication user=/g,
  };
}

function configuration(ports: Readonly<Record<OpenSmtpdPort, number>>): string {
  const pki = ["good", "self-signed"].flatMap((name) => [
    `pki ${name} cert "/etc/smtpd/${name}.crt"`,
    `pki ${name} key "/etc/smtpd/${name}.key"`,
  ]);
  const listen = Object.entries(listeners).map(
    ([name, options]) => `listen on 127.0.0.1 port ${ports[name as OpenSmtpdPort]} hostname ${hostName} ${options}`,
  );
  return [
    ...pki,
    "table logins file:/etc/smtpd/logins",
    `table owners { "${account.user}" = "${account.user}" }`,
    `table people { "you" = "mailbox", "@" = "error:550 no such user" }`,
    ...listen,
    `action "here" maildir "/var/mail/opensmtpd" virtual <people>`,
    `match from any for domain "blumenhof.example" action "here"`,
    "",
  ].join("\n");
}
