import { readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { decodeText } from "#server/base/decode-text.js";
import type { FileContent, Files } from "#server/base/files.js";
import { resolvePath } from "#server/base/paths.js";
import { CannotWork, type Io } from "#server/cli/io.js";
import { composeRequest } from "#server/cli/request.js";
import { loadProject } from "#server/compose/project/load.js";
import type { Mount, ProjectRequest, Service } from "#server/compose/types.js";

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
  /** `--project-directory`. */
  readonly projectDirectory?: string;
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
  /** The files of secrets, configs and mounts, by their path in the container. */
  readonly mounts?: Readonly<Record<string, MountAnswer>>;
}

export interface MountAnswer {
  readonly kind: Mount["kind"];
  /** The name of the secret or config. */
  readonly source?: string;
  /** Null: not to be seen; not there where only a run of Compose finds out. */
  readonly content?: string | null;
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
  "edited",
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
export function ourAnswer(asked: Omit<Case, "name" | "answers">): Answer {
  const files = filesOf(asked.files);
  const request = requestOf(asked, files);
  if ("refused" in request) return request;
  const project = loadProject(files, request);
  if (project.errors.length > 0) {
    return { refused: project.errors.map(({ message }) => message.replaceAll(`${folder}/`, "")).join("\n") };
  }
  // Compose leaves out the services of profiles that are not asked for; we read them all.
  return { services: Object.fromEntries([...project.active].map((service) => [service.name, answerOf(service)])) };
}

/** The project that our CLI would choose. */
function requestOf(asked: Omit<Case, "name" | "answers">, files: Files): ProjectRequest | { readonly refused: string } {
  const { composeFiles, envFiles, profiles, projectDirectory, process = {} } = asked;
  const flags = {
    ...(composeFiles === undefined ? {} : { file: composeFiles }),
    ...(envFiles === undefined ? {} : { envFile: envFiles }),
    ...(profiles === undefined ? {} : { profile: profiles }),
    ...(projectDirectory === undefined ? {} : { projectDirectory }),
    processEnv: true,
  };
  const io: Pick<Io, "cwd" | "env" | "files" | "absolute"> = {
    cwd: folder,
    // Compose was asked with the project's folder for a home.
    env: new Map(Object.entries({ HOME: folder, ...process })),
    files,
    absolute: (path) => resolvePath(folder, path),
  };
  try {
    return composeRequest(flags, undefined, io as Io);
  } catch (error) {
    if (error instanceof CannotWork) return { refused: error.compose };
    throw error;
  }
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
    // Compose does not show an empty one.
    ...(service.image === null || service.image.text === "" ? {} : { image: service.image.text }),
    environment,
    ...(unset.length === 0 ? {} : { unset: unset.sort() }),
    ...(service.mounts.size === 0 ? {} : { mounts: Object.fromEntries([...service.mounts].map(mountAnswer)) }),
  };
}

function mountAnswer([path, { kind, source, content }]: readonly [string, Mount]): readonly [string, MountAnswer] {
  return [path, kind === "volume" ? { kind, content } : { kind, source, content }];
}

function filesOf(files: Case["files"]): Files {
  const contents = new Map(Object.entries(files).map(([path, content]) => [`${folder}/${path}`, content]));
  return {
    read(path): FileContent {
      const content = contents.get(path);
      if (typeof content === "string") return { kind: "text", text: content.replace(/^\ufeff/, ""), encoding: "utf-8" };
      if (content !== undefined) return { kind: "text", ...decodeText(Buffer.from(content.base64, "base64")) };
      const isFolder = [...contents.keys()].some((name) => name.startsWith(path === "/" ? path : `${path}/`));
      return { kind: isFolder ? "directory" : "missing" };
    },
  };
}

/** Whether both refuse, or both give the same containers, as far as the answer tells of them. */
export function agrees(ours: Answer, answers: readonly Answer[]): boolean {
  return answers.some((answer) =>
    "refused" in answer ? "refused" in ours : isDeepStrictEqual(asTold(ours, answer), sorted(answer)),
  );
}

/** Whether one of our reasons is the one that Compose gives. What Go keeps in a map Compose lists in any order. */
export function sameWords(ours: string, theirs: string): boolean {
  return inOrder(ours).includes(inOrder(theirs));
}

function inOrder(words: string): string {
  // Records have no blank lines.
  const sorted = words
    .replace(/\n{2,}/g, "\n")
    .replace(/(?<=additional properties )'.*'(?= not allowed)/g, (names) => names.split(", ").sort().join(", "));
  return sorted.replace(/(?<=decoding failed due to the following error\(s\):)(?:\n'.*)+/g, (lines) => {
    return `\n${lines.split("\n").filter(Boolean).sort().join("\n")}`;
  });
}

type Loaded = Exclude<Answer, { refused: string }>;

function sorted({ services }: Loaded): Answer {
  const each = Object.entries(services).map(([name, { unset, ...rest }]) => {
    return [name, unset === undefined ? rest : { ...rest, unset: [...unset].sort() }];
  });
  return { services: Object.fromEntries(each) };
}

/** Our answer without what the other does not tell: an old case has no mounts, and `config` does not look into variables. */
function asTold(ours: Answer, told: Loaded): Answer {
  if ("refused" in ours) return ours;
  const services = Object.entries(ours.services).map(([name, { mounts, ...rest }]) => {
    const theirs = told.services[name]?.mounts;
    if (mounts === undefined || theirs === undefined) return [name, rest];
    const same = Object.entries(mounts).map(([path, { content, ...mount }]) => {
      return [path, theirs[path] !== undefined && "content" in theirs[path] ? { ...mount, content } : mount];
    });
    return [name, { ...rest, mounts: Object.fromEntries(same) }];
  });
  return { services: Object.fromEntries(services) };
}
