import assert from "node:assert/strict";
import { after, test } from "node:test";
import { makeProject } from "../support/cli.js";
import { docker } from "./docker.js";

const project = makeProject({
  "stack.yml": `version: "3.8"
services:
  plausible:
    image: ghcr.io/plausible/community-edition:v3.2.1
    env_file: mail.env
    environment:
      - SMTP_HOST_ADDR
      - BASE_URL=https://\${DOMAIN}
`,
  ".env": "DOMAIN=zoo.example\nSMTP_HOST_ADDR=smtp.zoo.example\n",
  "mail.env": "SMTP_USER_NAME=\"ada@zoo.example\"\nMAILER_NAME='Zoo'\nMAILER_EMAIL=stats@${DOMAIN}\n",
});
after(() => project.remove());

test("what stack-reads-no-dotenv and stack-env-quotes say of Swarm is what Docker does", () => {
  const config = docker(project.folder, "stack", "config", "--compose-file", "stack.yml");
  assert.match(config, /^ {6}BASE_URL: https:\/\/$/m, "`.env` is not read");
  assert.match(config, /^ {6}SMTP_HOST_ADDR: null$/m);
  assert.match(config, /^ {6}SMTP_USER_NAME: '"ada@zoo\.example"'$/m, "quotes are kept");
  assert.match(config, /^ {6}MAILER_NAME: '{3}Zoo'{3}$/m);
  assert.match(config, /^ {6}MAILER_EMAIL: stats@\$\{DOMAIN\}$/m, "and nothing is filled in");
});
