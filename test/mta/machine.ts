import { execFileSync, spawn } from "node:child_process";
import { randomInt } from "node:crypto";
import { chownSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import { dirname, join } from "node:path";
import { until } from "../editor/until.js";
import { certificates, type KeyPair } from "../support/certificates.js";

/** The folder with the small Debian in which the servers run; `npm run test:mta` makes it, and clears it away. */
const root = process.env.PLAUSIBLE_MAIL_MTA_ROOT ?? "";
if (root === "") throw new Error("These tests are run by `npm run test:mta`");

const env = { PATH: "/usr/sbin:/usr/bin", LC_ALL: "C" };

/** The one account of every server, and the one mailbox that each delivers to. */
export const account = {
  user: "stats@blumenhof.example",
  password: "correct-horse-7",
  wrongPassword: "lame-horse-8",
  mailbox: "you@blumenhof.example",
};

/** The name that every server's certificate is for. */
export const hostName = "mail.blumenhof.example";

/** Writes a file of that Debian, `path` as its programs see it; `owner`: one of its users. */
export function put(path: string, text: string, { owner = "root", mode = 0o644 } = {}): void {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text, { mode });
  chownSync(file, idOf(owner), idOf(owner));
}

/** Makes a folder there. */
export function folder(path: string, { owner = "root", mode = 0o755 } = {}): void {
  mkdirSync(join(root, path), { recursive: true, mode });
  chownSync(join(root, path), idOf(owner), idOf(owner));
}

/** The number of a user there, and of his group. */
export function idOf(user: string): number {
  const [, id] = new RegExp(`^${user}:x:(\\d+):`, "m").exec(textOf("/etc/passwd")) ?? [];
  if (id === undefined) throw new Error(`no user ${user}`);
  return Number(id);
}

/** A file there; empty while it does not exist. */
export function textOf(path: string): string {
  return existsSync(join(root, path)) ? readFileSync(join(root, path), "utf8") : "";
}

/** The messages of a maildir there. */
export function maildir(path: string): string[] {
  const arrived = join(root, path, "new");
  return existsSync(arrived) ? readdirSync(arrived).map((name) => readFileSync(join(arrived, name), "utf8")) : [];
}

/** Key and certificate of each kind in the way that servers want them, and the authority that signed the good one. */
export async function putCertificates(at: string, owner = "root"): Promise<void> {
  const { of, issue } = await certificates();
  const pairs: Record<string, KeyPair> = {
    good: await issue([hostName]),
    "self-signed": of("self-signed"),
    expired: of("expired"),
    "wrong-host": of("wrong-host"),
  };
  for (const [name, { key, cert }] of Object.entries(pairs)) {
    put(`${at}/${name}.key`, key, { owner, mode: 0o600 });
    put(`${at}/${name}.crt`, cert);
    put(`${at}/${name}.pem`, `${key}\n${cert}\n`, { owner, mode: 0o600 });
  }
}

/** Runs a program there to its end. @returns what it printed */
export function run(command: readonly string[]): string {
  return execFileSync("chroot", [root, ...command], { env, encoding: "utf8" }).trim();
}

/** A free port of 127.0.0.1 for each name, below those that systems give to clients: none of these takes it meanwhile. */
export async function freePorts<Name extends string>(names: readonly Name[]): Promise<Record<Name, number>> {
  const taken = await Promise.all(names.map(takePort));
  const ports = taken.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(taken.map((server) => new Promise((resolve) => server.close(resolve))));
  return Object.fromEntries(names.map((name, index) => [name, ports[index]])) as Record<Name, number>;
}

function takePort(): Promise<Server> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(takePort()));
    server.listen(randomInt(10_000, 32_000), "127.0.0.1", () => resolve(server));
  });
}

/**
 * Starts a program there that stays in the foreground, and waits until these ports of it answer. It runs until the script that
 * made the folder ends everything in it; the tests do not wait for that.
 * @returns what it has written on its streams so far
 */
export async function start(command: readonly string[], ports: readonly number[]): Promise<() => string> {
  const child = spawn("chroot", [root, ...command], { stdio: ["ignore", "pipe", "pipe"], env });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
    (stream as Socket).unref();
  }
  child.unref();
  await until(`${command[0]} to answer`, async () => {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`${command.join(" ")} ended:\n${output}`);
    return (await Promise.all(ports.map(answers))).every(Boolean);
  });
  return () => output;
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    const done = (yes: boolean) => {
      socket.destroy();
      resolve(yes);
    };
    socket.once("connect", () => done(true)).once("error", () => done(false));
  });
}
