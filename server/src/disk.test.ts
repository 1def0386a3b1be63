import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { decodeText } from "./base/decode-text.js";
import { diskFiles, toFilePath } from "./disk.js";

const folder = mkdtempSync(join(tmpdir(), "plausible-mail-disk-"));
after(() => rmSync(folder, { recursive: true, force: true }));

function readBytes(name: string, bytes: Uint8Array | string) {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return diskFiles().read(toFilePath(path));
}

test("UTF-8 is read as it stands, line ends included", () => {
  assert.deepEqual(readBytes("a", "SMTP_HOST_ADDR=é\r\n"), { kind: "text", text: "SMTP_HOST_ADDR=é\r\n", encoding: "utf-8" });
});

test("a byte order mark is no part of the text", () => {
  assert.deepEqual(readBytes("b", "\uFEFFA=1\n"), { kind: "text", text: "A=1\n", encoding: "utf-8" });
});

test("UTF-16 with a byte order mark is decoded in both byte orders", () => {
  const little = Buffer.from("\uFEFFA=1\n", "utf16le");
  assert.deepEqual(readBytes("c", little), { kind: "text", text: "A=1\n", encoding: "utf-16" });
  assert.deepEqual(readBytes("d", Buffer.from(little).swap16()), { kind: "text", text: "A=1\n", encoding: "utf-16" });
});

test("other bytes give an approximation that says so", () => {
  assert.deepEqual(decodeText(Buffer.from([0x41, 0x3d, 0xe9])), { text: "A=\uFFFD", encoding: "lossy" });
});

test("what is not there, also below a file, is missing", () => {
  writeFileSync(join(folder, "file"), "");
  assert.deepEqual(diskFiles().read(toFilePath(join(folder, "none"))), { kind: "missing" });
  assert.deepEqual(diskFiles().read(toFilePath(join(folder, "file", "below"))), { kind: "missing" });
});

test("a folder is a directory", () => {
  mkdirSync(join(folder, "sub"));
  assert.deepEqual(diskFiles().read(toFilePath(join(folder, "sub"))), { kind: "directory" });
});

test("a file that cannot be read says why", { skip: process.platform === "win32" }, () => {
  // A link to itself is unreadable for everybody, also for root.
  const path = join(folder, "circle");
  symlinkSync(path, path);
  assert.deepEqual(diskFiles().read(path), { kind: "unreadable", reason: "too many levels of symbolic links" });
});

test("a pipe is not waited for", { skip: process.platform === "win32" }, () => {
  const path = join(folder, "pipe");
  execFileSync("mkfifo", [path]);
  assert.deepEqual(diskFiles().read(path), { kind: "unreadable", reason: "not a regular file", irregular: true });
});

test("where people name nothing, nothing is read", { skip: process.platform === "win32" }, () => {
  assert.deepEqual(diskFiles().read("/dev/null"), { kind: "text", text: "", encoding: "utf-8" });
  assert.deepEqual(diskFiles().read("/dev/zero"), { kind: "unreadable", reason: "not a regular file", irregular: true });
});
