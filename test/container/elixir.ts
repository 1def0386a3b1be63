import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** Debian's Elixir, as scripts/test-container.mjs has found or unpacked it: the words before the file to run. */
const elixir = JSON.parse(process.env.PLAUSIBLE_MAIL_ELIXIR ?? "null") as readonly string[] | null;

/** The stand-ins, where that Elixir sees them. */
const standIns =
  process.env.PLAUSIBLE_MAIL_STAND_INS ?? fileURLToPath(new URL("../../../test/container/stand-ins.exs", import.meta.url));

/** What runs an expression, which is its last word. */
export function elixirCommand(): readonly string[] {
  if (elixir === null) throw new Error("run with: npm run test:container");
  return [...elixir, standIns];
}

/** An expression, and the release in which it is evaluated. */
export interface Question {
  readonly expression: string;
  readonly play?: Readonly<Record<string, string>>;
}

/** What each of these prints; one Elixir evaluates them all. Throws where it does not take one of them. */
export function evaluated(questions: readonly Question[]): readonly string[] {
  const [program = "", ...words] = elixirCommand();
  const pairs = questions.flatMap(({ expression, play = {} }) => [
    Object.entries(play)
      .map(([name, value]) => `${name}=${value}`)
      .join(",") || ",",
    expression,
  ]);
  const env = { PATH: process.env.PATH, LANG: "C.UTF-8" };
  const { status, stdout, stderr } = spawnSync(program, [...words, ...pairs], { encoding: "utf8", env, maxBuffer: 10_000_000 });
  if (status !== 0 || stderr !== "") throw new Error(`status ${status}: ${stderr}\n${stdout}`);
  return stdout.split("@@@@\n").slice(0, questions.length);
}
