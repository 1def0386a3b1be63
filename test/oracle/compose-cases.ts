import { readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { isActive } from "#server/compose/consistency.js";
import { findProject } from "#server/compose/discover.js";
import type { FileContent, Files } from "#server/compose/files.js";
import { loadProject } from "#server/compose/load.js";
import type { Service } from "#server/compose/project.js";
import { decodeText } from "#server/disk.js";

/** One question: a folder in which `docker compose config` was run, and what it said (see README.md). */
export interface Case {
  readonly name: string;
  readonly files: Readonly<Record<string, string | { readonly base64: string }>>;
  /** `-f`, in order; without it the project is found as Compose finds it. */
  readonly composeFiles?: readonly string[];
  /** `--env-file`, in order. */
  readonly envFiles?: readonly string[];
  /** `--profile`. */
  readonly profiles?: readonly string[];
  readonly process?: Readonly<Record<string, string>>;
  /** What one or two versions of Compose answered; each is right. */
  readonly answers: readonly Answer[];
}

export type Answer = { readonly refused: string } | { readonly services: Readonly<Record<string, ServiceAnswer>> };

export interface ServiceAnswer {
  readonly image?: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Names that are written and yet not in the container. */
  readonly unset?: readonly string[];
}

export const groups = [
  "environment",
  "scalars",
  "interpolation",
  "dotenv",
  "env-files",
  "composition",
  "documents",
  "secrets",
  "further",
  "fuzz",
] as const;

export function loadCases(group: (typeof groups)[number]): readonly Case[] {
  return JSON.parse(readFileSync(dataFile(`${group}.json`), "utf8")) as Case[];
}

/** Cases in which we are known to differ: in the answer itself, or only in the words of a refusal. */
export function loadNotYet(): { readonly answers: readonly string[]; readonly words: readonly string[] } {
  return JSON.parse(readFileSync(dataFile("not-yet.json"), "utf8")) as ReturnType<typeof loadNotYet>;
}

const dataFile = (name: string) => new URL(`../../oracle/compose/${name}`, import.meta.url);

const folder = "/project";

/** What we say of a case, in the form of an answer; a refusal with every message, one a line, paths as in the question. */
export function ourAnswer({ files, composeFiles, envFiles, profiles, process = {} }: Omit<Case, "name" | "answers">): Answer {
  const disk = filesOf(files);
  const at = (path: string) => `${folder}/${path}`;
  const main = composeFiles?.map(at) ?? findProject(disk, folder, { searchParents: false });
  if (main === null) return { refused: "no configuration file provided: not found" };
  const project = loadProject(disk, {
    composeFiles: main,
    ...(envFiles === undefined ? {} : { envFiles: envFiles.map(at) }),
    ...(profiles === undefined ? {} : { profiles }),
    processEnvironment: new Map(Object.entries(process)),
  });
  if (project.errors.length > 0) {
    return { refused: project.errors.map(({ message }) => message.replaceAll(`${folder}/`, "")).join("\n") };
  }
  // Compose leaves out the services of profiles that are not asked for; we read them all.
  const active = project.services.filter((service) => isActive(service.profiles, profiles ?? []));
  return { services: Object.fromEntries(active.map((service) => [service.name, answerOf(service)])) };
}

function answerOf(service: Service): ServiceAnswer {
  const environment: Record<string, string> = {};
  const unset: string[] = [];
  for (const variable of service.environment.values()) {
    const text = variable.state === "value" ? variable.value : variable.composed;
    // Compose says nothing of a bare name in an env file that nothing sets.
    if (text === null && variable.declared.form === "env-line") continue;
    if (text === null) unset.push(variable.name);
    else environment[variable.name] = text;
  }
  return {
    ...(service.image === null ? {} : { image: service.image.text }),
    environment,
    ...(unset.length === 0 ? {} : { unset: unset.sort() }),
  };
}

function filesOf(files: Case["files"]): Files {
  const contents = new Map(Object.entries(files).map(([path, content]) => [`${folder}/${path}`, content]));
  return {
    read(path): FileContent {
      const content = contents.get(path);
      if (typeof content === "string") return { kind: "text", text: content.replace(/^\ufeff/, ""), encoding: "utf-8" };
      if (content !== undefined) return { kind: "text", ...decodeText(Buffer.from(content.base64, "base64")) };
      return { kind: [...contents.keys()].some((name) => name.startsWith(`${path}/`)) ? "directory" : "missing" };
    },
  };
}

/** Whether both refuse, or both give the same containers. */
export function agrees(ours: Answer, answers: readonly Answer[]): boolean {
  return answers.some((answer) => ("refused" in answer ? "refused" in ours : isDeepStrictEqual(ours, sorted(answer))));
}

function sorted(answer: Exclude<Answer, { refused: string }>): Answer {
  const services = Object.entries(answer.services).map(([name, { unset, ...rest }]) => {
    return [name, unset === undefined ? rest : { ...rest, unset: [...unset].sort() }];
  });
  return { services: Object.fromEntries(services) };
}
