import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

/** A compose project like Plausible's own: bare names in `environment`, values in `.env`. */
export const bareNames = `services:
  plausible_db:
    image: postgres:16-alpine

  plausible:
    image: ghcr.io/plausible/community-edition:v3.2.1
    depends_on:
      - plausible_db
    environment:
      - BASE_URL
      - SECRET_KEY_BASE
      - MAILER_EMAIL
      - SMTP_HOST_ADDR
      - SMTP_HOST_PORT
      - SMTP_HOST_SSL_ENABLED
      - SMTP_USER_NAME
      - SMTP_USER_PWD
`;

/** A password that must not appear anywhere that a user, a log or a message shows. */
export const canary = "canary-pwd-7f3a";

/** The `.env` beside `bareNames`. */
export function dotenv(settings: { host: string; port: number; ssl: string; user?: string; password?: string }): string {
  return [
    "BASE_URL=https://stats.example.org",
    "SECRET_KEY_BASE=jMX7ZEdTjSx8kZ1OqHkG0yJEOlHd6bRJ3JHSyZx2hPcFYJ5k0fEoqQb1w0kq8VnC",
    "",
    "# Mail",
    "MAILER_EMAIL=stats@example.org",
    `SMTP_HOST_ADDR=${settings.host}`,
    `SMTP_HOST_PORT=${settings.port}`,
    `SMTP_HOST_SSL_ENABLED=${settings.ssl}`,
    `SMTP_USER_NAME=${settings.user ?? "stats@example.org"}`,
    `SMTP_USER_PWD=${settings.password ?? canary}`,
    "",
  ].join("\n");
}

/** Two Plausible services with their settings written in place. */
export const twoServices = `services:
  stats:
    image: ghcr.io/plausible/community-edition:v3.2.1
    environment:
      BASE_URL: https://stats.example.org
      SECRET_KEY_BASE: jMX7ZEdTjSx8kZ1OqHkG0yJEOlHd6bRJ3JHSyZx2hPcFYJ5k0fEoqQb1w0kq8VnC
      MAILER_EMAIL: stats@example.org
      SMTP_HOST_ADDR: smtp.zoo.example
      SMTP_HOST_PORT: "587"
      SMTP_HOST_SSL_ENABLED: "false"
  stats-old:
    image: plausible/analytics:v2.0.0
    environment:
      - BASE_URL=https://old.example.org
      - SECRET_KEY_BASE=jMX7ZEdTjSx8kZ1OqHkG0yJEOlHd6bRJ3JHSyZx2hPcFYJ5k0fEoqQb1w0kq8VnC
      - MAILER_EMAIL=stats@example.net
      - SMTP_HOST_ADDR=mail.zoo.example
      - SMTP_HOST_PORT=587
`;

/** Writes files below a folder. */
export function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}
