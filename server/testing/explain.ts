import assert from "node:assert/strict";
import { placed, runIn, type World } from "./cli.js";

/** The image of the community edition, without its tag. */
export const ce = "ghcr.io/plausible/community-edition";
/** A mail server of nobody in particular. */
export const relay = ["SMTP_HOST_ADDR=smtp.acme-widgets.org", "SMTP_HOST_PORT=587"];
/** A SECRET_KEY_BASE that Plausible takes. */
export const key = "0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklmnopqrstuvwxyz";

/** A compose file with one service that has this beside what every Plausible needs. */
export function compose(environment: readonly string[], image = `${ce}:v3.2.1`, more = ""): string {
  const items = ["BASE_URL=https://stats.acme-widgets.org", `SECRET_KEY_BASE=${key}`, ...environment];
  return `services:\n  plausible:\n    image: ${image}\n    environment:\n${items.map((item) => `      - ${item}\n`).join("")}${more}`;
}

/** What `explain` prints. */
export async function explain(files: Readonly<Record<string, string>>, args: readonly string[] = [], world: World = {}) {
  const { status, stdout } = await runIn(files, ["explain", ...args], world);
  assert.equal(status, 0);
  return stdout;
}

/** What it prints as JSON, its places as text. */
export async function explainJson(files: Readonly<Record<string, string>>, args: readonly string[] = []) {
  return placed(JSON.parse(await explain(files, [...args, "--format", "json"])), files);
}

/** The page of one service from a heading on. */
export async function pageFrom(heading: string, environment: readonly string[], image?: string, args: readonly string[] = []) {
  const page = await explain({ "compose.yml": compose(environment, image) }, args);
  assert.ok(page.includes(heading), page);
  return page.slice(page.indexOf(heading));
}

/** A project with values from every kind of place. */
export const project = {
  "compose.yml": `services:
  plausible:
    image: ${ce}:v3.2.1
    env_file: mail.env
    secrets: [smtp_user_pwd]
    volumes:
      - ./other.txt:/run/secrets/below/it
      - ./other.txt:/elsewhere/it
    environment:
      - BASE_URL=https://stats.acme-widgets.org
      - SECRET_KEY_BASE=${key}
      - SMTP_HOST_ADDR=\${RELAY}
      - SMTP_HOST_PORT
      - SMTP_USER_NAME=postmaster
      - SMTP_USER_PWD=plum-tree-9
      - MAILER_NAME=
      - GREETING=\${WHO}, hello
      - SMTP_RETRIES=3
      - MAILER_ADAPTER
      - TZ
  db:
    image: postgres
    environment: {A: b}
secrets:
  smtp_user_pwd:
    file: pwd.txt
`,
  "mail.env": "MAILER_EMAIL=stats@acme-widgets.org\n",
  "pwd.txt": "another-word-8\n",
  "other.txt": "y\n",
  ".env": "RELAY=smtp.eu.mailgun.org\nSMTP_HOST_PORT=587\n",
};
