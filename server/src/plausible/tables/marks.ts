/** Of the names below those that hardly anything else reads; one of them at least must be there. */
const strong: readonly string[] = ["CLICKHOUSE_DATABASE_URL", "TOTP_VAULT_KEY", "MAILER_ADAPTER"];
/** `DISABLE_REGISTRATION`, `BASE_URL` and `DATABASE_URL` do not count: many others read them. */
const weak: readonly string[] = ["SECRET_KEY_BASE", "ENABLE_EMAIL_VERIFICATION", "CLICKHOUSE_FLUSH_INTERVAL_MS"];

/** How many of them tell Plausible from other programs written in Elixir, which share one or two. */
const enough = 3;

/** Whether a container with these variables runs Plausible, whatever its image is called. */
export function areOfPlausible(has: (name: string) => boolean): boolean {
  const found = strong.filter(has).length;
  return found > 0 && found + weak.filter(has).length >= enough;
}

/** A name without which `areOfPlausible` says no: to look for a word costs less than to read a service. */
export const strongMark = new RegExp(strong.join("|"));
/**
 * Variables that no other program in wide use reads. `SMTP_HOST_ADDR`, `SMTP_RETRIES` and `SMTP_MX_LOOKUPS_ENABLED` are
 * Papercups' too, which is a program in Elixir with the same habits; projects of other programs also have the first one.
 */
const ownNames: ReadonlySet<string> = new Set([
  "CLICKHOUSE_DATABASE_URL",
  "CLICKHOUSE_FLUSH_INTERVAL_MS",
  "CLICKHOUSE_MAX_BUFFER_SIZE",
  "CLICKHOUSE_MAX_BUFFER_SIZE_BYTES",
  "CLICKHOUSE_INGEST_POOL_SIZE",
  "TOTP_VAULT_KEY",
  "ENABLE_EMAIL_VERIFICATION",
  "MAILER_EMAIL",
  "MAILER_NAME",
  "SMTP_USER_PWD",
  "SMTP_HOST_SSL_ENABLED",
  "SMTP_MIDDLEBOX_COMP_MODE",
  "MAILGUN_BASE_URI",
  "LOG_FAILED_LOGIN_ATTEMPTS",
  "IP_GEOLOCATION_DB",
]);

/**
 * Whether an env file of which nobody says what it is for is Plausible's.
 *
 * @param textOf the text that it gives a name; undefined where it does not name it, null where it gives none
 */
export function isEnvironmentOfPlausible(names: Iterable<string>, textOf: (name: string) => string | null | undefined): boolean {
  const own = new Set([...names].filter((name) => ownNames.has(name)));
  if (textOf("MAILER_ADAPTER")?.startsWith("Bamboo.") === true) own.add("MAILER_ADAPTER");
  return own.size >= enough;
}
