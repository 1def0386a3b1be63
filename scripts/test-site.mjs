// Builds the playground and the documentation as they are published, and uses them in a real Chromium.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { ensureChromium } from "./chromium.mjs";
import { mostBytes } from "./playground.mjs";
import { buildSite } from "./site.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));

/** As GitHub publishes it: below the name of the repository. */
const base = "/plausible-mail/";
const { out, playground } = await buildSite({ base });
const prepared = { chromium: ensureChromium(), site: { out, base }, playground: { ...playground, mostBytes } };

const { status } = spawnSync(
  process.execPath,
  [
    "--enable-source-maps",
    "--test",
    "--test-reporter=spec",
    "--test-concurrency=2",
    "test/out/site/docs.test.js",
    "test/out/site/playground.test.js",
  ],
  { cwd: root, stdio: "inherit", env: { ...process.env, PLAUSIBLE_MAIL_PREPARED: JSON.stringify(prepared) } },
);
process.exit(status ?? 1);
