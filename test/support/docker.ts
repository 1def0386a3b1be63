import { chmodSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { containerId } from "#server-testing/container.js";

/** What the stand-in answers to a call whose words contain these, one after the other. */
export interface DockerAnswer {
  readonly to: readonly string[];
  readonly stdout?: string;
  readonly stderr?: string;
  readonly status?: number;
  /** It is used up by one call: the next one gets what stands below. */
  readonly once?: boolean;
  /** It never ends, whatever it has printed. */
  readonly hangs?: boolean;
  /** In place of an answer: the command of a `docker run` runs on this machine, its mounts turned back into their places. */
  readonly runs?: boolean;
  /** In place of an answer: this program gets the last word, and answers. */
  readonly through?: readonly string[];
}

/** A folder with a program `docker` that answers as it was told. */
export interface StandInDocker {
  /** PATH with the stand-in before everything else. */
  readonly path: string;
  /** Without anything else but Node, so that no real Docker is found. */
  readonly folder: string;
  /** The words of each call so far, without the program's own name. */
  calls(): readonly (readonly string[])[];
  answer(answers: readonly DockerAnswer[]): void;
  remove(): void;
}

/** The stand-in is Node's, whatever PATH its caller has; it exits with 97 on a call that nobody has foreseen. */
const program = (node: string) => `#!${node}
const { appendFileSync, readFileSync, writeFileSync } = require("node:fs");
const { spawnSync } = require("node:child_process");
const words = process.argv.slice(2);
appendFileSync(__dirname + "/calls.jsonl", JSON.stringify(words) + "\\n");
const answers = JSON.parse(readFileSync(__dirname + "/answers.json", "utf8"));
const at = answers.findIndex(({ to }) => words.some((_, at) => to.every((word, next) => words[at + next] === word)));
const answer = answers[at];
if (answer === undefined) {
  process.stderr.write("stand-in: nothing is known of " + JSON.stringify(words) + "\\n");
  process.exit(97);
}
if (answer.once) writeFileSync(__dirname + "/answers.json", JSON.stringify(answers.filter((_, index) => index !== at)));
if (answer.hangs) {
  process.stdout.write(answer.stdout ?? "");
  setInterval(() => {}, 1000);
}
else if (answer.runs) {
  const of = (flag) => words.flatMap((word, at) => (words[at - 1] === flag ? [word] : []));
  const mounts = of("--volume").map((mount) => mount.replace(/:ro$/, "")).map((mount) => [mount.slice(0, mount.lastIndexOf(":")), mount.slice(mount.lastIndexOf(":") + 1)]);
  const outside = (path) => {
    const [from, to] = mounts.find(([, inside]) => path === inside || path.startsWith(inside + "/")) ?? ["", ""];
    return from + path.slice(to.length);
  };
  const image = words.findIndex((word, at) => at > 0 && !word.startsWith("-") && !/^--(?:network|volume|workdir|env)$/.test(words[at - 1]));
  // A shell in the container reads the command there too; what it is quoted with is its own.
  const script = 'cd "$1" && shift && exec "$@"';
  const args = ["-c", script, "sh", outside(of("--workdir")[0]), process.execPath, ...words.slice(image + 2).map(outside)];
  const env = Object.fromEntries(of("--env").flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])));
  const { status, stdout, stderr } = spawnSync("sh", args, { encoding: "utf8", env: { PATH: "/usr/bin:/bin", ...env } });
  process.stdout.write(stdout ?? "");
  process.stderr.write(stderr ?? "");
  process.exitCode = status ?? 1;
}
else if (answer.through) {
  const [command, ...args] = answer.through;
  const { status, stdout, stderr } = spawnSync(command, [...args, words.at(-1)], { encoding: "utf8" });
  process.stdout.write(stdout ?? "");
  process.stderr.write(stderr ?? "");
  process.exitCode = status ?? 1;
} else {
  process.stdout.write(answer.stdout ?? "");
  process.stderr.write(answer.stderr ?? "");
  process.exitCode = answer.status ?? 0;
}
`;

/** @param names the programs that are there: `docker`, `docker-compose`, `podman` */
export function standInDocker(answers: readonly DockerAnswer[] = [], names: readonly string[] = ["docker"]): StandInDocker {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "plausible-mail-docker-")));
  const answer = (list: readonly DockerAnswer[]) => writeFileSync(join(folder, "answers.json"), JSON.stringify(list));
  for (const name of names) {
    writeFileSync(join(folder, name), program(process.execPath));
    chmodSync(join(folder, name), 0o755);
  }
  writeFileSync(join(folder, "calls.jsonl"), "");
  answer(answers);
  return {
    path: [folder, process.env.PATH ?? ""].join(delimiter),
    folder,
    calls: () =>
      readFileSync(join(folder, "calls.jsonl"), "utf8")
        .split("\n")
        .filter((line) => line !== "")
        .map((line) => JSON.parse(line) as string[]),
    answer,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** The calls that find the container and describe it. */
export function found(description: string): readonly DockerAnswer[] {
  return [
    { to: ["ps", "--all", "--quiet"], stdout: `${containerId}\n` },
    { to: ["inspect"], stdout: `${description}\n` },
  ];
}
