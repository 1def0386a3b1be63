// Writes what docs/guide.md and its Chinese twin show of the command line: the founding case, step by step, as the real
// program tells it. `--check` writes nothing, and fails where a page shows something else.
//
// The mail servers are real ones on this machine; `guide-network.mjs` leads the program to them when it asks for the host of
// the story. Docker is a program that answers as it was told. Only what differs from run to run is left out: milliseconds.
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { inspected, printed } from "../server/out/testing/container.js";
import { startDnsServer } from "../test/out/support/dns-server.js";
import { found, standInDocker } from "../test/out/support/docker.js";
import { startMailServer } from "../test/out/support/mail-server.js";

const root = fileURLToPath(new URL("..", import.meta.url));
const network = new URL("guide-network.mjs", import.meta.url).href;
const check = process.argv.includes("--check");

const host = "mail.blumenhof.example";
const auth = { user: "stats@blumenhof.example", password: "not-a-real-password" };
/** As the page shows it: bare names, and values in `.env`, like Plausible's own project. */
const compose = (release) => `services:
  plausible:
    image: ghcr.io/plausible/community-edition:v${release}
    environment:
      - BASE_URL
      - SECRET_KEY_BASE
      - MAILER_ADAPTER
      - MAILER_EMAIL
      - SMTP_HOST_ADDR
      - SMTP_HOST_PORT
      - SMTP_USER_NAME
      - SMTP_USER_PWD
`;
const dotenv = (port) => `BASE_URL=https://stats.blumenhof.example
SECRET_KEY_BASE=${"0123456789abcdef".repeat(4)}
MAILER_ADAPTER=Bamboo.Mua
MAILER_EMAIL=stats@blumenhof.example
SMTP_HOST_ADDR=${host}
SMTP_HOST_PORT=${port}
SMTP_USER_NAME=${auth.user}
SMTP_USER_PWD=${auth.password}
`;
const environment = (port) => dotenv(port).trimEnd().split("\n");
const mailer = (port) =>
  `[adapter: Bamboo.Mua, ssl: [middlebox_comp_mode: false], protocol: :tcp, relay: "${host}", port: ${port}, auth: [username: "${auth.user}", password: "***"]]`;

const scratch = realpathSync(mkdtempSync(join(tmpdir(), "plausible-mail-guide-")));
const program = packageIn(join(scratch, "package"));
const [inside, forLogins] = await Promise.all([
  // Port 25 of a mail server is there for other mail servers: it asks nobody to sign in, and knows no way to.
  startMailServer({ tls: "starttls", hostNames: [host], auth: "none" }),
  startMailServer({ tls: "starttls", hostNames: [host], auth }),
]);
const dns = await startDnsServer({
  "blumenhof.example": { mx: [host] },
});
const drifted = [];
try {
  const files = [
    ["docs/guide.md", "en"],
    ["docs/guide.zh-cn.md", "zh-cn"],
  ];
  const stories = await Promise.all(files.map(([, language]) => story(language)));
  for (const [index, [name]] of files.entries()) {
    const path = join(root, name);
    const before = readFileSync(path, "utf8");
    let after = before;
    for (const [section, text] of stories[index]) after = between(after, section, text, name);
    if (after === before) continue;
    drifted.push(name);
    if (!check) writeFileSync(path, after);
  }
} finally {
  for (const one of [inside, forLogins, dns]) await one.close();
  rmSync(scratch, { recursive: true, force: true });
}
if (check && drifted.length > 0) {
  for (const name of drifted) console.error(`${name} does not show what the command line says`);
  console.error("Run: npm run docs");
  process.exit(1);
}
if (!check) console.log(`guide: ${drifted.length} files changed`);

/** Each section of a page by its name. */
async function story(language) {
  const docker = standInDocker();
  const at = (release, port) => {
    const folder = join(scratch, `${language}-${release}-${port}`, "plausible");
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "compose.yml"), compose(release));
    writeFileSync(join(folder, ".env"), dotenv(port));
    writeFileSync(join(folder, "plausible.log"), "10:27:41.502 request_id=F9aZ [error] Failed to send e-mail\n");
    return folder;
  };
  const broken = at("2.1.4", 25);
  const changed = at("2.1.4", 587);
  const newer = at("3.2.1", 587);
  const to = ["--to", "friend@zoo.example"];
  const runs = (folder, port, release, more = []) =>
    docker.answer([
      ...more,
      ...found(inspected({ environment: environment(port), folder, image: `ghcr.io/plausible/community-edition:v${release}` })),
      { to: ["rpc"], stdout: printed({ mailer: mailer(port) }) },
      { to: ["logs"], stdout: "" },
    ]);
  const run = (args, folder) => talk(args, folder, docker, language);

  const sections = new Map();
  sections.set("symptom", await run(["why", "plausible.log"], broken));
  sections.set("lint", await run(["lint"], broken));
  sections.set("configuration", await run(["explain", "--format", "elixir"], broken));
  sections.set("test", await run(["test", ...to], broken));
  sections.set("again", await run(["test", ...to], changed));
  runs(changed, 25, "2.1.4");
  sections.set("running", await run(["explain", "--compare-running"], changed));
  const connected = { server: `{"${host}", 587}`, connected: `"220 ${host} ESMTP"`, ehlo: '["STARTTLS", "AUTH PLAIN LOGIN"]' };
  runs(changed, 587, "2.1.4", [
    { to: ["rpc"], stdout: printed(connected), once: true },
    { to: ["rpc"], stdout: printed({ like: '{"priority_email", true, false}', delivered: "true" }) },
  ]);
  sections.set("inside", await run(["test", "--in-container", ...to, "--send"], changed));
  sections.set("upgrade", await run(["explain", "--as", "v3.2.1"], changed));
  const failed = `10:31:07.119 [error] Failed to send e-mail:\n  ** (Mua.SMTPError) 550 5.1.1 <friend@zoo.example>: no such user here\n`;
  runs(newer, 587, "3.2.1", [{ to: ["logs"], stdout: failed }]);
  sections.set("log", await run(["why", "--running", "--since", "24h"], newer));
  // What the program answers where Docker would run it.
  const there = await execute(
    ["test", "--service", "plausible", "--from-container", "--format", "json", ...trusting(newer)],
    newer,
    docker,
    true,
  );
  runs(newer, 587, "3.2.1", [{ to: ["run", "--rm"], stdout: there }]);
  sections.set("domain", await run(["test", "--dns", "--dns-server", dns.address], newer));
  sections.set("doctor", await run(["doctor", "--docker"], newer));
  docker.remove();
  return sections;
}

/** One run as a terminal shows it: the command, its progress and its result. */
async function talk(args, folder, docker, language) {
  const tests = (args[0] === "test" && !args.includes("--in-container")) || args[0] === "doctor";
  const output = await execute([...args, ...(tests ? trusting(folder) : []), "--lang", language], folder, docker);
  const shown = output
    .replaceAll(dns.address, "192.0.2.53")
    .replaceAll(`127.0.0.1:${inside.port}`, "192.0.2.25:25")
    .replaceAll(`127.0.0.1:${forLogins.port}`, "192.0.2.25:587")
    .replace(/ \d+ ms$/gm, "")
    .replaceAll(program.folder, "/usr/lib/node_modules/plausible-mail")
    .replaceAll(folder, "/srv/plausible")
    .replace(/ --volume \S+:\/plausible-mail-ca-1\.pem:ro/g, "")
    .replace(/ --ca \/plausible-mail-ca-1\.pem/g, "")
    // The text of an expression is as long as a page; docs/cli.md tells what is asked.
    .replace(/^(\$ docker compose exec .* rpc) '.*'$/gm, "$1 '…'")
    .trimEnd();
  const command = args.map((arg) => (arg === dns.address ? "192.0.2.53" : arg)).join(" ");
  return ["```console", `$ npx plausible-mail ${command}`, shown, "```"].join("\n");
}

/** The flags with which the servers of the story are trusted, as those of a public authority are. */
function trusting(folder) {
  const ca = join(folder, "..", "ca.pem");
  writeFileSync(ca, `${inside.ca}\n${forLogins.ca}`);
  return ["--ca", ca];
}

/** A package as npm installs it, so that the doctor finds what a container could be given; the program in it is this one. */
function packageIn(folder) {
  for (const name of ["bin", "dist"]) mkdirSync(join(folder, name), { recursive: true });
  const launcher = join(folder, "bin/plausible-mail.js");
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }\n');
  writeFileSync(launcher, `import ${JSON.stringify(pathToFileURL(join(root, "server/out/src/cli.js")).href)};\n`);
  writeFileSync(join(folder, "dist/cli.js"), "");
  return { folder, launcher };
}

/** @param onlyResult without the progress, which goes to standard error */
function execute(args, cwd, docker, onlyResult = false) {
  const env = {
    PATH: docker.path,
    GUIDE_HOST: host,
    GUIDE_PORTS: JSON.stringify({ 25: inside.port, 587: forLogins.port }),
  };
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ["--import", network, program.launcher, ...args], { cwd, env });
    const [progress, result] = [child.stderr, child.stdout].map((stream) => {
      const parts = [];
      stream.setEncoding("utf8").on("data", (part) => parts.push(part));
      return parts;
    });
    child.on("error", reject).on("close", () => resolve((onlyResult ? "" : progress.join("")) + result.join("")));
  });
}

function between(text, section, content, name) {
  const [start, end] = [`<!-- ${section}: generated by \`npm run docs\` -->\n`, `\n<!-- end of ${section} -->`];
  if (!text.includes(start) || !text.includes(end)) throw new Error(`${name} lacks ${start.trim()} … ${end.trim()}`);
  return text.slice(0, text.indexOf(start) + start.length) + content + text.slice(text.indexOf(end));
}
