import { account, freePorts, hostName, idOf, put, putCertificates, start, textOf } from "./machine.js";
import type { RealServer } from "./suite.js";

/** Stands in Dovecot's log for each login that a client tries. */
export const loginTried = /client in: AUTH\t/g;

/** Dovecot as the keeper of passwords for another server, which asks at `socket`. @returns its log so far */
export async function startDovecotAuth(name: string, socket: string, owner: string): Promise<() => string> {
  return startDovecot(
    name,
    [],
    `
protocols =
ssl = no
auth_mechanisms = plain login cram-md5
service auth {
  unix_listener ${socket} {
    mode = 0600
    user = ${owner}
  }
}
`,
  );
}

/**
 * Dovecot's own submission server: it checks the login, and hands everything else to the server behind it, which keeps the
 * messages. `tolerant`: with leave to write a blank before an address. Beside it its IMAP server, which is no mail server to send by.
 */
export async function startDovecotSubmission(
  behind: Pick<RealServer, "messages"> & { readonly port: number },
): Promise<RealServer<"submission" | "submissions" | "tolerant" | "imap" | "imaps">> {
  const ports = await freePorts(["submission", "submissions", "tolerant", "imap", "imaps"]);
  await putCertificates("/etc/dovecot");
  const submission = `
hostname = ${hostName}
ssl = required
ssl_server_cert_file = /etc/dovecot/good.crt
ssl_server_key_file = /etc/dovecot/good.key
auth_mechanisms = plain login
mail_driver = maildir
mail_path = /var/mail/dovecot
submission_relay_host = 127.0.0.1
submission_relay_port = ${behind.port}
`;
  const strict = await startDovecot(
    "dovecot-strict",
    [ports.submission, ports.submissions, ports.imap, ports.imaps],
    `${submission}
protocols = submission imap
service imap-login {
  inet_listener imap {
    port = ${ports.imap}
  }
  inet_listener imaps {
    port = ${ports.imaps}
    ssl = yes
  }
}
service submission-login {
  inet_listener submission {
    port = ${ports.submission}
  }
  inet_listener submissions {
    port = ${ports.submissions}
    ssl = yes
  }
}
`,
  );
  const tolerant = await startDovecot(
    "dovecot-tolerant",
    [ports.tolerant],
    `${submission}
protocols = submission
submission_client_workarounds = whitespace-before-path
service submission-login {
  inet_listener submission {
    port = ${ports.tolerant}
  }
  inet_listener submissions {
    port = 0
  }
}
`,
  );
  return { ports, logs: () => [strict(), tolerant()], messages: behind.messages, loginTried };
}

async function startDovecot(name: string, ports: readonly number[], settings: string): Promise<() => string> {
  put(
    `/etc/${name}/users`,
    `${account.user}:{PLAIN}${account.password}:${idOf("mailbox")}:${idOf("mailbox")}::/var/mail/dovecot::\n`,
  );
  put(
    `/etc/${name}/dovecot.conf`,
    `
dovecot_config_version = 2.4.0
dovecot_storage_version = 2.4.0
base_dir = /run/${name}
state_dir = /var/lib/${name}
instance_name = ${name}
log_path = /var/log/${name}.log
listen = 127.0.0.1
first_valid_uid = ${idOf("mailbox")}
# tells of each login that is tried, never the password
log_debug = category=auth
# no pauses after a wrong password
auth_failure_delay = 0
service anvil {
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
passdb passwd-file {
  passwd_file_path = /etc/${name}/users
}
userdb passwd-file {
  passwd_file_path = /etc/${name}/users
}
${settings}`,
  );
  await start(["dovecot", "-F", "-c", `/etc/${name}/dovecot.conf`], ports);
  return () => textOf(`/var/log/${name}.log`);
}
