/**
 * Images that run beside Plausible: its databases, and mail servers. Names as on Docker Hub, whatever registry or
 * mirror stands before them (plausible/community-edition@v3.2.1:compose.yml; plausible/hosting's former mail service).
 */
const databases = /(?:^|\/)(?:postgres|postgresql|postgis|timescaledb(?:-ha)?|clickhouse|clickhouse-server)$/;
const mailServers =
  /(?:^|\/)(?:bytemark\/smtp|boky\/postfix|namshi\/smtp|ixdotai\/smtp|juanluisbaptiste\/postfix|catatnight\/postfix|tozd\/postfix|mwader\/postfix-relay|loganmarchione\/docker-postfixrelay|tecnativa\/postfix-relay|docker-mailserver|mailserver\/docker-mailserver|exim4?|postfix(?:-relay)?|msmtpd|smtp-relay|docker-smtp|mailhog|mailpit|mailcatcher|maildev|smtp4dev)$/;

/** The part that an image plays beside Plausible; null: another one. */
export function companionOf(image: string): "database" | "mail-server" | null {
  const name = nameOf(image);
  if (databases.test(name)) return "database";
  return mailServers.test(name) ? "mail-server" : null;
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

/** The image's name without tag and digest, in lower case. */
function nameOf(image: string): string {
  const [withTag = ""] = image.trim().toLowerCase().split("@", 1);
  return withTag.replace(/:[^/]*$/, "");
}
