import { spawn } from "node:child_process";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { parse } from "yaml";
import type { Answer, MountAnswer, ServiceAnswer } from "../oracle/compose-cases.js";
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
    ...(question.projectDirectory === undefined ? [] : ["--project-directory", question.projectDirectory]),
  ];
  const ask = (format: string) => run(binary, [...flags, "config", "--format", format], folder, question.process);
  const { status, stdout, stderr } = await ask("json");
  if (status === 0) return { services: servicesOf(JSON.parse(stdout), folder, question.files) };
  // JSON has no infinities; what Compose cannot print it has loaded all the same.
  if (stderr.includes("json: unsupported value"))
    return { services: servicesOf(parse((await ask("yaml")).stdout), folder, question.files) };
  const reason = stderr
    .trimEnd()
    .split("\n")
    .filter((line) => !/^time="[^"]*" level=/.test(line));
  // What lies above the project lies at the root for us.
  return {
    refused: reason
      .join("\n")
      .replaceAll(`${folder}/`, "")
      .replaceAll(`${dirname(folder)}/`, "/"),
  };
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

interface Config {
  readonly services?: Readonly<Record<string, ConfigService>>;
  readonly secrets?: Readonly<Record<string, Definition>>;
  readonly configs?: Readonly<Record<string, Definition>>;
}
interface ConfigService {
  readonly image?: string;
  readonly environment?: Readonly<Record<string, string | null>>;
  readonly secrets?: readonly Grant[];
  readonly configs?: readonly Grant[];
  readonly volumes?: readonly { readonly type: string; readonly source?: string; readonly target: string }[];
}
interface Grant {
  readonly source: string;
  readonly target?: string;
}
interface Definition {
  readonly file?: string;
  readonly environment?: string;
  readonly content?: string;
}

/** `config` doubles every dollar, and has null for a bare name that nothing sets. */
const single = (text: string) => text.replaceAll("$$", "$");

function servicesOf(config: Config, folder: string, files: Question["files"]): Record<string, ServiceAnswer> {
  const textOf = (path: string) => files[relative(folder, path)]?.replace(/^\ufeff/, "") ?? null;
  return Object.fromEntries(
    Object.entries(config.services ?? {}).map(([name, service]) => {
      const entries = Object.entries(service.environment ?? {});
      const unset = entries.flatMap(([key, value]) => (value === null ? [single(key)] : []));
      const set = entries.flatMap(([key, value]) => (value === null ? [] : [[single(key), single(value)] as const]));
      const mounts = mountsOf(service, config, textOf);
      const answer: ServiceAnswer = {
        ...(service.image === undefined ? {} : { image: single(service.image) }),
        environment: Object.fromEntries(set),
        ...(unset.length === 0 ? {} : { unset: unset.sort() }),
        ...(Object.keys(mounts).length === 0 ? {} : { mounts }),
      };
      return [name, answer];
    }),
  );
}

function mountsOf(
  { volumes = [], configs = [], secrets = [] }: ConfigService,
  config: Config,
  textOf: (path: string) => string | null,
): Record<string, MountAnswer> {
  const mounts: Record<string, MountAnswer> = {};
  for (const { type, source, target } of volumes) {
    if (type !== "tmpfs") mounts[single(target)] = { kind: "volume", content: type === "bind" ? textOf(source ?? "") : null };
  }
  const grant = (kind: "secret" | "config", { source, target = source }: Grant, from: string, definition: Definition = {}) => {
    const path = target.startsWith("/") ? target : `${from}/${target}`;
    mounts[single(path)] = { kind, source, ...contentOf(definition, textOf) };
  };
  for (const each of configs) grant("config", each, "", config.configs?.[each.source]);
  for (const each of secrets) grant("secret", each, "/run/secrets", config.secrets?.[each.source]);
  return mounts;
}

function contentOf(
  { file, environment, content }: Definition,
  textOf: (path: string) => string | null,
): Pick<MountAnswer, "content"> {
  if (file !== undefined) return { content: textOf(file) };
  if (content !== undefined) return { content: single(content) };
  return environment === undefined ? { content: null } : {};
}
