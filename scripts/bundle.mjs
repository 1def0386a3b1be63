// Bundles the three programs: the VS Code client, the language server, and the CLI.
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));
const production = process.argv.includes("--production");

/** Node ESM bundles of CommonJS libraries need a `require`. */
const requireBanner =
  "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);";

const shared = {
  absWorkingDir: root,
  bundle: true,
  platform: "node",
  target: "node20",
  minify: production,
  sourcemap: production ? false : "linked",
  logLevel: "warning",
};

/** @type {import("esbuild").BuildOptions[]} */
const bundles = [
  { entryPoints: ["server/src/cli.ts"], outfile: "server/dist/cli.js", format: "esm", banner: { js: requireBanner } },
  { entryPoints: ["server/src/server.ts"], outfile: "server/dist/server.js", format: "esm", banner: { js: requireBanner } },
  { entryPoints: ["client/src/extension.ts"], outfile: "client/dist/extension.cjs", format: "cjs", external: ["vscode"] },
];

await Promise.all(bundles.map((options) => build({ ...shared, ...options })));
