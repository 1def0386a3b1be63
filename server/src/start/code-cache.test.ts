import assert from "node:assert/strict";
import {
  chmodSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { CodeCache, codeCacheFolder, forgetOldVersions, type Machine } from "./code-cache.js";

const onPosix = { skip: process.platform === "win32" };

function place(context: TestContext): { readonly home: string; readonly machine: Machine } {
  const home = mkdtempSync(join(tmpdir(), "plausible-mail-home-"));
  context.after(() => rmSync(home, { recursive: true, force: true }));
  return { home, machine: { platform: "linux", env: { HOME: home }, user: process.geteuid?.() ?? null } };
}

function opened(context: TestContext) {
  const { home, machine } = place(context);
  const folder = codeCacheFolder(machine) ?? assert.fail("no folder");
  const cache = CodeCache.open(folder, "1.2.3-abc", machine) ?? assert.fail("no cache");
  return { home, machine, folder, cache, own: join(folder, "1.2.3-abc") };
}

const data = Buffer.from("what V8 made of it");

test("the folder lies where the system keeps caches, and is this user's alone", onPosix, (context) => {
  const { home, machine } = place(context);
  assert.equal(codeCacheFolder(machine), join(home, ".cache", "plausible-mail"));
  assert.equal(statSync(join(home, ".cache")).mode & 0o777, 0o700);
  assert.equal(statSync(join(home, ".cache", "plausible-mail")).mode & 0o777, 0o700);
  const xdg = join(home, "xdg");
  assert.equal(codeCacheFolder({ ...machine, env: { HOME: home, XDG_CACHE_HOME: xdg } }), join(xdg, "plausible-mail"));
  mkdirSync(join(home, "Library", "Caches"), { recursive: true });
  const mac = codeCacheFolder({ ...machine, platform: "darwin" });
  assert.equal(mac, join(home, "Library", "Caches", "plausible-mail"));
});

test("there is none where it is switched off, or where no home is known or can be made", onPosix, (context) => {
  const { home, machine } = place(context);
  const none = (env: Machine["env"]) => assert.equal(codeCacheFolder({ ...machine, env }), null);
  none({ HOME: home, PLAUSIBLE_MAIL_CODE_CACHE: "off" });
  none({});
  none({ HOME: "." });
  none({ XDG_CACHE_HOME: "relative" });
  none({ HOME: join(home, "nobody") });
  assert.deepEqual(readdirSync(home), []);
});

test("a folder of another user, or in the home of one, is not used", onPosix, (context) => {
  const { home, machine } = place(context);
  assert.equal(codeCacheFolder({ ...machine, user: (machine.user ?? 0) + 1 }), null);
  assert.deepEqual(readdirSync(home), [], "nothing is made there");
  mkdirSync(join(home, ".cache"));
  assert.equal(codeCacheFolder({ ...machine, user: (machine.user ?? 0) + 1 }), null);
});

test("a folder that others may look into is not used, and left as it is", onPosix, (context) => {
  const { home, machine } = place(context);
  const folder = join(home, ".cache", "plausible-mail");
  mkdirSync(folder, { recursive: true });
  for (const mode of [0o755, 0o770, 0o777]) {
    chmodSync(folder, mode);
    assert.equal(codeCacheFolder(machine), null);
    assert.equal(statSync(folder).mode & 0o777, mode);
  }
});

test("a link in place of the folder, or of one version's, is not followed", onPosix, (context) => {
  const { home, machine, folder, own } = opened(context);
  renameSync(own, join(home, "elsewhere"));
  symlinkSync(join(home, "elsewhere"), own);
  assert.equal(CodeCache.open(folder, "1.2.3-abc", machine), null);
  renameSync(folder, join(home, "away"));
  symlinkSync(join(home, "away"), folder);
  assert.equal(codeCacheFolder(machine), null);
});

test("what was written is read again, and is this user's alone", onPosix, (context) => {
  const { cache, own } = opened(context);
  assert.equal(cache.read("a.js"), null);
  cache.write("a.js", { data, runs: 1 });
  assert.deepEqual(cache.read("a.js"), { data, runs: 1 });
  cache.write("a.js", { data: Buffer.from("more"), runs: 2 });
  assert.deepEqual(cache.read("a.js"), { data: Buffer.from("more"), runs: 2 });
  assert.equal(statSync(join(own, "a.js")).mode & 0o777, 0o600);
  assert.deepEqual(readdirSync(own), ["a.js"]);
});

test("damaged data is no data: V8 would end the process over it", (context) => {
  const { cache, own } = opened(context);
  cache.write("a.js", { data, runs: 1 });
  const whole = readFileSync(join(own, "a.js"));
  for (let byte = 0; byte < whole.length; byte += 1) {
    const damaged = Buffer.from(whole);
    damaged[byte] = (damaged[byte] ?? 0) ^ 0x10;
    writeFileSync(join(own, "a.js"), damaged);
    assert.equal(cache.read("a.js"), null, `byte ${byte}`);
  }
  for (const length of [0, 4, 8, whole.length - 1]) {
    writeFileSync(join(own, "a.js"), whole.subarray(0, length));
    assert.equal(cache.read("a.js"), null, `${length} bytes`);
  }
});

test("a file that others may have written is not read: a link, a second name, a mode, an owner", onPosix, (context) => {
  const { cache, own, home, folder, machine } = opened(context);
  cache.write("a.js", { data, runs: 1 });
  chmodSync(join(own, "a.js"), 0o620);
  assert.equal(cache.read("a.js"), null);
  chmodSync(join(own, "a.js"), 0o600);
  linkSync(join(own, "a.js"), join(home, "second"));
  assert.equal(cache.read("a.js"), null);
  rmSync(join(own, "a.js"));
  symlinkSync(join(home, "second"), join(own, "a.js"));
  assert.equal(cache.read("a.js"), null);
  assert.equal(CodeCache.open(folder, "1.2.3-abc", { ...machine, user: (machine.user ?? 0) + 1 }), null);
});

test("what cannot be written is not kept, and says nothing", onPosix, (context) => {
  const { cache, own } = opened(context);
  rmSync(own, { recursive: true });
  cache.write("a.js", { data, runs: 1 });
  assert.equal(cache.read("a.js"), null);
});

test("of other versions the last three stay, and nothing that is called otherwise goes", (context) => {
  const { folder } = opened(context);
  for (const [index, name] of ["1.0.0-a", "1.0.0-b", "1.0.0-c", "1.0.0-d", "1.0.0-e", "notes"].entries()) {
    mkdirSync(join(folder, name));
    utimesSync(join(folder, name), index, index);
  }
  forgetOldVersions(folder, "1.2.3-abc");
  assert.deepEqual(readdirSync(folder).sort(), ["1.0.0-c", "1.0.0-d", "1.0.0-e", "1.2.3-abc", "notes"]);
});
