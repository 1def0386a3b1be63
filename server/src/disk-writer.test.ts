import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import {
  chmodSync,
  linkSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { diskWriter } from "./disk-writer.js";

const onPosix = { skip: process.platform === "win32" };

function folder(context: TestContext): string {
  const made = mkdtempSync(join(tmpdir(), "plausible-mail-writer-"));
  context.after(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

test("a replaced file keeps its mode, and nothing is left beside it", onPosix, (context) => {
  const at = folder(context);
  const file = join(at, ".env");
  writeFileSync(file, "A=1\n");
  for (const mode of [0o600, 0o640, 0o755]) {
    chmodSync(file, mode);
    const { ino } = statSync(file);
    diskWriter.replace(file, `A=${mode}\n`);
    assert.equal(statSync(file).mode & 0o777, mode);
    assert.notEqual(statSync(file).ino, ino, "a reader of the old file still has all of it");
    assert.equal(readFileSync(file, "utf8"), `A=${mode}\n`);
  }
  assert.deepEqual(readdirSync(at), [".env"]);
});

test("the owner stays", { skip: process.getuid?.() !== 0 }, async (context) => {
  const { chownSync } = await import("node:fs");
  const file = join(folder(context), "compose.yml");
  writeFileSync(file, "a\n");
  chownSync(file, 1234, 2345);
  diskWriter.replace(file, "b\n");
  const { uid, gid } = statSync(file);
  assert.deepEqual([uid, gid, readFileSync(file, "utf8")], [1234, 2345, "b\n"]);
});

test("a link stays a link, and a file of two names one file", onPosix, (context) => {
  const at = folder(context);
  const [real, link, second] = ["real", "link", "second"].map((name) => join(at, name)) as [string, string, string];
  writeFileSync(real, "1, and longer\n");
  symlinkSync("real", link);
  diskWriter.replace(link, "2\n");
  assert.ok(lstatSync(link).isSymbolicLink());
  assert.equal(readFileSync(real, "utf8"), "2\n");
  linkSync(real, second);
  diskWriter.replace(second, "3\n");
  assert.equal(readFileSync(real, "utf8"), "3\n");
  assert.equal(statSync(real).ino, statSync(second).ino);
});

test("the encoding stays, with its byte order mark", (context) => {
  const file = join(folder(context), "compose.yml");
  const encodings: readonly (readonly [string, (text: string) => Buffer])[] = [
    ["UTF-8 with a mark", (text) => Buffer.from(`\ufeff${text}`)],
    ["UTF-8", (text) => Buffer.from(text)],
    ["UTF-16LE", (text) => Buffer.from(`\ufeff${text}`, "utf16le")],
    ["UTF-16BE", (text) => Buffer.from(`\ufeff${text}`, "utf16le").swap16()],
  ];
  for (const [name, encoded] of encodings) {
    writeFileSync(file, encoded("é: 1\r\n"));
    assert.ok(diskWriter.has(file, "é: 1\r\n"), name);
    diskWriter.replace(file, "é: 2\r\n");
    assert.deepEqual(readFileSync(file), encoded("é: 2\r\n"), name);
  }
  assert.equal(diskWriter.hasMark(file), false);
  writeFileSync(file, Buffer.from("\ufeffa"));
  assert.equal(diskWriter.hasMark(file), true);
});

test("a pipe or a device is no file, and stays what it is", onPosix, (context) => {
  const pipe = join(folder(context), "pipe");
  execFileSync("mkfifo", [pipe]);
  assert.throws(() => diskWriter.replace(pipe, "x"), /not a regular file/);
  assert.ok(lstatSync(pipe).isFIFO());
});

test("a file that is not there is made, a report with its folders", (context) => {
  const at = folder(context);
  assert.ok(diskWriter.has(join(at, "new"), null));
  diskWriter.replace(join(at, "new"), "x");
  assert.ok(!diskWriter.has(join(at, "new"), null));
  diskWriter.write(join(at, "a/b/report.sarif"), "{}");
  diskWriter.write(join(at, "a/b/report.sarif"), "{ }");
  assert.equal(readFileSync(join(at, "a/b/report.sarif"), "utf8"), "{ }");
  assert.throws(() => diskWriter.write(join(at, "new/report"), "{}"), /no such file|not a directory|EEXIST|exists/i);
});
