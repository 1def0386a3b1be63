import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";
import { root } from "../support/cli.js";

test("npm start tells its story to the end", async () => {
  const { status, output } = await new Promise<{ status: number | null; output: string }>((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, "scripts/start.mjs"), "--no-build"], { cwd: root });
    let text = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (part: string) => {
        text += part;
      });
    }
    child.on("error", reject).on("close", (code) => resolve({ status: code, output: text }));
  });
  assert.equal(status, 0, output);
  const story = [
    "✖ Email doesn't work",
    "tls-port-mismatch",
    "literal-quotes",
    "✖ TLS",
    "SMTP test failed",
    "Apply the fixes",
    "No email problem",
    "SMTP test passed, email sent",
    "✔ Email works with these settings.",
    "Subject",
  ];
  let at = 0;
  for (const part of story) {
    const found = output.indexOf(part, at);
    assert.ok(found >= at, `${part} does not come in its turn:\n${output}`);
    at = found;
  }
  assert.ok(!output.includes("apple-tree-in-the-garden"));
});
