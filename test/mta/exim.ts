import { account, folder, freePorts, hostName, maildir, put, putCertificates, start, textOf } from "./machine.js";
import type { RealServer } from "./suite.js";

const ports = [
  /** STARTTLS, and AUTH only after it: PLAIN, and LOGIN with the usual prompts. */
  "submission",
  /** There the sender has to be the login, and is refused at once; else it is looked at with the recipient. */
  "ownSender",
  "smtps",
  "loginOnly",
  /** LOGIN as some handbooks write it, with other prompts. */
  "oddPrompts",
  "cramOnly",
  /** For its own network: no encryption, no logins. */
  "relay",
  /** Encryption is offered and not asked for. */
  "selfSigned",
  /** Encryption is asked for. */
  "encryptedOnly",
  "encryptionHidden",
  "greylisting",
  "spamFilter",
] as const;
export type EximPort = (typeof ports)[number];

/** Exim; it delivers to one mailbox and to nobody else. */
export async function startExim(): Promise<RealServer<EximPort>> {
  const at = await freePorts(ports);
  await putCertificates("/etc/exim4", "Debian-exim");
  folder("/var/mail", { owner: "mailbox" });
  for (const path of ["/var/spool/exim4", "/var/log/exim4"]) folder(path, { owner: "Debian-exim" });
  put("/etc/exim4/exim4.conf", configuration(at));
  await start(["exim4", "-bdf", "-q30m"], Object.values(at));
  return {
    ports: at,
    logs: () => [textOf("/var/log/exim4/mainlog")],
    messages: () => maildir("/var/mail/exim"),
    loginTried: /AUTH tried/g,
  };
}

function configuration(at: Readonly<Record<EximPort, number>>): string {
  /** Expands to `yes` on these ports, else to `no`. */
  const on = (names: readonly EximPort[], yes = "yes", no = "") =>
    `\${if inlist{$received_port}{${names.map((name) => at[name]).join(":")}}{${yes}}{${no}}}`;
  const own = ["relay", "selfSigned", "encryptedOnly", "encryptionHidden", "greylisting", "spamFilter"] as const;
  const inClear = ["relay", "encryptionHidden", "greylisting", "spamFilter"] as const;
  return `
primary_hostname = ${hostName}
spool_directory = /var/spool/exim4
log_file_path = /var/log/exim4/%slog
local_interfaces = 127.0.0.1
daemon_smtp_ports = ${Object.values(at).join(" : ")}
tls_on_connect_ports = ${at.smtps}
tls_advertise_hosts = ${on(inClear, "", "*")}
tls_certificate = /etc/exim4/${on(["selfSigned"], "self-signed", "good")}.crt
tls_privatekey = /etc/exim4/${on(["selfSigned"], "self-signed", "good")}.key
auth_advertise_hosts = \${if def:tls_in_cipher{${on(own, "", "*")}}}
acl_smtp_auth = auth
acl_smtp_mail = mail
acl_smtp_rcpt = rcpt
acl_smtp_data = data
never_users =
host_lookup =
rfc1413_query_timeout = 0s
qualify_domain = blumenhof.example
domainlist local_domains = blumenhof.example

begin acl
auth:
  accept logwrite = AUTH tried: \${extract{1}{ }{$smtp_command_argument}}
mail:
  deny condition = ${on(["encryptedOnly", "encryptionHidden"])}
       !encrypted = *
       message = Use STARTTLS first
  deny condition = ${on(["ownSender"])}
       condition = \${if !eqi{$sender_address}{$authenticated_id}}
       message = $sender_address is not yours
  accept
rcpt:
  defer condition = ${on(["greylisting"])}
       message = Greylisted, try again in 5 minutes
  accept condition = ${on(own)}
       domains = +local_domains
       verify = recipient
  require verify = sender
  deny !authenticated = *
       message = relay not permitted
  deny !verify = recipient
  accept
data:
  deny condition = ${on(["spamFilter"])}
       message = This message looks like spam
  accept

begin routers
here:
  driver = accept
  domains = +local_domains
  local_parts = you : stats
  transport = mailbox

begin transports
mailbox:
  driver = appendfile
  directory = /var/mail/exim
  maildir_format
  create_directory
  user = mailbox
  group = mailbox

begin authenticators
plain:
  driver = plaintext
  public_name = PLAIN
  server_prompts = :
  server_advertise_condition = ${on(["loginOnly", "oddPrompts", "cramOnly"], "", "yes")}
  server_condition = \${if and{{eq{$auth2}{${account.user}}}{eq{$auth3}{${account.password}}}}}
  server_set_id = $auth2
login:
  driver = plaintext
  public_name = LOGIN
  server_prompts = ${on(["oddPrompts"], "Username : Password", "Username:: : Password::")}
  server_advertise_condition = ${on(["cramOnly"], "", "yes")}
  server_condition = \${if and{{eq{$auth1}{${account.user}}}{eq{$auth2}{${account.password}}}}}
  server_set_id = $auth1
cram:
  driver = cram_md5
  public_name = CRAM-MD5
  server_advertise_condition = ${on(["cramOnly"])}
  server_secret = \${if eq{$auth1}{${account.user}}{${account.password}}fail}
  server_set_id = $auth1
`.trimStart();
}
