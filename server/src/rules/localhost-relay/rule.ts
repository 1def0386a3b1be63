import type { MessageTemplate } from "../../base/messages.js";
import type { TextEdit } from "../../base/text.js";
import type { Service } from "../../compose/types.js";
import { mailServiceOf } from "../../instance/mail-catcher.js";
import type { PlausibleInstance } from "../../instance/plausible-instance.js";
import { indexOf } from "../../instance/project-index.js";
import { isPlaced } from "../../instance/service-variable.js";
import { placeOf } from "../../instance/value.js";
import { fix, setEdits, setVariable } from "../kit/fixes.js";
import { relatedTo } from "../kit/related-line.js";
import type { Rule } from "../kit/types.js";

const messages = {
  loopback: {
    en: "Set `SMTP_HOST_ADDR` to `{service}`, the service that accepts email.\nInside the container, `{host}` is Plausible itself, where no mail server runs: Plausible {release} gets `connection refused`.",
    "zh-cn":
      "请将 `SMTP_HOST_ADDR` 设为 `{service}`，即接收邮件的服务。\n在容器内，`{host}` 指 Plausible 自己，那里没有邮件服务器：Plausible {release} 会遇到 `connection refused`。",
  },
  loopbackAlone: {
    en: "`{host}` is Plausible's own container. Use the service name of your mail server.\nNo mail server runs there: Plausible {release} gets `connection refused`. If the mail server runs on the Docker host, use `host.docker.internal`, with `extra_hosts`.",
    "zh-cn":
      "`{host}` 是 Plausible 自己的容器。请使用邮件服务器的服务名。\n那里没有邮件服务器：Plausible {release} 会遇到 `connection refused`。若邮件服务器运行在 Docker 主机上，请使用 `host.docker.internal` 并配置 `extra_hosts`。",
  },
  gateway: {
    en: "Add `host.docker.internal:host-gateway` to `extra_hosts`.\nExcept in Docker Desktop, `host.docker.internal` isn't known inside a container otherwise: Plausible {release} gets `non-existing domain`.",
    "zh-cn":
      "请在 `extra_hosts` 中添加 `host.docker.internal:host-gateway`。\n除 Docker Desktop 外，否则容器内无法解析 `host.docker.internal`：Plausible {release} 会遇到 `non-existing domain`。",
  },
  fixGateway: {
    en: "Use `host.docker.internal`, with `extra_hosts`",
    "zh-cn": "改用 `host.docker.internal`，并配置 `extra_hosts`",
  },
  fixExtraHosts: { en: "Add `extra_hosts` for `host.docker.internal`", "zh-cn": "为 `host.docker.internal` 添加 `extra_hosts`" },
} satisfies Record<string, MessageTemplate>;

const gateway = "host.docker.internal";

/** A relay address that means Plausible's own container. */
export const localhostRelay: Rule = {
  meta: {
    id: "localhost-relay",
    severity: "error",
    summary: {
      en: "`SMTP_HOST_ADDR` points to Plausible's own container, where no mail server runs.",
      "zh-cn": "`SMTP_HOST_ADDR` 指向 Plausible 自己的容器，那里没有邮件服务器。",
    },
    fixable: true,
  },
  messages,
  check(view, report) {
    const { relay, service } = view;
    if (view.smtp === null || view.extraConfig || relay.state !== "host") return;
    const isGateway = relay.host.toLowerCase() === gateway;
    if ((relay.place !== "loopback" && !isGateway) || sharesLoopback(view)) return;
    const variable = view.variable("SMTP_HOST_ADDR");
    if (!isPlaced(variable)) return;
    const at = placeOf(variable);
    const related = relatedTo(service, variable);
    if (relay.place === "loopback") {
      const mail = mailServiceOf(view);
      report({
        variable: variable.name,
        at,
        message: mail === null ? messages.loopbackAlone : messages.loopback,
        values: { host: relay.host, service: mail?.name ?? "" },
        related,
        fixes: [
          mail === null ? null : setVariable(view, variable, mail.name),
          fix(messages.fixGateway, {}, [setEdits(view, variable, gateway), extraHostsEdits(service, view)], false),
        ],
      });
    } else if (isGateway && relay.place !== "project" && !service.network.reachesElsewhere) {
      report({
        variable: variable.name,
        at,
        severity: "warning",
        message: messages.gateway,
        related,
        fixes: [fix(messages.fixExtraHosts, {}, [extraHostsEdits(service, view)], true)],
      });
    }
  },
};

/** Whether another program than Plausible can listen on this container's loopback. */
function sharesLoopback({ project, service }: PlausibleInstance): boolean {
  const { mode, unseen } = service.network;
  if (unseen === true) return true; // containers of one pod share it
  if (mode !== null && /^(host$|service:|container:)/.test(mode)) return true;
  return service.network.mode === null && indexOf(project).hasAttached(service.name);
}

/** An `extra_hosts` that names the Docker host; empty where it does already, null where the place cannot be written to. */
function extraHostsEdits(service: Service, { project }: PlausibleInstance): readonly TextEdit[] | null {
  if (service.network.extraHosts.includes(gateway)) return [];
  const [first] = service.pairs;
  const source = first === undefined ? undefined : project.files.get(first.at.file);
  if (first === undefined || source === undefined || first.flow) return null;
  const { eol, text } = source;
  const { file } = first.at;
  const own = service.pairs.find(({ name }) => name === "extra_hosts");
  if (own?.value) {
    const start = source.lineStart(source.lineAt(own.value.start));
    const [, indent, dash] = /^( *)(- )?/.exec(text.slice(start, own.value.end)) ?? [];
    if (indent === undefined || /^[[{&*!]/.test(text.slice(own.value.start)) || start <= own.at.start) return null;
    const at = source.lineEnd(source.lineAt(own.at.end));
    const entry = dash === undefined ? `${gateway}: host-gateway` : `- "${gateway}:host-gateway"`;
    return [{ file, start: at, end: at, newText: `${eol}${indent}${entry}` }];
  }
  // Inherited ones would be merged with these; that is what is wanted.
  if (own !== undefined) return null;
  // After the image, which is one line, else before everything.
  const image = service.pairs.find(({ name }) => name === "image");
  const anchor = image ?? first;
  const indent = text.slice(source.lineStart(source.lineAt(anchor.at.start)), anchor.at.start);
  if (!/^ +$/.test(indent)) return null;
  const start = image === undefined ? anchor.at.start - indent.length : source.lineEnd(source.lineAt(image.at.end));
  const lines = `${indent}extra_hosts:${eol}${indent}  - "${gateway}:host-gateway"`;
  return [{ file, start, end: start, newText: image === undefined ? `${lines}${eol}` : `${eol}${lines}` }];
}
