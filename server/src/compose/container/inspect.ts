import { baseOf } from "../../base/paths.js";
import type { Mount, ServiceNetwork } from "../types.js";
import type { JsonValue } from "./json-text.js";
import type { ContainerFault, ContainerVariable, RunningContainer } from "./running-container.js";

/** The containers that a JSON value describes, or what it is instead. */
export function containersIn(json: JsonValue): readonly RunningContainer[] | ContainerFault {
  const all = json.isList ? json.items : [json];
  const [first] = all;
  if (first === undefined) return "no-such-container";
  const lone = isKubernetes(first) ? null : environmentAlone(json);
  if (lone !== null) return [withoutContainer(json, lone)];
  const found = all.flatMap((one) => containerIn(one) ?? []);
  return found.length > 0 ? found : faultOf(first);
}

function containerIn(json: JsonValue): RunningContainer | null {
  const task = json.get("Spec", "TaskTemplate", "ContainerSpec") ?? json.get("Spec", "ContainerSpec");
  if (task !== null) return ofSwarm(json, task);
  const isContainer = json.get("HostConfig") !== null || json.get("State") !== null || json.get("NetworkSettings") !== null;
  return json.get("Config") !== null && isContainer ? ofEngine(json) : null;
}

function faultOf(json: JsonValue): ContainerFault {
  if (json.get("RootFS") !== null || json.get("RepoTags") !== null) return "image";
  if (json.get("services") !== null) return "compose-project";
  return isKubernetes(json) ? "kubernetes-object" : "other-json";
}

function isKubernetes(json: JsonValue): boolean {
  return json.get("apiVersion") !== null && json.get("kind") !== null;
}

/** Of `docker inspect` and `podman inspect`, which differ in where the image's name stands. */
function ofEngine(json: JsonValue): RunningContainer {
  const labels = json.get("Config", "Labels");
  const service = labels?.get("com.docker.compose.service") ?? labels?.get("com.docker.swarm.service.name") ?? null;
  const own = json.get("Name");
  const name = (service ?? own)?.text?.replace(/^\//, "") ?? null;
  return {
    name,
    project: (labels?.get("com.docker.compose.project") ?? labels?.get("com.docker.stack.namespace"))?.text ?? null,
    image: imageOf([json.get("Config", "Image"), json.get("ImageName")], labels),
    variables: listed(json.get("Config", "Env")),
    at: json.at,
    nameAt: (service ?? own)?.at ?? json.at,
    network: networkOf(json, name),
    mounts: mountsOf(json),
    commandLine: [...words(json.get("Config", "Entrypoint")), ...words(json.get("Config", "Cmd"))],
  };
}

/** Of `docker service inspect`, or of one of its tasks. */
function ofSwarm(json: JsonValue, spec: JsonValue): RunningContainer {
  const name = json.get("Spec", "Name");
  const labels = json.get("Spec", "Labels");
  const project = labels?.get("com.docker.stack.namespace")?.text ?? null;
  const full = name?.text ?? null;
  const short = full !== null && project !== null && full.startsWith(`${project}_`) ? full.slice(project.length + 1) : full;
  const hosts = (spec.get("Hosts")?.items ?? []).flatMap(({ text }) => text?.trim().split(/\s+/).slice(1) ?? []);
  return {
    name: short,
    project,
    image: imageOf([spec.get("Image")], spec.get("Labels")),
    variables: listed(spec.get("Env")),
    at: json.at,
    nameAt: name?.at ?? json.at,
    network: { mode: null, names: [short ?? ""], extraHosts: hosts, networks: ["default"], reachesElsewhere: true, ports: [] },
    mounts: new Map([...granted(spec.get("Secrets"), "secret"), ...granted(spec.get("Configs"), "config")]),
    commandLine: [...words(spec.get("Command")), ...words(spec.get("Args"))],
  };
}

/** The first that is a name and no id; where its tag names no release, the one that the image says it is. */
function imageOf(candidates: readonly (JsonValue | null)[], labels: JsonValue | null): RunningContainer["image"] {
  for (const json of candidates) {
    const text = json?.text?.trim() ?? "";
    if (json === null || text === "" || /^(?:sha256:)?[0-9a-f]{12,64}$/.test(text)) continue;
    return { text: withRelease(text, labels), at: json.within(0, json.text?.length ?? 0) };
  }
  return null;
}

/** An image that is named by a digest or a tag that moves tells its release in the labels that it was built with. */
function withRelease(text: string, labels: JsonValue | null): string {
  const version = labels?.get("org.opencontainers.image.version")?.text ?? "";
  const [name = "", digest] = text.split("@", 2);
  const tag = /:([^/:]+)$/.exec(name)?.[1];
  if (!/^v?\d+\.\d+\.\d+$/.test(version) || (tag !== undefined && /^v?\d+\.\d+\.\d+/.test(tag))) return text;
  const bare = tag === undefined ? name : name.slice(0, -tag.length - 1);
  const numbered = version.startsWith("v") ? version : `v${version}`;
  return `${bare}:${numbered}${digest === undefined ? "" : `@${digest}`}`;
}

function networkOf(json: JsonValue, name: string | null): ServiceNetwork {
  const networks = json.get("NetworkSettings", "Networks")?.members ?? [];
  const aliases = networks.flatMap(({ value }) => texts(value.get("Aliases")));
  const own = json.get("Name")?.text?.replace(/^\//, "");
  const hostname = json.get("Config", "Hostname")?.text;
  const hosts = texts(json.get("HostConfig", "ExtraHosts")).map((host) => host.split(/[:=]/, 1)[0] ?? "");
  const links = texts(json.get("HostConfig", "Links")).map((link) => baseOf(link.split(":").at(-1) ?? ""));
  return {
    mode: json.get("HostConfig", "NetworkMode")?.text ?? null,
    names: [...new Set([name, own, hostname, ...aliases].filter((each): each is string => (each ?? "") !== ""))],
    extraHosts: [...hosts, ...links],
    networks: networks.map((each) => each.name.text ?? ""),
    reachesElsewhere: true, // containers that are not described here may be in its networks
    ports: [],
  };
}

function mountsOf(json: JsonValue): ReadonlyMap<string, Mount> {
  return new Map(
    (json.get("Mounts")?.items ?? []).flatMap((mount) => {
      const path = mount.get("Destination")?.text ?? null;
      const source = mount.get("Source")?.text ?? mount.get("Name")?.text ?? "";
      return path === null ? [] : [[path, { kind: "volume", source, content: null, at: null, declared: mount.at }] as const];
    }),
  );
}

function granted(json: JsonValue | null, kind: "secret" | "config"): (readonly [string, Mount])[] {
  return (json?.items ?? []).flatMap((one) => {
    const target = one.get("File", "Name")?.text ?? null;
    if (target === null) return [];
    const path = target.startsWith("/") ? target : kind === "secret" ? `/run/secrets/${target}` : `/${target}`;
    const source = one.get(kind === "secret" ? "SecretName" : "ConfigName")?.text ?? target;
    return [[path, { kind, source, content: null, at: null, declared: one.at }] as const];
  });
}

/** What is no container but its environment: `["A=b"]`, `{"A": "b"}`, `[{"name": "A", "value": "b"}]`. */
function environmentAlone(json: JsonValue): readonly ContainerVariable[] | null {
  if (json.isList) {
    const items = listed(json);
    if (items.length > 0 && json.items.every(({ text }) => text !== null)) return items;
    const pairs = json.items.flatMap((item) => {
      const name = item.get("name") ?? item.get("key");
      const value = item.get("value");
      return name === null || value === null ? [] : (pairOf(name, value, item) ?? []);
    });
    return pairs.length > 0 ? pairs : null;
  }
  const { members } = json;
  const pairs = members.flatMap(({ name, value }) => pairOf(name, value, value) ?? []);
  return pairs.length > 0 && pairs.length === members.length ? pairs : null;
}

function pairOf(name: JsonValue, value: JsonValue, whole: JsonValue): ContainerVariable | null {
  const key = name.text;
  const text = value.text;
  if (key === null || text === null || !/^[A-Za-z_][\w.-]*$/.test(key)) return null;
  const at = value.within(0, text.length);
  const start = Math.min(name.at.start, whole.at.start);
  const entry = entryOf({ ...whole.at, start, end: Math.max(whole.at.end, value.at.end) }, name.within(0, key.length), at);
  return { name: key, value: text, entry };
}

function withoutContainer(json: JsonValue, variables: readonly ContainerVariable[]): RunningContainer {
  return {
    name: null,
    project: null,
    image: null,
    variables,
    at: json.at,
    nameAt: { ...json.at, end: json.at.start + 1 },
    network: null,
    mounts: new Map(),
    commandLine: [],
  };
}

/** `["A=b"]`. */
function listed(json: JsonValue | null): readonly ContainerVariable[] {
  return (json?.items ?? []).flatMap((item) => {
    const { text } = item;
    const equals = text?.indexOf("=") ?? -1;
    if (text === null || equals < 1) return [];
    const entry = entryOf(item.within(0, text.length), item.within(0, equals), item.within(equals + 1, text.length));
    return [{ name: text.slice(0, equals), value: text.slice(equals + 1), entry }];
  });
}

function entryOf(at: ContainerVariable["entry"]["at"], key: typeof at, value: typeof at): ContainerVariable["entry"] {
  return { form: "env-line", at, key, value, quotes: "none", flow: false, raw: true };
}

const texts = (json: JsonValue | null) => (json?.items ?? []).flatMap(({ text }) => text ?? []);

/** A command as the engine has it: a list of words, or one text. */
function words(json: JsonValue | null): readonly string[] {
  return json?.text === null || json === null ? texts(json) : [json.text];
}
