import { spawn } from "node:child_process";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Answer, ServiceAnswer } from "../oracle/compose-cases.js";
import type { Question } from "./compose-projects.js";

interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * What the real `docker compose config` says of a project. No Docker engine is needed for that.
 *
 * @param binary the program `docker-compose` (the plugin of `docker compose`, which also runs alone)
 * @param folder a folder of its own for the project, emptied first; its name is the project's
 */
export async function askCompose(binary: string, folder: string, question: Question): Promise<Answer> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  for (const [path, text] of Object.entries(question.files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  const flags = [
    ...(question.composeFiles ?? []).flatMap((file) => ["-f", file]),
    ...(question.envFiles ?? []).flatMap((file) => ["--env-file", file]),
    ...(question.profiles ?? []).flatMap((profile) => ["--profile", profile]),
  ];
  const { status, stdout, stderr } = await run(binary, [...flags, "config", "--format", "json"], folder, question.process);
  if (status === 0) return { services: servicesOf(stdout) };
  const reason = stderr.split("\n").filter((line) => line !== "" && !/^time="[^"]*" level=/.test(line));
  return { refused: reason.join("\n").replaceAll(`${folder}/`, "") };
}

function run(binary: string, args: readonly string[], cwd: string, env: Readonly<Record<string, string>>): Promise<Run> {
  return new Promise((resolve, reject) => {
    const child = spawn(binary, args, { cwd, env: { ...env, HOME: cwd }, stdio: ["ignore", "pipe", "pipe"] });
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
      stdout += chunk;
    });
    child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
      stderr += chunk;
    });
    child.on("error", reject);
    child.on("close", (status) => resolve({ status, stdout, stderr }));
  });
}

/** `config` doubles every dollar, and has null for a bare name that nothing sets. */
function servicesOf(json: string): Record<string, ServiceAnswer> {
  const { services = {} } = JSON.parse(json) as {
    services?: Record<string, { image?: string; environment?: Record<string, string | null> }>;
  };
  const single = (text: string) => text.replaceAll("$$", "$");
  return Object.fromEntries(
    Object.entries(services).map(([name, { image, environment }]) => {
      const entries = Object.entries(environment ?? {});
      const unset = entries.flatMap(([key, value]) => (value === null ? [single(key)] : []));
      const set = entries.flatMap(([key, value]) => (value === null ? [] : [[single(key), single(value)] as const]));
      const answer: ServiceAnswer = {
        ...(image === undefined ? {} : { image: single(image) }),
        environment: Object.fromEntries(set),
        ...(unset.length === 0 ? {} : { unset: unset.sort() }),
      };
      return [name, answer];
    }),
  );
}
