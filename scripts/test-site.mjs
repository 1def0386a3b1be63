// Builds the playground and the documentation as they are published, and uses them in a real Chromium.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { ensureChromium } from "./chromium.mjs";
import { buildPlayground, mostBytes } from "./playground.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));

const { out, bytes } = await buildPlayground();
const prepared = { chromium: ensureChromium(), playground: { out, bytes, mostBytes } };

const { status } = spawnSync(
  process.execPath,
  ["--enable-source-maps", "--test", "--test-reporter=spec", "--test-concurrency=1", "test/out/site/playground.test.js"],
  { cwd: root, stdio: "inherit", env: { ...process.env, PLAUSIBLE_MAIL_PREPARED: JSON.stringify(prepared) } },
);
process.exit(status ?? 1);
