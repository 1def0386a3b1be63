import assert from "node:assert/strict";
import { test } from "node:test";
import { composeFile, runIn } from "../../../testing/cli.js";
import { width } from "../terminal/text.js";

const files = { "compose.yml": composeFile(["SMTP_USER_PWD=not-a-word-7", "SMTP_HOST_SSL_ENABLED=true"]) };

test("help names the commands, and nothing that is not there", async () => {
  const { status, stdout, stderr } = await runIn({}, ["--help"]);
  assert.equal(status, 0);
  assert.equal(stderr, "");
  for (const command of ["lint", "explain", "test", "why", "rules", "completion"])
    assert.match(stdout, new RegExp(`^ {2}${command} `, "m"));
  for (const command of ["lint", "explain", "test", "why", "rules", "completion"]) {
    const help = await runIn({}, [command, "--help"]);
    assert.equal(help.status, 0);
    for (const line of help.stdout.split("\n")) assert.ok(line.length <= 80, line);
  }
});

test("help in Chinese, by flag and by locale: nothing of it is left in English", async () => {
  for (const command of [[], ["lint"], ["explain"], ["test"], ["why"], ["rules"], ["completion"]]) {
    const { status, stdout } = await runIn({}, [...command, "--help", "--lang", "zh-cn"]);
    assert.equal(status, 0);
    assert.match(stdout, /^用法 plausible-mail/);
    assert.doesNotMatch(stdout.replace(/--[\w-]+|MAIL FROM/g, ""), /\b(the|for|from|instead|with|that|to|in)\b|choices|default/i);
    for (const line of stdout.split("\n")) assert.ok(width(line) <= 80, line);
    assert.equal((await runIn({}, [...command, "--help"], { env: { LANG: "zh_CN.UTF-8" } })).stdout, stdout);
  }
});

test("--version", async () => {
  const { status, stdout } = await runIn({}, ["--version"]);
  assert.deepEqual([status, stdout], [0, "1.2.3\n"]);
});

test("what is not understood: status 2, nothing on stdout, one line that helps", async () => {
  for (const [args, pattern] of [
    [["wy"], /^plausible-mail: unknown command 'wy'/],
    [["lint", "--frmat", "json"], /^plausible-mail: unknown option '--frmat'\n\(Did you mean --format\?\)/],
    [
      ["lint", "--format", "xml"],
      /^plausible-mail: .*'xml' is invalid\. Allowed choices are pretty, json, sarif, github, junit, gitlab\.\n$/,
    ],
    [["lint", "--fail-on", "never"], /^plausible-mail: .*Allowed choices are error, warning, info, hint\.\n$/],
    [["lint", "--lang", "de"], /^plausible-mail: .*Allowed choices are en, zh-cn\.\n$/],
    [["explain", "a", "b"], /^plausible-mail: too many arguments/],
    [["explain", "--format", "xml"], /^plausible-mail: .*Allowed choices are text, json, elixir\.\n$/],
  ] as const) {
    const { status, stdout, stderr } = await runIn(files, args);
    assert.equal(status, 2, args.join(" "));
    assert.equal(stdout, "");
    assert.match(stderr, pattern);
  }
});

test("what is not understood is told in Chinese too", async () => {
  for (const [args, said] of [
    [["wy"], "未知命令 'wy'\n（您是否想输入 why？）"],
    [["lint", "--frmat", "json"], "未知参数 '--frmat'\n（您是否想输入 --format？）"],
    [["explain", "--format", "xml"], "参数 '--format <format>' 的值 'xml' 无效。可选值：text, json, elixir。"],
    [["lint", "--stdin-filename"], "参数 '--stdin-filename <file>' 缺少值"],
    [["test", "--timeout", "no"], "参数 '--timeout <seconds>' 的值 'no' 无效。应为正数。"],
    [["test", "--to", "no"], "参数 '--to <address>' 的值 'no' 无效。应为一个邮箱地址，例如 me@example.org。"],
    [
      ["test", "--connect-to", "no"],
      "参数 '--connect-to <address:port>' 的值 'no' 无效。应为 ADDRESS:PORT，例如 127.0.0.1:2525 或 [::1]:2525。",
    ],
    [["explain", "a", "b"], "多余的内容：应有 1 个，实际为 2 个。"],
  ] as const) {
    const { status, stderr } = await runIn(files, args, { env: { LANG: "zh_CN.UTF-8" } });
    assert.deepEqual([status, stderr], [2, `plausible-mail: ${said}\n`], args.join(" "));
  }
});

test("without a command: the help, and status 2", async () => {
  const { status, stderr } = await runIn({}, []);
  assert.equal(status, 2);
  assert.match(stderr, /^Usage: plausible-mail/);
});

test("colour on a terminal only, and not where it is unwanted", async () => {
  const colourful = (world: Parameters<typeof runIn>[2], args: readonly string[] = ["lint"]) =>
    runIn(files, args, world).then(({ stdout }) => stdout.includes("\u001b["));
  assert.equal(await colourful({ terminal: true }), true);
  assert.equal(await colourful({ terminal: false }), false);
  assert.equal(await colourful({ terminal: true, env: { NO_COLOR: "1" } }), false);
  assert.equal(await colourful({ terminal: true, env: { NO_COLOR: "" } }), true);
  assert.equal(await colourful({ terminal: true, env: { TERM: "dumb" } }), false);
  assert.equal(await colourful({ terminal: true }, ["lint", "--no-color"]), false);
  assert.equal(await colourful({ terminal: false, env: { FORCE_COLOR: "1" } }), true);
  assert.equal(await colourful({ terminal: false, env: { FORCE_COLOR: "0" } }), false);
  assert.equal(await colourful({ terminal: true, env: { FORCE_COLOR: "1", NO_COLOR: "1" } }), false);
});

test("the language: a flag before LC_ALL before LC_MESSAGES before LANG", async () => {
  const chinese = (env: Record<string, string>, args: readonly string[] = []) =>
    runIn(files, ["lint", ...args], { env }).then(({ stdout }) => /[\u4e00-\u9fff]/.test(stdout));
  assert.equal(await chinese({}), false);
  assert.equal(await chinese({ LANG: "zh_CN.UTF-8" }), true);
  assert.equal(await chinese({ LANG: "zh_CN.UTF-8", LC_ALL: "C" }), false);
  assert.equal(await chinese({ LANG: "de_DE", LC_MESSAGES: "zh-Hans" }), true);
  assert.equal(await chinese({ LANG: "zh_CN.UTF-8" }, ["--lang", "en"]), false);
});

test("Chinese output keeps to its columns, carets under the text", async () => {
  const compose = composeFile(["SMTP_USER_PWD=not-a-word-7", "MAILER_NAME=花店统计", 'SMTP_HOST_SSL_ENABLED="true"']);
  const { stdout } = await runIn({ "compose.yml": compose }, ["lint", "--lang", "zh-cn"]);
  assert.match(stdout, /[\u4e00-\u9fff]/);
  const { width } = await import("../terminal/text.js");
  for (const line of stdout.split("\n")) assert.ok(width(line) <= 80, line);
});

test("rules: a line each; a page; a guess for what is misspelt", async () => {
  const list = await runIn({}, ["rules"]);
  assert.equal(list.status, 0);
  assert.match(list.stdout, /^port-25 +warning +\S/m);
  assert.equal((await runIn({}, ["rules", "port-25"])).stdout, "# port-25\n");
  const wrong = await runIn({}, ["rules", "port-26"]);
  assert.equal(wrong.status, 2);
  assert.equal(wrong.stderr, 'plausible-mail: no rule "port-26"; did you mean "port-25"?\n');
});

test("an env file that is not there: status 2 in every command", async () => {
  for (const command of ["lint", "explain", "test"]) {
    const { status, stderr } = await runIn(files, [command, "--env-file", "none.env"]);
    assert.equal(status, 2, command);
    assert.match(stderr, /^plausible-mail: none\.env: .+\n$/);
  }
});

test("an env file given for a compose file", async () => {
  const { status, stderr } = await runIn({ ...files, ".env": "A=1\n" }, ["explain", ".env"]);
  assert.equal(status, 2);
  assert.match(stderr, /^plausible-mail: \.env: this is an env file/);
});

test("a password on a plain channel: the terminal is asked", async () => {
  // Nothing is asked before it comes to that: here the connection is refused.
  const { questions, status } = await runIn(files, ["test", "--connect-to", "127.0.0.1:1"], { terminal: true, answer: true });
  assert.deepEqual([questions, status], [[], 1]);
});
