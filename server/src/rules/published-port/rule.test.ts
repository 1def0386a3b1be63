import assert from "node:assert/strict";
import { test } from "node:test";
import { composeFile, lintFor } from "../../../testing/rules/project.js";
import { testReadme } from "../../../testing/rules/readme.js";
import { publishedPort } from "./rule.js";

testReadme(publishedPort, import.meta.url);

function found(port: string | null, ports: string, own = ""): string[] {
  const environment = ["SMTP_HOST_ADDR=relay", ...(port === null ? [] : [`SMTP_HOST_PORT=${port}`])];
  const more = `${own}  relay:\n    image: example/relay\n    ports: ${ports}\n`;
  return lintFor("published-port", { "compose.yml": composeFile(environment, undefined, more) });
}

test("every form of a published port", () => {
  const finding = ['error published-port "1025"'];
  assert.deepEqual(found("1025", '["1025:25"]'), finding);
  assert.deepEqual(found("1025", '["127.0.0.1:1025:25/tcp"]'), finding);
  assert.deepEqual(found("1025", '[{target: 25, published: "1025"}]'), finding);
  assert.deepEqual(found(null, '["587:25"]'), ['error published-port "relay"']);
});

test("is silent where the port may be open inside", () => {
  assert.deepEqual(found("1025", '["1025:1025"]'), []);
  assert.deepEqual(found("1025", '["1025:25", "2025:1025"]'), []);
  assert.deepEqual(found("1025", '["1020-1030:20-30"]'), []);
  assert.deepEqual(found("25", '["1025:25"]'), []);
  assert.deepEqual(found("1025", "[25]"), []);
  assert.deepEqual(found("1025", '["1025:25/udp"]'), []);
  assert.deepEqual(found("1025", '["1025:25"]', "    network_mode: host\n"), []);
  assert.deepEqual(found("${PORT}", '["1025:25"]'), []);
});
