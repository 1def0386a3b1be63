import { Readable } from "node:stream";
import type {
  ExplainOptions,
  ExplainResult,
  LintOptions,
  LintResult,
  Options,
  ProjectOptions,
  TestOptions,
  TestResult,
  WhyResult,
} from "./api-types.js";
import { run } from "./cli/commands/program.js";
import { nodeIo } from "./node-io.js";

export type * from "./api-types.js";

/** Findings in compose files and in the env files that they read. What cannot be read is among `failures`. */
export async function lint(options: LintOptions = {}): Promise<LintResult> {
  const { image, config, rules = {}, paths = [] } = options;
  const levels = Object.entries(rules).flatMap(([id, level]) => ["--rule", `${id}=${level}`]);
  const flags = [...value("--image", image), ...value("--config", config), ...levels];
  return (await answer(["lint", ...flags, ...common(options), "--", ...paths], options)) as LintResult;
}

/** What Docker Compose puts into each Plausible container, and what Plausible makes of it. Passwords are `***`. */
export async function explain(options: ExplainOptions = {}): Promise<ExplainResult> {
  return (await answer(["explain", ...value("--as", options.as), ...project(options)], options)) as ExplainResult;
}

/** What failed emails in a log of Plausible's come from, and what to change. */
export async function why(log: string, options: ProjectOptions = {}): Promise<WhyResult> {
  return (await answer(["why", ...project(options)], options, log)) as WhyResult;
}

/** Tests the configured mail server the way Plausible's own adapter would. It connects; it sends only with `send`. */
export async function test(options: TestOptions = {}): Promise<TestResult> {
  const { to, send, timeout, ca = [], connectTo, allowPlaintextAuth } = options;
  const flags = [
    ...value("--to", to),
    ...(send === true ? ["--send"] : []),
    ...value("--timeout", timeout),
    ...ca.flatMap((file) => value("--ca", file)),
    ...value("--connect-to", connectTo),
    ...(allowPlaintextAuth === true ? ["--allow-plaintext-auth"] : []),
  ];
  return (await answer(["test", ...flags, ...project(options)], options)) as TestResult;
}

function project(options: ProjectOptions): string[] {
  const { files = [], profiles = [], projectDirectory, service } = options;
  return [
    ...files.flatMap((file) => value("--file", file)),
    ...profiles.flatMap((profile) => value("--profile", profile)),
    ...value("--project-directory", projectDirectory),
    ...value("--service", service),
    ...common(options),
  ];
}

function common({ envFiles = [], env, language = "en" }: Options): string[] {
  const shell = env === undefined ? ["--no-process-env"] : [];
  return [...envFiles.flatMap((file) => value("--env-file", file)), ...shell, "--quiet", "--lang", language, "--format", "json"];
}

/** In one word, so that a value that begins with a dash is none of the flags. */
function value(flag: string, given: string | number | undefined): string[] {
  return given === undefined ? [] : [`${flag}=${given}`];
}

/** Runs a command as the command line would, but with nothing of this process: no streams, no variables, no terminal. */
async function answer(args: readonly string[], { cwd = process.cwd(), env = {} }: Options, stdin = ""): Promise<unknown> {
  const stdout: string[] = [];
  const stderr: string[] = [];
  const output = (parts: string[]) => ({ write: (text: string) => void parts.push(text), terminal: false, columns: 80 });
  const io = nodeIo({
    cwd,
    env: new Map(Object.entries(env)),
    stdin: Readable.from([Buffer.from(stdin)]),
    stdout: output(stdout),
    stderr: output(stderr),
    interruptible: () => new AbortController().signal,
    ask: null,
    packageFolders: [new URL("../", import.meta.url)],
  });
  await run(args, "0.0.0", io);
  const text = stdout.join("");
  if (text === "") throw new Error(stderr.join("").trim());
  return JSON.parse(text);
}
