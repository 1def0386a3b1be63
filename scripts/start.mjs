// `npm start`: the whole story on the bundled example. Finds the mistakes, proves them against a real mail server on
// this machine, applies the fixes to a copy, and delivers a mail. No account, no network; exits non-zero if any part of
// the story does not happen as told.
import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import pc from "picocolors";

const root = fileURLToPath(new URL("..", import.meta.url));
const cli = join(root, "server/bin/plausible-mail.js");
const colours = pc.createColors(process.stdout.isTTY === true && !process.env.NO_COLOR && process.env.TERM !== "dumb");

/** What the example's `.env` and compose file say. */
const example = { folder: join(root, "examples/quick-start"), host: "smtp.eu.mailgun.org", user: "postmaster@blumenhof.example" };
const recipient = "colleague@blumenhof.example";

title("Build");
if (!process.argv.includes("--no-build")) await (await import("./bundle.mjs")).bundle(); // the tests have built already
const { startMailServer } = await mailServerModule();
console.log("The command line, the language server and the VS Code client are built.");

const folder = mkdtempSync(join(tmpdir(), "plausible-mail-demo-"));
const project = join(folder, "plausible");
cpSync(example.folder, project, { recursive: true });
const password = /^SMTP_USER_PWD=(.*)$/m.exec(readFileSync(join(project, ".env"), "utf8"))?.[1];
expect(password !== undefined, "the example sets SMTP_USER_PWD in .env");
const server = await startMailServer({
  tls: "starttls",
  auth: { user: example.user, password },
  hostNames: [example.host],
});
try {
  const ca = join(folder, "ca.pem");
  writeFileSync(ca, server.ca);
  await story(["--ca", ca, "--connect-to", `127.0.0.1:${server.port}`]);
} catch (error) {
  console.error(colours.red(`\nnpm start: ${error.message}`));
  process.exitCode = 1;
} finally {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
}

async function story(toServer) {
  title("1. What is wrong");
  tell("A compose project like Plausible's own, with two mistakes (examples/quick-start, copied). The doctor goes through it:");
  expect((await show(["doctor", ...toServer])) === 1, "the doctor ends with status 1");
  tell("The linter shows each mistake where it is, while you type or in CI:");
  expect((await show(["lint"])) === 1, "lint ends with status 1");
  const broken = await json(["lint", "--format", "json"]);
  const found = broken.findings.map(({ rule }) => rule).sort();
  expect(found.join() === "literal-quotes,tls-port-mismatch", `lint finds exactly the two mistakes (found: ${found.join()})`);

  title("2. Is it true? Test SMTP with these settings");
  tell(
    `A mail server with STARTTLS and a login now listens on 127.0.0.1:${server.port} and answers to the name ${example.host}. ` +
      "Test SMTP talks to it exactly as Plausible 3.2.1 would:",
  );
  const test = ["test", "--to", recipient, "--send", ...toServer];
  expect((await show(test)) === 1, "the test ends with status 1");
  expect(server.messages.length === 0, "no mail arrives");

  title("3. Apply the fixes");
  for (const { rule, file, fix } of applyFixes(broken))
    console.log(`${colours.green("✔")} ${file}: ${fix} ${colours.dim(`(${rule})`)}`);
  console.log();
  expect((await show(["lint"])) === 0, "lint is content");

  title("4. Test SMTP again");
  expect((await show(test)) === 0, "the test ends with status 0");
  const [mail] = server.messages;
  expect(mail !== undefined && server.messages.length === 1, "one mail arrives");
  expect(mail.tls && mail.authenticated, "it came encrypted, after a login");
  expect(mail.to.includes(recipient), "it is for the recipient");

  title("5. Ask the doctor again");
  expect((await show(["doctor", ...toServer])) === 0, "the doctor ends with status 0");

  title("6. What the mail server received");
  for (const header of ["From", "To", "Subject"]) console.log(`${colours.dim(header.padEnd(8))} ${headerOf(mail.text, header)}`);
  console.log(`${colours.dim("Channel ")} encrypted, logged in as ${example.user}`);
  console.log(
    `\n${colours.green("The mail that could not leave has arrived.")} Now try it on your own project: npx plausible-mail lint\n`,
  );
}

/** Applies the first fix of every finding to the copy, as an editor would. */
function applyFixes({ findings }) {
  const edits = new Map();
  const done = [];
  for (const { rule, file, fixes } of findings) {
    const fix = fixes.find(({ preferred }) => preferred);
    expect(fix !== undefined, `${rule} has a fix`);
    for (const edit of fix.edits) edits.set(edit.file, [...(edits.get(edit.file) ?? []), edit]);
    done.push({ rule, file, fix: fix.title });
  }
  for (const [file, list] of edits) {
    const path = join(project, file);
    let text = readFileSync(path, "utf8");
    const offset = ({ line, character }) => text.split("\n").slice(0, line).join("\n").length + (line === 0 ? 0 : 1) + character;
    const placed = list.map(({ range, newText }) => ({ start: offset(range.start), end: offset(range.end), newText }));
    for (const { start, end, newText } of placed.sort((a, b) => b.start - a.start))
      text = text.slice(0, start) + newText + text.slice(end);
    writeFileSync(path, text);
  }
  return done;
}

/** Runs the real command line in the project, on this terminal; its progress goes where its results go, to keep their order. */
function show(args) {
  const shown = args.map((arg) => (arg.startsWith(folder) ? `…${arg.slice(folder.length)}` : arg));
  console.log(colours.bold(`$ plausible-mail ${shown.join(" ")}`));
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [cli, ...args], {
      cwd: project,
      stdio: ["ignore", process.stdout, process.stdout],
      env: quietEnvironment(),
    });
    child.on("error", reject).on("exit", (code) => resolve(code));
  });
}

function json(args) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [cli, ...args], {
      cwd: project,
      stdio: ["ignore", "pipe", "inherit"],
      env: quietEnvironment(),
    });
    const parts = [];
    child.stdout.on("data", (part) => parts.push(part));
    child.on("error", reject).on("close", () => resolve(JSON.parse(Buffer.concat(parts).toString("utf8"))));
  });
}

/** Without the settings of a real Plausible or Compose that this shell may carry. */
function quietEnvironment() {
  const foreign = /^(COMPOSE|SMTP|MAILER|MAIL|BASE_URL|SECRET_KEY_BASE|DISABLE_REGISTRATION)(_|$)/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)));
}

async function mailServerModule() {
  const outfile = join(root, "test/out/demo/mail-server.mjs");
  await build({
    entryPoints: [join(root, "test/support/mail-server.ts")],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
    logLevel: "warning",
  });
  return import(`file://${outfile}`);
}

/** A header of a message, folded lines joined and encoded words read. */
function headerOf(text, name) {
  const head = text.split("\r\n\r\n")[0].replace(/\r\n[ \t]+/g, " ");
  const value = new RegExp(`^${name}: *(.*)$`, "im").exec(head)?.[1] ?? "";
  return value.replace(/=\?utf-8\?b\?([^?]*)\?=/gi, (_word, encoded) => Buffer.from(encoded, "base64").toString("utf8"));
}

function title(text) {
  console.log(`\n${colours.bold(colours.cyan(`── ${text} ${"─".repeat(Math.max(0, 74 - text.length))}`))}\n`);
}

function tell(text) {
  const words = text.split(" ");
  let line = "";
  for (const word of words) {
    if (line !== "" && line.length + word.length + 1 > 78) {
      console.log(line);
      line = "";
    }
    line += line === "" ? word : ` ${word}`;
  }
  console.log(`${line}\n`);
}

function expect(holds, what) {
  if (!holds) throw new Error(`this did not happen: ${what}`);
}
