import { loginTried, startDovecotAuth } from "./dovecot.js";
import { account, folder, freePorts, hostName, idOf, maildir, put, putCertificates, start, textOf } from "./machine.js";
import type { RealServer } from "./suite.js";

/** The services of one Postfix, as administrators set up their ports: options over those of `main.cf`. */
const services = {
  /** As in the entry that Postfix ships, with senders bound to logins. */
  submission: [
    "smtpd_tls_security_level = encrypt",
    "smtpd_sasl_auth_enable = yes",
    "smtpd_tls_auth_only = yes",
    "smtpd_sender_restrictions = reject_sender_login_mismatch",
    "smtpd_relay_restrictions = permit_sasl_authenticated, reject",
  ],
  clientsOnly: [
    "smtpd_tls_security_level = encrypt",
    "smtpd_sasl_auth_enable = yes",
    "smtpd_client_restrictions = permit_sasl_authenticated, reject",
  ],
  smtps: [
    "smtpd_tls_wrappermode = yes",
    "smtpd_sasl_auth_enable = yes",
    "smtpd_relay_restrictions = permit_sasl_authenticated, reject",
  ],
  /** For its own network: no encryption, no logins. */
  relay: [],
  strictRelay: ["strict_rfc821_envelopes = yes"],
  /** Logins in clear, for who wants one; its own network needs none. */
  openRelay: ["smtpd_sasl_auth_enable = yes"],
  selfSigned: ["smtpd_tls_security_level = may", "smtpd_tls_chain_files = /etc/postfix/self-signed.pem"],
  expired: ["smtpd_tls_security_level = may", "smtpd_tls_chain_files = /etc/postfix/expired.pem"],
  wrongHost: ["smtpd_tls_security_level = may", "smtpd_tls_chain_files = /etc/postfix/wrong-host.pem"],
  oldTls: ["smtpd_tls_security_level = may", "smtpd_tls_protocols = TLSv1", "tls_medium_cipherlist = ALL@SECLEVEL=0"],
  /** Postfix hides what it does not want, and takes it all the same. */
  cramOffered: ["smtpd_tls_security_level = may", "smtpd_sasl_auth_enable = yes", "smtpd_sasl_mechanism_filter = cram-md5"],
  greylisted: ["smtpd_recipient_restrictions = check_policy_service inet:127.0.0.1:$postgrey_port"],
  tinyMessages: ["message_size_limit = 300"],
  /** As in the `main.cf` that Debian writes: relaying for its own network and for logins alone. */
  mixed: [
    "smtpd_tls_security_level = may",
    "smtpd_sasl_auth_enable = yes",
    "mynetworks = 192.0.2.0/24",
    "smtpd_relay_restrictions = permit_mynetworks permit_sasl_authenticated defer_unauth_destination",
  ],
  closedDoor: ["smtpd_delay_reject = no", "smtpd_client_restrictions = reject"],
  noFriends: ["smtpd_helo_restrictions = inline:{ {blumenhof.example = REJECT not from you} }"],
} as const;
export type PostfixPort = keyof typeof services;

/** Postfix with Dovecot's passwords and postgrey's patience; it delivers to one mailbox and to nobody else. */
export async function startPostfix(): Promise<RealServer<PostfixPort>> {
  const { postgrey, ...ports } = await freePorts([...(Object.keys(services) as PostfixPort[]), "postgrey"]);
  await putCertificates("/etc/postfix");
  folder("/var/mail", { owner: "mailbox" });
  folder("/var/lib/postfix", { owner: "postfix" });
  put("/etc/postfix/main.cf", mainCf(postgrey));
  put("/etc/postfix/master.cf", masterCf(ports));
  folder("/var/spool/postfix/private", { owner: "postfix", mode: 0o700 });
  const logins = await startDovecotAuth("dovecot-postfix", "/var/spool/postfix/private/auth", "postfix");
  folder("/var/lib/postgrey", { owner: "postgrey" });
  await start(["postgrey", `--inet=127.0.0.1:${postgrey}`, "--delay=2", "--dbdir=/var/lib/postgrey"], [postgrey]);
  await start(["postfix", "start-fg"], Object.values(ports));
  return {
    ports,
    logs: () => [textOf("/var/log/postfix.log"), logins()],
    messages: () => maildir("/var/mail/you"),
    loginTried,
  };
}

function mainCf(postgrey: number): string {
  return `
compatibility_level = 3.6
maillog_file = /var/log/postfix.log
queue_directory = /var/spool/postfix
myhostname = ${hostName}
mydestination =
mynetworks = 127.0.0.0/8
inet_protocols = ipv4
default_transport = error:nothing leaves this machine
relay_transport = error:nothing leaves this machine
virtual_mailbox_domains = blumenhof.example
virtual_mailbox_base = /var/mail
virtual_mailbox_maps = inline:{ you@blumenhof.example=you/ }
virtual_uid_maps = static:${idOf("mailbox")}
virtual_gid_maps = static:${idOf("mailbox")}
smtpd_tls_chain_files = /etc/postfix/good.pem
smtpd_sasl_type = dovecot
smtpd_sasl_path = private/auth
smtpd_sender_login_maps = inline:{ {${account.user} = ${account.user}} }
smtpd_relay_restrictions = permit_mynetworks,reject_unauth_destination
smtpd_error_sleep_time = 0
alias_maps =
postgrey_port = ${postgrey}
`.trimStart();
}

function masterCf(ports: Readonly<Record<PostfixPort, number>>): string {
  const offered = Object.entries(services).map(([name, options]) => {
    const written = options.map((option) => `  -o { ${option} }\n`).join("");
    return `127.0.0.1:${ports[name as PostfixPort]} inet n - n - - smtpd\n  -o syslog_name=postfix/${name}\n${written}`;
  });
  return `${offered.join("")}
cleanup   unix  n - n -     0 cleanup
qmgr      unix  n - n 300   1 qmgr
tlsmgr    unix  - - n 1000? 1 tlsmgr
rewrite   unix  - - n -     - trivial-rewrite
bounce    unix  - - n -     0 bounce
defer     unix  - - n -     0 bounce
trace     unix  - - n -     0 bounce
verify    unix  - - n -     1 verify
proxymap  unix  - - n -     - proxymap
error     unix  - - n -     - error
retry     unix  - - n -     - error
discard   unix  - - n -     - discard
virtual   unix  - n n -     - virtual
anvil     unix  - - n -     1 anvil
postlog   unix-dgram n - n - 1 postlogd
`;
}
