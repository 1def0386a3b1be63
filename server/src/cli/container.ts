import { largestFile } from "../base/files.js";
import { code, listed, type MessageTemplate, message } from "../base/messages.js";
import { relativePath } from "../base/paths.js";
import type { FilePath } from "../base/text.js";
import { containerProject } from "../compose/container/container-project.js";
import { readContainers } from "../compose/container/read-container.js";
import type { ContainerFault, RunningContainer } from "../compose/container/running-container.js";
import { withImage } from "../compose/service/with-image.js";
import type { Project, Service } from "../compose/types.js";
import { releaseOf } from "../instance/recognise.js";
import type { Config } from "../lint/config.js";
import { isEnvironmentOfPlausible } from "../plausible/tables/marks.js";
import { configFor } from "./config.js";
import { imageNamed } from "./image-flag.js";
import { CannotWork, type Io } from "./io.js";
import { cannot } from "./refusals.js";

/** The flags that take a container in place of a project. */
export interface ContainerFlags {
  readonly container?: string;
  readonly image?: string;
  readonly service?: string;
}

const inspect = "docker inspect CONTAINER | plausible-mail lint --container -";

const faults: Readonly<Record<ContainerFault, MessageTemplate>> = {
  empty: {
    en: "{file}: empty. The command that should show the container printed nothing",
    "zh-cn": "{file}：内容为空。应显示容器的命令没有输出任何内容",
  },
  "too-large": {
    en: "{file}: larger than 4 MB, or a container with more than 10,000 variables. Inspect one container alone: {inspect}",
    "zh-cn": "{file}：大于 4 MB，或某个容器有超过 10,000 个变量。请只检查一个容器：{inspect}",
  },
  "no-such-container": {
    en: "{file}: an empty list. `docker inspect` found no container of that name (`docker ps` lists them)",
    "zh-cn": "{file}：列表为空。`docker inspect` 没有找到该名称的容器（可用 `docker ps` 列出）",
  },
  truncated: {
    en: "{file}: the JSON ends before it is complete. Pass on the whole output: {inspect}",
    "zh-cn": "{file}：JSON 不完整。请传入完整的输出：{inspect}",
  },
  "no-json": {
    en: "{file}: begins like JSON, and can't be read as JSON. Pass on the output unchanged: {inspect}",
    "zh-cn": "{file}：开头像 JSON，但无法作为 JSON 读取。请原样传入输出：{inspect}",
  },
  image: {
    en: "{file}: this describes an image, not a container. Inspect the container that runs it: {inspect}",
    "zh-cn": "{file}：这描述的是镜像，而不是容器。请检查运行该镜像的容器：{inspect}",
  },
  "compose-project": {
    en: "{file}: this is a compose project, not a container. Give it without --container",
    "zh-cn": "{file}：这是 compose 项目，而不是容器。请去掉 --container",
  },
  "kubernetes-object": {
    en: "{file}: this is a Kubernetes object, which doesn't show all variables. Use {kubectl}",
    "zh-cn": "{file}：这是 Kubernetes 对象，不会显示全部变量。请使用 {kubectl}",
  },
  "other-json": {
    en: "{file}: this JSON describes no container. Use {inspect}",
    "zh-cn": "{file}：此 JSON 没有描述任何容器。请使用 {inspect}",
  },
  "no-environment": {
    en: "{file}: no line is NAME=value. Use {inspect}, or what `env` prints in the container",
    "zh-cn": "{file}：没有任何一行是 NAME=value。请使用 {inspect}，或容器内 `env` 的输出",
  },
};

const messages = {
  notPlausible: {
    en: "{file}: {container} doesn't run Plausible, as far as its image and variables tell. If it does, add --image TAG",
    "zh-cn": "{file}：从镜像和变量来看，{container} 没有运行 Plausible。如果它确实是 Plausible，请加上 --image TAG",
  },
  environment: { en: "this environment", "zh-cn": "此环境" },
  container: { en: "container {name}", "zh-cn": "容器 {name}" },
  noneOf: { en: "none of these {n} containers runs Plausible", "zh-cn": "这 {n} 个容器都没有运行 Plausible" },
  none: { en: "{file}: {noneOf}", "zh-cn": "{file}：{noneOf}" },
  several: {
    en: "{file}: several containers run Plausible ({names}). Inspect one of them alone",
    "zh-cn": "{file}：有多个容器运行 Plausible（{names}）。请只检查其中一个",
  },
} satisfies Record<string, MessageTemplate>;

/** A container that runs Plausible, as a project of its own, and how its service is told. */
export interface ContainerProject {
  readonly project: Project;
  readonly config: Config;
}

/**
 * Reads what `--container FILE|-` names.
 *
 * @throws CannotWork, in one sentence, where it shows no container, none of Plausible's, or several
 */
export async function containerOf(from: string, flags: ContainerFlags, io: Io): Promise<ContainerProject> {
  const file = io.absolute(from === "-" ? "<stdin>" : from);
  const text = from === "-" ? await io.readStdin() : await fileText(file, io);
  const shown = relativePath(io.cwd, file);
  const reading = readContainers(file, text);
  if (reading.kind === "fault") {
    const kubectl = code("kubectl exec deploy/NAME -- env | plausible-mail lint --container -");
    throw new CannotWork(message(faults[reading.fault], { file: shown, inspect: code(inspect), kubectl }));
  }
  const { config } = configFor(io.cwd, io);
  const whole = running(containerProject(file, text, reading.containers), flags.image);
  const chosen = plausibleIn(whole, config, reading.containers, flags);
  const [first, second] = chosen;
  if (first === undefined) throw new CannotWork(whyNone(reading.containers, shown));
  if (second !== undefined)
    throw new CannotWork(message(messages.several, { file: shown, names: listed(chosen.map(({ name }) => name)) }));
  return { project: whole, config: { ...config, services: [...config.services, first.name] } };
}

/** A file, or a pipe: `--container <(docker inspect plausible)`. */
async function fileText(file: FilePath, io: Io): Promise<string> {
  const content = io.files.read(file);
  const shown = relativePath(io.cwd, file);
  if (content.kind === "missing") throw cannot("noFile", { path: shown });
  if (content.kind === "unreadable" && content.irregular === true) return await pipeText(file, io);
  if (content.kind === "directory") throw cannot("folder", { path: shown });
  if (content.kind !== "text") throw cannot("unreadable", { path: shown, reason: content.reason });
  return content.text;
}

async function pipeText(file: FilePath, io: Io): Promise<string> {
  let text = "";
  for await (const piece of io.pieces(file, io.interruptible())) {
    text += piece;
    if (text.length > largestFile) break; // what is cut off is told as such
  }
  return text;
}

/** `--image` is what runs where the text does not name one; it is said of a lone container only. */
function running(project: Project, image: string | undefined): Project {
  const [only, second] = project.services;
  if (image === undefined || only === undefined || second !== undefined) return project;
  const at = only.image?.at ?? only.nameAt;
  const named = withImage(only, { text: imageNamed("--image", image), unresolved: [], at });
  return { ...project, services: [named], active: new Set([named]) };
}

/** The containers that run Plausible; with `--service` that one, if it is among them. */
function plausibleIn(
  project: Project,
  config: Config,
  containers: readonly RunningContainer[],
  { image, service }: ContainerFlags,
): readonly Service[] {
  const found = project.services.filter((one, index) => {
    const variables = containers[index]?.variables ?? [];
    const textOf = (name: string) => variables.findLast((each) => each.name === name)?.value;
    if (releaseOf(project, one, config) !== null || (image !== undefined && containers.length === 1)) return true;
    return one.image === null && isEnvironmentOfPlausible(one.environment.keys(), textOf);
  });
  const named = service === undefined ? [] : found.filter(({ name }) => name === service);
  return named.length > 0 ? named : found;
}

function whyNone(containers: readonly RunningContainer[], file: string) {
  const [first, second] = containers;
  if (second !== undefined) {
    return message(messages.none, { file, noneOf: message(messages.noneOf, { n: containers.length }) });
  }
  const name = first?.image?.text ?? first?.name ?? null;
  const container = name === null ? message(messages.environment) : message(messages.container, { name: code(name) });
  return message(messages.notPlausible, { file, container });
}
