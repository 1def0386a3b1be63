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
