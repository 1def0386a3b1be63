import path from "node:path";
import { bareNames, dotenv, twoServices, writeFiles } from "./fixtures.js";

const starttls = { host: "smtp.zoo.example", port: 587 };

/** Written in place, with the mismatch that most people have. */
export const inPlace = `services:
  plausible:
    image: ghcr.io/plausible/community-edition:v3.2.1
    environment:
      - BASE_URL=https://stats.example.org
      - SECRET_KEY_BASE=jMX7ZEdTjSx8kZ1OqHkG0yJEOlHd6bRJ3JHSyZx2hPcFYJ5k0fEoqQb1w0kq8VnC
      - MAILER_EMAIL=stats@example.org
      - SMTP_HOST_ADDR=smtp.zoo.example
      - SMTP_HOST_PORT=587
      - SMTP_HOST_SSL_ENABLED=true
      - SMTP_USER_NAME=stats@example.org
      - SMTP_USER_PWD
`;

/** Writes the folders and workspaces that the suites inside VS Code open; their names are the suites' names. */
export function writeFolders(scratch: string): Record<"with-compose" | "without-compose" | "multi-root", string> {
  const withCompose = path.join(scratch, "with-compose");
  const withoutCompose = path.join(scratch, "without-compose");
  writeFiles(withCompose, {
    "bare-names/compose.yml": bareNames,
    "bare-names/.env": dotenv({ ...starttls, ssl: "true" }),
    "in-place/compose.yml": inPlace,
    "in-place/plausible.yaml": inPlace,
    "typing/compose.yml": inPlace.replace("ENABLED=true", "ENABLED=false"),
    "env-file/compose.yml": bareNames.replace(/ {4}environment:[\s\S]*/, "    env_file: plausible-conf.env\n"),
    "env-file/plausible-conf.env": dotenv({ ...starttls, ssl: "true" }),
    "disk/compose.yml": inPlace.replace("ENABLED=true", "ENABLED=$" + "{FLAG}"),
    "disk/.env": "FLAG=false\n",
    "two-services/compose.yml": twoServices,
    "other/compose.yml":
      "services:\n  web:\n    image: nginx\n    environment:\n      - SMTP_HOST_PORT=\n      - SMTP_HOST_SSL_ENABLED=maybe\n",
  });
  writeFiles(withoutCompose, { "values.yaml": "smtp: {port: 587}\n", ".env": "SMTP_HOST_PORT=\n" });
  const several = path.join(scratch, "several");
  const twice = inPlace.replace("- SMTP_USER_PWD", "- SMTP_HOST_PROT=587\n      - SMTP_USER_PWD");
  const lenient = { "plausibleMail.rules": { "tls-port-mismatch": "off" } };
  writeFiles(several, {
    "strict/compose.yml": twice,
    "lenient/compose.yml": twice,
    "lenient/.vscode/settings.json": JSON.stringify(lenient),
    "both.code-workspace": JSON.stringify({ folders: [{ path: "strict" }, { path: "lenient" }] }),
  });
  return {
    "with-compose": withCompose,
    "without-compose": withoutCompose,
    "multi-root": path.join(several, "both.code-workspace"),
  };
}
