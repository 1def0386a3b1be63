import { memoryFiles } from "../src/base/files.js";
import { run } from "../src/cli/commands/program.js";
import type { ExitStatus, Io } from "../src/cli/io.js";

/** How a world of a test differs from the plain one: no terminal, an empty environment. */
export interface World {
  readonly env?: Readonly<Record<string, string>>;
  readonly terminal?: boolean;
  readonly columns?: number;
  /** What the person at the terminal answers; null: there is none. */
  readonly answer?: boolean | null;
  readonly stdin?: string;
}

export interface Outcome {
  readonly status: ExitStatus;
  readonly stdout: string;
  readonly stderr: string;
  readonly questions: readonly string[];
}

/** Runs the program in a world of its own: these files, under `/here`, and nothing else. */
export async function runIn(
  files: Readonly<Record<string, string>>,
  args: readonly string[],
  world: World = {},
): Promise<Outcome> {
  const out: string[] = [];
  const err: string[] = [];
  const questions: string[] = [];
  const refuse = () => {
    throw new Error("read-only");
  };
  const paths = Object.fromEntries(Object.entries(files).map(([name, text]) => [`/here/${name}`, text]));
  const stream = (parts: string[]) => ({
    write: (text: string) => void parts.push(text),
    terminal: world.terminal ?? false,
    columns: world.columns ?? 80,
  });
  const { answer = null } = world;
  const io: Io = {
    cwd: "/here",
    env: new Map(Object.entries(world.env ?? {})),
    files: memoryFiles(paths),
    stdout: stream(out),
    stderr: stream(err),
    interruptible: () => new AbortController().signal,
    absolute: (path) => (path.startsWith("/") ? path : path === "." ? "/here" : `/here/${path}`),
    readStdin: async () => world.stdin ?? "",
    async *pieces(path) {
      const content = path === null ? world.stdin : paths[path];
      if (content === undefined && path !== null) throw new Error("no such file");
      yield content ?? "";
    },
    ask:
      answer === null
        ? null
        : async (question) => {
            questions.push(question);
            return answer;
          },
    search: async (folder) => Object.keys(paths).filter((path) => path.startsWith(folder) && /compose[^/]*\.ya?ml$/.test(path)),
    ownProgram: () => null,
    programs: async () => {
      throw new Error("no program is run here");
    },
    writer: async () => ({
      has: (path, text) => (paths[path] ?? null) === text,
      replace: refuse,
      write: refuse,
      append: refuse,
      hasMark: () => false,
    }),
    readDoc: (name) => (name.endsWith("port-25.md") ? "# port-25\n" : null),
  };
  const status = await run(args, "1.2.3", io);
  return { status, stdout: out.join(""), stderr: err.join(""), questions };
}

/** A compose file with one Plausible service that boots, and these list items more. */
export function composeFile(environment: readonly string[]): string {
  const items = [
    "BASE_URL=https://stats.blumenhof.example",
    "SECRET_KEY_BASE=0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklmnopqrstuvwxyz",
    "SMTP_HOST_ADDR=smtp.eu.mailgun.org",
    "SMTP_HOST_PORT=587",
    "SMTP_USER_NAME=postmaster",
    ...environment,
  ];
  const lines = items.map((item) => `      - ${item}\n`).join("");
  return `services:\n  plausible:\n    image: ghcr.io/plausible/community-edition:v3.2.1\n    environment:\n${lines}`;
}

/** A report in which each place (`file` and `range`) is the file's name, its line from 1 and what stands there: `a.yml:2 "x"`. */
export function placed(report: unknown, files: Readonly<Record<string, string>>): unknown {
  if (Array.isArray(report)) return report.map((each) => placed(each, files));
  if (typeof report !== "object" || report === null) return report;
  const { file, range, ...rest } = report as Readonly<Record<string, unknown>>;
  const inner = Object.fromEntries(Object.entries(rest).map(([key, each]) => [key, placed(each, files)]));
  if (typeof file !== "string") return file === undefined ? inner : { ...inner, at: null };
  const { start, end } = range as Record<"start" | "end", { readonly line: number; readonly character: number }>;
  const lines = (files[file] ?? "").split("\n").slice(start.line, end.line + 1);
  lines[lines.length - 1] = (lines.at(-1) ?? "").slice(0, end.character);
  lines[0] = (lines[0] ?? "").slice(start.character);
  return { ...inner, at: `${file}:${start.line + 1} ${JSON.stringify(lines.join("\n"))}` };
}
