import type { BootCheck } from "../types.js";

// What may stop the boot, in the order of each era's runtime.exs. Only variables that decide about mail, and those
// beside it that every set-up has; a bad DATABASE_URL or LISTEN_IP stops the boot too and is not judged here.

const docs = "https://plausible.io/docs/self-hosting-configuration#server";
const readme210 = "https://github.com/plausible/community-edition/tree/v2.1.0?tab=readme-ov-file";
const wiki = "https://github.com/plausible/community-edition/wiki/configuration";

const atom = (variable: string, missing: readonly string[] = []): BootCheck => ({ check: "atom", variable, missing });
const boolean = (variable: string): BootCheck => ({ check: "boolean", variable });
const integer = (variable: string): BootCheck => ({ check: "integer", variable });
/** `get_int(…, "HTTP_PORT") || get_int(…, "PORT", 8000)`, by reading. */
const webPort: readonly BootCheck[] = [integer("HTTP_PORT"), { check: "integer", variable: "PORT", unless: "HTTP_PORT" }];
const mailer: BootCheck = { check: "mailer" };

/** plausible/analytics@v1.0.0:config/releases.exs:99-121. The checks beside mail of 1.0 and 1.1 were not read. */
export const bootBefore120: readonly BootCheck[] = [mailer];

// `invite_only` is an atom from 1.5.0 on (plausible/analytics#1841); before, the word itself stops the boot (executed, 1.4.4).
const registrationBefore150 = atom("DISABLE_REGISTRATION", ["invite_only"]);

/** plausible/analytics@v1.2.0:config/runtime.exs:1-142. */
export const boot120: readonly BootCheck[] = [
  { check: "base-url", seeWhenUnset: docs },
  { check: "secret-key-base", bytes: 64, see: docs },
  registrationBefore150,
  atom("LOG_LEVEL"),
  atom("SELFHOST"),
  atom("DISABLE_CRON"),
  mailer,
];

/** plausible/analytics@v1.4.4:config/runtime.exs:1-260 (executed). */
export const boot140: readonly BootCheck[] = [
  { check: "base-url", seeWhenUnset: docs },
  { check: "secret-key-base", bytes: 64, see: docs },
  atom("ENABLE_EMAIL_VERIFICATION"),
  registrationBefore150,
  atom("LOG_LEVEL"),
  atom("SELFHOST"),
  atom("DISABLE_CRON"),
  mailer,
];

/** plausible/analytics@v1.5.1:config/runtime.exs:1-303 (executed). */
export const boot150: readonly BootCheck[] = [
  { check: "base-url", seeWhenUnset: docs },
  { check: "secret-key-base", bytes: 32, see: docs },
  atom("ENABLE_EMAIL_VERIFICATION"),
  { check: "registration", see: docs },
  atom("LOG_LEVEL"),
  atom("SELFHOST"),
  atom("DISABLE_CRON"),
  mailer,
];

/** plausible/analytics@v2.0.0:config/runtime.exs:1-405 (executed). */
export const boot200: readonly BootCheck[] = [
  { check: "base-url", seeWhenUnset: docs },
  { check: "secret-key-base", bytes: 32, see: docs },
  atom("ENABLE_EMAIL_VERIFICATION"),
  atom("SELFHOST"),
  { check: "registration", see: docs },
  atom("LOG_LEVEL"),
  atom("DISABLE_CRON"),
  atom("LOG_FAILED_LOGIN_ATTEMPTS"),
  mailer,
];

/** plausible/analytics@v2.1.0:config/runtime.exs:1-502 (executed). */
export const boot210: readonly BootCheck[] = [
  atom("LOG_LEVEL"),
  { check: "base-url", seeWhenUnset: `${readme210}#quick-start` },
  { check: "secret-key-base", bytes: 32, see: `${readme210}#quick-start` },
  { check: "totp-vault-key", strict: true, see: `${readme210}#quick-start` },
  atom("ENABLE_EMAIL_VERIFICATION"),
  atom("SELFHOST"),
  { check: "registration", see: `${readme210}#disable_registration` },
  atom("DISABLE_CRON"),
  atom("LOG_FAILED_LOGIN_ATTEMPTS"),
  mailer,
];

/** plausible/analytics@v2.1.2:config/runtime.exs:1-691 (executed). */
export const boot212: readonly BootCheck[] = [
  atom("LOG_LEVEL"),
  ...webPort,
  integer("HTTPS_PORT"),
  { check: "base-url", seeWhenUnset: `${wiki}#base_url` },
  { check: "secret-key-base", bytes: 32, see: `${wiki}#secret_key_base` },
  { check: "totp-vault-key", strict: false, see: `${wiki}#totp_vault_key` },
  atom("ENABLE_EMAIL_VERIFICATION"),
  atom("SELFHOST"),
  { check: "registration", see: `${wiki}#disable_registration` },
  atom("DISABLE_CRON"),
  atom("LOG_FAILED_LOGIN_ATTEMPTS"),
  mailer,
];

/** plausible/analytics@v2.1.5:config/runtime.exs:1-685 (executed). */
export const boot215: readonly BootCheck[] = [
  atom("LOG_LEVEL"),
  ...webPort,
  integer("HTTPS_PORT"),
  { check: "base-url", seeWhenUnset: `${wiki}#base_url` },
  { check: "secret-key-base", bytes: 32, see: `${wiki}#secret_key_base` },
  { check: "totp-vault-key", strict: false, see: `${wiki}#totp_vault_key` },
  boolean("ENABLE_EMAIL_VERIFICATION"),
  boolean("SELFHOST"),
  { check: "registration", see: `${wiki}#disable_registration` },
  boolean("DISABLE_CRON"),
  boolean("LOG_FAILED_LOGIN_ATTEMPTS"),
  mailer,
];

/** plausible/analytics@a27653cd (mid-2025):config/runtime.exs; the check of the domain by reading, the rest executed with 3.0.1 - 3.2.0. */
export const boot300: readonly BootCheck[] = [...boot215.filter((step) => step !== mailer), { check: "https-domain" }, mailer];
