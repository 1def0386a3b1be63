import assert from "node:assert/strict";
import { test } from "node:test";
import { lintFor } from "../../../testing/rules/project.js";
import { testReadme } from "../../../testing/rules/readme.js";
import { stackReadsNoDotenv } from "./rule.js";

testReadme(stackReadsNoDotenv, import.meta.url);

const items = `
      - BASE_URL=https://stats.example.com
      - SMTP_HOST_ADDR
      - SMTP_USER_NAME=\${SMTP_USER}
      - SMTP_USER_PWD
`;
const dotenv = "SMTP_HOST_ADDR=smtp.zoo.example\nSMTP_USER=plausible@zoo.example\n";
const stack = (deploy: string) => `services:
  plausible:
    image: ghcr.io/plausible/community-edition:v3.2.1
    ${deploy}
    environment:${items}`;

test("only what Swarm alone does tells a stack", () => {
  const found = (deploy: string) => lintFor("stack-reads-no-dotenv", { "compose.yml": stack(deploy), ".env": dotenv }).length;
  assert.equal(found("deploy: {placement: {constraints: [node.role == manager]}}"), 1);
  assert.equal(found("deploy: {mode: replicated, replicas: 1}"), 1);
  assert.equal(found("deploy: {resources: {limits: {memory: 1G}}}"), 0);
  assert.equal(found("deploy: {replicas: 1, restart_policy: {condition: on-failure}}"), 0);
  assert.equal(found("restart: always"), 0);
});

test("says nothing where no `.env` gives a value, or another file does", () => {
  const deploy = "deploy: {endpoint_mode: vip}";
  assert.deepEqual(lintFor("stack-reads-no-dotenv", { "compose.yml": stack(deploy) }), []);
  const loaded = stack(`${deploy}\n    env_file: .env`).replace(/ {4}environment:[\s\S]*/, "");
  assert.deepEqual(lintFor("stack-reads-no-dotenv", { "compose.yml": loaded, ".env": dotenv }), []);
});
