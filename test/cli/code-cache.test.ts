import assert from "node:assert/strict";
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import * as zlib from "node:zlib";
import { bootable, composeFile, makeProject, runCli, type TestProject } from "../support/cli.js";

const isOurs = "crc32" in zlib && process.platform !== "win32";

const files = {
  "compose.yml": composeFile([...bootable, "SMTP_HOST_ADDR=smtp.eu.mailgun.org", "SMTP_HOST_SSL_ENABLED=maybe"]),
  "home/nothing": "",
};

async function withProject(work: (project: TestProject, lint: () => Promise<string>) => Promise<void>): Promise<void> {
  const project = makeProject(files);
  const lint = async () => {
    const env = { HOME: join(project.folder, "home") };
    const { status, stdout, stderr } = await runCli(["lint", "compose.yml"], { cwd: project.folder, env });
    assert.deepEqual([status, stderr], [1, ""]);
    return stdout;
  };
  try {
    await work(project, lint);
  } finally {
    project.remove();
  }
}

const cacheOf = (project: TestProject) => join(project.folder, "home", ".cache", "plausible-mail");

function keptFiles(project: TestProject): string[] {
  const folder = cacheOf(project);
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());
}

/** Of how many runs each file knows. */
const runsOf = (paths: readonly string[]) => paths.map((path) => readFileSync(path).readUInt32LE(4));

test("a run keeps what V8 made of its files, the next ones add to it, and then it stays", { skip: !isOurs }, async () => {
  await withProject(async (project, lint) => {
    const first = await lint();
    assert.match(first, /SMTP_HOST_SSL_ENABLED/);
    const kept = keptFiles(project);
    assert.ok(kept.length > 3);
    for (const runs of [1, 2, 3]) {
      assert.deepEqual(new Set(runsOf(kept)), new Set([runs]));
      assert.equal(await lint(), first);
    }
    assert.deepEqual(new Set(runsOf(kept)), new Set([3]));
    assert.deepEqual(keptFiles(project), kept, "no drafts are left");
  });
});

test("a program with a cache reads Chinese like one without", { skip: !isOurs }, async () => {
  await withProject(async (project) => {
    const reply = "12:00:00.000 [error] Failed to send e-mail:\n\n  ** (Mua.SMTPError) 550 用户无权登陆\n";
    const why = async (env: Record<string, string>) => {
      const { stdout } = await runCli(["why", "--format", "json", "-"], { cwd: project.folder, stdin: reply, env });
      return (JSON.parse(stdout) as { answers: { cause: string }[] }).answers.map(({ cause }) => cause);
    };
    assert.deepEqual(await why({ PLAUSIBLE_MAIL_CODE_CACHE: "off" }), ["login-disabled"]);
    assert.deepEqual(await why({ HOME: join(project.folder, "home") }), ["login-disabled"]);
  });
});

test("what is damaged is made again, and does nothing", { skip: !isOurs }, async () => {
  await withProject(async (project, lint) => {
    const first = await lint();
    const kept = keptFiles(project);
    const damages = [
      (bytes: Buffer) => bytes.fill(0x55, 200, 300),
      (bytes: Buffer) => bytes.subarray(0, bytes.length / 2),
      () => Buffer.from("console.log('not ours')"),
    ];
    for (const [index, path] of kept.entries()) {
      writeFileSync(path, damages[index % damages.length]?.(readFileSync(path)) ?? "");
    }
    assert.equal(await lint(), first);
    assert.deepEqual(new Set(runsOf(kept)), new Set([1]));
  });
});

test("a folder that others can write into is left alone", { skip: !isOurs }, async () => {
  await withProject(async (project, lint) => {
    mkdirSync(cacheOf(project), { recursive: true });
    chmodSync(cacheOf(project), 0o777);
    await lint();
    assert.deepEqual(readdirSync(cacheOf(project)), []);
  });
});

test("an environment variable switches it off", async () => {
  await withProject(async (project) => {
    const env = { HOME: join(project.folder, "home"), PLAUSIBLE_MAIL_CODE_CACHE: "off" };
    assert.equal((await runCli(["--version"], { cwd: project.folder, env })).status, 0);
    assert.ok(!existsSync(join(project.folder, "home", ".cache")));
  });
});
