import { hostAndPort } from "../../base/host-and-port.js";
import { codes, type Language, type Message, type MessageTemplate, message, plainText } from "../../base/messages.js";
import { statusSigns } from "../../base/status-signs.js";
import type { PlausibleInstance } from "../../instance/plausible-instance.js";
import type { Verdict } from "../../smtp/verdict/report.js";
import type { TestRequest } from "../../smtp/verdict/request.js";
import type { Alternative } from "../../smtp/verdict/search.js";
import { modeText } from "../../smtp/verdict/search-texts.js";
import type { Step } from "../../smtp/verdict/steps.js";
import { relayFromHost } from "../../smtp-test/published.js";
import { directRoute, publishedRoute, type Route } from "../../smtp-test/route.js";
import { hiderOf } from "../../smtp-test/shown-report.js";
import type { TestOptions } from "../../smtp-test/test-run.js";

/** Options of one test, as the request and the settings give them. */
export interface EditorTestOptions extends TestOptions {
  /** Connect there instead; names and TLS stay. */
  readonly connectTo: TestRequest["connectTo"];
  /** Reach a relay of the project by the port that it publishes. */
  readonly fromHostPort: boolean;
  /** The machine that the test runs on, where the client names it (`ssh-remote`); null: the one that the user sits at. */
  readonly remote: string | null;
}

const texts = {
  talksTo: {
    en: "Tests {server} the way Plausible {release} (service `{service}`) would.",
    "zh-cn": "按 Plausible {release}（服务 `{service}`）的方式测试 {server}。",
  },
  settings: { en: "Connects to {address} instead, as set in the settings.", "zh-cn": "按设置改为连接 {address}。" },
  published: {
    en: "Connects to {address}, where the project publishes that port.",
    "zh-cn": "连接 {address}，即项目发布该端口的地址。",
  },
  ranHere: {
    en: "The test runs on this computer, not in the container, where other ports may be open.",
    "zh-cn": "测试在这台计算机上运行，而非在容器内：两者开放的端口可能不同。",
  },
  ranRemote: {
    en: "The test runs on the remote computer ({remote}), not in the container, where other ports may be open.",
    "zh-cn": "测试在远程计算机（{remote}）上运行，而非在容器内：两者开放的端口可能不同。",
  },
  loopback: {
    en: "`{host}` is this computer here; in the container it's the container itself, where no mail server runs.",
    "zh-cn": "`{host}` 在此处指这台计算机；在容器内则指容器自身，那里没有邮件服务器。",
  },
  project: {
    en: "`{host}` is a service of this compose project, which only its containers can reach by name. Publish its port, and set `plausibleMail.testConnectTo` to it.",
    "zh-cn":
      "`{host}` 是此 compose 项目中的服务，只有其容器能按名称访问。请发布其端口，并在 `plausibleMail.testConnectTo` 中填写。",
  },
  projectPublished: {
    en: "`{host}` is a service of this compose project, which only its containers can reach by name. Its port is published as {address}.",
    "zh-cn": "`{host}` 是此 compose 项目中的服务，只有其容器能按名称访问。其端口发布为 {address}。",
  },
  unset: {
    en: "{names}: not set in these files, so taken as unset (your shell may set it).",
    "zh-cn": "{names}：这些文件中未设置，按未设置处理（您的 shell 可能会设置）。",
  },
  recreate: {
    en: "After a change, `docker compose up -d` recreates the container; a restart doesn't read the new values.",
    "zh-cn": "更改之后，请运行 `docker compose up -d` 重新创建容器；重启不会读取新值。",
  },
  step: { en: "{sign} {step}: {detail}", "zh-cn": "{sign} {step}：{detail}" },
  alternative: { en: "{sign} {port} {mode}: {detail}", "zh-cn": "{sign} {port} {mode}：{detail}" },
} satisfies Record<string, MessageTemplate>;

/** Whether the files are what is to be changed after a test. */
export function isForFiles({ wouldDeliver, variable }: Pick<Verdict, "wouldDeliver" | "variable">): boolean {
  return wouldDeliver === false && variable !== null;
}

/** What makes a container take a change of its files. */
export function recreateNote(language: Language): string {
  return plainText(message(texts.recreate), language);
}

/** One step as a line of progress. */
export function stepLine({ step, status, detail }: Step, language: Language): string {
  return plainText(message(texts.step, { sign: statusSigns[status], step, detail }), language);
}

/** One other port as a line of progress. */
export function alternativeLine({ choice, works, detail }: Alternative, language: Language): string {
  const sign = statusSigns[works === true ? "ok" : works === false ? "failed" : "skipped"];
  return plainText(message(texts.alternative, { sign, port: choice.port, mode: modeText(choice), detail }), language);
}

/** To whom the test will talk, and what that says of the container. Shown before it connects. */
export function notesOf(view: PlausibleInstance, options: EditorTestOptions, language: Language): string[] {
  const { delivery, relay, service, releaseName } = view;
  const say = (template: MessageTemplate, values: Message["values"] = {}) => plainText(message(template, values), language);
  if (delivery === null || delivery.host === null) return [];
  const { port } = delivery;
  const host = hiderOf(view.project)(delivery.host);
  const notes = [say(texts.talksTo, { server: hostAndPort(host, port), release: releaseName, service: service.name })];
  const unset = namesNobodySets(view);
  if (unset.length > 0) notes.push(say(texts.unset, { names: codes(unset) }));
  const published = hostPortOf(view);
  const { connectTo } = routeOf(view, options);
  if (connectTo !== null) {
    const template = options.fromHostPort && published !== null ? texts.published : texts.settings;
    notes.push(say(template, { address: hostAndPort(connectTo.host, connectTo.port) }));
  }
  const place = relay.state === "host" ? relay.place : "outside";
  if (place === "loopback") notes.push(say(texts.loopback, { host }));
  else if (place === "project" && published !== null) {
    if (connectTo === null) notes.push(say(texts.projectPublished, { host, address: published }));
  } else if (place === "project") notes.push(say(texts.project, { host }));
  else if (options.remote === null) notes.push(say(texts.ranHere));
  else notes.push(say(texts.ranRemote, { remote: options.remote }));
  return notes;
}

/** Where to connect: as the settings say, or by the published port of a relay of the project. */
export function routeOf(
  { project, service, delivery }: PlausibleInstance,
  { connectTo, fromHostPort }: EditorTestOptions,
): Route {
  const published = fromHostPort && delivery !== null ? publishedRoute(project, service, delivery) : null;
  return published === null || "kind" in published ? directRoute(delivery, connectTo) : published;
}

/** Where the relay of the project is published on this machine (`127.0.0.1:2525`); null: it is not, or is none. */
export function hostPortOf({ project, service, delivery }: PlausibleInstance): string | null {
  if (delivery === null || delivery.host === null || delivery.port === null) return null;
  const at = relayFromHost(project, service, delivery.host, delivery.port);
  return at.kind === "at" ? hostAndPort(at.address.host, at.address.port) : null;
}

/** The variables of mail that decide and are named, but set by nothing that can be seen. */
function namesNobodySets({ service, readsMail }: PlausibleInstance): string[] {
  return [...service.environment.values()]
    .filter(({ state, name }) => state === "unknown" && readsMail(name))
    .map(({ name }) => name);
}
