/**
 * Images that run beside Plausible: its databases, and mail servers. Names as on Docker Hub, whatever registry or
 * mirror stands before them (plausible/community-edition@v3.2.1:compose.yml; plausible/hosting's former mail service).
 */
const databases = /(?:^|\/)(?:postgres|postgresql|postgis|timescaledb(?:-ha)?|clickhouse|clickhouse-server)$/;
const mailServers =
  /(?:^|\/)(?:bytemark\/smtp|boky\/postfix|namshi\/smtp|ixdotai\/smtp|juanluisbaptiste\/postfix|catatnight\/postfix|tozd\/postfix|mwader\/postfix-relay|loganmarchione\/docker-postfixrelay|tecnativa\/postfix-relay|docker-mailserver|mailserver\/docker-mailserver|exim4?|postfix(?:-relay)?|msmtpd|smtp-relay|docker-smtp|mailhog|mailpit|mailcatcher|maildev|smtp4dev)$/;

/** The part that an image plays beside Plausible; null: another one. */
export function companionOf(image: string): "database" | "mail-server" | null {
  const [withTag = ""] = image.trim().toLowerCase().split("@", 1);
  const name = withTag.replace(/:[^/]*$/, "");
  if (databases.test(name)) return "database";
  return mailServers.test(name) ? "mail-server" : null;
}
