import assert from "node:assert/strict";
import { test } from "node:test";
import { composeFile, runIn } from "../../testing/cli.js";

// 32 memory pages, a name, its sign, and the NUL at the end: one more byte, and Linux starts no process.
const longest = 131_071 - "OTHER=".length;
const files = (length: number) => ({
  "compose.yml": composeFile(["SMTP_USER_PWD=plum-tree-17", `OTHER=${"x".repeat(length)}`]),
});

const explained = async (length: number) => {
  const { status, stdout } = await runIn(files(length), ["explain", "--no-process-env", "--format", "json"]);
  assert.equal(status, 0);
  const [{ mailer, delivery }] = JSON.parse(stdout).services;
  return { mailer, delivery };
};

test("explain says that nothing boots with a variable that Linux gives to no process, as lint does", async () => {
  assert.equal((await explained(longest)).mailer.outcome, "boots");
  const { mailer, delivery } = await explained(longest + 1);
  const error = { type: "E2BIG", message: "argument list too long", variable: "OTHER" };
  assert.deepEqual(mailer, { outcome: "refuses-to-boot", error, config: null, mailerEmail: null });
  assert.equal(delivery, null);
  const { stdout } = await runIn(files(longest + 1), ["lint", "--no-process-env", "--format", "json"]);
  assert.deepEqual(
    JSON.parse(stdout).findings.flatMap(({ rule, variable }: { rule: string; variable: string }) =>
      rule === "boot-refused" ? [variable] : [],
    ),
    ["OTHER"],
  );
});

test("the texts say so, and name no exception of the release's", async () => {
  const of = async (...args: string[]) => (await runIn(files(longest + 1), [...args, "--no-process-env"])).stdout;
  const english = await of("explain", "--lang", "en");
  assert.match(english, /\nThe container can't start: "OTHER" is longer than Linux allows\n/);
  assert.match(english, /\n {2}argument list too long\n/);
  assert.match(await of("explain", "--lang", "zh-cn"), /\n容器无法启动："OTHER" 超过了 Linux 允许的长度\n/);
  assert.equal(await of("explain", "--format", "elixir"), "argument list too long\n");
  for (const text of [english, await of("explain", "--as", "v2.1.4")]) assert.doesNotMatch(text, /\*\* \(|refuses to start/);
});

test("a test talks to nobody then, and says what to shorten", async () => {
  const { status, stdout } = await runIn(files(longest + 1), ["test", "--no-process-env", "--format", "json"]);
  const { verdict } = JSON.parse(stdout);
  assert.equal(status, 1);
  assert.deepEqual(
    [verdict.wouldDeliver, verdict.cause, verdict.variable, verdict.logLine],
    [false, "boot-refused", "OTHER", null],
  );
  assert.match(verdict.advice, /^Shorten `OTHER`: the container can't start with it\.\n/);
});
