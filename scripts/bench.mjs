// Times the real language server over stdio (open → diagnostics, edit → diagnostics) on a small and a huge compose file,
// and one run of the CLI. Prints milliseconds, and how often `yaml` could have parsed the same text in that time.
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { fileURLToPath, pathToFileURL } from "node:url";
import { createProtocolConnection, StreamMessageReader, StreamMessageWriter } from "vscode-languageserver/node";
import { parseDocument } from "yaml";

const root = fileURLToPath(new URL("..", import.meta.url));
const edits = 30;

/** Services as people write them: lists and maps, quotes, comments, anchors, brackets, long texts, each with a secret of its own. */
const kinds = [
  (n) => [
    `image: registry.acme-widgets.org/team/api-${n}:1.${n}`,
    "restart: always",
    "environment:",
    `  - PORT=${8000 + n}`,
    `  - DATABASE_URL=postgres://app:pw${n}x@db-${n}:5432/app_${n}`,
    "  - LOG_LEVEL=info",
    "volumes:",
    `  - data-${n}:/var/lib/data`,
    "depends_on:",
    "  - plausible",
  ],
  (n) => [
    `image: "postgres:${n}-alpine"`,
    "restart: unless-stopped # like the others",
    "environment:",
    `  POSTGRES_USER: app_${n}`,
    `  POSTGRES_PASSWORD: "s3cret-${n}-of-db"`,
    `  POSTGRES_DB: \${DB_NAME_${n}:-db_${n}}`,
    "healthcheck:",
    `  test: ["CMD-SHELL", "pg_isready -U app_${n}"]`,
    "  interval: 10s",
    "volumes:",
    `  - data-${n}:/var/lib/postgresql/data`,
  ],
  (n) => [
    "build:",
    `  context: ./services/worker-${n}`,
    "  args:",
    `    VERSION: 2.${n}`,
    "command: [node, worker.js, --queue, 'mail']",
    "environment:",
    "  <<: *common",
    `  QUEUE: queue-${n}`,
    `  API_TOKEN: tok_${n * 7919}_abcdef`,
    "ports:",
    `  - "127.0.0.1:${10000 + n}:8080"`,
    "networks: [default, back]",
  ],
  (n) => [
    `image: nginx:1.${n}`,
    "labels:",
    `  traefik.http.routers.web${n}.rule: Host(\`web${n}.acme-widgets.org\`)`,
    "ports:",
    "  - target: 80",
    `    published: ${20000 + n}`,
    "environment:",
    "  TZ: Europe/Berlin",
    `  GREETING: 'it''s ${n}'`,
    "volumes:",
    `  - ./conf/web-${n}.conf:/etc/nginx/conf.d/default.conf:ro`,
  ],
  (n) => [
    "image: busybox",
    "command: |",
    `  echo ${n}`,
    "  sleep 1",
    "environment:",
    `  - GREETING=\${GREETING_${n}:-hello}`,
    '  - "QUOTED=a # b"',
    "  - HOME",
    "volumes:",
    `  - data-${n}:/data`,
  ],
];

const samples = [
  { name: "60 lines", text: composeOf(5) },
  { name: "1,000 services", text: composeOf(1000) },
];

const folder = mkdtempSync(join(tmpdir(), "plausible-mail-bench-"));
try {
  for (const sample of samples) await benchServer(sample);
  benchCli(samples[0]);
  benchExplain(samples[1]);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** A Plausible service with a mistake in its mail settings, so that there is something to report, among others of which no two are alike. */
function composeOf(services) {
  const others = Array.from({ length: services - 1 }, (_, index) => {
    const lines = kinds[index % kinds.length](index);
    return [`  service_${index}:`, ...lines.map((line) => `    ${line}`)].join("\n");
  });
  const plausible = [
    "  plausible:",
    "    image: ghcr.io/plausible/community-edition:v3.2.1",
    "    restart: always",
    "    environment:",
    "      - BASE_URL=https://stats.acme-widgets.org",
    `      - SECRET_KEY_BASE=${"0123456789abcdef".repeat(4)}`,
    "      - MAILER_EMAIL=stats@acme-widgets.org",
    "      - SMTP_HOST_ADDR=smtp.acme-widgets.org",
    "      - SMTP_HOST_PORT=587",
    "      - SMTP_HOST_SSL_ENABLED=true",
    "      - SMTP_USER_NAME=stats@acme-widgets.org",
    "      - SMTP_USER_PWD=${SMTP_USER_PWD}",
  ].join("\n");
  const middle = Math.floor(others.length / 2);
  const common = ["x-common: &common", "  NODE_ENV: production", "  SENTRY_ENVIRONMENT: 'live'"];
  const volumes = others.map((_, index) => `  data-${index}:`);
  const rest = ["networks:", "  back: {}", "volumes:", ...volumes, ""];
  return [...common, "services:", ...others.slice(0, middle), plausible, ...others.slice(middle), ...rest].join("\n");
}

async function benchServer({ name, text }) {
  const path = join(folder, "compose.yml");
  writeFileSync(path, text);
  const uri = pathToFileURL(path).href;
  const started = performance.now();
  const process = spawn(globalThis.process.execPath, [join(root, "server/dist/server.js"), "--stdio"], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const connection = createProtocolConnection(new StreamMessageReader(process.stdout), new StreamMessageWriter(process.stdin));
  connection.listen();
  const capabilities = { textDocument: { diagnostic: {} } };
  await connection.sendRequest("initialize", { processId: null, rootUri: pathToFileURL(folder).href, capabilities });
  await connection.sendNotification("initialized", {});
  const ready = performance.now() - started;
  const pull = async () => {
    const { items } = await connection.sendRequest("textDocument/diagnostic", { textDocument: { uri } });
    return items.length;
  };

  const opened = performance.now();
  const document = { uri, languageId: "dockercompose", version: 1, text };
  await connection.sendNotification("textDocument/didOpen", { textDocument: document });
  const findings = await pull();
  if (findings === 0) throw new Error("the mistake was not found");
  const first = performance.now() - opened;

  const line = text.split("\n").findIndex((each) => each.includes("SMTP_HOST_SSL_ENABLED"));
  const times = [];
  let value = "true";
  for (let version = 2; version < 2 + edits; version += 1) {
    const next = value === "true" ? "false" : "true";
    const start = text.split("\n")[line].indexOf("=") + 1;
    const range = { start: { line, character: start }, end: { line, character: start + value.length } };
    value = next;
    const before = performance.now();
    await connection.sendNotification("textDocument/didChange", {
      textDocument: { uri, version },
      contentChanges: [{ range, text: next }],
    });
    if (((await pull()) === findings) !== (next === "true")) throw new Error("an edit was not seen");
    times.push(performance.now() - before);
  }
  await connection.sendRequest("shutdown");
  await connection.sendNotification("exit");
  await once(process, "exit");
  connection.dispose();

  const parse = median(Array.from({ length: 5 }, () => timeOf(() => parseDocument(text, { merge: true }))));
  const lines = text.split("\n").length;
  console.log(`${name} (${lines} lines): one parse by yaml ${ms(parse)}`);
  console.log(`  server start            ${ms(ready)}`);
  row("  open → diagnostics     ", first, parse);
  row("  edit → diagnostics     ", median(times), parse, `median of ${edits}, slowest ${ms(Math.max(...times))}`);
}

function benchCli({ text }) {
  writeFileSync(join(folder, "compose.yml"), text);
  const args = [join(root, "server/dist/cli.js"), "lint", folder, "--format", "json"];
  const times = Array.from({ length: 3 }, () => timeOf(() => spawnSync(process.execPath, args)));
  console.log(`plausible-mail lint, as a process: ${ms(median(times))} (median of 3; node alone ${ms(nodeStart())})`);
}

/** What every container of a huge file gets, beside what `yaml` needs to parse that file: each as the first thing a process does, and warmed up. */
function benchExplain({ name, text }) {
  const file = join(folder, "compose.yml");
  writeFileSync(file, text);
  const times = (what) => {
    const { stdout, stderr, status } = spawnSync(process.execPath, [join(root, "scripts/bench-explain.mjs"), file, what]);
    if (status !== 0) throw new Error(stderr.toString());
    return JSON.parse(stdout.toString());
  };
  const first = Array.from({ length: 7 }, () => ({ yaml: times("yaml").yaml, explain: times("explain").explain }));
  const warm = times("both");
  console.log(`plausible-mail explain --all-services, ${name}, beside one parse by yaml in the same state:`);
  row("  first in its process   ", median(first.map(({ explain }) => explain)), median(first.map(({ yaml }) => yaml)));
  row("  warmed up              ", warm.explain, warm.yaml);
}

function nodeStart() {
  return median(Array.from({ length: 3 }, () => timeOf(() => spawnSync(process.execPath, ["-e", ""]))));
}

function timeOf(run) {
  const start = performance.now();
  run();
  return performance.now() - start;
}

function median(times) {
  return [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)];
}

function ms(time) {
  return `${time.toFixed(1)} ms`;
}

function row(label, time, parse, note = "") {
  console.log(`${label} ${ms(time)} = ${(time / parse).toFixed(2)} × yaml's parse${note === "" ? "" : ` (${note})`}`);
}
