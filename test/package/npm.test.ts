import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, type TestContext, test } from "node:test";
import { exampleFolder, prepared, root, run, tryEveryCommand } from "./installed.js";

const [first] = prepared.nodes;
const packageOf = (folder: string) => join(folder, "node_modules/plausible-mail");

test("the npm package: small, complete, without maps, with nothing left to install", () => {
  assert.ok(statSync(prepared.tarball).size <= 1_500_000);
  const folder = packageOf(first?.folder ?? "");
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => name.replaceAll("\\", "/"));
  assert.deepEqual(
    files.filter((name) => name.endsWith(".map")),
    [],
  );
  const rules = readdirSync(join(root, "docs/rules"));
  for (const name of ["README.md", "LICENSE", "THIRD-PARTY-NOTICES", "man/plausible-mail.1", "dist/api.d.mts", "docs/cli.md"]) {
    assert.ok(files.includes(name), name);
  }
  for (const page of rules) assert.ok(files.includes(`docs/rules/${page}`) && files.includes(`docs/zh-cn/rules/${page}`), page);
  const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  assert.deepEqual([manifest.dependencies, manifest.devDependencies, manifest.scripts], [undefined, undefined, undefined]);
  for (const field of ["repository", "bugs", "homepage", "license", "engines"]) assert.ok(manifest[field] !== undefined, field);
  assert.deepEqual(
    readdirSync(join(first?.folder ?? "", "node_modules")).filter((name) => !name.startsWith(".")),
    ["plausible-mail"],
  );
});

for (const { major, node, folder } of prepared.nodes) {
  describe(`installed by Node ${major}`, () => {
    test("every command", async (context: TestContext) => {
      const cwd = exampleFolder((work) => context.after(work));
      const bin = join(packageOf(folder), "bin/plausible-mail.js");
      assert.deepEqual(await tryEveryCommand((args, stdin) => run(node, [bin, ...args], cwd, stdin)), []);
    });

    test("the name in node_modules/.bin", { skip: process.platform === "win32" }, async () => {
      const outcome = await run(node, [join(folder, "node_modules/.bin/plausible-mail"), "--version"], folder);
      assert.equal(outcome.status, 0);
    });

    test("the language server answers", async () => {
      const capabilities = await initialize(node, join(packageOf(folder), "bin/plausible-mail-language-server.js"));
      assert.ok(capabilities.hoverProvider);
    });

    test("the functions", async (context: TestContext) => {
      const cwd = exampleFolder((work) => context.after(work));
      writeFileSync(join(folder, "consumer.mjs"), consumer);
      const { status, stdout, stderr } = await run(node, ["consumer.mjs", cwd], folder);
      assert.deepEqual([status, stderr], [0, ""]);
      assert.deepEqual(JSON.parse(stdout), {
        lint: ["literal-quotes", "tls-port-mismatch"],
        off: ["literal-quotes"],
        explain: ["plausible"],
        why: "connection-refused",
        test: "connection-refused",
        refusal: true,
      });
    });
  });
}

const consumer = `import { explain, lint, test, why } from "plausible-mail";
const cwd = process.argv[2];
const rulesOf = async (options) => [...new Set((await lint({ cwd, ...options })).findings.map(({ rule }) => rule))].sort();
const answers = (await why("** (Mua.TransportError) connection refused\\n    (bamboo_mua 0.2.2) lib/bamboo/mua.ex:87: Bamboo.Mua.deliver/2\\n", { cwd })).answers;
console.log(JSON.stringify({
  lint: await rulesOf({}),
  off: await rulesOf({ rules: { "tls-port-mismatch": "off" } }),
  explain: (await explain({ cwd })).services.map(({ service }) => service),
  why: answers[0]?.cause,
  test: (await test({ cwd, connectTo: "127.0.0.1:1" })).verdict.cause,
  refusal: (await lint({ cwd, paths: ["nowhere.yml"] })).failures.length === 1,
}));
`;

test("the types say what the functions take and give", () => {
  const folder = first?.folder ?? "";
  writeFileSync(
    join(folder, "consumer.mts"),
    `import { lint, explain, why, test, type Finding, type LintResult } from "plausible-mail";
const result: LintResult = await lint({ paths: ["."], rules: { "port-25": "off" }, language: "zh-cn" });
const finding: Finding | undefined = result.findings[0];
const line: number | undefined = finding?.range.start.line;
const delivers: boolean | null = (await test({ to: "a@example.org" })).verdict.wouldDeliver;
export const all = [line, delivers, (await explain()).services[0]?.environment.X?.value, (await why("")).failure];
// @ts-expect-error no such level
await lint({ rules: { "port-25": "fatal" } });
`,
  );
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  const flags = [
    "--noEmit",
    "--strict",
    "--module",
    "nodenext",
    "--target",
    "es2022",
    "--skipLibCheck",
    "false",
    "--types",
    "",
    "--ignoreConfig",
  ];
  const { status, stdout } = spawnSync(process.execPath, [tsc, ...flags, "consumer.mts"], { cwd: folder, encoding: "utf8" });
  assert.deepEqual([status, stdout], [0, ""]);
});

test("what npm packs of the repository itself runs too: so do hooks of pre-commit install it", async (context: TestContext) => {
  const cwd = exampleFolder((work) => context.after(work));
  const bin = process.platform === "win32" ? "plausible-mail.cmd" : "bin/plausible-mail";
  assert.deepEqual(await tryEveryCommand((args, stdin) => run(join(prepared.global, bin), args, cwd, stdin)), []);
});

for (const { major, node } of prepared.nodes) {
  test(`the command line in one file, on Node ${major}`, async (context: TestContext) => {
    const cwd = exampleFolder((work) => context.after(work));
    assert.deepEqual(await tryEveryCommand((args, stdin) => run(node, [prepared.single, ...args], cwd, stdin)), []);
  });
}

test("the executable", { skip: prepared.executable === null }, async (context: TestContext) => {
  const cwd = exampleFolder((work) => context.after(work));
  assert.deepEqual(await tryEveryCommand((args, stdin) => run(prepared.executable ?? "", args, cwd, stdin)), []);
});

/** The capabilities that a server answers `initialize` with. */
function initialize(node: string, server: string): Promise<Record<string, unknown>> {
  return new Promise((resolve, reject) => {
    const child = spawn(node, [server, "--stdio"], { stdio: ["pipe", "pipe", "inherit"] });
    const message = (body: object) => {
      const text = JSON.stringify({ jsonrpc: "2.0", ...body });
      child.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
    };
    let read = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      read += text;
      const answer = /\{"jsonrpc":"2\.0","id":1,"result":.*\}/s.exec(read)?.[0];
      if (answer === undefined) return;
      try {
        const { result } = JSON.parse(answer);
        message({ id: 2, method: "shutdown" });
        message({ method: "exit" });
        resolve(result.capabilities);
      } catch {
        // there is more to come
      }
    });
    child.on("error", reject).on("exit", (status) => reject(new Error(`the server ended with status ${status}`)));
    message({ id: 1, method: "initialize", params: { processId: null, rootUri: null, capabilities: {} } });
  });
}
