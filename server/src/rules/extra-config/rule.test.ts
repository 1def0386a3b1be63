import assert from "node:assert/strict";
import { test } from "node:test";
import { composeFile, lintFor } from "../../../testing/rules/project.js";
import { testReadme } from "../../../testing/rules/readme.js";
import { extraConfig } from "./rule.js";

testReadme(extraConfig, import.meta.url);

test("what is visibly no Elixir is said, more surely where the file is seen", () => {
  const of = (path: string, files: Record<string, string> = {}) => {
    const volume = `    volumes:\n      - .${path.slice(4)}:${path}\n`;
    const compose = composeFile([`EXTRA_CONFIG_PATH=${path}`], undefined, volume);
    return lintFor("extra-config", { "compose.yml": compose, ...files }).map((line) => line.split(" ")[0]);
  };
  assert.deepEqual(of("/app/extra/mail.exs"), ["info"]);
  assert.deepEqual(of("/app/extra/mail"), ["info"]);
  assert.deepEqual(of("/app/extra/.env"), ["warning"]);
  assert.deepEqual(of("/app/extra/mail.yml"), ["warning"]);
  const elixir = "import Config\n\nconfig :plausible, Plausible.Mailer, ssl: [verify: :verify_none]\n";
  assert.deepEqual(of("/app/extra/mail.conf", { "extra/mail.conf": elixir }), ["info"]);
  assert.deepEqual(of("/app/extra/mail.exs", { "extra/mail.exs": "# mail\nSMTP_HOST_ADDR=smtp.zoo.example\n" }), ["error"]);
});
