/**
 * Images that run beside Plausible: its databases, and mail servers. Names as on Docker Hub, whatever registry or
 * mirror stands before them (plausible/community-edition@v3.2.1:compose.yml; plausible/hosting's former mail service).
 */
const databases = /(?:^|\/)(?:postgres|postgresql|postgis|timescaledb(?:-ha)?|clickhouse|clickhouse-server)$/;
/** Those that hand mail on and have no mailboxes. */
const relays =
  /(?:^|\/)(?:bytemark\/smtp|boky\/postfix|namshi\/smtp|ixdotai\/smtp|juanluisbaptiste\/postfix|catatnight\/postfix|tozd\/postfix|mwader\/postfix-relay|loganmarchione\/docker-postfixrelay|tecnativa\/postfix-relay|exim4?|postfix(?:-relay)?|msmtpd|smtp-relay|docker-smtp)$/;
const otherMailServers =
  /(?:^|\/)(?:docker-mailserver|mailserver\/docker-mailserver|mailhog|mailpit|mailcatcher|maildev|smtp4dev)$/;

/** The part that an image plays beside Plausible; null: another one. */
export function companionOf(image: string): "database" | "mail-server" | null {
  const name = nameOf(image);
  if (databases.test(name)) return "database";
  return relays.test(name) || otherMailServers.test(name) ? "mail-server" : null;
}

/** Whether an image is a mere relay: it takes mail from containers and hands it on. */
export function isRelay(image: string): boolean {
  return relays.test(nameOf(image));
}

/**
 * The relay that came with Plausible before 2.1.2, and those of its making. Without a smart host they deliver to the
 * recipients' servers themselves, on port 25. Source: plausible/community-edition#43, #86, #186; hub.docker.com/r/bytemark/smtp.
 */
export function isFormerSidecar(image: string): boolean {
  return /(?:^|\/)(?:bytemark|namshi|ixdotai)\/smtp$/.test(nameOf(image));
}

/** Variables by which relays for containers are told to hand all mail to another server (`RELAY_HOST`, `SMARTHOST_ADDRESS`, `GMAIL_USER`). */
export function namesSmartHost(variable: string): boolean {
  return /relay_?host|smarthost|nexthop|smtp_server|^(gmail|ses|mailgun|sendgrid)_/i.test(variable);
}

/**
 * Images that are a mail server with mailboxes: they have a certificate, under the name that the world knows, and offer
 * STARTTLS on every port. Source: the documentation of each.
 */
const fullMailServers =
  /(?:^|\/)(?:docker-mailserver|mailu\/\w+|mailcow\/postfix|stalwartlabs\/(?:mail-server|stalwart)|analogic\/poste\.io|iredmail\/mariadb|foxcpp\/maddy|modoboa\/\w+)$/;

/** Whether an image is a whole mail server, and no mere relay. */
export function isFullMailServer(image: string): boolean {
  return fullMailServers.test(nameOf(image));
}

/**
 * Programs that stand for a provider's mailbox and have a certificate of their own making, which no authority has signed:
 * Proton Mail Bridge, and what is built on it. They offer STARTTLS on their SMTP port, 25 or 1025.
 * Source: proton.me/support/bridge; README of shenxn/protonmail-bridge-docker.
 */
const bridges = /(?:^|\/)[\w.-]*proton-?mail-?bridge[\w.-]*$/;

/** Whether an image is such a bridge. */
export function isBridge(image: string): boolean {
  return bridges.test(nameOf(image));
}

/** A server for developers, which keeps every mail to be looked at and delivers none. */
export interface MailCatcher {
  readonly name: string;
  /** Where it takes mail and where it shows its web page, inside its container and unless it is told otherwise. */
  readonly smtpPort: number;
  readonly webPort: number;
}

/** Source: the README of each image. MailDev and its forerunner changed their ports with 2.0. */
const mailCatchers: readonly (MailCatcher & { readonly image: RegExp })[] = [
  { name: "MailHog", image: /(?:^|\/)mailhog$/, smtpPort: 1025, webPort: 8025 },
  { name: "Mailpit", image: /(?:^|\/)mailpit$/, smtpPort: 1025, webPort: 8025 },
  { name: "MailDev", image: /(?:^|\/)djfarrelly\/maildev$/, smtpPort: 25, webPort: 80 },
  { name: "MailDev", image: /(?:^|\/)maildev$/, smtpPort: 1025, webPort: 1080 },
  { name: "MailCatcher", image: /(?:^|\/)(?:docker-|alpine)?mailcatcher$/, smtpPort: 1025, webPort: 1080 },
  { name: "smtp4dev", image: /(?:^|\/)smtp4dev$/, smtpPort: 25, webPort: 80 },
  { name: "Inbucket", image: /(?:^|\/)inbucket$/, smtpPort: 2500, webPort: 9000 },
  { name: "FakeSMTPServer", image: /(?:^|\/)gessnerfl\/fake-smtp-server$/, smtpPort: 8025, webPort: 8080 },
];

/** The mail catcher that an image is; null: none that is known. */
export function mailCatcherOf(image: string): MailCatcher | null {
  const name = nameOf(image);
  return mailCatchers.find((one) => one.image.test(name)) ?? null;
}

/** The mail catcher that a host is named after (`mailpit`, `mailhog.lan`); null: none that is known. */
export function mailCatcherNamed(host: string): MailCatcher | null {
  return mailCatcherOf(host.toLowerCase().split(".", 1).join(""));
}

/** The image's name without tag and digest, in lower case. */
function nameOf(image: string): string {
  const [withTag = ""] = image.trim().toLowerCase().split("@", 1);
  // A colon before the last slash belongs to the registry's port.
  const colon = withTag.indexOf(":", withTag.lastIndexOf("/") + 1);
  return colon === -1 ? withTag : withTag.slice(0, colon);
}
