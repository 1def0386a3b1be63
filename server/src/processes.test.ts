import assert from "node:assert/strict";
import { tmpdir } from "node:os";
import { test } from "node:test";
import { processRunner } from "./processes.js";

const env = new Map(
  Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
);
const runner = processRunner(env);
const cwd = tmpdir();
const node = (script: string) => ({ argv: [process.execPath, "-e", script], cwd });
const usual = { seconds: 60, characters: 1000 };
const never = new AbortController().signal;

test("a run tells its status and both streams", async () => {
  const outcome = await runner.run(node("console.log('out'); console.error('err'); process.exitCode = 3"), usual, never);
  assert.deepEqual(outcome, { kind: "ended", status: 3, stdout: "out\n", stderr: "err\n", cut: false });
});

test("no shell reads the words of a run, and nothing is on its standard input", async () => {
  const script = "process.stdin.resume().on('end', () => console.log(process.argv.at(-1)))";
  const { argv } = node(script);
  const outcome = await runner.run({ argv: [...argv, "--", "$HOME `id` 'x\""], cwd }, usual, never);
  assert.equal(outcome.kind === "ended" && outcome.stdout, "$HOME `id` 'x\"\n");
});

test("a run that hangs is ended, with all that it has started", async () => {
  const script = `
    const { spawn } = require("node:child_process");
    spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "inherit" });
    setInterval(() => {}, 1000);`;
  const outcome = await runner.run(node(script), { ...usual, seconds: 0.5 }, never);
  assert.equal(outcome.kind, "too-long");
});

test("a run is cancelled", async () => {
  const cancel = new AbortController();
  const run = runner.run(node("console.log('here'); setInterval(() => {}, 1000)"), usual, cancel.signal, () => cancel.abort());
  assert.deepEqual(await run, { kind: "cancelled" });
  assert.deepEqual(await runner.run(node(""), usual, cancel.signal), { kind: "cancelled" });
});

test("more than is kept is cut, and that is told", async () => {
  const outcome = await runner.run(node("process.stdout.write('x'.repeat(5000))"), usual, never);
  assert.equal(outcome.kind === "ended" && outcome.stdout.length, 1000);
  assert.equal(outcome.kind === "ended" && outcome.cut, true);
});

test("a program that is not there, and one that may not be run", async () => {
  assert.deepEqual(await runner.run({ argv: ["plausible-mail-no-such-program"], cwd }, usual, never), { kind: "no-program" });
  assert.deepEqual(await runner.run({ argv: [cwd], cwd }, usual, never), { kind: "not-allowed" });
  assert.equal(runner.has("plausible-mail-no-such-program"), false);
  assert.equal(runner.has("node") || runner.has("sh"), true);
});
