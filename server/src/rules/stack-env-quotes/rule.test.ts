import assert from "node:assert/strict";
import { test } from "node:test";
import { analyseFiles } from "../../../testing/rules/project.js";
import { testReadme } from "../../../testing/rules/readme.js";
import { stackEnvQuotes } from "./rule.js";

testReadme(stackEnvQuotes, import.meta.url);

const compose = (deploy: string, envFile = "mail.env") => `services:
  plausible:
    image: ghcr.io/plausible/community-edition:v3.2.1
    env_file: ${envFile}
    ${deploy}
`;
const swarm = "deploy: {endpoint_mode: vip}";

/** What stands in quotes, and whether a fix is offered. */
function found(files: Readonly<Record<string, string>>): string[] {
  const { findings, project } = analyseFiles(files);
  return findings
    .filter(({ rule }) => rule === "stack-env-quotes")
    .map(({ at, fixes }) => `${project.files.get(at.file)?.slice(at.start, at.end)} ${fixes.length}`);
}

test("each variable that Plausible reads, in either quotes, and only where a file is meant for Swarm", () => {
  const env = 'SMTP_HOST_ADDR=\'smtp.zoo.example\'\nMAILER_NAME="Zoo\'s #1"\nOTHER="a"\nSMTP_HOST_PORT=587\n';
  assert.deepEqual(found({ "compose.yml": compose(swarm), "mail.env": env }).sort(), ['"Zoo\'s #1" 0', "'smtp.zoo.example' 1"]);
  assert.deepEqual(found({ "compose.yml": compose("restart: always"), "mail.env": env }), []);
});

test("a raw file has its quotes in Compose, too: `literal-quotes` speaks", () => {
  const raw = "[{ path: mail.env, format: raw }]";
  assert.deepEqual(found({ "compose.yml": compose(swarm, raw), "mail.env": "SMTP_HOST_ADDR='smtp.zoo.example'\n" }), []);
});

test("what the compose file itself sets is YAML, and reads the same in both", () => {
  const text = `${compose(swarm)}    environment:\n      SMTP_HOST_ADDR: "smtp.zoo.example"\n`;
  assert.deepEqual(found({ "compose.yml": text, "mail.env": "SMTP_HOST_ADDR='other.zoo.example'\n" }), []);
});
