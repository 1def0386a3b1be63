import { code, type Message, type MessageTemplate, message } from "../base/messages.js";
import { CannotWork } from "./io.js";

const messages = {
  foreign: {
    en: "{path}: this is {kind}, not a compose file. Check the running container instead: {command}",
    "zh-cn": "{path}：这是 {kind}，而不是 compose 文件。请改为检查正在运行的容器：{command}",
  },
  kubernetes: { en: "a Kubernetes manifest", "zh-cn": "Kubernetes 清单" },
  helm: { en: "a file of a Helm chart", "zh-cn": "Helm chart 的文件" },
  nomad: { en: "a Nomad job", "zh-cn": "Nomad 作业" },
  nixos: { en: "a NixOS module", "zh-cn": "NixOS 模块" },
  quadlet: { en: "a Podman quadlet", "zh-cn": "Podman quadlet" },
  unit: { en: "a systemd unit", "zh-cn": "systemd 单元" },
  script: { en: "a shell script", "zh-cn": "shell 脚本" },
  dockerfile: { en: "a Dockerfile", "zh-cn": "Dockerfile" },
  playbook: { en: "an Ansible playbook", "zh-cn": "Ansible playbook" },
  unraid: { en: "an Unraid template", "zh-cn": "Unraid 模板" },
  terraform: { en: "a Terraform configuration", "zh-cn": "Terraform 配置" },
  fly: { en: "a Fly.io configuration", "zh-cn": "Fly.io 配置" },
  render: { en: "a Render blueprint", "zh-cn": "Render blueprint" },
  kamal: { en: "a Kamal configuration", "zh-cn": "Kamal 配置" },
  template: {
    en: "{path}: this is a template, and no YAML before it is filled in. Check the file that comes out of it, or the running container: {command}",
    "zh-cn": "{path}：这是模板，填充之前不是有效的 YAML。请检查由它生成的文件，或正在运行的容器：{command}",
  },
  envFile: {
    en: "{path}: this is an env file. Give the compose file that reads it, or take it for a container's environment: {command}",
    "zh-cn": "{path}：这是 env 文件。请给出读取它的 compose 文件，或将其视为容器的环境：{command}",
  },
  container: {
    en: "{path}: this describes a container, not a compose project. Add the flag: {command}",
    "zh-cn": "{path}：这描述的是容器，而不是 compose 项目。请加上参数：{command}",
  },
} satisfies Record<string, MessageTemplate>;

/** A kind of file in which people also configure Plausible, and how to look at what it makes. */
interface ForeignKind {
  readonly kind: Exclude<keyof typeof messages, "foreign" | "template" | "envFile" | "container">;
  /** By the file's name, without folders. */
  readonly named?: RegExp;
  /** By what stands in it, where the name does not tell. */
  readonly holds?: (text: string) => boolean;
  /** Prints the environment of the container. */
  readonly shows: string;
}

const docker = "docker inspect CONTAINER";

/** The first that fits counts. */
const kinds: readonly ForeignKind[] = [
  { kind: "nomad", named: /\.(?:nomad|nomad\.hcl)$/i, shows: "nomad alloc exec ALLOCATION env" },
  { kind: "nomad", holds: (text) => /^job\s+"[^"\n]+"\s*\{/m.test(text), shows: "nomad alloc exec ALLOCATION env" },
  { kind: "terraform", named: /\.(?:tf|hcl)$/i, shows: docker },
  {
    kind: "nixos",
    named: /\.nix$/i,
    shows: "sudo cat /proc/$(systemctl show -P MainPID plausible)/environ",
  },
  { kind: "quadlet", named: /\.(?:container|pod|kube|quadlets?)$/i, shows: "podman inspect CONTAINER" },
  { kind: "quadlet", holds: (text) => /^\[Container\]\s*$/m.test(text), shows: "podman inspect CONTAINER" },
  { kind: "unit", holds: (text) => /^\[Service\]\s*$/m.test(text) && /^ExecStart=/m.test(text), shows: docker },
  { kind: "dockerfile", named: /^(?:Dockerfile|Containerfile)(?:\..+)?$|\.dockerfile$/i, shows: docker },
  { kind: "script", named: /\.(?:sh|bash|zsh|ps1|bat|cmd)$/i, shows: docker },
  {
    kind: "script",
    holds: (text) => text.startsWith("#!") || /^[ \t]*(?:sudo )?(?:docker|podman) run\s/m.test(text),
    shows: docker,
  },
  { kind: "unraid", holds: (text) => /^\s*(?:<\?xml[^>]*>\s*)?<Container[\s>]/.test(text), shows: docker },
  { kind: "fly", named: /^fly(?:\..+)?\.toml$/i, shows: "fly ssh console -C env" },
  { kind: "helm", named: /^(?:Chart|values(?:[.-].+)?)\.ya?ml$/i, shows: "kubectl exec deploy/NAME -- env" },
  { kind: "kubernetes", holds: isManifest, shows: "kubectl exec deploy/NAME -- env" },
  { kind: "render", holds: (text) => /^[ \t]*-[ \t]+type:[ \t]*(?:web|pserv|worker|cron)\b/m.test(text), shows: "env" },
  { kind: "playbook", holds: isPlaybook, shows: docker },
  { kind: "kamal", holds: isKamal, shows: "kamal app exec --reuse env" },
];

/**
 * Refuses a file that is no compose file and is not meant for one, before Compose's own words are said of it.
 *
 * @param path as the user gave it
 * @param name of the file, without folders
 * @throws CannotWork that says what the file is, and how to check what it makes
 */
export function refuseForeign(path: string, name: string, text: string): void {
  const refusal = foreignFile(path, name, text);
  if (refusal !== null) throw new CannotWork(refusal);
}

function foreignFile(path: string, name: string, text: string): Message | null {
  if (describesContainer(text)) {
    return message(messages.container, { path, command: code(`plausible-mail lint --container ${path}`) });
  }
  // What has services is a compose file whatever its name, but for two kinds that have them as well.
  const isCompose = /^["']?services["']?[ \t]*:/m.test(text);
  const found = kinds.find(({ kind, named, holds }) => {
    if (isCompose && kind !== "kubernetes" && kind !== "render") return false;
    return named?.test(name) === true || holds?.(text) === true;
  });
  if (found === undefined) return null;
  const command = code(`${found.shows} | plausible-mail lint --container -`);
  return message(messages.foreign, { path, kind: message(messages[found.kind]), command });
}

/** Why a command that takes one project does not take an env file. */
export function envFileRefusal(path: string): Message {
  return message(messages.envFile, { path, command: code(`--container ${path}`) });
}

/** Why a compose file that is a template cannot be read. */
export function templateRefusal(path: string): Message {
  return message(messages.template, { path, command: code(`${docker} | plausible-mail lint --container -`) });
}

/** YAML or JSON with the two keys that every object of Kubernetes has. */
function isManifest(text: string): boolean {
  return /^[ \t{]*["']?apiVersion["']?[ \t]*:/m.test(text) && /^[ \t{]*["']?kind["']?[ \t]*:/m.test(text);
}

/** `config/deploy.yml`: one service by its name, with its image and its servers. */
function isKamal(text: string): boolean {
  return /^service:[ \t]+\S/m.test(text) && /^image:[ \t]+\S/m.test(text) && /^(?:servers|accessories|registry):/m.test(text);
}

function isPlaybook(text: string): boolean {
  return /^-\s+(?:name|hosts|import_playbook|ansible\.builtin\.\w+|include_tasks)\s*:/m.test(text);
}

/** The output of `docker inspect` or `docker service inspect`. */
function describesContainer(text: string): boolean {
  return /^\s*[[{]/.test(text) && /"(?:ContainerSpec|HostConfig)"\s*:/.test(text) && /"Env"\s*:/.test(text);
}
